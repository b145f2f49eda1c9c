#pragma once

#include "models/base/clock.h"

namespace fairlead::test {

/// A clock that a test moves. now() and elapsed() go together unless the wall clock is stepped.
class FakeClock final : public Clock {
public:
    Instant now() const override { return m_now; }
    Millis elapsed() const override { return m_elapsed; }

    void advance(Millis by)
    {
        m_now = m_now + by;
        m_elapsed += by;
    }
    /// Somebody sets the wall clock; lengths of time do not notice.
    void stepWall(Millis by) { m_now = m_now + by; }

private:
    Instant m_now = Instant::fromMs(1'754'575'216'000); // 2025-08-07T14:00:16Z
    Millis m_elapsed{1'000};
};

} // namespace fairlead::test
