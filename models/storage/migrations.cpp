#include "models/storage/migrations.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

// Resources of a static library are dropped by the linker unless they are named; the macro works only outside a namespace.
static void keepSqlResources()
{
    Q_INIT_RESOURCE(storage_sql);
}

namespace fairlead::storage {

namespace {

constexpr int kApplicationId = 0x464c4448; // "FLDH", set by the first migration

Result<void> apply(Connection& connection, const Migration& migration)
{
    Result<Transaction> transaction = Transaction::begin(connection);
    if (!transaction) {
        return std::unexpected(transaction.error());
    }
    // Somebody else may have migrated between our look and our lock.
    const auto version = connection.value(QStringLiteral("PRAGMA user_version"));
    if (!version) {
        return std::unexpected(version.error());
    }
    if (version->toInt() >= migration.version) {
        return transaction->commit();
    }
    QStringList statements = statementsOf(migration.sql);
    statements.append(QStringLiteral("PRAGMA user_version = %1").arg(migration.version));
    for (const QString& statement : std::as_const(statements)) {
        if (const auto done = connection.execute(statement); !done) {
            return done;
        }
    }
    return transaction->commit();
}

} // namespace

std::vector<Migration> builtInMigrations()
{
    keepSqlResources();
    std::vector<Migration> migrations;
    const QDir folder(QStringLiteral(":/fairlead/sql"));
    const QStringList names = folder.entryList({QStringLiteral("*.sql")}, QDir::Files, QDir::Name);
    for (const QString& name : names) {
        QFile file(folder.filePath(name));
        const bool opened = file.open(QIODevice::ReadOnly);
        Q_ASSERT(opened);
        migrations.push_back({name.left(3).toInt(), opened ? QString::fromUtf8(file.readAll()) : QString()});
        Q_ASSERT(migrations.back().version == static_cast<int>(migrations.size()));
    }
    return migrations;
}

QStringList statementsOf(const QString& sql)
{
    QStringList statements;
    QStringList lines;
    const QStringList all = sql.split(QLatin1Char('\n'));
    for (const QString& line : all) {
        const QString text = line.trimmed();
        if (text.isEmpty() || text.startsWith(QLatin1String("--"))) {
            continue;
        }
        lines.append(line);
        const bool trigger = lines.constFirst().startsWith(QLatin1String("CREATE TRIGGER"));
        if (trigger ? text == QLatin1String("END;") : text.endsWith(QLatin1Char(';'))) {
            statements.append(lines.join(QLatin1Char('\n')));
            lines.clear();
        }
    }
    if (!lines.isEmpty()) {
        statements.append(lines.join(QLatin1Char('\n')));
    }
    return statements;
}

Result<int> schemaVersion(const Connection& connection, int newest)
{
    const auto version = connection.value(QStringLiteral("PRAGMA user_version"));
    const auto program = connection.value(QStringLiteral("PRAGMA application_id"));
    const auto tables = connection.value(QStringLiteral("SELECT count(*) FROM sqlite_schema"));
    for (const auto* answer : {&version, &program, &tables}) {
        if (!*answer) {
            return std::unexpected(answer->error());
        }
    }
    const QString name = QFileInfo(connection.path()).fileName();
    const bool empty = version->toInt() == 0 && program->toInt() == 0 && tables->toInt() == 0;
    if (!empty && program->toInt() != kApplicationId) {
        return fail(ErrorCode::Corrupt,
            QStringLiteral("%1 is a database of another program. It was left as it is. Move it away, or name another workspace.").arg(name),
            connection.path());
    }
    if (version->toInt() > newest) {
        return fail(ErrorCode::Unsupported,
            QStringLiteral(
                "%1 was written by a newer Fairlead (schema %2, this one knows %3). Nothing was changed. Install the newer Fairlead.")
                .arg(name)
                .arg(version->toInt())
                .arg(newest),
            connection.path());
    }
    return version->toInt();
}

Result<void> migrate(Connection& connection, const std::vector<Migration>& migrations)
{
    const int newest = migrations.empty() ? 0 : migrations.back().version;
    const Result<int> version = schemaVersion(connection, newest);
    if (!version) {
        return std::unexpected(version.error());
    }
    // Kept in the file, so only now that the file is known to be ours. Readers and the writer then do not wait for each other.
    if (const auto done = connection.execute(QStringLiteral("PRAGMA journal_mode = WAL")); !done) {
        return done;
    }
    for (const Migration& migration : migrations) {
        if (migration.version > *version) {
            if (const auto done = apply(connection, migration); !done) {
                return done;
            }
        }
    }
    return {};
}

} // namespace fairlead::storage
