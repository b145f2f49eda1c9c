#include "models/domain/gate/rank_tree.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <numeric>

namespace fairlead::gate {

RankTree::RankTree(const std::vector<double>& values)
    : m_rankOf(values.size())
    , m_tree(values.size() + 1)
    , m_highestBit(std::bit_floor(values.size()))
{
    std::vector<std::size_t> order(values.size());
    std::iota(order.begin(), order.end(), std::size_t(0));
    std::ranges::stable_sort(order, {}, [&values](std::size_t index) { return values[index]; });
    m_sorted.reserve(values.size());
    for (std::size_t rank = 0; rank < order.size(); ++rank) {
        m_sorted.push_back(values[order[rank]]);
        m_rankOf[order[rank]] = rank + 1;
    }
}

void RankTree::add(std::size_t rank, bool in)
{
    for (; rank < m_tree.size(); rank += rank & (~rank + 1)) {
        m_tree[rank] += in ? std::size_t(1) : ~std::size_t(0);
    }
}

void RankTree::insert(std::size_t index)
{
    add(m_rankOf[index], true);
    ++m_size;
}

void RankTree::remove(std::size_t index)
{
    add(m_rankOf[index], false);
    --m_size;
}

double RankTree::kth(std::size_t k) const
{
    std::size_t rank = 0;
    for (std::size_t step = m_highestBit; step != 0; step /= 2) {
        if (rank + step < m_tree.size() && m_tree[rank + step] <= k) {
            rank += step;
            k -= m_tree[rank];
        }
    }
    return m_sorted[rank];
}

double RankTree::quantile(double fraction) const
{
    const double place = fraction * static_cast<double>(m_size - 1);
    const double below = std::floor(place);
    const double low = kth(static_cast<std::size_t>(below));
    if (place == below) {
        return low;
    }
    const double high = kth(static_cast<std::size_t>(below) + 1);
    return low == high ? low : low + (place - below) * (high - low);
}

} // namespace fairlead::gate
