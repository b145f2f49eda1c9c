#pragma once

#include <QtGlobal>

#include <array>
#include <bit>
#include <cstddef>
#include <cstring>
#include <limits>
#include <vector>

namespace fairlead::ui {

/// Up to 1,024 samples in time order. Open it takes samples; packed it holds them in a few bytes each and gives every one of them
/// back exactly, at random and without unpacking. Thread: any, one at a time.
///
/// Packed times are what they are off from an even pace, in as many bits as the largest of them needs. Packed values are whole
/// numbers over a power of ten where all of them are decimals with up to 6 places that come back bit by bit; else the bits of the
/// doubles, put in the order of their values. Of both the least is subtracted.
class SampleChunk {
public:
    static constexpr std::size_t kCapacity = 1024;
    static constexpr std::size_t kBlock = 16; ///< samples that share one pair of bounds
    static constexpr std::size_t kPart = 128; ///< samples that share one pair of coarser bounds

    struct Bounds {
        double min;
        double max;
    };

    std::size_t size() const { return m_size; }
    bool isPacked() const { return !m_bytes.empty(); }
    qint64 firstAt() const { return m_first; }
    qint64 lastAt() const { return m_last; }
    Bounds bounds() const { return {m_min, m_max}; } ///< exact

    qint64 timeAt(std::size_t index) const { return isPacked() ? packedTimeAt(index) : m_times[index]; }
    double valueAt(std::size_t index) const { return isPacked() ? packedValueAt(index) : m_values[index]; }
    /// The first index whose time is not before @p at; size() when there is none.
    std::size_t lowerBound(qint64 at) const;
    /// Exact bounds of [begin, end), which is not empty.
    Bounds bounds(std::size_t begin, std::size_t end) const;
    /// Bounds of the block that begins at @p begin, a multiple of @p length (kBlock or kPart), of a packed chunk. They hold
    /// all of its values and are at most a ten-millionth of the chunk's range too wide.
    Bounds roughBounds(std::size_t begin, std::size_t length) const
    {
        const std::size_t index = length == kBlock ? begin / kBlock : (m_size + kBlock - 1) / kBlock + begin / kPart;
        const RoughBounds& found = rough()[index];
        return {m_min + double(found.min), m_min + double(found.max)};
    }

    void append(qint64 at, double value); ///< the chunk is open and has room, and @p at is later than all
    void insert(std::size_t index, qint64 at, double value); ///< the chunk is open
    void replace(std::size_t index, double value); ///< the chunk is open
    void truncate(std::size_t size); ///< the chunk is open
    /// Takes the later half away. The chunk is open, and so are both halves.
    SampleChunk splitOff();

    void pack();
    void open();

    std::size_t bytes() const; ///< on the heap

private:
    struct RoughBounds {
        float min;
        float max;
    };

    static quint64 load(const std::byte* from)
    {
        quint64 word = 0;
        std::memcpy(&word, from, sizeof(word));
        return word;
    }
    quint64 bitsAt(std::size_t from, std::size_t index, int width, quint64 mask) const
    {
        const std::size_t bit = index * std::size_t(width);
        return load(m_bytes.data() + from + bit / 8) >> (bit % 8) & mask;
    }
    qint64 packedTimeAt(std::size_t index) const
    {
        return m_timeBase + pace(index) + qint64(bitsAt(m_timesAt, index, m_timeWidth, m_timeMask));
    }
    double packedValueAt(std::size_t index) const
    {
        const auto word = qint64(m_valueBase + bitsAt(m_valuesAt, index, m_valueWidth, m_valueMask));
        return m_power > 0.0 ? double(word) / m_power : fromOrdered(word);
    }
    /// Doubles in the order of these are in the order of their values; what turns a negative one's bits turns them back.
    static qint64 turned(qint64 bits) { return bits < 0 ? bits ^ std::numeric_limits<qint64>::max() : bits; }
    static double fromOrdered(qint64 word) { return std::bit_cast<double>(turned(word)); }
    void measure();
    quint64 packTimes(std::vector<quint64>& offsets);
    quint64 packDecimals(std::vector<quint64>& offsets);
    quint64 packBits(std::vector<quint64>& offsets);
    RoughBounds roughOf(std::size_t begin, std::size_t length) const;
    qint64 pace(std::size_t index) const { return qint64((quint64(index) * m_step) >> kStepShift); }
    const RoughBounds* rough() const { return reinterpret_cast<const RoughBounds*>(m_bytes.data()); }

    static constexpr int kStepShift = 20;

    std::vector<qint64> m_times; ///< while open
    std::vector<double> m_values; ///< while open
    std::vector<std::byte> m_bytes; ///< while packed: bounds of blocks and parts, times, values, 8 spare bytes
    qint64 m_first = 0;
    qint64 m_last = 0;
    double m_min = 0.0;
    double m_max = 0.0;
    qint64 m_timeBase = 0;
    quint64 m_step = 0; ///< of the even pace, times 2^kStepShift
    quint64 m_valueBase = 0;
    quint64 m_timeMask = 0;
    quint64 m_valueMask = 0;
    double m_power = 0.0; ///< of ten; 0 where the values are bits
    quint32 m_timesAt = 0; ///< in m_bytes
    quint32 m_valuesAt = 0;
    quint16 m_size = 0;
    quint8 m_timeWidth = 0; ///< bits
    quint8 m_valueWidth = 0;
};

} // namespace fairlead::ui
