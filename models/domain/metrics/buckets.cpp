#include "models/domain/metrics/buckets.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace fairlead::metrics {

namespace {

constexpr double kSecond = 1000.0;

qint64 floorTo(qint64 at, qint64 width)
{
    const qint64 rest = at % width;
    return at - (rest < 0 ? rest + width : rest);
}

std::optional<double> rateOf(std::span<const Sample> samples)
{
    if (samples.size() < 2) {
        return std::nullopt;
    }
    double risen = 0.0;
    for (std::size_t i = 1; i < samples.size(); ++i) {
        const double step = samples[i].value - samples[i - 1].value;
        risen += step < 0.0 ? samples[i].value : step;
    }
    return risen / (static_cast<double>((samples.back().at - samples.front().at).count()) / kSecond);
}

Bucket bucketOf(std::span<const Sample> samples, std::vector<double>& sorted)
{
    sorted.resize(samples.size());
    std::ranges::transform(samples, sorted.begin(), &Sample::value);
    std::ranges::sort(sorted);
    Bucket bucket;
    bucket.count = static_cast<qint64>(sorted.size());
    bucket.mean = std::accumulate(sorted.begin(), sorted.end(), 0.0) / static_cast<double>(sorted.size());
    bucket.min = sorted.front();
    bucket.max = sorted.back();
    bucket.p50 = quantileOf(sorted, 0.50);
    bucket.p95 = quantileOf(sorted, 0.95);
    bucket.p99 = quantileOf(sorted, 0.99);
    return bucket;
}

} // namespace

double quantileOf(std::span<const double> sorted, double part)
{
    Q_ASSERT(!sorted.empty());
    const double rank = std::clamp(part, 0.0, 1.0) * static_cast<double>(sorted.size() - 1);
    const auto below = static_cast<std::size_t>(std::floor(rank));
    const std::size_t above = std::min(below + 1, sorted.size() - 1);
    return std::lerp(sorted[below], sorted[above], rank - static_cast<double>(below));
}

std::vector<Bucket> bucketsOf(std::span<const Sample> samples, Millis width)
{
    Q_ASSERT(width.count() > 0);
    std::vector<Bucket> buckets;
    std::vector<double> sorted;
    std::size_t begin = 0;
    while (begin < samples.size()) {
        const qint64 start = floorTo(samples[begin].at.ms(), width.count());
        std::size_t end = begin;
        while (end < samples.size() && samples[end].at.ms() - start < width.count()) {
            ++end;
        }
        Bucket bucket = bucketOf(samples.subspan(begin, end - begin), sorted);
        bucket.start = Instant::fromMs(start);
        const std::size_t before = begin > 0 ? begin - 1 : begin;
        bucket.rate = rateOf(samples.subspan(before, end - before));
        buckets.push_back(bucket);
        begin = end;
    }
    return buckets;
}

} // namespace fairlead::metrics
