#pragma once

#include "models/storage/connection.h"

namespace fairlead::storage {

/// Keeps @p value under @p key, within the transaction that is open; an empty value removes the note.
Result<void> keepNote(Connection& connection, const QString& key, const QString& value);

/// Empty text for a key that was never kept.
Result<QString> selectNote(const Connection& connection, const QString& key);

} // namespace fairlead::storage
