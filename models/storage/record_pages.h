#pragma once

#include "models/ports/history_store.h"
#include "models/storage/connection.h"

namespace fairlead::storage {

/// See ports::HistoryStore::page().
Result<ports::RecordPage> selectPage(const Connection& connection, const ports::PageQuery& query);

/// See ports::HistoryStore::context().
Result<audit::Context> selectContext(const Connection& connection, qint64 row);

} // namespace fairlead::storage
