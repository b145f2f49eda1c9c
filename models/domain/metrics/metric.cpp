#include "models/domain/metrics/metric.h"

#include <algorithm>

namespace fairlead::metrics {

Unit unitOf(const QString& metric)
{
    if (metric == kErrorRate || metric == kShare || metric.endsWith(QLatin1String("_rate")) || metric.endsWith(QLatin1String("_share"))) {
        return Unit::Fraction;
    }
    if (metric.contains(QLatin1String("latency")) || metric.contains(QLatin1String("duration"))) {
        return Unit::Seconds;
    }
    if (metric == kCalls || metric == kTokens) {
        return Unit::Count;
    }
    return Unit::None;
}

QString toString(Role role)
{
    return role == Role::Canary ? QStringLiteral("canary") : QStringLiteral("baseline");
}

SeriesWindow::SeriesWindow(std::size_t capacity)
    : m_capacity(capacity)
{
}

void SeriesWindow::insert(Sample sample)
{
    const auto place = std::ranges::lower_bound(m_samples, sample.at, {}, &Sample::at);
    if (place != m_samples.end() && place->at == sample.at) {
        *place = sample;
        return;
    }
    m_samples.insert(place, sample);
    if (m_samples.size() > m_capacity) {
        // A tenth at a time, so that a full window does not move everything on each insert.
        const auto surplus = static_cast<std::ptrdiff_t>(m_samples.size() - m_capacity + m_capacity / 10);
        m_samples.erase(m_samples.begin(), m_samples.begin() + surplus);
    }
}

std::optional<Sample> SeriesWindow::latest() const
{
    return m_samples.empty() ? std::nullopt : std::optional(m_samples.back());
}

std::vector<Sample> SeriesWindow::since(Instant from) const
{
    return {std::ranges::lower_bound(m_samples, from, {}, &Sample::at), m_samples.end()};
}

} // namespace fairlead::metrics
