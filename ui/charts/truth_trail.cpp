#include "ui/charts/truth_trail.h"

#include <algorithm>
#include <limits>

namespace fairlead::ui {

namespace {

/// The numbers of a chart at one sample.
class ChartValues : public condition::Values {
public:
    ChartValues(double value, std::optional<double> baseline)
        : m_value(value)
        , m_baseline(baseline)
    {
    }
    std::optional<double> value(const condition::Term& term) const override
    {
        return term.role == metrics::Role::Canary ? std::optional(m_value) : m_baseline;
    }

private:
    double m_value;
    std::optional<double> m_baseline;
};

std::optional<double> newestAt(const Pyramid& samples, qint64 at)
{
    const std::size_t after = samples.lowerBound(at + 1);
    return after == 0 ? std::nullopt : std::optional(samples.valueAt(after - 1));
}

} // namespace

bool TruthTrail::canFollow(const condition::Condition& condition, const QString& metric)
{
    return std::ranges::all_of(condition.terms(),
        [&](const condition::Term& term) { return term.metric == metric && term.aggregate == condition::Aggregate::Newest; });
}

TruthTrail::TruthTrail(condition::Condition condition, gate::Policy policy)
    : m_condition(std::move(condition))
    , m_threshold(m_condition.threshold())
    , m_policy(policy)
{
}

bool TruthTrail::setStepBegins(std::vector<qint64> begins, const Pyramid& samples, const Pyramid& baseline)
{
    if (begins == m_begins)
        return false;
    m_begins = std::move(begins);
    follow(samples, 0, baseline);
    return true;
}

void TruthTrail::follow(const Pyramid& samples, std::size_t from, const Pyramid& baseline)
{
    m_truth.truncate(from);
    m_counts.resize(from);
    const qint64 cut = from < samples.size() ? samples.timeAt(from) : std::numeric_limits<qint64>::max();
    while (!m_beyond.empty() && (from == 0 || m_beyond.back() >= cut))
        m_beyond.pop_back();

    for (std::size_t i = from; i < samples.size(); ++i) {
        const qint64 at = samples.timeAt(i);
        const auto next = std::upper_bound(m_begins.begin(), m_begins.end(), at);
        if (next == m_begins.begin()) {
            m_counts.push_back({});
            m_truth.insert(at, double(int(Truth::None)));
            continue;
        }
        const bool sameStep = i > 0 && samples.timeAt(i - 1) >= *(next - 1);
        Counts counts = sameStep ? m_counts[i - 1] : Counts{};
        const condition::Truth answer = answerAt(samples, i, baseline);
        if (answer == condition::Truth::Unknown) {
            m_counts.push_back(counts);
            m_truth.insert(at, double(int(Truth::None)));
            continue;
        }
        ++counts.sinceStep;
        const bool holds = answer == condition::Truth::True;
        counts.inRow = holds ? 0 : counts.inRow + 1;
        if (!holds)
            m_beyond.push_back(at);
        m_counts.push_back(counts);

        Truth truth = counts.inRow > 0 ? Truth::Pending : Truth::Pass;
        if (counts.sinceStep < m_policy.minSamples && truth == Truth::Pass)
            truth = Truth::Undecided;
        if (counts.inRow >= m_policy.failAfter)
            truth = Truth::Fail;
        m_truth.insert(at, double(int(truth)));
    }
}

condition::Truth TruthTrail::answerAt(const Pyramid& samples, std::size_t index, const Pyramid& baseline) const
{
    const double value = samples.valueAt(index);
    // A chart may hold a million samples: what is one comparison stays one.
    if (m_threshold)
        return condition::compare(value, *m_threshold);
    return m_condition.evaluate(ChartValues(value, newestAt(baseline, samples.timeAt(index)))).truth;
}

Truth TruthTrail::worst(std::size_t begin, std::size_t end) const
{
    const Extent extent = m_truth.extent(begin, end);
    return extent.count == 0 ? Truth::None : Truth(int(extent.max));
}

std::size_t TruthTrail::beyondCount() const
{
    return m_beyond.size();
}

} // namespace fairlead::ui
