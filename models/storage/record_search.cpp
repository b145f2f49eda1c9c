#include "models/storage/record_search.h"

#include "models/storage/search_text.h"

#include <algorithm>
#include <bit>

namespace fairlead::storage {

namespace {

constexpr qint64 kReadRows = 256; ///< between two looks at the clock
constexpr int kLookUps = 512;

bool occurs(std::string_view text, std::string_view what)
{
    return what.empty() || memmem(text.data(), text.size(), what.data(), what.size()) != nullptr;
}

} // namespace

RecordSearchRun::RecordSearchRun(const Connection& connection, ports::RecordSearch search)
    : m_connection(connection)
    , m_search(std::move(search))
    , m_release(m_search.release.toUtf8())
    , m_marks(connection)
{
    for (const ports::RecordSearch::Term& wanted : m_search.terms) {
        Term term;
        term.row = std::max<qint64>(wanted.text.toLongLong(), 0);
        term.words = wordsIn(wanted.text);
        std::string text = folded(wanted.text);
        std::vector<int> places = placesOf(text);
        term.anyOf.push_back({std::move(text), std::move(places)});
        for (const QString& kind : wanted.kinds) {
            term.kinds.push_back(kind.toStdString());
            std::string folding = folded(kind);
            places = placesOf(folding);
            term.anyOf.push_back({std::move(folding), std::move(places)});
        }
        const bool nothing = m_search.match == ports::RecordSearch::Match::WordStart && term.words.empty();
        if (!nothing) { // quotes alone are no word: they ask for nothing
            m_terms.push_back(std::move(term));
        }
    }
}

Result<void> RecordSearchRun::begin()
{
    const Result<Searchable> known = searchable(m_connection);
    const auto newest = m_connection.value(QStringLiteral("SELECT max(row) FROM record"));
    if (!known || !newest) {
        return std::unexpected(known ? newest.error() : known.error());
    }
    m_known = *known;
    m_next = newest->toLongLong() + 1;
    Result<sqlite::Statement> range
        = m_connection.bare("SELECT " + std::string(kTextColumns) + ", release FROM record WHERE row BETWEEN ? AND ? ORDER BY row DESC");
    if (!range) {
        return std::unexpected(range.error());
    }
    m_range.emplace(std::move(*range));
    return {};
}

Result<ports::RecordHits> RecordSearchRun::next(Millis slice)
{
    const QDeadlineTimer deadline(slice);
    m_hits = {};
    if (m_next < 0) {
        if (const auto begun = begin(); !begun) {
            return std::unexpected(begun.error());
        }
    }
    do {
        if (m_next <= m_search.afterRow + 1) {
            finish();
            break;
        }
        if (const auto done = piece(); !done) {
            return std::unexpected(done.error());
        }
    } while (!m_hits.done && !deadline.hasExpired() && !(m_first && m_hits.rows.size() >= kFirstHits));
    m_first = m_first && m_hits.rows.size() < kFirstHits;
    m_hits.downTo = m_next;
    return std::move(m_hits);
}

void RecordSearchRun::finish()
{
    m_next = m_search.afterRow + 1;
    m_hits.done = true;
    m_range.reset();
    m_ofRelease.reset();
    m_lookup.reset(); // an open one would keep the log of the database from being folded in
}

Result<void> RecordSearchRun::piece()
{
    const bool words = m_search.match == ports::RecordSearch::Match::WordStart;
    if (words && !m_terms.empty() && m_next <= m_known.words + 1) {
        return lookUp();
    }
    if (!m_release.isEmpty() && !(words && !m_terms.empty())) {
        return readRelease();
    }
    if (!words && !m_terms.empty() && m_next <= m_known.marks + 1) {
        const Result<qint64> first = lowestMarked();
        return first
            ? (*first > 0 ? read(std::max(*first, m_search.afterRow + 1), std::min(*first + kBlockRows, m_next) - 1) : Result<void>())
            : std::unexpected(first.error());
    }
    // Not beyond the end of what no index knows.
    const qint64 known = m_terms.empty() ? 0 : words ? m_known.words : m_known.marks;
    return read(std::max({m_next - kReadRows, known + 1, m_search.afterRow + 1}), m_next - 1);
}

/// The first row of the newest block below m_next in which everything can occur; 0, and m_next moved, when there is none in its part.
Result<qint64> RecordSearchRun::lowestMarked()
{
    const qint64 part = (m_next - 2) / kPartRows;
    Result<quint64> blocks = candidates(part);
    if (!blocks) {
        return std::unexpected(blocks.error());
    }
    const qint64 first = part * kPartRows + 1;
    const auto newest = static_cast<int>((m_next - 1 - first) / kBlockRows);
    if (newest < 63) {
        *blocks &= (quint64(1) << (newest + 1)) - 1;
    }
    if (*blocks == 0) {
        m_next = std::max(first, m_search.afterRow + 1);
        return 0;
    }
    return first + (63 - std::countl_zero(*blocks)) * kBlockRows;
}

Result<quint64> RecordSearchRun::candidates(qint64 part)
{
    quint64 all = ~quint64(0);
    const qint64 first = part * kPartRows + 1;
    for (const Term& term : m_terms) {
        quint64 any = term.row >= first && term.row < first + kPartRows ? quint64(1) << ((term.row - first) / kBlockRows) : 0;
        for (const Form& form : term.anyOf) {
            const Result<quint64> blocks = m_marks.blocksWith(form.places, part);
            if (!blocks) {
                return blocks;
            }
            any |= *blocks;
        }
        all &= any;
    }
    return all;
}

Result<void> RecordSearchRun::read(qint64 first, qint64 last)
{
    m_range->reset();
    m_range->bind(1, first);
    m_range->bind(2, last);
    for (;;) {
        const Result<bool> row = m_range->step();
        if (!row || !*row) {
            m_next = first;
            m_range->reset();
            return row ? Result<void>() : std::unexpected(row.error());
        }
        const Result<bool> fit = fits(*m_range);
        if (!fit) {
            return std::unexpected(fit.error());
        }
        if (*fit) {
            m_hits.rows.push_back(m_range->integer(0));
        }
    }
}

Result<void> RecordSearchRun::readRelease()
{
    if (!m_ofRelease) {
        Result<sqlite::Statement> rows = m_connection.bare(
            "SELECT " + std::string(kTextColumns) + ", release FROM record WHERE release = ? AND row > ? AND row < ? ORDER BY row DESC");
        if (!rows) {
            return std::unexpected(rows.error());
        }
        m_ofRelease.emplace(std::move(*rows));
        m_ofRelease->bindText(1, {m_release.constData(), static_cast<std::size_t>(m_release.size())});
        m_ofRelease->bind(2, m_search.afterRow);
        m_ofRelease->bind(3, m_next);
    }
    for (qint64 count = 0; count < kReadRows; ++count) {
        const Result<bool> row = m_ofRelease->step();
        if (!row) {
            return std::unexpected(row.error());
        }
        if (!*row) {
            finish();
            return {};
        }
        m_next = m_ofRelease->integer(0);
        const Result<bool> fit = fits(*m_ofRelease);
        if (!fit) {
            return std::unexpected(fit.error());
        }
        if (*fit) {
            m_hits.rows.push_back(m_next);
        }
    }
    return {};
}

/// What the index of words answers is right as it is; only release and kind are to be looked at.
Result<void> RecordSearchRun::lookUp()
{
    if (!m_lookup) {
        Result<sqlite::Statement> rows = m_connection.bare(
            "SELECT rowid FROM record_words WHERE record_words MATCH ? AND rowid > ? AND rowid < ? ORDER BY rowid DESC");
        if (!rows) {
            return std::unexpected(rows.error());
        }
        m_lookup.emplace(std::move(*rows));
        m_words = wordsQuery();
        m_lookup->bindText(1, m_words);
        m_lookup->bind(2, m_search.afterRow);
        m_lookup->bind(3, m_next);
    }
    const bool all = m_release.isEmpty() && !m_search.wantsKind;
    for (int count = 0; count < kLookUps; ++count) {
        const Result<bool> found = m_lookup->step();
        if (!found) {
            return std::unexpected(found.error());
        }
        if (!*found) {
            finish();
            return {};
        }
        m_next = m_lookup->integer(0);
        if (all) {
            m_hits.rows.push_back(m_next);
            continue;
        }
        m_range->reset();
        m_range->bind(1, m_next);
        m_range->bind(2, m_next);
        const Result<bool> there = m_range->step();
        if (!there) {
            return std::unexpected(there.error());
        }
        const std::string_view release(m_release.constData(), static_cast<std::size_t>(m_release.size()));
        if (*there && wantsKind(m_range->bytes(1)) && (release.empty() || m_range->bytes(6) == release)) {
            m_hits.rows.push_back(m_next);
        }
    }
    return {};
}

/// Each word stands in quotes, and holds nothing but letters and digits: whatever was typed, it is no operator of FTS5.
std::string RecordSearchRun::wordsQuery() const
{
    std::string query;
    for (const Term& term : m_terms) {
        std::string all;
        for (std::size_t i = 0; i < term.words.size(); ++i) {
            all += (i > 0 ? " AND \"" : "\"") + term.words[i] + (i + 1 == term.words.size() ? "\"*" : "\"");
        }
        query += (query.empty() ? "((" : " AND ((") + all + ")";
        for (const std::string& kind : term.kinds) {
            query += " OR \"" + wordForKind(kind) + "\"";
        }
        query += ")";
    }
    return query;
}

bool RecordSearchRun::wantsKind(std::string_view kind)
{
    if (!m_search.wantsKind) {
        return true;
    }
    const QByteArray name(kind.data(), static_cast<qsizetype>(kind.size()));
    const auto known = m_kinds.constFind(name);
    return known != m_kinds.constEnd() ? *known : *m_kinds.insert(name, m_search.wantsKind(QString::fromUtf8(name)));
}

Result<bool> RecordSearchRun::fits(const sqlite::Statement& row)
{
    const std::string_view kind = row.bytes(1);
    const std::string_view release(m_release.constData(), static_cast<std::size_t>(m_release.size()));
    if (!wantsKind(kind) || (!release.empty() && row.bytes(6) != release)) {
        return false;
    }
    if (m_terms.empty()) {
        return true;
    }
    m_text.clear();
    appendRowText(m_text, row);
    if (m_search.match == ports::RecordSearch::Match::WordStart) {
        m_text = wordsOf(m_text);
    }
    return std::ranges::all_of(m_terms, [&](const Term& term) { return fitsTerm(term, row.integer(0), kind); });
}

bool RecordSearchRun::fitsTerm(const Term& term, qint64 row, std::string_view kind) const
{
    if (std::ranges::find(term.kinds, kind) != term.kinds.end()) {
        return true;
    }
    if (m_search.match == ports::RecordSearch::Match::Anywhere) {
        return row == term.row || occurs(m_text, term.anyOf.front().text);
    }
    for (std::size_t i = 0; i < term.words.size(); ++i) {
        const bool beginning = i + 1 == term.words.size();
        if (!occurs(m_text, ' ' + term.words[i] + (beginning ? "" : " "))) {
            return false;
        }
    }
    return true;
}

} // namespace fairlead::storage
