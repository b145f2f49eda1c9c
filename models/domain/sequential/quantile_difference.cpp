#include "models/domain/sequential/quantile_difference.h"

#include "models/domain/sequential/beta_binomial.h"
#include "models/domain/sequential/inversion.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace fairlead::sequential {

namespace {

/// Walks over the counts that an arm's quantile may have, away from the likeliest one. At count c the quantile lies between
/// the c-th and the (c + 1)-th sample in order, both included: with ties its count is one of several, and the cells of all of
/// them are looked at.
class CountWalk {
public:
    CountWalk(const std::vector<double>& sorted, double level, double scale, double priorSamples, int direction)
        : m_sorted(sorted)
        , m_level(level)
        , m_scale(scale)
        , m_priorSamples(priorSamples)
        , m_direction(direction)
    {
        const auto samples = static_cast<double>(sorted.size());
        // Where logEvidence is smallest as a function of the count, from psi(x) = ln(x - 1/2) + O(x^-2).
        const double likeliest = std::floor(level * samples + 0.5 - level + 0.5);
        m_count = static_cast<qint64>(std::clamp(likeliest, 0.0, samples));
        m_evidence = logEvidence(level, scale * static_cast<double>(m_count), scale * samples, priorSamples);
        m_first = m_count;
    }

    double evidence() const { return m_evidence; }
    bool atStart() const { return m_count == m_first; }
    bool atEnd() const { return m_count == (m_direction > 0 ? size() : 0); }
    void forward() { step(m_direction); }
    void back() { step(-m_direction); }

    /// The furthest value that the quantile may have at this count; infinite beyond the samples.
    double value() const
    {
        const qint64 index = m_direction > 0 ? m_count : m_count - 1;
        if (index < 0 || index >= size()) {
            return m_direction * std::numeric_limits<double>::infinity();
        }
        return m_sorted[static_cast<std::size_t>(index)];
    }

private:
    qint64 size() const { return static_cast<qint64>(m_sorted.size()); }
    void step(int by)
    {
        const qint64 lower = by > 0 ? m_count : m_count - 1;
        m_count += by;
        const auto samples = static_cast<double>(m_sorted.size());
        if (m_scale != 1.0) {
            m_evidence = logEvidence(m_level, m_scale * static_cast<double>(m_count), m_scale * samples, m_priorSamples);
            return;
        }
        // Gamma(x + 1) = x Gamma(x): one logarithm instead of four log gammas.
        const auto count = static_cast<double>(lower);
        const double up = (m_priorSamples * m_level + count) * (1.0 - m_level);
        const double down = (m_priorSamples * (1.0 - m_level) + samples - count - 1.0) * m_level;
        m_evidence += by * std::log(up / down);
    }

    const std::vector<double>& m_sorted;
    double m_level;
    double m_scale;
    double m_priorSamples;
    int m_direction;
    qint64 m_count = 0;
    qint64 m_first = 0;
    double m_evidence = 0.0;
};

} // namespace

QuantileDifference::QuantileDifference(double level, Settings settings)
    : m_level(level)
    , m_logThreshold(settings.logThreshold())
    , m_priorSamples(settings.priorSamples())
{
    Q_ASSERT(level > 0.0 && level < 1.0);
}

bool QuantileDifference::add(std::vector<double>& sorted, double value)
{
    if (!std::isfinite(value)) {
        ++m_refused;
        return false;
    }
    sorted.insert(std::ranges::upper_bound(sorted, value), value);
    return true;
}

double QuantileDifference::estimateOf(const std::vector<double>& sorted) const
{
    if (sorted.empty()) {
        return std::numeric_limits<double>::quiet_NaN();
    }
    const double rank = std::ceil(m_level * static_cast<double>(sorted.size()));
    return sorted[static_cast<std::size_t>(std::max(rank, 1.0)) - 1];
}

/// The most (direction 1) or least (direction -1) that canary - factor * baseline can be within the confidence set. The
/// further the baseline's count is from the likeliest, the less is left for the canary's, so both walks are monotone.
double QuantileDifference::furthest(double factor, int direction, double scale) const
{
    CountWalk canary(m_canary, m_level, scale, m_priorSamples, direction);
    CountWalk baseline(m_baseline, m_level, scale, m_priorSamples, factor < 0.0 ? direction : -direction);
    const double canaryLeast = canary.evidence();
    while (!canary.atEnd() && canary.evidence() + baseline.evidence() < m_logThreshold) {
        canary.forward();
    }
    double best = -direction * std::numeric_limits<double>::infinity();
    while (baseline.evidence() + canaryLeast < m_logThreshold) {
        while (!canary.atStart() && canary.evidence() + baseline.evidence() >= m_logThreshold) {
            canary.back();
        }
        const double value = canary.value() - (factor == 0.0 ? 0.0 : factor * baseline.value());
        best = direction > 0 ? std::max(best, value) : std::min(best, value);
        if (baseline.atEnd()) {
            break;
        }
        baseline.forward();
    }
    return best;
}

Proof QuantileDifference::prove(const Contrast& contrast, double scale) const
{
    if (!ready()) {
        return Proof::Unproven;
    }
    if (furthest(contrast.factor, -1, scale) > contrast.offset) {
        return Proof::Above;
    }
    return furthest(contrast.factor, 1, scale) < contrast.offset ? Proof::Below : Proof::Unproven;
}

int QuantileDifference::baselineSign() const
{
    const auto bound = [this](int direction) {
        CountWalk walk(m_baseline, m_level, 1.0, m_priorSamples, direction);
        double value = walk.value();
        while (!walk.atEnd()) {
            walk.forward();
            if (walk.evidence() >= m_logThreshold) {
                break;
            }
            value = walk.value();
        }
        return value;
    };
    if (m_baseline.empty()) {
        return 0;
    }
    return bound(-1) > 0.0 ? 1 : (bound(1) < 0.0 ? -1 : 0);
}

Interval QuantileDifference::interval() const
{
    if (!ready()) {
        return {};
    }
    return {furthest(1.0, -1, 1.0), furthest(1.0, 1, 1.0), canaryEstimate() - baselineEstimate()};
}

Interval QuantileDifference::ratio() const
{
    return ratioOf(*this);
}

} // namespace fairlead::sequential
