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
    judgeFrom(samples, 0, baseline);
    return true;
}

TruthTrail::Judged TruthTrail::judge(const Pyramid& samples, std::size_t index, const Pyramid& baseline) const
{
    const qint64 at = samples.timeAt(index);
    const auto next = std::upper_bound(m_begins.begin(), m_begins.end(), at);
    if (next == m_begins.begin())
        return {};
    const bool sameStep = index > 0 && samples.timeAt(index - 1) >= *(next - 1);
    Judged judged{sameStep ? m_counts[index - 1] : Counts{}};
    const condition::Truth answer = answerAt(samples, index, baseline);
    if (answer == condition::Truth::Unknown)
        return judged;
    // No further than they are asked for: so the counts behind a late sample soon are what they were.
    Counts& counts = judged.counts;
    counts.sinceStep = std::min(counts.sinceStep + 1, m_policy.minSamples);
    judged.beyond = answer != condition::Truth::True;
    counts.inRow = judged.beyond ? std::min(counts.inRow + 1, m_policy.failAfter) : 0;

    judged.truth = counts.inRow > 0 ? Truth::Pending : Truth::Pass;
    if (counts.sinceStep < m_policy.minSamples && judged.truth == Truth::Pass)
        judged.truth = Truth::Undecided;
    if (counts.inRow >= m_policy.failAfter)
        judged.truth = Truth::Fail;
    return judged;
}

void TruthTrail::follow(const Pyramid& samples, std::size_t from, const Pyramid& baseline)
{
    const bool inserted = from < m_counts.size() && samples.size() == m_counts.size() + 1;
    const bool replaced = from < m_counts.size() && samples.size() == m_counts.size();
    if (inserted || replaced)
        repair(samples, from, baseline, inserted);
    else
        judgeFrom(samples, from, baseline);
}

void TruthTrail::judgeFrom(const Pyramid& samples, std::size_t from, const Pyramid& baseline)
{
    m_truth.truncate(from);
    m_counts.resize(from);
    const qint64 cut = from < samples.size() ? samples.timeAt(from) : std::numeric_limits<qint64>::max();
    while (!m_beyond.empty() && (from == 0 || m_beyond.back() >= cut))
        m_beyond.pop_back();
    for (std::size_t i = from; i < samples.size(); ++i) {
        const Judged judged = judge(samples, i, baseline);
        m_counts.push_back(judged.counts);
        m_truth.insert(samples.timeAt(i), double(int(judged.truth)));
        if (judged.beyond)
            m_beyond.push_back(samples.timeAt(i));
    }
}

void TruthTrail::repair(const Pyramid& samples, std::size_t from, const Pyramid& baseline, bool inserted)
{
    if (inserted) {
        m_counts.insert(m_counts.begin() + std::ptrdiff_t(from), Counts{});
        m_truth.insert(samples.timeAt(from), double(int(Truth::None)));
    }
    // A baseline that has changed counts until its next sample.
    const std::size_t after = baseline.lowerBound(samples.timeAt(from) + 1);
    const qint64 until = after < baseline.size() ? baseline.timeAt(after) : std::numeric_limits<qint64>::max();
    const bool relative = !inserted && m_condition.needsBaseline();
    for (std::size_t i = from; i < samples.size(); ++i) {
        const qint64 at = samples.timeAt(i);
        const Judged judged = judge(samples, i, baseline);
        const auto truth = double(int(judged.truth));
        const bool same = judged.counts == m_counts[i] && truth == m_truth.valueAt(i);
        if (i > from && same && (!relative || at >= until))
            return; // what comes after stands on this
        m_counts[i] = judged.counts;
        if (truth != m_truth.valueAt(i))
            m_truth.insert(at, truth);
        const auto place = std::lower_bound(m_beyond.begin(), m_beyond.end(), at);
        const bool was = place != m_beyond.end() && *place == at;
        if (judged.beyond && !was)
            m_beyond.insert(place, at);
        else if (!judged.beyond && was)
            m_beyond.erase(place);
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
