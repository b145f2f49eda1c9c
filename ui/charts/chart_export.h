#pragma once

#include "models/base/error.h"
#include "ui/charts/metric_chart.h"
#include "ui/common/theme.h"

#include <QRectF>
#include <QString>

#include <vector>

namespace fairlead::ui {

/// One chart as it stands on the screen.
struct ChartPicture {
    const ChartData* data = nullptr;
    ValueScale scale;
    PlotMap map; ///< within its own frame
    ChartView view = ChartView::OverTime;
    QRectF place; ///< of the frame among the others
};

/// What is written.
struct ChartSheet {
    QString title; ///< "data_analyst 2.0.0, 7 Aug 2025, 14:00–14:42 UTC"
    std::vector<ChartPicture> charts;
};

/// The bytes of a file of that kind: "png" at twice the size of the screen, "svg" and "pdf" with lines as lines, "csv" with all
/// visible samples, a row a value (chart, line, time, value). Errors: Unsupported for another kind.
Result<QByteArray> encode(const ChartSheet& sheet, const ChartTimeline& timeline, const Theme& theme, const QString& kind);

/// Writes @p bytes so that there is either the whole file or what was there before. Errors: Storage, with what to do.
Result<void> writeWhole(const QString& file, const QByteArray& bytes);

} // namespace fairlead::ui
