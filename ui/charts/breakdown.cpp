#include "ui/charts/breakdown.h"

#include "ui/charts/chart_painter.h"
#include "ui/charts/hatch.h"
#include "ui/common/formatters.h"

#include <QCoreApplication>
#include <QFontMetricsF>
#include <QPainter>

#include <algorithm>
#include <cmath>
#include <limits>

namespace fairlead::ui {

namespace {

constexpr double kRow = 20.0;
constexpr double kHighestRow = 48.0;
constexpr double kNameShare = 0.26;
constexpr double kValueShare = 0.24;
constexpr double kCell = 8.0;
constexpr int kRampSteps = 6; ///< of the colours' legend
constexpr double kFaintest = 0.10; ///< of the hue where a value is lowest, so that it is no empty cell

QString tr(const char* text)
{
    return QCoreApplication::translate("Breakdown", text);
}

QString nameOf(const metrics::Labels& labels)
{
    QStringList words;
    for (const auto& [name, value] : labels)
        words += labels.size() == 1 ? value : name + QLatin1Char('=') + value;
    return words.join(QStringLiteral(", "));
}

/// How bad a value is: larger is worse.
double badness(const PartRow& row, const std::vector<LimitLine>& limits)
{
    if (!row.value)
        return -std::numeric_limits<double>::infinity();
    if (!limits.empty())
        return limits.front().forbidsAbove ? *row.value : -*row.value;
    return row.against ? std::abs(*row.value - *row.against) : 0.0;
}

/// Lowest and highest of all that is seen, so that rows can be compared.
std::pair<double, double> rangeOf(const std::vector<PartRow>& rows, const ChartTimeline& timeline)
{
    double lo = std::numeric_limits<double>::infinity();
    double hi = -lo;
    for (const PartRow& row : rows) {
        for (const ChartSeries* series : {row.canary, row.baseline}) {
            const std::size_t begin = series->samples().lowerBound(timeline.from);
            const Extent extent = series->samples().extent(begin, series->samples().lowerBound(timeline.to + 1, begin));
            if (extent.count > 0) {
                lo = std::min(lo, extent.min);
                hi = std::max(hi, extent.max);
            }
        }
    }
    if (!std::isfinite(lo))
        return {0.0, 1.0};
    return {lo, hi > lo ? hi : lo + 1.0};
}

class PartsPainter {
public:
    PartsPainter(QPainter& painter, const Theme& theme, const ChartData& data, const ChartTimeline& timeline)
        : m_painter(painter)
        , m_theme(theme)
        , m_data(data)
        , m_timeline(timeline)
        , m_rows(partsOf(data, timeline))
        , m_range(rangeOf(m_rows, timeline))
    {
    }

