#pragma once

#include "models/storage/read_only_history.h"

#include <QObject>

#include <optional>

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

private:
    std::optional<ReadOnlyHistory> m_history;
};

} // namespace fairlead::storage
