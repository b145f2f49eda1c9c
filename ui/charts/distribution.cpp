#include "ui/charts/distribution.h"

#include "models/domain/statistics/descriptive.h"
#include "ui/charts/chart_painter.h"
#include "ui/common/formatters.h"

#include <QCoreApplication>
#include <QFontMetricsF>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace fairlead::ui {

namespace {

constexpr double kFewestBins = 5.0;
constexpr double kMostBins = 60.0;
constexpr std::size_t kMostPairs = 50;
constexpr double kHistogramShare = 0.62;
constexpr float kFill = 0.22F;

QString tr(const char* text)
{
    return QCoreApplication::translate("Distribution", text);
}

std::vector<double> sorted(std::vector<double> values)
{
    std::ranges::sort(values);
    return values;
}

/// What Freedman and Diaconis ask for.
double binWidth(const std::vector<double>& values)
{
    const std::vector<double> ascending = sorted(values);
    const double middle = statistics::percentileOfSorted(ascending, 75) - statistics::percentileOfSorted(ascending, 25);
    return 2.0 * middle / std::cbrt(double(values.size()));
}

void count(std::vector<std::size_t>& bins, const Histogram& histogram, const std::vector<double>& values)
{
    for (const double value : values) {
        const auto bin = std::size_t(std::max(0.0, std::floor((value - histogram.from) / histogram.width)));
        ++bins[std::min(bin, bins.size() - 1)];
    }
}

/// The outline of @p bins as shares of their own side, so that both sides can be compared however many calls they had.
QPolygonF outline(const Histogram& histogram, const std::vector<std::size_t>& bins, const QRectF& box, double highest)
{
    std::size_t all = 0;
    for (const std::size_t each : bins)
        all += each;
    QPolygonF line{QPointF(box.left(), box.bottom())};
    for (std::size_t i = 0; i < bins.size() && all > 0; ++i) {
        const double y = box.bottom() - double(bins[i]) / double(all) / highest * box.height();
        line.append(QPointF(box.left() + box.width() * double(i) / double(histogram.canary.size()), y));
        line.append(QPointF(box.left() + box.width() * double(i + 1) / double(histogram.canary.size()), y));
    }
    line.append(QPointF(box.right(), box.bottom()));
    return line;
}

double highestShare(const std::vector<std::size_t>& bins)
{
    std::size_t all = 0;
    for (const std::size_t each : bins)
        all += each;
    return all == 0 ? 0.0 : double(*std::ranges::max_element(bins)) / double(all);
}

QPen penOf(const Theme& theme, LineStyle style)
{
    const double width = style == LineStyle::Canary ? 2.0 : 1.5;
    QPen pen(theme.color(tokenOf(style)), width, Qt::SolidLine, Qt::FlatCap, Qt::MiterJoin);
    if (const Dash dash = dashOf(strokeOf(style)); dash.on > 0.0)
        pen.setDashPattern({dash.on / width, dash.off / width});
    return pen;
}

void paintHistogram(QPainter& painter, const Theme& theme, const ChartData& data, const Histogram& histogram, const QRectF& box)
{
    const double highest = std::max({highestShare(histogram.canary), highestShare(histogram.baseline), 1e-9});
    QColor fill = theme.color(Token::Canary);
    fill.setAlphaF(kFill);
    painter.setPen(penOf(theme, LineStyle::Canary));
    painter.setBrush(fill);
    painter.drawPolygon(outline(histogram, histogram.canary, box, highest));
    painter.setPen(penOf(theme, LineStyle::Baseline));
    painter.setBrush(Qt::NoBrush);
    painter.drawPolyline(outline(histogram, histogram.baseline, box, highest));
    painter.setFont(theme.font(Type::Caption));
    painter.setPen(theme.color(Token::Text3));
    const QFontMetricsF metrics(painter.font());
    const double to = histogram.from + histogram.width * double(histogram.canary.size());
    const double y = box.bottom() + metrics.ascent() + 4;
    painter.drawText(QPointF(box.left(), y), data.spec.valueText(histogram.from));
    const QString end = data.spec.valueText(to);
    painter.drawText(QPointF(box.right() - metrics.horizontalAdvance(end), y), end);
    const QString most = percentText(highest * 100.0);
    painter.drawText(QPointF(box.left() - metrics.horizontalAdvance(most) - metric::kSpace1, box.top() + metrics.capHeight()), most);
    painter.setPen(QPen(theme.color(Token::Control), 1.0));
    painter.drawLine(box.bottomLeft(), box.bottomRight());
}

void paintPairs(QPainter& painter, const Theme& theme, const std::vector<QuantilePair>& pairs, const QRectF& box)
{
    painter.setPen(QPen(theme.color(Token::Line), 1.0));
    painter.setBrush(Qt::NoBrush);
    painter.drawRect(box);
    painter.setFont(theme.font(Type::Caption));
    painter.setPen(theme.color(Token::Text3));
    const QFontMetricsF metrics(painter.font());
    painter.drawText(QPointF(box.left(), box.bottom() + metrics.ascent() + 4),
        metrics.elidedText(tr("quantiles: canary up, baseline right"), Qt::ElideRight, box.width()));
    if (pairs.empty()) {
        painter.drawText(box, Qt::AlignCenter, tr("no baseline"));
        return;
    }
    double lo = std::min(pairs.front().canary, pairs.front().baseline);
    double hi = std::max(pairs.back().canary, pairs.back().baseline);
    hi = hi > lo ? hi : lo + 1.0;
    const double room = (hi - lo) * 0.05;
    lo -= room;
    hi += room;
    painter.setPen(penOf(theme, LineStyle::Baseline));
    painter.drawLine(box.bottomLeft(), box.topRight());
    painter.setPen(Qt::NoPen);
    painter.setBrush(theme.color(Token::Canary));
    for (const QuantilePair& pair : pairs)
        painter.drawEllipse(QPointF(box.left() + (pair.baseline - lo) / (hi - lo) * box.width(),
                                box.bottom() - (pair.canary - lo) / (hi - lo) * box.height()),
            2.5, 2.5);
}

} // namespace

