#pragma once

#include "models/domain/metrics/metric.h"
#include "models/storage/samples/packed_integers.h"

namespace fairlead::storage {

/// A full chunk. One of 1 Hz decimals takes some 2.5 KB: whole on one page of 16 KB, six to a page.
inline constexpr std::size_t kChunkSamples = 1024;

/// Appends @p samples, which are in time order (at most 65,536), so that unpackChunk() gives back the same bits. Times are packed
/// as integers. Values that are decimals of up to 12 places are packed as the integers that they are times a power of ten; all
/// others as the order-preserving integers of their IEEE 754 bits, without the zeros that all end in.
void packChunk(Bytes& out, std::span<const metrics::Sample> samples);

/// Appends what packChunk() wrote to @p samples; false when the bytes are not such.
bool unpackChunk(std::span<const quint8> bytes, std::vector<metrics::Sample>& samples);

/// How many samples @p bytes say they hold, without reading them; 0 when they are no chunk.
std::size_t chunkSize(std::span<const quint8> bytes);

} // namespace fairlead::storage
