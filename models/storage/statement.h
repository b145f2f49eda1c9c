#pragma once

#include "models/storage/connection.h"

#include <span>
#include <string_view>

struct sqlite3;
struct sqlite3_stmt;

namespace fairlead::storage {

/// One statement on SQLite itself, for what reads or writes many rows at once: QSqlQuery makes a QVariant of each value and text in
/// UTF-16. Columns are read as the bytes that are kept. Thread: the connection's; must not outlive it.
class Statement {
public:
    static Result<Statement> prepare(const Connection& connection, std::string_view sql);
    ~Statement();
    Statement(Statement&& other) noexcept;
    Statement& operator=(Statement&& other) noexcept;

    /// Parameters from 1. @p bytes must live until the next bind or reset.
    void bind(int parameter, qint64 value);
    void bindText(int parameter, std::string_view bytes);
    void bindBlob(int parameter, std::span<const std::byte> bytes);
    /// To be run anew; what is bound stays.
    void reset();

    /// True with a row, false at the end.
    Result<bool> next();
    /// For statements that give no rows; leaves it to be run anew.
    Result<void> run();

    qint64 number(int column) const;
    /// Valid until next(), reset() or the end.
    std::string_view bytes(int column) const;

private:
    Statement(sqlite3* database, sqlite3_stmt* statement, QString path);

    sqlite3* m_database;
    sqlite3_stmt* m_statement;
    QString m_path;
};

} // namespace fairlead::storage
