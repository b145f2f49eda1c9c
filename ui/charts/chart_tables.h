#pragma once

#include "ui/charts/chart_data.h"

#include <QString>
#include <QStringList>

#include <vector>

namespace fairlead::ui {

/// Words and numbers in rows, for a table, the clipboard and screen readers.
struct TableContent {
    QString title;
    QStringList columns;
    std::vector<QStringList> rows;
    QString note; ///< what the rows leave out; empty where they leave out nothing

    bool operator==(const TableContent&) const = default;
};

/// "canary", "p99", "baseline", "release before".
QString lineName(const ChartLine& line);

/// A row a line of @p charts at the crosshair, else now: metric, line, value, time of the sample, change to the baseline; then
/// the marks next to it.
TableContent valuesTable(const std::vector<const ChartData*>& charts, const ChartTimeline& timeline);

/// The samples that @p data shows in the visible time, a row a moment, values as they are kept. At most @p most rows: of more the
/// newest, and the note says so; 0 for all.
TableContent samplesTable(const ChartData& data, const ChartTimeline& timeline, std::size_t most = 0);

/// Tab-separated, with a header row.
QString toText(const TableContent& table);
/// Comma-separated as RFC 4180 says it.
QByteArray toCsv(const TableContent& table);

} // namespace fairlead::ui
