#pragma once

#include "models/base/error.h"
#include "models/base/instant.h"
#include "models/storage/sqlite/database.h"

#include <QSqlQuery>
#include <QString>
#include <QVariant>

#include <initializer_list>
#include <memory>

namespace fairlead::storage {

enum class Access {
    ReadWrite, ///< creates the file if there is none
    ReadOnly, ///< never creates or changes the database
};

/// How a history is opened.
struct Options {
    Millis busyTimeout = std::chrono::seconds(5); ///< how long to wait for a lock of another process
    qint64 maxPages = 0; ///< upper bound of the file in pages of 4,096 bytes; 0: as large as the disk
};

/// One connection to a history.db. Belongs to the thread that opened it: use and destroy it there.
/// Every error is a sentence that says what happened, what was not done and what to do.
class Connection {
public:
    /// NotFound: no such directory, or (ReadOnly) no such file. Storage: locked, read-only, disk full.
    /// Corrupt: not a database.
    static Result<std::unique_ptr<Connection>> open(const QString& path, Access access, const Options& options = {});
    ~Connection();
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;

    const QString& path() const { return m_path; }

    /// Runs one statement that gives no rows.
    Result<void> execute(const QString& sql, std::initializer_list<QVariant> values = {});
    /// Runs one statement; the answer is read forward only.
    Result<QSqlQuery> query(const QString& sql, std::initializer_list<QVariant> values = {}) const;
    /// First column of the first row; invalid when there is no row.
    Result<QVariant> value(const QString& sql, std::initializer_list<QVariant> values = {}) const;
    /// A statement to be run many times.
    Result<QSqlQuery> prepare(const QString& sql) const;
    /// What @p query failed with, in a sentence. Call it after next() gave false, too: a read may break off.
    Result<void> check(const QSqlQuery& query) const;
    /// A statement on SQLite itself, for what reads or writes many rows at once: QSqlQuery makes a QVariant of each value and text in
    /// UTF-16. This outlives it.
    Result<sqlite::Statement> bare(std::string_view sql) const;

private:
    Connection(QString path, QString name);
    Result<void> openFile(Access access, bool immutable, const Options& options);
    std::unexpected<Error> failed(const QSqlQuery& query) const;

    QString m_path;
    QString m_name; ///< in Qt's list of connections
};

/// Rolls back at its end unless it was committed. Takes the write lock at once, so that a lock held by
/// somebody else shows before any work.
class Transaction {
public:
    static Result<Transaction> begin(Connection& connection);
    ~Transaction();
    Transaction(Transaction&& other) noexcept
        : m_connection(std::exchange(other.m_connection, nullptr))
    {
    }
    Transaction& operator=(Transaction&&) = delete;

    Result<void> commit();

private:
    explicit Transaction(Connection& connection)
        : m_connection(&connection)
    {
    }
    Connection* m_connection;
};

/// @p text as the bytes that are kept, for a parameter written CAST(? AS TEXT): SQLite's own UTF-16 path
/// drops a leading byte order mark and changes non-characters, which would break a row's hash.
QVariant utf8(const QString& text);
/// Text that was read by CAST(column AS BLOB).
QString fromUtf8(const QVariant& bytes);

} // namespace fairlead::storage
