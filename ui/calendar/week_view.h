#pragma once

#include "models/domain/calendar/entry.h"
#include "ui/calendar/week_layout.h"
#include "ui/common/theme.h"

#include <QDate>
#include <QWidget>

#include <optional>
#include <vector>

namespace fairlead::ui {

/// One week of planned windows, UTC and local time on one axis, a line at the present.
/// ↑ ↓ the window before and after, ← → the day, PageUp and PageDown the week. Thread: GUI.
class WeekView : public QWidget {
    Q_OBJECT
public:
    explicit WeekView(const Theme& theme, QWidget* parent = nullptr);

    /// Earliest first.
    void setEntries(std::vector<calendar::Entry> entries);
    void setNow(Instant now);
    void setWeek(QDate monday);
    QDate week() const { return m_monday; }
    /// Marks it; an id that is not there marks none. Does not change the week.
    void setSelected(const QString& id);
    /// Where the window's first part is drawn in this week; empty if it is not in it.
    QRect rectOf(const QString& id) const;

    QSize sizeHint() const override { return {800, 620}; }
    QSize minimumSizeHint() const override;

Q_SIGNALS:
    void entryChosen(const QString& id);
    void stepRequested(int entries); ///< this many windows on (back if negative)
    void dayRequested(int days); ///< the first window that many days on
    void weekRequested(int weeks);

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    bool event(QEvent* event) override;

private:
    int axisWidth() const;
    int headHeight() const;
    QRectF dayColumn(int day) const; ///< the hours' part
    double yOf(double hour) const;
    double yOfNow() const; ///< negative where the present is not in this week
    QRectF rectOf(const WeekBlock& block) const;
    const WeekBlock* blockAt(const QPointF& position) const;
    Instant axisInstant() const; ///< where the axis takes its local time from
    void rebuild();
    void paintHead(QPainter& painter) const;
    void paintGrid(QPainter& painter) const;
    void paintBlock(QPainter& painter, const WeekBlock& block) const;
    void paintNow(QPainter& painter) const;

    const Theme& m_theme;
    std::vector<calendar::Entry> m_entries;
    std::vector<WeekBlock> m_blocks;
    QDate m_monday;
    QString m_selected;
    std::optional<Instant> m_now;
};

} // namespace fairlead::ui
