#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace fairlead::statistics {

/// What ranking (x_1 - d, …, x_n - d, y_1, …, y_m) together yields.
struct RankSums {
    std::uint64_t twiceU = 0; ///< the sum over i of 2 · #{j: y_j below x_i - d} + #{j: y_j ties with it}, i.e. 2 (T - n(n+1)/2)
    double ties = 0; ///< the sum over groups of equal values of t³ - t

    bool operator==(const RankSums&) const = default;
};

/// The rank sums straight from their definition, in one walk through both samples: O(n + m). Both are sorted by
/// sortByRank(); ties are by exact equality, and -0.0 ranks below +0.0.
RankSums rankSums(std::span<const double> x, std::span<const double> y, double shift);

/// The same rank sums for many shifts, each the faster the more is known. The places at which x_i - d falls into y move
/// down as d grows, rounding included, so a search that has closed in on low <= d <= high knows for most x_i where they
/// fall. As soon as the pairs that are still open are few, only these are looked at: a look then costs far less than
/// O(n + m), and never more. Results are to the bit those of rankSums().
///
/// Keeps views: the samples outlive this. Nothing is allocated after construction. For one thread at a time.
class ShiftedRanks {
public:
    /// Both samples sorted by sortByRank(), not empty, each of less than 2^31 values, none beyond ±1e300.
    ShiftedRanks(std::span<const double> x, std::span<const double> y);

    /// Forgets the bracket: any shift between min x - max y and max x - min y may come next.
    void restart();
    /// The rank sums at @p shift, which lies within the bracket. Call raiseTo() or lowerTo() before the next one.
    RankSums at(double shift);
    /// What is sought lies above the shift that was looked at last: it becomes the bracket's low end.
    void raiseLow();
    /// It lies below: that shift becomes the high end.
    void lowerHigh();

private:
    /// An x whose place in y is not settled within the bracket: at least @c least and at most @c most of the y lie below.
    struct Open {
        double x;
        std::uint32_t least;
        std::uint32_t most;
        std::uint32_t here; ///< at the last shift
    };

    RankSums atByMerging(double shift);
    RankSums atByOpenPairs(double shift);
    RankSums conclude(double shift, std::uint64_t below, bool tied) const;
    void openPairs();
    template <typename Narrow> void keepOpen(Narrow narrow);
    std::size_t add(const Open& open, std::size_t slot);
    std::uint32_t notAbove(std::uint32_t from, std::uint32_t end, double value) const;

    std::span<const double> m_x;
    std::vector<double> m_y; ///< between a sentinel below and one above all
    std::size_t m_yCount;
    double m_ownTies = 0; ///< of ties within x and within y, which no shift changes
    bool m_gapsSurvive = false; ///< no shift makes different x equal by rounding

    // While merging: how many y lie below each x at the ends of the bracket and at the last shift.
    std::vector<double> m_shifted; ///< x - d between two sentinels
    std::vector<std::uint32_t> m_atLow;
    std::vector<std::uint32_t> m_atHigh;
    std::vector<std::uint32_t> m_here;
    std::uint64_t m_belowAtLow = 0;
    std::uint64_t m_belowAtHigh = 0;
    std::uint64_t m_belowHere = 0;
    double m_low = 0;
    bool m_lowIsBorder = true; ///< all y count as below at the low end
    double m_shift = 0;

    std::vector<Open> m_open;
    std::size_t m_openCount = 0;
    std::uint64_t m_settled = 0; ///< sum of the places of the x that are not open
    bool m_onlyOpen = false;
    bool m_tiedHere = false;
};

} // namespace fairlead::statistics
