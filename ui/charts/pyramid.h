#pragma once

#include "ui/charts/sample_chunk.h"

#include <QtGlobal>

#include <algorithm>
#include <cstddef>
#include <optional>
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

/// Samples in time order, packed in chunks that know the smallest and largest value of every 16, 128 and 1,024 of them, so that a
/// pixel column over any number of samples costs the same and a spike of one sample is never lost. Every time and value comes
/// back exactly; a sample takes 1 to 4 bytes where values are decimals such as people read them, and up to 8 where they are
/// any doubles at an uneven pace. Thread: any, one at a time.
class Pyramid {
public:
    /// Puts a sample where its time belongs and returns its index. At the end amortised O(1); a late one costs as much as
    /// one chunk, and those that follow it nearby as much as the move of a few hundred numbers. A second value for the
    /// same millisecond replaces the first.
    std::size_t insert(qint64 at, double value);
    /// Forgets the samples from @p size on.
    void truncate(std::size_t size);

    std::size_t size() const { return m_size; }
    bool isEmpty() const { return m_size == 0; }
    qint64 timeAt(std::size_t index) const;
    double valueAt(std::size_t index) const;
    qint64 lastAt() const { return m_chunks.back().lastAt(); } ///< not while empty

    /// The first index whose time is not before @p at and that is not before @p from; size() when there is none.
    std::size_t lowerBound(qint64 at, std::size_t from = 0) const;

    /// Exact extent of [begin, end); the cost is a thousandth of its length and no more than two chunks besides.
    Extent extent(std::size_t begin, std::size_t end) const;

    /// Calls @p take(at, min, max) for runs of up to @p longest samples that together are [begin, end), oldest first; @p at is the
    /// time of a run's first sample. The bounds hold all values of the run and are too wide by no more than a ten-millionth
    /// of the range round it; they are exact where runs are single samples.
    template <typename Take> void forRuns(std::size_t begin, std::size_t end, std::size_t longest, Take&& take) const;

    /// Grows with every change.
    quint64 revision() const { return m_revision; }
    /// The revision at which something other than the end last changed: what was drawn since needs only new samples.
    quint64 reshaped() const { return m_reshaped; }

    std::size_t bytes() const; ///< of memory, without what the allocator adds

private:
    std::size_t chunkOf(std::size_t index) const;
    void insertLate(std::size_t chunk, qint64 at, double value);
    void openOnly(std::size_t chunk);
    void startsFrom(std::size_t chunk);

    std::vector<SampleChunk> m_chunks; ///< all packed but the last and m_open
    std::vector<std::size_t> m_starts; ///< index of the first sample of each
    std::optional<std::size_t> m_open; ///< besides the last
    std::size_t m_size = 0;
    quint64 m_revision = 0;
    quint64 m_reshaped = 0;
};

template <typename Take> void Pyramid::forRuns(std::size_t begin, std::size_t end, std::size_t longest, Take&& take) const
{
    end = std::min(end, m_size);
    for (std::size_t c = begin < end ? chunkOf(begin) : m_chunks.size(); c < m_chunks.size() && m_starts[c] < end; ++c) {
        const SampleChunk& chunk = m_chunks[c];
        std::size_t i = std::max(begin, m_starts[c]) - m_starts[c];
        const std::size_t last = std::min(end - m_starts[c], chunk.size());
        if (i == 0 && last == chunk.size() && longest >= chunk.size()) {
            const SampleChunk::Bounds all = chunk.bounds();
            take(chunk.firstAt(), all.min, all.max);
            continue;
        }
        const std::size_t length = !chunk.isPacked() || longest < SampleChunk::kBlock ? 1
            : longest < SampleChunk::kPart                                            ? SampleChunk::kBlock
                                                                                      : SampleChunk::kPart;
        while (i < last) {
            const std::size_t next = std::min(i + length, chunk.size());
            if (length > 1 && i % length == 0 && next <= last) {
                const SampleChunk::Bounds rough = chunk.roughBounds(i, length);
                take(chunk.timeAt(i), rough.min, rough.max);
                i = next;
            } else {
                const double value = chunk.valueAt(i);
                take(chunk.timeAt(i), value, value);
                ++i;
            }
        }
    }
}

} // namespace fairlead::ui
