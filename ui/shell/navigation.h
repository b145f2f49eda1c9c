#pragma once

#include "ui/common/status.h"
#include "ui/common/theme.h"

#include <QAbstractButton>
#include <QWidget>

#include <optional>

class QVBoxLayout;

namespace fairlead::ui {

/// One row: icon, word, count of things that wait for a person.
class NavigationButton : public QAbstractButton {
    Q_OBJECT
public:
    NavigationButton(const Theme& theme, const QString& icon, const QString& title, QWidget* parent = nullptr);
    void setIconName(const QString& icon);
    void setTitle(const QString& title);
    /// 0 hides it. @p tint only while something needs care.
    void setCount(int count, std::optional<Status> tint);
    void setCollapsed(bool collapsed);
    /// The key that leads here, for the tooltip.
    void setKeys(const QString& keys);
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void say();
    void paintCount(QPainter& painter) const;

    const Theme& m_theme;
    QString m_icon;
    QString m_title;
    QString m_keys;
    int m_count = 0;
    std::optional<Status> m_tint;
    bool m_collapsed = false;
};

/// The panels that exist, one row each, and Collapse at the foot.
class Navigation : public QWidget {
    Q_OBJECT
public:
    explicit Navigation(const Theme& theme, QWidget* parent = nullptr);
    void addItem(const QString& id, const QString& icon, const QString& title, const QString& keys);
    void setCount(const QString& id, int count, std::optional<Status> tint);
    void setCurrent(const QString& id);
    void setCollapsed(bool collapsed);
    bool isCollapsed() const { return m_collapsed; }
    void focusCurrent();

Q_SIGNALS:
    void chosen(const QString& id);
    void collapseToggled(bool collapsed); ///< by the person

protected:
    void paintEvent(QPaintEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    NavigationButton* find(const QString& id) const;

    const Theme& m_theme;
    QVBoxLayout* m_rows;
    NavigationButton* m_collapse;
    QList<NavigationButton*> m_buttons;
    bool m_collapsed = false;
    QString m_current; ///< id of the panel that is shown
};

} // namespace fairlead::ui
