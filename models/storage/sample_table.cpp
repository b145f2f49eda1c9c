#include "models/storage/sample_table.h"

#include <cmath>
#include <limits>
#include <map>

namespace fairlead::storage {

namespace {

Result<qint64> seriesId(Connection& connection, const QString& release, const metrics::SeriesKey& key)
{
    const auto added
        = connection.execute(QStringLiteral("INSERT INTO series (release, metric, role) VALUES (CAST(? AS TEXT), CAST(? AS TEXT), ?) "
                                            "ON CONFLICT DO NOTHING"),
            {utf8(release), utf8(key.metric), metrics::toString(key.role)});
    if (!added) {
        return std::unexpected(added.error());
    }
    const auto id = connection.value(
        QStringLiteral("SELECT id FROM series WHERE release = CAST(? AS TEXT) AND metric = CAST(? AS TEXT) AND role = ?"),
        {utf8(release), utf8(key.metric), metrics::toString(key.role)});
    return id ? Result<qint64>(id->toLongLong()) : std::unexpected(id.error());
}

Result<void> keepRelease(Connection& connection, QSqlQuery& insert, const ReleaseReadings& kept)
{
    std::map<metrics::SeriesKey, qint64> ids;
    for (const metrics::Reading& reading : kept.readings) {
        if (!std::isfinite(reading.sample.value)) {
            continue;
        }
        auto id = ids.find(reading.key);
        if (id == ids.end()) {
            const Result<qint64> found = seriesId(connection, kept.release, reading.key);
            if (!found) {
                return std::unexpected(found.error());
            }
            id = ids.emplace(reading.key, *found).first;
        }
        insert.addBindValue(id->second);
        insert.addBindValue(reading.sample.at.ms());
        insert.addBindValue(reading.sample.value);
        if (!insert.exec()) {
            return connection.check(insert);
        }
    }
    return {};
}

} // namespace

Result<void> keepSamples(Connection& connection, Transaction transaction, const std::vector<ReleaseReadings>& batch)
{
    Result<QSqlQuery> insert = connection.prepare(
        QStringLiteral("INSERT INTO sample (series, at, value) VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET value = excluded.value"));
    if (!insert) {
        return std::unexpected(insert.error());
    }
    for (const ReleaseReadings& kept : batch) {
        if (const auto done = keepRelease(connection, *insert, kept); !done) {
            return done;
        }
    }
    return transaction.commit();
}

Result<metrics::Readings> selectSamples(const Connection& connection, const QString& release, std::optional<Instant> after)
{
    Result<QSqlQuery> answer = connection.query(
        QStringLiteral("SELECT CAST(metric AS BLOB), role, at, value FROM series JOIN sample ON sample.series = series.id "
                       "WHERE release = CAST(? AS TEXT) AND at > ? ORDER BY metric, role, series, at"),
        {utf8(release), after ? after->ms() : std::numeric_limits<qint64>::min()});
    if (!answer) {
        return std::unexpected(answer.error());
    }
    metrics::Readings readings;
    while (answer->next()) {
        const bool baseline = answer->value(1).toString() == metrics::toString(metrics::Role::Baseline);
        readings.push_back({{fromUtf8(answer->value(0)), baseline ? metrics::Role::Baseline : metrics::Role::Canary},
            {Instant::fromMs(answer->value(2).toLongLong()), answer->value(3).toDouble()}});
    }
    if (const auto read = connection.check(*answer); !read) {
        return std::unexpected(read.error());
    }
    return readings;
}

} // namespace fairlead::storage
