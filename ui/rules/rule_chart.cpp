#include "ui/rules/rule_chart.h"

#include "ui/charts/metric_chart.h"

#include <QApplication>
#include <QClipboard>
#include <QVBoxLayout>

#include <algorithm>

namespace fairlead::ui {

namespace {

Truth truthOf(gate::RuleTruth truth)
{
    switch (truth) {
    case gate::RuleTruth::Clear: return Truth::Pass;
    case gate::RuleTruth::Counting: return Truth::Pending;
    case gate::RuleTruth::Fired: return Truth::Fail;
    case gate::RuleTruth::NoData: break;
    }
    return Truth::None;
}

} // namespace

RuleChart::RuleChart(const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_layout(new QVBoxLayout(this))
{
    m_layout->setContentsMargins(0, 0, 0, 0);
}

RuleChart::~RuleChart()
{
    delete m_chart; // looks at m_data until the last moment
}

qint64 RuleChart::sampleCount() const
{
    if (!m_data)
        return 0;
    const Pyramid& samples = m_data->canary.samples();
    return static_cast<qint64>(samples.lowerBound(m_timeline.to + 1) - samples.lowerBound(m_timeline.from));
}

void RuleChart::show(const gate::Rule& rule, const Recording& recording, Instant from, const gate::Replay& replay)
{
    delete std::exchange(m_chart, nullptr);
    const QStringList metrics = rule.condition.metrics();
    const QString metric = metrics.isEmpty() ? QString() : metrics.front();
    m_data = std::make_unique<ChartData>(
        ChartSpec{metric, gate::titleOf(metric), {}, metrics::unitOf(metric), false}, recording.staleAfter, std::nullopt);
    for (const metrics::Role role : {metrics::Role::Canary, metrics::Role::Baseline}) {
        const auto series = recording.series.find({metric, role});
        if (series == recording.series.end())
            continue;
        for (const metrics::Sample& sample : series->second.samples())
            m_data->take({series->first, sample});
    }
    if (const std::optional<LimitLine> limit = limitOf(rule, metric))
        m_data->limits.push_back(*limit);
    m_timeline = {};
    m_timeline.from = from.ms();
    m_timeline.to = std::max(recording.to.ms(), from.ms() + 1000);
    m_timeline.now = recording.to.ms();
    m_data->strip.emplace();
    for (const gate::TruthSpan& span : replay.strip)
        m_data->strip->push_back({{span.from.ms(), span.to.ms()}, truthOf(span.truth)});
    for (const gate::Firing& firing : replay.firings)
        m_data->firings.push_back(firing.at.ms());
    m_chart = new MetricChart(m_theme, *m_data, m_timeline, this);
    connect(m_chart, &MetricChart::crosshairMoved, this, [this](std::optional<qint64> at) {
        m_timeline.crosshair = at;
        m_chart->refreshCrosshair();
    });
    connect(m_chart, &MetricChart::wished, this, [this](ChartWish wish) {
        if (wish == ChartWish::Copy)
            QApplication::clipboard()->setText(m_chart->table());
    });
    m_layout->addWidget(m_chart);
    m_chart->refresh();
}

} // namespace fairlead::ui
