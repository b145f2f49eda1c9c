#include "ui/charts/interval_band.h"

#include "models/domain/statistics/descriptive.h"

#include <QPainter>
#include <QPolygonF>

#include <algorithm>
#include <array>
#include <cmath>

namespace fairlead::ui {

namespace {

constexpr float kFill = 0.22F;
constexpr double kFaint = 0.4; ///< of that, where few calls make it reach beyond the plot: it must not hide the lines
constexpr double kCoarse = 8.0; ///< pixels between two points of the band where samples are dense
constexpr double kDense = 3.0; ///< samples a pixel
constexpr double kNormal = 1.959964; ///< 97.5 % quantile of the normal distribution
/// 97.5 % quantiles of Student's t for 1 to 11 degrees of freedom.
constexpr std::array<double, kIntervalSamples - 1> kStudent{
    12.7062, 4.3027, 3.1824, 2.7764, 2.5706, 2.4469, 2.3646, 2.3060, 2.2622, 2.2281, 2.2010};

/// The calls behind the sample of exactly that time.
std::optional<double> callsAt(const Pyramid& counts, qint64 at)
{
    const std::size_t index = counts.lowerBound(at);
    return index < counts.size() && counts.timeAt(index) == at ? std::optional(counts.valueAt(index)) : std::nullopt;
}

class Band {
public:
    Band(QPainter& painter, const PlotMap& map)
        : m_painter(painter)
        , m_map(map)
        , m_fill(painter.brush().color())
    {
    }

    void add(qint64 at, const Interval& interval)
    {
        const bool wide = interval.high > m_map.hi;
        const bool turns = wide != m_wide && !m_upper.isEmpty();
        if (turns) {
            append(at, interval);
            end();
        }
        m_wide = wide;
        append(at, interval);
    }

    void end()
    {
        if (m_upper.size() > 1) {
            QColor fill = m_fill;
            fill.setAlphaF(m_wide ? float(kFaint) * fill.alphaF() : fill.alphaF());
            m_painter.setBrush(fill);
            std::reverse(m_lower.begin(), m_lower.end());
            m_painter.drawPolygon(m_upper + m_lower);
        }
        m_upper.clear();
        m_lower.clear();
    }

private:
    void append(qint64 at, const Interval& interval)
    {
        m_upper.append(QPointF(m_map.x(at), m_map.y(interval.high)));
        m_lower.append(QPointF(m_map.x(at), m_map.y(interval.low)));
    }

    QPainter& m_painter;
    const PlotMap& m_map;
    QColor m_fill;
    bool m_wide = false;
    QPolygonF m_upper;
    QPolygonF m_lower;
};

/// Points stand on whole steps of the plot, so that a part painted again has those of the whole.
double nextPlace(const PlotMap& map, qint64 at, double step)
{
    return map.plot.left() + (std::floor((map.x(at) - map.plot.left()) / step) + 1.0) * step;
}

} // namespace

std::optional<Interval> wilsonInterval(double fraction, double calls)
{
    if (calls < 1.0 || fraction < 0.0 || fraction > 1.0)
        return std::nullopt;
    const double z2 = kNormal * kNormal;
    const double middle = (fraction + z2 / (2.0 * calls)) / (1.0 + z2 / calls);
    const double half = kNormal / (1.0 + z2 / calls) * std::sqrt(fraction * (1.0 - fraction) / calls + z2 / (4.0 * calls * calls));
    return Interval{std::max(0.0, middle - half), std::min(1.0, middle + half)};
}

std::optional<Interval> meanInterval(const std::vector<double>& values)
{
    const std::size_t count = values.size();
    if (count < 3)
        return std::nullopt;
    const double mean = statistics::mean(values);
    const double t = kStudent[std::min(count - 2, kStudent.size() - 1)];
    const double half = t * std::sqrt(statistics::sampleVariance(values, mean) / double(count));
    return Interval{mean - half, mean + half};
}

std::optional<Interval> intervalAt(const ChartData& data, std::size_t index)
{
    const Pyramid& samples = data.canary.samples();
    if (data.spec.share || data.spec.metric == metrics::kCalls || index >= samples.size())
        return std::nullopt;
    if (data.counts != nullptr) {
        if (const std::optional<double> calls = callsAt(*data.counts, samples.timeAt(index)))
            return wilsonInterval(samples.valueAt(index), *calls);
    }
    std::vector<double> values;
    values.reserve(kIntervalSamples);
    qint64 before = 0;
    samples.forRuns(index + 1 - std::min(index + 1, kIntervalSamples), index + 1, 1, [&](qint64 at, double value, double) {
        if (!values.empty() && at - before > data.canary.gapAfter())
            values.clear();
        values.push_back(value);
        before = at;
    });
    return meanInterval(values);
}

void paintBand(QPainter& painter, const Theme& theme, const PlotMap& map, const ChartData& data)
{
    const Pyramid& samples = data.canary.samples();
    if (samples.isEmpty() || data.spec.share)
        return;
    // Only what is painted again, and a point more on either side.
    const QRectF clip = painter.hasClipping() ? painter.clipBoundingRect() & map.plot : map.plot;
    if (clip.isEmpty())
        return;
    painter.save();
    painter.setClipRect(map.plot, Qt::IntersectClip);
    QColor fill = theme.color(Token::Canary);
    fill.setAlphaF(kFill);
    painter.setPen(Qt::NoPen);
    painter.setBrush(fill);
    Band band(painter, map);
    std::size_t begin = samples.lowerBound(map.timeAt(clip.left() - 2 * kCoarse));
    const qint64 to = std::min(map.to, map.timeAt(clip.right() + 2 * kCoarse));
    // Of the whole view, not of the part: both are painted alike.
    const bool dense = double(samples.lowerBound(map.to) - samples.lowerBound(map.from)) > kDense * map.plot.width();
    const double step = dense ? kCoarse : 1.0;
    painter.setRenderHint(QPainter::Antialiasing, !dense);
    if (begin > 0) {
        // From the first sample of its step on, as when all is painted: another one would have another interval.
        const double place = map.plot.left() + std::floor((map.x(samples.timeAt(begin - 1)) - map.plot.left()) / step) * step;
        begin = std::min(begin - 1, samples.lowerBound(map.timeAt(place)));
    }
    std::optional<qint64> before;
    while (begin < samples.size() && samples.timeAt(begin) <= to) {
        const qint64 at = samples.timeAt(begin);
        if (before && at - *before > data.canary.gapAfter())
            band.end();
        if (const std::optional<Interval> interval = intervalAt(data, begin))
            band.add(at, *interval);
        else
            band.end();
        before = at;
        // The next that has a pixel column of its own, or a few where each stands for a crowd.
        const std::size_t next = samples.lowerBound(map.timeAt(nextPlace(map, at, step)), begin + 1);
        if (next > begin + 1)
            before = samples.timeAt(next - 1);
        begin = next;
    }
    if (begin < samples.size() && before && samples.timeAt(begin) - *before <= data.canary.gapAfter()) {
        if (const std::optional<Interval> interval = intervalAt(data, begin))
            band.add(samples.timeAt(begin), *interval);
    }
    band.end();
    painter.restore();
}

} // namespace fairlead::ui
