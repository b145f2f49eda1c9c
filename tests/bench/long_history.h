#pragma once

#include <QString>

namespace fairlead::bench {

/// Makes a history of @p rows records at @p path, as the program would leave it but for the hashes: rows are written in bulk by SQL, so
/// that a million takes seconds, and are not sealed. Row n has CHG-n in its reason, one in 977 the same INC number. Searchable by index.
void makeLongHistory(const QString& path, qint64 rows);

} // namespace fairlead::bench
