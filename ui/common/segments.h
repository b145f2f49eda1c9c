#pragma once

#include "ui/common/theme.h"

#include <QAbstractButton>
#include <QList>
#include <QWidget>

class QButtonGroup;

namespace fairlead::ui {

/// A few choices side by side, exactly one of them taken: "In use 16 | All 444". Tab reaches the taken one,
/// arrows move. Thread: GUI.
class Segments : public QWidget {
    Q_OBJECT
public:
    explicit Segments(const Theme& theme, QWidget* parent = nullptr);

    /// Appends a choice; the first one is taken.
    void addChoice(const QString& text);
    void setText(int choice, const QString& text);
    int current() const;
    /// Takes @p choice as a click would, signal included.
    void choose(int choice);

Q_SIGNALS:
    void chosen(int choice);

private:
    const Theme& m_theme;
    QButtonGroup* m_group;
};

} // namespace fairlead::ui
