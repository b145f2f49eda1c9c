#include "ui/rollout/cockpit.h"

#include "models/domain/rollout/verbs.h"
#include "ui/charts/release_charts.h"
#include "ui/common/check_lines.h"
#include "ui/common/widgets.h"
#include "ui/rollout/action_bar.h"
#include "ui/rollout/checks.h"
#include "ui/rollout/cockpit_header.h"
#include "ui/rollout/event_feed.h"
#include "ui/rollout/gate_list.h"
#include "ui/rollout/promote_dialog.h"
#include "ui/rollout/rollback_dialog.h"
#include "ui/rollout/side_panel.h"
#include "ui/rollout/step_track.h"
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

constexpr int kTabsBelow = 1240; ///< a window of 1280 less the collapsed navigation
constexpr int kOneColumnBelow = 1000;
constexpr int kTabsHeight = 104;

bool isAlarm(Phase phase)
{
    return phase == Phase::RollingBack || phase == Phase::RolledBack;
}

} // namespace

Cockpit::Cockpit(const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_page(new QWidget(this))
    , m_header(new CockpitHeader(theme))
    , m_track(new StepTrack(theme))
    , m_body(new QHBoxLayout)
    , m_scroll(new QScrollArea)
    , m_charts(new ReleaseCharts(theme))
    , m_side(new SidePanel(theme))
    , m_gates(new GateList(theme))
    , m_events(new EventFeed(theme))
    , m_next(new CheckLines(theme, this))
    , m_blockers(new CheckLines(theme, this))
    , m_copyRequest(new ActionButton(theme, QStringLiteral("copy"), tr("Copy request"), ButtonKind::Flat, this))
    , m_openChecklist(new ActionButton(theme, QStringLiteral("list-checks"), tr("Open checklist"), ButtonKind::Flat, this))
    , m_actions(new ActionBar(theme))
{
    build();
    connectVerbs();
    addShortcuts();
    clear();
}

Cockpit::~Cockpit() = default;

CommandDialog* Cockpit::dialog() const
{
    return m_dialog;
}

void Cockpit::build()
{
    for (QWidget* page : std::initializer_list<QWidget*>{m_gates, m_events, m_next, m_blockers, m_copyRequest, m_openChecklist}) {
        page->setParent(this);
        page->hide();
    }
    setFocusPolicy(Qt::ClickFocus); // single keys work after a click between the cards
    m_gates->setFocusPolicy(Qt::StrongFocus);
    m_next->setSeparated(true);
    m_blockers->setSeparated(true);
    m_copyRequest->setButtonSize(ButtonSize::Small);
    m_openChecklist->setButtonSize(ButtonSize::Small);

    m_scroll->setWidget(m_charts);
    m_scroll->setWidgetResizable(true);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_scroll->viewport()->setAutoFillBackground(false);
    m_charts->setAutoFillBackground(false);

    auto* page = new QVBoxLayout(m_page);
    page->setContentsMargins(metric::kSpace4, metric::kSpace3, metric::kSpace4, metric::kSpace2);
    page->setSpacing(metric::kSpace2);
    page->addWidget(m_header);
    page->addWidget(m_track);
    page->addLayout(m_body, 1);
    m_body->setSpacing(metric::kSpace3);
    m_body->addWidget(m_scroll, 65);
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
    connect(m_actions, &ActionBar::startWanted, this, &Cockpit::askStartOrPromote);
    connect(m_actions, &ActionBar::promoteWanted, this, &Cockpit::askStartOrPromote);
    connect(m_actions, &ActionBar::rollBackWanted, this, &Cockpit::askRollBack);
    connect(m_actions, &ActionBar::pauseWanted, this, [this] { Q_EMIT pauseRequested(id(), QString()); });
    connect(m_actions, &ActionBar::resumeWanted, this, [this] { Q_EMIT resumeRequested(id()); });
    connect(m_actions, &ActionBar::checklistWanted, this, [this] { Q_EMIT checklistRequested(id()); });
    connect(m_actions, &ActionBar::reportWanted, this, [this] { Q_EMIT reportRequested(id()); });
    connect(m_actions, &ActionBar::prepareAgainWanted, this, [this] { Q_EMIT prepareAgainRequested(id()); });
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
    // Roll back now works from every panel, so its keys belong to the window; two bindings would cancel each other.
    bind(QKeySequence(Qt::Key_F), [this] { m_charts->setFollowing(true); });
    bind(QKeySequence(Qt::Key_G), [this] { m_side->reveal(m_gates); });
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
        m_charts->setRelease(snapshot.state.release);
    }
    m_snapshot = snapshot;
    m_page->show();
    m_actions->show();
    m_header->showSnapshot(snapshot);
    m_track->setCells(trackOf(snapshot));
    m_gates->setRows(gateRowsOf(snapshot));
    m_charts->showState(snapshot.state, snapshot.at);
    m_actions->showSnapshot(snapshot);
    showEvents();
    showSide();
    if (m_dialog)
        m_dialog->showSnapshot(snapshot);
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
}

void Cockpit::showSide()
{
    const rollout::Snapshot& snapshot = *m_snapshot;
    const bool alarm = isAlarm(snapshot.state.phase);
    const QString count = m_events->count() > 0 ? QString::number(m_events->count()) : QString();
    QWidget* copy = snapshot.state.lastCommand() != nullptr ? m_copyRequest : nullptr;
    std::vector<SidePage> pages;
    if (alarm) {
        m_next->setChecks(afterRollback(snapshot));
        pages.push_back({m_events, tr("What happened"), count, std::nullopt, copy, 1});
        pages.push_back({m_next, tr("What happens next"), {}, std::nullopt, nullptr, 0});
        // In the column the sentence at the top has said it; room is for what happened.
        if (width() <= kTabsBelow)
            pages.push_back({m_gates, tr("Gates at the decision"), gatesText(snapshot.state.lastVerdicts),
                lookOf(gate::worst(snapshot.state.lastVerdicts)).status, nullptr, 0});
    } else {
        const QString next = nextText(snapshot);
        if (snapshot.state.phase == Phase::ToStart && !snapshot.startBlockers.isEmpty()) {
            std::vector<Check> lines;
            for (const QString& text : snapshot.startBlockers)
                lines.push_back({text, Status::NoData, {}, text, QStringLiteral("circle")});
            m_blockers->setChecks(lines);
            pages.push_back({m_blockers, tr("Blockers"), tr("%1 open", "checklist items").arg(snapshot.startBlockers.size()), Status::Fail,
                m_openChecklist, 0});
        }
        pages.push_back({m_gates,
            next.isEmpty() || snapshot.state.phase == Phase::ToStart || rollout::isEnded(snapshot.state.phase)
                ? tr("Gates")
                : tr("Gates for %1").arg(next),
            gatesText(snapshot.verdicts),
            snapshot.verdicts.empty() ? std::nullopt : std::optional(lookOf(gate::worst(snapshot.verdicts)).status), nullptr, 0});
        pages.push_back({m_events, tr("Events"), count, std::nullopt, copy, 1});
    }
    m_side->setPages(pages);
}

void Cockpit::arrange()
{
    const bool narrow = width() <= kTabsBelow;
    m_charts->setColumns(width() < kOneColumnBelow ? 1 : narrow ? 3 : 2);
    m_gates->setSideBySide(narrow);
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

void Cockpit::openDialog(CommandDialog* dialog)
{
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

} // namespace fairlead::ui
