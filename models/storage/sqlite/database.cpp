#include "models/storage/sqlite/database.h"

#include "models/storage/sqlite/sqlite_error.h"

#include <QDir>
#include <QFileInfo>
#include <QUrl>

#include <sqlite3.h>

#include <utility>

namespace fairlead::storage::sqlite {

namespace {

Error errorOf(sqlite3* database, int code, const QString& path)
{
    return sqliteError(code, database == nullptr ? QString() : QString::fromUtf8(sqlite3_errmsg(database)), path);
}

} // namespace

void Statement::Finalize::operator()(sqlite3_stmt* statement) const
{
    sqlite3_finalize(statement); // repeats the error of the last step, which was told then
}

void Database::Close::operator()(sqlite3* database) const
{
    sqlite3_close_v2(database);
}

Statement& Statement::bind(int index, qint64 value)
{
    const int done = sqlite3_bind_int64(m_statement.get(), index, value);
    Q_ASSERT(done == SQLITE_OK);
    static_cast<void>(done);
    return *this;
}

Statement& Statement::bind(int index, double value)
{
    const int done = sqlite3_bind_double(m_statement.get(), index, value);
    Q_ASSERT(done == SQLITE_OK);
    static_cast<void>(done);
    return *this;
}

Statement& Statement::bind(int index, const QString& value)
{
    const QByteArray bytes = value.toUtf8();
    const int done = sqlite3_bind_text(m_statement.get(), index, bytes.constData(), static_cast<int>(bytes.size()), SQLITE_TRANSIENT);
    Q_ASSERT(done == SQLITE_OK);
    static_cast<void>(done);
    return *this;
}

Statement& Statement::bindText(int index, std::string_view value)
{
    const int done = sqlite3_bind_text(m_statement.get(), index, value.data(), static_cast<int>(value.size()), SQLITE_STATIC);
    Q_ASSERT(done == SQLITE_OK);
    static_cast<void>(done);
    return *this;
}

Statement& Statement::bindBlob(int index, std::span<const quint8> value)
{
    const int done = sqlite3_bind_blob64(m_statement.get(), index, value.data(), value.size(), SQLITE_STATIC);
    Q_ASSERT(done == SQLITE_OK);
    static_cast<void>(done);
    return *this;
}

Result<bool> Statement::step()
{
    const int code = sqlite3_step(m_statement.get());
    if (code == SQLITE_ROW || code == SQLITE_DONE) {
        return code == SQLITE_ROW;
    }
    return std::unexpected(errorOf(sqlite3_db_handle(m_statement.get()), code, m_path));
}

Result<void> Statement::run()
{
    Result<bool> row = step();
    while (row && *row) {
        row = step();
    }
    reset();
    return row ? Result<void>() : std::unexpected(row.error());
}

void Statement::reset()
{
    sqlite3_reset(m_statement.get()); // repeats the error of the last step, which was told then
}

qint64 Statement::integer(int column) const
{
    return sqlite3_column_int64(m_statement.get(), column);
}

double Statement::real(int column) const
{
    return sqlite3_column_double(m_statement.get(), column);
}

QString Statement::text(int column) const
{
    const auto bytes = blob(column);
    return QString::fromUtf8(reinterpret_cast<const char*>(bytes.data()), static_cast<qsizetype>(bytes.size()));
}

std::span<const quint8> Statement::blob(int column) const
{
    const void* bytes = sqlite3_column_blob(m_statement.get(), column);
    return {static_cast<const quint8*>(bytes), static_cast<std::size_t>(sqlite3_column_bytes(m_statement.get(), column))};
}

std::string_view Statement::bytes(int column) const
{
    const auto value = blob(column);
    return {reinterpret_cast<const char*>(value.data()), value.size()};
}

Result<Statement> prepareOn(sqlite3* database, std::string_view sql, const QString& path)
{
    sqlite3_stmt* statement = nullptr;
    const int code = sqlite3_prepare_v2(database, sql.data(), static_cast<int>(sql.size()), &statement, nullptr);
    if (code != SQLITE_OK) {
        return std::unexpected(errorOf(database, code, path));
    }
    return Statement(std::unique_ptr<sqlite3_stmt, Statement::Finalize>(statement), path);
}

Result<Database> Database::open(const QString& path, Mode mode, Millis busyTimeout, int pageSize)
{
    const QFileInfo file(path);
    if (!file.dir().exists()) {
        return fail(ErrorCode::NotFound,
            QStringLiteral("There is no folder %1. Nothing was opened. Create it, or name another workspace.").arg(file.absolutePath()),
            path);
    }
    const bool reads = mode == Mode::ReadOnly;
    if (reads && !file.exists()) {
        return fail(ErrorCode::NotFound, QStringLiteral("There is no file %1. Nothing was created.").arg(path), path);
    }
    const int access = reads ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
    Result<Database> database = openFile(path, path.toUtf8(), access, busyTimeout);
    // A write-ahead log needs its index file. Where the folder is read-only and no log is left, nobody writes: read the file alone.
    if (!database && reads && !QFileInfo::exists(path + QStringLiteral("-wal"))) {
        const QString alone = QUrl::fromLocalFile(file.absoluteFilePath()).toString(QUrl::FullyEncoded) + QStringLiteral("?immutable=1");
        Result<Database> second = openFile(path, alone.toUtf8(), access | SQLITE_OPEN_URI, busyTimeout);
        return second ? std::move(second) : std::move(database);
    }
    if (database && !reads) {
        // The page size counts only before the first page is written, and the log only starts after it.
        const std::string set = "PRAGMA page_size = " + std::to_string(pageSize)
            + "; PRAGMA auto_vacuum = INCREMENTAL; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;";
        if (const auto done = database->execute(set); !done) {
            return std::unexpected(done.error());
        }
    }
    return database;
}

Result<Database> Database::openFile(const QString& path, const QByteArray& name, int flags, Millis busyTimeout)
{
    sqlite3* opened = nullptr;
    const int code = sqlite3_open_v2(name.constData(), &opened, flags | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, nullptr);
    Database database(std::unique_ptr<sqlite3, Close>(opened), path);
    if (code != SQLITE_OK) {
        return std::unexpected(errorOf(opened, code, path));
    }
    sqlite3_busy_timeout(opened, static_cast<int>(busyTimeout.count()));
    // SQLite looks into the file only now.
    if (const auto readable = database.integer("PRAGMA schema_version"); !readable) {
        return std::unexpected(readable.error());
    }
    return database;
}

Result<void> Database::execute(std::string_view sql)
{
    const int code = sqlite3_exec(m_database.get(), std::string(sql).c_str(), nullptr, nullptr, nullptr);
    return code == SQLITE_OK ? Result<void>() : std::unexpected(errorOf(m_database.get(), code, m_path));
}

Result<Statement> Database::prepare(std::string_view sql) const
{
    sqlite3_stmt* statement = nullptr;
    const int code
        = sqlite3_prepare_v3(m_database.get(), sql.data(), static_cast<int>(sql.size()), SQLITE_PREPARE_PERSISTENT, &statement, nullptr);
    if (code != SQLITE_OK) {
        return std::unexpected(errorOf(m_database.get(), code, m_path));
    }
    return Statement(std::unique_ptr<sqlite3_stmt, Statement::Finalize>(statement), m_path);
}

Result<qint64> Database::integer(std::string_view sql) const
{
    Result<Statement> statement = prepare(sql);
    const Result<bool> row = statement ? statement->step() : std::unexpected(statement.error());
    if (!row) {
        return std::unexpected(row.error());
    }
    return *row ? statement->integer(0) : 0;
}

Result<WriteTransaction> WriteTransaction::begin(Database& database)
{
    if (const auto begun = database.execute("BEGIN IMMEDIATE"); !begun) {
        return std::unexpected(begun.error());
    }
    return WriteTransaction(database);
}

WriteTransaction::~WriteTransaction()
{
    if (m_database != nullptr) {
        // SQLite has rolled back by itself after a full disk; it then says so here, which changes nothing.
        static_cast<void>(m_database->execute("ROLLBACK"));
    }
}

Result<void> WriteTransaction::commit()
{
    const auto done = m_database->execute("COMMIT");
    if (done) {
        m_database = nullptr;
    }
    return done;
}

} // namespace fairlead::storage::sqlite
