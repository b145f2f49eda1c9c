#pragma once

#include <QtGlobal>

#include <array>
#include <cstddef>
#include <vector>

namespace fairlead::ui {

/// What a stretch of samples looks like from far away. Meaningless while count is 0.
struct Extent {
    double min = 0.0;
    double max = 0.0;
    double first = 0.0;
    double last = 0.0;
    std::size_t count = 0;

    bool operator==(const Extent&) const = default;
};

/// Samples in time order with the smallest and largest value of every block of 8, 64, 512 … of them, so
/// that a pixel column over any number of samples costs the same and a spike of one sample is never lost.
/// Thread: any, one at a time.
class Pyramid {
public:
    /// Puts a sample where its time belongs and returns its index. O(levels) at the end; a late one costs
    /// as much as what follows it. A second value for the same millisecond replaces the first.
    std::size_t insert(qint64 at, double value);
    /// Forgets the samples from @p size on.
    void truncate(std::size_t size);

    std::size_t size() const { return m_times.size(); }
    bool isEmpty() const { return m_times.empty(); }
    qint64 timeAt(std::size_t index) const { return m_times[index]; }
    double valueAt(std::size_t index) const { return m_values[index]; }

    /// The first index whose time is not before @p at, looking from @p from on; size() when there is none.
    std::size_t lowerBound(qint64 at, std::size_t from = 0) const;

    /// Extent of [begin, end), O(log size).
    Extent extent(std::size_t begin, std::size_t end) const;

private:
    struct Bounds {
        double min;
        double max;
    };
    static constexpr std::size_t kShift = 3; ///< blocks of 8
    static constexpr std::size_t kLevels = 7; ///< the coarsest block holds 2,097,152 samples

    void rebuildFrom(std::size_t index);
    void addToLevels(std::size_t index);

    std::vector<qint64> m_times;
    std::vector<double> m_values;
    std::array<std::vector<Bounds>, kLevels> m_levels;
};

} // namespace fairlead::ui
