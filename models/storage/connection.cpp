#include "models/storage/connection.h"

#include "models/storage/sqlite/sqlite_error.h"

#include <QDir>
#include <QFileInfo>
#include <QSqlDatabase>
#include <QSqlDriver>
#include <QSqlError>
#include <QUrl>
#include <QUuid>

#include <utility>

namespace fairlead::storage {

namespace {

Error sentenceFor(const QSqlError& error, const QString& path)
{
    return sqliteError(error.nativeErrorCode().toInt(), error.databaseText(), path);
}

} // namespace

Connection::Connection(QString path, QString name)
    : m_path(std::move(path))
    , m_name(std::move(name))
{
}

Connection::~Connection()
{
    QSqlDatabase::database(m_name, false).close();
    QSqlDatabase::removeDatabase(m_name);
}

Result<std::unique_ptr<Connection>> Connection::open(const QString& path, Access access, const Options& options)
{
    const QFileInfo file(path);
    if (!file.dir().exists()) {
        return fail(ErrorCode::NotFound,
            QStringLiteral("There is no folder %1. Nothing was opened. Create it, or name another workspace.").arg(file.absolutePath()),
            path);
    }
    if (access == Access::ReadOnly && !file.exists()) {
        return fail(ErrorCode::NotFound,
            QStringLiteral("There is no history at %1. Nothing was created. It comes into being when the workspace is first opened.")
                .arg(path),
            path);
    }
    if (file.isDir()) {
        return fail(ErrorCode::Corrupt, QStringLiteral("%1 is a folder, not a history. Move it away.").arg(path), path);
    }
    std::unique_ptr<Connection> connection(new Connection(path, QUuid::createUuid().toString()));
    Result<void> opened = connection->openFile(access, false, options);
    // A write-ahead log needs its index file. Where the folder is read-only and no log is left, nobody writes: read the file alone.
    if (!opened && access == Access::ReadOnly && !QFileInfo::exists(path + QStringLiteral("-wal"))) {
        connection.reset(new Connection(path, QUuid::createUuid().toString()));
        const Result<void> alone = connection->openFile(access, true, options);
        opened = alone ? alone : opened;
    }
    if (!opened) {
        return std::unexpected(opened.error());
    }
    return connection;
}

Result<void> Connection::openFile(Access access, bool immutable, const Options& options)
{
    QSqlDatabase database = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), m_name);
    QString settings = QStringLiteral("QSQLITE_BUSY_TIMEOUT=%1").arg(options.busyTimeout.count());
    if (access == Access::ReadOnly) {
        settings += QStringLiteral(";QSQLITE_OPEN_READONLY");
    }
    QString name = m_path;
    if (immutable) {
        settings += QStringLiteral(";QSQLITE_OPEN_URI");
        name = QUrl::fromLocalFile(QFileInfo(m_path).absoluteFilePath()).toString(QUrl::FullyEncoded) + QStringLiteral("?immutable=1");
    }
    database.setConnectOptions(settings);
    database.setDatabaseName(name);
    if (!database.open()) {
        return std::unexpected(sentenceFor(database.lastError(), m_path));
    }
    // SQLite looks into the file only now.
    if (const auto readable = value(QStringLiteral("PRAGMA schema_version")); !readable) {
        return std::unexpected(readable.error());
    }
    if (access == Access::ReadWrite) {
        for (const QString& pragma : {QStringLiteral("PRAGMA synchronous = FULL"), QStringLiteral("PRAGMA foreign_keys = ON")}) {
            if (const auto done = execute(pragma); !done) {
                return done;
            }
        }
    }
    return options.maxPages > 0 ? execute(QStringLiteral("PRAGMA max_page_count = %1").arg(options.maxPages)) : Result<void>();
}

Result<void> Connection::execute(const QString& sql, std::initializer_list<QVariant> values)
{
    const auto done = query(sql, values);
    return done ? Result<void>() : std::unexpected(done.error());
}

Result<QSqlQuery> Connection::query(const QString& sql, std::initializer_list<QVariant> values) const
{
    Result<QSqlQuery> prepared = prepare(sql);
    if (!prepared) {
        return prepared;
    }
    for (const QVariant& bound : values) {
        prepared->addBindValue(bound);
    }
    if (!prepared->exec()) {
        return failed(*prepared);
    }
    return prepared;
}

Result<QVariant> Connection::value(const QString& sql, std::initializer_list<QVariant> values) const
{
    Result<QSqlQuery> answer = query(sql, values);
    if (!answer) {
        return std::unexpected(answer.error());
    }
    if (answer->next()) {
        return answer->value(0);
    }
    if (const auto read = check(*answer); !read) {
        return std::unexpected(read.error());
    }
    return QVariant();
}

Result<QSqlQuery> Connection::prepare(const QString& sql) const
{
    QSqlQuery prepared(QSqlDatabase::database(m_name, false));
    prepared.setForwardOnly(true);
    if (!prepared.prepare(sql)) {
        return failed(prepared);
    }
    return prepared;
}

Result<void> Connection::check(const QSqlQuery& query) const
{
    if (query.lastError().isValid()) {
        return failed(query);
    }
    return {};
}

Result<sqlite::Statement> Connection::bare(std::string_view sql) const
{
    const QVariant handle = QSqlDatabase::database(m_name, false).driver()->handle();
    Q_ASSERT(qstrcmp(handle.typeName(), "sqlite3*") == 0); // as Qt's documentation of QSqlDriver::handle() names it
    return sqlite::prepareOn(*static_cast<sqlite3* const*>(handle.constData()), sql, m_path);
}

std::unexpected<Error> Connection::failed(const QSqlQuery& query) const
{
    return std::unexpected(sentenceFor(query.lastError(), m_path));
}

Result<Transaction> Transaction::begin(Connection& connection)
{
    if (const auto begun = connection.execute(QStringLiteral("BEGIN IMMEDIATE")); !begun) {
        return std::unexpected(begun.error());
    }
    return Transaction(connection);
}

Transaction::~Transaction()
{
    if (m_connection) {
        // SQLite has rolled back by itself after a full disk; it then says so here, which changes nothing.
        static_cast<void>(m_connection->execute(QStringLiteral("ROLLBACK")));
    }
}

Result<void> Transaction::commit()
{
    const auto done = m_connection->execute(QStringLiteral("COMMIT"));
    if (done) {
        m_connection = nullptr;
    }
    return done;
}

QVariant utf8(const QString& text)
{
    // An empty QByteArray must not become NULL.
    return text.isEmpty() ? QVariant(QByteArray("")) : QVariant(text.toUtf8());
}

QString fromUtf8(const QVariant& bytes)
{
    return QString::fromUtf8(bytes.toByteArray());
}

} // namespace fairlead::storage
