#include "app/ctl/command_line.h"
#include "app/ctl/commands.h"
#include "app/ctl/find_release.h"
#include "app/ctl/output.h"

#include <QJsonArray>

#include <algorithm>
#include <array>

namespace fairlead::ctl {

namespace {

constexpr int kUsualLimit = 1'000;

int unreadable(const Error& error)
{
    say(error);
    return exitOf(error.code);
}

/// All rows that fit, newest first.
Result<std::vector<qint64>> findRows(const storage::ReadOnlyHistory& history, const ports::RecordSearch& search)
{
    const std::unique_ptr<storage::RecordSearchRun> run = history.search(search);
    std::vector<qint64> rows;
    for (bool done = false; !done;) {
        const Result<ports::RecordHits> hits = run->next();
        if (!hits) {
            return std::unexpected(hits.error());
        }
        rows.insert(rows.end(), hits->rows.begin(), hits->rows.end());
        done = hits->done;
    }
    return rows;
}

/// Words and text at once: what both found.
Result<std::vector<qint64>> findAll(
    const storage::ReadOnlyHistory& history, const QStringList& words, const QStringList& text, const QString& release)
{
    std::vector<std::vector<qint64>> found;
    for (const auto& [terms, match] :
        std::array{std::pair(words, ports::RecordSearch::Match::WordStart), std::pair(text, ports::RecordSearch::Match::Anywhere)}) {
        if (terms.isEmpty()) {
            continue;
        }
        ports::RecordSearch search;
        search.match = match;
        search.release = release;
        for (const QString& term : terms) {
            search.terms.push_back({term, {}});
        }
        Result<std::vector<qint64>> rows = findRows(history, search);
        if (!rows) {
            return rows;
        }
        found.push_back(std::move(*rows));
    }
    if (found.size() < 2) {
        return std::move(found.front());
    }
    std::vector<qint64> both;
    std::ranges::set_intersection(found[0], found[1], std::back_inserter(both), std::ranges::greater());
    return both;
}

/// The newest @p limit of @p rows in full, newest first; 0: all.
Result<std::vector<audit::Record>> readRows(const storage::ReadOnlyHistory& history, std::vector<qint64> rows, int limit)
{
    constexpr std::size_t kAtOnce = 1'000;
    if (limit > 0 && std::ssize(rows) > limit) {
        rows.resize(static_cast<std::size_t>(limit));
    }
    std::vector<audit::Record> records;
    for (std::size_t first = 0; first < rows.size(); first += kAtOnce) {
        ports::PageQuery query;
        const std::size_t end = std::min(first + kAtOnce, rows.size());
        query.rows.assign(rows.begin() + static_cast<std::ptrdiff_t>(first), rows.begin() + static_cast<std::ptrdiff_t>(end));
        Result<ports::RecordPage> page = history.page(query);
        if (!page) {
            return std::unexpected(page.error());
        }
        records.insert(records.end(), page->records.rbegin(), page->records.rend());
    }
    return records;
}

int tell(const std::vector<audit::Record>& records, std::size_t found, bool json)
{
    QJsonArray rows;
    for (const audit::Record& record : records) {
        const audit::Entry& entry = record.entry;
        rows.append(audit::toJson(record));
        if (!json) {
            say(QStringLiteral("%1  %2  %3  %4  %5  %6")
                    .arg(record.row)
                    .arg(record.at.toIso(), entry.who, entry.kind, entry.object, entry.why));
        }
    }
    if (json) {
        printJson({{QStringLiteral("found"), static_cast<qint64>(found)}, {QStringLiteral("records"), rows}});
    } else if (records.size() < found) {
        say(QStringLiteral("%1 rows, of which the newest %2 are shown.").arg(found).arg(records.size()));
    } else {
        say(found == 1 ? QStringLiteral("1 row.") : QStringLiteral("%1 rows.").arg(found));
    }
    return found > 0 ? kFine : kNo;
}

} // namespace

int historySearch(const QStringList& words)
{
    const Usage usage{QStringLiteral("history search"),
        QStringLiteral(
            "Finds the rows of the history in which all words occur, newest first. A word counts where a word of the row begins so, in any "
            "case; --substring finds a text wherever it stands. Exit 1 when nothing is found."),
        QStringLiteral("fairleadctl history search incident CHG-4242 --workspace releases/ --json"), {QStringLiteral("[WORDS…]")},
        {workspaceOption(),
            {QStringLiteral("substring"), QStringLiteral("Rows in which this text stands, also within words."), QStringLiteral("TEXT")},
            {QStringLiteral("release"), QStringLiteral("Only rows of this release."), QStringLiteral("RELEASE")},
            {QStringLiteral("limit"), QStringLiteral("At most so many rows; 0 for all."), QStringLiteral("N"),
                QString::number(kUsualLimit)}}};
    int exit = kFine;
    const std::optional<CommandLine> line = CommandLine::parse(usage, words, exit);
    if (!line) {
        return exit;
    }
    bool isNumber = false;
    const int limit = line->value(QStringLiteral("limit")).toInt(&isNumber);
    const QString text = line->value(QStringLiteral("substring"));
    if (!isNumber || limit < 0 || (line->arguments().isEmpty() && text.isEmpty())) {
        say(QStringLiteral("fairleadctl history search: %1 See fairleadctl history search --help")
                .arg(isNumber && limit >= 0 ? QStringLiteral("it takes words or --substring TEXT.")
                                            : QStringLiteral("--limit takes a number.")));
        return kWrongUse;
    }
    const Result<storage::ReadOnlyHistory> history = openHistory(line->value(QStringLiteral("workspace")));
    if (!history) {
        return unreadable(history.error());
    }
    QString release;
    if (line->has(QStringLiteral("release"))) {
        const Result<rollout::State> state = findRelease(*history, line->value(QStringLiteral("release")));
        if (!state) {
            return unreadable(state.error());
        }
        release = state->release.id.text();
    }
    const Result<std::vector<qint64>> rows
        = findAll(*history, line->arguments(), text.isEmpty() ? QStringList() : QStringList(text), release);
    const Result<std::vector<audit::Record>> records = rows ? readRows(*history, *rows, limit) : std::unexpected(rows.error());
    return records ? tell(*records, rows->size(), line->json()) : unreadable(records.error());
}

} // namespace fairlead::ctl
