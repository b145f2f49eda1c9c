#include "ui/charts/truth_trail.h"

#include <algorithm>
#include <limits>

namespace fairlead::ui {

TruthTrail::TruthTrail(gate::Condition condition, gate::Policy policy)
    : m_condition(std::move(condition))
    , m_policy(policy)
{
}

bool TruthTrail::setStepBegins(std::vector<qint64> begins, const Pyramid& samples)
{
    if (begins == m_begins)
        return false;
    m_begins = std::move(begins);
    follow(samples, 0);
    return true;
}

void TruthTrail::follow(const Pyramid& samples, std::size_t from)
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
        ++counts.sinceStep;
        const bool holds = m_condition.holds(samples.valueAt(i));
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
