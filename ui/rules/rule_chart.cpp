#include "ui/rules/rule_chart.h"

#include "ui/charts/metric_chart.h"
#include "ui/charts/time_view.h"

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
    return static_cast<qint64>(samples.lowerBound(m_whole.to + 1) - samples.lowerBound(m_whole.from));
}

void RuleChart::look(Stretch wanted)
{
    const qint64 span = std::clamp(wanted.to - wanted.from, std::min(kShortestView, m_whole.to - m_whole.from), m_whole.to - m_whole.from);
    m_timeline.from = std::clamp(wanted.from, m_whole.from, m_whole.to - span);
    m_timeline.to = m_timeline.from + span;
    m_chart->refresh();
}

void RuleChart::zoom(double factor, qint64 at)
{
    look({at - qint64(double(at - m_timeline.from) * factor), at + qint64(double(m_timeline.to - at) * factor)});
}

void RuleChart::carryOut(ChartWish wish)
{
    const qint64 middle = m_timeline.crosshair.value_or((m_timeline.from + m_timeline.to) / 2);
    const qint64 part = (m_timeline.to - m_timeline.from) / 4;
    switch (wish) {
    case ChartWish::ZoomIn: return zoom(0.5, middle);
    case ChartWish::ZoomOut: return zoom(2.0, middle);
    case ChartWish::Back:
    case ChartWish::Reset: return look(m_whole);
    case ChartWish::Earlier: return look({m_timeline.from - part, m_timeline.to - part});
    case ChartWish::Later: return look({m_timeline.from + part, m_timeline.to + part});
    case ChartWish::NextView: return m_chart->nextView();
    case ChartWish::Copy: return QApplication::clipboard()->setText(m_chart->table());
    default: return; // of a release's charts only
    }
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
    m_whole = {m_timeline.from, m_timeline.to};
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
    connect(m_chart, &MetricChart::stretchChosen, this, [this](qint64 begin, qint64 end) { look({begin, end}); });
    connect(m_chart, &MetricChart::zoomed, this, &RuleChart::zoom);
    connect(m_chart, &MetricChart::panned, this, [this](qint64 by) { look({m_timeline.from - by, m_timeline.to - by}); });
    connect(m_chart, &MetricChart::wished, this, &RuleChart::carryOut);
    m_layout->addWidget(m_chart);
    m_chart->refresh();
}

} // namespace fairlead::ui
