#include "models/base/clock.h"
#include "models/storage/connection.h"
#include "models/storage/read_only_history.h"
#include "models/storage/record_pages.h"
#include "models/storage/search_text.h"
#include "models/storage/sqlite_history.h"

#include "fixture.h"

using namespace fairlead;
using namespace fairlead::test;
using namespace fairlead::storage;
using Match = ports::RecordSearch::Match;

namespace {

namespace kind = audit::kind;

audit::Entry saying(const QString& why, const QString& release = QStringLiteral("r1"), const QString& name = kind::kHeld)
{
    return {name, QStringLiteral("engine"), release, QStringLiteral("data_analyst 2.0.0"), why, {{QStringLiteral("weight"), 25}}};
}

/// Row n says "CHG-n"; every third is of release r0.
std::vector<audit::Entry> numbered(int count)
{
    std::vector<audit::Entry> entries;
    for (int n = 1; n <= count; ++n) {
        entries.push_back(
            saying(QStringLiteral("Change CHG-%1 is on its way").arg(n), n % 3 == 0 ? QStringLiteral("r0") : QStringLiteral("r1")));
    }
    return entries;
}

void appendAll(SqliteHistory& history, const std::vector<audit::Entry>& entries)
{
    QFuture<Result<audit::Record>> last;
    for (const audit::Entry& each : entries) {
        last = history.append(each);
    }
    QVERIFY(resultOf(last));
}

/// Everything that is found, and that it came newest first and each once.
QList<qint64> allOf(RecordSearchRun& run)
{
    QList<qint64> rows;
    for (bool done = false; !done;) {
        const Result<ports::RecordHits> hits = run.next();
        if (!hits) {
            qWarning("%s", qUtf8Printable(hits.error().message));
            return {-1};
        }
        rows.append(QList<qint64>(hits->rows.begin(), hits->rows.end()));
        done = hits->done;
    }
    for (qsizetype i = 1; i < rows.size(); ++i) {
        if (rows[i] >= rows[i - 1]) {
            return {-2};
        }
    }
    return rows;
}

ports::RecordSearch forText(const QString& text, Match match = Match::Anywhere)
{
    ports::RecordSearch search;
    search.terms = {{text, {}}};
    search.match = match;
    return search;
}

QList<qint64> found(const Folder& folder, const ports::RecordSearch& search)
{
    const auto history = ReadOnlyHistory::open(folder.path());
    return history ? allOf(*history->search(search)) : QList<qint64>{-3};
}

} // namespace

class TestHistorySearch : public QObject {
    Q_OBJECT

    /// Undoes the migration: as an older Fairlead left the file.
    static QString asBefore(const Folder& folder)
    {
        return folder.sql({QStringLiteral("DROP TABLE record_words"), QStringLiteral("DROP TABLE record_marks"),
            QStringLiteral("DROP TABLE record_searchable"), QStringLiteral("DROP INDEX record_by_command"),
            QStringLiteral("PRAGMA user_version = 2")});
    }

    struct Expected {
        QString text;
        qint64 row = 0;
        bool anywhere = false;
        bool asWord = false;
    };
    Folder m_fewFolder;
    std::unique_ptr<SqliteHistory> m_few; ///< too few rows for the index
    std::vector<audit::Entry> m_said;
    std::vector<Expected> m_expected;

private Q_SLOTS:
    void initTestCase()
    {
        m_few = m_fewFolder.open();
        QVERIFY(m_few);
    }
    void cleanupTestCase() { m_few.reset(); }

