#pragma once

#include "models/domain/checklist/checklist.h"
#include "ui/common/theme.h"

#include <QWidget>

namespace fairlead::ui {

class ActionButton;

/// The verbs of the walk with their keys, along the foot of the page.
class AnswerBar : public QWidget {
    Q_OBJECT
public:
    explicit AnswerBar(const Theme& theme, QWidget* parent = nullptr);
    /// Closed while an answer is on its way to the disk.
    void setOpen(bool open);

Q_SIGNALS:
    void answered(fairlead::checklist::State state);
    void moved(int by); ///< +1 to the next item

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    const Theme& m_theme;
    QList<ActionButton*> m_verbs;
    QList<ActionButton*> m_moves;
};

} // namespace fairlead::ui
