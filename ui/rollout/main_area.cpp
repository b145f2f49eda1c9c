#include "ui/rollout/main_area.h"

#include "ui/charts/release_charts.h"
#include "ui/common/segments.h"
#include "ui/course/course_view.h"
#include "ui/course/course_words.h"

#include <QHBoxLayout>
#include <QScrollArea>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace fairlead::ui {

namespace {

enum Choice { Charts, Course };

QScrollArea* scrolling(QWidget* content)
{
    auto* area = new QScrollArea;
    area->setWidget(content);
    area->setWidgetResizable(true);
    area->setFrameShape(QFrame::NoFrame);
    area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    area->viewport()->setAutoFillBackground(false);
    content->setAutoFillBackground(false);
    return area;
}

} // namespace

MainArea::MainArea(const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_choice(new Segments(theme))
    , m_charts(new ReleaseCharts(theme))
    , m_course(new CourseView(theme))
    , m_stack(new QStackedWidget)
{
    m_choice->setAccessibleName(tr("Charts or phases"));
    m_choice->addChoice(tr("Charts"));
    m_choice->addChoice(tr("Phases"));
    m_stack->addWidget(scrolling(m_charts));
    m_stack->addWidget(scrolling(m_course));
    QWidget* toolbar = m_charts->toolbar();
    auto* row = new QHBoxLayout;
    row->setSpacing(metric::kSpace3);
    row->addWidget(m_choice, 0, Qt::AlignTop);
    row->addWidget(toolbar, 1);
    row->addStretch(0);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(metric::kSpace2);
    layout->addLayout(row);
    layout->addWidget(m_stack, 1);
    connect(m_choice, &Segments::chosen, this, [this, toolbar](int choice) {
        m_stack->setCurrentIndex(choice);
        toolbar->setVisible(choice == Charts);
    });
}

void MainArea::setFreezes(std::vector<calendar::Freeze> freezes)
{
    m_freezes = std::move(freezes);
}

void MainArea::setRelease(const rollout::Release& release)
{
    m_charts->setRelease(release);
    rollout::State fresh;
    fresh.release = release;
    m_choice->setText(Course, rollout::courseUnits(fresh, {}).empty() ? tr("Phases") : tr("Phases and units"));
    showCourse(isLong(release.plan));
}

void MainArea::showSnapshot(const rollout::Snapshot& snapshot, const rollout::Course& course)
{
    m_charts->showState(snapshot.state, snapshot.at);
    m_course->showScene(snapshot, course, m_freezes);
}

void MainArea::showCourse(bool course)
{
    m_choice->choose(course ? Course : Charts);
}

void MainArea::setWallBoard(bool wall)
{
    m_wall = wall;
    m_choice->setVisible(!wall);
    m_charts->toolbar()->setVisible(!wall && !isCourseShown());
    layout()->activate(); // what is hidden leaves its room
    m_charts->setLarge(wall ? std::optional(m_stack->size()) : std::nullopt);
}

void MainArea::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    if (m_wall) {
        layout()->activate();
        m_charts->setLarge(m_stack->size());
    }
}

bool MainArea::isCourseShown() const
{
    return m_stack->currentIndex() == Course;
}

} // namespace fairlead::ui