    void paint(QRectF box, bool heat)
    {
        const QFontMetricsF metrics(m_theme.font(Type::Small));
        const double least = std::max(kRow, metrics.height() + 4);
        box.setBottom(box.bottom() - least);
        const double height = std::clamp(box.height() / double(std::max<std::size_t>(1, m_rows.size())), least, kHighestRow);
        paintFoot(QRectF(box.left(), box.top() + std::min(box.height(), height * double(m_rows.size())), box.width(), least), heat);
        const int room = std::max(0, int(box.height() / height));
        const bool cut = int(m_rows.size()) > room;
        const int shown = cut ? std::max(0, room - 1) : int(m_rows.size());
        for (int i = 0; i < shown; ++i)
            paintRow(m_rows[std::size_t(i)], QRectF(box.left(), box.top() + i * height, box.width(), height), heat);
        if (cut) {
            m_painter.setFont(m_theme.font(Type::Small));
            m_painter.setPen(m_theme.color(Token::Text3));
            m_painter.drawText(QRectF(box.left(), box.top() + shown * height, box.width(), height), Qt::AlignVCenter,
                tr("%1 more; Shift+T lists all").arg(int(m_rows.size()) - shown));
        }
    }

private:
    /// The time that is seen, and what the colours mean.
    void paintFoot(const QRectF& box, bool heat)
    {
        const QFontMetricsF metrics(m_theme.font(Type::Caption));
        m_painter.setFont(m_theme.font(Type::Caption));
        m_painter.setPen(m_theme.color(Token::Text3));
        const double left = box.left() + box.width() * kNameShare;
        const double right = box.right() - box.width() * kValueShare - metric::kSpace2;
        const QString from = timeText(Instant::fromMs(m_timeline.from), false);
        const QString to = timeText(Instant::fromMs(m_timeline.to), false);
        m_painter.drawText(QRectF(left, box.top(), right - left, box.height()), Qt::AlignVCenter | Qt::AlignLeft, from);
        m_painter.drawText(QRectF(left, box.top(), right - left, box.height()), Qt::AlignVCenter | Qt::AlignRight, to);
        const QString low = m_data.spec.valueText(m_range.first);
        const QString high = m_data.spec.valueText(m_range.second);
        double x = left + metrics.horizontalAdvance(from) + metric::kSpace4;
        const double end = right - metrics.horizontalAdvance(to) - metric::kSpace4;
        if (!heat || x + metrics.horizontalAdvance(low + high) + kRampSteps * kCell + 2 * metric::kSpace1 > end)
            return;
        m_painter.drawText(QRectF(x, box.top(), end - x, box.height()), Qt::AlignVCenter, low);
        x += metrics.horizontalAdvance(low) + metric::kSpace1;
        for (int i = 0; i < kRampSteps; ++i, x += kCell)
            m_painter.fillRect(QRectF(x, box.center().y() - kCell / 2, kCell, kCell), heatColor(m_theme, double(i) / (kRampSteps - 1)));
        m_painter.drawText(QRectF(x + metric::kSpace1, box.top(), end - x, box.height()), Qt::AlignVCenter, high);
    }

    void paintRow(const PartRow& row, const QRectF& box, bool heat)
    {
        const QFontMetricsF metrics(m_theme.font(Type::Small));
        const double nameEnd = box.left() + box.width() * kNameShare;
        const double valueBegin = box.right() - box.width() * kValueShare;
        m_painter.setFont(m_theme.font(Type::Small));
        m_painter.setPen(m_theme.color(Token::Text));
        m_painter.drawText(QRectF(box.left(), box.top(), nameEnd - box.left() - metric::kSpace2, box.height()), Qt::AlignVCenter,
            metrics.elidedText(row.name, Qt::ElideMiddle, nameEnd - box.left() - metric::kSpace2));
        QString text = row.value ? m_data.spec.valueText(*row.value) : tr("no data");
        if (row.value && row.against)
            text += QStringLiteral(" / ") + m_data.spec.valueText(*row.against);
        m_painter.drawText(QRectF(valueBegin, box.top(), box.right() - valueBegin, box.height()), Qt::AlignVCenter | Qt::AlignRight,
            metrics.elidedText(text, Qt::ElideRight, box.right() - valueBegin));
        const QRectF plot(QPointF(nameEnd, box.top() + 1), QPointF(valueBegin - metric::kSpace2, box.bottom() - 1));
        heat ? paintCells(row, plot) : paintLines(row, plot);
    }

    void paintLines(const PartRow& row, const QRectF& plot)
    {
        const PlotMap map{
            plot.adjusted(0, 2, 0, -2), m_timeline.from, std::max(m_timeline.to, m_timeline.from + 1), m_range.first, m_range.second};
        m_painter.fillRect(QRectF(plot.left(), plot.bottom(), plot.width(), 1), m_theme.color(Token::Line));
        paintTrace(m_painter, map, *row.baseline, m_theme.color(Token::Baseline), Stroke::Dashed);
        paintTrace(m_painter, map, *row.canary, m_theme.color(Token::Canary), Stroke::Solid);
    }

