#pragma once

#include "models/ports/history_store.h"
#include "models/storage/connection.h"

#include <memory>

namespace fairlead::storage {

/// The history of a workspace for those who only look, also beside a running console. Never creates or changes the
/// database. Every call reads at once and blocks: for programs without a window and for the store's own reader.
/// Thread: the one that opened it.
class ReadOnlyHistory {
public:
    /// NotFound when there is no such file, Corrupt when it is not a history, Unsupported when a newer Fairlead wrote it
    /// or it was never opened by this one, Storage when it cannot be read.
    static Result<ReadOnlyHistory> open(const QString& path, const Options& options = {});

    /// See ports::HistoryStore. A row that no longer parses comes with data {"unreadable": text}.
    Result<std::vector<audit::Record>> records(const ports::RecordQuery& query) const;
    Result<audit::Verification> verify() const;
    Result<metrics::Readings> readings(const QString& release) const;
    Result<QString> note(const QString& key) const;

private:
    explicit ReadOnlyHistory(std::unique_ptr<Connection> connection)
        : m_connection(std::move(connection))
    {
    }
    std::unique_ptr<Connection> m_connection;
};

} // namespace fairlead::storage
