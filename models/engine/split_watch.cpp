#include "models/engine/split_watch.h"

#include "models/base/future.h"

#include <QThread>

#include <algorithm>

namespace fairlead::engine {

namespace {

constexpr Millis kEager = std::chrono::seconds(1);

} // namespace

void takeShareFromSource(rollout::Observation& observation, Instant since, const gate::Series& series)
{
    const auto latestSince = [&series, since](const QString& metric, metrics::Role role) -> std::optional<double> {
        const auto found = series.find({metric, role});
        const std::optional<metrics::Sample> sample = found == series.end() ? std::nullopt : found->second.latest();
        return sample && sample->at >= since ? std::optional(sample->value) : std::nullopt;
    };
    observation.share = latestSince(metrics::kShare, metrics::Role::Canary);
    observation.canaryCalls = latestSince(metrics::kCalls, metrics::Role::Canary).value_or(0.0);
    observation.totalCalls = observation.canaryCalls + latestSince(metrics::kCalls, metrics::Role::Baseline).value_or(0.0);
}

SplitWatch::SplitWatch(ports::TrafficTarget& target, const Clock& clock, Millis interval, QObject* parent)
    : QObject(parent)
    , m_target(target)
    , m_clock(clock)
    , m_interval(interval)
{
    m_timer.setInterval(interval);
    connect(&m_timer, &QTimer::timeout, this, &SplitWatch::poll);
}

void SplitWatch::start()
{
    if (!m_timer.isActive()) {
        m_timer.start();
        poll();
    }
}

void SplitWatch::stop()
{
    m_timer.stop();
}

void SplitWatch::setEager(bool eager)
{
    const Millis interval = eager ? std::min(m_interval, kEager) : m_interval;
    if (m_timer.intervalAsDuration() != interval) {
        m_timer.setInterval(interval);
    }
}

void SplitWatch::poll()
{
    Q_ASSERT(QThread::currentThread() == thread());
    if (m_asking) {
        return;
    }
    m_asking = true;
    whenDone(m_target.readSplit(), this, [this](const Result<ports::SplitReading>& reading) {
        m_asking = false;
        if (!reading) {
            Q_EMIT failed(reading.error());
            return;
        }
        m_at = m_clock.now();
        m_weight = reading->weight;
        m_reach = reading->reach;
        m_counts = reading->canaryCalls && reading->baselineCalls;
        if (m_counts) {
            m_window.take(m_at, *reading->canaryCalls, *reading->canaryCalls + *reading->baselineCalls);
        }
        Q_EMIT read();
    });
}

rollout::Observation SplitWatch::observation(Instant since, int minCalls, const gate::Series& series) const
{
    rollout::Observation observation;
    observation.at = m_at;
    observation.weight = m_weight;
    observation.reach = m_reach;
    if (!m_counts) {
        takeShareFromSource(observation, since, series);
        return observation;
    }
    if (const auto share = m_window.newest(since, minCalls)) {
        observation.share = share->share;
        observation.canaryCalls = share->canaryCalls;
        observation.totalCalls = share->totalCalls;
    }
    return observation;
}

} // namespace fairlead::engine
