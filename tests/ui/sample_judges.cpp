#include "tests/ui/sample_judges.h"

#include <QRegularExpression>

#include <algorithm>
#include <limits>

namespace fairlead::sample {

using gate::Outcome;
using jury::Harm;
using jury::Judge;
using metrics::Unit;

namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();

QString text(const char* utf8)
{
    return QString::fromUtf8(utf8);
}

jury::Opinion gateSays(Outcome outcome, const char* sentence)
{
    return {Judge::Gate, outcome, text(sentence), {}, {}};
}

/// The number in @p sentence behind @p words, in the unit of @p deliberation.
std::optional<double> numberBehind(const jury::Deliberation& deliberation, const QString& words)
{
    const QString& sentence = deliberation.opinions.front().sentence;
    const qsizetype at = sentence.indexOf(words);
    if (at < 0)
        return std::nullopt;
    static const QRegularExpression end(QStringLiteral("[^0-9.]"));
    const QString rest = sentence.mid(at + words.size());
    return rest.left(rest.indexOf(end)).toDouble() * (deliberation.unit == Unit::Fraction ? 0.01 : 1.0);
}

gate::Rule rule(const char* line, bool armed)
{
    gate::Rule rule = *gate::Rule::parse(text(line));
    rule.armed = armed;
    return rule;
}

} // namespace

jury::Deliberation agreeing()
{
    return {metrics::kErrorRate, Unit::Fraction, Harm::Increase, 0.0004,
        {gateSays(Outcome::Pass, "0.42 % of 206 calls, baseline 0.36 %: under 1 % in 48 of 48 samples; read 14:41:20 UTC."),
            {Judge::Kayenta, Outcome::Pass,
                text("No difference seen: +0.01 pp, 98 % interval −0.02 pp to +0.03 pp; 48 against 48 samples, 50 are advised."),
                jury::Shift{-0.0002, 0.0003, 0.0001, 0.98}, {}},
            {Judge::Sequential, Outcome::Pass,
                text("Proven not to be more than 10 % worse: +0.01 pp, between −0.03 pp and +0.035 pp at every look (95 %); 48 against "
                     "48 samples."),
                jury::Shift{-0.0003, 0.00035, 0.0001, 0.95}, {}}},
        {}};
}

jury::Deliberation differing()
{
    return {metrics::kLatencyP95, Unit::Seconds, Harm::Increase, 0.186,
        {gateSays(Outcome::Pass, "1.98 s, baseline 1.62 s: under 2 s in 48 of 48 samples; read 14:41:20 UTC."),
            {Judge::Kayenta, Outcome::Fail,
                text("More than 10 % worse than the baseline: +340 ms, 98 % interval +250 ms to +430 ms; 48 against 48 samples."),
                jury::Shift{0.25, 0.43, 0.34, 0.98}, {}},
            {Judge::Sequential, Outcome::Fail,
                text(
                    "Proven to be more than 10 % worse: +350 ms, between +190 ms and +510 ms at every look (95 %); 48 against 48 samples."),
                jury::Shift{0.19, 0.51, 0.35, 0.95}, {}}},
        text("Within its bound, yet worse than the baseline.")};
}

jury::Deliberation outsideCause()
{
    return {metrics::kLatencyP95, Unit::Seconds, Harm::Increase, 0.21,
        {gateSays(Outcome::Fail, "2.1 s, baseline 2.12 s: not under 2 s in 3 samples in a row, 3 are enough to fail; read 14:41:20 UTC."),
            {Judge::Kayenta, Outcome::Pass, text("No difference seen: −20 ms, 98 % interval −90 ms to +50 ms; 48 against 48 samples."),
                jury::Shift{-0.09, 0.05, -0.02, 0.98}, {}},
            {Judge::Sequential, Outcome::Pass,
                text("Proven not to be more than 10 % worse: −20 ms, between −160 ms and +120 ms at every look (95 %); 48 against 48 "
                     "samples."),
                jury::Shift{-0.16, 0.12, -0.02, 0.95}, {}}},
        text("Beyond its bound, yet no worse than the baseline: the cause may lie outside the new version.")};
}

