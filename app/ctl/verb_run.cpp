#include "app/ctl/verb_run.h"

namespace fairlead::ctl {

namespace {

using rollout::Phase;

bool isSettled(const rollout::State& state)
{
    return state.phase != Phase::Shifting && state.phase != Phase::RollingBack && state.phase != Phase::Activating;
}

} // namespace

VerbRun::VerbRun(wiring::Session& session, AskedVerb asked, QObject* parent)
    : QObject(parent)
    , m_session(session)
    , m_asked(std::move(asked))
    , m_acted(session.custody().isActing())
{
    engine::Engine& engine = m_session.engine();
    connect(&engine, &engine::Engine::releaseChanged, this, &VerbRun::follow);
    connect(&engine, &engine::Engine::recorded, this, &VerbRun::take);
    connect(&engine, &engine::Engine::failed, this, &VerbRun::refuse);
    connect(&m_session, &wiring::Session::failed, this, &VerbRun::refuse);
    connect(&m_session, &wiring::Session::custodyChanged, this, [this](const wiring::Custody& custody) {
        m_acted = m_acted || custody.isActing();
        if (m_acted && !custody.isActing()) {
            finish(); // somebody took over: whoever acts now goes on with it
        }
    });
    m_patience.setSingleShot(true);
    connect(&m_patience, &QTimer::timeout, this, &VerbRun::finish);
    m_patience.start(m_asked.patience);
}

void VerbRun::follow(const rollout::Snapshot& snapshot)
{
    if (!m_session.isActing() || snapshot.state.release.id != m_asked.release) {
        return;
    }
    m_end.state = snapshot.state;
    if (!m_sent) {
        m_sent = true;
        engine::Engine* engine = &m_session.engine();
        QMetaObject::invokeMethod(engine, [engine, ask = m_asked.ask] { ask(*engine); });
    }
    m_end.settled = m_end.done && isSettled(snapshot.state);
    if (m_end.settled) {
        finish();
    }
}

void VerbRun::take(const std::vector<audit::Record>& records)
{
    for (const audit::Record& record : records) {
        // The history's own records come before the verb is asked for. A quarantine is lifted where it was made: at an earlier attempt.
        const bool here = record.entry.release == m_asked.release.text() || m_asked.kind == audit::kind::kQuarantineLifted;
        m_end.done = m_end.done || (m_sent && here && record.entry.kind == m_asked.kind);
    }
}

void VerbRun::refuse(const Error& error)
{
    const bool notTaken = !m_session.custody().isActing() && !m_session.custody().asking;
    if ((m_sent || notTaken) && !m_end.done) {
        m_end.refused = error.message;
        finish();
    }
}

void VerbRun::finish()
{
    if (!m_over) {
        m_over = true;
        Q_EMIT ended(m_end);
    }
}

} // namespace fairlead::ctl
