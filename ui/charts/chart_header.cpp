#include "ui/charts/chart_header.h"

#include "ui/charts/chart_painter.h"
#include "ui/charts/kept_text.h"
#include "ui/common/formatters.h"

#include <QCoreApplication>
#include <QFontMetricsF>
#include <QPainter>

#include <algorithm>

namespace fairlead::ui {

namespace {

constexpr double kSampleLine = 20.0;
constexpr double kSampleOfMany = 14.0;
constexpr double kTitleGives = 0.4; ///< of its width

struct Value {
    LineStyle style = LineStyle::Canary;
    QString label;
    QString text;
    bool old = false; ///< the last there was, of a line that is silent
};

QString textOf(const ChartData& data, const ChartSeries& series, const ChartTimeline& timeline)
{
    if (silentFor(series, timeline))
        return data.spec.valueText(series.samples().valueAt(series.samples().size() - 1));
    const std::optional<double> value = shownValue(series, timeline);
    return value ? data.spec.valueText(*value) : QStringLiteral("–");
}

/// The most important first.
std::vector<Value> valuesOf(const ChartData& data, const ChartTimeline& timeline)
{
    std::vector<Value> values;
    const std::vector<ChartLine> lines = data.lines(timeline.previousShown);
    values.reserve(lines.size() + 1);
    for (const ChartLine& line : lines)
        values.push_back({line.style, line.label, textOf(data, *line.series, timeline), silentFor(*line.series, timeline).has_value()});
    if (data.spec.share) {
        if (const auto asked = askedAt(timeline, timeline.crosshair.value_or(timeline.now)))
            values.push_back(
                {LineStyle::Asked, {}, QCoreApplication::translate("ChartPainter", "%1 asked").arg(percentText(*asked * 100.0)), false});
    }
    const auto rank = [](const Value& value) { return value.style == LineStyle::Third || value.style == LineStyle::Fourth ? 1 : 0; };
    std::ranges::stable_sort(values, {}, rank);
    return values;
}

} // namespace

QString silenceText(qint64 ms)
{
    return QCoreApplication::translate("ChartPainter", "no sample for %1").arg(lengthText(Millis(ms / 1000 * 1000)));
}

void paintChartHeader(QPainter& painter, const Theme& theme, const ChartData& data, const ChartTimeline& timeline, const QRectF& frame)
{
    const double baseline = frame.top() + chartmetric::kTitleBaseline;
    const QFont bold = theme.font(Type::Body, true);
    const QFont small = theme.font(Type::Small);
    const double left = frame.left() + metric::kSpace3;
    const double titleWidth = KeptText(bold, data.spec.title).width();

    const std::vector<Value> values = valuesOf(data, timeline);
    const double sample = values.size() > 2 ? kSampleOfMany : kSampleLine;
    const auto labelWidth
        = [&](const Value& value) { return value.label.isEmpty() ? 0.0 : KeptText(small, value.label).width() + metric::kSpace1; };
    std::vector<double> widths(values.size());
    std::ranges::transform(values, widths.begin(),
        [&](const Value& value) { return sample + metric::kSpace1 + labelWidth(value) + KeptText(bold, value.text).width(); });
    std::size_t shown = 0;
    double right = frame.right() - chartmetric::kRight;
    // That nothing comes any more matters more than the unit, and than what stands beside the canary's value.
    const std::optional<qint64> silent = silentFor(data.canary, timeline);
    const QString words = silent ? silenceText(*silent) : data.spec.unit;
    const double wordsWidth = KeptText(small, words).width();
    const double reserved = silent ? wordsWidth + metric::kSpace2 : 0.0;
    for (double room = right - left - titleWidth - reserved; shown < values.size(); ++shown) {
        room -= widths[shown] + metric::kSpace3;
        // The value beside the canary's may cost the title its end, but not more.
        const double least = shown == 1 && !silent ? -kTitleGives * titleWidth : 0.0;
        if (shown > 0 && room < least)
            break;
    }
    const double middle = baseline - QFontMetricsF(bold).xHeight() / 2;
    for (std::size_t i = shown; i-- > 0;) { // the canary stands first, and what is least important at the end
        const Value& value = values[i];
        double x = right - widths[i];
        right = x - metric::kSpace3;
        paintLineSample(painter, theme, value.style, QPointF(x, middle), sample);
        x += sample + metric::kSpace1;
        painter.setPen(theme.color(Token::Text3));
        KeptText(small, value.label).draw(painter, QPointF(x, baseline));
        painter.setPen(theme.color(value.old ? Token::Text3 : Token::Text));
        KeptText(bold, value.text).draw(painter, QPointF(x + labelWidth(value), baseline));
    }

    painter.setPen(theme.color(Token::Text));
    const bool fits = titleWidth <= right - left;
    const QString title = fits ? data.spec.title : QFontMetricsF(bold).elidedText(data.spec.title, Qt::ElideRight, right - left);
    const KeptText titleText(bold, title);
    titleText.draw(painter, QPointF(left, baseline));
    const double wordsLeft = left + titleText.width() + metric::kSpace2;
    painter.setPen(theme.color(silent ? Token::MarginalText : Token::Text3));
    if (wordsLeft + wordsWidth <= right)
        KeptText(small, words).draw(painter, QPointF(wordsLeft, baseline));
}

} // namespace fairlead::ui
