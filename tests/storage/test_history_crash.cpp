#include "models/storage/read_only_history.h"

#include <QCoreApplication>
#include <QProcess>

#include <cstdio>

#include "fixture.h"

using namespace fairlead;
using namespace fairlead::test;

/// A writer that dies without warning loses nothing that it was told is on disk. This program plays the writer, too.
class TestHistoryCrash : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void killedWritersLoseNoCommittedRow_data()
    {
        QTest::addColumn<int>("rows");
        for (const int rows : {1, 2, 7, 40, 150, 400}) {
            QTest::addRow("after %d rows", rows) << rows;
        }
    }

    void killedWritersLoseNoCommittedRow()
    {
        QFETCH(int, rows);
        Folder folder;
        QByteArray lastHash;
        qint64 lastRow = 0;
        for (int life = 0; life < 2; ++life) {
            QProcess writer;
            writer.start(QCoreApplication::applicationFilePath(), {QStringLiteral("--write"), folder.path()});
            const qint64 killAt = lastRow + rows;
            while (lastRow < killAt) {
                QVERIFY(writer.canReadLine() || writer.waitForReadyRead(60'000));
                while (writer.canReadLine()) {
                    const QList<QByteArray> told = writer.readLine().trimmed().split(' ');
                    QCOMPARE(told.size(), 2);
                    lastRow = told.at(0).toLongLong();
                    lastHash = told.at(1);
                }
            }
            writer.kill();
            QVERIFY(writer.waitForFinished(60'000));
            while (writer.canReadLine()) {
                const QList<QByteArray> told = writer.readLine().trimmed().split(' ');
                lastRow = told.at(0).toLongLong();
                lastHash = told.at(1);
            }

            const auto history = folder.open();
            QVERIFY(history);
            const auto verified = resultOf(history->verify());
            QVERIFY(verified);
            QVERIFY2(verified->valid(), qUtf8Printable(verified->firstBroken ? verified->firstBroken->what : QString()));
            QVERIFY(verified->rows >= lastRow);
            const auto told = resultOf(history->records({{}, lastRow - 1, lastRow + 1, 0, false}));
            QVERIFY(told);
            QCOMPARE(told->size(), std::size_t(1));
            QCOMPARE(told->front().hash.toHex(), lastHash);
            lastRow = verified->rows;
        }
    }
};

namespace {

int writeUntilKilled(const QString& path)
{
    const SystemClock clock;
    const auto history = storage::SqliteHistory::open(path, clock);
    if (!history) {
        return 1;
    }
    // Several calls wait at once, as in a busy engine; a row is told only when its own future has finished.
    std::vector<QFuture<Result<audit::Record>>> waiting;
    for (;;) {
        for (int i = 0; i < 5; ++i) {
            waiting.push_back((*history)->append(entry(QStringLiteral("row"))));
        }
        for (auto& future : waiting) {
            const auto record = resultOf(future);
            if (!record) {
                return 1;
            }
            std::printf("%lld %s\n", static_cast<long long>(record->row), record->hash.toHex().constData());
            std::fflush(stdout);
        }
        waiting.clear();
    }
}

} // namespace

int main(int argc, char** argv)
{
    QCoreApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.value(1) == QLatin1String("--write")) {
        return writeUntilKilled(arguments.value(2));
    }
    TestHistoryCrash test;
    return QTest::qExec(&test, argc, argv);
}

#include "test_history_crash.moc"
