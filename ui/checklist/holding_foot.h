#pragma once

#include "models/domain/checklist/checklist.h"
#include "ui/common/status.h"
#include "ui/common/theme.h"

#include <QWidget>

namespace fairlead::ui {

/// What holds the start, in at most three lines.
class HoldingFoot : public QWidget {
    Q_OBJECT
public:
    explicit HoldingFoot(const Theme& theme, QWidget* parent = nullptr);
    void setRun(const checklist::Run& run);
    QStringList lines() const;
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    int lineHeight() const;

    const Theme& m_theme;
    QList<StatusLook> m_lines;
};

} // namespace fairlead::ui
