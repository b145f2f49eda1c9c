#include "ui/charts/chart_export.h"

#include "ui/charts/breakdown.h"
#include "ui/charts/chart_header.h"
#include "ui/charts/chart_painter.h"
#include "ui/charts/chart_tables.h"
#include "ui/charts/distribution.h"

#include <QBuffer>
#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QFontMetricsF>
#include <QImage>
#include <QPainter>
#include <QPdfWriter>
#include <QSaveFile>
#include <QSvgGenerator>

#include <algorithm>
#include <cmath>

namespace fairlead::ui {

namespace {

constexpr double kScale = 2.0; ///< pixels of a PNG per pixel of the screen
constexpr double kMargin = 16.0;
constexpr double kTitleRoom = 28.0;
constexpr int kDotsPerInch = 96; ///< a pixel of the screen is a pixel of the page

QString tr(const char* text)
{
    return QCoreApplication::translate("ChartExport", text);
}

QSizeF sizeOf(const ChartSheet& sheet)
{
    QRectF all;
    for (const ChartPicture& picture : sheet.charts)
        all = all.united(picture.place);
    return {all.width() + 2 * kMargin, all.height() + 2 * kMargin + kTitleRoom};
}

void paintView(QPainter& painter, const ChartPicture& picture, const ChartTimeline& timeline, const Theme& theme, const QRectF& frame)
{
    if (picture.view == ChartView::OverTime) {
        ChartPainter(theme, *picture.data, timeline, picture.scale, picture.map, frame).paint(painter);
        return;
    }
    paintChartHeader(painter, theme, *picture.data, timeline, frame);
    if (picture.view == ChartView::Distribution)
        paintDistribution(painter, theme, *picture.data, timeline, frame);
    else
        paintParts(painter, theme, *picture.data, timeline, frame, picture.view == ChartView::HeatMap);
}

void paintOne(QPainter& painter, const ChartPicture& picture, const ChartTimeline& timeline, const Theme& theme)
{
    const QRectF frame(QPointF(0, 0), picture.place.size());
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(theme.color(Token::Line), 1.0));
    painter.setBrush(theme.color(Token::Panel));
    painter.drawRoundedRect(frame.adjusted(0.5, 0.5, -0.5, -0.5), metric::kRadiusCard, metric::kRadiusCard);
    painter.setRenderHint(QPainter::Antialiasing, false);
    const ValueScale& scale = picture.scale;
    const QRectF& plot = picture.map.plot;
    const int steps = picture.view == ChartView::OverTime ? int(std::lround((scale.max - scale.min) / scale.step)) : -1;
    for (int i = 0; i <= steps; ++i) {
        const double y = std::floor(plot.bottom() - plot.height() * i / std::max(steps, 1)) + 0.5;
        painter.drawLine(QPointF(plot.left(), y), QPointF(plot.right(), y));
    }
    painter.setBrush(Qt::NoBrush);
    paintView(painter, picture, timeline, theme, frame);
    painter.restore();
}

void paintSheet(QPainter& painter, const ChartSheet& sheet, const ChartTimeline& timeline, const Theme& theme)
{
    painter.fillRect(QRectF(QPointF(0, 0), sizeOf(sheet)), theme.color(Token::Window));
    painter.setFont(theme.font(Type::Body, true));
    painter.setPen(theme.color(Token::Text));
    painter.drawText(QPointF(kMargin, kMargin + QFontMetricsF(painter.font()).ascent()), sheet.title);
    QPointF corner = sheet.charts.empty() ? QPointF() : sheet.charts.front().place.topLeft();
    for (const ChartPicture& picture : sheet.charts) {
        corner.setX(std::min(corner.x(), picture.place.left()));
        corner.setY(std::min(corner.y(), picture.place.top()));
    }
    for (const ChartPicture& picture : sheet.charts) {
        painter.save();
        painter.translate(picture.place.topLeft() - corner + QPointF(kMargin, kMargin + kTitleRoom));
        paintOne(painter, picture, timeline, theme);
        painter.restore();
    }
}

QByteArray csvOf(const ChartSheet& sheet, const ChartTimeline& timeline)
{
    TableContent all;
    all.columns = {QStringLiteral("metric"), QStringLiteral("line"), QStringLiteral("time_utc"), QStringLiteral("value")};
    for (const ChartPicture& picture : sheet.charts) {
        for (const ChartLine& line : picture.data->lines(timeline.previousShown)) {
            const Pyramid& samples = line.series->samples();
            for (std::size_t i = samples.lowerBound(timeline.from); i < samples.size() && samples.timeAt(i) <= timeline.to; ++i)
                all.rows.push_back({line.key.metric, lineName(line), Instant::fromMs(samples.timeAt(i)).toIso(),
                    QString::number(samples.valueAt(i), 'g', 17)});
        }
    }
    return toCsv(all);
}

} // namespace

Result<QByteArray> encode(const ChartSheet& sheet, const ChartTimeline& timeline, const Theme& theme, const QString& kind)
{
    const QSizeF size = sizeOf(sheet);
    if (kind == QLatin1String("csv"))
        return csvOf(sheet, timeline);
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    if (kind == QLatin1String("png")) {
        QImage image((size * kScale).toSize(), QImage::Format_ARGB32_Premultiplied);
        image.setDevicePixelRatio(kScale);
        QPainter painter(&image);
        paintSheet(painter, sheet, timeline, theme);
        painter.end();
        image.save(&buffer, "PNG");
    } else if (kind == QLatin1String("svg")) {
        QSvgGenerator svg;
        svg.setOutputDevice(&buffer);
        svg.setTitle(sheet.title);
        svg.setSize(size.toSize());
        svg.setViewBox(QRectF(QPointF(0, 0), size));
        QPainter painter(&svg);
        paintSheet(painter, sheet, timeline, theme);
    } else if (kind == QLatin1String("pdf")) {
        QPdfWriter pdf(&buffer);
        pdf.setTitle(sheet.title);
        pdf.setResolution(kDotsPerInch);
        pdf.setPageSize(QPageSize(size * 72.0 / kDotsPerInch, QPageSize::Point, {}, QPageSize::ExactMatch));
        pdf.setPageMargins(QMarginsF());
        QPainter painter(&pdf);
        paintSheet(painter, sheet, timeline, theme);
    } else {
        return fail(ErrorCode::Unsupported, tr("Not exported: charts are written as PNG, SVG, PDF or CSV; choose one of these endings."));
    }
    return buffer.data();
}

Result<void> writeWhole(const QString& file, const QByteArray& bytes)
{
    QSaveFile target(file);
    // Without a file beside it there is no whole-or-nothing: then it is said, not written in place.
    target.setDirectWriteFallback(false);
    if (target.open(QIODevice::WriteOnly) && target.write(bytes) == bytes.size() && target.commit())
        return {};
    return fail(ErrorCode::Storage,
        tr("Not exported: %1 could not be written (%2). Nothing was left there. Choose another folder, or make room on the disk.")
            .arg(QDir::toNativeSeparators(file), target.errorString()),
        QFileInfo(file).fileName());
}

} // namespace fairlead::ui
