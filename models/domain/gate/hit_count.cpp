#include "models/domain/gate/hit_count.h"

#include <algorithm>

namespace fairlead::gate {

HitCount::HitCount(const Window& window, Millis longestGap)
    : m_window(window)
    , m_longestGap(longestGap)
{
}

void HitCount::remember(Entry entry)
{
    m_last.push_back(entry);
    m_weightOfLast += entry.weight;
    if (entry.hit) {
        m_hitsOfLast.push_back(entry.moment);
        m_have += entry.weight;
    }
    while (m_weightOfLast - m_last.front().weight >= m_window.ofLast) {
        const Entry& oldest = m_last.front();
        m_weightOfLast -= oldest.weight;
        if (oldest.hit) {
            m_hitsOfLast.pop_front();
            m_have -= oldest.weight;
        }
        m_last.pop_front();
    }
    m_have = m_hitsOfLast.empty() ? 0.0 : m_have; // what a source delivers as calls may be no whole number
}

void HitCount::hit(Instant at, double weight, std::size_t moment)
{
    if (!inRow()) {
        remember({weight, true, moment});
    } else {
        m_firstInRow = m_have == 0.0 ? moment : m_firstInRow;
        m_have += weight;
    }
    if (!m_running || at - m_lastHit > m_longestGap) {
        m_since = at;
        m_firstRunning = moment;
    }
    m_running = true;
    m_lastHit = at;
}

void HitCount::miss(double weight)
{
    if (inRow()) {
        m_have = 0.0;
    } else {
        remember({weight, false, 0});
    }
    m_running = false;
    m_since = m_lastHit = Instant();
}

void HitCount::reset()
{
    *this = HitCount(m_window, m_longestGap);
}

double HitCount::share() const
{
    const double counted = m_have / need();
    if (!m_window.sustained) {
        return counted;
    }
    const auto length = static_cast<double>(m_window.sustained->count());
    const double sustained = !m_running ? 0.0 : (length > 0.0 ? static_cast<double>(lasted().count()) / length : 1.0);
    return std::min(counted, sustained);
}

std::size_t HitCount::first() const
{
    if (m_window.sustained) {
        return m_firstRunning;
    }
    return inRow() ? m_firstInRow : m_hitsOfLast.front();
}

} // namespace fairlead::gate
