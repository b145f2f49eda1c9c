#include "models/storage/read_only_history.h"

#include <QJsonArray>
#include <QtConcurrent>

#include <limits>

#include "fixture.h"

using namespace fairlead;
using namespace fairlead::test;

class TestHistory : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void appendGivesSealedRowsInTheOrderOfTheCalls()
    {
        Folder folder;
        const auto history = folder.open();
        QVERIFY(history);
        std::vector<QFuture<Result<audit::Record>>> futures;
        for (int i = 1; i <= 50; ++i) {
            futures.push_back(history->append(entry(QString::number(i))));
        }
        audit::ChainVerifier chain;
        for (int i = 1; i <= 50; ++i) {
            const auto record = resultOf(futures[static_cast<std::size_t>(i - 1)]);
            QVERIFY(record);
            QCOMPARE(record->row, i);
            QCOMPARE(record->entry.object, QString::number(i));
            chain.take(*record);
        }
        QVERIFY(chain.result().valid());
        const auto verified = resultOf(history->verify());
        QVERIFY(verified && verified->valid());
        QCOMPARE(verified->rows, 50);
        QCOMPARE(verified->head, chain.result().head);
    }

    void aReadSeesWhatWasAskedBeforeIt()
    {
        Folder folder;
        const auto history = folder.open();
        for (int i = 1; i <= 20; ++i) {
            history->append(entry(QString::number(i)));
            const auto records = resultOf(history->records({}));
            QVERIFY(records);
            QCOMPARE(records->size(), static_cast<std::size_t>(i));
        }
    }

    void anEmptyHistoryIsWhole()
    {
        Folder folder;
        const auto history = folder.open();
        const auto verified = resultOf(history->verify());
        QVERIFY(verified && verified->valid());
        QCOMPARE(verified->rows, 0);
        QVERIFY(verified->head.isEmpty());
        QVERIFY(resultOf(history->records({}))->empty());
    }

    void theTimeOfARowIsWhenItWasAskedForAndNeverGoesBack()
    {
        Folder folder;
        const auto history = folder.open();
        const Instant first = folder.clock.now();
        history->append(entry(QStringLiteral("a")));
        folder.clock.advance(std::chrono::hours(-2));
        history->append(entry(QStringLiteral("b")));
        folder.clock.set(first + Millis(1));
        history->append(entry(QStringLiteral("c")));
        const auto records = resultOf(history->records({}));
        QVERIFY(records);
        QCOMPARE(records->at(0).at, first);
        QCOMPARE(records->at(1).at, first);
        QCOMPARE(records->at(2).at, first + Millis(1));
    }

    void timeNeverGoesBackOverARestart()
    {
        Folder folder;
        const Instant first = folder.clock.now();
        QVERIFY(resultOf(folder.open()->append(entry(QStringLiteral("a")))));
        folder.clock.advance(std::chrono::hours(-2));
        const auto record = resultOf(folder.open()->append(entry(QStringLiteral("b"))));
        QVERIFY(record);
        QCOMPARE(record->row, 2);
        QCOMPARE(record->at, first);
    }

    void queriesPickRows_data()
    {
        QTest::addColumn<QString>("release");
        QTest::addColumn<qint64>("after");
        QTest::addColumn<qint64>("before");
        QTest::addColumn<int>("limit");
        QTest::addColumn<bool>("newestFirst");
        QTest::addColumn<QString>("rows");
        const auto r1 = QStringLiteral("r1");
        QTest::newRow("all") << QString() << qint64(0) << qint64(0) << 0 << false << "1 2 3 4 5 6";
        QTest::newRow("one release") << r1 << qint64(0) << qint64(0) << 0 << false << "1 3 5";
        QTest::newRow("after is exclusive") << r1 << qint64(1) << qint64(0) << 0 << false << "3 5";
        QTest::newRow("before is exclusive") << r1 << qint64(0) << qint64(5) << 0 << false << "1 3";
        QTest::newRow("newest first") << QString() << qint64(0) << qint64(0) << 0 << true << "6 5 4 3 2 1";
        QTest::newRow("limited, newest first") << QString() << qint64(0) << qint64(6) << 2 << true << "5 4";
        QTest::newRow("limit of the rest") << QString() << qint64(4) << qint64(0) << 10 << false << "5 6";
        QTest::newRow("nothing between") << QString() << qint64(3) << qint64(4) << 0 << false << "";
        QTest::newRow("unknown release") << QStringLiteral("r9") << qint64(0) << qint64(0) << 0 << false << "";
        QTest::newRow("not a pattern") << QStringLiteral("r%") << qint64(0) << qint64(0) << 0 << false << "";
    }

    void queriesPickRows()
    {
        QFETCH(QString, release);
        QFETCH(qint64, after);
        QFETCH(qint64, before);
        QFETCH(int, limit);
        QFETCH(bool, newestFirst);
        QFETCH(QString, rows);
        Folder folder;
        const auto history = folder.open();
        for (int i = 1; i <= 6; ++i) {
            history->append(entry(QString::number(i), i % 2 == 1 ? QStringLiteral("r1") : QStringLiteral("r2")));
        }
        const auto records = resultOf(history->records({release, after, before, limit, newestFirst}));
        QVERIFY(records);
        QStringList found;
        for (const audit::Record& record : *records) {
            found.append(QString::number(record.row));
        }
        QCOMPARE(found.join(QLatin1Char(' ')), rows);
    }

    void everyTextAndNumberComesBackAsItWasSealed_data()
    {
        QTest::addColumn<QString>("text");
        QTest::newRow("empty") << QString();
        QTest::newRow("quotes and backslash") << QStringLiteral("it's \"x\" \\ y");
        QTest::newRow("line breaks and controls") << QStringLiteral("a\r\n\t\x01\x1f\x7f");
        QTest::newRow("beyond the BMP") << QStringLiteral("Zoë 東京 \U0001F6A2");
        QTest::newRow("combining") << QStringLiteral("e\u0301");
        QTest::newRow("a byte order mark first") << QStringLiteral("\ufeffname");
        QTest::newRow("non-characters") << (QString(QChar(0xfffe)) + QChar(0xffff));
        QTest::newRow("half a surrogate pair") << (QStringLiteral("a") + QChar(0xd83d));
        QTest::newRow("NUL") << (QStringLiteral("a") + QChar(0) + QStringLiteral("b"));
        QTest::newRow("long") << QString(300'000, QLatin1Char('x'));
    }

    void everyTextAndNumberComesBackAsItWasSealed()
    {
        QFETCH(QString, text);
        Folder folder;
        const auto history = folder.open();
        const QJsonObject data{{QStringLiteral("text"), text}, {text, 0.1},
            {QStringLiteral("nan"), std::numeric_limits<double>::quiet_NaN()}, {QStringLiteral("big"), 1e300},
            {QStringLiteral("small"), 5e-324}, {QStringLiteral("whole"), 3.0}, {QStringLiteral("long"), std::numeric_limits<qint64>::max()},
            {QStringLiteral("list"), QJsonArray{1, QStringLiteral("b"), QJsonValue()}}};
        const auto sealed = resultOf(history->append({text, text, text, text, text, data}));
        QVERIFY(sealed);
        const auto records = resultOf(history->records({}));
        QVERIFY(records);
        QCOMPARE(records->size(), std::size_t(1));
        QCOMPARE(records->front(), *sealed);
        QVERIFY(resultOf(history->verify())->valid());
    }

    void dataThatCannotBeReadBackIsRefused()
    {
        Folder folder;
        const auto history = folder.open();
        QJsonObject deep;
        for (int i = 0; i < 2000; ++i) {
            deep = QJsonObject{{QStringLiteral("d"), deep}};
        }
        audit::Entry bad = entry(QStringLiteral("a"));
        bad.data = deep;
        const auto refused = resultOf(history->append(bad));
        QVERIFY(!refused);
        QCOMPARE(toString(refused.error().code), toString(ErrorCode::InvalidInput));
        QCOMPARE(resultOf(history->append(entry(QStringLiteral("b"))))->row, 1);
    }

    void aBadOneAmongManyFailsAlone()
    {
        Folder folder;
        const auto history = folder.open();
        QJsonObject deep;
        for (int i = 0; i < 2000; ++i) {
            deep = QJsonObject{{QStringLiteral("d"), deep}};
        }
        std::vector<QFuture<Result<audit::Record>>> futures;
        for (int i = 0; i < 60; ++i) {
            audit::Entry each = entry(QString::number(i));
            each.data = i == 30 ? deep : each.data;
            futures.push_back(history->append(each));
            history->keepNote(QStringLiteral("soak/%1").arg(i), QString::number(i));
        }
        qint64 row = 0;
        for (int i = 0; i < 60; ++i) {
            const auto record = resultOf(futures[static_cast<std::size_t>(i)]);
            QCOMPARE(record.has_value(), i != 30);
            if (record) {
                QCOMPARE(record->row, ++row);
            }
            QCOMPARE(resultOf(history->note(QStringLiteral("soak/%1").arg(i))).value_or(QString()), QString::number(i));
        }
        const auto verified = resultOf(history->verify());
        QVERIFY(verified && verified->valid());
        QCOMPARE(verified->rows, 59);
    }

    void destructionCarriesOutAllThatWasAsked()
    {
        Folder folder;
        std::vector<QFuture<Result<audit::Record>>> appended;
        QFuture<Result<audit::Verification>> verified;
        {
            const auto history = folder.open();
            for (int i = 0; i < 200; ++i) {
                appended.push_back(history->append(entry(QString::number(i))));
            }
            history->keepReadings(QStringLiteral("r1"), {{{metrics::kQuality, metrics::Role::Canary}, {folder.clock.now(), 0.9}}});
            verified = history->verify();
        }
        for (const auto& future : appended) {
            QVERIFY(future.isFinished());
            QVERIFY(future.result());
        }
        QVERIFY(verified.isFinished());
        QCOMPARE(verified.result()->rows, 200);
        const auto history = folder.open();
        QCOMPARE(resultOf(history->records({}))->size(), std::size_t(200));
        QCOMPARE(resultOf(history->readings(QStringLiteral("r1")))->size(), std::size_t(1));
    }

    void appendsFromManyThreadsFormOneChain()
    {
        Folder folder;
        const auto history = folder.open();
        QList<int> threads{1, 2, 3, 4};
        QtConcurrent::blockingMap(threads, [&](int thread) {
            for (int i = 0; i < 50; ++i) {
                history->append(entry(QStringLiteral("%1-%2").arg(thread).arg(i)));
            }
        });
        const auto verified = resultOf(history->verify());
        QVERIFY(verified && verified->valid());
        QCOMPARE(verified->rows, 200);
    }

    void aReaderBesideTheWriterSeesWholeChains()
    {
        Folder folder;
        const auto history = folder.open();
        QVERIFY(resultOf(history->append(entry(QStringLiteral("first")))));
        const auto reader = storage::ReadOnlyHistory::open(folder.path());
        QVERIFY(reader);
        QFuture<Result<audit::Record>> last;
        for (int i = 0; i < 300; ++i) {
            last = history->append(entry(QString::number(i)));
        }
        qint64 rows = 0;
        do {
            const auto verified = reader->verify();
            QVERIFY(verified);
            QVERIFY2(verified->valid(), qUtf8Printable(verified->firstBroken ? verified->firstBroken->what : QString()));
            QVERIFY(verified->rows >= rows);
            rows = verified->rows;
        } while (!last.isFinished());
        QCOMPARE(reader->verify()->rows, 301);
        QCOMPARE(reader->records({{}, 300, 0, 0, false})->front().entry.object, QStringLiteral("299"));
    }

    void readingOnlyCreatesNothing()
    {
        Folder folder;
        const auto reader = storage::ReadOnlyHistory::open(folder.path());
        QVERIFY(!reader);
        QCOMPARE(toString(reader.error().code), toString(ErrorCode::NotFound));
        QVERIFY(QDir(folder.dir.path()).isEmpty());
    }

    void notesAreKeptReplacedAndForgotten()
    {
        Folder folder;
        const auto key = QStringLiteral("walk/r1");
        {
            const auto history = folder.open();
            QCOMPARE(resultOf(history->note(key)).value(), QString());
            QVERIFY(resultOf(history->keepNote(key, QStringLiteral("item 3 \u2026"))));
        }
        const auto history = folder.open();
        QCOMPARE(resultOf(history->note(key)).value(), QStringLiteral("item 3 \u2026"));
        history->keepNote(key, QStringLiteral("item 4"));
        QCOMPARE(resultOf(history->note(key)).value(), QStringLiteral("item 4"));
        history->keepNote(key, QString());
        QCOMPARE(resultOf(history->note(key)).value(), QString());
        QCOMPARE(storage::ReadOnlyHistory::open(folder.path())->note(key).value(), QString());
    }
};

QTEST_GUILESS_MAIN(TestHistory)
#include "test_history.moc"
