#include "models/storage/record_table.h"

#include "models/storage/search_index.h"

#include <QJsonDocument>

#include <algorithm>
#include <limits>

namespace fairlead::storage {

namespace {

/// The same text with what cannot be kept as UTF-8 (halves of surrogate pairs) replaced.
QString keepable(const QString& text)
{
    return QString::fromUtf8(text.toUtf8());
}

/// @p entry as it will be read back: otherwise a number that JSON cannot hold (NaN) or half a character would
/// give the row another hash after a restart.
Result<audit::Entry> keepable(audit::Entry entry)
{
    for (QString* text : {&entry.kind, &entry.who, &entry.release, &entry.object, &entry.why}) {
        *text = keepable(*text);
    }
    // Reading may change what was written (a byte order mark goes, and with it the order of keys), but not twice.
    for (int round = 0; round < 3; ++round) {
        const QByteArray written = audit::canonicalJson(entry.data);
        const QJsonDocument read = QJsonDocument::fromJson(written);
        if (!read.isObject()) {
            break;
        }
        entry.data = read.object();
        if (audit::canonicalJson(entry.data) == written) {
            return entry;
        }
    }
    return fail(ErrorCode::InvalidInput,
        QStringLiteral("The data of a “%1” record cannot be kept: it does not survive being read back. Nothing was recorded.")
            .arg(entry.kind));
}

struct Last {
    qint64 row = 0;
    Instant at;
};

Result<Last> lastRow(const Connection& connection)
{
    Result<QSqlQuery> answer = connection.query(QStringLiteral("SELECT row, CAST(at AS BLOB) FROM record ORDER BY row DESC LIMIT 1"));
    if (!answer) {
        return std::unexpected(answer.error());
    }
    if (!answer->next()) {
        return connection.check(*answer) ? Result<Last>(Last{}) : std::unexpected(connection.check(*answer).error());
    }
    return Last{answer->value(0).toLongLong(), Instant::fromIso(fromUtf8(answer->value(1))).value_or(Instant())};
}

Result<void> insert(Connection& connection, const audit::Record& record)
{
    const audit::Entry& entry = record.entry;
    const auto inserted = connection.execute(
        QStringLiteral("INSERT INTO record (row, at, kind, who, release, object, why, data, previous, hash) VALUES "
                       "(?, CAST(? AS TEXT), CAST(? AS TEXT), CAST(? AS TEXT), CAST(? AS TEXT), CAST(? AS TEXT), CAST(? AS TEXT), "
                       "CAST(? AS TEXT), ?, ?)"),
        {record.row, utf8(record.at.toIso()), utf8(entry.kind), utf8(entry.who), utf8(entry.release), utf8(entry.object), utf8(entry.why),
            audit::canonicalJson(entry.data), record.previous, record.hash});
    if (!inserted) {
        return inserted;
    }
    // An UPDATE, so that a head that somebody removed stays missing and verify goes on saying so.
    return connection.execute(QStringLiteral("UPDATE chain_head SET row = ?, at = CAST(? AS TEXT), hash = ? WHERE only = 1"),
        {record.row, utf8(record.at.toIso()), record.hash});
}

/// Hash of the last row in the table, for a history whose remembered head is gone.
Result<QByteArray> lastHash(const Connection& connection)
{
    const auto hash = connection.value(QStringLiteral("SELECT hash FROM record ORDER BY row DESC LIMIT 1"));
    return hash ? Result<QByteArray>(hash->toByteArray()) : std::unexpected(hash.error());
}

} // namespace

QString recordColumns()
{
    return QStringLiteral("row, CAST(at AS BLOB), CAST(kind AS BLOB), CAST(who AS BLOB), CAST(release AS BLOB), CAST(object AS BLOB), "
                          "CAST(why AS BLOB), CAST(data AS BLOB), previous, hash");
}

StoredRecord readRecord(const QSqlQuery& query)
{
    StoredRecord stored;
    audit::Record& record = stored.record;
    record.row = query.value(0).toLongLong();
    const QString at = fromUtf8(query.value(1));
    const Result<Instant> time = Instant::fromIso(at);
    record.at = time.value_or(Instant());
    record.entry.kind = fromUtf8(query.value(2));
    record.entry.who = fromUtf8(query.value(3));
    record.entry.release = fromUtf8(query.value(4));
    record.entry.object = fromUtf8(query.value(5));
    record.entry.why = fromUtf8(query.value(6));
    const QByteArray data = query.value(7).toByteArray();
    const QJsonDocument parsed = QJsonDocument::fromJson(data);
    record.entry.data = parsed.object();
    record.previous = query.value(8).toByteArray();
    record.hash = query.value(9).toByteArray();
    stored.verbatim = time && time->toIso() == at && parsed.isObject() && audit::canonicalJson(parsed.object()) == data;
    for (int column = 2; column <= 6; ++column) {
        const QByteArray bytes = query.value(column).toByteArray();
        stored.verbatim = stored.verbatim && QString::fromUtf8(bytes).toUtf8() == bytes;
    }
    if (!stored.verbatim) {
        record.entry.data = QJsonObject{{QStringLiteral("unreadable"), QString::fromUtf8(data)}};
    }
    return stored;
}

Result<Head> readHead(const Connection& connection)
{
    Result<QSqlQuery> answer = connection.query(QStringLiteral("SELECT row, CAST(at AS BLOB), hash FROM chain_head WHERE only = 1"));
    if (!answer) {
        return std::unexpected(answer.error());
    }
    if (!answer->next()) {
        return connection.check(*answer) ? Result<Head>(Head{}) : std::unexpected(connection.check(*answer).error());
    }
    return Head{answer->value(0).toLongLong(), Instant::fromIso(fromUtf8(answer->value(1))).value_or(Instant()),
        answer->value(2).toByteArray(), true};
}

Result<audit::Record> appendRecord(Connection& connection, audit::Entry entry, Instant now)
{
    Result<audit::Entry> kept = keepable(std::move(entry));
    if (!kept) {
        return std::unexpected(kept.error());
    }
    Result<Head> head = readHead(connection);
    const Result<Last> last = lastRow(connection);
    if (!head || !last) {
        return std::unexpected(head ? last.error() : head.error());
    }
    if (!head->known) {
        const Result<QByteArray> hash = lastHash(connection);
        if (!hash) {
            return std::unexpected(hash.error());
        }
        head->hash = *hash;
    }
    const qint64 row = std::max(head->row, last->row);
    const Instant at = std::max({now, head->at, last->at});
    audit::Record record = audit::seal(std::move(*kept), at, row, head->hash);
    if (const auto inserted = insert(connection, record); !inserted) {
        return std::unexpected(inserted.error());
    }
    keepSearchable(connection, record.row);
    return record;
}

Result<std::vector<audit::Record>> selectRecords(const Connection& connection, const ports::RecordQuery& query)
{
    QString sql = QStringLiteral("SELECT %1 FROM record WHERE row > ? AND row < ?").arg(recordColumns());
    if (!query.release.isEmpty()) {
        sql += QStringLiteral(" AND release = CAST(? AS TEXT)");
    }
    sql += query.newestFirst ? QStringLiteral(" ORDER BY row DESC") : QStringLiteral(" ORDER BY row");
    if (query.limit > 0) {
        sql += QStringLiteral(" LIMIT %1").arg(query.limit);
    }
    const qint64 before = query.beforeRow > 0 ? query.beforeRow : std::numeric_limits<qint64>::max();
    Result<QSqlQuery> answer = query.release.isEmpty() ? connection.query(sql, {query.afterRow, before})
                                                       : connection.query(sql, {query.afterRow, before, utf8(query.release)});
    if (!answer) {
        return std::unexpected(answer.error());
    }
    std::vector<audit::Record> records;
    while (answer->next()) {
        records.push_back(readRecord(*answer).record);
    }
    if (const auto read = connection.check(*answer); !read) {
        return std::unexpected(read.error());
    }
    return records;
}

} // namespace fairlead::storage
