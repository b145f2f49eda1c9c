#pragma once

#include "ui/common/theme.h"

#include <QAbstractButton>
#include <QWidget>

class QHBoxLayout;

namespace fairlead::ui {

/// Title, "10 of 14" and a bar; a click leads to the first item of the phase.
class PhaseCell : public QAbstractButton {
    Q_OBJECT
public:
    explicit PhaseCell(const Theme& theme, QWidget* parent = nullptr);
    void setPhase(const QString& title, int settled, int total);
    void setCurrent(bool current);
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    const Theme& m_theme;
    QString m_title;
    int m_settled = 0;
    int m_total = 0;
    bool m_current = false;
};

/// Progress of all phases, equally wide.
class PhaseStrip : public QWidget {
    Q_OBJECT
public:
    struct Phase {
        QString title;
        int settled = 0;
        int total = 0;
    };
    explicit PhaseStrip(const Theme& theme, QWidget* parent = nullptr);
    void setPhases(const QList<Phase>& phases);
    void setCurrent(int phase);

Q_SIGNALS:
    void chosen(int phase);

private:
    const Theme& m_theme;
    QHBoxLayout* m_row;
    QList<PhaseCell*> m_cells;
};

} // namespace fairlead::ui
