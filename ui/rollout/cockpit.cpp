#include "ui/rollout/cockpit.h"

#include "models/domain/rollout/verbs.h"
#include "ui/charts/release_charts.h"
#include "ui/common/check_lines.h"
#include "ui/common/widgets.h"
#include "ui/rollout/action_bar.h"
#include "ui/rollout/cockpit_header.h"
#include "ui/rollout/event_feed.h"
#include "ui/rollout/fitted_area.h"
#include "ui/rollout/gate_list.h"
#include "ui/rollout/judge_list.h"
#include "ui/rollout/main_area.h"
#include "ui/rollout/note_dialog.h"
#include "ui/rollout/promote_dialog.h"
#include "ui/rollout/quarantine_banner.h"
#include "ui/rollout/rollback_dialog.h"
#include "ui/rollout/side_panel.h"
#include "ui/rollout/step_track.h"
#include "ui/rollout/train_card.h"
#include "ui/rollout/verb_dialogs.h"
#include "ui/rollout/verdict_card.h"
#include "ui/rollout/words.h"

#include <QApplication>
#include <QClipboard>
#include <QHBoxLayout>
#include <QResizeEvent>
#include <QScrollArea>
#include <QShortcut>
#include <QVBoxLayout>

#include <algorithm>

namespace fairlead::ui {

using rollout::Phase;

namespace {

constexpr int kOneColumnBelow = 1000;
constexpr int kTabsHeight = 104;
// Where the column is too low for all, each of its cards keeps this much and scrolls.
constexpr int kLeastGates = 2 * metric::kTwoLineRow;
constexpr int kLeastJudges = metric::kTableRow;
constexpr int kLeastEvents = 2 * metric::kTwoLineRow;

} // namespace

Cockpit::Cockpit(const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_page(new QWidget(this))
    , m_header(new CockpitHeader(theme))
    , m_quarantine(new QuarantineBanner(theme))
    , m_track(new StepTrack(theme))
    , m_body(new QHBoxLayout)
    , m_main(new MainArea(theme))
    , m_charts(m_main->charts())
    , m_side(new SidePanel(theme))
    , m_gates(new GateList(theme))
    , m_gatesArea(new FittedArea(*m_gates, kLeastGates, this))
    , m_judges(new JudgeList(theme))
    , m_judgesArea(new FittedArea(*m_judges, kLeastJudges, this))
    , m_events(new EventFeed(theme))
    , m_train(new TrainCard(theme, this))
    , m_next(new CheckLines(theme, this))
    , m_blockers(new CheckLines(theme, this))
    , m_copyRequest(new ActionButton(theme, QStringLiteral("copy"), tr("Copy request"), ButtonKind::Flat, this))
    , m_openChecklist(new ActionButton(theme, QStringLiteral("list-checks"), tr("Open checklist"), ButtonKind::Flat, this))
    , m_actions(new ActionBar(theme))
{
    build();
    connectVerbs();
    connectCharts();
    addShortcuts();
    clear();
}

Cockpit::~Cockpit() = default;

CommandDialog* Cockpit::dialog() const
{
    return m_dialog;
}

VerdictCard* Cockpit::card() const
{
    return m_card;
}

void Cockpit::build()
{
    for (QWidget* page :
        std::initializer_list<QWidget*>{m_gatesArea, m_judgesArea, m_events, m_next, m_blockers, m_copyRequest, m_openChecklist}) {
        page->setParent(this);
        page->hide();
    }
    setFocusPolicy(Qt::ClickFocus); // single keys work after a click between the cards
    m_next->setSeparated(true);
    m_blockers->setSeparated(true);
    m_copyRequest->setButtonSize(ButtonSize::Small);
    m_openChecklist->setButtonSize(ButtonSize::Small);

    auto* page = new QVBoxLayout(m_page);
    page->setContentsMargins(metric::kSpace4, metric::kSpace3, metric::kSpace4, metric::kSpace2);
    page->setSpacing(metric::kSpace2);
    page->addWidget(m_header);
    page->addWidget(m_quarantine);
    page->addWidget(m_track);
    page->addLayout(m_body, 1);
    m_body->setSpacing(metric::kSpace3);
    m_body->addWidget(m_main, 65);
    m_body->addWidget(m_side, 35);

    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_page, 1);
    layout->addWidget(m_actions);
}

void Cockpit::connectVerbs()
{
    connect(m_header, &CockpitHeader::backRequested, this, &Cockpit::backRequested);
    connect(m_train, &TrainCard::changed, this, [this] { m_snapshot ? showSide() : void(); });
    connect(m_actions, &ActionBar::startWanted, this, &Cockpit::askStartOrPromote);
    connect(m_actions, &ActionBar::promoteWanted, this, &Cockpit::askStartOrPromote);
    connect(m_actions, &ActionBar::rollBackWanted, this, &Cockpit::askRollBack);
    connect(m_actions, &ActionBar::rareVerbWanted, this, &Cockpit::askVerb);
    connect(m_quarantine, &Banner::actionTriggered, this, [this] { askVerb(RareVerb::LiftQuarantine); });
    connect(m_actions, &ActionBar::pauseWanted, this, [this] { Q_EMIT pauseRequested(id(), QString()); });
    connect(m_actions, &ActionBar::resumeWanted, this, [this] { Q_EMIT resumeRequested(id()); });
    connect(m_actions, &ActionBar::checklistWanted, this, [this] { Q_EMIT checklistRequested(id()); });
    connect(m_actions, &ActionBar::reportWanted, this, [this] { Q_EMIT reportRequested(id()); });
    connect(m_actions, &ActionBar::prepareAgainWanted, this, [this] { Q_EMIT prepareAgainRequested(id()); });
    connect(m_gates, &GateList::opened, this, &Cockpit::openVerdict);
    connect(m_judges, &JudgeList::opened, this, &Cockpit::openVerdict); // one for each gate, in the same order
    connect(m_openChecklist, &QPushButton::clicked, this, [this] { Q_EMIT checklistRequested(id()); });
    connect(m_copyRequest, &QPushButton::clicked, this, [this] {
        if (m_snapshot && m_snapshot->state.lastCommand() != nullptr)
            QApplication::clipboard()->setText(m_snapshot->state.lastCommand()->request);
    });
}

void Cockpit::addShortcuts()
{
    const auto bind = [this](const QKeySequence& keys, auto act) {
        auto* shortcut = new QShortcut(keys, this);
        shortcut->setContext(Qt::WidgetWithChildrenShortcut);
        connect(shortcut, &QShortcut::activated, this, act);
    };
    bind(QKeySequence(Qt::CTRL | Qt::Key_Return), [this] { m_actions->triggerPrimary(); });
    bind(QKeySequence(Qt::CTRL | Qt::Key_Enter), [this] { m_actions->triggerPrimary(); });
    bind(QKeySequence(Qt::Key_P), [this] { m_actions->triggerPause(); });
    bind(QKeySequence(Qt::Key_M), [this] { m_actions->openMore(); });
    for (const RareVerb verb : kRareVerbs) {
        if (!keysOf(verb).isEmpty())
            bind(keysOf(verb), [this, verb] { askVerb(verb); });
    }
    // Roll back now works from every panel, so its keys belong to the window; two bindings would cancel each other.
    bind(QKeySequence(Qt::Key_V), [this] { m_main->showCourse(!m_main->isCourseShown()); });
    bind(QKeySequence(Qt::Key_F), [this] { m_charts->setFollowing(true); });
    bind(QKeySequence(Qt::Key_N), [this] { m_charts->carryOut(ChartWish::Note, nullptr); });
    bind(QKeySequence(Qt::Key_F11), [this] { setWallBoard(!m_wall); });
    bind(QKeySequence(Qt::Key_T), [this] { m_charts->carryOut(ChartWish::Values, nullptr); });
    bind(QKeySequence(Qt::Key_G), [this] { m_side->reveal(m_gatesArea); });
    bind(QKeySequence(Qt::Key_J), [this] { m_side->reveal(m_judgesArea); });
    bind(QKeySequence(Qt::Key_E), [this] { m_side->reveal(m_events); });
}

ReleaseId Cockpit::id() const
{
    return m_snapshot ? m_snapshot->state.release.id : ReleaseId();
}

void Cockpit::clear()
{
    if (m_dialog)
        m_dialog->reject();
    if (m_card)
        m_card->reject();
    if (m_note)
        m_note->reject();
    setWallBoard(false);
    m_snapshot.reset();
    m_records.clear();
    m_linesOfRow = -1;
    m_events->setLines({});
    m_side->setPages({});
    m_page->hide();
    m_actions->hide();
}

void Cockpit::showSnapshot(const rollout::Snapshot& snapshot)
{
    if (!m_snapshot || !(m_snapshot->state.release.id == snapshot.state.release.id)) {
        clear();
        m_main->setRelease(snapshot.state.release);
    }
    m_snapshot = snapshot;
    m_page->show();
    m_actions->show();
    m_header->showSnapshot(snapshot);
    m_quarantine->showSnapshot(snapshot);
    const rollout::Course course
        = rollout::courseOf(snapshot.state, {snapshot.at, snapshot.soakDone.value_or(Millis(0)), m_main->freezes()});
    m_track->setCells(trackOf(snapshot, &course));
    m_gates->setRows(gateRowsOf(snapshot));
    m_judges->setRows(judgeRowsOf(judgesHeard(snapshot)));
    m_main->showSnapshot(snapshot, course);
    const QPointer<QWidget> inUse = window()->focusWidget(); // also while a dialog has the keys
    m_actions->showSnapshot(snapshot);
    if (inUse && m_actions->isAncestorOf(inUse) && !inUse->isVisible())
        setFocus(); // its button is gone: single keys go on working
    showEvents();
    showSide();
    if (m_dialog)
        m_dialog->showSnapshot(snapshot);
    if (m_card)
        m_card->showSnapshot(snapshot);
}

void Cockpit::addReadings(const metrics::Readings& readings)
{
    if (m_snapshot)
        m_charts->addReadings(readings);
}

void Cockpit::addRecords(const std::vector<audit::Record>& records)
{
    for (const audit::Record& record : records) {
        if (!m_snapshot || record.entry.release != id().text())
            continue;
        const auto place = std::ranges::lower_bound(m_records, record.row, {}, &audit::Record::row);
        if (place == m_records.end() || place->row != record.row)
            m_records.insert(place, record);
    }
    if (m_snapshot) {
        showEvents();
        showSide();
    }
}

void Cockpit::showEvents()
{
    const rollout::State& state = m_snapshot->state;
    if (m_linesOfRow == state.lastRow && m_linesOfCount == m_records.size())
        return;
    m_linesOfRow = state.lastRow;
    m_linesOfCount = m_records.size();
    m_events->setLines(linesOf(m_records, state));
    m_charts->showRecords(m_records);
}

void Cockpit::setFreezes(std::vector<calendar::Freeze> freezes)
{
    m_main->setFreezes(std::move(freezes));
}

void Cockpit::setPerson(const QString& person)
{
    m_person = person;
}

void Cockpit::arrange()
{
    const bool narrow = isNarrow();
    m_charts->setColumns(width() < kOneColumnBelow ? 1 : narrow ? 3 : 2);
    m_gates->setSideBySide(narrow);
    m_judges->setSideBySide(narrow);
    m_events->setMinimumHeight(narrow ? 0 : kLeastEvents);
    m_side->setTabbed(narrow);
    m_body->setDirection(narrow ? QBoxLayout::TopToBottom : QBoxLayout::LeftToRight);
    m_body->setSpacing(narrow ? metric::kSpace2 : metric::kSpace3);
    m_body->setStretch(0, narrow ? 1 : 65);
    m_body->setStretch(1, narrow ? 0 : 35);
    m_side->setMinimumHeight(narrow ? kTabsHeight : 0);
    m_side->setMaximumHeight(narrow ? kTabsHeight : QWIDGETSIZE_MAX);
    if (m_snapshot)
        showSide();
}

void Cockpit::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    arrange();
}

