#include "models/engine/metric_feed.h"

#include "models/base/future.h"

#include <QThread>

namespace fairlead::engine {

MetricFeed::MetricFeed(std::unique_ptr<ports::MetricSource> source, const Clock& clock, Millis interval, Millis staleAfter, QObject* parent)
    : QObject(parent)
    , m_source(std::move(source))
    , m_clock(clock)
    , m_staleAfter(staleAfter)
    , m_lastAnswer(clock.now())
{
    m_timer.setInterval(interval);
    connect(&m_timer, &QTimer::timeout, this, &MetricFeed::poll);
}

void MetricFeed::restore(const metrics::Readings& readings)
{
    insert(readings);
}

void MetricFeed::start()
{
    if (!m_timer.isActive()) {
        m_lastAnswer = m_clock.now();
        m_timer.start();
        poll();
    }
}

void MetricFeed::stop()
{
    m_timer.stop();
}

void MetricFeed::poll()
{
    Q_ASSERT(QThread::currentThread() == thread());
    if (m_asking) {
        return; // the driver's own time-out ends it
    }
    m_asking = true;
    whenDone(m_source->read(), this, [this](const Result<metrics::Readings>& answer) {
        m_asking = false;
        take(answer);
    });
}

void MetricFeed::take(const Result<metrics::Readings>& answer)
{
    const Instant now = m_clock.now();
    if (answer && !answer->empty()) {
        m_error.clear();
        insert(*answer);
        const std::optional<Instant> lostSince = std::exchange(m_lostSince, std::nullopt);
        m_lastAnswer = now;
        if (lostSince) {
            Q_EMIT sourceBack(now - *lostSince);
        }
        Q_EMIT answered(*answer);
        return;
    }
    m_error = answer ? QStringLiteral("It answers, but no series has a value.") : answer.error().message;
    if (!m_lostSince && now - m_lastAnswer > m_staleAfter) {
        m_lostSince = m_lastAnswer;
        Q_EMIT sourceLost(m_error);
    }
}

void MetricFeed::insert(const metrics::Readings& readings)
{
    for (const metrics::Reading& reading : readings) {
        if (!reading.key.isPart()) {
            m_series[reading.key].insert(reading.sample);
        }
    }
}

} // namespace fairlead::engine
