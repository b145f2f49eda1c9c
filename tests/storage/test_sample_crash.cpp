#include "models/storage/read_only_history.h"

#include <QCoreApplication>
#include <QProcess>

#include <chrono>
#include <cstdio>

#include "fixture.h"

using namespace fairlead;
using namespace fairlead::test;

namespace {

const QString kRelease = QStringLiteral("r1");

/// The same in all processes of a machine.
qint64 steadyMs()
{
    return std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

/// What a writer has told before it died.
struct Told {
    qint64 onDisk = 0; ///< up to here it was told that samples are on disk
    std::vector<std::pair<qint64, qint64>> handed; ///< number and time of what it handed over
};

void read(QProcess& writer, Told& told)
{
    while (writer.canReadLine()) {
        const QList<QByteArray> words = writer.readLine().trimmed().split(' ');
        if (words.at(0) == "disk") {
            told.onDisk = words.at(1).toLongLong();
        } else {
            told.handed.emplace_back(words.at(1).toLongLong(), words.at(2).toLongLong());
        }
    }
}

} // namespace

/// A writer that dies without warning loses at most what it was given in its last moments, and never anything in between.
/// This program plays the writer, too: it hands over 1, 2, 3 … for two series.
class TestSampleCrash : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void killedWritersLoseTheLastMomentsAlone_data()
    {
        QTest::addColumn<int>("samples");
        for (const int samples : {1, 30, 400, 3000, 9000}) {
            QTest::addRow("after %d samples", samples) << samples;
        }
    }

    void killedWritersLoseTheLastMomentsAlone()
    {
        // The port promises 1 s. A machine under sanitizers and load may take longer to get to its timers.
        constexpr qint64 kWindow = 10'000;
        QFETCH(int, samples);
        Folder folder;
        qint64 before = 0;
        for (int life = 0; life < 3; ++life) {
            Told told;
            QProcess writer;
            writer.start(QCoreApplication::applicationFilePath(), {QStringLiteral("--write"), folder.path(), QString::number(before + 1)});
            while (told.handed.empty() || told.handed.back().first < before + samples) {
                QVERIFY(writer.canReadLine() || writer.waitForReadyRead(60'000));
                read(writer, told);
            }
            const qint64 killedAt = steadyMs();
            writer.kill();
            QVERIFY(writer.waitForFinished(60'000));
            read(writer, told);

            const auto history = folder.open();
            QVERIFY(history);
            const metrics::Readings readings = resultOf(history->readings(kRelease)).value();
            QCOMPARE(readings.size() % 2, std::size_t(0)); // both series or none
            const auto kept = static_cast<qint64>(readings.size() / 2);
            for (std::size_t i = 0; i < readings.size(); ++i) {
                const auto number = static_cast<qint64>(i) % kept + 1;
                QCOMPARE(readings[i].sample.at.ms(), number);
                QCOMPARE(readings[i].sample.value, static_cast<double>(number) / 100.0);
            }
            QVERIFY(kept >= told.onDisk);
            for (const auto& [number, at] : told.handed) {
                QVERIFY2(number <= kept || killedAt - at < kWindow, qPrintable(QStringLiteral("%1 of %2").arg(number).arg(kept)));
            }
            before = kept;
        }
    }
};

namespace {

int writeUntilKilled(const QString& path, qint64 number)
{
    const SystemClock clock;
    const auto history = storage::SqliteHistory::open(path, clock);
    if (!history) {
        return 1;
    }
    for (;; ++number) {
        const metrics::Sample sample{Instant::fromMs(number), static_cast<double>(number) / 100.0};
        (*history)->keepReadings(
            kRelease, {{{metrics::kErrorRate, metrics::Role::Canary}, sample}, {{metrics::kErrorRate, metrics::Role::Baseline}, sample}});
        std::printf("handed %lld %lld\n", static_cast<long long>(number), static_cast<long long>(steadyMs()));
        if (number % 100 == 0) {
            // A read that began now sees all that was handed over.
            if (!resultOf((*history)->readings(QStringLiteral("another")))) {
                return 1;
            }
            std::printf("disk %lld\n", static_cast<long long>(number));
        }
        std::fflush(stdout);
    }
}

} // namespace

int main(int argc, char** argv)
{
    QCoreApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.value(1) == QLatin1String("--write")) {
        return writeUntilKilled(arguments.value(2), arguments.value(3).toLongLong());
    }
    TestSampleCrash test;
    return QTest::qExec(&test, argc, argv);
}

#include "test_sample_crash.moc"
