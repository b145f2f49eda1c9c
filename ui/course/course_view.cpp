#include "ui/course/course_view.h"

#include "models/domain/rollout/schedule.h"
#include "ui/common/table.h"
#include "ui/common/widgets.h"
#include "ui/course/course_legend.h"
#include "ui/course/course_lines.h"
#include "ui/course/phase_calendar.h"

#include <QHBoxLayout>
#include <QTableView>
#include <QVBoxLayout>

#include <algorithm>

namespace fairlead::ui {

namespace {

constexpr int kLeastRows = 3;
constexpr int kRow = 46; ///< two lines

} // namespace

CourseView::CourseView(const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_calendarCard(new Card(theme, tr("Phases")))
    , m_calendar(new PhaseCalendar(theme))
    , m_tableCard(new Card(theme, tr("Steps")))
    , m_table(new QTableView)
    , m_lines(new CourseLines(this))
{
    m_calendarCard->setDense(true);
    m_calendarCard->header()->addWidget(new CourseLegend(theme));
    m_calendarCard->body()->addWidget(m_calendar);
    m_tableCard->setDense(true);
    m_calendarCard->body()->setContentsMargins(0, metric::kSpace1, 0, 0);
    m_tableCard->body()->setContentsMargins(0, 0, 0, 0);
    m_tableCard->body()->addWidget(m_table);
    prepare();
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(metric::kSpace3);
    layout->addWidget(m_calendarCard);
    layout->addWidget(m_tableCard, 1);
}

void CourseView::prepare()
{
    m_table->setModel(m_lines);
    TableHeader* header = prepareTable(*m_table, m_theme, kRow);
    header->setSectionsClickable(false);
    m_table->setItemDelegate(new CourseDelegate(m_theme, m_table));
    m_table->setMinimumHeight(header->sizeHint().height() + kLeastRows * kRow);
}

void CourseView::showScene(const rollout::Snapshot& snapshot, const rollout::Course& course, const std::vector<calendar::Freeze>& freezes)
{
    m_scene.snapshot = snapshot;
    m_scene.course = course;
    m_scene.freezes.clear();
    std::ranges::copy_if(freezes, std::back_inserter(m_scene.freezes),
        [&](const calendar::Freeze& freeze) { return rollout::appliesTo(freeze, snapshot.state.release); });
    m_stale = true;
    if (isVisible())
        refresh();
}

void CourseView::refresh()
{
    m_stale = false;
    const rollout::Snapshot& snapshot = m_scene.snapshot;
    m_calendar->showScene(m_scene);
    const std::size_t units = rollout::courseUnits(snapshot.state, snapshot.observation).size();
    const bool phases = !snapshot.state.release.plan.phases.empty();
    m_calendarCard->setTitle(units > 0 ? tr("Phases and units") : phases ? tr("Phases") : tr("Course"));
    m_calendarCard->setScope(courseText(m_scene));
    m_tableCard->setTitle(units > 0 ? tr("Units") : tr("Steps"));
    m_tableCard->setScope(units > 0 ? tr("as they come; back in reverse order") : QString());
    m_table->setAccessibleName(units > 0 ? tr("Units") : tr("Steps"));

    const int columns = m_lines->columnCount();
    m_lines->setLines(partLines(m_scene), units > 0);
    if (columns != m_lines->columnCount() || m_table->columnWidth(CourseLines::NameColumn) < 1 || !m_table->currentIndex().isValid()) {
        QHeaderView* header = m_table->horizontalHeader();
        header->setSectionResizeMode(QHeaderView::Fixed);
        m_table->setColumnWidth(CourseLines::NameColumn, columnWidth(m_theme, QStringLiteral("documentation and research"), true));
        m_table->setColumnWidth(CourseLines::PlannedColumn, columnWidth(m_theme, QStringLiteral("Wed 30 Sep 02:00")));
        m_table->setColumnWidth(CourseLines::TargetColumn, columnWidth(m_theme, QStringLiteral("10.20.30-rc.1")));
        header->setSectionResizeMode(CourseLines::StateColumn, QHeaderView::Stretch);
        m_table->selectRow(0);
    }
}

void CourseView::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    if (m_stale)
        refresh();
}

} // namespace fairlead::ui
