#include "models/storage/connection.h"

#include <QDir>
#include <QFileInfo>
#include <QSqlDatabase>
#include <QSqlError>
#include <QUrl>
#include <QUuid>

#include <utility>

namespace fairlead::storage {

namespace {

// Primary result codes of SQLite (https://www.sqlite.org/rescode.html); extended codes keep them in the low byte.
enum SqliteCode { Busy = 5, Locked = 6, ReadOnlyFile = 8, IoError = 10, CorruptFile = 11, Full = 13, CannotOpen = 14, NotADatabase = 26 };

int primaryCode(const QSqlError& error)
{
    return error.nativeErrorCode().toInt() & 0xff;
}

Error sentenceFor(const QSqlError& error, const QString& path)
{
    const QString name = QFileInfo(path).fileName();
    switch (primaryCode(error)) {
    case Busy:
    case Locked:
        return {ErrorCode::Storage,
            QStringLiteral(
                "%1 is locked by another program. Nothing was read or written. Close that program, or try again when it is done.")
                .arg(name),
            path};
    case ReadOnlyFile:
        return {ErrorCode::Storage,
            QStringLiteral("%1 is read-only. Nothing was written. Give yourself the right to write to the file and its folder.").arg(name),
            path};
    case Full:
        return {ErrorCode::Storage,
            QStringLiteral("The disk is full: %1 cannot grow. Nothing was written. Free some space and try again.").arg(name), path};
    case CannotOpen:
        return {ErrorCode::Storage,
            QStringLiteral("%1 cannot be opened. Nothing was read or written. Check the rights of the file and its folder.").arg(name),
            path};
    case NotADatabase:
        return {ErrorCode::Corrupt,
            QStringLiteral("%1 is not an SQLite database. It was left as it is. Move it away, or restore it from a copy.").arg(name), path};
    case CorruptFile:
        return {ErrorCode::Corrupt,
            QStringLiteral("%1 is damaged: %2. Nothing was written. Restore it from a copy.").arg(name, error.databaseText()), path};
    case IoError:
        return {ErrorCode::Storage,
            QStringLiteral("The disk failed while %1 was read or written. Nothing was recorded. Check the disk and try again.").arg(name),
            path};
    default: return {ErrorCode::Storage, QStringLiteral("%1 refused: %2. Nothing was written.").arg(name, error.databaseText()), path};
    }
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