void Cockpit::openVerdict(int row)
{
    if (!m_snapshot || row < 0 || row >= int(m_gates->rows().size()))
        return;
    if (!m_card) {
        m_card = new VerdictCard(m_theme, this);
        m_card->setAttribute(Qt::WA_DeleteOnClose);
    }
    m_card->showRow(*m_snapshot, row);
    m_card->show();
    m_card->raise();
    m_card->activateWindow();
}

void Cockpit::openDialog(CommandDialog* dialog)
{
    if (m_card)
        m_card->reject(); // nothing stands before a question
    m_dialog = dialog;
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
    dialog->activateWindow(); // its keys work at once, whatever the window manager thinks
}

void Cockpit::askStartOrPromote()
{
    if (!m_snapshot || m_dialog)
        return;
    const bool start = m_snapshot->state.phase == Phase::ToStart;
    if (!(start ? m_snapshot->verbs.start : m_snapshot->verbs.promote).isEmpty())
        return;
    auto* dialog = new PromoteDialog(m_theme, *m_snapshot, this);
    connect(dialog, &CommandDialog::confirmed, this, [this, start, release = id()](const QString& reason) {
        if (start)
            Q_EMIT startRequested(release, reason);
        else
            Q_EMIT promoteRequested(release, reason);
    });
    openDialog(dialog);
}

void Cockpit::askRollBack()
{
    if (!m_snapshot || m_dialog || !m_snapshot->verbs.rollBack.isEmpty())
        return;
    auto* dialog = new RollbackDialog(m_theme, *m_snapshot, this);
    connect(dialog, &CommandDialog::confirmed, this,
        [this, release = id()](const QString& reason) { Q_EMIT rollBackRequested(release, reason); });
    openDialog(dialog);
}

void Cockpit::askVerb(RareVerb verb)
{
    if (!m_snapshot || m_dialog || !whyClosed(*m_snapshot, verb).isEmpty())
        return;
    VerbDialog* dialog = makeVerbDialog(m_theme, verb, *m_snapshot, m_person, this);
    connect(dialog, &CommandDialog::confirmed, this, [this, dialog, release = id()] { Q_EMIT verbRequested(release, dialog->request()); });
    openDialog(dialog);
}

} // namespace fairlead::ui
