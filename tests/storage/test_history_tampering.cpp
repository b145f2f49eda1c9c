#include "models/storage/read_only_history.h"

#include <QCryptographicHash>

#include "fixture.h"

using namespace fairlead;
using namespace fairlead::test;

/// Somebody changes history.db with other tools. Ten rows, of which the statements change some; verify names the
/// first row that does not hold, and what was done to it.
class TestHistoryTampering : public QObject {
    Q_OBJECT

    static QStringList withoutTriggers(const QStringList& statements)
    {
        return QStringList{QStringLiteral("DROP TRIGGER record_is_never_changed"), QStringLiteral("DROP TRIGGER record_is_never_removed"),
                   QStringLiteral("DROP TRIGGER record_only_grows"), QStringLiteral("DROP TRIGGER chain_head_only_advances"),
                   QStringLiteral("DROP TRIGGER chain_head_is_never_removed")}
        + statements;
    }

    static void fill(Folder& folder)
    {
        const auto history = folder.open();
        for (int i = 1; i <= 10; ++i) {
            folder.clock.advance(std::chrono::seconds(1));
            QVERIFY(resultOf(history->append(entry(QString::number(i)))));
        }
    }

private Q_SLOTS:
    void triggersRefuse_data()
    {
        QTest::addColumn<QString>("statement");
        QTest::newRow("change") << "UPDATE record SET why = 'fine' WHERE row = 3";
        QTest::newRow("change nothing") << "UPDATE record SET why = why";
        QTest::newRow("remove") << "DELETE FROM record WHERE row = 10";
        QTest::newRow("remove all") << "DELETE FROM record";
        QTest::newRow("replace") << "INSERT OR REPLACE INTO record SELECT row, at, kind, who, release, object, 'fine', data, previous, "
                                    "hash FROM record WHERE row = 10";
        QTest::newRow("fill a hole")
            << "INSERT INTO record SELECT row - 5, at, kind, who, release, object, why, data, previous, hash FROM record WHERE row = 5";
        QTest::newRow("put the head back") << "UPDATE chain_head SET row = 9";
        QTest::newRow("remove the head") << "DELETE FROM chain_head";
    }

    void triggersRefuse()
    {
        QFETCH(QString, statement);
        Folder folder;
        fill(folder);
        QVERIFY(!folder.sql({statement}).isEmpty());
        QVERIFY(storage::ReadOnlyHistory::open(folder.path())->verify()->valid());
    }

