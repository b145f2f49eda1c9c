#pragma once

#include "models/base/instant.h"

namespace fairlead::engine {

/// How much of a soak has been watched. Counts only between two updates that both say "counting", so that time
/// without data, on hold, paused or with the program closed is no soak. Thread: engine.
class SoakClock {
public:
    /// A soak of another step starts at zero; the same step goes on, from @p done when it was kept.
    void begin(int step, Millis done = Millis(0));
    /// @p elapsed is Clock::elapsed().
    void update(Millis elapsed, bool counting);

    int step() const { return m_step; }
    Millis done() const { return m_done; }

private:
    int m_step = -1;
    Millis m_done{};
    Millis m_last{};
    bool m_counting = false;
};

} // namespace fairlead::engine
