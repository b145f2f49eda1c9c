#pragma once

#include "ui/course/course_axis.h"
#include "ui/course/course_words.h"

#include <QWidget>

#include <vector>

namespace fairlead::ui {

/// A release's phases and units over time: what was planned, what happened, what is expected, a line at the present. Closed hours are
/// shaded, freezes hatched. Painted; the table beside it has the same for reading. Thread: GUI.
class PhaseCalendar : public QWidget {
    Q_OBJECT
public:
    explicit PhaseCalendar(const Theme& theme, QWidget* parent = nullptr);

    void showScene(const CourseScene& scene);

    /// What stands at @p position, for people: a bar's name and times, a freeze; empty where nothing does.
    QString textAt(const QPointF& position) const;
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    bool event(QEvent* event) override;

private:
    void measure();
    QRectF grid() const; ///< where time is, below the head
    double xOf(Instant at) const;
    QRectF rowBox(int row) const; ///< 0 the plan, 1 what happened, then the units
    QRectF barIn(int row, Instant begin, Instant end) const;
    Instant endOf(const rollout::Stretch& stretch) const;
    void layOut();
    void say();
    void paintHead(QPainter& painter) const;
    void paintColumns(QPainter& painter) const;
    void paintLabels(QPainter& painter) const;
    void paintPlanned(QPainter& painter, const CourseLine& line) const;
    void paintHappened(QPainter& painter, int row, const CourseLine& line, bool named) const;
    void paintNow(QPainter& painter) const;
    void write(QPainter& painter, const QRectF& box, const QString& text, Token token) const;

    const Theme& m_theme;
    CourseScene m_scene;
    std::vector<CourseLine> m_phases;
    std::vector<CourseLine> m_units;
    std::vector<rollout::Stretch> m_closed;
    CourseAxis m_axis;
    int m_labels = 0; ///< width of the names
    int m_head = 0; ///< height of the days
    int m_row = 0; ///< height of a row
};

} // namespace fairlead::ui
