#pragma once

#include <QtGlobal>

#include <optional>
#include <span>
#include <vector>

namespace fairlead::storage {

using Bytes = std::vector<quint8>;

/// Reads what the functions below have written, from the front. Never beyond the end, whatever the bytes are.
class ByteReader {
public:
    explicit ByteReader(std::span<const quint8> bytes)
        : m_bytes(bytes)
    {
    }
    std::optional<quint8> byte();
    std::optional<quint64> varint();
    std::optional<std::span<const quint8>> bytes(std::size_t count);
    bool atEnd() const { return m_bytes.empty(); }

private:
    std::span<const quint8> m_bytes;
};

/// LEB128: 7 bits a byte, the lowest first.
void putVarint(Bytes& out, quint64 value);

/// Small positive numbers for small ones of either sign.
constexpr quint64 zigzag(qint64 value)
{
    return (static_cast<quint64>(value) << 1) ^ static_cast<quint64>(value >> 63);
}
constexpr qint64 unzigzag(quint64 value)
{
    return static_cast<qint64>((value >> 1) ^ (~(value & 1) + 1));
}

/// Appends @p values (at most 65,536), as distances from their smallest or from one value to the next, whichever is shorter. Each
/// takes as many bits as most of them need; the few that need more stand behind with their place (patched frame of reference:
/// Zukowski and others, Super-Scalar RAM-CPU Cache Compression, ICDE 2006). All 64-bit integers are kept exactly.
void packIntegers(Bytes& out, std::span<const qint64> values);
/// Fills @p values; false when the bytes are not what packIntegers() writes for as many.
bool unpackIntegers(ByteReader& in, std::span<qint64> values);

} // namespace fairlead::storage