    void verifyNamesWhatWasDone_data()
    {
        QTest::addColumn<QStringList>("statements");
        QTest::addColumn<qint64>("row");
        QTest::addColumn<QString>("word");
        const auto done = [](const char* name, const QStringList& statements, qint64 row, const char* word) {
            QTest::newRow(name) << statements << row << QString::fromLatin1(word);
        };
        const QString shift = QStringLiteral("UPDATE record SET row = row + 1000 WHERE row >= %1");
        const QString shiftUp = QStringLiteral("UPDATE record SET row = row - 999 WHERE row > 1000");
        done("a text changed", {QStringLiteral("UPDATE record SET why = 'fine' WHERE row = 3")}, 3, "changed");
        done("the person changed in the first row", {QStringLiteral("UPDATE record SET who = 'j.okafor' WHERE row = 1")}, 1, "changed");
        done("a time changed in the last row", {QStringLiteral("UPDATE record SET at = '2025-08-07T15:00:00.000Z' WHERE row = 10")}, 10,
            "changed");
        done("the same time written otherwise", {QStringLiteral("UPDATE record SET at = replace(at, 'Z', '+00:00') WHERE row = 4")}, 4,
            "changed");
        done("a number changed in the data", {QStringLiteral("UPDATE record SET data = '{\"n\":2}' WHERE row = 5")}, 5, "changed");
        done("blanks added to the data", {QStringLiteral("UPDATE record SET data = '{\"n\": 1}' WHERE row = 5")}, 5, "changed");
        done("data that is no JSON", {QStringLiteral("UPDATE record SET data = '{\"n\":' WHERE row = 5")}, 5, "changed");
        done("data that is a list", {QStringLiteral("UPDATE record SET data = '[1]' WHERE row = 5")}, 5, "changed");
        done("the hash changed", {QStringLiteral("UPDATE record SET hash = zeroblob(32) WHERE row = 6")}, 6, "changed");
        done("the previous hash changed", {QStringLiteral("UPDATE record SET previous = zeroblob(32) WHERE row = 6")}, 6, "changed");
        done("removed in the middle", {QStringLiteral("DELETE FROM record WHERE row = 5")}, 5, "removed");
        done("removed at the beginning", {QStringLiteral("DELETE FROM record WHERE row = 1")}, 1, "removed");
        done("removed and the hole closed",
            {QStringLiteral("DELETE FROM record WHERE row = 5"), QStringLiteral("UPDATE record SET row = row - 1 WHERE row > 5")}, 5,
            "removed");
        done("a copy inserted and the rest moved",
            {shift.arg(5), shiftUp,
                QStringLiteral(
                    "INSERT INTO record SELECT 5, at, kind, who, release, object, 'fine', data, previous, hash FROM record WHERE row = 4")},
            5, "inserted");
        done("reordered neighbours",
            {QStringLiteral("UPDATE record SET row = 100 WHERE row = 4"), QStringLiteral("UPDATE record SET row = 4 WHERE row = 5"),
                QStringLiteral("UPDATE record SET row = 5 WHERE row = 100")},
            4, "reordered");
        done("reordered far apart",
            {QStringLiteral("UPDATE record SET row = 100 WHERE row = 2"), QStringLiteral("UPDATE record SET row = 2 WHERE row = 9"),
                QStringLiteral("UPDATE record SET row = 9 WHERE row = 100")},
            2, "reordered");
        done("the last row cut off", {QStringLiteral("DELETE FROM record WHERE row = 10")}, 10, "Row 10 was cut off at the end");
        done("a tail cut off", {QStringLiteral("DELETE FROM record WHERE row > 6")}, 7, "Rows 7 to 10 were cut off at the end");
        done("everything cut off", {QStringLiteral("DELETE FROM record")}, 1, "Rows 1 to 10 were cut off at the end");
        done("the head removed", {QStringLiteral("DELETE FROM chain_head")}, 11, "remembered end");
        done("the head set back", {QStringLiteral("UPDATE chain_head SET row = 8")}, 9, "inserted at the end");
        done("a duplicate row in a table without its key",
            {QStringLiteral("CREATE TABLE copy AS SELECT * FROM record"),
                QStringLiteral("INSERT INTO copy SELECT * FROM record WHERE row = 3"), QStringLiteral("DROP TABLE record"),
                QStringLiteral("ALTER TABLE copy RENAME TO record")},
            3, "inserted");
    }

    void verifyNamesWhatWasDone()
    {
        QFETCH(QStringList, statements);
        QFETCH(qint64, row);
        QFETCH(QString, word);
        Folder folder;
        fill(folder);
        const QString failure = folder.sql(withoutTriggers(statements));
        QVERIFY2(failure.isEmpty(), qUtf8Printable(failure));
        const auto verified = storage::ReadOnlyHistory::open(folder.path())->verify();
        QVERIFY(verified);
        QVERIFY(!verified->valid());
        QVERIFY2(verified->firstBroken->what.contains(word), qUtf8Printable(verified->firstBroken->what));
        QCOMPARE(verified->firstBroken->row, row);
    }

    void aChainMadeAnewDoesNotMatchTheRememberedEnd()
    {
        Folder folder;
        fill(folder);
        auto records = storage::ReadOnlyHistory::open(folder.path())->records({}).value();
        QStringList statements;
        QByteArray previous;
        for (audit::Record& record : records) {
            record.entry.why = record.row == 5 ? QStringLiteral("fine") : record.entry.why;
            record = audit::seal(record.entry, record.at, record.row - 1, previous);
            previous = record.hash;
            statements.append(QStringLiteral("UPDATE record SET why = '%1', previous = x'%2', hash = x'%3' WHERE row = %4")
                    .arg(record.entry.why, QString::fromLatin1(record.previous.toHex()), QString::fromLatin1(record.hash.toHex()))
                    .arg(record.row));
        }
        QCOMPARE(folder.sql(withoutTriggers(statements)), QString());
        const auto verified = storage::ReadOnlyHistory::open(folder.path())->verify();
        QVERIFY(verified && !verified->valid());
        QVERIFY(verified->firstBroken->what.contains(QLatin1String("made anew")));
    }

