#pragma once

#include "models/domain/rollout/snapshot.h"
#include "ui/common/status.h"
#include "ui/rollout/row_list.h"

#include <QString>

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

/// The verdicts that count: of this tick, or those of the decision once it rolls back and after the end.
const gate::Verdicts& verdictsShown(const rollout::Snapshot& snapshot);

/// The gates of @p snapshot in the manifest's order: judged now, or last judged while the source is silent; its rules after them.
std::vector<GateRow> gateRowsOf(const rollout::Snapshot& snapshot);

/// The plan's rules: what each does and how near it is.
std::vector<GateRow> ruleRowsOf(const rollout::Snapshot& snapshot);

/// Rows of icon, bold condition, value, sentence; each opens its verdict. Thread: GUI.
class GateList : public RowList {
    Q_OBJECT
public:
    explicit GateList(const Theme& theme, QWidget* parent = nullptr);

    void setRows(std::vector<GateRow> rows);
    void setLarge(bool large); ///< condition and value alone, to be read from five metres
    const std::vector<GateRow>& rows() const { return m_gates; }

protected:
    int rowHeight(int row, int width) const override;
    void paintRow(QPainter& painter, int row, const QRect& box) const override;

private:
    void paintLarge(QPainter& painter, const GateRow& row, const QRect& box) const;

    std::vector<GateRow> m_gates;
    bool m_large = false;
};

} // namespace fairlead::ui
