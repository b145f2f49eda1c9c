#include "models/storage/samples/chunk.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <limits>

namespace fairlead::storage {

namespace {

constexpr quint8 kFormat = 1;
constexpr std::size_t kMost = 65'536; ///< samples of a chunk
constexpr quint8 kBits = 255; ///< instead of a number of places
constexpr int kMostPlaces = 12;
constexpr double kExact = 9'007'199'254'740'992.0; ///< 2^53: up to here every integer is a double

constexpr std::array<double, kMostPlaces + 1> kPowers{1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12};

/// The integer that @p value is times @p power, if dividing it again gives the same bits.
std::optional<qint64> scaled(double value, double power)
{
    const double product = value * power;
    if (!(std::abs(product) < kExact)) {
        return std::nullopt;
    }
    const qint64 whole = std::llround(product);
    const double back = static_cast<double>(whole) / power;
    return std::bit_cast<quint64>(back) == std::bit_cast<quint64>(value) ? std::optional(whole) : std::nullopt;
}

/// The number of decimal places with which all @p samples are integers, which are then in @p whole.
std::optional<int> decimalPlaces(std::span<const metrics::Sample> samples, std::vector<qint64>& whole)
{
    int places = 0;
    for (std::size_t i = 0; i < samples.size();) {
        if (const auto integer = scaled(samples[i].value, kPowers[static_cast<std::size_t>(places)])) {
            whole[i] = *integer;
            ++i;
            continue;
        }
        if (++places > kMostPlaces) {
            return std::nullopt;
        }
        // More places for one are more for all: those before are scaled again. At most twelve times.
        i = 0;
    }
    return places;
}

// Positive doubles are in the order of their bits; negative ones in the opposite, which turning the rest of the bits sets right.
qint64 ordered(double value)
{
    const auto bits = std::bit_cast<qint64>(value);
    return bits < 0 ? bits ^ std::numeric_limits<qint64>::max() : bits;
}

double fromOrdered(qint64 bits)
{
    return std::bit_cast<double>(bits < 0 ? bits ^ std::numeric_limits<qint64>::max() : bits);
}

/// How many zeros all values end in.
int commonZeros(std::span<const metrics::Sample> samples)
{
    quint64 any = 0;
    for (const metrics::Sample& sample : samples) {
        any |= std::bit_cast<quint64>(sample.value);
    }
    return any == 0 ? 0 : std::countr_zero(any);
}

void packValues(Bytes& out, std::span<const metrics::Sample> samples)
{
    std::vector<qint64> whole(samples.size());
    if (const auto places = decimalPlaces(samples, whole)) {
        out.push_back(static_cast<quint8>(*places));
        packIntegers(out, whole);
        return;
    }
    // The sign turns the other bits of a negative number, zeros at the end included.
    const bool negative = std::ranges::any_of(samples, [](const metrics::Sample& sample) { return std::signbit(sample.value); });
    const int zeros = negative ? 0 : commonZeros(samples);
    std::ranges::transform(samples, whole.begin(), [zeros](const metrics::Sample& sample) { return ordered(sample.value) >> zeros; });
    out.push_back(kBits);
    out.push_back(static_cast<quint8>(zeros));
    packIntegers(out, whole);
}

/// @p samples have their times already.
bool unpackValues(ByteReader& in, std::span<metrics::Sample> samples, std::span<qint64> scratch)
{
    const auto places = in.byte();
    if (!places || (*places > kMostPlaces && *places != kBits)) {
        return false;
    }
    if (*places == kBits) {
        const auto zeros = in.byte();
        if (!zeros || *zeros > 63 || !unpackIntegers(in, scratch)) {
            return false;
        }
        for (std::size_t i = 0; i < samples.size(); ++i) {
            samples[i].value = fromOrdered(static_cast<qint64>(static_cast<quint64>(scratch[i]) << *zeros));
        }
        return true;
    }
    if (!unpackIntegers(in, scratch)) {
        return false;
    }
    const double power = kPowers[*places];
    for (std::size_t i = 0; i < samples.size(); ++i) {
        samples[i].value = static_cast<double>(scratch[i]) / power;
    }
    return true;
}

} // namespace

void packChunk(Bytes& out, std::span<const metrics::Sample> samples)
{
    Q_ASSERT(samples.size() <= kMost);
    std::vector<qint64> times(samples.size());
    std::ranges::transform(samples, times.begin(), [](const metrics::Sample& sample) { return sample.at.ms(); });
    out.push_back(kFormat);
    putVarint(out, samples.size());
    packIntegers(out, times);
    packValues(out, samples);
}

bool unpackChunk(std::span<const quint8> bytes, std::vector<metrics::Sample>& samples)
{
    const std::size_t count = chunkSize(bytes);
    ByteReader in(bytes);
    if (count == 0 || !in.byte() || !in.varint()) {
        return false;
    }
    std::vector<qint64> scratch(count);
    if (!unpackIntegers(in, scratch)) {
        return false;
    }
    const std::size_t before = samples.size();
    samples.resize(before + count);
    const std::span<metrics::Sample> fresh = std::span(samples).subspan(before);
    for (std::size_t i = 0; i < count; ++i) {
        fresh[i].at = Instant::fromMs(scratch[i]);
    }
    if (!unpackValues(in, fresh, scratch)) {
        samples.resize(before);
        return false;
    }
    return true;
}

std::size_t chunkSize(std::span<const quint8> bytes)
{
    ByteReader in(bytes);
    const auto format = in.byte();
    const auto count = format == kFormat ? in.varint() : std::nullopt;
    return count && *count <= kMost ? static_cast<std::size_t>(*count) : 0;
}

} // namespace fairlead::storage
