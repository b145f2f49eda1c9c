// What a chart says to those who do not see it.

#include "ui/charts/breakdown.h"
#include "ui/charts/chart_header.h"
#include "ui/charts/chart_tables.h"
#include "ui/charts/distribution.h"
#include "ui/charts/interval_band.h"
#include "ui/charts/metric_chart.h"
#include "ui/common/formatters.h"

#include <algorithm>

namespace fairlead::ui {

namespace {

/// A description that changed with every sample would be read aloud without end.
constexpr qint64 kDescribeEvery = 30'000;

} // namespace

void MetricChart::describe()
{
    const QString state = m_data.truth ? QString::number(m_data.truth->beyondCount()) : QString();
    const bool due = m_timeline.now - m_describedAt >= kDescribeEvery || m_timeline.now < m_describedAt;
    if (!due && state == m_described && !accessibleDescription().isEmpty())
        return;
    m_describedAt = m_timeline.now;
    m_described = state;
    if (const QString words = sentence(); words != accessibleDescription())
        setAccessibleDescription(words);
}

QString MetricChart::sentence() const
{
    const auto value = shownValue(m_data.canary, m_timeline);
    QString text = value ? tr("%1 %2", "chart title, value").arg(m_data.spec.title, m_data.spec.valueText(*value))
                         : tr("%1: no value now").arg(m_data.spec.title);
    if (const auto silent = silentFor(m_data.canary, m_timeline))
        text += tr(", %1", "so long without a sample").arg(silenceText(*silent));
    if (m_view == ChartView::Distribution)
        return tr("%1, distribution: %2", "chart title, sentence").arg(m_data.spec.title, distributionSentence(m_data, m_timeline));
    if (m_view != ChartView::OverTime) {
        const std::vector<PartRow> parts = partsOf(m_data, m_timeline);
        const PartRow worst = parts.empty() ? PartRow() : parts.front();
        return tr("%1 by part: %2 parts, worst %3 %4.", "chart title, count, name, value")
            .arg(m_data.spec.title)
            .arg(parts.size())
            .arg(worst.name, worst.value ? m_data.spec.valueText(*worst.value) : tr("without data"));
    }
    if (m_data.spec.share) {
        if (const auto asked = askedAt(m_timeline, m_timeline.now))
            text += tr(", %1 asked").arg(percentText(*asked * 100.0));
        return text + QLatin1Char('.');
    }
    if (const auto index = m_data.canary.indexAt(m_timeline.crosshair.value_or(m_timeline.now))) {
        if (const auto likely = intervalAt(m_data, *index))
            text += tr(", likely %1 to %2").arg(m_data.spec.valueText(likely->low), m_data.spec.valueText(likely->high));
    }
    for (const ChartLine& line : m_data.lines(m_timeline.previousShown)) {
        const auto shown = shownValue(*line.series, m_timeline);
        if (line.style != LineStyle::Canary && shown)
            text += tr(", %1 %2", "line, value").arg(lineName(line), m_data.spec.valueText(*shown));
    }
    if (m_data.truth) {
        text += tr(", gate: %1").arg(m_data.truth->condition().boundInWords());
        const auto beyond = m_data.truth->beyondCount();
        if (beyond == 1)
            text += tr("; one sample beyond at %1").arg(timeText(Instant::fromMs(m_data.truth->lastBeyondAt()), false));
        else if (beyond > 1)
            text += tr("; %1 samples beyond, the last at %2")
                        .arg(beyond)
                        .arg(timeText(Instant::fromMs(m_data.truth->lastBeyondAt()), false));
    }
    return text + QLatin1Char('.');
}

TableContent MetricChart::tableOfView(std::size_t most) const
{
    switch (m_view) {
    case ChartView::Distribution: return distributionTable(m_data, m_timeline);
    case ChartView::Parts:
    case ChartView::HeatMap: return partsTable(m_data, m_timeline);
    case ChartView::OverTime: break;
    }
    return samplesTable(m_data, m_timeline, most);
}

QString MetricChart::table() const
{
    return toText(samplesTable(m_data, m_timeline));
}

} // namespace fairlead::ui
