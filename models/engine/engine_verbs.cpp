#include "models/engine/engine.h"

#include <QThread>

#include <algorithm>

namespace fairlead::engine {

namespace {

namespace kind = audit::kind;

constexpr qsizetype kLongestNote = 2000;

Error notDone(const QString& why)
{
    return {ErrorCode::Conflict, QStringLiteral("Not done: %1").arg(why), {}};
}

} // namespace

void Engine::act(const ReleaseId& release, const std::function<Result<void>(RolloutRunner&)>& verb)
{
    Q_ASSERT(QThread::currentThread() == thread());
    if (!mayAct()) {
        return;
    }
    RolloutRunner* found = runner(release);
    const Result<void> done = found == nullptr
        ? Result<void>(fail(ErrorCode::NotFound, QStringLiteral("Not done: the release is not under way.")))
        : verb(*found);
    if (!done) {
        Q_EMIT failed(done.error());
    }
}

void Engine::act(const ReleaseId& release, const QString& reason, Verb verb)
{
    act(release, [this, &reason, verb](RolloutRunner& found) { return (found.*verb)(m_workspace.person, reason); });
}

void Engine::start(const ReleaseId& release, const QString& reason)
{
    act(release, reason, &RolloutRunner::start);
}

void Engine::promote(const ReleaseId& release, const QString& reason)
{
    act(release, reason, &RolloutRunner::promote);
}

void Engine::promoteFully(const ReleaseId& release, const QString& reason)
{
    act(release, reason, &RolloutRunner::promoteFully);
}

void Engine::pause(const ReleaseId& release, const QString& reason)
{
    act(release, reason, &RolloutRunner::pause);
}

void Engine::resume(const ReleaseId& release, const QString& reason)
{
    act(release, reason, &RolloutRunner::resume);
}

void Engine::skip(const ReleaseId& release, const QString& reason)
{
    act(release, reason, &RolloutRunner::skip);
}

void Engine::abort(const ReleaseId& release, const QString& reason)
{
    act(release, reason, &RolloutRunner::abort);
}

void Engine::retry(const ReleaseId& release, const QString& reason)
{
    act(release, reason, &RolloutRunner::retry);
}

void Engine::rollBack(const ReleaseId& release, const QString& reason)
{
    act(release, reason, &RolloutRunner::rollBack);
}

void Engine::setWeight(const ReleaseId& release, Percent weight, const QString& reason)
{
    act(release, [&](RolloutRunner& found) { return found.setWeight(m_workspace.person, reason, weight); });
}

void Engine::approve(const ReleaseId& release, const QString& person, const QString& reason)
{
    act(release, [&](RolloutRunner& found) { return found.approve(person, reason); });
}

void Engine::rollBackGradually(const ReleaseId& release, std::chrono::milliseconds length, int steps, const QString& reason)
{
    act(release, [&](RolloutRunner& found) { return found.rollBackGradually(m_workspace.person, reason, {length, steps}); });
}

void Engine::liftQuarantine(const ReleaseId& release, const QString& reason)
{
    Q_ASSERT(QThread::currentThread() == thread());
    const auto known = m_book.releases.find(release);
    const std::vector<ReleaseId> ids
        = known == m_book.releases.end() ? std::vector<ReleaseId>() : quarantining(m_book, known->second.release);
    if (ids.empty() || reason.trimmed().isEmpty()) {
        Q_EMIT failed(notDone(ids.empty() ? QStringLiteral("its version is not quarantined.") : QStringLiteral("a reason is required.")));
        return;
    }
    for (const ReleaseId& id : ids) {
        write({kind::kQuarantineLifted, m_workspace.person, id.text(), m_book.releases.at(id).release.title(), reason.trimmed(), {}});
    }
}

void Engine::addNote(const ReleaseId& release, Instant at, const QString& words)
{
    Q_ASSERT(QThread::currentThread() == thread());
    const auto known = m_book.releases.find(release);
    const QString text = words.trimmed();
    QString why;
    if (known == m_book.releases.end()) {
        why = QStringLiteral("no release has that number.");
    } else if (text.isEmpty()) {
        why = QStringLiteral("a note needs words.");
    } else if (text.size() > kLongestNote) {
        why = QStringLiteral("a note has at most %1 characters, this one %2.").arg(kLongestNote).arg(text.size());
    } else if (at > m_ports.clock.now()) {
        why = QStringLiteral("a note is about a moment that has been.");
    }
    if (!why.isEmpty()) {
        Q_EMIT failed(notDone(why));
        return;
    }
    write({kind::kNote, m_workspace.person, release.text(), known->second.release.title(), text,
        QJsonObject{{QStringLiteral("at"), at.toIso()}}});
}

void Engine::stopTheLine(const QString& reason)
{
    stopOrReleaseLine(true, reason);
}

void Engine::releaseTheLine(const QString& reason)
{
    stopOrReleaseLine(false, reason);
}

void Engine::stopOrReleaseLine(bool stop, const QString& reason)
{
    Q_ASSERT(QThread::currentThread() == thread());
    if (m_book.lineStop.has_value() == stop) {
        Q_EMIT failed(notDone(stop ? QStringLiteral("the line is stopped already.") : QStringLiteral("the line is not stopped.")));
        return;
    }
    if (reason.trimmed().isEmpty()) {
        Q_EMIT failed(notDone(QStringLiteral("a reason is required.")));
        return;
    }
    write({stop ? kind::kLineStopped : kind::kLineReleased, m_workspace.person, {}, m_workspace.name, reason.trimmed(), {}});
}

TrainDoors Engine::trainDoors()
{
    TrainDoors doors;
    doors.start = [this](const ReleaseId& id, const QString& who, const QString& why) { return runner(id)->start(who, why); };
    doors.rollBack = [this](const ReleaseId& id, const QString& who, const QString& why) { return runner(id)->rollBack(who, why); };
    doors.isCarried = [this](const ReleaseId& id) { return runner(id) != nullptr; };
    doors.isBusy = [this](const ReleaseId& id) { return runner(id)->verbUnderWay(); };
    doors.closed = [this] { return m_closed; };
    doors.recorded = [this](const audit::Record& record) { addRecord(record); };
    return doors;
}

void Engine::tell(const Result<void>& done)
{
    Q_ASSERT(QThread::currentThread() == thread());
    if (!done) {
        Q_EMIT failed(done.error());
    }
}

void Engine::startTrain(const QString& name, const QString& reason)
{
    if (mayAct()) {
        tell(m_trains.start(name, m_workspace.person, reason));
    }
}

void Engine::resumeTrain(const QString& name, const QString& reason)
{
    if (mayAct()) {
        tell(m_trains.resume(name, m_workspace.person, reason));
    }
}

void Engine::rollBackTrain(const QString& name, const QString& reason)
{
    if (mayAct()) {
        tell(m_trains.rollBack(name, m_workspace.person, reason));
    }
}

void Engine::prepareAgain(const ReleaseId& release)
{
    const auto ended = m_book.releases.find(release);
    if (ended == m_book.releases.end() || !rollout::isEnded(ended->second.phase)) {
        Q_EMIT failed({ErrorCode::Conflict, QStringLiteral("Not done: the release has not ended."), {}});
        return;
    }
    const auto other = std::ranges::find_if(m_book.releases, [&](const auto& each) {
        const rollout::Release& known = each.second.release;
        return !rollout::isEnded(each.second.phase) && known.title() == ended->second.release.title()
            && known.environment == ended->second.release.environment && known.target == ended->second.release.target;
    });
    if (other != m_book.releases.end()) {
        Q_EMIT failed(notDone(QStringLiteral("another attempt at %1 is prepared or under way.").arg(ended->second.release.title())));
        return;
    }
    rollout::Release again = ended->second.release;
    for (const workspace::PlannedRelease& planned : m_workspace.releases) {
        const bool same = workspace::isAttemptOf(again, planned);
        const Result<rollout::Release> fresh = same ? workspace::assemble(m_workspace, planned, again.id) : Result<rollout::Release>(again);
        again = fresh.value_or(again);
    }
    again.id = ReleaseId::create(m_ports.clock.now().ms());
    prepare(again, QStringLiteral("Prepared again after %1.").arg(release.text()));
}

} // namespace fairlead::engine
