#include "models/storage/read_only_history.h"

#include <limits>

#include "fixture.h"

using namespace fairlead;
using namespace fairlead::test;

class TestHistoryReadings : public QObject {
    Q_OBJECT

    static metrics::Reading reading(const QString& metric, metrics::Role role, qint64 ms, double value)
    {
        return {{metric, role}, {Instant::fromMs(ms), value}};
    }

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void samplesComeBackInTimeOrderSeriesAfterSeries()
    {
        Folder folder;
        const auto release = QStringLiteral("r1");
        const auto error = metrics::kErrorRate;
        const auto quality = metrics::kQuality;
        using enum metrics::Role;
        {
            const auto history = folder.open();
            history->keepReadings(
                release, {reading(quality, Canary, 20, 0.9), reading(error, Canary, 20, 0.01), reading(error, Baseline, 20, 0.02)});
            history->keepReadings(release, {reading(error, Canary, 10, 0.03), reading(error, Canary, 30, 0.04)});
            history->keepReadings(QStringLiteral("r2"), {reading(error, Canary, 10, 0.5)});
        }
        const metrics::Readings expected{reading(error, Baseline, 20, 0.02), reading(error, Canary, 10, 0.03),
            reading(error, Canary, 20, 0.01), reading(error, Canary, 30, 0.04), reading(quality, Canary, 20, 0.9)};
        const auto history = folder.open();
        QCOMPARE(resultOf(history->readings(release)).value(), expected);
        QCOMPARE(resultOf(history->readings(QStringLiteral("r9"))).value(), metrics::Readings());
    }

    void aSecondValueForTheSameMillisecondReplacesTheFirst()
    {
        Folder folder;
        const auto release = QStringLiteral("r1");
        const auto history = folder.open();
        using enum metrics::Role;
        history->keepReadings(release, {reading(metrics::kQuality, Canary, 10, 0.5), reading(metrics::kQuality, Canary, 10, 0.6)});
        QCOMPARE(resultOf(history->readings(release)).value(), metrics::Readings{reading(metrics::kQuality, Canary, 10, 0.6)});
        history->keepReadings(release, {reading(metrics::kQuality, Canary, 10, 0.7)});
        QCOMPARE(resultOf(history->readings(release)).value(), metrics::Readings{reading(metrics::kQuality, Canary, 10, 0.7)});
    }

    void whatIsNoNumberIsLeftOutAndTheRestIsKept()
    {
        Folder folder;
        const auto release = QStringLiteral("r1");
        const auto history = folder.open();
        using enum metrics::Role;
        history->keepReadings(release,
            {reading(metrics::kQuality, Canary, 10, std::numeric_limits<double>::quiet_NaN()),
                reading(metrics::kQuality, Canary, 20, std::numeric_limits<double>::infinity()),
                reading(metrics::kQuality, Canary, 30, std::numeric_limits<double>::max())});
        QCOMPARE(resultOf(history->readings(release)).value(),
            metrics::Readings{reading(metrics::kQuality, Canary, 30, std::numeric_limits<double>::max())});
    }

    void samplesAreOnDiskSoonWithoutBeingAskedFor()
    {
        Folder folder;
        const auto history = folder.open();
        history->keepReadings(QStringLiteral("r1"), {reading(metrics::kQuality, metrics::Role::Canary, 10, 0.5)});
        const auto beside = storage::ReadOnlyHistory::open(folder.path());
        QVERIFY(beside);
        QTRY_COMPARE_WITH_TIMEOUT(beside->readings(QStringLiteral("r1"))->size(), std::size_t(1), 20'000);
    }

    void samplesOfAnOlderVersionMoveToTheirOwnFile()
    {
        Folder folder;
        const auto release = QStringLiteral("r1");
        folder.open();
        QVERIFY(QFile::remove(folder.dir.filePath(QStringLiteral("history-samples.db"))));
        QCOMPARE(folder.sql({QStringLiteral("INSERT INTO series (id, release, metric, role) VALUES (3, 'r1', 'quality_score', 'canary'), "
                                            "(4, 'r1', 'quality_score', 'baseline')"),
                     QStringLiteral("INSERT INTO sample VALUES (3, 10, 0.5), (3, 20, 0.6), (4, 10, 0.7)")}),
            QString());
        using enum metrics::Role;
        const metrics::Readings expected{reading(metrics::kQuality, Baseline, 10, 0.7), reading(metrics::kQuality, Canary, 10, 0.5),
            reading(metrics::kQuality, Canary, 20, 0.6)};
        // Whoever only looks changes nothing, and sees them where they are.
        const auto beside = storage::ReadOnlyHistory::open(folder.path());
        QCOMPARE(beside->readings(release).value(), expected);
        QCOMPARE(beside->readings(release, Instant::fromMs(10)).value(), metrics::Readings{expected.back()});
        QCOMPARE(resultOf(folder.open()->readings(release)).value(), expected);
        QCOMPARE(beside->readings(release).value(), expected);
        const auto raw = storage::Connection::open(folder.path(), storage::Access::ReadOnly);
        QCOMPARE((*raw)->value(QStringLiteral("SELECT count(*) FROM sample")).value().toInt(), 0);
        QCOMPARE((*raw)->value(QStringLiteral("SELECT count(*) FROM series")).value().toInt(), 0);
        QCOMPARE(resultOf(folder.open()->readings(release)).value(), expected);
    }

    void partsOfAMetricAreKeptApart()
    {
        Folder folder;
        const auto history = folder.open();
        const metrics::Reading whole = reading(metrics::kQuality, metrics::Role::Canary, 10, 0.5);
        metrics::Reading part = whole;
        part.key.labels = {{QStringLiteral("model"), QStringLiteral("haiku")}};
        part.sample.value = 0.4;
        history->keepReadings(QStringLiteral("r1"), {part, whole});
        QCOMPARE(resultOf(history->readings(QStringLiteral("r1"))).value(), (metrics::Readings{whole, part}));
    }

    void manySamplesAreKeptAtOnce()
    {
        Folder folder;
        const auto history = folder.open();
        metrics::Readings many;
        for (int i = 0; i < 20'000; ++i) {
            many.push_back(reading(metrics::kErrorRate, i % 2 == 0 ? metrics::Role::Canary : metrics::Role::Baseline, i, i * 0.001));
        }
        history->keepReadings(QStringLiteral("r1"), many);
        QCOMPARE(resultOf(history->readings(QStringLiteral("r1")))->size(), many.size());
    }
};

QTEST_GUILESS_MAIN(TestHistoryReadings)
#include "test_history_readings.moc"
