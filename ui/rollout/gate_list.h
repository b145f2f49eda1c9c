#pragma once

#include "models/domain/rollout/snapshot.h"
#include "ui/common/status.h"
#include "ui/common/theme.h"

#include <QWidget>

#include <vector>

namespace fairlead::ui {

/// A gate in words.
struct GateRow {
    gate::Outcome outcome = gate::Outcome::NoData;
    QString title; ///< "Error rate under 1 %"
    QString value; ///< "0.42 %"
    QString sentence;
    bool stale = false; ///< the last value, judged no more

    bool operator==(const GateRow&) const = default;
};

/// The gates of @p snapshot in the manifest's order: judged now, or last judged while the source is silent; its rules after them.
std::vector<GateRow> gateRowsOf(const rollout::Snapshot& snapshot);

/// The plan's rules: what each does and how near it is.
std::vector<GateRow> ruleRowsOf(const rollout::Snapshot& snapshot);

/// Rows of icon, bold condition, value, sentence; side by side where there is width and little height. Thread: GUI.
class GateList : public QWidget {
    Q_OBJECT
public:
    explicit GateList(const Theme& theme, QWidget* parent = nullptr);

    void setRows(std::vector<GateRow> rows);
    const std::vector<GateRow>& rows() const { return m_rows; }
    void setSideBySide(bool sideBySide);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;
    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    int rowHeight(const GateRow& row, int width) const;
    void paintRow(QPainter& painter, const GateRow& row, const QRect& box) const;

    const Theme& m_theme;
    std::vector<GateRow> m_rows;
    bool m_sideBySide = false;
};

} // namespace fairlead::ui
