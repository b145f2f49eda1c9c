#pragma once

#include "ui/course/course_words.h"

#include <QWidget>

class QTableView;

namespace fairlead::ui {

class Card;
class CourseLines;
class PhaseCalendar;
class TextLabel;

/// Where a release stands in time: the calendar of its phases and units, and a table of the units, or of the steps of a plan
/// without any. Costs nothing while it is hidden. Thread: GUI.
class CourseView : public QWidget {
    Q_OBJECT
public:
    explicit CourseView(const Theme& theme, QWidget* parent = nullptr);

    /// @p course is that of @p snapshot. Freezes of other environments and components are left out.
    void showScene(const rollout::Snapshot& snapshot, const rollout::Course& course, const std::vector<calendar::Freeze>& freezes);

    PhaseCalendar* calendar() const { return m_calendar; }
    QTableView* table() const { return m_table; }

protected:
    void showEvent(QShowEvent* event) override;

private:
    void refresh();
    void prepare();

    const Theme& m_theme;
    CourseScene m_scene;
    bool m_stale = false;
    Card* m_calendarCard;
    PhaseCalendar* m_calendar;
    Card* m_tableCard;
    QTableView* m_table;
    CourseLines* m_lines;
};

} // namespace fairlead::ui
