#include "models/domain/analysis/assess.h"

#include <QRegularExpression>

namespace fairlead::analysis {

namespace {

Exceeded over(Phase phase, const char* counter, int counted, const char* limit, int allowed)
{
    return {phase, QStringLiteral("%1 (%2) > %3 (%4)").arg(QLatin1String(counter)).arg(counted).arg(QLatin1String(limit)).arg(allowed)};
}

/// Assesses one metric of a run in place: its phase, and the message of its last measurement with it.
Phase update(const Metric& metric, MetricResult& result, bool terminating)
{
    const Phase phase = assess(metric, result, terminating);
    if (result.phase != phase) {
        if (!result.measurements.empty()) {
            result.message = result.measurements.back().message;
        }
        result.phase = phase;
    }
    return phase;
}

void count(Summary& summary, const std::optional<Exceeded>& by)
{
    const Phase phase = by ? by->phase : Phase::Successful;
    summary.failed += phase == Phase::Failed ? 1 : 0;
    summary.inconclusive += phase == Phase::Inconclusive ? 1 : 0;
    summary.error += phase == Phase::Error ? 1 : 0;
    summary.successful += phase == Phase::Successful ? 1 : 0;
}

QString reason(const MetricResult& result, Phase phase, const Exceeded& by)
{
    const QString why = QStringLiteral("Metric \"%1\" assessed %2 due to %3").arg(result.name, toString(phase), by.message);
    return result.message.isEmpty() ? why : QStringLiteral("%1: \"Error Message: %2\"").arg(why, result.message);
}

/// What the metrics looked at so far say together.
struct Worst {
    std::optional<Phase> phase;
    QString message;
    bool allEnded = true;
};

void addMetric(RunStatus& status, Worst& worst, const Metric& metric, bool terminating)
{
    Summary& summary = metric.dryRun ? status.dryRunSummary : status.summary;
    ++summary.count;
    MetricResult* result = status.run.resultOf(metric.name);
    if (result == nullptr) {
        worst.allEnded = false;
        return;
    }
    const Phase phase = update(metric, *result, terminating);
    if (!isCompleted(phase)) {
        worst.allEnded = false;
        return;
    }
    const std::optional<Exceeded> by = exceeded(metric.limits, result->counters);
    count(summary, by);
    if (metric.dryRun) {
        worst.phase = worst.phase.value_or(Phase::Successful);
        if (by) {
            result->message = QStringLiteral("Metric assessed %1 due to %2").arg(toString(phase), by->message);
        }
    } else if (!worst.phase || isWorse(*worst.phase, phase)) {
        worst.phase = phase;
        worst.message = by ? reason(*result, phase, *by) : worst.message;
    }
}

} // namespace

std::optional<Exceeded> exceeded(const Limits& limits, const Counters& counters)
{
    std::optional<Exceeded> found;
    if (limits.failuresDecide() && counters.failed > limits.failureLimit()) {
        found = over(Phase::Failed, "failed", counters.failed, "failureLimit", limits.failureLimit());
    }
    if (counters.inconclusive > limits.inconclusiveLimit()) {
        found = over(Phase::Inconclusive, "inconclusive", counters.inconclusive, "inconclusiveLimit", limits.inconclusiveLimit());
    }
    if (counters.consecutiveError > limits.consecutiveErrorLimit()) {
        found = over(Phase::Error, "consecutiveErrors", counters.consecutiveError, "consecutiveErrorLimit", limits.consecutiveErrorLimit());
    }
    return found;
}

Phase assess(const Metric& metric, const MetricResult& result, bool terminating)
{
    if (result.phase && isCompleted(*result.phase)) {
        return *result.phase;
    }
    if (result.measurements.empty()) {
        return terminating ? Phase::Successful : Phase::Pending;
    }
    if (!isCompleted(result.measurements.back().phase)) {
        return Phase::Running;
    }
    const Limits& limits = metric.limits;
    if (const std::optional<Exceeded> by = exceeded(limits, result.counters)) {
        return by->phase;
    }
    if (limits.successesDecide() && result.counters.consecutiveSuccess >= *limits.consecutiveSuccess) {
        return Phase::Successful;
    }
    const std::optional<int> wanted = metric.effectiveCount();
    if (wanted && result.counters.count >= *wanted) {
        // All measurements are taken and too few successes came in a row: a failure, unless failures have a limit of their own
        // that was kept.
        return !limits.successesDecide() ? Phase::Successful : limits.failuresDecide() ? Phase::Inconclusive : Phase::Failed;
    }
    return terminating ? Phase::Successful : Phase::Running;
}

bool isTerminating(const Run& run)
{
    return run.terminate || std::any_of(run.results.begin(), run.results.end(), [&](const MetricResult& each) {
        return each.phase && isCompleted(*each.phase) && *each.phase != Phase::Successful && !run.isDryRun(each.name);
    });
}

RunStatus assess(Run run)
{
    const bool terminating = isTerminating(run);
    RunStatus status;
    status.run = std::move(run);
    Worst worst;
    worst.message = status.run.terminate ? QStringLiteral("Run Terminated") : QString();
    for (const Metric& metric : status.run.metrics) {
        addMetric(status, worst, metric, terminating);
    }
    if (terminating) {
        status.phase = worst.phase.value_or(Phase::Successful);
        status.message = worst.message;
    } else if (worst.allEnded && worst.phase) {
        status.phase = *worst.phase;
        status.message = worst.message;
    }
    return status;
}

std::expected<QStringList, QString> metricsOfRules(const QString& field, const QStringList& rules, const std::vector<Metric>& metrics)
{
    QStringList named;
    for (qsizetype rule = 0; rule < rules.size(); ++rule) {
        const QRegularExpression pattern(rules.at(rule));
        bool fits = false;
        for (const Metric& metric : metrics) {
            const bool matched = pattern.isValid() && pattern.match(metric.name).hasMatch();
            fits = fits || matched;
            if (matched && !named.contains(metric.name)) {
                named.append(metric.name);
            }
        }
        if (!fits) {
            return std::unexpected(QStringLiteral("%1[%2]: Rule didn't match any metric name(s)").arg(field).arg(rule));
        }
    }
    return named;
}

} // namespace fairlead::analysis
