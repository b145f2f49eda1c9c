#include "models/base/future.h"
#include "models/engine/engine.h"

#include <QThread>

#include <set>

namespace fairlead::engine {

namespace {
namespace kind = audit::kind;
} // namespace

void Engine::follow(const workspace::Workspace& workspace, const QString& closed)
{
    Q_ASSERT(QThread::currentThread() == thread());
    m_workspace = workspace;
    m_closed = closed;
    m_stands = false;
    read();
}

void Engine::standDown(const QString& closed)
{
    Q_ASSERT(QThread::currentThread() == thread());
    m_closed = closed;
    m_stands = false;
    m_runners.clear();
    showAllFollowed();
}

void Engine::setClosed(const QString& closed, bool stands)
{
    if (!m_closed.isEmpty() && (closed != m_closed || stands != m_stands)) {
        m_closed = closed;
        m_stands = stands;
        showAllFollowed();
    }
}

bool Engine::mayAct()
{
    if (m_closed.isEmpty()) {
        return true;
    }
    Q_EMIT failed({ErrorCode::Conflict, QStringLiteral("Not done: %1").arg(m_closed), {}});
    return false;
}

void Engine::showFollowed(const rollout::State& state)
{
    Followed& followed = m_followed[state.release.id];
    followed.stands = m_stands;
    rollout::Snapshot snapshot = snapshotOf(state, followed, m_closed, m_ports.clock.now());
    const Surroundings around = surroundingsOf(state);
    snapshot.startBlockers = around.blockers;
    snapshot.lineStop = around.lineStop;
    snapshot.quarantine = around.quarantine;
    Q_EMIT releaseChanged(snapshot);
}

void Engine::showAllFollowed()
{
    for (const auto& [id, state] : m_book.releases) {
        if (rollout::isEnded(state.phase)) {
            showEnded(state);
        } else {
            showFollowed(state);
        }
    }
}

void Engine::takeNews(const std::vector<audit::Record>& records)
{
    Q_ASSERT(QThread::currentThread() == thread());
    if (m_closed.isEmpty()) {
        return; // read before this engine began to act: open() has read them as well
    }
    const std::size_t unreadable = m_book.unreadable.size();
    std::set<QString> walked;
    bool line = false;
    bool any = false;
    for (const audit::Record& record : records) {
        if (record.row <= m_lastRow) {
            continue;
        }
        any = true;
        engine::take(m_book, record);
        line = line || record.entry.kind == kind::kLineStopped || record.entry.kind == kind::kLineReleased;
        if (record.entry.kind == kind::kChecklistImported || record.entry.kind == kind::kChecklistAnswer) {
            walked.insert(record.entry.release);
        }
    }
    if (!any) {
        return;
    }
    m_trains.refresh();
    announce(records);
    for (std::size_t i = unreadable; i < m_book.unreadable.size(); ++i) {
        Q_EMIT failed({ErrorCode::Corrupt, m_book.unreadable[i].message, m_book.unreadable[i].file});
    }
    for (const QString& release : walked) {
        Q_EMIT checklistChanged(m_book.runs[release]);
    }
    showAllFollowed();
    if (line) {
        Q_EMIT lineChanged(m_book.lineStop);
    }
}

void Engine::takeReadings(const ReleaseId& release, const metrics::Readings& readings)
{
    if (m_closed.isEmpty()) {
        return;
    }
    gate::Series& series = m_followed[release].series;
    for (const metrics::Reading& reading : readings) {
        series[reading.key].insert(reading.sample);
    }
    Q_EMIT answered(release, readings);
}

void Engine::lookOn()
{
    if (m_closed.isEmpty()) {
        return;
    }
    for (const auto& [id, state] : m_book.releases) {
        if (rollout::isEnded(state.phase) || state.phase == rollout::Phase::ToStart) {
            continue;
        }
        const ReleaseId release = id;
        whenDone(m_ports.history.note(QStringLiteral("soak/") + release.text()), this, [this, release](const Result<QString>& note) {
            const auto known = m_book.releases.find(release);
            if (m_closed.isEmpty() || known == m_book.releases.end()) {
                return;
            }
            m_followed[release].soakNote = note.value_or(QString());
            if (!rollout::isEnded(known->second.phase)) {
                showFollowed(known->second);
            }
        });
    }
}

} // namespace fairlead::engine
