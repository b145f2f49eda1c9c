#include "models/storage/old_samples.h"

#include <limits>

namespace fairlead::storage {

namespace {

constexpr std::size_t kTogether = 100'000; ///< samples moved at once

metrics::SeriesKey keyOf(const QVariant& metric, const QVariant& role)
{
    const bool baseline = role.toString() == metrics::toString(metrics::Role::Baseline);
    return {fromUtf8(metric), baseline ? metrics::Role::Baseline : metrics::Role::Canary};
}

Result<void> copySamples(const Connection& history, SampleStore& samples)
{
    Result<QSqlQuery> rows = history.query(QStringLiteral(
        "SELECT CAST(release AS BLOB), CAST(metric AS BLOB), role, at, value FROM series JOIN sample ON sample.series = series.id "
        "ORDER BY series, at"));
    if (!rows) {
        return std::unexpected(rows.error());
    }
    std::vector<Portion> portions;
    std::size_t count = 0;
    while (rows->next()) {
        const SeriesName name{fromUtf8(rows->value(0)), keyOf(rows->value(1), rows->value(2))};
        if (portions.empty() || !(portions.back().series == name)) {
            portions.push_back({name, {}});
        }
        portions.back().samples.push_back({Instant::fromMs(rows->value(3).toLongLong()), rows->value(4).toDouble()});
        if (++count == kTogether) {
            if (const auto kept = samples.keep(portions); !kept) {
                return kept;
            }
            portions.clear();
            count = 0;
        }
    }
    const auto read = history.check(*rows);
    return read ? samples.keep(portions) : read;
}

} // namespace

Result<metrics::Readings> selectOldSamples(const Connection& history, const QString& release, std::optional<Instant> after)
{
    Result<QSqlQuery> answer
        = history.query(QStringLiteral("SELECT CAST(metric AS BLOB), role, at, value FROM series JOIN sample ON sample.series = series.id "
                                       "WHERE release = CAST(? AS TEXT) AND at > ? ORDER BY metric, role, series, at"),
            {utf8(release), after ? after->ms() : std::numeric_limits<qint64>::min()});
    if (!answer) {
        return std::unexpected(answer.error());
    }
    metrics::Readings readings;
    while (answer->next()) {
        readings.push_back(
            {keyOf(answer->value(0), answer->value(1)), {Instant::fromMs(answer->value(2).toLongLong()), answer->value(3).toDouble()}});
    }
    const auto read = history.check(*answer);
    return read ? Result<metrics::Readings>(std::move(readings)) : std::unexpected(read.error());
}

Result<void> moveOldSamples(Connection& history, SampleStore& samples)
{
    const auto any = history.value(QStringLiteral("SELECT 1 FROM sample LIMIT 1"));
    if (!any || !any->isValid()) {
        return any ? Result<void>() : std::unexpected(any.error());
    }
    Result<Transaction> transaction = Transaction::begin(history);
    if (!transaction) {
        return std::unexpected(transaction.error());
    }
    Result<void> done = copySamples(history, samples);
    for (const QString& sql : {QStringLiteral("DELETE FROM sample"), QStringLiteral("DELETE FROM series")}) {
        done = done ? history.execute(sql) : done;
    }
    return done ? transaction->commit() : done;
}

} // namespace fairlead::storage