std::optional<Histogram> histogramOf(const std::vector<double>& canary, const std::vector<double>& baseline)
{
    std::vector<double> all = canary;
    all.insert(all.end(), baseline.begin(), baseline.end());
    if (all.empty())
        return std::nullopt;
    std::ranges::sort(all);
    const double range = all.back() - all.front();
    double width = range;
    for (const std::vector<double>* side : {&canary, &baseline})
        width = side->empty() ? width : std::min(width, binWidth(*side));
    Histogram histogram;
    histogram.from = all.front();
    if (range <= 0.0) { // one value only: a bin round it
        histogram.width = std::max(std::abs(all.front()) * 0.1, 1e-9);
        histogram.from -= histogram.width / 2;
        histogram.canary = {canary.size()};
        histogram.baseline = {baseline.size()};
        return histogram;
    }
    const double bins = std::clamp(width > 0.0 ? std::ceil(range / width) : kMostBins, kFewestBins, kMostBins);
    histogram.width = range / bins;
    histogram.canary.resize(std::size_t(bins));
    histogram.baseline.resize(std::size_t(bins));
    count(histogram.canary, histogram, canary);
    count(histogram.baseline, histogram, baseline);
    return histogram;
}

std::vector<QuantilePair> quantilePairs(const std::vector<double>& canary, const std::vector<double>& baseline)
{
    const std::size_t number = std::min({canary.size(), baseline.size(), kMostPairs});
    const std::vector<double> left = sorted(canary);
    const std::vector<double> right = sorted(baseline);
    std::vector<QuantilePair> pairs;
    pairs.reserve(number);
    for (std::size_t i = 0; i < number; ++i) {
        const double percent = 100.0 * (double(i) + 0.5) / double(number);
        pairs.push_back({percent, statistics::percentileOfSorted(right, percent), statistics::percentileOfSorted(left, percent)});
    }
    return pairs;
}

