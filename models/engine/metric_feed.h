#pragma once

#include "models/base/clock.h"
#include "models/domain/gate/verdict.h"
#include "models/ports/metric_source.h"

#include <QObject>
#include <QTimer>

#include <memory>
#include <optional>

namespace fairlead::engine {

/// Asks one metric source at an interval and keeps what it answers. Says once when the source is lost (no answer for
/// longer than staleAfter) and once when it is back. Thread: engine.
class MetricFeed : public QObject {
    Q_OBJECT
public:
    MetricFeed(std::unique_ptr<ports::MetricSource> source, const Clock& clock, Millis interval, Millis staleAfter, QObject* parent);

    /// Samples from an earlier run of the program.
    void restore(const metrics::Readings& readings);
    void start();
    void stop();
    /// Asks now, out of turn.
    void poll();

    /// The wholes: parts of a metric are shown and kept, not judged.
    const gate::Series& series() const { return m_series; }
    bool lost() const { return m_lostSince.has_value(); }
    std::optional<Instant> lostSince() const { return m_lostSince; }
    const QString& error() const { return m_error; } ///< of the newest failed answer

Q_SIGNALS:
    void answered(const fairlead::metrics::Readings& readings);
    void sourceLost(const QString& why);
    void sourceBack(std::chrono::milliseconds gap);

private:
    void take(const Result<metrics::Readings>& answer);
    void insert(const metrics::Readings& readings);

    std::unique_ptr<ports::MetricSource> m_source;
    const Clock& m_clock;
    Millis m_staleAfter;
    gate::Series m_series;
    QTimer m_timer;
    Instant m_lastAnswer;
    std::optional<Instant> m_lostSince;
    QString m_error;
    bool m_asking = false;
};

} // namespace fairlead::engine
