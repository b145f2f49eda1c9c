#pragma once

#include <QRectF>

namespace fairlead::ui {

/// Where time and value lie in a plot. Values are as stored, not as the axis writes them.
struct PlotMap {
    QRectF plot;
    qint64 from = 0;
    qint64 to = 1;
    double lo = 0.0;
    double hi = 1.0;

    double x(qint64 at) const { return plot.left() + double(at - from) / double(to - from) * plot.width(); }
    double y(double value) const { return plot.bottom() - (value - lo) / (hi - lo) * plot.height(); }
    qint64 timeAt(double px) const { return from + qint64((px - plot.left()) / plot.width() * double(to - from)); }
};

} // namespace fairlead::ui
