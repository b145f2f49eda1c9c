#pragma once

#include "models/ports/history_store.h"
#include "models/storage/search_index.h"

#include <QDeadlineTimer>
#include <QHash>

#include <optional>

namespace fairlead::storage {

/// A search under way, newest rows first. Looks up what the index knows and reads what it does not know, a slice at a time, so that
/// others are served in between. Sees the history as it was at the first slice. Thread: the connection's.
class RecordSearchRun {
public:
    /// @p connection outlives this.
    RecordSearchRun(const Connection& connection, ports::RecordSearch search);
    Q_DISABLE_COPY_MOVE(RecordSearchRun) // its statements point into it

    /// The next piece: what was found within @p slice, the first time at most until there are hits for a screen or two. Not to be
    /// called after one that is done.
    Result<ports::RecordHits> next(Millis slice = kSlice);

    static constexpr Millis kSlice{8}; ///< half a frame: whatever waits in this thread waits no longer
    static constexpr std::size_t kFirstHits = 100;

private:
    struct Form {
        std::string text;
        std::vector<int> places; ///< of its marks; none when it is too short for one
    };
    struct Term {
        std::vector<Form> anyOf;
        std::vector<std::string> words; ///< for WordStart: each stands alone, the last is a beginning
        std::vector<std::string> kinds;
        qint64 row = 0; ///< the text as a row number; 0 when it is none
    };

    Result<void> begin();
    Result<void> piece();
    Result<void> lookUp();
    Result<void> read(qint64 first, qint64 last);
    Result<void> readRelease();
    Result<qint64> lowestMarked();
    Result<quint64> candidates(qint64 part);
    Result<bool> fits(const sqlite::Statement& row);
    bool fitsTerm(const Term& term, qint64 row, std::string_view kind) const;
    bool wantsKind(std::string_view kind);
    std::string wordsQuery() const;
    void finish();

    const Connection& m_connection;
    ports::RecordSearch m_search;
    std::vector<Term> m_terms;
    QByteArray m_release;
    Searchable m_known;
    MarkReader m_marks;
    std::optional<sqlite::Statement> m_range;
    std::optional<sqlite::Statement> m_ofRelease;
    std::optional<sqlite::Statement> m_lookup;
    QHash<QByteArray, bool> m_kinds;
    std::string m_text; ///< of the row that is looked at
    std::string m_words;
    ports::RecordHits m_hits;
    qint64 m_next = -1; ///< rows below this one are still to be looked at; -1 before the first slice
    bool m_first = true;
};

} // namespace fairlead::storage
