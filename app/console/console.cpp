#include "app/console/console.h"

#include "app/console/custody_desk.h"
#include "app/console/facts.h"
#include "app/console/rule_desk.h"
#include "app/console/verb_desk.h"
#include "models/base/future.h"
#include "models/formats/workspace.h"
#include "ui/calendar/calendar_panel.h"
#include "ui/checklist/checklist_panel.h"
#include "ui/help/help_window.h"
#include "ui/history/history_panel.h"
#include "ui/registry/registry_panel.h"
#include "ui/rollout/cockpit.h"
#include "ui/rollout/rollouts_panel.h"
#include "ui/rules/rules_panel.h"
#include "ui/shell/main_window.h"

#include <QAction>
#include <QDesktopServices>
#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QUrl>
#include <QtConcurrentRun>

namespace fairlead::console {

namespace {

const QString kRegistry = QStringLiteral("registry");
const QString kChecklists = QStringLiteral("checklists");
const QString kRollouts = QStringLiteral("rollouts");
const QString kRules = QStringLiteral("rules");
const QString kCalendar = QStringLiteral("calendar");
const QString kHistory = QStringLiteral("history");

/// The window names the most dangerous environment that it reaches.
std::pair<QString, ui::EnvironmentKind> environmentOf(const workspace::Workspace& workspace)
{
    for (const workspace::Environment& environment : workspace.environments) {
        if (environment.production) {
            return {environment.name, ui::EnvironmentKind::Production};
        }
    }
    const QString name = workspace.environments.empty() ? QString() : workspace.environments.front().name;
    const bool practice = wiring::needsPracticeTarget(workspace);
    return {name, practice ? ui::EnvironmentKind::Practice : ui::EnvironmentKind::Other};
}

} // namespace

Console::Console(ui::Theme& theme, wiring::Session& session, workspace::Workspace workspace)
    : m_session(session)
    , m_workspace(std::move(workspace))
    , m_window(std::make_unique<ui::MainWindow>(theme, session.clock()))
    , m_registry(new ui::RegistryPanel(theme))
    , m_checklists(new ui::ChecklistPanel(theme))
    , m_rollouts(new ui::RolloutsPanel(theme))
    , m_rules(new ui::RulesPanel(theme))
    , m_calendar(new ui::CalendarPanel(theme))
    , m_history(new ui::HistoryPanel(theme))
    , m_ruleDesk(new RuleDesk(*m_rules, *m_window, session, m_workspace.directory, this))
    , m_reports(session.history(), session.clock(), m_workspace.person)
{
    buildPanels();
    buildMenu(theme);
    new CustodyDesk(*m_window, m_session, theme, [this] { return underWay(); }, this);
    new VerbDesk(*m_rollouts, *m_window, m_session, theme, m_workspace, [this] { return underWay(); }, this);
    connectRollouts();
    connectChecklists();
    connectHistory();
    connectFailures();
    connect(&m_facts, &QTimer::timeout, this, &Console::refreshFacts);
    m_facts.start(std::chrono::seconds(1));
}

Console::~Console() = default;

void Console::buildPanels()
{
    m_window->setWorkspace(m_workspace.name);
    const auto [environment, kind] = environmentOf(m_workspace);
    m_window->setEnvironment(environment, kind);
    m_window->setPerson(m_workspace.person);
    m_window->addPanel(kRegistry, QStringLiteral("library"), tr("Registry"), m_registry);
    m_window->addPanel(kChecklists, QStringLiteral("list-checks"), tr("Checklists"), m_checklists);
    m_window->addPanel(kRollouts, QStringLiteral("ship-wheel"), tr("Rollouts"), m_rollouts);
    m_window->addPanel(kRules, QStringLiteral("sliders-horizontal"), tr("Rules"), m_rules);
    m_window->addPanel(kCalendar, QStringLiteral("calendar-days"), tr("Calendar"), m_calendar);
    m_window->addPanel(kHistory, QStringLiteral("history"), tr("History"), m_history);
    m_window->showPanel(kRollouts);
    m_registry->showComponents(m_workspace.components);
    m_rollouts->setFreezes(m_workspace.freezes);
    m_calendar->setNow(m_session.clock().now());
    m_calendar->showEntries(m_workspace.calendar);
}

void Console::buildMenu(const ui::Theme& theme)
{
    auto* rollBack = new QAction(tr("Roll back now…"), m_window.get());
    rollBack->setShortcut(QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_R));
    connect(rollBack, &QAction::triggered, this, [this] {
        m_window->showPanel(kRollouts);
        m_rollouts->rollBackNow();
    });
    auto* verify = new QAction(tr("Verify history"), m_window.get());
    connect(verify, &QAction::triggered, &m_session.engine(), &engine::Engine::verifyHistory);
    auto* help = new QAction(tr("Help"), m_window.get());
    connect(help, &QAction::triggered, this, [this, &theme] { ui::HelpWindow::open(theme, ui::HelpTopic::Plans, m_window.get()); });
    m_window->addMenuAction(help);
    m_window->addMenuAction(verify);
    m_window->addMenuAction(rollBack);
}

