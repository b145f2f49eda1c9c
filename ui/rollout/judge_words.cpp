#include "ui/rollout/judge_words.h"

#include "models/domain/rollout/verbs.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>
#include <array>
#include <cmath>

namespace fairlead::ui {

using jury::Deliberation;
using jury::Judge;
using jury::Opinion;

namespace {

constexpr double kPerCent = 100.0;
constexpr double kMillisPerSecond = 1000.0;
constexpr QChar kNoBreak(0x00A0);
constexpr std::array kJudges{Judge::Gate, Judge::Kayenta, Judge::Sequential};

QString tr(const char* text, const char* note = nullptr)
{
    return QCoreApplication::translate("Judges", text, note);
}

QString signOf(double value)
{
    return value < 0.0 ? QStringLiteral("\u2212") : value > 0.0 ? QStringLiteral("+") : QString();
}

bool has(const Deliberation& deliberation, gate::Outcome outcome)
{
    return std::ranges::find(deliberation.opinions, outcome, &Opinion::outcome) != deliberation.opinions.end();
}

} // namespace

QString nameOf(Judge judge)
{
    switch (judge) {
    case Judge::Gate: return tr("Gate");
    case Judge::Kayenta: return tr("Kayenta", "the name of a judge");
    case Judge::Sequential: return tr("Sequential", "the name of a judge");
    }
    return {};
}

const std::vector<Deliberation>& judgesHeard(const rollout::Snapshot& snapshot)
{
    static const std::vector<Deliberation> none;
    const rollout::Phase phase = snapshot.state.phase;
    return rollout::isEnded(phase) || phase == rollout::Phase::RollingBack ? none : snapshot.judges;
}

std::vector<JudgeRow> judgeRowsOf(const std::vector<Deliberation>& judges)
{
    std::vector<JudgeRow> rows;
    rows.reserve(judges.size());
    for (const Deliberation& deliberation : judges) {
        JudgeRow row{gate::titleOf(deliberation.metric), {}, deliberation.difference};
        row.marks.reserve(kJudges.size());
        for (const Judge judge : kJudges) {
            const auto found = std::ranges::find(deliberation.opinions, judge, &Opinion::judge);
            const bool heard = found != deliberation.opinions.end();
            row.marks.push_back({nameOf(judge), heard ? std::optional(found->outcome) : std::nullopt});
        }
        rows.push_back(std::move(row));
    }
    return rows;
}

QString spokenText(const JudgeRow& row)
{
    QStringList marks;
    marks.reserve(qsizetype(row.marks.size()));
    for (const JudgeMark& mark : row.marks)
        marks += QStringLiteral("%1 %2").arg(mark.name, mark.outcome ? lookOf(*mark.outcome).word : tr("does not compare"));
    return QStringLiteral("%1: %2").arg(row.title, marks.join(QStringLiteral(", ")));
}

JudgesScope scopeOf(const std::vector<Deliberation>& judges)
{
    const auto differ = std::ranges::count_if(judges, [](const Deliberation& one) { return !one.difference.isEmpty(); });
    if (differ > 0)
        return {differ == 1 ? tr("1 differs") : tr("%1 differ").arg(differ), Status::Marginal};
    const auto undecided = std::ranges::count_if(judges, [](const Deliberation& one) { return has(one, gate::Outcome::Undecided); });
    if (undecided > 0)
        return {tr("%1 undecided").arg(undecided), std::nullopt};
    const auto without = std::ranges::count_if(judges, [](const Deliberation& one) { return has(one, gate::Outcome::NoData); });
    if (without > 0)
        return {tr("%1 without data").arg(without), std::nullopt};
    const bool compared = std::ranges::any_of(judges, [](const Deliberation& one) { return one.opinions.size() > 1; });
    return {compared ? tr("all agree") : tr("nothing is compared"), std::nullopt};
}

QString tickText(double tick, const ValueScale& scale, metrics::Unit unit)
{
    double factor = 1.0;
    QString words;
    if (unit == metrics::Unit::Fraction) {
        factor = kPerCent;
        words = kNoBreak + tr("pp", "percentage points");
    } else if (unit == metrics::Unit::Seconds) {
        const bool millis = std::max(-scale.min, scale.max) < 1.0;
        factor = millis ? kMillisPerSecond : 1.0;
        words = kNoBreak + (millis ? QStringLiteral("ms") : QStringLiteral("s"));
    }
    if (std::abs(tick) < scale.step / 2)
        return QStringLiteral("0") + words;
    QLocale locale = QLocale::c();
    locale.setNumberOptions(QLocale::DefaultNumberOptions); // thousands are parted by commas
    const int decimals = ValueScale{scale.min * factor, scale.max * factor, scale.step * factor}.decimals();
    return signOf(tick) + locale.toString(std::abs(tick) * factor, 'f', decimals) + words;
}

QString shiftText(double shift, metrics::Unit unit)
{
    const QString sign = signOf(shift);
    if (std::isinf(shift))
        return sign + QStringLiteral("\u221e");
    QString size = gate::inWords(std::abs(shift), unit);
    if (unit == metrics::Unit::Fraction)
        size.replace(QLatin1Char('%'), tr("pp", "percentage points"));
    return sign + size;
}

QString levelText(double level)
{
    return gate::inWords(level, metrics::Unit::Fraction);
}

} // namespace fairlead::ui
