#include "app/console/verb_desk.h"

#include "ui/rollout/line_dialog.h"
#include "ui/rollout/rollouts_panel.h"
#include "ui/rollout/train_words.h"
#include "ui/shell/main_window.h"

#include <QAction>

namespace fairlead::console {

namespace {

/// What @p request asks of the engine. Runs on the engine's thread.
void act(engine::Engine& engine, const ReleaseId& release, const ui::VerbRequest& request)
{
    switch (request.verb) {
    case ui::RareVerb::PromoteFully: return engine.promoteFully(release, request.reason);
    case ui::RareVerb::Skip: return engine.skip(release, request.reason);
    case ui::RareVerb::SetWeight: return engine.setWeight(release, request.weight, request.reason);
    case ui::RareVerb::Approve: return engine.approve(release, request.person, request.reason);
    case ui::RareVerb::Abort: return engine.abort(release, request.reason);
    case ui::RareVerb::Retry: return engine.retry(release, request.reason);
    case ui::RareVerb::RollBackGradually: return engine.rollBackGradually(release, request.length, request.steps, request.reason);
    case ui::RareVerb::LiftQuarantine: return engine.liftQuarantine(release, request.reason);
    }
}

/// What is asked of a train. Runs on the engine's thread.
void act(engine::Engine& engine, const QString& train, ui::TrainVerb verb, const QString& reason)
{
    switch (verb) {
    case ui::TrainVerb::Start: return engine.startTrain(train, reason);
    case ui::TrainVerb::Resume: return engine.resumeTrain(train, reason);
    case ui::TrainVerb::RollBack: return engine.rollBackTrain(train, reason);
    }
}

} // namespace

VerbDesk::VerbDesk(ui::RolloutsPanel& panel, ui::MainWindow& window, wiring::Session& session, const ui::Theme& theme,
    const workspace::Workspace& workspace, UnderWay underWay, QObject* parent)
    : QObject(parent)
    , m_window(window)
    , m_session(session)
    , m_theme(theme)
    , m_workspace(workspace.name)
    , m_underWay(std::move(underWay))
    , m_action(new QAction(tr("Stop the line…"), this))
{
    panel.setPerson(workspace.person);
    m_action->setShortcut(QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_S));
    connect(m_action, &QAction::triggered, this, &VerbDesk::askForLine);
    window.addMenuAction(m_action);
    connect(&panel, &ui::RolloutsPanel::verbRequested, this, &VerbDesk::carryOut);
    connect(&panel, &ui::RolloutsPanel::noteRequested, this,
        [engine = &session.engine()](const ReleaseId& release, Instant at, const QString& words) {
            QMetaObject::invokeMethod(engine, [=] { engine->addNote(release, at, words); }, Qt::QueuedConnection);
        });
    connect(&session.engine(), &engine::Engine::trainChanged, &panel, &ui::RolloutsPanel::showTrain);
    connect(&panel, &ui::RolloutsPanel::trainVerbRequested, this,
        [engine = &session.engine()](const QString& train, ui::TrainVerb verb, const QString& reason) {
            QMetaObject::invokeMethod(engine, [=] { act(*engine, train, verb, reason); }, Qt::QueuedConnection);
        });
    connect(&window, &ui::MainWindow::stopLineWanted, this, &VerbDesk::askForLine);
    connect(&window, &ui::MainWindow::releaseLineWanted, this, &VerbDesk::askForLine);
    connect(&session.engine(), &engine::Engine::lineChanged, this, &VerbDesk::takeLine);
}

void VerbDesk::carryOut(const ReleaseId& release, const ui::VerbRequest& request)
{
    engine::Engine* engine = &m_session.engine();
    QMetaObject::invokeMethod(engine, [engine, release, request] { act(*engine, release, request); }, Qt::QueuedConnection);
}

void VerbDesk::takeLine(const std::optional<rollout::LineStop>& stop)
{
    m_stop = stop;
    m_window.showLine(stop);
    m_action->setText(stop ? tr("Release the line…") : tr("Stop the line…"));
    if (m_dialog) {
        m_dialog->showLine(stop);
    }
}

void VerbDesk::askForLine()
{
    if (m_dialog) {
        m_dialog->activateWindow();
        return;
    }
    m_dialog = new ui::LineDialog(m_theme, m_workspace, m_stop, m_underWay(), m_session.clock().now(), &m_window);
    m_dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(
        m_dialog, &ui::CommandDialog::confirmed, this, [this, stop = m_dialog->stops()](const QString& reason) { tellLine(stop, reason); });
    m_dialog->open();
    m_dialog->activateWindow(); // its keys work at once, whatever the window manager thinks
}

void VerbDesk::tellLine(bool stop, const QString& reason)
{
    engine::Engine* engine = &m_session.engine();
    const auto tell = [engine, stop, reason] { stop ? engine->stopTheLine(reason) : engine->releaseTheLine(reason); };
    QMetaObject::invokeMethod(engine, tell, Qt::QueuedConnection);
}

} // namespace fairlead::console
