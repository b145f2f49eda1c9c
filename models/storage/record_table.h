#pragma once

#include "models/domain/audit/record.h"
#include "models/ports/history_store.h"
#include "models/storage/connection.h"

namespace fairlead::storage {

/// A row as it was read. @c verbatim is false when the stored text is not what the store writes: JSON or a time that
/// does not parse, or is written in another way. data is then {"unreadable": text}, so that its hash cannot match.
struct StoredRecord {
    audit::Record record;
    bool verbatim = true;
};

/// The columns that readRecord() expects, in its order.
QString recordColumns();
StoredRecord readRecord(const QSqlQuery& query);

/// Where the history ended when the store last wrote.
struct Head {
    qint64 row = 0;
    Instant at;
    QByteArray hash;
    bool known = false; ///< false when somebody removed it
};

Result<Head> readHead(const Connection& connection);

/// Seals @p entry after the head, within the transaction that is open. The time of the row is @p now, or that of the row before if that is
/// later. When rows were cut off or added behind the store's back, the new row still follows the remembered head: writing on never hides
/// the break.
Result<audit::Record> appendRecord(Connection& connection, audit::Entry entry, Instant now);

/// Rows that were made unreadable come with data {"unreadable": text}: one bad row must not hide the others.
Result<std::vector<audit::Record>> selectRecords(const Connection& connection, const ports::RecordQuery& query);

} // namespace fairlead::storage
