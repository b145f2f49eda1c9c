#pragma once

#include "models/base/clock.h"
#include "models/ports/history_store.h"

#include <QMap>

#include <algorithm>
#include <iterator>

namespace fairlead::test {

/// The history's in-memory twin: same contract, answers at once. Can be told to fail as a full disk does.
class MemoryHistory final : public ports::HistoryStore {
public:
    explicit MemoryHistory(const Clock& clock)
        : m_clock(clock)
    {
    }

    QFuture<Result<audit::Record>> append(audit::Entry entry) override
    {
        if (full) {
            return ready<audit::Record>(fail(ErrorCode::Storage, QStringLiteral("The disk is full; nothing was recorded.")));
        }
        const QByteArray last = rows.empty() ? QByteArray() : rows.back().hash;
        rows.push_back(audit::seal(std::move(entry), m_clock.now(), static_cast<qint64>(rows.size()), last));
        return ready<audit::Record>(rows.back());
    }
    QFuture<Result<std::vector<audit::Record>>> records(ports::RecordQuery query) override
    {
        std::vector<audit::Record> found;
        for (const audit::Record& row : rows) {
            const bool inRange = row.row > query.afterRow && (query.beforeRow == 0 || row.row < query.beforeRow);
            const bool enough = query.limit > 0 && std::ssize(found) == query.limit;
            if (inRange && !enough && (query.release.isEmpty() || row.entry.release == query.release)) {
                found.push_back(row);
            }
        }
        return ready<std::vector<audit::Record>>(found);
    }
    QFuture<Result<ports::RecordPage>> page(ports::PageQuery query) override
    {
        ports::RecordPage page;
        for (const audit::Record& row : rows) {
            const bool inRange = query.rows.empty() && row.row >= query.first && row.row <= query.last;
            if (inRange || std::ranges::find(query.rows, row.row) != query.rows.end()) {
                page.records.push_back(row);
            }
        }
        return ready<ports::RecordPage>(page);
    }
    QFuture<Result<audit::Context>> context(qint64 row) override
    {
        const auto found = std::ranges::find(rows, row, &audit::Record::row);
        return ready<audit::Context>(found == rows.end() ? Result<audit::Context>(fail(ErrorCode::NotFound, QStringLiteral("No such row.")))
                                                         : Result<audit::Context>(audit::Context{.record = *found}));
    }
    /// Finds by release and kind alone.
    QFuture<Result<ports::RecordHits>> search(ports::RecordSearch search) override
    {
        ports::RecordHits hits{{}, search.afterRow + 1, true};
        for (auto row = rows.rbegin(); row != rows.rend() && row->row > search.afterRow; ++row) {
            const bool ofRelease = search.release.isEmpty() || row->entry.release == search.release;
            if (ofRelease && (!search.wantsKind || search.wantsKind(row->entry.kind))) {
                hits.rows.push_back(row->row);
            }
        }
        return ready<ports::RecordHits>(hits);
    }
    QFuture<Result<audit::Verification>> verify() override
    {
        audit::ChainVerifier verifier;
        for (const audit::Record& row : rows) {
            verifier.take(row);
        }
        return ready<audit::Verification>(verifier.result());
    }
    void keepReadings(QString release, metrics::Readings kept) override
    {
        samples[release].insert(samples[release].end(), kept.begin(), kept.end());
    }
    QFuture<Result<metrics::Readings>> readings(QString release) override { return ready<metrics::Readings>(samples[release]); }
    QFuture<Result<void>> keepNote(QString key, QString value) override
    {
        notes[key] = value;
        return ready<void>(Result<void>());
    }
    QFuture<Result<QString>> note(QString key) override { return ready<QString>(notes.value(key)); }

    std::vector<audit::Record> rows;
    QMap<QString, QString> notes;
    QMap<QString, metrics::Readings> samples;
    bool full = false;

private:
    template <typename T> static QFuture<Result<T>> ready(Result<T> value)
    {
        QPromise<Result<T>> promise;
        promise.start();
        promise.addResult(std::move(value));
        promise.finish();
        return promise.future();
    }
    const Clock& m_clock;
};

} // namespace fairlead::test
