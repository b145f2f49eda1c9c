#include "models/formats/alerts/promql/regex_syntax.h"

#include "models/formats/alerts/promql/regex_reader.h"

#include <algorithm>

namespace fairlead::formats::alerts::promql {

namespace {

constexpr int kMostRepetitions = 1000;
constexpr int kDeepestGroups = 500;

bool isWordCharacter(char32_t c)
{
    return (c >= U'0' && c <= U'9') || (c >= U'a' && c <= U'z') || (c >= U'A' && c <= U'Z');
}

} // namespace

RegexReader::RegexReader(const QString& pattern)
    : m_text(pattern.toUcs4())
{
}

RegexSyntax RegexReader::run()
{
    const RegexPart whole = alternatives();
    if (m_fault.isEmpty() && !atEnd()) {
        fault(QStringLiteral("a “)” closes nothing."));
    }
    return {m_fault, whole.empty};
}

bool RegexReader::looksAt(const char* ascii) const
{
    for (qsizetype i = 0; ascii[i] != '\0'; ++i) {
        if (m_at + i >= m_text.size() || peek(i) != static_cast<char32_t>(ascii[i])) {
            return false;
        }
    }
    return true;
}

QString RegexReader::rest(qsizetype from, qsizetype length) const
{
    const auto part = m_text.mid(from, length);
    return QString::fromUcs4(reinterpret_cast<const char32_t*>(part.constData()), part.size());
}

void RegexReader::fault(const QString& what)
{
    if (m_fault.isEmpty()) {
        m_fault = what;
    }
}

RegexPart RegexReader::alternatives()
{
    if (++m_depth > kDeepestGroups) {
        fault(QStringLiteral("its groups are nested deeper than %1 levels.").arg(kDeepestGroups));
    }
    RegexPart whole = sequence();
    while (!failed() && !atEnd() && peek() == U'|') {
        ++m_at;
        const RegexPart other = sequence();
        whole.empty = whole.empty || other.empty;
        whole.repetitions = std::max(whole.repetitions, other.repetitions);
    }
    --m_depth;
    return whole;
}

RegexPart RegexReader::sequence()
{
    RegexPart whole;
    std::optional<RegexPart> last; // what a repetition would repeat
    bool lastIsRepeated = false;
    while (!failed() && !atEnd() && peek() != U'|' && peek() != U')') {
        const std::optional<RegexBounds> bounds = repetition();
        if (failed()) {
            break;
        }
        if (!bounds) {
            take(whole, last);
            last = element();
            lastIsRepeated = false;
            continue;
        }
        if (!last || lastIsRepeated) {
            fault(last ? QStringLiteral("“%1” repeats a repetition.").arg(rest(m_at, bounds->length))
                       : QStringLiteral("“%1” repeats nothing.").arg(rest(m_at, bounds->length)));
            break;
        }
        m_at += bounds->length;
        if (peek() == U'?' && !atEnd()) {
            ++m_at;
        }
        repeat(*last, *bounds);
        lastIsRepeated = true;
    }
    take(whole, last);
    return whole;
}

void RegexReader::take(RegexPart& whole, const std::optional<RegexPart>& part)
{
    if (part) {
        whole.empty = whole.empty && part->empty;
        whole.repetitions = std::max(whole.repetitions, part->repetitions);
    }
}

void RegexReader::repeat(RegexPart& part, const RegexBounds& bounds)
{
    part.empty = part.empty || bounds.least == 0;
    const int times = bounds.most < 0 ? bounds.least : bounds.most;
    part.repetitions *= std::max(times, 1);
    if (part.repetitions > kMostRepetitions) {
        fault(QStringLiteral("a part is repeated more than %1 times.").arg(kMostRepetitions));
    }
}

std::optional<RegexBounds> RegexReader::repetition()
{
    switch (peek()) {
    case U'*': return RegexBounds{0, -1, 1};
    case U'+': return RegexBounds{1, -1, 1};
    case U'?': return RegexBounds{0, 1, 1};
    case U'{': return counted();
    default: return std::nullopt;
    }
}

std::optional<int> RegexReader::count(qsizetype& ahead) const
{
    const qsizetype from = ahead;
    int value = 0;
    while (peek(ahead) >= U'0' && peek(ahead) <= U'9') {
        value = std::min(value * 10 + static_cast<int>(peek(ahead) - U'0'), kMostRepetitions + 1);
        ++ahead;
    }
    const bool leadingZero = ahead - from > 1 && peek(from) == U'0';
    return ahead == from || leadingZero ? std::nullopt : std::optional(value);
}

std::optional<RegexBounds> RegexReader::counted()
{
    qsizetype ahead = 1;
    const std::optional<int> least = count(ahead);
    if (!least) {
        return std::nullopt;
    }
    RegexBounds bounds{*least, *least, 0};
    if (peek(ahead) == U',') {
        ++ahead;
        bounds.most = -1;
        if (peek(ahead) != U'}') {
            const std::optional<int> most = count(ahead);
            if (!most) {
                return std::nullopt;
            }
            bounds.most = *most;
        }
    }
    if (peek(ahead) != U'}') {
        return std::nullopt;
    }
    bounds.length = ahead + 1;
    if (bounds.least > kMostRepetitions || bounds.most > kMostRepetitions || (bounds.most >= 0 && bounds.most < bounds.least)) {
        fault(QStringLiteral("“%1” is not a number of repetitions from 0 to %2.").arg(rest(m_at, bounds.length)).arg(kMostRepetitions));
    }
    return bounds;
}

std::optional<RegexPart> RegexReader::element()
{
    const char32_t c = peek();
    if (c == U'(') {
        return group();
    }
    if (c == U'[') {
        bracket();
        return RegexPart{false, 1};
    }
    if (c == U'\\') {
        return escape();
    }
    ++m_at;
    return RegexPart{c == U'^' || c == U'$', 1};
}

std::optional<RegexPart> RegexReader::group()
{
    ++m_at;
    if (looksAt("?")) {
        if (looksAt("?P<") ? !name() : !flags()) {
            return std::nullopt;
        }
    }
    const RegexPart inner = alternatives();
    if (!failed() && (atEnd() || peek() != U')')) {
        fault(QStringLiteral("a “(” is never closed."));
    }
    ++m_at;
    return inner;
}

bool RegexReader::name()
{
    qsizetype end = m_at + 3;
    while (end < m_text.size() && static_cast<char32_t>(m_text.at(end)) != U'>') {
        ++end;
    }
    const QString text = rest(m_at + 3, end - m_at - 3);
    const bool word
        = !text.isEmpty() && std::ranges::all_of(text, [](QChar c) { return c == QLatin1Char('_') || isWordCharacter(c.unicode()); });
    if (end >= m_text.size() || !word || m_names.contains(text)) {
        fault(QStringLiteral("the group's name “%1” is not a word, or stands here for the second time.").arg(text.left(40)));
        return false;
    }
    m_names.insert(text);
    m_at = end + 1;
    return true;
}

bool RegexReader::flags()
{
    const qsizetype start = m_at - 1;
    bool negative = false;
    bool seen = false;
    for (++m_at; !atEnd(); ++m_at) {
        const char32_t c = peek();
        if (c == U'i' || c == U'm' || c == U's' || c == U'U') {
            seen = true;
        } else if (c == U'-' && !negative) {
            negative = true;
            seen = false;
        } else if ((c == U':' || c == U')') && (seen || !negative)) {
            ++m_at;
            return c == U':';
        } else {
            break;
        }
    }
    fault(QStringLiteral("“%1” is Perl's and not RE2's (no lookaround, no named groups but (?P<name>…)).")
            .arg(rest(start, m_at - start + 1)));
    return false;
}

std::optional<RegexPart> RegexReader::escape()
{
    const char32_t kind = peek(1);
    if (m_at + 1 >= m_text.size()) {
        fault(QStringLiteral("there is a backslash at its end."));
        return std::nullopt;
    }
    switch (kind) {
    case U'A':
    case U'z':
    case U'B': m_at += 2; return RegexPart{true, 1};
    case U'b': m_at += 2; return RegexPart{false, 1};
    case U'Q': return literal();
    default: break;
    }
    if (!classEscape()) {
        static_cast<void>(character());
    }
    return RegexPart{false, 1};
}

std::optional<RegexPart> RegexReader::literal()
{
    m_at += 2;
    const qsizetype from = m_at;
    while (!atEnd() && !looksAt("\\E")) {
        ++m_at;
    }
    const bool any = m_at > from;
    m_at = std::min<qsizetype>(m_at + 2, m_text.size());
    return any ? std::optional(RegexPart{false, 1}) : std::nullopt;
}

RegexSyntax readRegex(const QString& pattern)
{
    return RegexReader(pattern).run();
}

} // namespace fairlead::formats::alerts::promql
