#pragma once

#include "models/domain/audit/record.h"
#include "models/storage/connection.h"

namespace fairlead::storage {

/// Reads the whole chain from disk in the order of its rows, in constant memory and as of one moment, also while somebody
/// appends. On top of what the chain itself shows (changed, removed, inserted) it says where a moved row came from, and
/// compares the end with the remembered head: rows that were cut off or added there.
Result<audit::Verification> verifyRecords(Connection& connection);

} // namespace fairlead::storage
