#pragma once

#include "models/base/instant.h"

namespace fairlead {

/// Where the time comes from. Given through constructors, so that tests own it.
class Clock {
public:
    virtual ~Clock() = default;

    /// The wall clock, UTC. May step when somebody sets it.
    virtual Instant now() const = 0;
    /// Time since an arbitrary start that never steps and counts through sleep. For lengths: soak, deadlines.
    virtual Millis elapsed() const = 0;

protected:
    Clock() = default;
    Clock(const Clock&) = default;
    Clock& operator=(const Clock&) = default;
};

/// The machine's clocks: CLOCK_REALTIME and CLOCK_BOOTTIME. Thread-safe.
class SystemClock final : public Clock {
public:
    Instant now() const override;
    Millis elapsed() const override;
};

} // namespace fairlead
