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
