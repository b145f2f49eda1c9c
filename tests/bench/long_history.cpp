#include "tests/bench/long_history.h"

#include "models/base/clock.h"
#include "models/storage/search_index.h"
#include "models/storage/sqlite_history.h"
#include "tests/bench/measure.h"

namespace fairlead::bench {

namespace {

/// A command has three rows, as in real histories; the fourth is a verdict.
const QString kInsert = QStringLiteral(
    "WITH RECURSIVE n (i) AS (SELECT ?1 UNION ALL SELECT i + 1 FROM n WHERE i < ?2) "
    "INSERT INTO record (row, at, kind, who, release, object, why, data, previous, hash) SELECT i, "
    "strftime('%Y-%m-%dT%H:%M:', 1735689600 + i * 13, 'unixepoch') || substr('0' || (i * 13 % 60), -2) || '.' || substr('00' || (i % "
    "1000), -3) || 'Z', "
    "CASE i % 4 WHEN 0 THEN 'gate.verdict' WHEN 1 THEN 'command.intent' WHEN 2 THEN 'command.outcome' ELSE 'command.effect' END, "
    "CASE i % 7 WHEN 0 THEN 'm.vogel' WHEN 1 THEN 'prometheus-eu' WHEN 2 THEN 'haproxy-eu' ELSE 'engine' END, "
    "printf('0198844d-6f80-7c1e-9a52-%012x', i / 1000), "
    "printf('data_analyst 2.%d.%d', i / 1000 % 50, i / 50000), "
    "printf('Change CHG-%d for INC-%d: error rate 0.%02d %% under 1 %% in %d calls', i, i % 977, i * 7 % 100, i * 31 % 5000), "
    "printf('{\"command\":\"c%08x\",\"ms\":%d,\"request\":\"curl -X PUT https://lb-%d.example/weights/r%d -d 25\",\"weight\":25}', "
    "(i - 1) / 4 * 2654435761 % 4294967296, i % 400, i % 40, i % 300), "
    "zeroblob(32), randomblob(32) FROM n");

void expect(const Result<void>& done)
{
    if (!done) {
        stop(done.error().message);
    }
}

} // namespace

void makeLongHistory(const QString& path, qint64 rows)
{
    const SystemClock clock;
    if (const auto created = storage::SqliteHistory::open(path, clock); !created) {
        stop(created.error().message);
    }
    auto opened = storage::Connection::open(path, storage::Access::ReadWrite);
    if (!opened) {
        stop(opened.error().message);
    }
    storage::Connection& connection = **opened;
    expect(connection.execute(QStringLiteral("PRAGMA synchronous = OFF")));
    expect(connection.execute(kInsert, {1, rows}));
    expect(connection.execute(QStringLiteral("UPDATE chain_head SET row = ?, at = (SELECT at FROM record WHERE row = ?), "
                                             "hash = (SELECT hash FROM record WHERE row = ?) WHERE only = 1"),
        {rows, rows, rows}));
    for (bool more = true; more;) {
        auto transaction = storage::Transaction::begin(connection);
        for (int piece = 0; more && piece < 100; ++piece) {
            const Result<bool> done = storage::indexPiece(connection);
            if (!done) {
                stop(done.error().message);
            }
            more = *done;
        }
        expect(transaction->commit());
    }
    expect(connection.execute(QStringLiteral("PRAGMA wal_checkpoint(TRUNCATE)")));
}

} // namespace fairlead::bench
