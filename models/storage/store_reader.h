#pragma once

#include "models/storage/read_only_history.h"

#include <QObject>
#include <QPromise>

#include <memory>
#include <optional>
#include <vector>

namespace fairlead::storage {

/// Reads beside the writer, so that a check of the whole chain never holds up a record. Thread: the store's reader.
class StoreReader final : public QObject {
    Q_OBJECT

public:
    StoreReader();
    ~StoreReader() override;

    Result<void> open(const QString& path, const Options& options);
    void close();
    const ReadOnlyHistory& history() const;

    using SearchPromise = QPromise<Result<ports::RecordHits>>;
    /// Begins a search. Those under way take turns, and between two slices whatever else waits is answered.
    void search(ports::RecordSearch search, std::shared_ptr<SearchPromise> promise);

private:
    struct Search {
        std::unique_ptr<RecordSearchRun> run;
        std::shared_ptr<SearchPromise> promise;
    };
    void searchOn();

    std::optional<ReadOnlyHistory> m_history;
    std::vector<Search> m_searches; ///< the first is the next
};

} // namespace fairlead::storage
