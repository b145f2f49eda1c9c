#include "models/domain/gate/term_window.h"

#include <cmath>

namespace fairlead::gate {

namespace {

using condition::Aggregate;

bool needsOrder(Aggregate aggregate)
{
    switch (aggregate) {
    case Aggregate::Median:
    case Aggregate::P90:
    case Aggregate::P95:
    case Aggregate::P99:
    case Aggregate::Min:
    case Aggregate::Max: return true;
    default: return false;
    }
}

std::vector<double> valuesOf(const std::vector<metrics::Sample>& samples)
{
    std::vector<double> values;
    values.reserve(samples.size());
    for (const metrics::Sample& sample : samples) {
        values.push_back(sample.value);
    }
    return values;
}

} // namespace

TermWindow::TermWindow(const SampleColumn& column, const condition::Term& term, const Window& window, Millis staleAfter)
    : m_column(&column)
    , m_term(term)
    , m_aggregate(term.aggregate != Aggregate::Newest ? term.aggregate : window.aggregate.value_or(Aggregate::Newest))
    , m_window(window)
    , m_staleAfter(staleAfter)
{
    if (needsOrder(m_aggregate)) {
        m_ranks = std::make_unique<RankTree>(valuesOf(column.known));
    }
}

void TermWindow::moveTo(Instant at)
{
    m_value.reset();
    if (m_aggregate == Aggregate::Newest) {
        moveNewest(at);
        return;
    }
    const std::vector<metrics::Sample>& known = m_column->known;
    while (m_end < known.size() && known[m_end].at <= at) {
        if (m_ranks) {
            m_ranks->insert(m_end);
        }
        ++m_end;
    }
    moveStart(at);
    if (m_first == m_end || at - known[m_end - 1].at > m_staleAfter) {
        m_state = TermState::Missing;
        return;
    }
    m_state = stillFilling() ? TermState::Filling : TermState::Ready;
    if (m_state == TermState::Ready) {
        m_value = aggregated();
        m_state = std::isnan(*m_value) ? TermState::Missing : TermState::Ready; // no calls at all, or +∞ and -∞
    }
}

void TermWindow::moveNewest(Instant at)
{
    const std::vector<metrics::Sample>& all = m_column->all;
    while (m_newest < all.size() && all[m_newest].at <= at) {
        ++m_newest;
    }
    if (m_newest == 0 || at - all[m_newest - 1].at > m_staleAfter) {
        m_state = TermState::Missing;
        return;
    }
    m_value = all[m_newest - 1].value;
    m_state = std::isnan(*m_value) ? TermState::Missing : TermState::Ready;
}

double TermWindow::weightFrom(std::size_t first) const
{
    return m_window.counts == CountOf::Calls ? m_column->weights.sum(first, m_end) : static_cast<double>(m_end - first);
}

void TermWindow::moveStart(Instant at)
{
    const auto leaves = [&] {
        if (m_first >= m_end) {
            return false;
        }
        const bool tooOld = m_window.overTime && m_column->known[m_first].at <= at - *m_window.overTime;
        return tooOld || (m_window.overCount && weightFrom(m_first + 1) >= *m_window.overCount);
    };
    while (leaves()) {
        if (m_ranks) {
            m_ranks->remove(m_first);
        }
        ++m_first;
    }
}

Instant TermWindow::since() const
{
    if (m_aggregate == Aggregate::Newest) {
        return m_newest == 0 ? Instant() : m_column->all[m_newest - 1].at;
    }
    return m_first == m_end ? Instant() : m_column->known[m_first].at;
}

bool TermWindow::fill(double have, double need, Filling::Of of)
{
    m_filling = {have, need, of};
    return have < need;
}

bool TermWindow::stillFilling()
{
    const std::vector<metrics::Sample>& known = m_column->known;
    const auto count = static_cast<double>(m_end - m_first);
    // A window of calls may be one sample, so that the fewest samples are those of all the watch there.
    const double judged = m_window.overTime ? count : static_cast<double>(m_end);
    if (fill(judged, m_window.minSamples, Filling::Of::Samples)) {
        return true;
    }
    const auto countOf = m_window.counts == CountOf::Calls ? Filling::Of::Calls : Filling::Of::Samples;
    if (m_window.overCount && fill(weightFrom(m_first), *m_window.overCount, countOf)) {
        return true;
    }
    if (m_window.overTime && m_first == 0) {
        const auto spanned = static_cast<double>((known[m_end - 1].at - known[0].at).count());
        const double covered = count > 1 ? spanned * count / (count - 1) : 0.0;
        return fill(covered, static_cast<double>(m_window.overTime->count()), Filling::Of::Millis);
    }
    return m_aggregate == Aggregate::Rate && count < 2 && fill(count, 2, Filling::Of::Samples);
}

double TermWindow::aggregated() const
{
    constexpr double kMillisPerSecond = 1000.0;
    const std::vector<metrics::Sample>& known = m_column->known;
    switch (m_aggregate) {
    case Aggregate::Mean: return RunningSum::ratio(m_column->weighted, m_column->weights, m_first, m_end);
    case Aggregate::Sum: return m_column->values.sum(m_first, m_end);
    case Aggregate::Count: return weightFrom(m_first);
    case Aggregate::Rate: {
        const auto span = static_cast<double>((known[m_end - 1].at - known[m_first].at).count());
        return m_column->grown.sum(m_first + 1, m_end) * kMillisPerSecond / span;
    }
    case Aggregate::Median: return m_ranks->quantile(0.5);
    case Aggregate::P90: return m_ranks->quantile(0.9);
    case Aggregate::P95: return m_ranks->quantile(0.95);
    case Aggregate::P99: return m_ranks->quantile(0.99);
    case Aggregate::Min: return m_ranks->kth(0);
    case Aggregate::Max: return m_ranks->kth(m_ranks->size() - 1);
    case Aggregate::Newest: break;
    }
    return known[m_end - 1].value;
}

} // namespace fairlead::gate
