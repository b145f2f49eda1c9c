#include "models/storage/beat_watch.h"

#include "models/storage/lease.h"

namespace fairlead::storage {

namespace {
constexpr Millis kLongestGap = std::chrono::seconds(2);
} // namespace

void BeatWatch::look(qint64 epoch, qint64 beat, Millis elapsed)
{
    const bool moved = epoch != m_epoch || beat != m_beat;
    const bool away = elapsed - m_last > kLongestGap;
    if (moved || (away && !m_lost)) {
        m_epoch = epoch;
        m_beat = beat;
        m_since = elapsed;
    }
    m_last = elapsed;
    m_lost = elapsed - m_since >= kLostAfter;
}

} // namespace fairlead::storage
