#include "models/domain/jury/jury.h"

#include "models/domain/jury/sentences.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace fairlead::jury {

namespace {

using gate::Outcome;

Harm harmOf(const condition::Condition& condition)
{
    const std::optional<condition::Threshold> threshold = condition.threshold();
    if (!threshold) {
        return Harm::Either;
    }
    switch (threshold->comparator) {
    case condition::Comparator::Less:
    case condition::Comparator::LessOrEqual: return Harm::Increase;
    case condition::Comparator::Greater:
    case condition::Comparator::GreaterOrEqual: return Harm::Decrease;
    case condition::Comparator::Equal:
    case condition::Comparator::NotEqual: break;
    }
    return Harm::Either;
}

sequential::Kind kindOf(condition::Aggregate aggregate)
{
    switch (aggregate) {
    case condition::Aggregate::Median: return sequential::Kind::P50;
    case condition::Aggregate::P95: return sequential::Kind::P95;
    default: return sequential::Kind::Mean;
    }
}

std::vector<metrics::Sample> samplesOf(const gate::Series& series, const QString& metric, metrics::Role role, Instant since)
{
    const auto found = series.find({metric, role});
    return found == series.end() ? std::vector<metrics::Sample>() : found->second.since(since);
}

double meanOf(const std::vector<metrics::Sample>& samples)
{
    const double sum = std::accumulate(
        samples.begin(), samples.end(), 0.0, [](double all, const metrics::Sample& sample) { return all + sample.value; });
    return sum / static_cast<double>(samples.size());
}

Asked askedOf(const condition::Condition& condition, const Sides& sides, const Settings& settings)
{
    Asked asked;
    asked.unit = condition.unit();
    asked.harm = harmOf(condition);
    asked.kind = kindOf(condition.terms().front().aggregate);
    asked.settings = settings;
    const double baseline = std::abs(meanOf(sides.baseline));
    asked.margin = settings.margin * baseline;
    if (baseline == 0.0) {
        // A share of nothing allows nothing, so the bound that people wrote says what is much.
        const std::optional<condition::Threshold> threshold = condition.threshold();
        asked.relative = false;
        asked.margin = settings.margin * (threshold ? std::abs(threshold->bound) : 0.0);
    }
    return asked;
}

Opinion ofKayenta(const Sides& sides, const Asked& asked)
{
    const judge::Classification found = classify(sides, asked);
    Opinion opinion{Judge::Kayenta, Outcome::Pass, sentenceOf(found, sides, asked), {}, {}};
    if (found.label == judge::Label::High || found.label == judge::Label::Low) {
        opinion.outcome = Outcome::Fail;
    } else if (found.label == judge::Label::Error) {
        opinion.outcome = Outcome::Undecided;
    }
    if (found.interval) {
        opinion.shift = {found.interval->low, found.interval->high, found.interval->estimate, asked.settings.confidence};
    }
    return opinion;
}

Opinion ofSequential(const Sides& sides, const Asked& asked)
{
    const sequential::Decision found = watch(sides, asked);
    Opinion opinion{Judge::Sequential, Outcome::Undecided, sentenceOf(found, sides, asked),
        Shift{found.low, found.high, found.estimate, 1.0 - asked.settings.alpha}, found.moreSamples};
    if (found.decided) {
        const bool up = found.direction == sequential::Direction::Increase;
        const bool down = found.direction == sequential::Direction::Decrease;
        const bool harmed = (up && asked.harm != Harm::Decrease) || (down && asked.harm != Harm::Increase);
        opinion.outcome = harmed ? Outcome::Fail : Outcome::Pass;
    }
    return opinion;
}

bool approves(const Opinion& opinion)
{
    return opinion.outcome == Outcome::Pass || opinion.outcome == Outcome::Marginal;
}

bool rejects(const Opinion& opinion)
{
    return opinion.outcome == Outcome::Fail;
}

/// What to make of @p opinions, the gate's, Kayenta's and the sequential judge's.
QString differenceOf(const std::vector<Opinion>& opinions)
{
    const Opinion& bound = opinions[0];
    const Opinion& kayenta = opinions[1];
    const Opinion& sequential = opinions[2];
    const bool anyApproves = approves(kayenta) || approves(sequential);
    const bool anyRejects = rejects(kayenta) || rejects(sequential);
    if (rejects(bound) && anyApproves && !anyRejects) {
        return QStringLiteral("Beyond its bound, yet no worse than the baseline: the cause may lie outside the new version.");
    }
    if (approves(kayenta) && rejects(sequential)) {
        return QStringLiteral("The means differ by more than is allowed, the ranks do not: a few samples weigh much. Look at the chart.");
    }
    if (rejects(kayenta) && approves(sequential)) {
        return QStringLiteral("Kayenta sees a difference in the ranks, the means do not show it: most samples moved, and by little.");
    }
    if (rejects(kayenta) && !rejects(sequential)) {
        return QStringLiteral(
            "Kayenta sees a difference; looked at again and again it is wrong more often than it says, and the sequential "
            "judge is not sure yet.");
    }
    if (approves(bound) && anyRejects) {
        return QStringLiteral("Within its bound, yet worse than the baseline.");
    }
    return {};
}

Deliberation deliberateOn(
    const gate::Gate& gate, const gate::Verdict& verdict, const gate::Series& series, Instant stepBegan, const Settings& settings)
{
    Deliberation deliberation;
    deliberation.metric = gate.metric;
    deliberation.unit = gate.condition.unit();
    deliberation.harm = harmOf(gate.condition);
    deliberation.opinions.push_back({Judge::Gate, verdict.outcome, verdict.sentence, {}, {}});
    const QStringList metrics = gate.condition.metrics();
    if (metrics.size() != 1) {
        return deliberation;
    }
    const Sides sides{samplesOf(series, metrics.front(), metrics::Role::Canary, stepBegan),
        samplesOf(series, metrics.front(), metrics::Role::Baseline, stepBegan)};
    if (!sides.comparable()) {
        const QString why = nothingToCompare(sides);
        deliberation.opinions.push_back({Judge::Kayenta, Outcome::NoData, why, {}, {}});
        deliberation.opinions.push_back({Judge::Sequential, Outcome::NoData, why, {}, {}});
        return deliberation;
    }
    const Asked asked = askedOf(gate.condition, sides, settings);
    deliberation.margin = asked.margin;
    deliberation.opinions.push_back(ofKayenta(sides, asked));
    deliberation.opinions.push_back(ofSequential(sides, asked));
    deliberation.difference = differenceOf(deliberation.opinions);
    return deliberation;
}

} // namespace

QString toString(Judge judge)
{
    switch (judge) {
    case Judge::Gate: return QStringLiteral("gate");
    case Judge::Kayenta: return QStringLiteral("kayenta");
    case Judge::Sequential: break;
    }
    return QStringLiteral("sequential");
}

std::vector<Deliberation> deliberate(const std::vector<gate::Gate>& gates, const gate::Verdicts& verdicts, const gate::Series& series,
    Instant stepBegan, const Settings& settings)
{
    std::vector<Deliberation> all;
    all.reserve(verdicts.size());
    for (std::size_t i = 0; i < std::min(gates.size(), verdicts.size()); ++i) {
        all.push_back(deliberateOn(gates[i], verdicts[i], series, stepBegan, settings));
    }
    return all;
}

const std::vector<Deliberation>& Hearing::on(
    const std::vector<gate::Gate>& gates, const gate::Verdicts& verdicts, const gate::Series& series, Instant stepBegan)
{
    if (stepBegan != m_stepBegan || verdicts != m_verdicts) {
        m_said = deliberate(gates, verdicts, series, stepBegan);
        m_verdicts = verdicts;
        m_stepBegan = stepBegan;
    }
    return m_said;
}

} // namespace fairlead::jury
