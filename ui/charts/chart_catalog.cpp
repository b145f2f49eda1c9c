#include "ui/charts/chart_catalog.h"

#include "ui/common/formatters.h"

#include <QCoreApplication>

#include <algorithm>

namespace fairlead::ui {

namespace {

using metrics::Role;

const QString kLatencyP50 = QStringLiteral("latency_p50");
const QString kLatencyP99 = QStringLiteral("latency_p99");
const QString kCacheHits = QStringLiteral("cache_hit_rate");
const QString kProcessor = QStringLiteral("cpu");
const QString kMemory = QStringLiteral("memory");

QString tr(const char* text)
{
    return QCoreApplication::translate("ReleaseCharts", text);
}

ChartSpec plain(const QString& name, const QString& title, const QString& unit)
{
    return {name, title, unit, metrics::unitOf(name)};
}

ChartSpec latency()
{
    ChartSpec spec = plain(metrics::kLatencyP95, tr("Latency p95"), tr("s"));
    spec.label = tr("p95");
    spec.more = {{{kLatencyP50, Role::Canary}, LineStyle::Third, tr("p50")}, {{kLatencyP99, Role::Canary}, LineStyle::Fourth, tr("p99")}};
    return spec;
}

std::vector<ChartSpec> specsOf(const rollout::Release& release)
{
    std::vector<ChartSpec> specs{plain(metrics::kErrorRate, tr("Error rate"), tr("% of calls")), latency(),
        plain(metrics::kQuality, tr("Quality score"), tr("0 to 1")), plain(metrics::kTokens, tr("Tokens per call"), tr("mean")),
        plain(kCacheHits, tr("Cache hits"), tr("% of calls"))};
    const auto known = [&specs](const QString& name) { return std::ranges::find(specs, name, &ChartSpec::metric) != specs.end(); };
    for (const gate::Gate& gate : release.manifest.successCriteria) {
        if (!known(gate.metric))
            specs.push_back(plain(gate.metric, gate::titleOf(gate.metric), {}));
    }
    for (const ChartSpec& spec : {plain(kProcessor, tr("Processor"), tr("of the limit")), plain(kMemory, tr("Memory"), {}),
             plain(metrics::kShare, tr("Share of traffic"), tr("% to %1").arg(release.manifest.version)),
             plain(metrics::kCalls, tr("Calls"), tr("per reading"))}) {
        if (known(spec.metric))
            continue;
        specs.push_back(spec);
        specs.back().share = spec.metric == metrics::kShare;
    }
    return specs;
}

} // namespace

std::vector<std::unique_ptr<ChartData>> chartsOf(const rollout::Release& release)
{
    std::vector<std::unique_ptr<ChartData>> charts;
    std::vector<ChartSpec> specs = specsOf(release);
    charts.reserve(specs.size());
    for (ChartSpec& spec : specs) {
        std::optional<TruthTrail> truth;
        for (const gate::Gate& gate : release.manifest.successCriteria) {
            if (!truth && TruthTrail::canFollow(gate.condition, spec.metric))
                truth.emplace(gate.condition, release.plan.gates);
        }
        charts.push_back(std::make_unique<ChartData>(std::move(spec), release.plan.pollInterval * kGapPolls, std::move(truth)));
        for (const gate::Rule& rule : release.plan.rules) {
            if (const std::optional<LimitLine> limit = limitOf(rule, charts.back()->spec.metric))
                charts.back()->limits.push_back(*limit);
        }
    }
    const auto calls = std::ranges::find_if(charts, [](const auto& each) { return each->spec.metric == metrics::kCalls; });
    for (const auto& each : charts) {
        const bool ofCalls = each->spec.kind == metrics::Unit::Fraction && !each->spec.share;
        each->counts = ofCalls && calls != charts.end() ? &(*calls)->canary.samples() : nullptr;
    }
    return charts;
}

} // namespace fairlead::ui
