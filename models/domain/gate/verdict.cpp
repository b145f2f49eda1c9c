#include "models/domain/gate/verdict.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

namespace fairlead::gate {

namespace {

constexpr std::array<std::pair<Outcome, const char*>, 5> kOutcomeNames{{{Outcome::Pass, "pass"}, {Outcome::Marginal, "marginal"},
    {Outcome::Fail, "fail"}, {Outcome::NoData, "no-data"}, {Outcome::Undecided, "undecided"}}};

std::optional<double> newest(const Series& series, const QString& metric, metrics::Role role)
{
    const auto found = series.find({metric, role});
    if (found == series.end()) {
        return std::nullopt;
    }
    const std::optional<metrics::Sample> latest = found->second.latest();
    return latest ? std::optional(latest->value) : std::nullopt;
}

QString secondsInWords(Millis length)
{
    return QStringLiteral("%1\u00a0s").arg(length.count() / 1000);
}

QString clock(Instant at)
{
    return at.toIso().mid(11, 8) + QStringLiteral(" UTC");
}

/// "0.42 % on 1,031 calls, baseline 0.37 %"
QString valueInWords(const Verdict& verdict, metrics::Unit unit)
{
    QString text = inWords(*verdict.value, unit);
    if (verdict.calls) {
        text += QStringLiteral(" on %1 calls").arg(inWords(std::round(*verdict.calls), metrics::Unit::Count));
    }
    if (verdict.baseline) {
        text += QStringLiteral(", baseline %1").arg(inWords(*verdict.baseline, unit));
    }
    return text;
}

QString decidedSentence(const Gate& gate, const Verdict& verdict, int passed, const Policy& policy)
{
    const metrics::Unit unit = gate.condition.unit();
    const QString bound = gate.condition.boundInWords();
    const QString value = valueInWords(verdict, unit);
    const QString read = clock(verdict.at);
    switch (verdict.outcome) {
    case Outcome::Fail:
        return QStringLiteral("%1: not %2 in %3 samples in a row, %4 are enough to fail; read %5.")
            .arg(value, bound)
            .arg(verdict.beyondInRow)
            .arg(policy.failAfter)
            .arg(read);
    case Outcome::Marginal:
        return QStringLiteral("%1: not %2 in %3 of %4 samples in a row; read %5.")
            .arg(value, bound)
            .arg(verdict.beyondInRow)
            .arg(policy.failAfter)
            .arg(read);
    case Outcome::Undecided:
        return QStringLiteral("%1; %2 of %3 samples that a verdict needs; read %4.")
            .arg(value)
            .arg(verdict.samples)
            .arg(policy.minSamples)
            .arg(read);
    case Outcome::Pass:
        return QStringLiteral("%1; %2 of %3 samples %4; read %5.").arg(value).arg(passed).arg(verdict.samples).arg(bound, read);
    case Outcome::NoData: break;
    }
    return {};
}

} // namespace

QString toString(Outcome outcome)
{
    const auto* found = std::ranges::find(kOutcomeNames, outcome, &std::pair<Outcome, const char*>::first);
    return QLatin1String(found->second);
}

Verdict judge(const Gate& gate, const Series& series, Instant stepBegan, Instant now, const Policy& policy)
{
    Verdict verdict;
    verdict.metric = gate.metric;
    verdict.condition = gate.condition.text();
    verdict.bound = gate.condition.bound();
    verdict.at = now;

    const auto found = series.find({gate.metric, metrics::Role::Canary});
    const std::vector<metrics::Sample> samples = found == series.end() ? std::vector<metrics::Sample>() : found->second.since(stepBegan);
    verdict.samples = static_cast<int>(samples.size());
    if (samples.empty()) {
        // A source needs a moment after a step began: that is not yet a gap.
        verdict.outcome = now - stepBegan > policy.staleAfter ? Outcome::NoData : Outcome::Undecided;
        verdict.sentence = QStringLiteral("No sample since %1; nothing is judged.").arg(clock(stepBegan));
        return verdict;
    }
    verdict.at = samples.back().at;
    verdict.value = samples.back().value;
    verdict.baseline = newest(series, gate.metric, metrics::Role::Baseline);
    verdict.calls = newest(series, metrics::kCalls, metrics::Role::Canary);

    const auto holds = [&gate](const metrics::Sample& sample) { return gate.condition.holds(sample.value); };
    const auto lastPassing = std::ranges::find_if(samples.rbegin(), samples.rend(), holds);
    verdict.beyondInRow = static_cast<int>(lastPassing - samples.rbegin());
    const auto passed = static_cast<int>(std::ranges::count_if(samples, holds));

    const Millis age = now - verdict.at;
    if (age > policy.staleAfter) {
        verdict.outcome = Outcome::NoData;
        verdict.sentence = QStringLiteral("The newest sample, %1, is %2 old, over %3; nothing is judged.")
                               .arg(inWords(*verdict.value, gate.condition.unit()), secondsInWords(age), secondsInWords(policy.staleAfter));
        return verdict;
    }
    if (verdict.beyondInRow >= policy.failAfter) {
        verdict.outcome = Outcome::Fail;
    } else if (verdict.samples < policy.minSamples) {
        verdict.outcome = Outcome::Undecided;
    } else {
        verdict.outcome = verdict.beyondInRow > 0 ? Outcome::Marginal : Outcome::Pass;
    }
    verdict.sentence = decidedSentence(gate, verdict, passed, policy);
    return verdict;
}

Outcome worst(const Verdicts& verdicts)
{
    constexpr std::array order{Outcome::Fail, Outcome::NoData, Outcome::Undecided, Outcome::Marginal, Outcome::Pass};
    for (const Outcome outcome : order) {
        if (std::ranges::any_of(verdicts, [outcome](const Verdict& verdict) { return verdict.outcome == outcome; })) {
            return outcome;
        }
    }
    return Outcome::Undecided;
}

QJsonObject toJson(const Verdict& verdict)
{
    const auto optional = [](std::optional<double> value) { return value ? QJsonValue(*value) : QJsonValue(); };
    return QJsonObject{{QStringLiteral("metric"), verdict.metric}, {QStringLiteral("condition"), verdict.condition},
        {QStringLiteral("outcome"), toString(verdict.outcome)}, {QStringLiteral("value"), optional(verdict.value)},
        {QStringLiteral("baseline"), optional(verdict.baseline)}, {QStringLiteral("bound"), verdict.bound},
        {QStringLiteral("samples"), verdict.samples}, {QStringLiteral("beyondInRow"), verdict.beyondInRow},
        {QStringLiteral("calls"), optional(verdict.calls)}, {QStringLiteral("at"), verdict.at.toIso()},
        {QStringLiteral("sentence"), verdict.sentence}};
}

Verdict verdictFromJson(const QJsonObject& json)
{
    const auto optional = [&json](const QString& key) {
        const QJsonValue value = json.value(key);
        return value.isDouble() ? std::optional(value.toDouble()) : std::nullopt;
    };
    Verdict verdict;
    verdict.metric = json.value(QStringLiteral("metric")).toString();
    verdict.condition = json.value(QStringLiteral("condition")).toString();
    const QByteArray name = json.value(QStringLiteral("outcome")).toString().toLatin1();
    const auto* found = std::ranges::find_if(kOutcomeNames, [&name](const auto& entry) { return name == entry.second; });
    verdict.outcome = found == kOutcomeNames.end() ? Outcome::NoData : found->first;
    verdict.value = optional(QStringLiteral("value"));
    verdict.baseline = optional(QStringLiteral("baseline"));
    verdict.bound = json.value(QStringLiteral("bound")).toDouble();
    verdict.samples = json.value(QStringLiteral("samples")).toInt();
    verdict.beyondInRow = json.value(QStringLiteral("beyondInRow")).toInt();
    verdict.calls = optional(QStringLiteral("calls"));
    verdict.at = Instant::fromIso(json.value(QStringLiteral("at")).toString()).value_or(Instant());
    verdict.sentence = json.value(QStringLiteral("sentence")).toString();
    return verdict;
}

} // namespace fairlead::gate
