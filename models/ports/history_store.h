#pragma once

#include "models/base/error.h"
#include "models/domain/audit/record.h"
#include "models/domain/metrics/metric.h"

#include <QFuture>
#include <QString>

#include <vector>

namespace fairlead::ports {

/// Which records are wanted. Default: all.
struct RecordQuery {
    QString release; ///< empty: of every release
    qint64 afterRow = 0; ///< only rows greater than this
    qint64 beforeRow = 0; ///< only rows smaller than this; 0: no bound
    int limit = 0; ///< 0: no limit
    bool newestFirst = false;
};

/// The history and what goes with it. Calls return at once; futures finish on the store's thread, so a
/// continuation names its context object. Calls are carried out in the order in which they are made.
/// Thread: any. Errors: Storage (disk full, locked, read-only), Corrupt.
class HistoryStore {
public:
    virtual ~HistoryStore() = default;

    /// Seals @p entry and commits it (fsync). Nothing is recorded if the future holds an error.
    virtual QFuture<Result<audit::Record>> append(audit::Entry entry) = 0;
    virtual QFuture<Result<std::vector<audit::Record>>> records(RecordQuery query) = 0;
    /// Reads the whole chain from disk.
    virtual QFuture<Result<audit::Verification>> verify() = 0;

    /// Keeps samples of a release. Batched: on disk after at most 1 s or at close.
    virtual void keepReadings(QString release, metrics::Readings readings) = 0;
    /// Samples of @p release in time order, series after series.
    virtual QFuture<Result<metrics::Readings>> readings(QString release) = 0;

    /// Small values that are not records: drafts of notes, the open item of a walk, soak progress.
    virtual QFuture<Result<void>> keepNote(QString key, QString value) = 0;
    /// Empty text for a key that was never kept.
    virtual QFuture<Result<QString>> note(QString key) = 0;

protected:
    HistoryStore() = default;
    HistoryStore(const HistoryStore&) = default;
    HistoryStore& operator=(const HistoryStore&) = default;
};

} // namespace fairlead::ports
