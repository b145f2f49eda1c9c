#pragma once

#include "ui/common/theme.h"

#include <QAbstractButton>
#include <QVariant>

#include <vector>

namespace fairlead::ui {

/// A pill that names a filter and what it is set to; opens its choices as a menu (click, Space, ↓).
/// Not set, it shows its name alone. Thread: GUI.
class FilterChip : public QAbstractButton {
    Q_OBJECT
public:
    struct Choice {
        QString text;
        QVariant value;
    };

    /// @p name is the filter's word ("Release"), @p all the word for no filter ("All releases").
    FilterChip(const Theme& theme, const QString& name, const QString& all, QWidget* parent = nullptr);

    /// Keeps what is set if it is still among @p choices.
    void setChoices(std::vector<Choice> choices);
    /// Sets it without a signal; a value that is no choice means "all".
    void setCurrent(const QVariant& value);
    QVariant current() const { return m_current; }

    QSize sizeHint() const override;

Q_SIGNALS:
    void chosen(const QVariant& value); ///< invalid for all

protected:
    void paintEvent(QPaintEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    void openMenu();
    QString currentText() const; ///< empty when not set
    void announce();

    const Theme& m_theme;
    QString m_name;
    QString m_all;
    std::vector<Choice> m_choices;
    QVariant m_current;
};

} // namespace fairlead::ui
