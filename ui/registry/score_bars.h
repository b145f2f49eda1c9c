#pragma once

#include "models/items/component_model.h"
#include "ui/common/theme.h"

#include <QWidget>

#include <vector>

namespace fairlead::ui {

/// The quality dimensions as bars from 0 to 1, a red tick at the least that is asked for, value, bound and
/// judgement in words behind each. Says all of it as its accessible description. Thread: GUI.
class ScoreBars : public QWidget {
    Q_OBJECT
public:
    explicit ScoreBars(const Theme& theme, QWidget* parent = nullptr);
    void setScores(std::vector<items::Score> scores);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return {240, sizeHint().height()}; }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    int lineHeight() const;
    void paintLine(QPainter& painter, const QRect& line, const items::Score& score) const;
    void paintBar(QPainter& painter, const QRect& box, const items::Score& score) const;

    const Theme& m_theme;
    std::vector<items::Score> m_scores;
};

} // namespace fairlead::ui
