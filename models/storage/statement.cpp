#include "models/storage/statement.h"

#include <QFileInfo>

#include <sqlite3.h>

#include <utility>

namespace fairlead::storage {

namespace {

std::unexpected<Error> failure(sqlite3* database, const QString& path)
{
    const int code = sqlite3_errcode(database) & 0xff;
    const bool damaged = code == SQLITE_CORRUPT || code == SQLITE_NOTADB;
    return fail(damaged ? ErrorCode::Corrupt : ErrorCode::Storage,
        QStringLiteral("%1 could not be searched: %2.").arg(QFileInfo(path).fileName(), QString::fromUtf8(sqlite3_errmsg(database))), path);
}

} // namespace

Statement::Statement(sqlite3* database, sqlite3_stmt* statement, QString path)
    : m_database(database)
    , m_statement(statement)
    , m_path(std::move(path))
{
}

Result<Statement> Statement::prepare(const Connection& connection, std::string_view sql)
{
    sqlite3* database = connection.handle();
    sqlite3_stmt* statement = nullptr;
    if (sqlite3_prepare_v2(database, sql.data(), static_cast<int>(sql.size()), &statement, nullptr) != SQLITE_OK) {
        return failure(database, connection.path());
    }
    return Statement(database, statement, connection.path());
}

Statement::~Statement()
{
    sqlite3_finalize(m_statement);
}

Statement::Statement(Statement&& other) noexcept
    : m_database(other.m_database)
    , m_statement(std::exchange(other.m_statement, nullptr))
    , m_path(std::move(other.m_path))
{
}

Statement& Statement::operator=(Statement&& other) noexcept
{
    std::swap(m_database, other.m_database);
    std::swap(m_statement, other.m_statement);
    std::swap(m_path, other.m_path);
    return *this;
}

void Statement::bind(int parameter, qint64 value)
{
    sqlite3_bind_int64(m_statement, parameter, value);
}

void Statement::bindText(int parameter, std::string_view bytes)
{
    sqlite3_bind_text(m_statement, parameter, bytes.data(), static_cast<int>(bytes.size()), SQLITE_STATIC);
}

void Statement::bindBlob(int parameter, std::span<const std::byte> bytes)
{
    sqlite3_bind_blob(m_statement, parameter, bytes.data(), static_cast<int>(bytes.size()), SQLITE_STATIC);
}

void Statement::reset()
{
    sqlite3_reset(m_statement);
}

Result<bool> Statement::next()
{
    switch (sqlite3_step(m_statement)) {
    case SQLITE_ROW: return true;
    case SQLITE_DONE: return false;
    default: break;
    }
    const auto failed = failure(m_database, m_path);
    sqlite3_reset(m_statement);
    return failed;
}

Result<void> Statement::run()
{
    const Result<bool> stepped = next();
    sqlite3_reset(m_statement);
    return stepped ? Result<void>() : std::unexpected(stepped.error());
}

qint64 Statement::number(int column) const
{
    return sqlite3_column_int64(m_statement, column);
}

std::string_view Statement::bytes(int column) const
{
    // The bytes first: asking for them decides their number.
    const void* data = sqlite3_column_blob(m_statement, column);
    const int size = sqlite3_column_bytes(m_statement, column);
    return data == nullptr ? std::string_view() : std::string_view(static_cast<const char*>(data), static_cast<std::size_t>(size));
}

} // namespace fairlead::storage
