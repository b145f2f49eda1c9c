#include "models/domain/gate/verdict.h"

#include "models/domain/gate/term_words.h"
#include "models/domain/gate/watched_terms.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <utility>

namespace fairlead::gate {

namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

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

/// The numbers of a gate's condition. A baseline may be measured seldom, or once: its newest value counts, however old.
class GateValues : public condition::Values {
public:
    GateValues(const Series& series, WatchedTerms& terms)
        : m_series(series)
        , m_terms(terms)
    {
    }

    void moveTo(Instant at)
    {
        m_at = at;
        m_terms.moveTo(at);
    }

    std::optional<double> value(const condition::Term& term) const override
    {
        if (term.role == metrics::Role::Canary || term.aggregate != condition::Aggregate::Newest) {
            return m_terms.value(term);
        }
        const auto found = m_series.find({term.metric, term.role});
        if (found == m_series.end()) {
            return std::nullopt;
        }
        const std::vector<metrics::Sample>& samples = found->second.samples();
        const auto after = std::ranges::upper_bound(samples, m_at, {}, &metrics::Sample::at);
        return after == samples.begin() ? std::nullopt : std::optional((after - 1)->value);
    }

private:
    const Series& m_series;
    WatchedTerms& m_terms;
    Instant m_at;
};

/// What the moments since the step began said.
struct Tally {
    int passed = 0;
    int decided = 0;
    Instant decidedAt; ///< the newest moment that decided; when the step began while there is none
    condition::Answer newest;
    std::optional<Millis> interval; ///< between samples, in the mean; empty below two samples
};

/// Counts into @p verdict as well.
Tally tally(
    const Gate& gate, const Series& series, WatchedTerms& terms, const std::vector<Round>& rounds, Instant stepBegan, Verdict& verdict)
{
    GateValues values(series, terms);
    Tally tally;
    tally.decidedAt = stepBegan;
    for (const Round& round : rounds) {
        values.moveTo(round.at);
        tally.newest = gate.condition.evaluate(values);
        if (tally.newest.truth == condition::Truth::Unknown) {
            continue;
        }
        const bool holds = tally.newest.truth == condition::Truth::True;
        tally.passed += holds ? 1 : 0;
        ++tally.decided;
        tally.decidedAt = round.at;
        verdict.beyondInRow = holds ? 0 : verdict.beyondInRow + 1;
    }
    if (rounds.size() > 1) {
        tally.interval = (rounds.back().at - rounds.front().at) / static_cast<int>(rounds.size() - 1);
    }
    return tally;
}

QString secondsInWords(Millis length)
{
    return QStringLiteral("%1\u00a0s").arg(length.count() / 1000);
}

QString clock(Instant at)
{
    return at.toIso().mid(11, 8) + QStringLiteral(" UTC");
}

/// "0.42 % on 1,031 calls, baseline 0.37 %"; with more than one metric "latency 1.62 s, error rate 0.4 %".
QString valueInWords(const Gate& gate, const Verdict& verdict, const Tally& tally)
{
    const metrics::Unit unit = gate.condition.unit();
    const bool several = gate.condition.metrics().size() > 1;
    QString text = verdict.value ? inWords(*verdict.value, unit) : QStringLiteral("no number");
    if (several) {
        text = readingsInWords(tally.newest.readings, {}, QString());
    }
    if (verdict.calls) {
        text += QStringLiteral(" on %1 calls").arg(inWords(std::round(*verdict.calls), metrics::Unit::Count));
    }
    if (verdict.baseline && !several) {
        text += QStringLiteral(", baseline %1").arg(inWords(*verdict.baseline, unit));
    }
    return text;
}

/// "2 more, 10 s at the present rate": what an undecided gate waits for.
QString outlook(const Tally& tally, const Policy& policy)
{
    const int more = policy.minSamples - tally.decided;
    QString text = QStringLiteral("%1 more").arg(more);
    if (tally.interval) {
        const double seconds = std::ceil(static_cast<double>((*tally.interval * more).count()) / 1000.0);
        text += QStringLiteral(", %1 at the present rate").arg(condition::lengthInWords(seconds));
    }
    return text;
}

QString decidedSentence(const Gate& gate, const Verdict& verdict, const Tally& tally, const Policy& policy)
{
    const QString bound = gate.condition.boundInWords();
    const QString value = valueInWords(gate, verdict, tally);
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
    case Outcome::Undecided: {
        const QString& unknown = tally.newest.unknownWhy;
        const QString more = unknown.isEmpty() ? QStringLiteral(", ") + outlook(tally, policy) : QStringLiteral(" (%1)").arg(unknown);
        return QStringLiteral("%1; %2 of %3 samples that a verdict needs%4; read %5.")
            .arg(value)
            .arg(tally.decided)
            .arg(policy.minSamples)
            .arg(more, read);
    }
    case Outcome::Pass:
        return QStringLiteral("%1; %2 of %3 samples %4; read %5.").arg(value).arg(tally.passed).arg(tally.decided).arg(bound, read);
    case Outcome::NoData: break;
    }
    return QStringLiteral("%1: %2, and has been for over %3; nothing is judged.")
        .arg(value, tally.newest.unknownWhy, secondsInWords(policy.staleAfter));
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
    const std::optional<condition::Threshold> threshold = gate.condition.threshold();
    verdict.bound = threshold ? threshold->bound : 0.0;
    verdict.at = now;

    WatchedTerms terms(series, {}, stepBegan, now, policy.staleAfter);
    const std::vector<Round> rounds = terms.rounds(gate.condition);
    verdict.samples = static_cast<int>(rounds.size());
    if (rounds.empty()) {
        // A source needs a moment after a step began: that is not yet a gap.
        verdict.outcome = now - stepBegan > policy.staleAfter ? Outcome::NoData : Outcome::Undecided;
        verdict.sentence = QStringLiteral("No sample since %1; nothing is judged.").arg(clock(stepBegan));
        return verdict;
    }
    const Tally counts = tally(gate, series, terms, rounds, stepBegan, verdict);
    const condition::Reading& first = counts.newest.readings.front();
    verdict.at = rounds.back().at;
    verdict.value = first.value;
    verdict.baseline = newest(series, first.term.metric, metrics::Role::Baseline);
    verdict.calls = newest(series, metrics::kCalls, metrics::Role::Canary);

    const Millis age = now - verdict.at;
    if (age > policy.staleAfter) {
        verdict.outcome = Outcome::NoData;
        verdict.sentence
            = QStringLiteral("The newest sample, %1, is %2 old, over %3; nothing is judged.")
                  .arg(inWords(verdict.value.value_or(kNaN), first.unit), secondsInWords(age), secondsInWords(policy.staleAfter));
        return verdict;
    }
    const bool unknown = counts.newest.truth == condition::Truth::Unknown;
    if (unknown && now - counts.decidedAt > policy.staleAfter) {
        verdict.outcome = Outcome::NoData;
    } else if (verdict.beyondInRow >= policy.failAfter) {
        verdict.outcome = Outcome::Fail;
    } else if (counts.decided < policy.minSamples) {
        verdict.outcome = Outcome::Undecided;
    } else {
        verdict.outcome = verdict.beyondInRow > 0 ? Outcome::Marginal : Outcome::Pass;
    }
    verdict.sentence = decidedSentence(gate, verdict, counts, policy);
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
