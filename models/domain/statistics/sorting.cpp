#include "models/domain/statistics/sorting.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <utility>

namespace fairlead::statistics {

namespace {

constexpr std::size_t kRadixFrom = 48; ///< below, the histograms cost more than the comparisons do
constexpr int kDigitBits = 8;
constexpr int kDigits = 8;
constexpr std::size_t kBuckets = std::size_t{1} << kDigitBits;
constexpr std::uint64_t kSign = std::uint64_t{1} << 63;

/// Unsigned integers in the order of the doubles that they stand for: negative ones flipped, the others above them.
std::uint64_t keyOf(double value)
{
    const auto bits = std::bit_cast<std::uint64_t>(value);
    return (bits & kSign) != 0 ? ~bits : bits | kSign;
}

double valueOf(std::uint64_t key)
{
    return std::bit_cast<double>((key & kSign) != 0 ? key & ~kSign : ~key);
}

std::size_t digitOf(std::uint64_t key, int digit)
{
    return static_cast<std::size_t>(key >> (digit * kDigitBits)) & (kBuckets - 1);
}

using Histogram = std::array<std::uint32_t, kBuckets>;
using Histograms = std::array<Histogram, kDigits>;

/// One stable pass over a digit. False, and nothing moved, where all keys agree in it.
bool distribute(const std::vector<std::uint64_t>& from, std::vector<std::uint64_t>& to, Histogram& counts, int digit)
{
    if (counts[digitOf(from.front(), digit)] == from.size()) {
        return false;
    }
    std::uint32_t start = 0;
    for (std::uint32_t& count : counts) {
        start += std::exchange(count, start);
    }
    for (const std::uint64_t key : from) {
        to[counts[digitOf(key, digit)]++] = key;
    }
    return true;
}

void radixSort(std::vector<double>& values)
{
    std::vector<std::uint64_t> keys(values.size());
    std::vector<std::uint64_t> spare(values.size());
    Histograms histograms{};
    for (std::size_t i = 0; i < values.size(); ++i) {
        const std::uint64_t key = keyOf(values[i]);
        keys[i] = key;
        for (int digit = 0; digit < kDigits; ++digit) {
            ++histograms[static_cast<std::size_t>(digit)][digitOf(key, digit)];
        }
    }
    for (int digit = 0; digit < kDigits; ++digit) {
        if (distribute(keys, spare, histograms[static_cast<std::size_t>(digit)], digit)) {
            keys.swap(spare);
        }
    }
    std::ranges::transform(keys, values.begin(), valueOf);
}

} // namespace

void sortByRank(std::vector<double>& values)
{
    if (values.size() < kRadixFrom) {
        std::ranges::sort(values, ranksBelow);
    } else {
        radixSort(values);
    }
}

} // namespace fairlead::statistics
