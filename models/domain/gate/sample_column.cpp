#include "models/domain/gate/sample_column.h"

#include <algorithm>
#include <cmath>

namespace fairlead::gate {

CallsAlong::CallsAlong(const Series& series, metrics::Role role, Millis staleAfter)
    : m_staleAfter(staleAfter)
{
    const auto found = series.find({metrics::kCalls, role});
    if (found != series.end()) {
        m_samples = found->second.samples();
    }
}

double CallsAlong::at(Instant at)
{
    while (m_next < m_samples.size() && m_samples[m_next].at <= at) {
        ++m_next;
    }
    if (m_next == 0 || at - m_samples[m_next - 1].at > m_staleAfter) {
        return 1.0;
    }
    const double calls = m_samples[m_next - 1].value;
    return std::isfinite(calls) && calls >= 0.0 ? calls : 1.0;
}

SampleColumn SampleColumn::of(const Series& series, const metrics::SeriesKey& key, Instant from, Instant to, Millis staleAfter)
{
    SampleColumn column;
    const auto found = series.find(key);
    if (found == series.end() || to < from) {
        return column;
    }
    const std::vector<metrics::Sample>& samples = found->second.samples();
    column.all.assign(
        std::ranges::lower_bound(samples, from, {}, &metrics::Sample::at), std::ranges::upper_bound(samples, to, {}, &metrics::Sample::at));
    CallsAlong along(series, key.role, staleAfter);
    const bool isCalls = key.metric == metrics::kCalls; // numbers of calls are not weighted by themselves
    double before = 0.0;
    for (const metrics::Sample& sample : column.all) {
        if (std::isnan(sample.value)) {
            continue;
        }
        const double calls = isCalls ? 1.0 : along.at(sample.at);
        const double growth = column.known.empty() || sample.value < before ? sample.value : sample.value - before;
        before = sample.value;
        column.known.push_back(sample);
        column.calls.push_back(calls);
        column.weights.push(calls);
        column.weighted.push(sample.value, calls);
        column.values.push(sample.value);
        column.grown.push(growth);
    }
    return column;
}

} // namespace fairlead::gate
