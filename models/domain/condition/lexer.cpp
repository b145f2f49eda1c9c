#include "models/domain/condition/lexer.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

namespace fairlead::condition {

namespace {

struct UnitName {
    QStringView name;
    Written written = {};
    int power = 0; ///< of ten, of its value
    double factor = 1;
};

const std::array<UnitName, 10> kUnits{{{u"ns", Written::Nanoseconds, -9}, {u"us", Written::Microseconds, -6},
    {u"\u00b5s", Written::Microseconds, -6}, {u"\u03bcs", Written::Microseconds, -6}, {u"ms", Written::Milliseconds, -3},
    {u"s", Written::Seconds, 0}, {u"m", Written::Minutes, 0, 60}, {u"h", Written::Hours, 0, 3600}, {u"d", Written::Days, 0, 86400},
    {u"tokens", Written::Tokens, 0}}};

/// What people write, and what the language writes.
const std::array<std::pair<const char*, const char*>, 17> kOtherUnits{{{"seconds", "s"}, {"second", "s"}, {"secs", "s"}, {"sec", "s"},
    {"minutes", "m"}, {"minute", "m"}, {"mins", "m"}, {"min", "m"}, {"hours", "h"}, {"hour", "h"}, {"days", "d"}, {"day", "d"},
    {"millis", "ms"}, {"msec", "ms"}, {"milliseconds", "ms"}, {"percent", "%"}, {"token", " tokens"}}};

QChar at(QStringView text, qsizetype index)
{
    return index < text.size() ? text.at(index) : QChar();
}

bool isDigit(QChar c)
{
    return c >= QLatin1Char('0') && c <= QLatin1Char('9');
}

bool beginsWord(QChar c)
{
    return c.isLetter() || c == QLatin1Char('_');
}

bool inWord(QChar c)
{
    return c.isLetterOrNumber() || c == QLatin1Char('_');
}

qsizetype skipBlanks(QStringView text, qsizetype from)
{
    while (from < text.size() && text.at(from).isSpace()) {
        ++from;
    }
    return from;
}

qsizetype skipDigits(QStringView text, qsizetype from)
{
    while (from < text.size() && isDigit(text.at(from))) {
        ++from;
    }
    return from;
}

/// The end of the figures "12", "1.5", ".7", "1e-3" that begin at @p from. "60..70" ends at its dots.
qsizetype figuresEnd(QStringView text, qsizetype from)
{
    qsizetype end = skipDigits(text, from);
    if (at(text, end) == QLatin1Char('.') && isDigit(at(text, end + 1))) {
        end = skipDigits(text, end + 1);
    }
    if (at(text, end).toLower() == QLatin1Char('e')) {
        const bool sign = at(text, end + 1) == QLatin1Char('+') || at(text, end + 1) == QLatin1Char('-');
        const qsizetype digits = end + (sign ? 2 : 1);
        if (isDigit(at(text, digits))) {
            end = skipDigits(text, digits);
        }
    }
    return end;
}

qsizetype wordEnd(QStringView text, qsizetype from)
{
    qsizetype end = from;
    while (end < text.size()) {
        const QChar c = text.at(end);
        const bool joins = c == QLatin1Char('.') || c == QLatin1Char(':');
        if (!inWord(c) && !(joins && inWord(at(text, end + 1)))) {
            break;
        }
        ++end;
    }
    return end;
}

const UnitName* unitNamed(QStringView name)
{
    const auto found = std::ranges::find(kUnits, name, &UnitName::name);
    return found == kUnits.end() ? nullptr : &*found;
}

/// "/100" after a number; "/1000" and "/100.5" are divisions.
qsizetype hundredthsEnd(QStringView text, qsizetype slash)
{
    if (at(text, slash) != QLatin1Char('/')) {
        return slash;
    }
    const qsizetype figures = skipBlanks(text, slash + 1);
    const qsizetype end = figures + 3;
    const bool hundred = text.mid(figures, 3) == QLatin1String("100");
    const bool goesOn = inWord(at(text, end)) || (at(text, end) == QLatin1Char('.') && isDigit(at(text, end + 1)));
    return hundred && !goesOn ? end : slash;
}

/// @p figures times ten to the @p power, rounded once: 1.1% is 0.011 and not 1.1 / 100, which is a little more.
double scaled(QStringView figures, int power)
{
    const qsizetype exponentAt = figures.indexOf(QLatin1Char('e'), 0, Qt::CaseInsensitive);
    const QStringView mantissa = exponentAt < 0 ? figures : figures.left(exponentAt);
    const int exponent = exponentAt < 0 ? 0 : figures.mid(exponentAt + 1).toInt();
    return (mantissa.toString() + QLatin1Char('e') + QString::number(exponent + power)).toDouble();
}

/// Reads the unit behind @p token and scales its number by it.
void readUnit(QStringView text, Token& token)
{
    const qsizetype unit = skipBlanks(text, token.place.end());
    const QStringView figures = text.mid(token.place.at, token.place.length);
    const auto take = [&](qsizetype end, Written written, int power) {
        token.number.value = power == 0 || token.number.value == 0.0 ? token.number.value : scaled(figures, power);
        token.unitAt = unit;
        token.number.written = written;
        token.place.length = end - token.place.at;
    };
    if (at(text, unit) == QLatin1Char('%')) {
        return take(unit + 1, Written::Percent, -2);
    }
    if (const qsizetype end = hundredthsEnd(text, unit); end > unit) {
        return take(end, Written::OfHundred, -2);
    }
    qsizetype end = unit;
    // The unit of "1h30m" ends at the digit.
    while (end < text.size() && (text.at(end).isLetter() || text.at(end) == QLatin1Char('_')) && end - unit < 8) {
        ++end;
    }
    const UnitName* name = unitNamed(text.mid(unit, end - unit));
    const bool sticks = beginsWord(at(text, end)) || (isDigit(at(text, end)) && (name == nullptr || !isTime(name->written)));
    if (name != nullptr && !sticks) {
        take(end, name->written, name->power);
        token.number.value *= name->factor;
    }
}

Token readNumber(QStringView text, qsizetype from)
{
    Token token;
    token.kind = TokenKind::Number;
    const qsizetype end = figuresEnd(text, from);
    token.place = {from, end - from};
    token.unitAt = end;
    bool fits = false;
    token.number.value = text.mid(from, end - from).toDouble(&fits);
    if (!fits || !std::isfinite(token.number.value)) {
        token.kind = TokenKind::Unreadable;
    } else {
        readUnit(text, token);
    }
    return token;
}

/// "1h30m": the parts that follow without a blank, each in a smaller unit.
void readFurtherParts(QStringView text, Token& token)
{
    while (token.kind == TokenKind::Number && isTime(token.number.written) && isDigit(at(text, token.place.end()))) {
        const Token part = readNumber(text, token.place.end());
        if (part.kind != TokenKind::Number || !isTime(part.number.written) || part.number.written >= token.number.written) {
            return;
        }
        token.number.value += part.number.value;
        token.number.written = part.number.written;
        token.place.length = part.place.end() - token.place.at;
    }
}

Token readQuoted(QStringView text, qsizetype from)
{
    Token token;
    const qsizetype close = text.indexOf(QLatin1Char('`'), from + 1);
    const bool closed = close > from + 1;
    token.kind = closed ? TokenKind::Word : TokenKind::Unreadable;
    token.quoted = closed;
    token.text = closed ? text.mid(from + 1, close - from - 1) : text.mid(from, 1);
    token.place = {from, closed ? close + 1 - from : 1};
    return token;
}

std::pair<Symbol, qsizetype> symbolAt(QStringView text, qsizetype from)
{
    const char16_t first = at(text, from).unicode();
    const char16_t second = at(text, from + 1).unicode();
    switch (first) {
    case u'<': return second == u'=' ? std::pair(Symbol::LessOrEqual, 2) : std::pair(Symbol::Less, 1);
    case u'>': return second == u'=' ? std::pair(Symbol::GreaterOrEqual, 2) : std::pair(Symbol::Greater, 1);
    case u'=': return second == u'=' ? std::pair(Symbol::Equal, 2) : std::pair(Symbol::None, 1);
    case u'!': return second == u'=' ? std::pair(Symbol::NotEqual, 2) : std::pair(Symbol::None, 1);
    case u'.': return second == u'.' ? std::pair(Symbol::To, 2) : std::pair(Symbol::None, 1);
    case u'&':
    case u'|': return {Symbol::None, second == first ? 2 : 1};
    case u'\u2264': return {Symbol::LessOrEqual, 1};
    case u'\u2265': return {Symbol::GreaterOrEqual, 1};
    case u'\u2260': return {Symbol::NotEqual, 1};
    case u'\u00d7':
    case u'*': return {Symbol::Times, 1};
    case u'\u2212':
    case u'-': return {Symbol::Minus, 1};
    case u'+': return {Symbol::Plus, 1};
    case u'/': return {Symbol::Divide, 1};
    case u'(': return {Symbol::Open, 1};
    case u')': return {Symbol::Close, 1};
    case u',': return {Symbol::Comma, 1};
    default: return {Symbol::None, QChar::isHighSurrogate(first) && QChar::isLowSurrogate(second) ? 2 : 1};
    }
}

} // namespace

Token tokenAt(QStringView text, qsizetype from)
{
    from = skipBlanks(text, from);
    const QChar first = at(text, from);
    Token token;
    token.place = {from, 1};
    if (from >= text.size()) {
        token.place = {text.size(), 1};
        return token;
    }
    if (isDigit(first) || (first == QLatin1Char('.') && isDigit(at(text, from + 1)))) {
        token = readNumber(text, from);
        readFurtherParts(text, token);
    } else if (first == QLatin1Char('`')) {
        return readQuoted(text, from);
    } else if (beginsWord(first)) {
        token.kind = TokenKind::Word;
        token.place.length = wordEnd(text, from) - from;
    } else {
        const auto [symbol, length] = symbolAt(text, from);
        token.kind = symbol == Symbol::None ? TokenKind::Unreadable : TokenKind::Symbol;
        token.symbol = symbol;
        token.place.length = length;
    }
    token.text = text.mid(token.place.at, token.place.length);
    return token;
}

std::optional<QLatin1String> unitMeant(const Token& word)
{
    const auto found = std::ranges::find_if(kOtherUnits, [&](const auto& entry) { return word.is(entry.first); });
    return found == kOtherUnits.end() ? std::nullopt : std::optional(QLatin1String(found->second));
}

std::optional<Comparator> comparatorOf(Symbol symbol)
{
    switch (symbol) {
    case Symbol::Less: return Comparator::Less;
    case Symbol::LessOrEqual: return Comparator::LessOrEqual;
    case Symbol::Greater: return Comparator::Greater;
    case Symbol::GreaterOrEqual: return Comparator::GreaterOrEqual;
    case Symbol::Equal: return Comparator::Equal;
    case Symbol::NotEqual: return Comparator::NotEqual;
    default: return std::nullopt;
    }
}

} // namespace fairlead::condition
