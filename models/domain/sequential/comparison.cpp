#include "models/domain/sequential/comparison.h"

#include "models/domain/sequential/sentence.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

namespace fairlead::sequential {

namespace {

constexpr auto kKinds = std::to_array<std::pair<Kind, const char*>>(
    {{Kind::Mean, "mean"}, {Kind::Proportion, "proportion"}, {Kind::P50, "p50"}, {Kind::P95, "p95"}});

} // namespace

QString toString(Kind kind)
{
    const auto* known = std::ranges::find(kKinds, kind, &std::pair<Kind, const char*>::first);
    return QLatin1String(known->second);
}

Result<Kind> kindFrom(const QString& text)
{
    for (const auto& [kind, name] : kKinds) {
        if (text == QLatin1String(name)) {
            return kind;
        }
    }
    return fail(ErrorCode::InvalidInput, QStringLiteral("the kind “%1” is none of mean, proportion, p50, p95").arg(text));
}

double defaultHorizon(Kind kind)
{
    return kind == Kind::Proportion ? 5000.0 : 1000.0;
}

Comparison::Difference Comparison::differenceFor(Kind kind, const Settings& settings)
{
    switch (kind) {
    case Kind::Proportion: return ProportionDifference(settings);
    case Kind::P50: return QuantileDifference(0.5, settings);
    case Kind::P95: return QuantileDifference(0.95, settings);
    case Kind::Mean: break;
    }
    return MeanDifference(settings);
}

Comparison::Comparison(Kind kind, Settings settings, Effect effect)
    : m_kind(kind)
    , m_settings(settings)
    , m_effect(std::move(effect))
    , m_difference(differenceFor(kind, settings))
{
}

bool Comparison::add(Arm arm, double value)
{
    return std::visit(
        [&](auto& difference) { return arm == Arm::Baseline ? difference.addBaseline(value) : difference.addCanary(value); }, m_difference);
}

bool Comparison::look()
{
    ++m_looks;
    if (!m_verdict.decided) {
        m_verdict = std::visit([this](const auto& difference) { return settle(difference, m_effect); }, m_difference);
        if (m_verdict.decided) {
            m_first = snapshot(m_verdict);
        }
    }
    return m_verdict.decided;
}

Decision Comparison::decision() const
{
    const Verdict now = std::visit([this](const auto& difference) { return settle(difference, m_effect); }, m_difference);
    return snapshot(now.decided ? now : m_verdict);
}

Decision Comparison::snapshot(const Verdict& verdict) const
{
    Decision decision;
    decision.decided = verdict.decided;
    decision.direction = verdict.direction;
    decision.lookedAt = m_looks;
    double level = 0.0;
    std::visit(
        [&](const auto& difference) {
            const Interval interval = difference.interval();
            decision.low = interval.low;
            decision.high = interval.high;
            decision.estimate = interval.estimate;
            const Interval ratio = difference.ratio();
            // (c - b) / |b| is c/b - 1 above 0 and 1 - c/b below.
            decision.relative = difference.baselineEstimate() < 0.0 ? Interval{1.0 - ratio.high, 1.0 - ratio.low, 1.0 - ratio.estimate}
                                                                    : Interval{ratio.low - 1.0, ratio.high - 1.0, ratio.estimate - 1.0};
            decision.baselineSamples = difference.baselineSamples();
            decision.canarySamples = difference.canarySamples();
            decision.refused = difference.refused();
            level = difference.baselineEstimate();
        },
        m_difference);
    decision.samples = decision.baselineSamples + decision.canarySamples;
    if (!decision.decided) {
        decision.moreSamples = moreSamples(decision.samples);
    }
    decision.sentence = sentenceFor(decision, {m_kind, m_effect, m_settings, level});
    return decision;
}

std::optional<qint64> Comparison::moreSamples(qint64 samples) const
{
    const auto decidedAt = [this](double scale) {
        return std::visit([&](const auto& difference) { return settle(difference, m_effect, scale).decided; }, m_difference);
    };
    constexpr double kMost = 4096.0;
    double enough = 1.0;
    while (enough <= kMost && !decidedAt(enough)) {
        enough *= 2.0;
    }
    if (samples == 0 || enough > kMost) {
        return std::nullopt;
    }
    double tooFew = enough / 2.0;
    while (enough - tooFew > 0.005 * enough) { // two digits are more than such an outlook is worth
        const double middle = (tooFew + enough) / 2.0;
        (decidedAt(middle) ? enough : tooFew) = middle;
    }
    return std::max<qint64>(1, static_cast<qint64>(std::ceil((enough - 1.0) * static_cast<double>(samples))));
}

} // namespace fairlead::sequential
