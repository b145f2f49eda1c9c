#pragma once

#include <cstddef>
#include <vector>

namespace fairlead::gate {

/// Which of a fixed list of numbers are in a window now, and the window's quantiles: O(log n) for each step, however wide the
/// window is (a Fenwick tree over the ranks). The numbers are known beforehand and none is NaN.
class RankTree {
public:
    explicit RankTree(const std::vector<double>& values);

    /// @p index of the list; each is in the window at most once.
    void insert(std::size_t index);
    void remove(std::size_t index);
    std::size_t size() const { return m_size; }
    /// The (@p k + 1)-th smallest of the window; k < size().
    double kth(std::size_t k) const;
    /// The @p fraction quantile of a window that is not empty, linear between the two nearest (R's type 7, which Prometheus'
    /// quantile_over_time and NumPy use too).
    double quantile(double fraction) const;

private:
    void add(std::size_t rank, bool in);

    std::vector<double> m_sorted;
    std::vector<std::size_t> m_rankOf; ///< by index, from 1
    std::vector<std::size_t> m_tree; ///< counts, from 1
    std::size_t m_size = 0;
    std::size_t m_highestBit = 0;
};

} // namespace fairlead::gate
