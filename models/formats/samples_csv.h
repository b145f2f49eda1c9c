#pragma once

#include "models/base/instant.h"
#include "models/formats/loaded.h"

#include <QByteArray>
#include <QString>
#include <QStringList>

#include <vector>

namespace fairlead::formats {

/// One row of a file of samples.
struct CsvSample {
    Instant at;
    double value = 0.0; ///< NaN where the field is empty or says NaN; infinite where it says so
    QStringList labels; ///< in the order of SampleTable::labelNames
    int line = 0; ///< in the file, from 1

    /// Rows are equal by what they say, wherever they stand; two NaN are equal.
    bool operator==(const CsvSample& other) const;
};

struct SampleTable {
    QStringList labelNames; ///< columns after time and value
    std::vector<CsvSample> samples; ///< in the order of the file, which need not be that of time

    bool operator==(const SampleTable&) const = default;
};

/// Reads samples with the header `time,value[,label…]`. Time is ISO 8601 with a zone, or seconds since 1970 (fractions
/// allowed, kept to the millisecond); value is a number with a point, NaN, Inf, +Inf, -Inf, or empty for none. Fields may be
/// quoted as RFC 4180 has it, within a line; empty lines and lines that begin with # are left out. UTF-8, with or without
/// BOM, any line ends. Thread: any.
/// Codes: empty-file, too-large (256 MiB), invalid-utf8, missing-column, wrong-column-count, wrong-time, wrong-number,
/// unclosed-quote. At most 100 problems are told. No rows below the header is no problem.
Loaded<SampleTable> readSamplesCsv(const QString& file, const QByteArray& bytes);

} // namespace fairlead::formats
