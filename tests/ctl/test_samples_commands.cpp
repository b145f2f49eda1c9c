#include "models/storage/sqlite_history.h"
#include "tests/fakes/fake_clock.h"
#include "tests/reports/sample_release.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <memory>

using namespace fairlead;
using namespace fairlead::test;

namespace {

struct Answer {
    int exit = -1;
    QJsonObject json;
    QByteArray out;
    QString said;
};

const Instant kStart = Instant::fromMs(1'754'575'200'000); // 2025-08-07T14:00:00Z

metrics::Reading reading(const QString& metric, metrics::Role role, int second, double value, const metrics::Labels& labels = {})
{
    return {{metric, role, labels}, {kStart + std::chrono::seconds(second), value}};
}

} // namespace

/// A release that was rolled back a year ago, with samples of it.
class TestSamplesCommands : public QObject {
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_folder;
    QString m_release;

    QString path(const QString& file) const { return m_folder->filePath(file); }

    Answer run(const QStringList& words) const
    {
        QProcess process;
        process.start(QStringLiteral(FAIRLEAD_BIN_DIR "/fairleadctl"),
            QStringList{QStringLiteral("samples")} + words + QStringList{QStringLiteral("--workspace"), m_folder->path()});
        process.closeWriteChannel();
        if (!process.waitForFinished(60'000)) {
            return {};
        }
        const QByteArray out = process.readAllStandardOutput();
        return {process.exitCode(), QJsonDocument::fromJson(out).object(), out, QString::fromUtf8(process.readAllStandardError())};
    }

    QStringList kinds() const
    {
        QStringList kinds;
        const auto records = storage::ReadOnlyHistory::open(path(QStringLiteral("history.db")))->records({});
        for (const audit::Record& record : *records) {
            kinds.append(record.entry.kind);
        }
        return kinds;
    }

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        FakeClock clock;
        const auto history = storage::SqliteHistory::open(path(QStringLiteral("history.db")), clock);
        QVERIFY(history);
        const auto records = rolledBackRelease().records();
        for (const audit::Record& record : records) {
            m_release = record.entry.release.isEmpty() ? m_release : record.entry.release;
            QFuture<Result<audit::Record>> written = (*history)->append(record.entry);
            written.waitForFinished();
            QVERIFY(written.result());
        }
        using enum metrics::Role;
        metrics::Readings readings;
        for (int second = 0; second < 120; ++second) {
            readings.push_back(reading(metrics::kErrorRate, Canary, second, second / 1000.0));
            readings.push_back(reading(metrics::kErrorRate, Baseline, second, 0.004));
        }
        readings.push_back(reading(metrics::kErrorRate, Canary, 0, 0.5, {{QStringLiteral("model"), QStringLiteral("opus, \"x\"")}}));
        (*history)->keepReadings(m_release, readings);
    }

    void theSeriesOfAReleaseAreListed()
    {
        const Answer answer = run({QStringLiteral("list"), QStringLiteral("latest"), QStringLiteral("--json")});
        QCOMPARE(answer.exit, 0);
        const QJsonArray series = answer.json.value(QLatin1String("series")).toArray();
        QCOMPARE(series.size(), 3);
        const QJsonObject whole = series[1].toObject();
        QCOMPARE(whole.value(QLatin1String("metric")).toString(), metrics::kErrorRate);
        QCOMPARE(whole.value(QLatin1String("count")).toInt(), 120);
        QCOMPARE(whole.value(QLatin1String("first")).toString(), QStringLiteral("2025-08-07T14:00:00.000Z"));
        const Answer parts = run({QStringLiteral("list"), QStringLiteral("latest"), QStringLiteral("--json"), QStringLiteral("--label"),
            QStringLiteral("model=opus, \"x\"")});
        QCOMPARE(parts.json.value(QLatin1String("series")).toArray().size(), 1);
    }

