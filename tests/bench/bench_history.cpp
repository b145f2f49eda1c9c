// What the sealed history costs beside bare SQLite that does the same disk work with no chain.

#include "models/storage/sqlite_history.h"
#include "tests/bench/measure.h"

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>
#include <QTemporaryDir>

#include <cstdlib>

using namespace fairlead;
using bench::stop;

namespace {

constexpr int kAppends = 1'000; ///< a round; a release writes some hundred
constexpr int kRows = 20'000; ///< of the chain that is verified: some years of releases
constexpr int kRounds = 5;

audit::Entry entry(int n)
{
    return {audit::kind::kEffect, QStringLiteral("engine"), QStringLiteral("0198844d-6f80-7c1e-9a52-0d6f1c2b3a41"),
        QStringLiteral("data_analyst 2.0.0"), QStringLiteral("25 % seen in 412 of 1,640 calls"),
        {{QStringLiteral("command"), n}, {QStringLiteral("weight"), 25.0}, {QStringLiteral("share"), 0.2512},
            {QStringLiteral("effect"), QStringLiteral("effective")}}};
}

void append(storage::SqliteHistory& history, int count)
{
    for (int n = 0; n < count; ++n) {
        QFuture<Result<audit::Record>> written = history.append(entry(n));
        written.waitForFinished();
        if (!written.result()) {
            stop(written.result().error().message);
        }
    }
}

/// A table of the same columns in a file of its own, written with the same durability and without a chain.
class BareTable {
public:
    explicit BareTable(const QString& path)
        : m_database(QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), QStringLiteral("bare")))
    {
        m_database.setDatabaseName(path);
        if (!m_database.open()) {
            stop(m_database.lastError().text());
        }
        run(QStringLiteral("PRAGMA journal_mode = WAL"));
        run(QStringLiteral("PRAGMA synchronous = FULL"));
        run(QStringLiteral(
            "CREATE TABLE record (row INTEGER PRIMARY KEY, at TEXT, kind TEXT, who TEXT, release TEXT, object TEXT, why TEXT, "
            "data TEXT, previous BLOB, hash BLOB)"));
        run(QStringLiteral("CREATE INDEX record_by_release ON record (release, row)"));
    }

    void append(int count)
    {
        QSqlQuery insert(m_database);
        insert.prepare(QStringLiteral("INSERT INTO record (at, kind, who, release, object, why, data, previous, hash) "
                                      "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"));
        const QByteArray hash(32, 'x');
        for (int n = 0; n < count; ++n) {
            const audit::Entry row = entry(n);
            const QString data = QString::fromUtf8(audit::canonicalJson(row.data));
            const QVariantList values{
                QStringLiteral("2025-08-07T14:00:16.250Z"), row.kind, row.who, row.release, row.object, row.why, data, hash, hash};
            for (int i = 0; i < values.size(); ++i) {
                insert.bindValue(i, values[i]);
            }
            if (!insert.exec()) {
                stop(insert.lastError().text());
            }
        }
    }

private:
    void run(const QString& statement)
    {
        QSqlQuery query(m_database);
        if (!query.exec(statement)) {
            stop(query.lastError().text());
        }
    }

    QSqlDatabase m_database;
};

/// Reads every row of @p path and hashes its text: what no verification can do without.
void readAndHash(const QString& path)
{
    {
        QSqlDatabase database = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), QStringLiteral("reader"));
        database.setDatabaseName(path);
        database.open();
        QSqlQuery query(database);
        query.setForwardOnly(true);
        query.exec(QStringLiteral("SELECT at, kind, who, release, object, why, data, previous FROM record ORDER BY row"));
        int rows = 0;
        for (; query.next(); ++rows) {
            QCryptographicHash hash(QCryptographicHash::Sha256);
            for (int i = 0; i < 8; ++i) {
                hash.addData(query.value(i).toByteArray());
            }
            if (hash.result().size() != 32) {
                stop(QStringLiteral("no hash"));
            }
        }
        if (rows != kRows) {
            stop(QStringLiteral("%1 rows read, %2 expected").arg(rows).arg(kRows));
        }
    }
    QSqlDatabase::removeDatabase(QStringLiteral("reader"));
}

std::unique_ptr<storage::SqliteHistory> open(const QString& path, const Clock& clock)
{
    auto history = storage::SqliteHistory::open(path, clock);
    if (!history) {
        stop(history.error().message);
    }
    return std::move(*history);
}

/// Rows a second of both in turn, and how near ours comes to the bare work.
bench::Measure compare(
    const QString& id, const QString& what, int rows, int rounds, const std::function<void()>& ours, const std::function<void()>& bare)
{
    const QString mine = QStringLiteral("ours");
    const QString theirs = QStringLiteral("bare");
    const auto rate
        = [rows](const std::function<void()>& work) { return [rows, work]() { return std::optional(bench::rateOf(rows, work)); }; };
    const auto rates = bench::interleaved({{mine, rate(ours)}, {theirs, rate(bare)}}, rounds);
    bench::Measure measure{.id = id, .what = what, .unit = QStringLiteral("rows/s"), .ours = rates.at(mine)};
    measure.floor = rates.at(theirs);
    measure.better = bench::Better::More;
    return measure;
}

} // namespace

int main(int argc, char** argv)
{
    const QCoreApplication application(argc, argv);
    bench::Report report(argc, argv);
    const int rounds = report.runs(kRounds);
    const SystemClock clock;
    const QTemporaryDir folder;
    {
        const auto history = open(folder.filePath(QStringLiteral("append.db")), clock);
        BareTable bare(folder.filePath(QStringLiteral("bare.db")));
        report.add(compare(
            QStringLiteral("history-append"), QStringLiteral("append, each on disk; floor: a bare insert as durable"), kAppends, rounds,
            [&] { append(*history, kAppends); }, [&] { bare.append(kAppends); }));
    }
    const QString path = folder.filePath(QStringLiteral("verify.db"));
    const auto history = open(path, clock);
    append(*history, kRows);
    const auto verify = [&] {
        QFuture<Result<audit::Verification>> verified = history->verify();
        verified.waitForFinished();
        if (!verified.result() || !verified.result()->valid() || verified.result()->rows != kRows) {
            stop(QStringLiteral("the chain does not verify"));
        }
    };
    report.add(compare(QStringLiteral("history-verify"), QStringLiteral("verify the whole chain; floor: read and hash"), kRows, rounds,
        verify, [&] { readAndHash(path); }));
    return report.finish();
}
