#pragma once

#include "models/storage/connection.h"

#include <array>
#include <string>
#include <string_view>
#include <vector>

namespace fairlead::storage {

/// The index that makes a long history searchable (resources/sql/003_search.sql): words by their beginnings, and marks that say in which
/// blocks of records a text can occur. A search looks itself into the rows that are not in it yet.

inline constexpr qint64 kWordsBatch = 64; ///< records that are taken in together
inline constexpr qint64 kBlockRows = 32; ///< one bit of a mark
inline constexpr qint64 kPartRows = 2'048; ///< 64 blocks: one word of 64 bits a place

/// The last row that each part of the index knows.
struct Searchable {
    qint64 words = 0;
    qint64 marks = 0;

    bool operator==(const Searchable&) const = default;
};

/// Zeros in a history that an older Fairlead wrote and nobody has migrated.
Result<Searchable> searchable(const Connection& connection);

/// Takes rows in after @p lastRow was written, when a batch is full and everything before it is in; within the transaction that is open.
/// Its failure never fails the record: the batch is then taken in later.
void keepSearchable(Connection& connection, qint64 lastRow);

/// Takes the next piece of an old history in, in the transaction that is open; false when there is none left.
Result<bool> indexPiece(Connection& connection);

/// Columns of a row in the order that appendRowText() wants, for SELECT.
inline constexpr std::string_view kTextColumns = "row, kind, who, object, why, data";
/// The text in which the row that @p row stands at is searched.
void appendRowText(std::string& text, const sqlite::Statement& row);

/// The places of the groups of four bytes in @p text, each once; none when it is shorter. Rows that contain it have a mark at each.
std::vector<int> placesOf(std::string_view text);

/// Reads in which blocks of one part all of some places are marked.
class MarkReader {
public:
    explicit MarkReader(const Connection& connection)
        : m_connection(connection)
    {
    }
    /// Bit b stands for rows part * 2,048 + b * 32 + 1 and the 31 after it. All bits for no places.
    Result<quint64> blocksWith(const std::vector<int>& places, qint64 part);

private:
    static constexpr qint64 kParts = 64; ///< read at once: what a search looks at lies together
    struct Column {
        qint64 firstPart = -1;
        std::array<quint64, kParts> words{};
    };
    Result<const Column*> column(int place, qint64 part);

    const Connection& m_connection;
    std::vector<std::pair<int, Column>> m_columns; ///< by place
};

} // namespace fairlead::storage
