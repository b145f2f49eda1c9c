#pragma once

#include "models/domain/metrics/metric.h"
#include "models/storage/samples/packed_integers.h"
#include "models/storage/sqlite/database.h"

#include <map>

/// What a file of samples holds, which its writer and its readers share.
///
/// Fresh samples go into one row of "tail" a commit, so that a commit costs one page however many series it has. When the tail has
/// grown (kTailSamples, kTailBatches) it is sorted into "chunk": for each series chunks of kChunkSamples in time order that never
/// overlap. A sample of the tail outweighs one of the same time in a chunk, a later row of the tail an earlier one.
namespace fairlead::storage::samplefile {

/// By measurement (./dev bench samples): smaller pages send chunks to pages of their own, larger ones are written whole for a few samples.
inline constexpr int kPageSize = 16'384;
inline constexpr qint64 kTailSamples = 65'536;
inline constexpr qint64 kTailBatches = 512;

/// Where the samples of the history at @p history lie: beside it, "-samples" in the name.
QString pathBeside(const QString& history);

/// Creates the tables in an empty file. Corrupt: a database of another program. Unsupported: of a newer Fairlead.
Result<void> prepare(sqlite::Database& database);
/// As prepare(), without changing anything. False for a file whose tables do not exist yet.
Result<bool> isPrepared(const sqlite::Database& database);

/// One line of a JSON object with sorted names; empty for no labels.
QString textOf(const metrics::Labels& labels);
metrics::Labels labelsOf(const QString& text);

/// Samples by the id of their series, in the order in which they came.
using ById = std::map<qint64, std::vector<metrics::Sample>>;

/// A row of the tail.
Bytes packBatch(const ById& samples);
/// Adds the samples of a row to @p samples; false when the bytes are no such row.
bool unpackBatch(std::span<const quint8> bytes, ById& samples);

/// Brings @p samples into time order; of two at the same time the one that came later stays.
void putInOrder(std::vector<metrics::Sample>& samples);
/// Both in time order; where both have a sample at the same time, @p fresh stands.
std::vector<metrics::Sample> merged(std::span<const metrics::Sample> old, std::span<const metrics::Sample> fresh);

} // namespace fairlead::storage::samplefile
