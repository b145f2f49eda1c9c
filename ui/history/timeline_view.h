#pragma once

#include "models/items/release_timeline.h"
#include "ui/common/theme.h"

#include <QWidget>

#include <optional>

namespace fairlead::ui {

/// The plan of a release over what happened, on one UTC axis: planned weights above, real ones below, hatched
/// where the clock stood still, a ring for each thing asked or decided. ← → step through the rings, Enter
/// asks for the record. Thread: GUI.
class TimelineView : public QWidget {
    Q_OBJECT
public:
    explicit TimelineView(const Theme& theme, QWidget* parent = nullptr);

    void setTimeline(items::ReleaseTimeline timeline, Instant now);
    const items::ReleaseTimeline& timeline() const { return m_line; }
    /// What the picture says, in a sentence.
    QString sentence() const;
    /// How it stands or ended: "now, 3 min behind the plan (2 min held or paused)".
    QString endText() const;
    /// True where the picture itself has room for endText() behind the present.
    bool showsEnd() const;

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

Q_SIGNALS:
    void rowChosen(qint64 row);

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    bool event(QEvent* event) override;

private:
    double xOf(Instant at) const;
    /// Where ring @p mark stands: at its time, moved on where it would cover the one before.
    double xOfMark(int mark) const;
    int labelWidth() const;
    QRect lane(int index) const; ///< 0 axis, 1 plan, 2 rings, 3 happened
    void paintAxis(QPainter& painter) const;
    void paintPlan(QPainter& painter) const;
    void paintHappened(QPainter& painter) const;
    void paintMarks(QPainter& painter) const;
    void paintEnd(QPainter& painter) const;
    std::optional<int> markAt(const QPoint& position) const;
    QString markText(const items::TimelineMark& mark) const;

    const Theme& m_theme;
    items::ReleaseTimeline m_line;
    Instant m_now;
    int m_mark = -1; ///< the ring that the keyboard is on
};

} // namespace fairlead::ui
