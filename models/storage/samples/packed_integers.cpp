#include "models/storage/samples/packed_integers.h"

#include <QtEndian>

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>
#include <limits>
#include <utility>

namespace fairlead::storage {

namespace {

enum Kind : quint8 { Plain = 0, Steps = 1 };

constexpr int kWholeBits = 64;
constexpr int kHalf = 32;
constexpr int kPatchBits = 24; ///< what the place of an exception takes, about

// All arithmetic is modulo 2^64, where distances between any two integers exist.
quint64 bitsOf(qint64 value)
{
    return static_cast<quint64>(value);
}

/// A way to write values: what is subtracted from each, how many bits are kept of the rest, what it costs.
struct Frame {
    qint64 base = 0;
    int width = 0;
    std::size_t cost = std::numeric_limits<std::size_t>::max(); ///< bits
};

Frame frameFor(std::span<const qint64> values, qint64 base)
{
    std::array<std::size_t, kWholeBits + 1> lengths{};
    for (const qint64 value : values) {
        ++lengths[static_cast<std::size_t>(std::bit_width(bitsOf(value) - bitsOf(base)))];
    }
    Frame best{base};
    std::size_t beyondBits = 0;
    for (int width = kWholeBits; width >= 0; --width) {
        const std::size_t cost = values.size() * static_cast<std::size_t>(width) + beyondBits;
        if (cost <= best.cost) {
            best.width = width;
            best.cost = cost;
        }
        beyondBits += lengths[static_cast<std::size_t>(width)] * static_cast<std::size_t>(width + kPatchBits);
    }
    return best;
}

Frame bestFrame(std::span<const qint64> values)
{
    if (values.empty()) {
        return {};
    }
    const Frame least = frameFor(values, *std::ranges::min_element(values));
    // One value far below all others must not cost each of them bits: it may be an exception, too.
    std::vector<qint64> sorted(values.begin(), values.end());
    const auto low = sorted.begin() + static_cast<std::ptrdiff_t>(sorted.size() / 50);
    std::ranges::nth_element(sorted, low);
    const Frame above = frameFor(values, *low);
    return above.cost < least.cost ? above : least;
}

class BitWriter {
public:
    explicit BitWriter(Bytes& out)
        : m_out(out)
    {
    }
    void put(quint64 value, int width)
    {
        if (width > kHalf) {
            putPart(value & 0xffffffffU, kHalf);
            putPart(value >> kHalf, width - kHalf);
        } else {
            putPart(value, width);
        }
    }
    void finish()
    {
        if (m_filled > 0) {
            m_out.push_back(static_cast<quint8>(m_word));
        }
    }

private:
    void putPart(quint64 value, int width)
    {
        m_word |= value << m_filled;
        m_filled += width;
        for (; m_filled >= 8; m_filled -= 8, m_word >>= 8) {
            m_out.push_back(static_cast<quint8>(m_word));
        }
    }
    Bytes& m_out;
    quint64 m_word = 0;
    int m_filled = 0;
};

/// Reads numbers of @p width bits, one after the other. @p bytes hold all of them.
class BitReader {
public:
    BitReader(std::span<const quint8> bytes, int width)
        : m_bytes(bytes)
        , m_width(width)
    {
    }

    void read(std::span<qint64> values, quint64 base)
    {
        // A number and the bits before it in its byte fit into one word; where a word of bytes is left, it is loaded without a look.
        std::size_t i = 0;
        if (m_width <= kWholeBits - 7) {
            const quint64 mask = (quint64(1) << m_width) - 1;
            const auto width = static_cast<std::size_t>(m_width);
            for (std::size_t at = 0; i < values.size() && at / 8 + sizeof(quint64) <= m_bytes.size(); ++i, at += width) {
                values[i] = static_cast<qint64>(base + (qFromLittleEndian<quint64>(m_bytes.data() + at / 8) >> (at % 8) & mask));
            }
        }
        for (; i < values.size(); ++i) {
            values[i] = static_cast<qint64>(base + bitsAt(i * static_cast<std::size_t>(m_width), m_width));
        }
    }

private:
    quint64 load(std::size_t offset) const
    {
        quint64 word = 0;
        std::memcpy(&word, m_bytes.data() + offset, std::min<std::size_t>(sizeof word, m_bytes.size() - offset));
        return qFromLittleEndian(word);
    }
    quint64 bitsAt(std::size_t at, int width) const
    {
        if (width == 0) {
            return 0;
        }
        if (width > kHalf) {
            return bitsAt(at, kHalf) | bitsAt(at + kHalf, width - kHalf) << kHalf;
        }
        return load(at / 8) >> (at % 8) & ((quint64(1) << width) - 1);
    }

