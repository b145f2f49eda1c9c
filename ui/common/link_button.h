#pragma once

#include "ui/common/theme.h"

#include <QAbstractButton>

namespace fairlead::ui {

/// Words in the accent colour that lead somewhere; elided in the middle where there is no room, with the
/// whole text as tool tip. Disabled, they are plain grey words. Thread: GUI.
class LinkButton : public QAbstractButton {
    Q_OBJECT
public:
    explicit LinkButton(const Theme& theme, QWidget* parent = nullptr);
    /// Sets text, accessible name and tool tip.
    void setWords(const QString& words, const QString& accessibleName = {});
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return {metric::kSpace8, sizeHint().height()}; }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    const Theme& m_theme;
};

} // namespace fairlead::ui
