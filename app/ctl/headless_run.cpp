#include "app/ctl/headless_run.h"

#include "app/ctl/output.h"

namespace fairlead::ctl {

namespace {

/// Of a release that is held, paused, aborted or waits for an approval.
QString whyItWaits(const rollout::State& state)
{
    switch (state.phase) {
    case rollout::Phase::Approving: return QStringLiteral("It waits for an approval.");
    case rollout::Phase::Aborted: return QStringLiteral("It was aborted: %1").arg(state.rollbackWhy);
    default: return state.holdWhy;
    }
}

} // namespace

HeadlessRun::HeadlessRun(wiring::Session& session, workspace::PlannedRelease planned, QString reason, Millis patience, QObject* parent)
    : QObject(parent)
    , m_session(session)
    , m_planned(std::move(planned))
    , m_reason(std::move(reason))
    , m_patience(patience)
    , m_acted(session.custody().isActing())
{
    engine::Engine& engine = m_session.engine();
    connect(&engine, &engine::Engine::releaseChanged, this, &HeadlessRun::follow);
    connect(&engine, &engine::Engine::recorded, this, &HeadlessRun::print);
    connect(&engine, &engine::Engine::failed, this, [](const Error& error) { say(error); });
    connect(&m_session, &wiring::Session::failed, this, [this](const Error& error) {
        say(error);
        const bool refused = !m_session.custody().isActing() && !m_session.custody().asking && m_release.isEmpty();
        if (refused && !m_ended) {
            m_ended = true;
            Q_EMIT ended({{}, QStringLiteral("unknown"), error.message, kOutOfReach});
        }
    });
    connect(&m_session, &wiring::Session::custodyChanged, this, &HeadlessRun::takeCustody);
}

void HeadlessRun::print(const std::vector<audit::Record>& records)
{
    for (const audit::Record& record : records) {
        if (record.row > m_printed && record.entry.release == m_release.text() && !m_release.isEmpty()) {
            m_printed = record.row;
            printLine(audit::toJson(record));
        }
    }
}

void HeadlessRun::takeCustody(const wiring::Custody& custody)
{
    m_acted = m_acted || custody.isActing();
    if (m_acted && !custody.isActing() && !m_ended) {
        m_ended = true;
        Q_EMIT ended({m_release.text(), QStringLiteral("handed over"), custody.closed(), kOutOfReach});
    }
}

void HeadlessRun::follow(const rollout::Snapshot& snapshot)
{
    const rollout::State& state = snapshot.state;
    if (!m_session.isActing() || !workspace::isAttemptOf(state.release, m_planned)) {
        return;
    }
    if (m_ended || (!m_release.isEmpty() && state.release.id != m_release)) {
        return;
    }
    if (m_release.isEmpty() && rollout::isEnded(state.phase)) {
        if (!m_again) { // an earlier attempt is over: this run is a new one
            m_again = true;
            QMetaObject::invokeMethod(
                &m_session.engine(), [&engine = m_session.engine(), id = state.release.id] { engine.prepareAgain(id); });
        }
        return;
    }
    m_release = state.release.id;
    switch (state.phase) {
    case rollout::Phase::ToStart: startOrHold(snapshot); return;
    case rollout::Phase::Activated:
        end(snapshot, QStringLiteral("activated"), QStringLiteral("All gates passed at every step."), kFine);
        return;
    case rollout::Phase::RolledBack: end(snapshot, QStringLiteral("rolled back"), state.rollbackWhy, kNo); return;
    default: break;
    }
    using rollout::Phase;
    const bool forPeople = state.phase == Phase::Paused || state.phase == Phase::Approving || state.phase == Phase::Aborted;
    const bool waits = state.phase == Phase::Held || forPeople || !snapshot.effective;
    const Millis now = m_session.clock().elapsed();
    m_waitsSince = waits ? m_waitsSince.value_or(now) : std::optional<Millis>();
    if (m_waitsSince && now - *m_waitsSince > m_patience) {
        const QString why = snapshot.effective ? whyItWaits(state)
                                               : QStringLiteral("Sent, not effective: the weight that was asked for was not observed.");
        end(snapshot, snapshot.effective ? QStringLiteral("held") : QStringLiteral("unknown"), why, snapshot.effective ? kNo : kOutOfReach);
    }
}

void HeadlessRun::startOrHold(const rollout::Snapshot& snapshot)
{
    if (m_started) {
        return;
    }
    if (!snapshot.startBlockers.isEmpty()) {
        end(snapshot, QStringLiteral("held"),
            QStringLiteral("Its checklist holds the start: %1.").arg(snapshot.startBlockers.join(QStringLiteral("; "))), kNo);
        return;
    }
    if (!snapshot.verbs.start.isEmpty()) {
        end(snapshot, QStringLiteral("held"), snapshot.verbs.start, kNo);
        return;
    }
    m_started = true;
    QMetaObject::invokeMethod(
        &m_session.engine(), [&engine = m_session.engine(), id = m_release, reason = m_reason] { engine.start(id, reason); });
}

void HeadlessRun::end(const rollout::Snapshot& snapshot, const QString& result, const QString& why, int exit)
{
    m_ended = true;
    Q_EMIT ended({snapshot.state.release.id.text(), result, why, exit});
}

} // namespace fairlead::ctl
