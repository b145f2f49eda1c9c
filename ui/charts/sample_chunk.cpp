#include "ui/charts/sample_chunk.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstring>
#include <limits>

namespace fairlead::ui {

namespace {

constexpr std::size_t kSpare = 8; ///< the last value is read as 8 bytes, too
constexpr double kLargestWhole = 9.0e15; ///< doubles hold whole numbers up to here

constexpr int kReach = 57; ///< bits of a word that are there whichever bit of its first byte it begins with

quint64 maskOf(int width)
{
    return width >= 64 ? ~quint64(0) : (quint64(1) << width) - 1;
}

/// Bits for numbers up to @p largest: those that one word cannot hold at any place begin with a byte.
int widthOf(quint64 largest)
{
    const auto width = int(std::bit_width(largest));
    return width <= kReach ? width : 64;
}

// Offsets are stored with their low byte first, which is how they are loaded.
static_assert(std::endian::native == std::endian::little);

/// @p to is zero and has a word to spare behind the last offset.
void store(std::byte* to, const std::vector<quint64>& offsets, int width)
{
    std::size_t bit = 0;
    for (const quint64 offset : offsets) {
        quint64 word = 0;
        std::memcpy(&word, to + bit / 8, sizeof(word));
        word |= offset << (bit % 8);
        std::memcpy(to + bit / 8, &word, sizeof(word));
        bit += std::size_t(width);
    }
}

std::size_t bytesOf(std::size_t count, int width)
{
    return (count * std::size_t(width) + 7) / 8;
}

std::size_t blocksOf(std::size_t size, std::size_t length)
{
    return (size + length - 1) / length;
}

} // namespace

std::size_t SampleChunk::lowerBound(qint64 at) const
{
    std::size_t begin = 0;
    std::size_t end = m_size;
    while (begin < end) {
        const std::size_t middle = (begin + end) / 2;
        if (timeAt(middle) < at)
            begin = middle + 1;
        else
            end = middle;
    }
    return begin;
}

SampleChunk::Bounds SampleChunk::bounds(std::size_t begin, std::size_t end) const
{
    if (begin == 0 && end >= m_size)
        return {m_min, m_max};
    Bounds result{valueAt(begin), valueAt(begin)};
    const auto scan = [&](std::size_t from, std::size_t to) {
        for (std::size_t i = from; i < to; ++i) {
            const double value = valueAt(i);
            result = {std::min(result.min, value), std::max(result.max, value)};
        }
    };
    if (!isPacked()) {
        scan(begin, end);
        return result;
    }
    const std::size_t firstWhole = std::min(end, blocksOf(begin, kBlock) * kBlock);
    scan(begin, firstWhole);
    std::size_t i = firstWhole;
    for (; i + kBlock <= end; i += kBlock) {
        // Rough bounds are never too narrow, so what they do not reach beyond needs no look.
        const Bounds block = roughBounds(i, kBlock);
        if (block.min < result.min || block.max > result.max)
            scan(i, i + kBlock);
    }
    scan(i, end);
    return result;
}

SampleChunk::RoughBounds SampleChunk::roughOf(std::size_t begin, std::size_t length) const
{
    const auto first = m_values.begin() + std::ptrdiff_t(begin);
    const auto last = m_values.begin() + std::ptrdiff_t(std::min<std::size_t>(begin + length, m_size));
    const auto [low, high] = std::minmax_element(first, last);
    const double limit = double(std::numeric_limits<float>::max());
    const auto below = float(std::min(*low - m_min, limit));
    const double above = *high - m_min;
    return {below > 0.0F ? std::nextafter(below, 0.0F) : 0.0F,
        above < limit ? std::nextafter(float(above), std::numeric_limits<float>::infinity()) : std::numeric_limits<float>::infinity()};
}

void SampleChunk::measure()
{
    m_size = quint16(m_times.size());
    if (m_size == 0)
        return;
    m_first = m_times.front();
    m_last = m_times.back();
    const auto [low, high] = std::minmax_element(m_values.begin(), m_values.end());
    m_min = *low;
    m_max = *high;
}

void SampleChunk::append(qint64 at, double value)
{
    m_times.push_back(at);
    m_values.push_back(value);
    const bool isFirst = m_size == 0;
    m_first = isFirst ? at : m_first;
    m_last = at;
    m_min = isFirst ? value : std::min(m_min, value);
    m_max = isFirst ? value : std::max(m_max, value);
    ++m_size;
}

void SampleChunk::insert(std::size_t index, qint64 at, double value)
{
    m_times.insert(m_times.begin() + std::ptrdiff_t(index), at);
    m_values.insert(m_values.begin() + std::ptrdiff_t(index), value);
    m_min = m_size == 0 ? value : std::min(m_min, value);
    m_max = m_size == 0 ? value : std::max(m_max, value);
    m_first = m_times.front();
    m_last = m_times.back();
    ++m_size;
}

void SampleChunk::replace(std::size_t index, double value)
{
    m_values[index] = value;
    measure();
}

void SampleChunk::truncate(std::size_t size)
{
    m_times.resize(size);
    m_values.resize(size);
    measure();
}

SampleChunk SampleChunk::splitOff()
{
    SampleChunk later;
    const auto middle = std::ptrdiff_t(m_size / 2);
    later.m_times.assign(m_times.begin() + middle, m_times.end());
    later.m_values.assign(m_values.begin() + middle, m_values.end());
    later.measure();
    truncate(std::size_t(middle));
    return later;
}

quint64 SampleChunk::packTimes(std::vector<quint64>& offsets)
{
    const std::vector<qint64>& times = m_times;
    const auto span = quint64(m_last - m_first);
    // The pace times 1,024 must stay below 2^63; longer than 270 years need not be packed well.
    m_step = m_size > 1 && span < (quint64(1) << 42) ? (span << kStepShift) / quint64(m_size - 1) : 0;
    m_timeBase = m_first;
    for (std::size_t i = 0; i < times.size(); ++i)
        m_timeBase = std::min(m_timeBase, times[i] - pace(i));
    quint64 largest = 0;
    for (std::size_t i = 0; i < times.size(); ++i) {
        offsets[i] = quint64(times[i] - pace(i) - m_timeBase);
        largest = std::max(largest, offsets[i]);
    }
    return largest;
}

quint64 SampleChunk::packDecimals(std::vector<quint64>& offsets)
{
    constexpr std::array<double, 7> kPowers{1.0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6};
    const std::vector<double>& values = m_values;
    std::size_t place = 0;
    for (std::size_t i = 0; i < values.size(); ++i) {
        const double value = values[i];
        if (!std::isfinite(value))
            return std::numeric_limits<quint64>::max();
        for (;; ++place) {
            if (place == kPowers.size() || std::abs(value) * kPowers[place] > kLargestWhole)
                return std::numeric_limits<quint64>::max();
            const double whole = std::nearbyint(value * kPowers[place]);
            if (std::bit_cast<quint64>(whole / kPowers[place]) == std::bit_cast<quint64>(value))
                break;
        }
    }
    m_power = kPowers[place];
    qint64 least = std::numeric_limits<qint64>::max();
    qint64 most = std::numeric_limits<qint64>::min();
    for (std::size_t i = 0; i < values.size(); ++i) {
        const double product = values[i] * m_power;
        const auto whole = qint64(std::nearbyint(product));
        // One that fits fewer places need not fit more of them.
        if (std::abs(product) > kLargestWhole || std::bit_cast<quint64>(double(whole) / m_power) != std::bit_cast<quint64>(values[i]))
            return std::numeric_limits<quint64>::max();
        offsets[i] = quint64(whole);
        least = std::min(least, whole);
        most = std::max(most, whole);
    }
    for (quint64& offset : offsets)
        offset -= quint64(least);
    m_valueBase = quint64(least);
    return quint64(most) - quint64(least);
}

quint64 SampleChunk::packBits(std::vector<quint64>& offsets)
{
    m_power = 0.0;
    std::vector<qint64> ordered(offsets.size());
    std::ranges::transform(m_values, ordered.begin(), [](double value) { return turned(std::bit_cast<qint64>(value)); });
    const auto [least, most] = std::minmax_element(ordered.begin(), ordered.end());
    m_valueBase = quint64(*least);
    std::ranges::transform(ordered, offsets.begin(), [base = m_valueBase](qint64 word) { return quint64(word) - base; });
    return quint64(*most) - m_valueBase;
}

void SampleChunk::pack()
{
    if (isPacked() || m_size == 0)
        return;
    std::vector<quint64> times(m_size);
    std::vector<quint64> values(m_size);
    m_timeWidth = quint8(widthOf(packTimes(times)));
    const quint64 largestDecimal = packDecimals(values);
    m_valueWidth = quint8(widthOf(largestDecimal == std::numeric_limits<quint64>::max() ? packBits(values) : largestDecimal));
    m_timeMask = maskOf(m_timeWidth);
    m_valueMask = maskOf(m_valueWidth);

    const std::size_t bounds = blocksOf(m_size, kBlock) + blocksOf(m_size, kPart);
    m_timesAt = quint32(bounds * sizeof(RoughBounds));
    m_valuesAt = m_timesAt + quint32(bytesOf(m_size, m_timeWidth));
    m_bytes.resize(m_valuesAt + bytesOf(m_size, m_valueWidth) + kSpare);
    std::byte* to = m_bytes.data();
    for (const std::size_t length : {kBlock, kPart}) {
        for (std::size_t begin = 0; begin < m_size; begin += length, to += sizeof(RoughBounds)) {
            const RoughBounds found = roughOf(begin, length);
            std::memcpy(to, &found, sizeof(found));
        }
    }
    // The end of the times and the beginning of the values share no byte, but a word: both only add bits.
    store(m_bytes.data() + m_timesAt, times, m_timeWidth);
    store(m_bytes.data() + m_valuesAt, values, m_valueWidth);
    // Not "= {}", which keeps the memory.
    m_times = std::vector<qint64>();
    m_values = std::vector<double>();
}

void SampleChunk::open()
{
    if (!isPacked())
        return;
    std::vector<qint64> times(m_size);
    std::vector<double> values(m_size);
    for (std::size_t i = 0; i < m_size; ++i) {
        times[i] = timeAt(i);
        values[i] = valueAt(i);
    }
    m_times = std::move(times);
    m_values = std::move(values);
    m_bytes = std::vector<std::byte>();
}

std::size_t SampleChunk::bytes() const
{
    return m_times.capacity() * sizeof(qint64) + m_values.capacity() * sizeof(double) + m_bytes.capacity();
}

} // namespace fairlead::ui
