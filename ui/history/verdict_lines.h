#pragma once

#include "models/domain/gate/verdict.h"
#include "ui/common/theme.h"

#include <QWidget>

namespace fairlead::ui {

/// One line a gate: icon, condition in words, value at the right in the colour of its outcome.
/// Says all of them as its accessible description. Thread: GUI.
class VerdictLines : public QWidget {
    Q_OBJECT
public:
    explicit VerdictLines(const Theme& theme, QWidget* parent = nullptr);
    void setVerdicts(gate::Verdicts verdicts);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return {0, sizeHint().height()}; }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    int lineHeight() const;

    const Theme& m_theme;
    gate::Verdicts m_verdicts;
};

} // namespace fairlead::ui