    void paintCells(const PartRow& row, const QRectF& plot)
    {
        const int count = std::max(1, int(plot.width() / kCell));
        const std::vector<std::optional<double>> cells = cellsOf(*row.canary, m_timeline, count);
        const double width = plot.width() / count;
        for (int i = 0; i < count; ++i) {
            const QRectF cell(plot.left() + i * width, plot.top(), width - 1, plot.height());
            const std::optional<double>& value = cells[std::size_t(i)];
            if (value)
                m_painter.fillRect(cell, heatColor(m_theme, (*value - m_range.first) / (m_range.second - m_range.first)));
            else
                paintHatch(m_painter, cell, m_theme.color(Token::NoDataMark), 4.0, 1.0);
        }
    }

    QPainter& m_painter;
    const Theme& m_theme;
    const ChartData& m_data;
    const ChartTimeline& m_timeline;
    std::vector<PartRow> m_rows;
    std::pair<double, double> m_range;
};

} // namespace

std::vector<PartRow> partsOf(const ChartData& data, const ChartTimeline& timeline)
{
    std::vector<PartRow> rows;
    rows.reserve(data.parts.size());
    for (const auto& [labels, part] : data.parts)
        rows.push_back(
            {nameOf(labels), &part.canary, &part.baseline, shownValue(part.canary, timeline), shownValue(part.baseline, timeline)});
    const std::vector<LimitLine> limits = limitsOf(data);
    std::ranges::stable_sort(rows, [&](const PartRow& a, const PartRow& b) { return badness(a, limits) > badness(b, limits); });
    return rows;
}

TableContent partsTable(const ChartData& data, const ChartTimeline& timeline)
{
    TableContent table;
    table.title = tr("Parts: %1").arg(data.spec.title);
    table.columns = {tr("Part"), tr("canary"), tr("baseline")};
    const auto text = [&](const std::optional<double>& value) { return value ? data.spec.valueText(*value) : tr("no data"); };
    for (const PartRow& row : partsOf(data, timeline))
        table.rows.push_back({row.name, text(row.value), text(row.against)});
    if (data.partsLeftOut)
        table.note = tr("Only the first %1 parts that were seen are kept.").arg(kMostParts);
    return table;
}

std::vector<std::optional<double>> cellsOf(const ChartSeries& series, const ChartTimeline& timeline, int cells)
{
    std::vector<std::optional<double>> means;
    const Pyramid& samples = series.samples();
    std::size_t index = samples.lowerBound(timeline.from);
    for (int i = 0; i < cells; ++i) {
        const qint64 end = timeline.from + (timeline.to - timeline.from) * (i + 1) / cells;
        double sum = 0.0;
        int count = 0;
        for (; index < samples.size() && samples.timeAt(index) < end; ++index, ++count)
            sum += samples.valueAt(index);
        // Where cells are narrower than samples lie apart, the one before speaks until its gap begins.
        const std::optional<std::size_t> spoken = count > 0 ? std::nullopt : series.indexAt(std::min(end - 1, timeline.now));
        const bool past = end - (timeline.to - timeline.from) / cells > timeline.now;
        means.push_back(count > 0 ? std::optional(sum / count) : spoken && !past ? std::optional(samples.valueAt(*spoken)) : std::nullopt);
    }
    return means;
}

QColor heatColor(const Theme& theme, double share)
{
    const QColor from = theme.color(Token::Panel);
    const QColor to = theme.color(Token::Canary);
    const float way = float(kFaintest + (1.0 - kFaintest) * std::clamp(share, 0.0, 1.0));
    const auto mixed = [way](float a, float b) { return a + (b - a) * way; };
    return QColor::fromRgbF(mixed(from.redF(), to.redF()), mixed(from.greenF(), to.greenF()), mixed(from.blueF(), to.blueF()));
}

void paintParts(QPainter& painter, const Theme& theme, const ChartData& data, const ChartTimeline& timeline, const QRectF& frame, bool heat)
{
    PartsPainter(painter, theme, data, timeline)
        .paint(frame.adjusted(metric::kSpace3, chartmetric::kTop - 4, -metric::kSpace3, -metric::kSpace2), heat);
}

} // namespace fairlead::ui
