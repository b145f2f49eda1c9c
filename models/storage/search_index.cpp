#include "models/storage/search_index.h"

#include "models/storage/search_text.h"

#include <QLoggingCategory>

#include <algorithm>
#include <cstring>
#include <functional>

namespace fairlead::storage {

namespace {

Q_LOGGING_CATEGORY(logSearch, "fairlead.storage.search")

constexpr int kPlaces = 8'192;
constexpr int kSlicePlaces = 32;
constexpr qint64 kPieceRows = 512; ///< of an old history, so that a record never waits long for its turn

using Slice = std::array<quint64, kSlicePlaces>;

int placeOf(const char* four)
{
    quint32 group = 0;
    std::memcpy(&group, four, sizeof group);
    // Knuth's multiplicative hash: the upper bits depend on all four bytes.
    return static_cast<int>((group * 2'654'435'761U) >> 19);
}

template <typename Take> void forEachPlace(std::string_view text, Take take)
{
    for (std::size_t at = 0; at + 4 <= text.size(); ++at) {
        if (std::memchr(text.data() + at, '\n', 4) == nullptr) {
            take(placeOf(text.data() + at));
        }
    }
}

Result<void> forEachRow(
    const Connection& connection, qint64 first, qint64 last, const std::function<Result<void>(const sqlite::Statement&)>& take)
{
    Result<sqlite::Statement> rows
        = connection.bare("SELECT " + std::string(kTextColumns) + " FROM record WHERE row BETWEEN ? AND ? ORDER BY row");
    if (!rows) {
        return std::unexpected(rows.error());
    }
    rows->bind(1, first);
    rows->bind(2, last);
    for (;;) {
        const Result<bool> row = rows->step();
        if (!row || !*row) {
            return row ? Result<void>() : std::unexpected(row.error());
        }
        if (auto taken = take(*rows); !taken) {
            return taken;
        }
    }
}

Result<void> indexWords(Connection& connection, qint64 first, qint64 last)
{
    Result<sqlite::Statement> insert = connection.bare("INSERT INTO record_words (rowid, text) VALUES (?, ?)");
    if (!insert) {
        return std::unexpected(insert.error());
    }
    std::string text;
    const auto taken = forEachRow(connection, first, last, [&](const sqlite::Statement& row) {
        text.clear();
        appendRowText(text, row);
        const std::string words = wordsOf(text) + wordForKind(row.bytes(1));
        insert->bind(1, row.integer(0));
        insert->bindText(2, words);
        return insert->run();
    });
    return taken ? connection.execute(QStringLiteral("UPDATE record_searchable SET words = ? WHERE only = 1"), {last}) : taken;
}

Result<void> writeMarks(Connection& connection, const std::vector<quint64>& marks, qint64 part)
{
    Result<sqlite::Statement> insert = connection.bare("INSERT OR REPLACE INTO record_marks (slice, part, bits) VALUES (?, ?, ?)");
    if (!insert) {
        return std::unexpected(insert.error());
    }
    for (int slice = 0; slice < kPlaces / kSlicePlaces; ++slice) {
        const auto words = std::span(marks).subspan(static_cast<std::size_t>(slice) * kSlicePlaces, kSlicePlaces);
        if (std::ranges::none_of(words, [](quint64 word) { return word != 0; })) {
            continue;
        }
        insert->bind(1, qint64(slice));
        insert->bind(2, part);
        insert->bindBlob(3, {reinterpret_cast<const quint8*>(words.data()), words.size_bytes()});
        if (auto done = insert->run(); !done) {
            return done;
        }
    }
    return {};
}

Result<void> indexMarks(Connection& connection, qint64 part)
{
    std::vector<quint64> marks(kPlaces);
    std::string text;
    const qint64 first = part * kPartRows + 1;
    auto done = forEachRow(connection, first, first + kPartRows - 1, [&](const sqlite::Statement& row) {
        text.clear();
        appendRowText(text, row);
        const quint64 bit = quint64(1) << ((row.integer(0) - first) / kBlockRows);
        forEachPlace(text, [&](int place) { marks[static_cast<std::size_t>(place)] |= bit; });
        return Result<void>();
    });
    done = done ? writeMarks(connection, marks, part) : done;
    return done ? connection.execute(QStringLiteral("UPDATE record_searchable SET marks = ? WHERE only = 1"), {first + kPartRows - 1})
                : done;
}

Result<void> keep(Connection& connection, qint64 lastRow)
{
    const Result<Searchable> known = searchable(connection);
    if (!known) {
        return std::unexpected(known.error());
    }
    // More than a piece is missing while an old history is taken in: that goes on by itself.
    if (known->words < lastRow && lastRow - known->words <= kPieceRows) {
        if (auto words = indexWords(connection, known->words + 1, lastRow); !words) {
            return words;
        }
    }
    const qint64 unmarked = lastRow - known->marks;
    return unmarked >= kPartRows && unmarked < 2 * kPartRows ? indexMarks(connection, known->marks / kPartRows) : Result<void>();
}

} // namespace

void appendRowText(std::string& text, const sqlite::Statement& row)
{
    for (const int column : {2, 3, 4, 1}) {
        appendFolded(text, row.bytes(column));
    }
    appendFoldedStrings(text, row.bytes(5));
}

Result<Searchable> searchable(const Connection& connection)
{
    const auto there = connection.value(QStringLiteral("SELECT count(*) FROM sqlite_schema WHERE name = 'record_searchable'"));
    if (!there || there->toInt() == 0) {
        return there ? Result<Searchable>(Searchable()) : std::unexpected(there.error());
    }
    Result<QSqlQuery> answer = connection.query(QStringLiteral("SELECT words, marks FROM record_searchable WHERE only = 1"));
    if (!answer) {
        return std::unexpected(answer.error());
    }
    return answer->next() ? Searchable{answer->value(0).toLongLong(), answer->value(1).toLongLong()} : Searchable();
}

void keepSearchable(Connection& connection, qint64 lastRow)
{
    if (lastRow % kWordsBatch != 0) {
        return;
    }
    auto kept = connection.execute(QStringLiteral("SAVEPOINT searchable"));
    if (kept) {
        kept = keep(connection, lastRow);
        if (!kept) {
            static_cast<void>(connection.execute(QStringLiteral("ROLLBACK TO searchable"))); // says nothing new: it failed already
        }
        static_cast<void>(connection.execute(QStringLiteral("RELEASE searchable"))); // with the whole transaction gone there is none left
    }
    if (!kept) {
        qCWarning(logSearch, "Rows up to %lld are not searchable by index yet: %s", static_cast<long long>(lastRow),
            qUtf8Printable(kept.error().message));
    }
}

Result<bool> indexPiece(Connection& connection)
{
    const Result<Searchable> known = searchable(connection);
    const auto newest = connection.value(QStringLiteral("SELECT max(row) FROM record"));
    if (!known || !newest) {
        return std::unexpected(known ? newest.error() : known.error());
    }
    const qint64 last = newest->toLongLong();
    if (known->marks + kPartRows <= last && known->marks < known->words) {
        const auto marked = indexMarks(connection, known->marks / kPartRows);
        return marked ? Result<bool>(true) : std::unexpected(marked.error());
    }
    const qint64 upTo = std::min(known->words + kPieceRows, last - last % kWordsBatch);
    if (upTo > known->words) {
        const auto words = indexWords(connection, known->words + 1, upTo);
        return words ? Result<bool>(true) : std::unexpected(words.error());
    }
    return false;
}

std::vector<int> placesOf(std::string_view text)
{
    std::vector<int> places;
    forEachPlace(text, [&](int place) { places.push_back(place); });
    std::ranges::sort(places);
    places.erase(std::unique(places.begin(), places.end()), places.end());
    return places;
}

Result<const MarkReader::Column*> MarkReader::column(int place, qint64 part)
{
    auto known = std::ranges::find(m_columns, place, &std::pair<int, Column>::first);
    if (known == m_columns.end()) {
        known = m_columns.insert(m_columns.end(), {place, Column()});
    }
    Column& column = known->second;
    if (column.firstPart >= 0 && part >= column.firstPart && part < column.firstPart + kParts) {
        return &column;
    }
    column.firstPart = part - part % kParts;
    column.words.fill(0);
    Result<sqlite::Statement> rows = m_connection.bare("SELECT part, bits FROM record_marks WHERE slice = ? AND part BETWEEN ? AND ?");
    if (!rows) {
        return std::unexpected(rows.error());
    }
    rows->bind(1, place / kSlicePlaces);
    rows->bind(2, column.firstPart);
    rows->bind(3, column.firstPart + kParts - 1);
    for (;;) {
        const Result<bool> row = rows->step();
        if (!row) {
            return std::unexpected(row.error());
        }
        if (!*row) {
            return &column;
        }
        const std::string_view bits = rows->bytes(1);
        const std::size_t at = static_cast<std::size_t>(place % kSlicePlaces) * sizeof(quint64);
        if (at + sizeof(quint64) <= bits.size()) {
            std::memcpy(&column.words[static_cast<std::size_t>(rows->integer(0) - column.firstPart)], bits.data() + at, sizeof(quint64));
        }
    }
}

Result<quint64> MarkReader::blocksWith(const std::vector<int>& places, qint64 part)
{
    quint64 blocks = ~quint64(0);
    for (const int place : places) {
        const Result<const Column*> found = column(place, part);
        if (!found) {
            return std::unexpected(found.error());
        }
        blocks &= (*found)->words[static_cast<std::size_t>(part - (*found)->firstPart)];
    }
    return blocks;
}

} // namespace fairlead::storage
