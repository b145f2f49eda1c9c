#include "models/domain/analysis/limit_counter.h"

#include "models/domain/analysis/schedule.h"

#include <QStringList>

namespace fairlead::analysis {

LimitCounter::LimitCounter(Metric metric)
    : m_metric(std::move(metric))
{
    m_result.name = m_metric.name;
}

Phase LimitCounter::phase() const
{
    return assess(m_metric, m_result, false);
}

Phase LimitCounter::add(const Measurement& measurement)
{
    if (!isCompleted(measurement.phase) || isCompleted(phase())) {
        return phase();
    }
    m_result.counters.add(measurement.phase);
    m_result.measurements.push_back(measurement);
    m_result = trimmed({m_result}, {}).front();
    m_result.message = measurement.message;
    m_result.phase = phase();
    return *m_result.phase;
}

QString LimitCounter::standing() const
{
    const Counters& counters = m_result.counters;
    const Limits& limits = m_metric.limits;
    if (const std::optional<Exceeded> by = exceeded(limits, counters)) {
        return by->message;
    }
    QStringList parts;
    if (limits.failuresDecide()) {
        parts.append(QStringLiteral("%1 of %2 allowed failed measurements").arg(counters.failed).arg(limits.failureLimit()));
    }
    if (counters.inconclusive > 0) {
        parts.append(QStringLiteral("%1 of %2 allowed inconclusive").arg(counters.inconclusive).arg(limits.inconclusiveLimit()));
    }
    if (counters.consecutiveError > 0) {
        parts.append(QStringLiteral("%1 of %2 allowed errors in a row").arg(counters.consecutiveError).arg(limits.consecutiveErrorLimit()));
    }
    if (limits.successesDecide()) {
        parts.append(
            QStringLiteral("%1 successful in a row of %2 wanted").arg(counters.consecutiveSuccess).arg(*limits.consecutiveSuccess));
    }
    if (const std::optional<int> wanted = m_metric.effectiveCount()) {
        parts.append(QStringLiteral("%1 of %2 measurements taken").arg(counters.count).arg(*wanted));
    }
    return parts.join(QStringLiteral(", "));
}

} // namespace fairlead::analysis
