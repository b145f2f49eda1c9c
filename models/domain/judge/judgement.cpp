#include "models/domain/judge/judgement.h"

namespace fairlead::judge {

namespace {

Result<const MetricConfig*> configOf(const MetricPair& pair, const CanaryConfig& config)
{
    const MetricConfig* const metric = config.find(pair.name);
    if (metric == nullptr) {
        return fail(ErrorCode::InvalidInput,
            QStringLiteral("The canary configuration has no metric %1. Nothing was judged. Add it, or leave its series out.")
                .arg(pair.name),
            pair.name);
    }
    if (metric->rules.outlierFactor && !(*metric->rules.outlierFactor > 0)) {
        return fail(ErrorCode::InvalidInput,
            QStringLiteral("The outlier factor of %1 is %2 and must be greater than zero. Nothing was judged.")
                .arg(pair.name)
                .arg(*metric->rules.outlierFactor),
            pair.name);
    }
    return metric;
}

} // namespace

MetricResult judgeMetric(const MetricConfig& config, const MetricPair& pair)
{
    const Values experiment = transform(pair.experiment, config.rules);
    const Values control = transform(pair.control, config.rules);
    return {pair.name, pair.id, pair.tags, config.groups, config.rules.muted, classify(pair.name, experiment, control, config.rules),
        statistics::summarize(experiment), statistics::summarize(control)};
}

Result<Judgement> judge(const CanaryConfig& config, const Thresholds& thresholds, const std::vector<MetricPair>& pairs)
{
    Judgement judgement;
    std::vector<Counted> counted;
    for (const MetricPair& pair : pairs) {
        const Result<const MetricConfig*> metric = configOf(pair, config);
        if (!metric) {
            return std::unexpected(metric.error());
        }
        const MetricResult& result = judgement.results.emplace_back(judgeMetric(**metric, pair));
        counted.push_back(
            {result.groups, result.classification.label, result.classification.reason, result.classification.critical, result.muted});
    }
    judgement.score = scoreOf(counted, config.groupWeights);
    judgement.verdict = verdictOf(judgement.score.summary, thresholds);
    return judgement;
}

} // namespace fairlead::judge