jury::Deliberation undecided()
{
    return {metrics::kQuality, Unit::None, Harm::Decrease, 0.081,
        {gateSays(Outcome::Pass, "0.874, baseline 0.81: above 0.85 in 40 of 40 samples; read 14:41:20 UTC."),
            {Judge::Kayenta, Outcome::Pass,
                text("Better than the baseline: +0.064, 98 % interval +0.05 to +0.078; 40 against 40 samples, 50 are advised."),
                jury::Shift{0.05, 0.078, 0.064, 0.98}, {}},
            {Judge::Sequential, Outcome::Undecided,
                text("Not decided: +0.064, between −0.12 and +0.25 at every look (95 %); 40 against 40 samples; about 310 samples more, "
                     "26 min at the present rate."),
                jury::Shift{-0.12, 0.25, 0.064, 0.95}, 310}},
        {}};
}

jury::Deliberation withoutData()
{
    const QString why = text("No sample of the baseline since the step took effect; nothing is compared.");
    return {metrics::kLatencyP95, Unit::Seconds, Harm::Increase, {},
        {gateSays(Outcome::Pass, "1.62 s: under 2 s in 48 of 48 samples; read 14:41:20 UTC."),
            {Judge::Kayenta, Outcome::NoData, why, {}, {}}, {Judge::Sequential, Outcome::NoData, why, {}, {}}},
        {}};
}

jury::Deliberation infinite()
{
    return {metrics::kQuality, Unit::None, Harm::Decrease, 0.081,
        {gateSays(Outcome::Undecided, "0.874, baseline 0.81: 2 of 3 samples that are needed; read 14:41:20 UTC."),
            {Judge::Kayenta, Outcome::Pass,
                text("No difference seen: +0.064, 98 % interval −0.03 to +∞; 2 against 2 samples, 50 are advised."),
                jury::Shift{-0.03, kInfinity, 0.064, 0.98}, {}},
            {Judge::Sequential, Outcome::Undecided,
                text("Not decided: a mean is judged from 30 samples of each side on, there are 2 against 2 samples."),
                jury::Shift{-kInfinity, kInfinity, 0.064, 0.95}, {}}},
        {}};
}

jury::Deliberation ofSeveralMetrics()
{
    return {metrics::kErrorRate, Unit::Fraction, Harm::Either, {},
        {gateSays(Outcome::Pass, "0.42 % errors and latency p95 1.62 s; read 14:41:20 UTC.")}, {}};
}

rollout::Snapshot judged(rollout::Snapshot snapshot, std::vector<jury::Deliberation> judges)
{
    for (std::size_t i = 0; i < std::min(judges.size(), snapshot.verdicts.size()); ++i) {
        snapshot.verdicts[i].outcome = judges[i].opinions.front().outcome;
        snapshot.verdicts[i].sentence = judges[i].opinions.front().sentence;
        snapshot.verdicts[i].value = numberBehind(judges[i], {});
        snapshot.verdicts[i].baseline = numberBehind(judges[i], QStringLiteral("baseline "));
    }
    snapshot.judges = std::move(judges);
    return snapshot;
}

rollout::Snapshot withRules(rollout::Snapshot snapshot)
{
    snapshot.state.release.plan.rules
        = {rule("roll back when latency_p95 > 3s for 3 consecutive samples", true), rule("notify when error_rate > 2%", false)};
    gate::RuleVerdict counting;
    counting.truth = gate::RuleTruth::Counting;
    counting.outcome = Outcome::Marginal;
    counting.readings = {{{metrics::kLatencyP95, metrics::Role::Canary, condition::Aggregate::Newest}, 3.04, Unit::Seconds}};
    counting.sentence = text("3.04 s, above 3 s: 1 of 3 samples in a row; read 14:41:20 UTC.");
    gate::RuleVerdict clear;
    clear.truth = gate::RuleTruth::Clear;
    clear.outcome = Outcome::Pass;
    clear.readings = {{{metrics::kErrorRate, metrics::Role::Canary, condition::Aggregate::Newest}, 0.0042, Unit::Fraction}};
    clear.sentence = text("0.42 %, not above 2 %; read 14:41:20 UTC.");
    snapshot.rules = {counting, clear};
    return snapshot;
}

} // namespace fairlead::sample
