#pragma once

#include "tests/domain/rule_samples.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <vector>

namespace fairlead::gate {

/// The same rule ("latency > 3s", cleared by the opposite), written down without any state but what has fired: at each sample
/// everything is counted anew. Slow, and therefore easy to believe.
class Reference {
public:
    Reference(Window window, const std::vector<metrics::Sample>& samples)
        : m_window(std::move(window))
        , m_samples(samples)
    {
        for (std::size_t now = 0; now < samples.size(); ++now) {
            const std::optional<double> value = valueAt(now);
            m_truths.push_back(!value || std::isnan(*value) ? -1 : (*value > kBound ? 1 : 0));
        }
    }

    std::vector<Instant> firings() const
    {
        std::vector<Instant> fired;
        bool isFired = false;
        std::size_t since = 0; // hits before it are spent
        for (std::size_t now = 0; now < m_samples.size(); ++now) {
            if (!isFired && isMet(since, now)) {
                fired.push_back(m_samples[now].at);
                isFired = true;
                since = now + 1;
            } else if (isFired && inARow(since, now, 0) >= m_window.hits) {
                isFired = false;
                since = now + 1;
            }
        }
        return fired;
    }

private:
    /// 1 true, 0 false, -1 unknown.
    int truth(std::size_t now) const { return m_truths[now]; }

    std::optional<double> valueAt(std::size_t now) const
    {
        if (!m_window.aggregate) {
            return m_samples[now].value;
        }
        std::vector<double> values;
        std::optional<Instant> first;
        std::optional<Instant> last;
        int known = 0;
        for (std::size_t i = 0; i <= now; ++i) {
            if (!std::isnan(m_samples[i].value)) {
                first = first.value_or(m_samples[i].at);
                last = m_samples[i].at;
                ++known;
            }
        }
        for (std::size_t i = now + 1; i-- > 0;) {
            const bool inTime = !m_window.overTime || m_samples[i].at > m_samples[now].at - *m_window.overTime;
            const bool inCount = !m_window.overCount || static_cast<int>(values.size()) < *m_window.overCount;
            if (!std::isnan(m_samples[i].value) && inTime && inCount) {
                values.push_back(m_samples[i].value);
            }
        }
        if (values.empty() || m_samples[now].at - *last > kStale || (m_window.overCount && known < *m_window.overCount)) {
            return std::nullopt;
        }
        if (m_window.overTime && static_cast<int>(values.size()) == known) {
            const double covered = known < 2 ? 0 : static_cast<double>((*last - *first).count()) * known / (known - 1);
            if (covered < static_cast<double>(m_window.overTime->count())) {
                return std::nullopt;
            }
        }
        return aggregate(values);
    }

    double aggregate(std::vector<double>& values) const
    {
        std::ranges::sort(values);
        if (*m_window.aggregate == condition::Aggregate::Max) {
            return values.back();
        }
        if (*m_window.aggregate == condition::Aggregate::P95) {
            const double place = 0.95 * static_cast<double>(values.size() - 1);
            const auto below = static_cast<std::size_t>(place);
            const double high = values[std::min(below + 1, values.size() - 1)];
            return values[below] + (place - static_cast<double>(below)) * (high - values[below]);
        }
        long double sum = 0;
        for (const double value : values) {
            sum += value;
        }
        return static_cast<double>(sum / static_cast<long double>(values.size()));
    }

    int inARow(std::size_t since, std::size_t now, int wanted) const
    {
        int count = 0;
        for (std::size_t i = since; i <= now; ++i) {
            const int is = truth(i);
            count = is == wanted ? count + 1 : (is < 0 ? count : 0);
        }
        return truth(now) == wanted ? count : 0;
    }

    bool isMet(std::size_t since, std::size_t now) const
    {
        if (truth(now) < 0) {
            return false;
        }
        if (m_window.hits != m_window.ofLast) {
            std::vector<int> decided;
            for (std::size_t i = since; i <= now; ++i) {
                if (truth(i) >= 0) {
                    decided.push_back(truth(i));
                }
            }
            const auto last = std::min<std::ptrdiff_t>(m_window.ofLast, static_cast<std::ptrdiff_t>(decided.size()));
            return std::count(decided.end() - last, decided.end(), 1) >= m_window.hits;
        }
        return inARow(since, now, 1) >= m_window.hits && (!m_window.sustained || lasted(since, now) >= *m_window.sustained);
    }

    Millis lasted(std::size_t since, std::size_t now) const
    {
        Instant last = m_samples[now].at;
        Instant first = last;
        for (std::size_t i = now + 1; i-- > since;) {
            const int is = truth(i);
            if (is == 0 || (is == 1 && last - m_samples[i].at > kStale)) {
                break;
            }
            if (is == 1) {
                last = first = m_samples[i].at;
            }
        }
        return m_samples[now].at - first;
    }

    static constexpr double kBound = 3.0;

    Window m_window;
    const std::vector<metrics::Sample>& m_samples;
    std::vector<int> m_truths;
};

} // namespace fairlead::gate
