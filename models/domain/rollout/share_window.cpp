#include "models/domain/rollout/share_window.h"

namespace fairlead::rollout {

namespace {
constexpr std::size_t kKept = 1'000;
}

void ShareWindow::take(Instant at, double canaryCalls, double totalCalls)
{
    const bool restarted = !m_totals.empty() && (totalCalls < m_totals.back().total || canaryCalls < m_totals.back().canary);
    if (restarted) {
        m_totals.clear();
    }
    m_totals.push_back({at, canaryCalls, totalCalls});
    if (m_totals.size() > kKept) {
        m_totals.pop_front();
    }
}

std::optional<ShareWindow::Share> ShareWindow::newest(Instant since, double minCalls) const
{
    if (m_totals.empty()) {
        return std::nullopt;
    }
    const Totals& last = m_totals.back();
    std::optional<Share> widest;
    for (auto it = m_totals.rbegin() + 1; it != m_totals.rend() && it->at >= since; ++it) {
        const double total = last.total - it->total;
        if (total > 0.0) {
            const double canary = last.canary - it->canary;
            widest = Share{canary / total, canary, total};
        }
        if (total >= minCalls) {
            break;
        }
    }
    return widest;
}

} // namespace fairlead::rollout
