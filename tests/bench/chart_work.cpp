#include "tests/bench/chart_work.h"

#include "ui/charts/trace_raster.h"

#include <QImage>

#include <memory>

namespace fairlead::bench {

namespace {

constexpr qint64 kStart = 1'754'575'200'000;
constexpr qint64 kEvery = 100;
constexpr qint64 kSamples = 20'000;
constexpr int kColumns = 1'000;
constexpr int kRows = 400;

double valueAt(qint64 index)
{
    quint64 bits = static_cast<quint64>(index) * 0x9e3779b97f4a7c15U;
    bits ^= bits >> 29U;
    return static_cast<double>(bits % 1'000) / 1'000.0;
}

void append(ui::ChartSeries& series, qint64 index)
{
    series.insert({Instant::fromMs(kStart + index * kEvery), valueAt(index)});
}

std::shared_ptr<ui::ChartSeries> filled()
{
    auto series = std::make_shared<ui::ChartSeries>(Millis(3 * kEvery));
    for (qint64 i = 0; i < kSamples; ++i) {
        append(*series, i);
    }
    return series;
}

} // namespace

std::function<double()> prepareAppend()
{
    return [] { return static_cast<double>(filled()->samples().size()); };
}

std::function<double()> prepareColumns()
{
    return [series = filled()] {
        ui::TraceColumns columns;
        columns.update(*series, kStart, kStart + kSamples * kEvery, kColumns);
        return columns.runs().front().hi;
    };
}

std::function<double()> prepareLiveColumns()
{
    auto columns = std::make_shared<ui::TraceColumns>();
    return [series = filled(), columns, next = kSamples]() mutable {
        double sum = 0;
        for (int i = 0; i < 100; ++i) {
            append(*series, next++);
            sum += columns->update(*series, kStart, kStart + 2 * kSamples * kEvery, kColumns);
        }
        return sum;
    };
}

std::function<double()> prepareTrace()
{
    auto columns = std::make_shared<ui::TraceColumns>();
    columns->update(*filled(), kStart, kStart + kSamples * kEvery, kColumns);
    auto image = std::make_shared<QImage>(kColumns, kRows, QImage::Format_RGB32);
    image->fill(Qt::white);
    return [columns, image] {
        const ui::PlotMap map{QRectF(0, 0, kColumns, kRows), kStart, kStart + kSamples * kEvery, 0.0, 1.0};
        ui::writeRuns(*image, *columns, map, 0, image->rect(), {QColor(0, 103, 184), 2.0, 0.0, 0.0});
        return static_cast<double>(image->pixel(10, 10));
    };
}

} // namespace fairlead::bench