void Console::connectRollouts()
{
    engine::Engine* engine = &m_session.engine();
    connect(engine, &engine::Engine::releaseChanged, this, &Console::takeSnapshot);
    connect(engine, &engine::Engine::answered, m_rollouts, &ui::RolloutsPanel::addReadings);
    connect(m_rollouts, &ui::RolloutsPanel::startRequested, engine, &engine::Engine::start);
    connect(m_rollouts, &ui::RolloutsPanel::promoteRequested, engine, &engine::Engine::promote);
    connect(m_rollouts, &ui::RolloutsPanel::pauseRequested, engine, &engine::Engine::pause);
    connect(m_rollouts, &ui::RolloutsPanel::resumeRequested, engine, [engine](const ReleaseId& id) { engine->resume(id); });
    connect(m_rollouts, &ui::RolloutsPanel::rollBackRequested, engine, &engine::Engine::rollBack);
    connect(m_rollouts, &ui::RolloutsPanel::prepareAgainRequested, engine, &engine::Engine::prepareAgain);
    connect(m_rollouts, &ui::RolloutsPanel::prepareAgainRequested, this, [this] { m_openNext = true; });
    connect(m_rollouts, &ui::RolloutsPanel::reportRequested, this, &Console::askForReport);
    connect(m_rollouts, &ui::RolloutsPanel::checklistRequested, this, [this](const ReleaseId& id) {
        m_checklists->showRelease(id.text());
        m_window->showPanel(kChecklists);
    });
    connect(m_rollouts, &ui::RolloutsPanel::readingsWanted, engine, &engine::Engine::loadReadings);
    connect(m_rollouts, &ui::RolloutsPanel::wallBoardChanged, m_window.get(), &ui::MainWindow::setBare);
    connect(m_rollouts, &ui::RolloutsPanel::failed, this, &Console::showFailure);
    connect(m_rollouts, &ui::RolloutsPanel::exported, this, [this](const QString& file) {
        m_window->showToast(tr("Exported: %1").arg(QFileInfo(file).fileName()), tr("Open"),
            [file] { QDesktopServices::openUrl(QUrl::fromLocalFile(file)); });
    });
    connect(m_rollouts, &ui::RolloutsPanel::cockpitShown, this,
        [this](bool shown) { m_window->setCollapsed(shown && m_window->currentPanel() == kRollouts); });
    connect(m_window.get(), &ui::MainWindow::panelShown, this, [this](const QString& id) {
        m_window->setCollapsed(id == kRollouts && m_rollouts->isCockpitShown());
        if (id != kRollouts) {
            m_rollouts->cockpit()->setWallBoard(false);
        }
        if (id == kRules) {
            m_ruleDesk->refresh();
        }
    });
    connect(m_rollouts, &ui::RolloutsPanel::releaseOpened, this, [this](const ReleaseId& id) {
        loadOlder(id);
        const auto known = m_snapshots.find(id);
        if (known != m_snapshots.end() && rollout::isEnded(known->second.state.phase)) {
            QMetaObject::invokeMethod(&m_session.engine(), [engine = &m_session.engine(), id] { engine->loadReadings(id); });
        }
    });
}

void Console::connectChecklists()
{
    engine::Engine* engine = &m_session.engine();
    connect(engine, &engine::Engine::checklistChanged, this, &Console::takeRun);
    connect(engine, &engine::Engine::positionRestored, m_checklists,
        [panel = m_checklists](const QString& release, const QString& item) { panel->showCurrent(release, item); });
    connect(engine, &engine::Engine::draftRestored, m_checklists,
        [panel = m_checklists](
            const QString& release, const QString& item, const QString& text) { panel->showDraft(release, item, text); });
    connect(m_checklists, &ui::ChecklistPanel::answerRequested, engine, &engine::Engine::answerItem);
    connect(m_checklists, &ui::ChecklistPanel::noteEdited, engine, &engine::Engine::keepDraft);
    connect(m_checklists, &ui::ChecklistPanel::currentChanged, engine, &engine::Engine::keepPosition);
}

