#pragma once

#include "models/base/error.h"

#include <QString>

namespace fairlead::storage {

/// What SQLite's result code @p code (https://www.sqlite.org/rescode.html, extended or not) means for the file at @p path, in a
/// sentence that says what happened, what was not done and what to do. @p detail is SQLite's own text. Code Storage (locked,
/// read-only, disk full or failing) or Corrupt (damaged, not a database).
Error sqliteError(int code, const QString& detail, const QString& path);

} // namespace fairlead::storage
