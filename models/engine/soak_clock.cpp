#include "models/engine/soak_clock.h"

namespace fairlead::engine {

void SoakClock::begin(int step, Millis done)
{
    if (step == m_step) {
        return;
    }
    m_step = step;
    m_done = done;
    m_counting = false;
}

void SoakClock::update(Millis elapsed, bool counting)
{
    if (m_counting && counting && elapsed > m_last) {
        m_done += elapsed - m_last;
    }
    m_last = elapsed;
    m_counting = counting;
}

} // namespace fairlead::engine
