#include "models/storage/beat_watch.h"
#include "models/storage/migrations.h"
#include "models/storage/read_only_history.h"

#include <QProcess>
#include <QSignalSpy>

#include <csignal>
#include <limits>

#include "fixture.h"

using namespace fairlead;
using namespace fairlead::test;
using namespace fairlead::storage;

/// Who may write: one at a time, by epoch and heartbeat.
class TestLease : public QObject {
    Q_OBJECT

    /// A holder that lives as long as this test.
    static workspace::Holder holder(const QString& person)
    {
        workspace::Holder me = thisProcess(person);
        me.program = QStringLiteral("fairlead");
        return me;
    }
    static Claim claimOf(const QString& person, const QString& why = {}, std::optional<Seen> over = {})
    {
        return {holder(person), why, over};
    }
    static const QString kAda;
    static const QString kMaro;

private Q_SLOTS:
    void oneHolderAtATimeAndTheOtherIsToldWho()
    {
        Folder folder;
        const auto first = folder.open();
        const auto second = folder.open();
        const auto mine = resultOf(first->claim(claimOf(kAda)));
        QVERIFY(mine);
        QCOMPARE(mine->epoch, 1);
        const auto refused = resultOf(second->claim(claimOf(kMaro)));
        QVERIFY(!refused);
        QCOMPARE(toString(refused.error().code), toString(ErrorCode::Conflict));
        const QString words = QStringLiteral("ada's console (fairlead, %1, process %2)")
                                  .arg(QSysInfo::machineHostName())
                                  .arg(QCoreApplication::applicationPid());
        QVERIFY2(refused.error().message.contains(words), qPrintable(refused.error().message));
        QVERIFY(resultOf(first->giveBack()));
        const auto after = resultOf(second->claim(claimOf(kMaro)));
        QVERIFY(after);
        QCOMPARE(after->epoch, 2);
        QCOMPARE(after->holder.person, kMaro);
        QCOMPARE(resultOf(second->records({}))->size(), std::size_t(0)); // nothing was taken over: no record
        QVERIFY2(!resultOf(first->claim(claimOf(kMaro))), "the same process twice is two writers");
    }

    void closingGivesItBack()
    {
        Folder folder;
        {
            const auto first = folder.open();
            QVERIFY(resultOf(first->claim(claimOf(kAda))));
        }
        QVERIFY(!ReadOnlyHistory::open(folder.path())->lease()->held);
        QVERIFY(resultOf(folder.open()->claim(claimOf(kMaro))));
    }

    void whoIsOvertakenRecordsNothingMore()
    {
        Folder folder;
        const auto first = folder.open();
        const auto second = folder.open();
        QVERIFY(resultOf(first->claim(claimOf(kAda))));
        QVERIFY(resultOf(first->append(entry(QStringLiteral("a")))));
        first->keepReadings(QStringLiteral("r1"), {{{QStringLiteral("calls"), metrics::Role::Canary}, {folder.clock.now(), 1.0}}});
        QSignalSpy overtaken(&first->lease(), &LeaseKeeper::overtaken);

        const Lease seen = ReadOnlyHistory::open(folder.path())->lease().value();
        const auto taken = resultOf(second->claim(claimOf(kMaro, QStringLiteral("hangs"), Seen{seen.epoch, seen.beat})));
        QVERIFY2(taken, taken ? "" : qPrintable(taken.error().message));
        const auto late = resultOf(first->append(entry(QStringLiteral("late"))));
        QVERIFY(!late);
        QCOMPARE(toString(late.error().code), toString(ErrorCode::Conflict));
        QVERIFY2(late.error().message.startsWith(QStringLiteral("maro took over from another console")), qPrintable(late.error().message));
        QCOMPARE(toString(resultOf(first->keepNote(QStringLiteral("k"), QStringLiteral("v"))).error().code), toString(ErrorCode::Conflict));
        QTRY_COMPARE(overtaken.size(), 1);
        QVERIFY(!first->lease().mayAct());
        QVERIFY(resultOf(first->readings(QStringLiteral("r1")))->empty()); // its samples are the new holder's affair
        QVERIFY(resultOf(second->append(entry(QStringLiteral("b")))));

        const auto records = resultOf(second->records({}));
        QCOMPARE(records->size(), std::size_t(3));
        const audit::Entry& record = records->at(1).entry;
        QCOMPARE(record.kind, audit::kind::kTakenOver);
        QCOMPARE(record.who, kMaro);
        QCOMPARE(record.why, QStringLiteral("hangs"));
        QVERIFY(record.object.startsWith(QStringLiteral("ada's console")));
        QCOMPARE(record.data.value(QStringLiteral("answered")).toBool(), false);
        QVERIFY(resultOf(second->verify())->valid());
    }