std::vector<double> valuesInView(const ChartSeries& series, const ChartTimeline& timeline)
{
    const Pyramid& samples = series.samples();
    std::vector<double> values;
    for (std::size_t i = samples.lowerBound(timeline.from); i < samples.size() && samples.timeAt(i) <= timeline.to; ++i)
        values.push_back(samples.valueAt(i));
    return values;
}

QString distributionSentence(const ChartData& data, const ChartTimeline& timeline)
{
    const std::vector<double> canary = sorted(valuesInView(data.canary, timeline));
    const std::vector<double> baseline = sorted(valuesInView(data.baseline, timeline));
    if (canary.empty())
        return tr("No canary samples in view.");
    const auto at = [&](const std::vector<double>& values, double percent) {
        return data.spec.valueText(statistics::percentileOfSorted(values, percent));
    };
    const QString of = tr("%1 samples").arg(countText(qint64(canary.size())));
    if (baseline.empty())
        return tr("Median %1, p95 %2, of %3.").arg(at(canary, 50), at(canary, 95), of);
    return tr("Median %1, baseline %2; p95 %3, baseline %4; of %5 and %6.")
        .arg(at(canary, 50), at(baseline, 50), at(canary, 95), at(baseline, 95), of, countText(qint64(baseline.size())));
}

TableContent distributionTable(const ChartData& data, const ChartTimeline& timeline)
{
    TableContent table;
    table.title = tr("Distribution: %1").arg(data.spec.title);
    table.columns = {tr("from"), tr("to"), tr("canary"), tr("baseline")};
    table.note = distributionSentence(data, timeline);
    if (const auto histogram = histogramOf(valuesInView(data.canary, timeline), valuesInView(data.baseline, timeline))) {
        for (std::size_t i = 0; i < histogram->canary.size(); ++i) {
            const double from = histogram->from + histogram->width * double(i);
            table.rows.push_back({data.spec.valueText(from), data.spec.valueText(from + histogram->width),
                countText(qint64(histogram->canary[i])), countText(qint64(histogram->baseline[i]))});
        }
    }
    return table;
}

void paintDistribution(QPainter& painter, const Theme& theme, const ChartData& data, const ChartTimeline& timeline, const QRectF& frame)
{
    const std::vector<double> canary = valuesInView(data.canary, timeline);
    const std::vector<double> baseline = valuesInView(data.baseline, timeline);
    const QFontMetricsF words(theme.font(Type::Small));
    const double left = frame.left() + metric::kSpace3;
    painter.setFont(theme.font(Type::Small));
    painter.setPen(theme.color(Token::Text2));
    const double wordsTop = frame.top() + chartmetric::kTop - 2;
    painter.drawText(QPointF(left, wordsTop + words.ascent()),
        words.elidedText(distributionSentence(data, timeline), Qt::ElideRight, frame.width() - 2 * metric::kSpace3));
    const std::optional<Histogram> histogram = histogramOf(canary, baseline);
    if (!histogram)
        return;
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    const double top = wordsTop + words.height() + metric::kSpace2;
    const double bottom = frame.bottom() - words.height() - metric::kSpace2;
    const double plotLeft = frame.left() + chartmetric::kLeft;
    const double width = frame.right() - chartmetric::kRight - plotLeft;
    paintHistogram(painter, theme, data, *histogram, QRectF(QPointF(plotLeft, top), QPointF(plotLeft + width * kHistogramShare, bottom)));
    const QRectF right(QPointF(plotLeft + width * kHistogramShare + metric::kSpace4, top), QPointF(plotLeft + width, bottom));
    paintPairs(painter, theme, quantilePairs(canary, baseline), right);
    painter.restore();
}

} // namespace fairlead::ui
