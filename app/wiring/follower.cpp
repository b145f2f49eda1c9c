#include "app/wiring/follower.h"

#include "models/base/future.h"

#include <algorithm>
#include <utility>

namespace fairlead::wiring {

namespace {

constexpr Millis kLook{500};
/// More than a heartbeat: by then a living former holder knows that it is one.
constexpr Millis kGrace = storage::kBeatInterval * 2;
/// Samples of several series come in batches: a series may be that much behind the newest one.
constexpr Millis kOverlap = std::chrono::minutes(2);

} // namespace

Follower::Follower(storage::SqliteHistory& history, const Clock& clock, workspace::Holder me, QObject* parent)
    : QObject(parent)
    , m_history(history)
    , m_clock(clock)
    , m_me(std::move(me))
{
    m_timer.setInterval(kLook);
    connect(&m_timer, &QTimer::timeout, this, &Follower::look);
}

void Follower::start()
{
    m_query.version = -1;
    m_query.samplesVersion = -1;
    m_query.afterRow = 0;
    m_watch = storage::BeatWatch();
    m_timer.start();
    look();
}

void Follower::stop()
{
    m_timer.stop();
    m_why.clear();
    m_askedAt.reset();
}

void Follower::watch(const ReleaseId& release)
{
    if (m_query.samplesAfter.try_emplace(release.text(), Instant()).second) {
        m_query.version = -1; // what it has already is news here
        m_query.samplesVersion = -1;
    }
}

void Follower::takeOver(const QString& why)
{
    m_why = why;
    m_askedAt.reset();
    look();
}

void Follower::look()
{
    if (m_looking || !m_timer.isActive()) {
        return;
    }
    m_looking = true;
    const qint64 asked = m_query.version;
    whenDone(m_history.news(m_query), this, [this, asked](const Result<storage::News>& news) {
        m_looking = false;
        if (!m_timer.isActive()) {
            return;
        }
        if (!news) {
            m_why.clear();
            if (!std::exchange(m_blind, true)) { // said once, not twice a second
                Q_EMIT refused(news.error());
            }
            return;
        }
        m_blind = false;
        // Somebody may have begun to watch another release meanwhile: then everything is asked for once more.
        const bool same = m_query.version == asked;
        take(*news);
        m_query.version = same ? news->version : -1;
        m_query.samplesVersion = same ? news->samplesVersion : -1;
        if (news->more) {
            look();
        }
    });
}

void Follower::take(const storage::News& news)
{
    if (!news.records.empty()) {
        m_query.afterRow = news.records.back().row;
        Q_EMIT recorded(news.records);
    }
    for (const storage::ReleaseReadings& each : news.readings) {
        const metrics::Readings readings = fresh(each.release, each.readings);
        if (!readings.empty()) {
            Q_EMIT answered(ReleaseId(each.release), readings);
        }
    }
    m_watch.look(news.lease.epoch, news.lease.beat, m_clock.elapsed());
    const bool lost = !news.lease.held || m_watch.isLost() || storage::isGone(news.lease.holder);
    Q_EMIT looked(news.lease, lost);
    if (!m_why.isEmpty()) {
        goOn(news.lease);
    }
}

metrics::Readings Follower::fresh(const QString& release, const metrics::Readings& readings)
{
    std::map<metrics::SeriesKey, Instant>& known = m_known[release];
    metrics::Readings news;
    Instant newest = m_query.samplesAfter[release] + kOverlap;
    for (const metrics::Reading& reading : readings) {
        const auto [last, first] = known.try_emplace(reading.key, Instant());
        if (reading.sample.at > last->second) {
            last->second = reading.sample.at;
            newest = std::max(newest, reading.sample.at);
            news.push_back(reading);
        }
    }
    m_query.samplesAfter[release] = newest - kOverlap;
    return news;
}

void Follower::goOn(const storage::Lease& lease)
{
    if (m_claiming) {
        return;
    }
    if (!lease.held || storage::isGone(lease.holder)) {
        claim(lease, false, Millis(0));
    } else if (m_watch.isLost()) {
        claim(lease, true, Millis(0));
    } else if (!m_askedAt) {
        m_askedAt = m_clock.elapsed();
        m_askedEpoch = lease.epoch;
        whenDone(m_history.ask({m_me, m_why}), this, [this](const Result<void>& asked) {
            if (!asked) {
                m_why.clear();
                Q_EMIT refused(asked.error());
            }
        });
    } else if (lease.epoch != m_askedEpoch) {
        m_why.clear();
        Q_EMIT refused(storage::heldBy(lease)); // somebody else was faster
    } else if (m_clock.elapsed() - *m_askedAt >= storage::kLostAfter) {
        claim(lease, true, kGrace);
    }
}

void Follower::claim(const storage::Lease& lease, bool over, Millis grace)
{
    m_claiming = true;
    storage::Claim claim{m_me, m_why, {}};
    if (over) {
        claim.over = storage::Seen{lease.epoch, lease.beat};
    }
    whenDone(m_history.claim(claim), this, [this, grace](const Result<storage::Lease>& claimed) {
        m_claiming = false;
        if (claimed) {
            stop();
            Q_EMIT this->claimed(*claimed, grace);
        } else if (claimed.error().code != ErrorCode::Conflict) { // else it beat in between, or somebody was faster: look again
            m_why.clear();
            Q_EMIT refused(claimed.error());
        }
    });
}

} // namespace fairlead::wiring
