#pragma once

#include "models/base/clock.h"
#include "models/domain/gate/verdict.h"
#include "models/domain/rollout/share_window.h"
#include "models/domain/rollout/state.h"
#include "models/ports/traffic_target.h"

#include <QObject>
#include <QTimer>

namespace fairlead::engine {

/// Share and calls since @p since as the metric source tells them, for whoever has no target that counts. Leaves the rest.
void takeShareFromSource(rollout::Observation& observation, Instant since, const gate::Series& series);

/// Reads a target's split back and tells which share of the requests follows it. Thread: engine.
class SplitWatch : public QObject {
    Q_OBJECT
public:
    /// @p target outlives this.
    SplitWatch(ports::TrafficTarget& target, const Clock& clock, Millis interval, QObject* parent);

    void start();
    void stop();
    /// Once a second while an effect is awaited (or as often as the interval, if that is shorter).
    void setEager(bool eager);
    void poll();

    /// Newest observation, with the share of the requests since @p since. Where the target counts no requests,
    /// the source's own share series in @p series is taken.
    rollout::Observation observation(Instant since, int minCalls, const gate::Series& series) const;

Q_SIGNALS:
    void read();
    void failed(const fairlead::Error& error);

private:
    ports::TrafficTarget& m_target;
    const Clock& m_clock;
    Millis m_interval;
    QTimer m_timer;
    rollout::ShareWindow m_window;
    std::optional<Percent> m_weight;
    std::optional<rollout::Reach> m_reach;
    Instant m_at;
    bool m_counts = false;
    bool m_asking = false;
};

} // namespace fairlead::engine
