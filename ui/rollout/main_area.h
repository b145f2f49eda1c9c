#pragma once

#include "models/domain/rollout/course.h"
#include "models/domain/rollout/snapshot.h"
#include "ui/common/theme.h"

#include <QWidget>

#include <vector>

class QStackedWidget;

namespace fairlead::ui {

class CourseView;
class ReleaseCharts;
class Segments;

/// The large part of the cockpit: the live charts of a release, or its phases and units over time. A plan of days, hours or units
/// begins with the latter; from then on a person chooses, for each release anew. Thread: GUI.
class MainArea : public QWidget {
    Q_OBJECT
public:
    explicit MainArea(const Theme& theme, QWidget* parent = nullptr);

    void setFreezes(std::vector<calendar::Freeze> freezes); ///< of the workspace
    const std::vector<calendar::Freeze>& freezes() const { return m_freezes; }
    /// Begins with the charts of another release, without samples.
    void setRelease(const rollout::Release& release);
    void showSnapshot(const rollout::Snapshot& snapshot, const rollout::Course& course);
    void showCourse(bool course); ///< else the charts
    bool isCourseShown() const;
    void setWallBoard(bool wall); ///< the charts that gates judge, large, without what one chooses with

    ReleaseCharts* charts() const { return m_charts; }
    CourseView* course() const { return m_course; }

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    std::vector<calendar::Freeze> m_freezes;
    Segments* m_choice;
    ReleaseCharts* m_charts;
    CourseView* m_course;
    QStackedWidget* m_stack;
    bool m_wall = false;
};

} // namespace fairlead::ui
