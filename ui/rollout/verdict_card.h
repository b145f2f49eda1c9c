#pragma once

#include "ui/common/theme.h"
#include "ui/rollout/verdict_words.h"

#include <QDialog>

#include <vector>

class QScrollArea;
class QVBoxLayout;

namespace fairlead::ui {

class ActionButton;
class Banner;
class CheckLines;
class Figure;
class ShiftPlot;
class StatusPill;
class TextLabel;

/// What one gate or rule says, why, and what the judges beside it say of the same samples. Not modal: it stands beside the
/// cockpit and follows its snapshots. Esc closes it. Decides nothing and sends nothing. Thread: GUI.
class VerdictCard : public QDialog {
    Q_OBJECT
public:
    explicit VerdictCard(const Theme& theme, QWidget* parent = nullptr);

    /// About row @p row of gateRowsOf() from now on.
    void showRow(const rollout::Snapshot& snapshot, int row);
    /// The same row at a later moment; closes itself when there is no such row any more.
    void showSnapshot(const rollout::Snapshot& snapshot);

    int row() const { return m_row; }
    const VerdictWords& words() const { return m_words; }
    const ShiftPlot* plot() const { return m_plot; }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void buildHead(QVBoxLayout& body);
    void buildBody(QVBoxLayout& body);
    void buildFooter();
    void say(const VerdictWords& words);
    void showFacts(const std::vector<RuleFact>& facts);
    void grow();
    void copy() const;

    const Theme& m_theme;
    int m_row = -1;
    VerdictWords m_words;
    QScrollArea* m_scroll;
    QWidget* m_page;
    TextLabel* m_title;
    StatusPill* m_pill;
    Figure* m_value;
    TextLabel* m_sentence;
    Banner* m_difference;
    CheckLines* m_judges;
    TextLabel* m_plotTitle;
    ShiftPlot* m_plot;
    QWidget* m_facts;
    std::vector<TextLabel*> m_factLabels; ///< label and text by turns
    QWidget* m_footer;
    TextLabel* m_foot;
    ActionButton* m_copy;
    ActionButton* m_close;
};

} // namespace fairlead::ui