    std::span<const quint8> m_bytes;
    int m_width;
};

void writeFrame(Bytes& out, std::span<const qint64> values, const Frame& frame)
{
    putVarint(out, zigzag(frame.base));
    out.push_back(static_cast<quint8>(frame.width));
    std::vector<std::size_t> exceptions;
    BitWriter bits(out);
    for (std::size_t i = 0; i < values.size(); ++i) {
        const quint64 rest = bitsOf(values[i]) - bitsOf(frame.base);
        const bool fits = std::cmp_less_equal(std::bit_width(rest), frame.width);
        bits.put(fits ? rest : 0, frame.width);
        if (!fits) {
            exceptions.push_back(i);
        }
    }
    bits.finish();
    putVarint(out, exceptions.size());
    std::size_t last = 0;
    for (const std::size_t place : exceptions) {
        putVarint(out, place - last);
        putVarint(out, bitsOf(values[place]) - bitsOf(frame.base));
        last = place;
    }
}

bool readFrame(ByteReader& in, std::span<qint64> values)
{
    const auto base = in.varint();
    const auto width = in.byte();
    if (!base || !width || *width > kWholeBits) {
        return false;
    }
    const auto bits = in.bytes((values.size() * *width + 7) / 8);
    if (!bits) {
        return false;
    }
    const quint64 from = bitsOf(unzigzag(*base));
    BitReader(*bits, *width).read(values, from);
    const auto exceptions = in.varint();
    if (!exceptions || *exceptions > values.size()) {
        return false;
    }
    quint64 place = 0;
    for (quint64 i = 0; i < *exceptions; ++i) {
        const auto step = in.varint();
        const auto rest = in.varint();
        if (!step || !rest || *step >= values.size() || place + *step >= values.size()) {
            return false;
        }
        place += *step;
        values[place] = static_cast<qint64>(from + *rest);
    }
    return true;
}

} // namespace

std::optional<quint8> ByteReader::byte()
{
    if (m_bytes.empty()) {
        return std::nullopt;
    }
    const quint8 first = m_bytes.front();
    m_bytes = m_bytes.subspan(1);
    return first;
}

std::optional<quint64> ByteReader::varint()
{
    quint64 value = 0;
    for (int shift = 0; shift < kWholeBits; shift += 7) {
        const auto next = byte();
        if (!next) {
            return std::nullopt;
        }
        value |= quint64(*next & 0x7f) << shift;
        if (*next < 0x80) {
            return value;
        }
    }
    return std::nullopt;
}

std::optional<std::span<const quint8>> ByteReader::bytes(std::size_t count)
{
    if (count > m_bytes.size()) {
        return std::nullopt;
    }
    const auto front = m_bytes.first(count);
    m_bytes = m_bytes.subspan(count);
    return front;
}

void putVarint(Bytes& out, quint64 value)
{
    for (; value >= 0x80; value >>= 7) {
        out.push_back(static_cast<quint8>(value | 0x80));
    }
    out.push_back(static_cast<quint8>(value));
}

void packIntegers(Bytes& out, std::span<const qint64> values)
{
    std::vector<qint64> steps(values.begin(), values.end());
    for (std::size_t i = values.size(); i > 1; --i) {
        steps[i - 1] = static_cast<qint64>(bitsOf(values[i - 1]) - bitsOf(values[i - 2]));
    }
    const std::span<const qint64> behindFirst = std::span<const qint64>(steps).subspan(std::min<std::size_t>(1, steps.size()));
    const Frame plain = bestFrame(values);
    const Frame stepwise = bestFrame(behindFirst);
    if (values.empty() || plain.cost <= stepwise.cost) {
        out.push_back(Plain);
        writeFrame(out, values, plain);
        return;
    }
    out.push_back(Steps);
    putVarint(out, zigzag(values.front()));
    writeFrame(out, behindFirst, stepwise);
}

bool unpackIntegers(ByteReader& in, std::span<qint64> values)
{
    const auto kind = in.byte();
    if (!kind || *kind > Steps) {
        return false;
    }
    if (*kind == Plain) {
        return readFrame(in, values);
    }
    const auto first = in.varint();
    if (!first || values.empty() || !readFrame(in, values.subspan(1))) {
        return false;
    }
    values[0] = unzigzag(*first);
    for (std::size_t i = 1; i < values.size(); ++i) {
        values[i] = static_cast<qint64>(bitsOf(values[i - 1]) + bitsOf(values[i]));
    }
    return true;
}

} // namespace fairlead::storage
