#include "models/domain/gate/rule_parser.h"

#include <cmath>

namespace fairlead::gate {

namespace {

using condition::Place;
using condition::TokenKind;
using condition::Written;

/// As many samples as a series keeps.
constexpr double kMostSamples = 100'000;
constexpr double kLongestSeconds = 366.0 * 86'400.0;
constexpr double kMillisPerSecond = 1000.0;

const QString kForHelp = QStringLiteral("Write for 5 consecutive calls, or for 5m.");
const QString kLastHelp = QStringLiteral("Write 3 of the last 5 samples.");
const QString kOverHelp = QStringLiteral("Write mean over 50 calls, or p95 over 15m.");

} // namespace

bool RuleParser::readFor()
{
    const qsizetype from = m_token.place.at;
    advance();
    const Place number = m_token.place;
    if (m_token.kind == TokenKind::Number && condition::isTime(m_token.number.written)) {
        const std::optional<Millis> length = duration(kForHelp);
        m_window.sustained = length;
        return length && once(Part::Sustained, from);
    }
    const std::optional<int> count = wholeNumber(kForHelp);
    if (!count) {
        return false;
    }
    if (const std::optional<QLatin1String> unit = condition::unitMeant(m_token)) {
        const bool time = *unit != QLatin1String("%") && *unit != QLatin1String(" tokens");
        return refuse(QStringLiteral("“%1” is not a unit.").arg(textOf(m_token.place)),
            time ? QStringLiteral("Write for %1%2.").arg(*count).arg(*unit) : kForHelp);
    }
    if (m_token.is(condition::Symbol::Plus)) {
        return refuse(
            QStringLiteral("“%1+” says no more than “%1”.").arg(*count), QStringLiteral("Write for %1 consecutive calls.").arg(*count));
    }
    if (take("consecutive")) {
        return readConsecutive(*count) && once(Part::Hits, from);
    }
    if (m_token.kind == TokenKind::Word) {
        return refuse({number.at, m_token.place.end() - number.at},
            QStringLiteral("“for %1 %2” does not say whether in a row or in total.").arg(*count).arg(textOf(m_token.place)),
            QStringLiteral("Write for %1 consecutive calls, or %1 of the last %2 calls.").arg(*count).arg(2 * *count));
    }
    return refuse(number, QStringLiteral("“for %1” has no unit.").arg(*count), kForHelp);
}

bool RuleParser::readConsecutive(int count)
{
    const Place place = m_token.place;
    const std::optional<CountOf> of = counted(QStringLiteral("Write for %1 consecutive samples, or calls.").arg(count));
    if (!of) {
        return false;
    }
    m_window.hits = count;
    m_window.ofLast = count;
    return countsIn(*of, place);
}

bool RuleParser::readOfLast()
{
    const Place first = m_token.place;
    const std::optional<int> hits = wholeNumber(kLastHelp);
    advance(); // "of"
    take("the");
    if (!hits || !expect("last", kLastHelp)) {
        return false;
    }
    const std::optional<int> last = wholeNumber(kLastHelp);
    if (!last) {
        return false;
    }
    const Place whole{first.at, m_end - first.at};
    if (*hits > *last) {
        return refuse(whole, QStringLiteral("%1 of the last %2 never happens.").arg(*hits).arg(*last),
            QStringLiteral("Write %2 of the last %1.").arg(*hits).arg(*last));
    }
    m_window.hits = *hits;
    m_window.ofLast = *last;
    const Place place = m_token.place;
    const bool named = m_token.is("samples") || m_token.is("calls") || m_token.is("sample") || m_token.is("call");
    if (named && !countsIn(*counted(kLastHelp), place)) {
        return false;
    }
    return once(Part::Hits, whole.at);
}

bool RuleParser::readAggregate(condition::Aggregate aggregate)
{
    const Place word = m_token.place;
    advance();
    advance();
    if (aggregate == condition::Aggregate::Count || aggregate == condition::Aggregate::Rate || aggregate == condition::Aggregate::Newest) {
        return refuse(word, QStringLiteral("“%1” is no value of the metric, so its bound does not fit it.").arg(textOf(word)),
            QStringLiteral("Write it into the condition: \"%1(latency) > 20\".").arg(textOf(word)));
    }
    m_window.aggregate = aggregate;
    if (m_token.kind == TokenKind::Number && condition::isTime(m_token.number.written)) {
        m_window.overTime = duration(kOverHelp);
        return m_window.overTime && once(Part::Aggregate, word.at);
    }
    const std::optional<int> count = wholeNumber(kOverHelp);
    if (!count) {
        return false;
    }
    const Place place = m_token.place;
    const std::optional<CountOf> of = counted(kOverHelp);
    m_window.overCount = count;
    return of && countsIn(*of, place) && once(Part::Aggregate, word.at);
}

bool RuleParser::readInTheFirst()
{
    const QString help = QStringLiteral("Write in the first 5m.");
    const qsizetype from = m_token.place.at;
    advance();
    take("the");
    if (!expect("first", help)) {
        return false;
    }
    m_window.onlyFirst = duration(help);
    m_firstPlace = {from, m_end - from};
    return m_window.onlyFirst && once(Part::First, from);
}

bool RuleParser::readAfter()
{
    const qsizetype from = m_token.place.at;
    advance();
    m_window.notBefore = duration(QStringLiteral("Write after 10m."));
    return m_window.notBefore && once(Part::After, from);
}

bool RuleParser::readUntil()
{
    const qsizetype from = m_token.place.at;
    advance();
    const std::size_t before = m_errors.size();
    m_clear = readCondition(m_subject);
    return m_errors.size() == before && once(Part::Until, from);
}

bool RuleParser::readAtLeast()
{
    const QString help = QStringLiteral("Write at least 20 samples.");
    const qsizetype from = m_token.place.at;
    advance();
    if (!expect("least", help)) {
        return false;
    }
    const std::optional<int> count = wholeNumber(help);
    if (!count || !(take("sample") || expect("samples", help))) {
        return false;
    }
    m_window.minSamples = *count;
    return once(Part::AtLeast, from);
}

bool RuleParser::readNoData()
{
    const QString help = QStringLiteral("Write no data holds, no data fires or no data is ignored.");
    const qsizetype from = m_token.place.at;
    advance();
    if (!expect("data", help)) {
        return false;
    }
    if (take("holds")) {
        m_noData = NoDataPolicy::Hold;
    } else if (take("fires")) {
        m_noData = NoDataPolicy::Fire;
    } else if (m_token.is("is") && following().is("ignored")) {
        advance();
        advance();
        m_noData = NoDataPolicy::Ignore;
    } else {
        return refuse(QStringLiteral("It is not said what no data does."), help);
    }
    return once(Part::NoData, from);
}

bool RuleParser::readDryRun()
{
    const qsizetype from = m_token.place.at;
    advance();
    if (!expect("run", QStringLiteral("Write dry run."))) {
        return false;
    }
    m_armed = false;
    return once(Part::DryRun, from);
}

std::optional<int> RuleParser::wholeNumber(const QString& help)
{
    const Place place = m_token.place;
    const double value = m_token.number.value;
    if (m_token.kind != TokenKind::Number) {
        refuse(m_token.kind == TokenKind::End ? QStringLiteral("A number is missing here.")
                                              : QStringLiteral("“%1” is not a number.").arg(textOf(place)),
            help);
        return std::nullopt;
    }
    if (m_token.number.written != Written::Plain || value < 1.0 || value > kMostSamples || value != std::floor(value)) {
        refuse(QStringLiteral("“%1” is not a whole number from 1 to 100,000.").arg(textOf(place)), help);
        return std::nullopt;
    }
    advance();
    return static_cast<int>(value);
}

std::optional<Millis> RuleParser::duration(const QString& help)
{
    const Place place = m_token.place;
    if (m_token.kind != TokenKind::Number || !condition::isTime(m_token.number.written)) {
        const bool number = m_token.kind == TokenKind::Number;
        const std::optional<QLatin1String> unit = number ? condition::unitMeant(following()) : std::nullopt;
        if (unit) {
            advance();
            refuse(
                QStringLiteral("“%1” is not a unit.").arg(textOf(m_token.place)), QStringLiteral("Write %1%2.").arg(textOf(place), *unit));
            return std::nullopt;
        }
        refuse(m_token.kind == TokenKind::End ? QStringLiteral("A length of time is missing here.")
                : number                      ? QStringLiteral("“%1” has no unit of time.").arg(textOf(place))
                                              : QStringLiteral("“%1” is not a length of time.").arg(textOf(place)),
            help);
        return std::nullopt;
    }
    const double millis = m_token.number.value * kMillisPerSecond;
    if (millis < 1.0 || m_token.number.value > kLongestSeconds) {
        refuse(QStringLiteral("“%1” is not between a millisecond and a year.").arg(textOf(place)), help);
        return std::nullopt;
    }
    advance();
    return Millis(std::llround(millis));
}

std::optional<CountOf> RuleParser::counted(const QString& help)
{
    if (take("samples") || take("sample")) {
        return CountOf::Samples;
    }
    if (take("calls") || take("call")) {
        return CountOf::Calls;
    }
    refuse(QStringLiteral("It is not said what is counted, samples or calls."), help);
    return std::nullopt;
}

bool RuleParser::once(Part part, qsizetype from)
{
    const bool first = m_said.insert(part).second;
    return first
        || refuse({from, m_end - from},
            QStringLiteral("“%1” says a second time what an earlier clause says.").arg(textOf({from, m_end - from})),
            QStringLiteral("Leave one of the two away."));
}

bool RuleParser::countsIn(CountOf of, Place place)
{
    const bool fits = m_counts.value_or(of) == of;
    m_counts = m_counts.value_or(of);
    return fits
        || refuse(
            place, QStringLiteral("One rule counts either samples or calls."), QStringLiteral("Write the same word in both clauses."));
}

} // namespace fairlead::gate
