#include "models/storage/read_only_history.h"

#include <QFileInfo>

#include <sys/resource.h>
#include <unistd.h>

#include <csignal>

#include "fixture.h"

using namespace fairlead;
using namespace fairlead::test;

namespace {

/// No file of this process may grow beyond @p bytes while it lives: what a failing disk looks like to SQLite.
class FileSizeLimit {
public:
    explicit FileSizeLimit(rlim_t bytes)
    {
        std::signal(SIGXFSZ, SIG_IGN);
        getrlimit(RLIMIT_FSIZE, &m_before);
        const rlimit limit{bytes, m_before.rlim_max};
        setrlimit(RLIMIT_FSIZE, &limit);
    }
    ~FileSizeLimit() { setrlimit(RLIMIT_FSIZE, &m_before); }
    FileSizeLimit(const FileSizeLimit&) = delete;
    FileSizeLimit& operator=(const FileSizeLimit&) = delete;

private:
    rlimit m_before{};
};

} // namespace

class TestHistoryDisk : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aFullDiskIsSaidAndLaterRecordsAreKeptAgain()
    {
        Folder folder;
        const auto history = folder.open({std::chrono::seconds(5), 40});
        QVERIFY(history);
        QVERIFY(resultOf(history->keepNote(QStringLiteral("ballast"), QString(60'000, QLatin1Char('x')))));
        qint64 kept = 0;
        Error full;
        for (int i = 0; i < 1000 && full.message.isEmpty(); ++i) {
            audit::Entry large = entry(QStringLiteral("row"));
            large.why = QString(4000, QLatin1Char('y'));
            const auto record = resultOf(history->append(large));
            if (record) {
                kept = record->row;
            } else {
                full = record.error();
            }
        }
        QVERIFY(kept > 0);
        QCOMPARE(toString(full.code), toString(ErrorCode::Storage));
        QVERIFY2(full.message.contains(QLatin1String("disk is full")), qUtf8Printable(full.message));
        auto verified = resultOf(history->verify());
        QVERIFY(verified && verified->valid());
        QCOMPARE(verified->rows, kept);

        QVERIFY(resultOf(history->keepNote(QStringLiteral("ballast"), QString())));
        const auto record = resultOf(history->append(entry(QStringLiteral("again"))));
        QVERIFY(record);
        QCOMPARE(record->row, kept + 1);
        verified = resultOf(history->verify());
        QVERIFY(verified && verified->valid());
    }

    void ofManyAtOnceOnAFullDiskEachIsToldTheTruth()
    {
        Folder folder;
        const auto history = folder.open({std::chrono::seconds(5), 60});
        QVERIFY(history);
        std::vector<QFuture<Result<audit::Record>>> futures;
        for (int i = 0; i < 150; ++i) {
            audit::Entry large = entry(QString::number(i));
            large.why = QString(4000, QLatin1Char('y'));
            futures.push_back(history->append(large));
        }
        qint64 kept = 0;
        for (const auto& future : futures) {
            const auto record = resultOf(future);
            kept += record ? 1 : 0;
            if (record) {
                QCOMPARE(record->row, kept);
            } else {
                QCOMPARE(toString(record.error().code), toString(ErrorCode::Storage));
            }
        }
        QVERIFY(kept > 0 && kept < 150);
        const auto verified = resultOf(history->verify());
        QVERIFY(verified && verified->valid());
        QCOMPARE(verified->rows, kept);
    }

    void aFailingDiskIsSaidAndLaterRecordsAreKeptAgain()
    {
        Folder folder;
        const auto history = folder.open();
        QVERIFY(resultOf(history->append(entry(QStringLiteral("first")))));
        const auto wal = static_cast<rlim_t>(QFileInfo(folder.path() + QStringLiteral("-wal")).size());
        {
            const FileSizeLimit limit(wal + 100);
            const auto record = resultOf(history->append(entry(QStringLiteral("lost"))));
            QVERIFY(!record);
            QCOMPARE(toString(record.error().code), toString(ErrorCode::Storage));
            QVERIFY2(record.error().message.contains(QLatin1String("Nothing was recorded"))
                    || record.error().message.contains(QLatin1String("disk is full")),
                qUtf8Printable(record.error().message));
        }
        const auto record = resultOf(history->append(entry(QStringLiteral("again"))));
        QVERIFY(record);
        QCOMPARE(record->row, 2);
        const auto verified = resultOf(history->verify());
        QVERIFY(verified && verified->valid());
    }

    void samplesWaitWhileTheDiskRefusesThem()
    {
        Folder folder;
        const auto history = folder.open();
        QVERIFY(resultOf(history->append(entry(QStringLiteral("first")))));
        const auto wal = static_cast<rlim_t>(QFileInfo(folder.path() + QStringLiteral("-wal")).size());
        const metrics::Readings sample{{{metrics::kQuality, metrics::Role::Canary}, {folder.clock.now(), 0.9}}};
        {
            const FileSizeLimit limit(wal + 100);
            history->keepReadings(QStringLiteral("r1"), sample);
            QVERIFY(resultOf(history->readings(QStringLiteral("r1")))->empty());
        }
        QCOMPARE(resultOf(history->readings(QStringLiteral("r1"))).value(), sample);
    }

    void aLockOfAnotherProgramIsSaidAndPasses()
    {
        Folder folder;
        const storage::Options impatient{Millis(50), 0};
        const auto history = folder.open(impatient);
        {
            auto other = storage::Connection::open(folder.path(), storage::Access::ReadWrite);
            QVERIFY(other);
            const auto lock = storage::Transaction::begin(**other);
            QVERIFY(lock);
            const auto record = resultOf(history->append(entry(QStringLiteral("a"))));
            QVERIFY(!record);
            QCOMPARE(toString(record.error().code), toString(ErrorCode::Storage));
            QVERIFY2(record.error().message.contains(QLatin1String("locked by another program")), qUtf8Printable(record.error().message));
            const auto second = storage::SqliteHistory::open(folder.path(), folder.clock, impatient);
            QVERIFY(!second);
            QCOMPARE(toString(second.error().code), toString(ErrorCode::Storage));
        }
        QCOMPARE(resultOf(history->append(entry(QStringLiteral("b"))))->row, 1);
    }

    void placesThatCannotHoldAHistoryAreNamed_data()
    {
        QTest::addColumn<QString>("path");
        QTest::addColumn<ErrorCode>("code");
        QTest::addColumn<QString>("words");
        QTest::newRow("no folder") << "/nowhere/at/all/history.db" << ErrorCode::NotFound << "There is no folder /nowhere/at/all";
        QTest::newRow("a folder that takes no files") << "/proc/history.db" << ErrorCode::Storage << "cannot be opened";
        QTest::newRow("a folder instead of a file") << "/tmp" << ErrorCode::Corrupt << "is a folder";
    }

    void placesThatCannotHoldAHistoryAreNamed()
    {
        QFETCH(QString, path);
        QFETCH(ErrorCode, code);
        QFETCH(QString, words);
        const FakeClock clock;
        const auto history = storage::SqliteHistory::open(path, clock);
        QVERIFY(!history);
        QCOMPARE(toString(history.error().code), toString(code));
        QVERIFY2(history.error().message.contains(words), qUtf8Printable(history.error().message));
        QVERIFY(!history.error().where.isEmpty());
    }

    void aReadOnlyFileCanBeReadAndIsNotWritten()
    {
        if (geteuid() == 0) {
            QSKIP("root may write to read-only files");
        }
        Folder folder;
        QVERIFY(resultOf(folder.open()->append(entry(QStringLiteral("a")))));
        QVERIFY(QFile::setPermissions(folder.path(), QFile::ReadOwner));
        QVERIFY(QFile::setPermissions(folder.dir.path(), QFile::ReadOwner | QFile::ExeOwner));
        const auto history = storage::SqliteHistory::open(folder.path(), folder.clock);
        const auto reader = storage::ReadOnlyHistory::open(folder.path());
        QVERIFY(QFile::setPermissions(folder.dir.path(), QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner));
        QVERIFY(!history);
        QCOMPARE(toString(history.error().code), toString(ErrorCode::Storage));
        QVERIFY2(reader, reader ? "" : qUtf8Printable(reader.error().message));
        QCOMPARE(reader->verify()->rows, 1);
    }
};

QTEST_GUILESS_MAIN(TestHistoryDisk)
#include "test_history_disk.moc"
