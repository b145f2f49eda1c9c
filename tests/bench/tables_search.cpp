#include "models/storage/read_only_history.h"
#include "tests/bench/tables.h"

#include <QFileInfo>
#include <QTemporaryDir>

#include <string>

namespace fairlead::bench {

namespace {

using storage::Connection;
using storage::sqlite::Statement;
using Match = ports::RecordSearch::Match;

constexpr int kRounds = 5;

Statement prepared(const Connection& connection, const std::string& sql)
{
    Result<Statement> statement = connection.bare(sql);
    if (!statement) {
        stop(statement.error().message);
    }
    return std::move(*statement);
}

ports::RecordSearch searchFor(const QString& text, Match match)
{
    ports::RecordSearch search;
    search.terms = {{text, {}}};
    search.match = match;
    return search;
}

/// Carries a search out to its end, or to the first hits alone.
void carryOut(const storage::ReadOnlyHistory& history, const ports::RecordSearch& search, std::size_t expected, bool firstOnly = false)
{
    const auto run = history.search(search);
    std::size_t found = 0;
    for (bool done = false; !done;) {
        const Result<ports::RecordHits> hits = run->next();
        if (!hits) {
            stop(hits.error().message);
        }
        found += hits->rows.size();
        done = hits->done || (firstOnly && found >= storage::RecordSearchRun::kFirstHits);
    }
    if (firstOnly ? found < expected : found != expected) {
        stop(QStringLiteral("%1 found, %2 expected").arg(found).arg(expected));
    }
}

/// The plain way: LIKE over the six columns in which people search.
void like(const Connection& connection, const std::string& pattern, qint64 expected)
{
    Statement rows = prepared(connection,
        "SELECT count(*) FROM record WHERE kind LIKE ?1 OR who LIKE ?1 OR release LIKE ?1 OR object LIKE ?1 OR why LIKE ?1 OR data LIKE "
        "?1");
    rows.bindText(1, pattern);
    if (!rows.step().value_or(false) || rows.integer(0) != expected) {
        stop(QStringLiteral("LIKE found %1, %2 expected").arg(rows.integer(0)).arg(expected));
    }
}

std::string allReasons(const Connection& connection)
{
    std::string text;
    Statement rows = prepared(connection, "SELECT why FROM record");
    while (rows.step().value_or(false)) {
        text += rows.bytes(0);
        text += '\n';
    }
    return text;
}

void look(const std::string& text, const std::string& what, int expected)
{
    int found = 0;
    for (const char* at = text.data(); at != nullptr; ++found) {
        at = static_cast<const char*>(memmem(at, static_cast<std::size_t>(text.data() + text.size() - at), what.data(), what.size()));
        at = at == nullptr ? nullptr : at + 1;
    }
    if (found - 1 != expected) {
        stop(QStringLiteral("memmem found %1, %2 expected").arg(found - 1).arg(expected));
    }
}

/// Bytes that a table takes in a file of its own.
double bytesOf(const Connection& connection, const QStringList& statements)
{
    const QTemporaryDir folder;
    const QString file = folder.filePath(QStringLiteral("scratch.db"));
    auto scratch = Connection::open(file, storage::Access::ReadWrite);
    for (const QString& statement : QStringList{QStringLiteral("ATTACH '%1' AS history").arg(connection.path())} + statements) {
        if (const auto done = (*scratch)->execute(statement); !done) {
            stop(done.error().message);
        }
    }
    scratch->reset();
    return static_cast<double>(QFileInfo(file).size());
}

void measureIndex(Report& report, const Connection& connection)
{
    constexpr int kSample = 100'000;
    const double marks = bytesOf(connection,
        {QStringLiteral("CREATE TABLE m (slice INTEGER, part INTEGER, bits BLOB, PRIMARY KEY (slice, part)) WITHOUT ROWID"),
            QStringLiteral("INSERT INTO m SELECT * FROM history.record_marks WHERE part < %1").arg(kSample / 2'048)});
    const auto trigram = [&](const QString& detail) {
        return bytesOf(connection,
            {QStringLiteral("CREATE VIRTUAL TABLE t USING fts5(text, content='', tokenize='trigram'%1)").arg(detail),
                QStringLiteral("INSERT INTO t (rowid, text) SELECT row, who || ' ' || object || ' ' || why || ' ' || kind || ' ' || data "
                               "FROM history.record WHERE row <= %1")
                    .arg(kSample)});
    };
    const double all = trigram({}) / kSample;
    const double none = trigram(QStringLiteral(", detail=none")) / kSample;
    Measure measure{.id = QStringLiteral("G10d"),
        .what = QStringLiteral("index for text anywhere, a record; peers: FTS5 trigram"),
        .unit = QStringLiteral("B"),
        .ours = marks / (kSample / 2'048 * 2'048),
        .peers = {{QStringLiteral("trigram"), all}, {QStringLiteral("trigram, detail=none"), none}},
        .goal = QStringLiteral("a fifth of FTS5's trigrams")};
    measure.met = measure.ours <= all / 5;
    report.add(measure);
}

} // namespace

void measureSearch(Report& report, const QString& path)
{
    const auto history = storage::ReadOnlyHistory::open(path);
    const auto connection = Connection::open(path, storage::Access::ReadOnly);
    if (!history || !connection) {
        stop(QStringLiteral("the history does not open"));
    }
    const int rounds = report.runs(kRounds);
    const std::string reasons = allReasons(**connection);
    const auto naive = milliseconds([&] { like(**connection, "%HG-42424%", 11); });
    const auto floor = milliseconds([&] { look(reasons, "HG-42424", 11); });
    const auto word = interleaved(
        {{QStringLiteral("ours"), milliseconds([&] { carryOut(*history, searchFor(QStringLiteral("CHG-42424"), Match::WordStart), 11); })},
            {QStringLiteral("naive"), naive, 3}, {QStringLiteral("floor"), floor}},
        rounds);
    const auto add = [&](const char* id, const QString& what, const std::map<QString, double>& medians, double times, const QString& goal) {
        Measure measure{.id = QLatin1String(id),
            .what = what,
            .unit = QStringLiteral("ms"),
            .ours = medians.at(QStringLiteral("ours")),
            .naive = medians.at(QStringLiteral("naive")),
            .floor = medians.at(QStringLiteral("floor")),
            .goal = goal};
        measure.met = measure.timesBetterThan(*measure.naive) >= times;
        report.add(measure);
    };
    add("G10a", QStringLiteral("a typed word in 1 M rows; naive: LIKE over 6 columns, floor: memmem over one in memory"), word, 200,
        QStringLiteral("a 200th of LIKE"));
    const auto anywhere = interleaved(
        {{QStringLiteral("ours"), milliseconds([&] { carryOut(*history, searchFor(QStringLiteral("HG-42424"), Match::Anywhere), 11); })},
            {QStringLiteral("naive"), naive, 3}, {QStringLiteral("floor"), floor}},
        rounds);
    add("G10b", QStringLiteral("a text anywhere in 1 M rows, to the end; naive: LIKE over 6 columns, floor: memmem over one in memory"),
        anywhere, 20, QStringLiteral("a 20th of LIKE"));
    const auto first = interleaved(
        {{QStringLiteral("ours"), milliseconds([&] { carryOut(*history, searchFor(QStringLiteral("lls"), Match::Anywhere), 100, true); })},
            {QStringLiteral("naive"), milliseconds([&] { like(**connection, "%lls%", 1'000'000); }), 3},
            {QStringLiteral("floor"), milliseconds([&] { look(reasons, "lls", 1'000'000); }), 3}},
        rounds);
    add("G10c", QStringLiteral("the first 100 hits of three letters that every row has; naive and floor find all"), first, 20,
        QStringLiteral("before the end of the scan"));
    measureIndex(report, **connection);
}

} // namespace fairlead::bench