    void samplesAreWrittenAsCsvThatGatesReadBack()
    {
        const QString file = path(QStringLiteral("errors.csv"));
        const Answer answer = run({QStringLiteral("read"), QStringLiteral("latest"), QStringLiteral("--metric"), metrics::kErrorRate,
            QStringLiteral("--role"), QStringLiteral("canary"), QStringLiteral("-o"), file});
        QVERIFY2(answer.exit == 0, qPrintable(answer.said));
        QFile written(file);
        QVERIFY(written.open(QIODevice::ReadOnly));
        const QList<QByteArray> rows = written.readAll().split('\n');
        QCOMPARE(rows.at(0), QByteArray("time,value,metric,role,labels\r"));
        QCOMPARE(rows.at(2), QByteArray("2025-08-07T14:00:01.000Z,0.001,error_rate,canary,\r"));
        QCOMPARE(
            rows.at(121), QByteArray("2025-08-07T14:00:00.000Z,0.5,error_rate,canary,\"{\"\"model\"\":\"\"opus, \\\"\"x\\\"\"\"\"}\"\r"));
        QProcess gate;
        gate.start(QStringLiteral(FAIRLEAD_BIN_DIR "/fairleadctl"),
            {QStringLiteral("gate"), QStringLiteral("run"), QStringLiteral("hold when error_rate > 0.9"), QStringLiteral("--samples"), file,
                QStringLiteral("--json")});
        QVERIFY(gate.waitForFinished(60'000));
        QVERIFY2(gate.exitCode() == 0, gate.readAllStandardError().constData());
    }

    void bucketsAndTimesAreTakenByTheirOptions()
    {
        const Answer answer = run({QStringLiteral("read"), QStringLiteral("latest"), QStringLiteral("--role"), QStringLiteral("baseline"),
            QStringLiteral("--every"), QStringLiteral("1m"), QStringLiteral("--from"), QStringLiteral("2025-08-07T14:00:30Z"),
            QStringLiteral("--json")});
        QVERIFY2(answer.exit == 0, qPrintable(answer.said));
        const QJsonArray buckets = answer.json.value(QLatin1String("series"))[0][QLatin1String("buckets")].toArray();
        QCOMPARE(buckets.size(), 2);
        QCOMPARE(buckets[0][QLatin1String("count")].toInt(), 30);
        QCOMPARE(buckets[1][QLatin1String("count")].toInt(), 60);
        QCOMPARE(buckets[1][QLatin1String("p95")].toDouble(), 0.004);
    }

    void wrongOptionsAreSaid_data()
    {
        QTest::addColumn<QStringList>("words");
        QTest::addColumn<int>("exit");
        const QString read = QStringLiteral("read");
        QTest::newRow("no such release") << QStringList{read, QStringLiteral("nothing")} << 3;
        QTest::newRow("a side that there is not")
            << QStringList{read, QStringLiteral("latest"), QStringLiteral("--role"), QStringLiteral("x")} << 2;
        QTest::newRow("a time without a zone") << QStringList{read, QStringLiteral("latest"), QStringLiteral("--from"),
            QStringLiteral("2025-08-07")} << 2;
        QTest::newRow("no length") << QStringList{read, QStringLiteral("latest"), QStringLiteral("--every"), QStringLiteral("soon")} << 2;
        QTest::newRow("no folder to write to") << QStringList{read, QStringLiteral("latest"), QStringLiteral("-o"),
            QStringLiteral("/nowhere/x.csv")} << 3;
        QTest::newRow("no rule") << QStringList{QStringLiteral("forget"), QStringLiteral("--reason"), QStringLiteral("x")} << 2;
        QTest::newRow("no reason") << QStringList{QStringLiteral("forget"), QStringLiteral("--keep"), QStringLiteral("0")} << 2;
        QTest::newRow("a hold without a reason") << QStringList{QStringLiteral("hold"), QStringLiteral("latest")} << 2;
    }

    void wrongOptionsAreSaid()
    {
        QFETCH(QStringList, words);
        QFETCH(int, exit);
        const Answer answer = run(words);
        QCOMPARE(answer.exit, exit);
        QVERIFY(!answer.said.isEmpty());
    }

    void whatIsUnderLegalHoldStaysAndWhatGoesIsRecorded()
    {
        const QStringList forget{QStringLiteral("forget"), QStringLiteral("--older-than"), QStringLiteral("30d"),
            QStringLiteral("--reason"), QStringLiteral("policy 7"), QStringLiteral("--json")};
        const QStringList look = forget + QStringList{QStringLiteral("--dry-run")};
        const auto decision = [&] { return run(look).json.value(QLatin1String("releases"))[0][QLatin1String("decision")].toString(); };
        QCOMPARE(decision(), QStringLiteral("goes"));
        QCOMPARE(run({QStringLiteral("hold"), QStringLiteral("latest"), QStringLiteral("--reason"), QStringLiteral("case 17")}).exit, 0);
        QCOMPARE(decision(), QStringLiteral("legal-hold"));
        QCOMPARE(run(forget).json.value(QLatin1String("forgotten")).toArray().size(), 0);
        QCOMPARE(
            run({QStringLiteral("release-hold"), QStringLiteral("latest"), QStringLiteral("--reason"), QStringLiteral("closed")}).exit, 0);
        const Answer gone = run(forget);
        QVERIFY2(gone.exit == 0, qPrintable(gone.said));
        QCOMPARE(gone.json.value(QLatin1String("forgotten"))[0][QLatin1String("samples")].toInt(), 241);
        QCOMPARE(kinds().mid(kinds().size() - 3),
            (QStringList{audit::kind::kLegalHold, audit::kind::kLegalHold, audit::kind::kSamplesForgotten}));
        QCOMPARE(run({QStringLiteral("list"), QStringLiteral("latest"), QStringLiteral("--json")})
                     .json.value(QLatin1String("series"))
                     .toArray()
                     .size(),
            0);
        QCOMPARE(run(forget).json.value(QLatin1String("forgotten")).toArray().size(), 0); // nothing is there to go again
        QVERIFY(storage::ReadOnlyHistory::open(path(QStringLiteral("history.db")))->verify()->valid());
    }
};

QTEST_GUILESS_MAIN(TestSamplesCommands)
#include "test_samples_commands.moc"