    void writingOnNeverHidesACutTail()
    {
        Folder folder;
        fill(folder);
        QCOMPARE(folder.sql(withoutTriggers({QStringLiteral("DELETE FROM record WHERE row > 6")})), QString());
        const auto history = folder.open();
        const auto appended = resultOf(history->append(entry(QStringLiteral("after"))));
        QVERIFY(appended);
        QCOMPARE(appended->row, 11);
        const auto verified = resultOf(history->verify());
        QVERIFY(verified && !verified->valid());
        QCOMPARE(verified->firstBroken->row, 7);
        QVERIFY(verified->firstBroken->what.contains(QLatin1String("removed")));
    }

    void writingOnNeverHidesRowsAddedAtTheEnd()
    {
        Folder folder;
        fill(folder);
        const auto last = storage::ReadOnlyHistory::open(folder.path())->records({{}, 9, 0, 0, false}).value().front();
        const audit::Record forged = audit::seal(entry(QStringLiteral("forged")), last.at, 10, last.hash);
        QCOMPARE(folder.sql({QStringLiteral(
                     "INSERT INTO record SELECT 11, '%1', kind, who, release, 'forged', why, data, x'%2', x'%3' FROM record WHERE row = 10")
                         .arg(forged.at.toIso(), QString::fromLatin1(forged.previous.toHex()), QString::fromLatin1(forged.hash.toHex()))}),
            QString());
        const auto history = folder.open();
        auto verified = resultOf(history->verify());
        QCOMPARE(verified->firstBroken->what, QStringLiteral("Row 11 was inserted at the end, not by Fairlead."));
        QCOMPARE(resultOf(history->append(entry(QStringLiteral("after"))))->row, 12);
        verified = resultOf(history->verify());
        QVERIFY(!verified->valid());
        QCOMPARE(verified->firstBroken->row, 12);
    }

    void aMissingHeadStaysMissing()
    {
        Folder folder;
        fill(folder);
        QCOMPARE(folder.sql(withoutTriggers({QStringLiteral("DELETE FROM chain_head")})), QString());
        const auto history = folder.open();
        QCOMPARE(resultOf(history->append(entry(QStringLiteral("after"))))->row, 11);
        QVERIFY(resultOf(history->verify())->firstBroken->what.contains(QLatin1String("remembered end")));
    }

    void oneUnreadableRowDoesNotHideTheOthers()
    {
        Folder folder;
        fill(folder);
        QCOMPARE(folder.sql(withoutTriggers({QStringLiteral("UPDATE record SET data = 'oops' WHERE row = 5")})), QString());
        const auto records = resultOf(folder.open()->records({}));
        QVERIFY(records);
        QCOMPARE(records->size(), std::size_t(10));
        QCOMPARE(records->at(4).entry.data, (QJsonObject{{QStringLiteral("unreadable"), QStringLiteral("oops")}}));
    }

    void whoeverHasTheFileCanCheckItWithoutFairlead()
    {
        // The rule for outsiders: text as stored, written as JSON strings, data taken as it stands.
        Folder folder;
        QVERIFY(resultOf(folder.open()->append(entry(QStringLiteral("Zoë \"x\"")))));
        const auto record = storage::ReadOnlyHistory::open(folder.path())->records({}).value().front();
        const QByteArray bytes
            = QByteArrayLiteral(
                  "[1,\"2025-08-07T14:00:00.000Z\",\"rollout.held\",\"engine\",\"r1\",\"Zoë \\\"x\\\"\",\"no data\",{\"n\":1},\"")
            + QByteArray(64, '0') + "\"]";
        QCOMPARE(record.hash, QCryptographicHash::hash(bytes, QCryptographicHash::Sha256));
    }
};

QTEST_GUILESS_MAIN(TestHistoryTampering)
#include "test_history_tampering.moc"
