#pragma once

#include "models/base/instant.h"

#include <QtGlobal>

namespace fairlead::storage {

/// Watches the heartbeat of a holder by its count and by one's own elapsed time: a clock that is set, here or there, proves
/// nothing. Whoever slept in between has not watched, and begins anew.
class BeatWatch {
public:
    /// What is read now; look at least once a second. @p elapsed is Clock::elapsed().
    void look(qint64 epoch, qint64 beat, Millis elapsed);
    /// The heartbeat was watched to stand still for storage::kLostAfter.
    bool isLost() const { return m_lost; }

private:
    qint64 m_epoch = -1;
    qint64 m_beat = -1;
    Millis m_since{};
    Millis m_last{};
    bool m_lost = false;
};

} // namespace fairlead::storage
