#pragma once

#include "models/ports/history_store.h"
#include "models/storage/connection.h"

namespace fairlead::storage {

/// SQL for the records of one command, which is its only parameter. SQLite takes the index record_by_command for nothing but the
/// index's own expression, compared with something that has no affinity: hence the plus, without which it reads the whole history.
QString rowsOfCommand();

/// See ports::HistoryStore::page().
Result<ports::RecordPage> selectPage(const Connection& connection, const ports::PageQuery& query);

/// See ports::HistoryStore::context().
Result<audit::Context> selectContext(const Connection& connection, qint64 row);

} // namespace fairlead::storage
