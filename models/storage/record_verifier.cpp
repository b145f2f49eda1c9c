#include "models/storage/record_verifier.h"

#include "models/storage/record_table.h"

#include <QCryptographicHash>

namespace fairlead::storage {

namespace {

/// Looking for the row number under which a moved row was sealed stops here; beyond it the row counts as changed.
constexpr qint64 kFarthestMove = 100'000;

bool isSealedAs(audit::Record record, qint64 row)
{
    record.row = row;
    return QCryptographicHash::hash(audit::canonicalBytes(record), QCryptographicHash::Sha256) == record.hash;
}

Result<std::optional<StoredRecord>> recordAt(const Connection& connection, qint64 row)
{
    Result<QSqlQuery> answer = connection.query(QStringLiteral("SELECT %1 FROM record WHERE row = ?").arg(recordColumns()), {row});
    if (!answer) {
        return std::unexpected(answer.error());
    }
    if (!answer->next()) {
        return std::optional<StoredRecord>();
    }
    return std::optional(readRecord(*answer));
}

/// The row number under which @p stored was sealed, other than its own.
std::optional<qint64> sealedRow(const StoredRecord& stored, qint64 lastRow)
{
    if (!stored.verbatim) {
        return std::nullopt;
    }
    const qint64 own = stored.record.row;
    for (qint64 distance = 1; distance <= std::min(kFarthestMove, own + lastRow); ++distance) {
        for (const qint64 row : {own - distance, own + distance}) {
            if (row > 0 && row <= lastRow + 1 && isSealedAs(stored.record, row)) {
                return row;
            }
        }
    }
    return std::nullopt;
}

/// A row whose content does not give its hash was changed, or it is whole and stands where it does not belong.
Result<audit::Break> nameOf(const Connection& connection, const audit::Break& found, qint64 lastRow)
{
    const auto row = recordAt(connection, found.row);
    const auto next = recordAt(connection, found.row + 1);
    if (!row || !next) {
        return std::unexpected(row ? next.error() : row.error());
    }
    if (!*row || ((*row)->verbatim && isSealedAs((*row)->record, found.row))) {
        return found;
    }
    if (const auto sealed = sealedRow(**row, lastRow)) {
        const QString what = *sealed == found.row - 1
            ? QStringLiteral("Row %1 was row %2 when it was written: a row was inserted before it.")
            : *sealed == found.row + 1
            ? QStringLiteral("Row %1 was row %2 when it was written: a row before it was removed, or rows were reordered.")
            : QStringLiteral("Rows were reordered: row %1 was row %2 when it was written.");
        return audit::Break{found.row, what.arg(found.row).arg(*sealed)};
    }
    if (*next && (*next)->verbatim && isSealedAs((*next)->record, found.row)) {
        return audit::Break{found.row, QStringLiteral("Row %1 was inserted: the row after it was written as row %1.").arg(found.row)};
    }
    return found;
}

QString rowsFromTo(qint64 first, qint64 last)
{
    return first == last ? QStringLiteral("Row %1 was").arg(first) : QStringLiteral("Rows %1 to %2 were").arg(first).arg(last);
}

/// What the remembered head says about the end of a chain that holds by itself.
std::optional<audit::Break> breakAtEnd(const audit::Verification& chain, const Head& head)
{
    if (!head.known) {
        return audit::Break{chain.rows + 1,
            QStringLiteral("The remembered end of the history was removed: rows after row %1 may have been cut off.").arg(chain.rows)};
    }
    if (head.row > chain.rows) {
        return audit::Break{chain.rows + 1, rowsFromTo(chain.rows + 1, head.row) + QStringLiteral(" cut off at the end.")};
    }
    if (head.row < chain.rows) {
        return audit::Break{head.row + 1, rowsFromTo(head.row + 1, chain.rows) + QStringLiteral(" inserted at the end, not by Fairlead.")};
    }
    if (chain.rows > 0 && head.hash != chain.head) {
        return audit::Break{chain.rows,
            QStringLiteral("Rows up to row %1 were changed and the chain was made anew: its end is not the one that was written.")
                .arg(chain.rows)};
    }
    return std::nullopt;
}

Result<audit::Verification> readChain(const Connection& connection)
{
    Result<QSqlQuery> answer = connection.query(QStringLiteral("SELECT %1 FROM record ORDER BY row").arg(recordColumns()));
    if (!answer) {
        return std::unexpected(answer.error());
    }
    audit::ChainVerifier verifier;
    while (answer->next()) {
        verifier.take(readRecord(*answer).record);
    }
    if (const auto read = connection.check(*answer); !read) {
        return std::unexpected(read.error());
    }
    return verifier.result();
}

} // namespace

Result<audit::Verification> verifyRecords(Connection& connection)
{
    // One read transaction, so that the chain and its head are of the same moment.
    if (const auto begun = connection.execute(QStringLiteral("BEGIN")); !begun) {
        return std::unexpected(begun.error());
    }
    Result<audit::Verification> chain = readChain(connection);
    const Result<Head> head = chain ? readHead(connection) : Result<Head>(Head{});
    if (chain && head) {
        if (chain->firstBroken) {
            const auto named = nameOf(connection, *chain->firstBroken, std::max(chain->rows, head->row));
            if (named) {
                chain->firstBroken = *named;
            }
        } else {
            chain->firstBroken = breakAtEnd(*chain, *head);
        }
    }
    static_cast<void>(connection.execute(QStringLiteral("ROLLBACK"))); // nothing was written; it only ends the reading
    if (chain && !head) {
        return std::unexpected(head.error());
    }
    return chain;
}

} // namespace fairlead::storage
