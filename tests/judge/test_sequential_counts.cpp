#include "models/domain/sequential/beta_binomial.h"
#include "models/domain/sequential/proportion_difference.h"
#include "models/domain/sequential/quantile_difference.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <limits>
#include <random>

using namespace fairlead::sequential;

namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();

bool near(double a, double b, double relative = 1e-9)
{
    return a == b || std::abs(a - b) <= relative * std::max({1.0, std::abs(a), std::abs(b)});
}

Settings settingsOf(double alpha, double horizon)
{
    return Settings::create(alpha, horizon).value();
}

} // namespace

class TestSequentialCounts : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void theEvidenceIsTheBetaBinomialRatio_data()
    {
        QTest::addColumn<double>("p");
        QTest::addColumn<double>("successes");
        QTest::addColumn<double>("trials");
        QTest::addColumn<double>("prior");
        QTest::addColumn<double>("ratio");
        // Beta(1, 1) around 1/2, and Beta(1, 3) around 1/4: ratios of small whole numbers.
        QTest::newRow("nothing seen") << 0.5 << 0.0 << 0.0 << 2.0 << 1.0;
        QTest::newRow("one trial tells nothing") << 0.5 << 1.0 << 1.0 << 2.0 << 1.0;
        QTest::newRow("two of two") << 0.5 << 2.0 << 2.0 << 2.0 << 4.0 / 3.0;
        QTest::newRow("three of three") << 0.5 << 3.0 << 3.0 << 2.0 << 2.0;
        QTest::newRow("one of two") << 0.5 << 1.0 << 2.0 << 2.0 << 2.0 / 3.0;
        QTest::newRow("none of three") << 0.5 << 0.0 << 3.0 << 2.0 << 2.0;
        QTest::newRow("a quarter, one of one") << 0.25 << 1.0 << 1.0 << 4.0 << 1.0;
        QTest::newRow("a quarter, two of two") << 0.25 << 2.0 << 2.0 << 4.0 << 1.6;
        QTest::newRow("impossible and not seen") << 0.0 << 0.0 << 9.0 << 4.0 << 1.0;
        QTest::newRow("impossible and seen") << 0.0 << 1.0 << 9.0 << 4.0 << kInfinity;
        QTest::newRow("certain and always seen") << 1.0 << 9.0 << 9.0 << 4.0 << 1.0;
        QTest::newRow("certain and missed once") << 1.0 << 8.0 << 9.0 << 4.0 << kInfinity;
    }
    void theEvidenceIsTheBetaBinomialRatio()
    {
        QFETCH(double, p);
        QFETCH(double, successes);
        QFETCH(double, trials);
        QFETCH(double, prior);
        QFETCH(double, ratio);
        QVERIFY(near(std::exp(logEvidence(p, successes, trials, prior)), ratio));
    }

    void theEvidenceIsAMartingaleAndConvex()
    {
        std::mt19937_64 random(11);
        std::uniform_real_distribution<double> unit(0.001, 0.999);
        for (int trial = 0; trial < 2000; ++trial) {
            const double p = unit(random);
            const double prior = std::pow(10.0, 4.0 * unit(random));
            const auto trials = static_cast<double>(random() % 400);
            const double successes = std::floor(unit(random) * trials);
            const auto at = [&](double where, double s, double n) { return logEvidence(where, s, n, prior); };
            const double now = at(p, successes, trials);
            const double next
                = p * std::exp(at(p, successes + 1, trials + 1) - now) + (1 - p) * std::exp(at(p, successes, trials + 1) - now);
            QVERIFY2(near(next, 1.0, 1e-8), qPrintable(QString::number(next, 'g', 17)));
            const double q = unit(random);
            const double middle = at((p + q) / 2, successes, trials);
            QVERIFY(middle <= (now + at(q, successes, trials)) / 2 + 1e-8);
        }
    }

    void proportionsProjectTheJointSet_data()
    {
        QTest::addColumn<int>("baseline");
        QTest::addColumn<int>("baselineTrials");
        QTest::addColumn<int>("canary");
        QTest::addColumn<int>("canaryTrials");
        QTest::newRow("one trial each") << 0 << 1 << 1 << 1;
        QTest::newRow("none of few") << 0 << 10 << 0 << 12;
        QTest::newRow("some of few") << 3 << 10 << 8 << 12;
        QTest::newRow("all against none") << 0 << 40 << 40 << 40;
        QTest::newRow("rare and uneven") << 12 << 900 << 5 << 100;
        QTest::newRow("half") << 240 << 500 << 270 << 500;
    }
    void proportionsProjectTheJointSet()
    {
        QFETCH(int, baseline);
        QFETCH(int, baselineTrials);
        QFETCH(int, canary);
        QFETCH(int, canaryTrials);
        const Settings settings = settingsOf(0.05, 200);
        ProportionDifference difference(settings);
        difference.addBaseline(baseline, baselineTrials);
        difference.addCanary(canary, canaryTrials);
        // The set by a fine grid, which is inside of it: never wider, and no more than two cells narrower.
        constexpr int kCells = 1500;
        double low = 1.0;
        double high = -1.0;
        std::vector<double> ofCanary;
        for (int c = 0; c <= kCells; ++c) {
            ofCanary.push_back(logEvidence(static_cast<double>(c) / kCells, canary, canaryTrials, settings.priorSamples()));
        }
        for (int b = 0; b <= kCells; ++b) {
            const double ofBaseline = logEvidence(static_cast<double>(b) / kCells, baseline, baselineTrials, settings.priorSamples());
            for (int c = 0; c <= kCells; ++c) {
                if (ofBaseline + ofCanary[static_cast<std::size_t>(c)] < settings.logThreshold()) {
                    low = std::min(low, static_cast<double>(c - b) / kCells);
                    high = std::max(high, static_cast<double>(c - b) / kCells);
                }
            }
        }
        const Interval interval = difference.interval();
        QVERIFY2(interval.low <= low + 1e-9 && interval.low >= low - 2.0 / kCells,
            qPrintable(QStringLiteral("%1 %2").arg(interval.low).arg(low)));
        QVERIFY2(interval.high >= high - 1e-9 && interval.high <= high + 2.0 / kCells,
            qPrintable(QStringLiteral("%1 %2").arg(interval.high).arg(high)));
        QVERIFY(near(interval.estimate, double(canary) / canaryTrials - double(baseline) / baselineTrials));
    }

    void millionsOfTrialsStayExact()
    {
        ProportionDifference difference(settingsOf(0.05, 5000));
        difference.addBaseline(1'000'000, 100'000'000);
        difference.addCanary(1'002'000, 100'000'000);
        const Interval interval = difference.interval();
        QVERIFY(interval.low < interval.estimate && interval.estimate < interval.high);
        QVERIFY(interval.high - interval.low < 2e-4);
        QVERIFY(difference.prove({1.0, 0.0002}) == Proof::Below);
        QVERIFY(difference.prove({1.0, -0.0002}) == Proof::Above);
    }

    void aRatioOfProportionsStaysPositive()
    {
        ProportionDifference difference(settingsOf(0.05, 5000));
        difference.addBaseline(200, 20'000);
        difference.addCanary(0, 20'000);
        QVERIFY(difference.ratio().low >= 0.0 && difference.ratio().low < 1e-6);
        QVERIFY(difference.ratio().high < 1.0);
        QVERIFY(difference.prove({}) == Proof::Below);
    }

    void quantilesProjectTheJointSet_data()
    {
        QTest::addColumn<double>("level");
        QTest::addColumn<int>("baseline");
        QTest::addColumn<int>("canary");
        QTest::addColumn<bool>("ties");
        QTest::newRow("median, few") << 0.5 << 12 << 9 << false;
        QTest::newRow("median") << 0.5 << 150 << 120 << false;
        QTest::newRow("median, ties") << 0.5 << 150 << 120 << true;
        QTest::newRow("p95") << 0.95 << 300 << 250 << false;
        QTest::newRow("p95, ties") << 0.95 << 300 << 250 << true;
        QTest::newRow("p95, too few for a bound") << 0.95 << 20 << 20 << false;
    }
    void quantilesProjectTheJointSet()
    {
        QFETCH(double, level);
        QFETCH(int, baseline);
        QFETCH(int, canary);
        QFETCH(bool, ties);
        const Settings settings = settingsOf(0.05, 300);
        QuantileDifference difference(level, settings);
        std::mt19937_64 random(5);
        std::lognormal_distribution<double> latency(3.0, 1.0);
        std::vector<double> ofBaseline{-kInfinity};
        std::vector<double> ofCanary{-kInfinity};
        const auto draw = [&] { return ties ? std::floor(latency(random) / 10.0) : latency(random); };
        for (int i = 0; i < baseline; ++i) {
            ofBaseline.push_back(draw());
            difference.addBaseline(ofBaseline.back());
        }
        for (int i = 0; i < canary; ++i) {
            ofCanary.push_back(draw());
            difference.addCanary(ofCanary.back());
        }
        ofBaseline.push_back(kInfinity);
        ofCanary.push_back(kInfinity);
        std::ranges::sort(ofBaseline);
        std::ranges::sort(ofCanary);
        double low = kInfinity;
        double high = -kInfinity;
        for (std::size_t i = 0; i + 1 < ofBaseline.size(); ++i) {
            for (std::size_t j = 0; j + 1 < ofCanary.size(); ++j) {
                const double evidence = logEvidence(level, static_cast<double>(i), baseline, settings.priorSamples())
                    + logEvidence(level, static_cast<double>(j), canary, settings.priorSamples());
                if (evidence < settings.logThreshold()) {
                    low = std::min(low, ofCanary[j] - ofBaseline[i + 1]);
                    high = std::max(high, ofCanary[j + 1] - ofBaseline[i]);
                }
            }
        }
        QCOMPARE(difference.interval().low, low);
        QCOMPARE(difference.interval().high, high);
    }

    void aQuantileIsTheSmallestSampleThatReachesItsShare()
    {
        QuantileDifference median(0.5);
        QuantileDifference p95(0.95);
        for (int i = 20; i >= 1; --i) {
            median.addBaseline(i);
            p95.addBaseline(i);
        }
        QCOMPARE(median.baselineEstimate(), 10.0);
        QCOMPARE(p95.baselineEstimate(), 19.0);
        QVERIFY(std::isnan(p95.canaryEstimate()));
    }

    void aQuantileRatioFollowsTheScale()
    {
        QuantileDifference difference(0.5);
        for (int i = 1; i <= 800; ++i) {
            difference.addBaseline(100.0 + i % 20);
            difference.addCanary(2.0 * (100.0 + i % 20));
        }
        const Interval ratio = difference.ratio();
        QVERIFY(ratio.low > 1.8 && ratio.high < 2.2);
        QVERIFY(difference.prove({1.7, 0.0}) == Proof::Above);
        QVERIFY(difference.prove({2.3, 0.0}) == Proof::Below);
        QVERIFY(difference.prove({-1.0, 0.0}) == Proof::Above);
    }
};

QTEST_APPLESS_MAIN(TestSequentialCounts)
#include "test_sequential_counts.moc"
