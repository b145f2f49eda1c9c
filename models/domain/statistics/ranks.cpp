#include "models/domain/statistics/ranks.h"

#include "models/domain/statistics/sorting.h"

#include <algorithm>
#include <cstddef>
#include <numeric>

namespace fairlead::statistics {

std::vector<double> averageRanks(std::span<const double> values)
{
    std::vector<std::size_t> order(values.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::ranges::sort(order, [&](std::size_t a, std::size_t b) { return ranksBelow(values[a], values[b]); });
    std::vector<double> ranks(values.size());
    for (std::size_t start = 0; start < order.size();) {
        std::size_t end = start + 1;
        while (end < order.size() && !ranksBelow(values[order[start]], values[order[end]])) {
            ++end;
        }
        for (std::size_t i = start; i < end; ++i) {
            ranks[order[i]] = static_cast<double>(start + 1 + end) / 2;
        }
        start = end;
    }
    return ranks;
}

} // namespace fairlead::statistics
