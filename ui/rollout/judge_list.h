#pragma once

#include "ui/rollout/judge_words.h"
#include "ui/rollout/row_list.h"

#include <vector>

namespace fairlead::ui {

/// A line for each gate's metric: what each judge says of it as a mark, and under it what to make of it where they differ.
/// Each opens the gate's verdict. Thread: GUI.
class JudgeList : public RowList {
    Q_OBJECT
public:
    explicit JudgeList(const Theme& theme, QWidget* parent = nullptr);

    void setRows(std::vector<JudgeRow> rows);
    const std::vector<JudgeRow>& rows() const { return m_judged; }

protected:
    int rowHeight(int row, int width) const override;
    void paintRow(QPainter& painter, int row, const QRect& box) const override;

private:
    struct Places;
    int markWidth(const JudgeMark& mark) const;
    Places placesOf(const JudgeRow& row, int width) const;
    void paintMark(QPainter& painter, const JudgeMark& mark, const QRect& box) const;

    std::vector<JudgeRow> m_judged;
};

} // namespace fairlead::ui
