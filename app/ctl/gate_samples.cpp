#include "app/ctl/gate_samples.h"

#include <algorithm>
#include <set>
#include <vector>

namespace fairlead::ctl {

namespace {

metrics::SeriesWindow moved(const metrics::SeriesWindow& window, Millis by)
{
    metrics::SeriesWindow result(window.samples().size() + 1);
    for (const metrics::Sample& sample : window.samples()) {
        result.insert({sample.at + by, sample.value});
    }
    return result;
}

metrics::SeriesWindow repeated(double value, const std::set<Instant>& times)
{
    metrics::SeriesWindow result(times.size() + 1);
    for (const Instant at : times) {
        result.insert({at, value});
    }
    return result;
}

} // namespace

std::optional<Covered> coveredBy(const gate::Series& series)
{
    std::optional<Covered> covered;
    for (const auto& [key, window] : series) {
        const std::vector<metrics::Sample>& samples = window.samples();
        if (samples.empty()) {
            continue;
        }
        const Covered own{samples.front().at, samples.back().at};
        covered = covered ? Covered{std::min(covered->first, own.first), std::max(covered->last, own.last)} : own;
    }
    return covered;
}

void addBaseline(RunSamples& run, const gate::Series& baseline)
{
    const std::optional<Covered> own = coveredBy(baseline);
    if (!own) {
        return;
    }
    std::set<Instant> times{run.began};
    for (const auto& [key, window] : run.series) {
        for (const metrics::Sample& sample : window.samples()) {
            times.insert(sample.at);
        }
    }
    const bool apart = own->last < *times.begin() || own->first > *times.rbegin();
    const Millis by = apart ? *times.begin() - own->first : Millis(0);
    for (const auto& [key, window] : baseline) {
        const bool constant = window.samples().size() == 1;
        run.series[key] = constant ? repeated(window.samples().front().value, times) : moved(window, by);
    }
}

Millis usualStaleAfter(const metrics::SeriesWindow& series)
{
    constexpr Millis kLeast = std::chrono::minutes(1);
    std::vector<Millis> distances;
    for (std::size_t i = 1; i < series.samples().size(); ++i) {
        distances.push_back(series.samples()[i].at - series.samples()[i - 1].at);
    }
    if (distances.empty()) {
        return kLeast;
    }
    const auto middle = distances.begin() + static_cast<std::ptrdiff_t>(distances.size() / 2);
    std::ranges::nth_element(distances, middle);
    return std::max(kLeast, 3 * *middle);
}

} // namespace fairlead::ctl
