#pragma once

#include "models/domain/gate/rule.h"

#include <cstddef>
#include <deque>
#include <optional>

namespace fairlead::gate {

/// How near a condition is to its window: N in a row, K of the last N, and true without a break for a time. What decides
/// nothing is not told to it, so it neither counts nor resets.
class HitCount {
public:
    /// Longer than @p longestGap without a hit breaks what is sustained.
    HitCount(const Window& window, Millis longestGap);

    /// The condition was true, or not, at @p at, in moment number @p moment, which stands for @p weight samples or calls.
    void hit(Instant at, double weight, std::size_t moment);
    void miss(double weight);
    void reset();

    /// Is there anything that counts?
    bool counting() const { return m_have > 0.0 && (m_running || !m_window.sustained); }
    bool met() const { return counting() && share() >= 1.0; }
    /// How much of what is needed is there, 1 and more when it is met. Of two things asked for, the one that lags.
    double share() const;
    double have() const { return m_have; } ///< hits in a row, or of the last N
    double need() const { return m_window.hits; }
    Millis lasted() const { return m_lastHit - m_since; } ///< 0 when the newest is no hit
    /// The moment of the first hit that counts. Only while counting().
    std::size_t first() const;

private:
    struct Entry {
        double weight = 0.0;
        bool hit = false;
        std::size_t moment = 0;
    };
    bool inRow() const { return m_window.hits == m_window.ofLast; }
    void remember(Entry entry);

    Window m_window;
    Millis m_longestGap;
    double m_have = 0.0;
    std::size_t m_firstInRow = 0;
    std::deque<Entry> m_last; ///< of K of the last N
    std::deque<std::size_t> m_hitsOfLast; ///< their moments
    double m_weightOfLast = 0.0;
    bool m_running = false; ///< since m_since without a break
    Instant m_since;
    Instant m_lastHit;
    std::size_t m_firstRunning = 0;
};

} // namespace fairlead::gate
