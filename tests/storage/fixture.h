#pragma once

#include "models/base/clock.h"
#include "models/storage/sqlite_history.h"

#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>
#include <QTemporaryDir>
#include <QTest>

#include <atomic>

namespace fairlead::test {

/// A clock that moves when the test says so. Thread-safe.
class FakeClock final : public Clock {
public:
    Instant now() const override { return Instant::fromMs(m_now); }
    Millis elapsed() const override { return Millis(m_now); }
    void set(Instant at) { m_now = at.ms(); }
    void advance(Millis by) { m_now += by.count(); }

private:
    std::atomic<qint64> m_now = Instant::fromIso(QStringLiteral("2025-08-07T14:00:00.000Z"))->ms();
};

inline audit::Entry entry(const QString& object, const QString& release = QStringLiteral("r1"))
{
    return {audit::kind::kHeld, QStringLiteral("engine"), release, object, QStringLiteral("no data"), {{QStringLiteral("n"), 1}}};
}

/// A folder with a history of its own.
struct Folder {
    QTemporaryDir dir;
    FakeClock clock;

    QString path() const { return dir.filePath(QStringLiteral("history.db")); }
    std::unique_ptr<storage::SqliteHistory> open(const storage::Options& options = {})
    {
        auto history = storage::SqliteHistory::open(path(), clock, options);
        if (!history) {
            qWarning("%s", qUtf8Printable(history.error().message));
            return nullptr;
        }
        return std::move(*history);
    }
    /// Runs statements on the file behind the store's back; the text of the first failure, else empty.
    QString sql(const QStringList& statements) const
    {
        QString failure;
        {
            QSqlDatabase database = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), QStringLiteral("raw"));
            database.setDatabaseName(path());
            if (!database.open()) {
                failure = database.lastError().text();
            }
            for (const QString& statement : statements) {
                QSqlQuery query(database);
                if (failure.isEmpty() && !query.exec(statement)) {
                    failure = query.lastError().text();
                }
            }
        }
        QSqlDatabase::removeDatabase(QStringLiteral("raw"));
        return failure;
    }
};

/// Waits for @p future, which the store finishes in a thread of its own.
template <typename T> T resultOf(QFuture<T> future)
{
    future.waitForFinished();
    return future.result();
}

} // namespace fairlead::test