    void aHeartThatBeatAgainIsNotTakenOver()
    {
        Folder folder;
        const auto first = folder.open();
        const auto second = folder.open();
        QVERIFY(resultOf(first->claim(claimOf(kAda))));
        const Lease seen = ReadOnlyHistory::open(folder.path())->lease().value();
        QTRY_VERIFY_WITH_TIMEOUT(ReadOnlyHistory::open(folder.path())->lease()->beat > seen.beat, 5'000);
        const auto refused = resultOf(second->claim(claimOf(kMaro, QStringLiteral("hangs"), Seen{seen.epoch, seen.beat})));
        QVERIFY(!refused);
        QCOMPARE(toString(refused.error().code), toString(ErrorCode::Conflict));
        QVERIFY(resultOf(first->append(entry(QStringLiteral("still mine")))));
    }

    void whoAsksIsHeardOnceAndTheAnswerIsRecorded()
    {
        Folder folder;
        const auto first = folder.open();
        const auto second = folder.open();
        QVERIFY(resultOf(first->claim(claimOf(kAda))));
        QSignalSpy asked(&first->lease(), &LeaseKeeper::asked);
        QVERIFY(resultOf(second->ask({holder(kMaro), QStringLiteral("my shift")})));
        QTRY_COMPARE_WITH_TIMEOUT(asked.size(), 1, 5'000);
        QTest::qWait(2'200); // two more heartbeats
        QCOMPARE(asked.size(), 1);
        QVERIFY(resultOf(first->giveBack()));
        QVERIFY(!resultOf(first->append(entry(QStringLiteral("late")))));
        QVERIFY(resultOf(second->claim(claimOf(kMaro, QStringLiteral("my shift")))));
        const auto records = resultOf(second->records({}));
        QCOMPARE(records->size(), std::size_t(1));
        QCOMPARE(records->front().entry.data.value(QStringLiteral("answered")).toBool(), true);
    }

    void aReportIsWrittenBesideTheHolder()
    {
        Folder folder;
        const auto first = folder.open();
        const auto second = folder.open();
        QVERIFY(resultOf(first->claim(claimOf(kAda))));
        second->follow(QStringLiteral("ada acts."));
        QVERIFY(!resultOf(second->append(entry(QStringLiteral("act")))));
        audit::Entry report = entry(QStringLiteral("report"));
        report.kind = audit::kind::kReportWritten;
        QVERIFY(resultOf(second->append(report)));
        QVERIFY(resultOf(first->append(entry(QStringLiteral("act")))));
        QVERIFY(resultOf(first->verify())->valid());
    }

    void theTimeToActEndsBeforeAnybodyMayTakeOver()
    {
        Folder folder;
        const auto first = folder.open();
        QVERIFY(resultOf(first->claim(claimOf(kAda))));
        QVERIFY(first->lease().mayAct());
        QVERIFY(kMayActFor < kLostAfter);
        folder.clock.advance(kMayActFor + std::chrono::seconds(3600)); // asleep: no heartbeat since
        QVERIFY(!first->lease().mayAct());
        QTRY_VERIFY_WITH_TIMEOUT(first->lease().mayAct(), 5'000); // it beats again and nobody was faster
    }

    void aHeartbeatIsLostByWatchingAlone_data()
    {
        QTest::addColumn<QList<int>>("looks"); // elapsed ms
        QTest::addColumn<QList<int>>("beats");
        QTest::addColumn<bool>("lost");
        const QList<int> steady{0, 1000, 2000, 3000, 4000, 5000};
        QTest::newRow("beats on") << steady << QList<int>{1, 2, 3, 4, 5, 6} << false;
        QTest::newRow("stands still for 5 s") << steady << QList<int>{1, 1, 1, 1, 1, 1} << true;
        QTest::newRow("4.999 s") << QList<int>{0, 1000, 2000, 3000, 4000, 4999} << QList<int>{1, 1, 1, 1, 1, 1} << false;
        QTest::newRow("one beat in between") << steady << QList<int>{1, 1, 1, 2, 2, 2} << false;
        QTest::newRow("the watcher slept") << QList<int>{0, 1000, 3'600'000} << QList<int>{1, 1, 1} << false;
        QTest::newRow("slept, then watched") << QList<int>{0, 9'000, 10'000, 11'000, 12'000, 13'000, 14'000}
                                             << QList<int>{1, 1, 1, 1, 1, 1, 1} << true;
        QTest::newRow("lost, then slept") << QList<int>{0, 1000, 2000, 3000, 4000, 5000, 60'000} << QList<int>{1, 1, 1, 1, 1, 1, 1} << true;
        QTest::newRow("lost, then back") << QList<int>{0, 1000, 2000, 3000, 4000, 5000, 6000} << QList<int>{1, 1, 1, 1, 1, 1, 2} << false;
    }

    void aHeartbeatIsLostByWatchingAlone()
    {
        QFETCH(QList<int>, looks);
        QFETCH(QList<int>, beats);
        QFETCH(bool, lost);
        BeatWatch watch;
        for (int i = 0; i < looks.size(); ++i) {
            watch.look(1, beats[i], Millis(looks[i]));
        }
        QCOMPARE(watch.isLost(), lost);
    }

    void aDeadProcessLosesItAtOnceAndAStoppedOneDoesNot()
    {
        QProcess process;
        process.start(QStringLiteral("/bin/sleep"), {QStringLiteral("600")});
        QVERIFY(process.waitForStarted());
        workspace::Holder other = holder(kAda);
        other.process = process.processId();
        QFile stat(QStringLiteral("/proc/%1/stat").arg(other.process));
        QVERIFY(stat.open(QIODevice::ReadOnly));
        const QByteArray fields = stat.readAll();
        other.processStart = fields.mid(fields.lastIndexOf(')') + 2).split(' ').at(19).toLongLong();
        QVERIFY(!isGone(other));
        workspace::Holder earlier = other;
        earlier.processStart -= 1; // its number was given to another process since
        QVERIFY(isGone(earlier));
        workspace::Holder elsewhere = other;
        elsewhere.machine = QStringLiteral("another 1 pid:[1]");
        elsewhere.process = std::numeric_limits<int>::max();
        QVERIFY(!isGone(elsewhere));

        Folder folder;
        const auto history = folder.open();
        QVERIFY(resultOf(history->claim({other, {}, {}})));
        const auto second = folder.open();
        QCOMPARE(kill(static_cast<pid_t>(other.process), SIGSTOP), 0);
        QVERIFY(!resultOf(second->claim(claimOf(kMaro))));
        process.kill();
        QVERIFY(process.waitForFinished());
        QVERIFY(resultOf(second->claim(claimOf(kMaro))));
    }

    void aHistoryOfTheFirstVersionOpensWithAllItsRows()
    {
        Folder folder;
        {
            const auto connection = Connection::open(folder.path(), Access::ReadWrite);
            QVERIFY(connection && migrate(**connection, {builtInMigrations().front()}));
        }
        QVERIFY(ReadOnlyHistory::open(folder.path())); // reading changes nothing
        QVERIFY(!ReadOnlyHistory::open(folder.path())->lease()->held);
        const auto history = folder.open();
        QVERIFY(history);
        QVERIFY(resultOf(history->claim(claimOf(kAda))));
        QVERIFY(resultOf(history->append(entry(QStringLiteral("a")))));
    }

    void theEpochCannotBeTurnedBackNorTheLeaseRemoved()
    {
        Folder folder;
        const auto history = folder.open();
        QVERIFY(resultOf(history->claim(claimOf(kAda))));
        QVERIFY(folder.sql({QStringLiteral("UPDATE lease SET epoch = 0")}).contains(QStringLiteral("only grows")));
        QVERIFY(folder.sql({QStringLiteral("UPDATE lease SET holder = '{}'")}).contains(QStringLiteral("only grows")));
        const QString replace
            = QStringLiteral("INSERT OR REPLACE INTO lease SELECT only, 0, 0, holder, since, beat, beat_at, '', '' FROM lease");
        QVERIFY(folder.sql({replace}).contains(QStringLiteral("one lease")));
        QVERIFY(folder.sql({QStringLiteral("DELETE FROM lease")}).contains(QStringLiteral("cannot be removed")));
    }

    void newsComeWithWhatOthersWrote()
    {
        Folder folder;
        const auto first = folder.open();
        const auto second = folder.open();
        QVERIFY(resultOf(first->claim(claimOf(kAda))));
        const News begin = resultOf(second->news({})).value();
        QVERIFY(begin.records.empty());
        QCOMPARE(begin.lease.holder.person, kAda);
        QVERIFY(resultOf(first->append(entry(QStringLiteral("a")))));
        const Instant at = folder.clock.now();
        first->keepReadings(QStringLiteral("r1"), {{{QStringLiteral("calls"), metrics::Role::Canary}, {at, 1.0}}});
        QVERIFY(resultOf(first->readings(QStringLiteral("r1"))));
        NewsQuery query{begin.version, 0, {{QStringLiteral("r1"), Instant()}}};
        const News next = resultOf(second->news(query)).value();
        QCOMPARE(next.records.size(), std::size_t(1));
        QCOMPARE(next.readings.size(), std::size_t(1));
        QVERIFY(resultOf(first->giveBack())); // no heartbeat from here on
        query = {resultOf(second->news(query))->version, 1, {{QStringLiteral("r1"), at}}};
        QVERIFY(resultOf(second->news(query))->records.empty());
        QVERIFY(resultOf(second->news(query))->readings.empty());
    }
};

const QString TestLease::kAda = QStringLiteral("ada");
const QString TestLease::kMaro = QStringLiteral("maro");

QTEST_GUILESS_MAIN(TestLease)
#include "test_lease.moc"
