#include "ui/rollout/rollouts_panel.h"

#include "models/items/rollout_model.h"
#include "ui/charts/release_charts.h"
#include "ui/common/segments.h"
#include "ui/common/table.h"
#include "ui/common/widgets.h"
#include "ui/help/help_window.h"
#include "ui/rollout/cockpit.h"
#include "ui/rollout/rollout_rows.h"
#include "ui/rollout/train_bars.h"
#include "ui/rollout/train_card.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QKeyEvent>
#include <QShortcut>
#include <QStackedWidget>
#include <QTableView>
#include <QVBoxLayout>

#include <algorithm>

namespace fairlead::ui {

using items::RolloutGroup;
using items::RolloutModel;

namespace {

constexpr std::size_t kKeptReadings = 200'000; ///< per release; the oldest go first
constexpr int kDenseRow = 28;

} // namespace

RolloutsPanel::RolloutsPanel(const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_model(new RolloutModel(this))
    , m_rows(new RolloutRows(this))
    , m_cockpit(new Cockpit(theme))
    , m_stack(new QStackedWidget)
{
    m_model->setHeaders({tr("Component and version"), tr("Environment"), tr("Strategy"), tr("Steps"), tr("Asked"), tr("Observed"),
        tr("Verdict"), tr("Next, UTC"), tr("Owner")});
    m_rows->setSourceModel(m_model);
    m_list = buildList();
    m_stack->addWidget(m_list);
    m_stack->addWidget(m_cockpit);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_stack);
    connect(m_cockpit, &Cockpit::backRequested, this, &RolloutsPanel::showList);
    auto* help = new QShortcut(QKeySequence(Qt::Key_F1), this);
    help->setContext(Qt::WidgetWithChildrenShortcut);
    connect(help, &QShortcut::activated, this, [this] {
        const bool inCharts = m_cockpit->charts()->isAncestorOf(window()->focusWidget());
        HelpWindow::open(m_theme, inCharts ? HelpTopic::Charts : HelpTopic::Plans, this);
    });
    forwardVerbs();
    updateSummary();
}

RolloutsPanel::~RolloutsPanel() = default;

QWidget* RolloutsPanel::buildList()
{
    auto* list = new QWidget;
    auto* layout = new QVBoxLayout(list);
    layout->setContentsMargins(20, metric::kSpace4, 20, metric::kSpace4);
    layout->setSpacing(metric::kSpace3);
    auto* head = new QHBoxLayout;
    head->setSpacing(metric::kSpace3);
    auto* title = new TextLabel(m_theme, Type::Title, Token::Text);
    title->setText(tr("Rollouts"));
    m_summary = new TextLabel(m_theme, Type::Body, Token::Text2);
    head->addWidget(title);
    head->addWidget(m_summary, 1, Qt::AlignBottom);
    layout->addLayout(head);

    auto* filters = new QHBoxLayout;
    m_filter = new Segments(m_theme);
    m_filter->setAccessibleName(tr("Which rollouts"));
    for (int i = 0; i < 4; ++i)
        m_filter->addChoice(QString());
    connect(m_filter, &Segments::chosen, this, [this](int choice) { m_rows->setGroupFilter(RolloutRows::Filter(choice)); });
    filters->addWidget(m_filter);
    filters->addStretch(1);
    layout->addLayout(filters);
    m_trains = new TrainBars(m_theme);
    layout->addWidget(m_trains);
    layout->addWidget(buildTable(), 1);
    m_empty = new EmptyState(m_theme, QStringLiteral("ship-wheel"), tr("No rollout yet"),
        tr("A release that is prepared from the workspace stands here, with its steps, its gates and what happens next."));
    layout->addWidget(m_empty, 1);
    return list;
}

QWidget* RolloutsPanel::buildTable()
{
    m_table = new QTableView;
    m_table->setModel(m_rows);
    m_table->setAccessibleName(tr("Rollouts"));
    TableHeader* header = prepareTable(*m_table, m_theme, kDenseRow);
    header->setRightAligned({RolloutModel::AskedColumn, RolloutModel::ObservedColumn});
    header->setSectionsClickable(false);
    m_table->setItemDelegate(new RolloutDelegate(m_theme, m_table));
    m_table->setColumnWidth(RolloutModel::NameColumn, columnWidth(m_theme, QStringLiteral("mandatory_json_and 2.0.0"), true));
    m_table->setColumnWidth(RolloutModel::EnvironmentColumn, columnWidth(m_theme, QStringLiteral("environment")));
    m_table->setColumnWidth(RolloutModel::StrategyColumn, columnWidth(m_theme, QStringLiteral("train, 10 of 12")));
    m_table->setColumnWidth(RolloutModel::StepsColumn, columnWidth(m_theme, QStringLiteral("25 % 50 % 75 %")));
    m_table->setColumnWidth(RolloutModel::AskedColumn, columnWidth(m_theme, QStringLiteral("Observed"), true));
    m_table->setColumnWidth(RolloutModel::ObservedColumn, columnWidth(m_theme, QStringLiteral("Observed"), true));
    m_table->setColumnWidth(RolloutModel::NextColumn, columnWidth(m_theme, QStringLiteral("activation at 14:48:20")));
    m_table->setColumnWidth(RolloutModel::OwnerColumn, columnWidth(m_theme, QStringLiteral("optimization_team")));
    header->setSectionResizeMode(QHeaderView::Fixed);
    header->setSectionResizeMode(RolloutModel::VerdictColumn, QHeaderView::Stretch);
    setFocusProxy(m_table); // whoever comes here by key can open a release at once
    connect(m_table, &QTableView::activated, this, &RolloutsPanel::openIndex);
    // Enter opens on every desktop, whatever "activate" means there.
    for (const auto key : {Qt::Key_Return, Qt::Key_Enter}) {
        auto* open = new QShortcut(QKeySequence(key), m_table);
        open->setContext(Qt::WidgetShortcut);
        connect(open, &QShortcut::activated, this, [this] { openIndex(m_table->currentIndex()); });
    }
    return m_table;
}

void RolloutsPanel::forwardVerbs()
{
    connect(m_cockpit, &Cockpit::startRequested, this, &RolloutsPanel::startRequested);
    connect(m_cockpit, &Cockpit::promoteRequested, this, &RolloutsPanel::promoteRequested);
    connect(m_cockpit, &Cockpit::pauseRequested, this, &RolloutsPanel::pauseRequested);
    connect(m_cockpit, &Cockpit::resumeRequested, this, &RolloutsPanel::resumeRequested);
    connect(m_cockpit, &Cockpit::rollBackRequested, this, &RolloutsPanel::rollBackRequested);
    connect(m_cockpit, &Cockpit::prepareAgainRequested, this, &RolloutsPanel::prepareAgainRequested);
    connect(m_cockpit, &Cockpit::reportRequested, this, &RolloutsPanel::reportRequested);
    connect(m_cockpit, &Cockpit::checklistRequested, this, &RolloutsPanel::checklistRequested);
    connect(m_cockpit->train(), &TrainCard::wanted, m_trains, &TrainBars::ask);
    connect(m_trains, &TrainBars::requested, this, &RolloutsPanel::trainVerbRequested);
    connect(m_cockpit, &Cockpit::verbRequested, this, &RolloutsPanel::verbRequested);
    connect(m_cockpit, &Cockpit::noteRequested, this, &RolloutsPanel::noteRequested);
    connect(m_cockpit, &Cockpit::wallBoardChanged, this, &RolloutsPanel::wallBoardChanged);
    connect(m_cockpit, &Cockpit::exported, this, &RolloutsPanel::exported);
    connect(m_cockpit, &Cockpit::failed, this, &RolloutsPanel::failed);
    connect(m_cockpit, &Cockpit::previousWanted, this, [this](const ReleaseId& before) {
        if (const metrics::Readings& known = m_past[before].readings; !known.empty())
            m_cockpit->charts()->addPreviousReadings(known);
        else
            Q_EMIT readingsWanted(before);
    });
}

void RolloutsPanel::showSnapshot(const rollout::Snapshot& snapshot)
{
    m_model->showSnapshot(snapshot);
    if (m_table->currentIndex().row() < 0 && m_rows->rowCount() > 0)
        m_table->selectRow(0);
    updateSummary();
    if (isCockpitShown() && m_cockpit->snapshot() && m_cockpit->snapshot()->state.release.id == snapshot.state.release.id)
        m_cockpit->showSnapshot(snapshot);
    offerPrevious();
}

void RolloutsPanel::offerPrevious()
{
    if (!m_cockpit->snapshot())
        return;
    const rollout::State& open = m_cockpit->snapshot()->state;
    std::optional<PreviousRelease> previous;
    for (int row = 0; row < m_model->rowCount(); ++row) {
        const rollout::State& state = m_model->snapshotAt(row).state;
        const bool same = state.release.name == open.release.name && state.release.environment == open.release.environment;
        const bool before = state.startedAt && (!open.startedAt || *state.startedAt < *open.startedAt);
        const bool newer = before && (!previous || *state.startedAt > previous->startedAt);
        if (same && newer && !(state.release.id == open.release.id))
            previous = {state.release.id, state.release.manifest.version, *state.startedAt};
    }
    m_cockpit->charts()->setPrevious(previous);
}

void RolloutsPanel::showTrain(const train::Snapshot& train)
{
    m_trains->showTrain(train);
    m_rows->setTrain(train);
    m_cockpit->train()->showTrain(train);
}

void RolloutsPanel::addReadings(const ReleaseId& release, const metrics::Readings& readings)
{
    metrics::Readings& kept = m_past[release].readings;
    kept.insert(kept.end(), readings.begin(), readings.end());
    // Cut in large pieces: moving everything at every tick would cost more than it frees.
    if (kept.size() > kKeptReadings + kKeptReadings / 4)
        kept.erase(kept.begin(), kept.end() - static_cast<std::ptrdiff_t>(kKeptReadings));
    if (m_cockpit->snapshot() && m_cockpit->snapshot()->state.release.id == release)
        m_cockpit->addReadings(readings);
    const std::optional<PreviousRelease>& before = m_cockpit->charts()->previous();
    if (before && before->id == release && m_cockpit->charts()->timeline().previousShown)
        m_cockpit->charts()->addPreviousReadings(readings);
}

void RolloutsPanel::addRecords(const ReleaseId& release, const std::vector<audit::Record>& records)
{
    auto& kept = m_past[release].records;
    kept.insert(kept.end(), records.begin(), records.end());
    if (m_cockpit->snapshot() && m_cockpit->snapshot()->state.release.id == release)
        m_cockpit->addRecords(records);
}

void RolloutsPanel::clear()
{
    showList();
    m_cockpit->clear();
    m_past.clear();
    m_model->clear();
    updateSummary();
}

void RolloutsPanel::setFreezes(std::vector<calendar::Freeze> freezes)
{
    m_cockpit->setFreezes(std::move(freezes));
}

void RolloutsPanel::setPerson(const QString& person)
{
    m_cockpit->setPerson(person);
}

void RolloutsPanel::openRelease(const ReleaseId& release)
{
    const int row = m_model->rowOf(release);
    if (row < 0)
        return;
    const bool fresh = !m_cockpit->snapshot() || !(m_cockpit->snapshot()->state.release.id == release);
    m_cockpit->showSnapshot(m_model->snapshotAt(row));
    if (fresh) {
        const Past& past = m_past[release];
        m_cockpit->addReadings(past.readings);
        m_cockpit->addRecords(past.records);
        m_cockpit->showSnapshot(m_model->snapshotAt(row));
    }
    offerPrevious();
    const bool shown = isCockpitShown();
    m_stack->setCurrentWidget(m_cockpit);
    m_cockpit->setFocus();
    if (!shown)
        Q_EMIT cockpitShown(true);
    Q_EMIT releaseOpened(release);
}

void RolloutsPanel::showList()
{
    if (!isCockpitShown())
        return;
    m_cockpit->setWallBoard(false);
    m_stack->setCurrentWidget(m_list);
    m_table->setFocus();
    Q_EMIT cockpitShown(false);
}

bool RolloutsPanel::isCockpitShown() const
{
    return m_stack->currentWidget() == m_cockpit;
}

void RolloutsPanel::rollBackNow()
{
    if (!isCockpitShown()) {
        std::vector<ReleaseId> open;
        for (int row = 0; row < m_model->rowCount(); ++row) {
            if (m_model->snapshotAt(row).verbs.rollBack.isEmpty())
                open.push_back(m_model->snapshotAt(row).state.release.id);
        }
        if (open.size() != 1) {
            m_table->setFocus();
            return;
        }
        openRelease(open.front());
    }
    m_cockpit->askRollBack();
}

void RolloutsPanel::openIndex(const QModelIndex& index)
{
    if (index.isValid())
        openRelease(ReleaseId(index.data(RolloutModel::IdRole).toString()));
}

void RolloutsPanel::updateSummary()
{
    const int production = m_model->countOf(RolloutGroup::Production);
    const int underWay = production + m_model->countOf(RolloutGroup::Elsewhere);
    const int toStart = m_model->countOf(RolloutGroup::ToStart);
    const int ended = m_model->countOf(RolloutGroup::Ended);
    const int all = underWay + toStart + ended;
    m_summary->setText(all == 0
            ? QString()
            : tr("%1 under way, %2 of them in production; %3 to start, %4 ended.").arg(underWay).arg(production).arg(toStart).arg(ended));
    m_filter->setText(0, tr("All %1").arg(all));
    m_filter->setText(1, tr("Under way %1").arg(underWay));
    m_filter->setText(2, tr("To start %1").arg(toStart));
    m_filter->setText(3, tr("Ended %1").arg(ended));
    m_empty->setVisible(all == 0);
    m_table->setVisible(all > 0);
    m_filter->setVisible(all > 0);
}

void RolloutsPanel::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Escape && isCockpitShown() && m_cockpit->isWallBoard()) {
        m_cockpit->setWallBoard(false);
        return;
    }
    if (event->key() == Qt::Key_Escape && isCockpitShown()) {
        showList();
        return;
    }
    QWidget::keyPressEvent(event);
}

} // namespace fairlead::ui