void Console::connectHistory()
{
    engine::Engine* engine = &m_session.engine();
    m_history->setStore(m_session.history());
    connect(m_history, &ui::HistoryPanel::failed, this, &Console::showFailure);
    connect(engine, &engine::Engine::recorded, this, &Console::takeRecords);
    connect(engine, &engine::Engine::opened, engine, &engine::Engine::verifyHistory);
    connect(engine, &engine::Engine::verified, this, [this](const audit::Verification& verification, Instant at, Millis took) {
        m_verification = verification;
        m_history->showVerification(verification, at, took);
        refreshFacts();
        Q_EMIT verified(verification);
    });
    connect(m_history, &ui::HistoryPanel::verifyRequested, engine, &engine::Engine::verifyHistory);
    connect(m_history, &ui::HistoryPanel::reportRequested, this, &Console::askForReport);
    connect(&m_reports, &wiring::ReportWriter::recorded, this, [this](const audit::Record& record) { takeRecords({record}); });
    connect(&m_reports, &wiring::ReportWriter::written, this, [this](const wiring::WrittenReport& report) {
        m_window->showToast(tr("Report written: %1").arg(QFileInfo(report.file).fileName()), tr("Open"),
            [file = report.file] { QDesktopServices::openUrl(QUrl::fromLocalFile(file)); });
        Q_EMIT reportWritten(report);
    });
}

void Console::connectFailures()
{
    connect(&m_session.engine(), &engine::Engine::failed, this, &Console::showFailure);
    connect(&m_session, &wiring::Session::failed, this, &Console::showFailure);
    connect(&m_reports, &wiring::ReportWriter::failed, this, &Console::showFailure);
    connect(m_window.get(), &ui::MainWindow::bannerActionTriggered, m_window.get(), &ui::MainWindow::hideBanner);
    connect(m_window.get(), &ui::MainWindow::factActivated, this,
        [this](const QString& id) { m_window->showPanel(id == kHistoryFact ? kHistory : kRollouts); });
}

void Console::begin()
{
    m_session.begin();
}

void Console::takeSnapshot(const rollout::Snapshot& snapshot)
{
    const auto before = m_snapshots.find(snapshot.state.release.id);
    const bool known = before != m_snapshots.end();
    const bool ends = known && rollout::isEnded(snapshot.state.phase) && !rollout::isEnded(before->second.state.phase);
    m_snapshots.insert_or_assign(snapshot.state.release.id, snapshot);
    m_rollouts->showSnapshot(snapshot);
    m_ruleDesk->takeSnapshot(snapshot);
    if (!known) {
        showReleases();
    }
    if (!known && std::exchange(m_openNext, false)) {
        m_checklists->showRelease(snapshot.state.release.id.text());
        m_rollouts->openRelease(snapshot.state.release.id);
    }
    if (ends) { // what a release left behind is proven at once, and shown where it changed the registry
        QMetaObject::invokeMethod(&m_session.engine(), &engine::Engine::verifyHistory);
        reloadComponents();
    }
    refreshCounts();
    Q_EMIT snapshotShown(snapshot);
}

void Console::reloadComponents()
{
    const auto read = [directory = m_workspace.directory] { return formats::readWorkspace(directory); };
    whenDone(QtConcurrent::run(read), this, [this](const formats::LoadedWorkspace& loaded) {
        if (loaded.valid()) { // somebody may be editing: then what was read before stays
            m_workspace.components = loaded.value->components;
            m_registry->showComponents(m_workspace.components);
        }
    });
}

void Console::takeRun(const checklist::Run& run)
{
    const bool known = m_runs.contains(run.release);
    m_runs.insert_or_assign(run.release, run);
    if (!known) {
        showReleases();
    }
    m_checklists->showRun(run);
    refreshCounts();
    Q_EMIT runShown(run);
}

/// Of a long history the engine tells the newest records; what a release has before them is fetched when somebody looks at it.
void Console::loadOlder(const ReleaseId& release)
{
    if (m_firstRow <= 1 || !m_loaded.insert(release).second) {
        return;
    }
    ports::RecordQuery query;
    query.release = release.text();
    query.beforeRow = m_firstRow;
    whenDone(m_session.history().records(query), this, [this, release](const Result<std::vector<audit::Record>>& records) {
        if (records) {
            m_rollouts->addRecords(release, *records);
        } else {
            m_loaded.erase(release);
            showFailure(records.error());
        }
    });
}

