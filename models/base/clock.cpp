#include "models/base/clock.h"

#include <ctime>

namespace fairlead {

Instant SystemClock::now() const
{
    return Instant::fromMs(std::chrono::duration_cast<Millis>(std::chrono::system_clock::now().time_since_epoch()).count());
}

Millis SystemClock::elapsed() const
{
    timespec time{};
    // CLOCK_MONOTONIC stands still while a laptop sleeps: a soak would then seem shorter than it was.
    clock_gettime(CLOCK_BOOTTIME, &time);
    return std::chrono::duration_cast<Millis>(std::chrono::seconds(time.tv_sec) + std::chrono::nanoseconds(time.tv_nsec));
}

} // namespace fairlead
