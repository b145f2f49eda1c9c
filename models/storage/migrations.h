#pragma once

#include "models/storage/connection.h"

#include <vector>

namespace fairlead::storage {

/// One step of the schema: the file NNN_name.sql takes a database from version NNN - 1 to NNN.
struct Migration {
    int version = 0;
    QString sql;
};

/// Those that are built in, in ascending order from 1 without holes.
std::vector<Migration> builtInMigrations();

/// The statements of a migration file. A statement ends with a line that ends in ";", a trigger with the line
/// "END;". Lines that start with "--" are comments.
QStringList statementsOf(const QString& sql);

/// The schema's version (PRAGMA user_version). Corrupt for a database of another program, Unsupported for one of
/// a newer Fairlead; @p newest is the newest version known here.
Result<int> schemaVersion(const Connection& connection, int newest);

/// Brings the database to the newest version, each step in a transaction of its own.
Result<void> migrate(Connection& connection, const std::vector<Migration>& migrations);

} // namespace fairlead::storage
