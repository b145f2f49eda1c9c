#pragma once

#include "models/base/error.h"
#include "models/domain/audit/context.h"
#include "models/domain/audit/record.h"
#include "models/domain/metrics/metric.h"

#include <QFuture>
#include <QString>

#include <functional>
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

/// Some rows of the history, for a table that shows a few of very many.
struct PageQuery {
    qint64 first = 0; ///< the rows from here …
    qint64 last = 0; ///< … to here, both included
    std::vector<qint64> rows; ///< or exactly these, in ascending order; then first and last are not looked at
};

/// Rows in ascending order; a row that somebody removed is missing.
struct RecordPage {
    std::vector<audit::Record> records;
    std::vector<audit::Record> intents; ///< of the effects among them: what an effect says needs what was asked
};

/// What is looked for in the history; the default finds every row.
struct RecordSearch {
    enum class Match {
        Anywhere, ///< the text, wherever it stands
        WordStart, ///< words that begin so; accents do not count
    };
    /// A row fits when it contains @c text, is of one of @c kinds, or has @c text as its number. Case does not count.
    struct Term {
        QString text;
        QStringList kinds; ///< kinds that people see under a name which contains the text
    };
    std::vector<Term> terms; ///< each must fit
    Match match = Match::Anywhere;
    QString release; ///< empty: of every release
    std::function<bool(const QString& kind)> wantsKind; ///< empty: every kind. Called in a thread of the store: a pure function
    qint64 afterRow = 0; ///< only rows greater than this
};

/// A piece of what was found, newest first; goes on where the piece before ended.
struct RecordHits {
    std::vector<qint64> rows;
    qint64 downTo = 0; ///< every row from here on has been looked at; at the end the first one after RecordSearch::afterRow
    bool done = false;
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
    /// For tables: answered beside all other reading, so that a check of the whole chain holds up none of these three.
    virtual QFuture<Result<RecordPage>> page(PageQuery query) = 0;
    /// A record with what belongs to it. NotFound when there is no such row.
    virtual QFuture<Result<audit::Context>> context(qint64 row) = 0;
    /// One result a piece as it is found, the last one with done or an error. Cancel the future to end it early.
    virtual QFuture<Result<RecordHits>> search(RecordSearch search) = 0;
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