    void theRecordsOfACommandComeFromTheIndex()
    {
        const QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("history.db"));
        const SystemClock clock;
        QVERIFY(storage::SqliteHistory::open(path, clock).has_value());
        const auto connection = storage::Connection::open(path, storage::Access::ReadOnly);
        QVERIFY2(connection, connection ? "" : qPrintable(connection.error().message));
        auto plan = (*connection)->query(QStringLiteral("EXPLAIN QUERY PLAN ") + storage::rowsOfCommand(), {QByteArray("c1")});
        QVERIFY(plan && plan->next());
        const QString how = plan->value(3).toString();
        QVERIFY2(how.startsWith(QStringLiteral("SEARCH record USING INDEX record_by_command")), qPrintable(how));
    }

    void findsTextAnywhereAndWordsByTheirBeginning_data()
    {
        QTest::addColumn<QString>("why");
        QTest::addColumn<QString>("text");
        QTest::addColumn<bool>("anywhere");
        QTest::addColumn<bool>("asWord");
        QTest::newRow("a word") << "the incident is over" << "incident" << true << true;
        QTest::newRow("another case") << "the Incident is over" << "INCIDENT" << true << true;
        QTest::newRow("its beginning") << "the incident is over" << "inci" << true << true;
        QTest::newRow("its end") << "the incident is over" << "dent" << true << false;
        QTest::newRow("shorter than a mark") << "the incident is over" << "nci" << true << false;
        QTest::newRow("across a dash") << "see CHG-42 of today" << "chg-42" << true << true;
        QTest::newRow("across a blank") << "see CHG-42 of today" << "42 of" << true << true;
        QTest::newRow("not there") << "the incident is over" << "accident" << false << false;
        QTest::newRow("umlaut") << QStringLiteral("Größe geprüft") << QStringLiteral("GEPRÜ") << true << true;
        QTest::newRow("without its accent") << QStringLiteral("café open") << QStringLiteral("cafe") << false << true;
        QTest::newRow("emoji") << QStringLiteral("done \U0001F680 well") << QStringLiteral("\U0001F680") << true << true;
        QTest::newRow("quotes") << "he said \"stop\" twice" << "\"stop\"" << true << true;
        QTest::newRow("operators of FTS5") << "a NEAR(b) OR c*" << "NEAR(b) OR" << true << true;
        QTest::newRow("an operator alone") << "a NEAR(b) OR c*" << "*" << true << true;
        QTest::newRow("percent is no wildcard") << "100 calls" << "1%0" << false << false;
        QTest::newRow("NUL") << QStringLiteral("left") + QChar(u'\0') + QStringLiteral("right")
                             << QStringLiteral("t") + QChar(u'\0') + QStringLiteral("r") << true << false;
        QTest::newRow("half an emoji") << "plain" << QString(QChar(0xd83d)) << false << true;
    }

    void findsTextAnywhereAndWordsByTheirBeginning()
    {
        QFETCH(QString, why);
        QFETCH(QString, text);
        QFETCH(bool, anywhere);
        QFETCH(bool, asWord);
        const bool noWords = wordsIn(text).empty(); // asks for nothing: all rows
        const Result<audit::Record> row = resultOf(m_few->append(saying(why)));
        QVERIFY(row);
        QCOMPARE(found(m_fewFolder, forText(text)).contains(row->row), anywhere);
        QCOMPARE(found(m_fewFolder, forText(text, Match::WordStart)).contains(row->row), asWord || noWords);
        m_said.push_back(saying(why));
        m_expected.push_back({text, row->row, anywhere, asWord || noWords});
    }

    void theIndexFindsTheSame()
    {
        Folder folder;
        const auto history = folder.open();
        m_said.resize(2'100, saying(QStringLiteral("zzz"))); // fills the batches of the index
        appendAll(*history, m_said);
        for (const Expected& each : m_expected) {
            QVERIFY2(found(folder, forText(each.text)).contains(each.row) == each.anywhere, qPrintable(each.text));
            QVERIFY2(found(folder, forText(each.text, Match::WordStart)).contains(each.row) == each.asWord, qPrintable(each.text));
        }
    }

    void indexAndReadingFindTheSame()
    {
        Folder folder;
        const auto history = folder.open();
        appendAll(*history, numbered(2 * 2'048 + 77));
        const auto reader = ReadOnlyHistory::open(folder.path());
        QVERIFY(reader);
        for (const QString& text : {QStringLiteral("CHG-40"), QStringLiteral("chg-4173"), QStringLiteral("G-1"), QStringLiteral("way"),
                 QStringLiteral("on its way"), QStringLiteral("data_an"), QStringLiteral("4100")}) {
            for (const Match match : {Match::Anywhere, Match::WordStart}) {
                ports::RecordSearch search = forText(text, match);
                QList<qint64> expected;
                for (qint64 n = 2 * 2'048 + 77; n >= 1; --n) {
                    const std::string row = folded(QStringLiteral("Change CHG-%1 is on its way\ndata_analyst 2.0.0").arg(n));
                    std::string phrase = wordsOf(folded(text));
                    phrase.pop_back();
                    // With words each counts for itself; in these rows they stand in the order in which they are asked for.
                    const bool fits = match == Match::Anywhere ? row.contains(folded(text)) || QString::number(n) == text
                                                               : wordsOf(row).contains(phrase);
                    if (fits) {
                        expected += n;
                    }
                }
                QCOMPARE(allOf(*reader->search(search)), expected);
                search.release = QStringLiteral("r0");
                expected.removeIf([](qint64 n) { return n % 3 != 0; });
                QCOMPARE(allOf(*reader->search(search)), expected);
                search.afterRow = 2'000;
                expected.removeIf([](qint64 n) { return n <= 2'000; });
                QCOMPARE(allOf(*reader->search(search)), expected);
            }
        }
    }

    void narrowsByReleaseKindAndNames()
    {
        Folder folder;
        const auto history = folder.open();
        appendAll(*history,
            {saying(QStringLiteral("a"), QStringLiteral("r1"), kind::kIntent), saying(QStringLiteral("b")),
                saying(QStringLiteral("c"), QStringLiteral("r2"), kind::kIntent)});
        ports::RecordSearch search;
        QCOMPARE(found(folder, search), (QList<qint64>{3, 2, 1}));
        search.wantsKind = [](const QString& name) { return name == kind::kIntent; };
        QCOMPARE(found(folder, search), (QList<qint64>{3, 1}));
        search.release = QStringLiteral("r2");
        QCOMPARE(found(folder, search), (QList<qint64>{3}));
        // A word that names a kind in the reader's language.
        for (const Match match : {Match::Anywhere, Match::WordStart}) {
            ports::RecordSearch named;
            named.match = match;
            named.terms = {{QStringLiteral("Absicht"), {kind::kIntent}}};
            QCOMPARE(found(folder, named), (QList<qint64>{3, 1}));
        }
        QCOMPARE(found(folder, forText(QStringLiteral("2"))), (QList<qint64>{3, 2, 1})); // all say 2.0.0
        QCOMPARE(found(folder, forText(QStringLiteral("weight"))), QList<qint64>()); // a key is nothing that anybody said
    }

    void oldHistoriesAreTakenInPieceByPiece()
    {
        Folder folder;
        {
            const auto history = folder.open();
            appendAll(*history, numbered(3'000));
        }
        QCOMPARE(asBefore(folder), QString());
        const QList<qint64> expected{2'500};
        QCOMPARE(found(folder, forText(QStringLiteral("chg-2500 "))), expected); // read only and without an index
        const auto history = folder.open();
        QVERIFY(history);
        const auto connection = Connection::open(folder.path(), Access::ReadOnly);
        QVERIFY(connection);
        QTRY_COMPARE_WITH_TIMEOUT(searchable(**connection).value(), (Searchable{3'000 - 3'000 % kWordsBatch, kPartRows}), 30'000);
        QCOMPARE(found(folder, forText(QStringLiteral("chg-2500 "))), expected);
        QCOMPARE(found(folder, forText(QStringLiteral("chg-2500"), Match::WordStart)), expected);
        QVERIFY(resultOf(history->verify())->valid());
    }

    void anIndexThatCannotBeWrittenHoldsUpNoRecord()
    {
        Folder folder;
        {
            const auto history = folder.open();
            appendAll(*history, numbered(10));
        }
        QCOMPARE(
            folder.sql({QStringLiteral("DROP TABLE record_words"), QStringLiteral("CREATE TABLE record_words (other TEXT)")}), QString());
        const auto history = folder.open();
        appendAll(*history, numbered(200));
        QCOMPARE(resultOf(history->verify())->rows, 210);
        QCOMPARE(found(folder, forText(QStringLiteral("chg-77 "))), (QList<qint64>{87}));
    }

    void theFirstHitsComeBeforeTheEndAndASearchCanBeCancelled()
    {
        Folder folder;
        const auto history = folder.open();
        appendAll(*history, numbered(3'000));
        const auto reader = ReadOnlyHistory::open(folder.path());
        const auto run = reader->search(forText(QStringLiteral("way")));
        const Result<ports::RecordHits> first = run->next(std::chrono::minutes(1));
        QVERIFY(first && !first->done);
        QVERIFY(first->rows.size() >= RecordSearchRun::kFirstHits && first->rows.size() < 1'000);
        QCOMPARE(first->rows.front(), 3'000);
        QVERIFY(first->downTo > 2'000);

        QFuture<Result<ports::RecordHits>> whole = history->search(forText(QStringLiteral("way")));
        whole.waitForFinished();
        qsizetype hits = 0;
        for (int piece = 0; piece < whole.resultCount(); ++piece) {
            hits += std::ssize(whole.resultAt(piece)->rows);
        }
        QCOMPARE(hits, 3'000);
        QVERIFY(whole.resultAt(whole.resultCount() - 1)->done);
        QFuture<Result<ports::RecordHits>> cancelled = history->search(forText(QStringLiteral("way")));
        cancelled.cancel();
        QTRY_VERIFY(cancelled.isFinished());
        QVERIFY(resultOf(history->page({2'990, 3'010, {}})));
    }

    void pagesGiveWhatIsThereAndWhatEffectsWereAskedFor()
    {
        Folder folder;
        const auto history = folder.open();
        const auto command = [](const QString& name, const QString& id, const QString& why) {
            return audit::Entry{name, QStringLiteral("engine"), QStringLiteral("r1"), {}, why, {{QStringLiteral("command"), id}}};
        };
        appendAll(*history,
            {command(kind::kIntent, QStringLiteral("c1"), QStringLiteral("gate passed")),
                saying(QStringLiteral("x"), QStringLiteral("r1"), kind::kVerdict), command(kind::kOutcome, QStringLiteral("c1"), {}),
                command(kind::kEffect, QStringLiteral("c1"), {}), saying(QStringLiteral("y"))});
        const Result<ports::RecordPage> page = resultOf(history->page({3, 9, {}}));
        QVERIFY(page);
        QCOMPARE(page->records.size(), 3U);
        QCOMPARE(page->records.front().row, 3);
        QCOMPARE(page->intents.size(), 1U);
        QCOMPARE(page->intents.front().entry.why, QStringLiteral("gate passed"));
        const Result<ports::RecordPage> some = resultOf(history->page({0, 0, {1, 5, 77}}));
        QVERIFY(some);
        QCOMPARE(some->records.size(), 2U);

        const Result<audit::Context> context = resultOf(history->context(4));
        QVERIFY(context);
        QCOMPARE(context->record.row, 4);
        QCOMPARE(context->intent->row, 1);
        QCOMPARE(context->outcome->row, 3);
        QCOMPARE(context->effect->row, 4);
        QVERIFY(!context->decision); // the verdict came after what was asked
        QCOMPARE(resultOf(history->context(5))->decision->row, 2);
        QCOMPARE(toString(resultOf(history->context(77)).error().code), toString(ErrorCode::NotFound));
    }

    void textIsTakenOutOfDataWithoutItsKeys()
    {
        std::string text;
        appendFoldedStrings(
            text, "{\"answer\":\"HTTP\\/1.1 200 \\\"OK\\\"\\nx\",\"list\":[\"A\",\"b\"],\"n\":38,\"sub\":{\"k\":\"\u00dcber\"}}");
        QCOMPARE(QString::fromStdString(text), QStringLiteral("http/1.1 200 \"ok\" x\na\nb\nüber\n"));
        text.clear();
        appendFoldedStrings(text, "Not JSON: \"a");
        QCOMPARE(QString::fromStdString(text), QStringLiteral("not json: \"a\n"));
        text.clear();
        appendFoldedStrings(text, "{\"broken\":\"a\\"); // must not read beyond its end
        QCOMPARE(QString::fromStdString(text), QStringLiteral("a\\\n"));
    }
};

QTEST_GUILESS_MAIN(TestHistorySearch)
#include "test_history_search.moc"