void Console::takeRecords(const std::vector<audit::Record>& records)
{
    if (m_firstRow == 0 && !records.empty()) {
        m_firstRow = records.front().row;
    }
    m_history->addRecords(records);
    std::map<QString, std::vector<audit::Record>> byRelease;
    for (const audit::Record& record : records) {
        m_rows = std::max(m_rows, record.row);
        if (!record.entry.release.isEmpty()) {
            byRelease[record.entry.release].push_back(record);
        }
    }
    for (const auto& [release, rows] : byRelease) {
        m_rollouts->addRecords(ReleaseId(release), rows);
    }
}

void Console::showReleases()
{
    QList<ui::ChecklistPanel::ReleaseTitle> walks;
    std::vector<rollout::Release> releases;
    for (const auto& [id, snapshot] : m_snapshots) {
        releases.push_back(snapshot.state.release);
        if (m_runs.contains(id.text())) {
            walks.append({id.text(), snapshot.state.release.title()});
        }
    }
    m_checklists->setReleases(walks);
    for (const auto& walk : walks) {
        m_checklists->showRun(m_runs.at(walk.id));
    }
    m_history->setReleases(releases);
}

void Console::refreshCounts()
{
    int open = 0;
    int underWay = 0;
    bool trouble = false;
    for (const auto& [id, snapshot] : m_snapshots) {
        const rollout::Phase phase = snapshot.state.phase;
        const auto run = m_runs.find(id.text());
        open += phase == rollout::Phase::ToStart && run != m_runs.end() ? static_cast<int>(checklist::holding(run->second).size()) : 0;
        underWay += phase != rollout::Phase::ToStart && !rollout::isEnded(phase) ? 1 : 0;
        trouble = trouble || phase == rollout::Phase::RollingBack || phase == rollout::Phase::Held || !snapshot.effective;
    }
    m_window->setCount(kChecklists, open);
    m_window->setCount(kRollouts, underWay, trouble ? std::optional(ui::Status::Marginal) : std::nullopt);
}

void Console::refreshFacts()
{
    m_calendar->setNow(m_session.clock().now());
    std::vector<Fact> facts = factsOf(m_snapshots, m_verification, m_rows, m_session.clock().now());
    facts.push_back(sleepFact(m_session.sleep()));
    if (!m_session.custody().isActing()) {
        // It is not this engine, and not its endpoints, that count.
        std::erase_if(facts, [](const Fact& fact) { return fact.id == kEngineFact || fact.id == kEndpointFact; });
        facts.push_back(custodyFact(m_session.custody()));
        facts.push_back({kEndpointFact, {}});
    }
    for (const Fact& fact : facts) {
        if (fact.look.word.isEmpty()) {
            m_window->removeFact(fact.id);
        } else {
            m_window->setFact(fact.id, fact.look);
        }
    }
}

QStringList Console::underWay() const
{
    QStringList titles;
    for (const auto& [id, snapshot] : m_snapshots) {
        const rollout::Phase phase = snapshot.state.phase;
        if (phase != rollout::Phase::ToStart && phase != rollout::Phase::Aborted && !rollout::isEnded(phase)) {
            titles += snapshot.state.release.title();
        }
    }
    return titles;
}

void Console::askForReport(const ReleaseId& release)
{
    const auto known = m_snapshots.find(release);
    const QString title = known == m_snapshots.end() ? release.text() : known->second.state.release.title();
    const QString name = QString(title).replace(QLatin1Char(' '), QLatin1Char('-')) + QStringLiteral("-report.pdf");
    auto* dialog = new QFileDialog(m_window.get(), tr("Write the report of %1").arg(title), m_workspace.directory);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setNameFilters({tr("PDF (*.pdf)"), tr("JSON (*.json)")});
    dialog->selectFile(name);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QFileDialog::fileSelected, this, [this, release](const QString& file) {
        const bool json = file.endsWith(QStringLiteral(".json"), Qt::CaseInsensitive);
        writeReport(release, json ? wiring::ReportFormat::Json : wiring::ReportFormat::Pdf, file);
    });
    dialog->open();
}

void Console::writeReport(const ReleaseId& release, wiring::ReportFormat format, const QString& file)
{
    m_reports.write(release.text(), format, file);
}

void Console::showFailure(const Error& error)
{
    const ui::StatusLook look{ui::Status::Fail, QStringLiteral("octagon-x"), tr("Error")};
    m_window->showBanner(look, error.where.isEmpty() ? tr("Not done.") : tr("%1:").arg(error.where), error.message, tr("Close"));
    if (error.code == ErrorCode::Storage) {
        m_checklists->showError(error);
    }
}

} // namespace fairlead::console
