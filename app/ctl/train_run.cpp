#include "app/ctl/train_run.h"

#include "app/ctl/output.h"
#include "app/ctl/train_json.h"

#include <algorithm>

namespace fairlead::ctl {

TrainRun::TrainRun(wiring::Session& session, AskedTrain asked, QObject* parent)
    : QObject(parent)
    , m_session(session)
    , m_asked(std::move(asked))
{
    engine::Engine& engine = m_session.engine();
    connect(&engine, &engine::Engine::trainChanged, this, &TrainRun::follow);
    connect(&engine, &engine::Engine::recorded, this, &TrainRun::take);
    connect(&engine, &engine::Engine::failed, this, &TrainRun::fail);
    connect(&m_session, &wiring::Session::failed, this, [](const Error& error) { say(error); });
    m_patience.setSingleShot(true);
    connect(&m_patience, &QTimer::timeout, this, &TrainRun::finish);
    m_patience.start(m_asked.patience);
}

bool TrainRun::rests(const train::Snapshot& train) const
{
    using train::Stage;
    if (train.stage == Stage::Completed || train.stage == Stage::RolledBack) {
        return true;
    }
    // A car that failed is taken back first, and what is held grows no further.
    const bool moves
        = std::ranges::any_of(train.cars, [](const train::CarView& view) { return view.standing == train::Standing::GoingBack; });
    return train.stage == Stage::Held && !moves;
}

void TrainRun::follow(const train::Snapshot& train)
{
    if (!m_session.isActing() || train.name != m_asked.name) {
        return;
    }
    m_end.train = train;
    m_end.rests = m_end.done && rests(train);
    // What the workspace plans is prepared first, where its history does not know it.
    const bool prepared = std::ranges::all_of(train.cars, [](const train::CarView& view) { return view.phase.has_value(); });
    if (!m_sent && prepared) {
        m_sent = true;
        engine::Engine* engine = &m_session.engine();
        QMetaObject::invokeMethod(engine, [engine, ask = m_asked.ask] { ask(*engine); });
    }
    const QString text = trainText(train);
    if (m_end.done && text != m_said) {
        m_said = text;
        say(text);
    }
    if (m_end.rests) {
        finish();
    }
}

void TrainRun::take(const std::vector<audit::Record>& records)
{
    for (const audit::Record& record : records) {
        // The history's own records come before the verb is asked for.
        m_end.done = m_end.done || (m_sent && record.entry.object == m_asked.name && record.entry.kind == m_asked.kind);
    }
}

void TrainRun::fail(const Error& error)
{
    if (m_sent && !m_end.done && error.where == QStringLiteral("train %1").arg(m_asked.name)) {
        m_end.refused = error.message;
        finish();
    } else {
        say(error);
    }
}

void TrainRun::finish()
{
    if (!m_over) {
        m_over = true;
        Q_EMIT ended(m_end);
    }
}

} // namespace fairlead::ctl
