#pragma once

#include "ui/common/theme.h"

#include <QWidget>

#include <functional>

class QVBoxLayout;

namespace fairlead::ui {

/// Messages of things that are done, bottom right over the page for 6 s. Never the only place of anything.
class ToastStack : public QWidget {
    Q_OBJECT
public:
    explicit ToastStack(const Theme& theme, QWidget* parent);
    /// @p action with its @p label ("Undo") is optional and called at most once.
    void show(const QString& text, const QString& label = {}, std::function<void()> action = {});
    int count() const;
    void place(); ///< in the parent's bottom right corner

private:
    const Theme& m_theme;
    QVBoxLayout* m_layout;
};

} // namespace fairlead::ui
