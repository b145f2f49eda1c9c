#pragma once

#include "models/base/error.h"
#include "models/base/instant.h"

#include <QByteArray>
#include <QString>

#include <memory>
#include <span>
#include <string_view>

struct sqlite3;
struct sqlite3_stmt;

namespace fairlead::storage::sqlite {

enum class Mode {
    ReadWrite, ///< creates the file if there is none
    ReadOnly, ///< never creates or changes the database
};

/// A prepared statement: bind from 1, step, read columns from 0. Thread: that of its database, which outlives it.
class Statement {
public:
    Statement() = default;

    Statement& bind(int index, qint64 value);
    Statement& bind(int index, int value) { return bind(index, qint64(value)); }
    Statement& bind(int index, double value);
    /// The text is copied.
    Statement& bind(int index, const QString& value);
    /// UTF-8; must live until reset().
    Statement& bindText(int index, std::string_view value);
    /// @p value must live until reset().
    Statement& bindBlob(int index, std::span<const quint8> value);

    /// True: a row is there. False: at the end.
    Result<bool> step();
    /// Steps to the end and makes it ready for the next run.
    Result<void> run();
    void reset();

    qint64 integer(int column) const;
    double real(int column) const;
    QString text(int column) const;
    /// Until the next step() or reset().
    std::span<const quint8> blob(int column) const;
    /// The same as characters: text without a copy.
    std::string_view bytes(int column) const;

private:
    friend class Database;
    friend Result<Statement> prepareOn(sqlite3* database, std::string_view sql, const QString& path);
    struct Finalize {
        void operator()(sqlite3_stmt* statement) const;
    };
    Statement(std::unique_ptr<sqlite3_stmt, Finalize> statement, const QString& path)
        : m_statement(std::move(statement))
        , m_path(path)
    {
    }
    std::unique_ptr<sqlite3_stmt, Finalize> m_statement;
    QString m_path;
};

/// A statement on a connection that somebody else has opened and that outlives it. @p path is for messages.
Result<Statement> prepareOn(sqlite3* database, std::string_view sql, const QString& path);

/// SQLite without Qt's layer, for what runs a million times: QSqlQuery costs more than the database there. Errors as sqliteError()
/// puts them. Thread: the one that opened it.
class Database {
public:
    /// NotFound: no such folder or (ReadOnly) no such file; else Storage or Corrupt. @p pageSize (bytes, a power of two) counts for
    /// a file that does not exist yet.
    static Result<Database> open(const QString& path, Mode mode, Millis busyTimeout, int pageSize = 4096);

    const QString& path() const { return m_path; }

    /// Statements without parameters and answers, parted by semicolons.
    Result<void> execute(std::string_view sql);
    Result<Statement> prepare(std::string_view sql) const;
    /// First column of the first row; 0 when there is no row.
    Result<qint64> integer(std::string_view sql) const;

private:
    struct Close {
        void operator()(sqlite3* database) const;
    };
    static Result<Database> openFile(const QString& path, const QByteArray& name, int flags, Millis busyTimeout);
    Database(std::unique_ptr<sqlite3, Close> database, QString path)
        : m_database(std::move(database))
        , m_path(std::move(path))
    {
    }
    std::unique_ptr<sqlite3, Close> m_database;
    QString m_path;
};

/// Rolls back at its end unless it was committed. Takes the write lock at once.
class WriteTransaction {
public:
    static Result<WriteTransaction> begin(Database& database);
    ~WriteTransaction();
    WriteTransaction(WriteTransaction&& other) noexcept
        : m_database(std::exchange(other.m_database, nullptr))
    {
    }
    WriteTransaction& operator=(WriteTransaction&&) = delete;

    Result<void> commit();

private:
    explicit WriteTransaction(Database& database)
        : m_database(&database)
    {
    }
    Database* m_database;
};

} // namespace fairlead::storage::sqlite
