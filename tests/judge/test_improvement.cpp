#include "models/domain/sequential/improvement.h"
#include "models/domain/sequential/sample_ratio.h"

#include <QTest>

#include <cmath>
#include <limits>
#include <random>

using namespace fairlead;
using namespace fairlead::sequential;

namespace {

bool near(double a, double b, double relative)
{
    return std::abs(a - b) <= relative * std::max(std::abs(a), std::abs(b));
}

/// A dimension whose Welch test has equal arms of @p count and the given difference of means, deviation 1.
Dimension dimension(const char* name, double difference, qint64 count = 50, bool higherIsBetter = true, const char* threshold = "0")
{
    return {QString::fromUtf8(name), {10.0, 1.0, count}, {10.0 + difference, 1.0, count}, higherIsBetter,
        Effect::parse(QString::fromUtf8(threshold)).value()};
}

} // namespace

class TestImprovement : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void welchAgreesWithR()
    {
        // t.test(extra ~ group, data = sleep): t = -1.8608, df = 17.776, p = 0.07939, interval -3.3654832 to 0.2054832.
        const Summary drug1 = Summary::of({0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0});
        const Summary drug2 = Summary::of({1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4});
        const WelchTest test = WelchTest::of(drug2, drug1);
        QVERIFY(near(test.estimate / test.standardError, -1.8608, 1e-4));
        QVERIFY(near(test.degrees, 17.776, 1e-4));
        QVERIFY(near(test.pValue(), 0.07939, 1e-3));
        QVERIFY(near(test.interval(0.05).low, -3.3654832, 1e-6));
        QVERIFY(near(test.interval(0.05).high, 0.2054832, 1e-6));
    }

    void welchHoldsAtItsBorders()
    {
        const double infinity = std::numeric_limits<double>::infinity();
        QCOMPARE(WelchTest::of({1.0, 0.0, 1}, {2.0, 1.0, 50}).pValue(), 1.0); // one sample has no variance
        QCOMPARE(WelchTest::of({1.0, 0.0, 1}, {2.0, 1.0, 50}).interval(0.05).high, infinity);
        QCOMPARE(WelchTest::of({}, {}).pValue(), 1.0);
        QCOMPARE(WelchTest::of({1.0, 0.0, 9}, {1.0, 0.0, 9}).pValue(), 1.0); // constant and equal
        QCOMPARE(WelchTest::of({1.0, 0.0, 9}, {2.0, 0.0, 9}).pValue(), 0.0); // constant and apart
        QCOMPARE(WelchTest::of({1.0, 0.0, 9}, {2.0, 0.0, 9}).interval(0.05), (Interval{1.0, 1.0, 1.0}));
        QCOMPARE(WelchTest::of({1.0, infinity, 9}, {2.0, 1.0, 9}).pValue(), 1.0);
        QVERIFY(near(WelchTest::of({1.0, 1e-200, 9}, {1.0 + 1e-6, 0.0, 9}).degrees, 8.0, 1e-9)); // no underflow
    }

    void summariesLeaveOutWhatIsNoNumber()
    {
        const Summary summary = Summary::of({1.0, std::numeric_limits<double>::quiet_NaN(), 3.0, std::numeric_limits<double>::infinity()});
        QCOMPARE(summary.count, 2);
        QCOMPARE(summary.mean, 2.0);
        QVERIFY(near(summary.deviation, std::sqrt(2.0), 1e-12));
    }

    void holmStepsDownAndStops()
    {
        // Welch's p of a, b, c, d: about 3e-6, 0.013, 0.047, 0.32. Steps 0.05 / 4 and 0.05 / 3 are met, 0.05 / 2 is not.
        const std::vector<Dimension> dimensions{
            dimension("c", 0.402), dimension("a", 1.0), dimension("d", 0.2), dimension("b", 0.506, 50, false)};
        const auto results = judgeImprovement(dimensions, 0.05).value();
        QCOMPARE(results.size(), dimensions.size());
        const DimensionResult& a = results[1];
        const DimensionResult& b = results[3];
        const DimensionResult& c = results[0];
        const DimensionResult& d = results[2];
        QVERIFY(b.pValue < 0.05 / 3 && b.pValue > 0.05 / 4);
        QVERIFY(c.pValue < 0.05 && c.pValue > 0.05 / 2); // proven alone, not among four
        QVERIFY(near(a.adjustedPValue, 4 * a.pValue, 1e-12));
        QVERIFY(near(b.adjustedPValue, 3 * b.pValue, 1e-12));
        QVERIFY(near(c.adjustedPValue, 2 * c.pValue, 1e-12));
        QVERIFY(near(d.adjustedPValue, d.pValue, 1e-12));
        QVERIFY(a.outcome == Outcome::Improved);
        QVERIFY(b.outcome == Outcome::Worse); // higher is worse there
        QVERIFY(c.outcome == Outcome::NoProof);
        QVERIFY(d.outcome == Outcome::NoProof);
        QCOMPARE(d.level, c.level); // stays where the procedure stopped
        for (const DimensionResult& result : results) {
            const bool leavesOutZero = result.interval.low > 0.0 || result.interval.high < 0.0;
            QCOMPARE(leavesOutZero, result.adjustedPValue <= 0.05);
            QVERIFY(result.sentence.startsWith(result.name + QLatin1Char(':')));
        }
    }

    void adjustedValuesNeverFall()
    {
        const auto results = judgeImprovement({dimension("a", 0.30), dimension("b", 0.29), dimension("c", 0.28)}, 0.05).value();
        QVERIFY(results[0].adjustedPValue <= results[1].adjustedPValue && results[1].adjustedPValue <= results[2].adjustedPValue);
        QVERIFY(near(results[1].adjustedPValue, results[0].adjustedPValue, 1e-12)); // 2 p_b < 3 p_a
    }

    void anImprovementHasToBeProvenAndLargeEnough_data()
    {
        QTest::addColumn<double>("difference"); // of a mean of 10, deviation 1
        QTest::addColumn<qint64>("count");
        QTest::addColumn<QString>("outcome");
        QTest::newRow("3 %, proven") << 0.3 << qint64{1000} << QStringLiteral("improved");
        QTest::newRow("2 %, proven") << 0.2 << qint64{1000} << QStringLiteral("improved");
        QTest::newRow("1.9 %, proven but too small") << 0.19 << qint64{1000} << QStringLiteral("no proof");
        QTest::newRow("3 %, not proven") << 0.3 << qint64{20} << QStringLiteral("no proof");
        QTest::newRow("1 % worse, proven") << -0.1 << qint64{5000} << QStringLiteral("worse");
        QTest::newRow("one sample") << 3.0 << qint64{1} << QStringLiteral("no proof");
    }
    void anImprovementHasToBeProvenAndLargeEnough()
    {
        QFETCH(double, difference);
        QFETCH(qint64, count);
        const auto results = judgeImprovement({dimension("quality", difference, count, true, "+2%")}, 0.05).value();
        QTEST(toString(results.front().outcome), "outcome");
    }

    void alphaIsChecked()
    {
        QVERIFY(!judgeImprovement({}, 0.0).has_value());
        QVERIFY(!judgeImprovement({}, 1.0).has_value());
        QVERIFY(judgeImprovement({}, 0.05).value().empty());
    }

    void chiSquareOfASplit()
    {
        SampleRatio ratio = SampleRatio::create(Percent::create(50).value()).value();
        QCOMPARE(ratio.chiSquarePValue(), 1.0);
        QVERIFY(std::isnan(ratio.observedShare()));
        QVERIFY(ratio.add(5150, 4850)); // statistic 9
        QVERIFY(near(ratio.chiSquarePValue(), 0.00269979606, 1e-6));
        QVERIFY(!ratio.mismatch()); // one look at 9 is not what a thousand looks may not exceed
        QVERIFY(!ratio.add(-1, 5));
    }

    void aWrongSplitIsFoundAndStaysFound()
    {
        SampleRatio ratio = SampleRatio::create(Percent::create(10).value()).value();
        int looks = 0;
        while (!ratio.mismatch() && looks < 1000) {
            ratio.add(92, 8); // 8 % instead of 10 %
            ++looks;
        }
        QVERIFY2(looks > 10 && looks < 100, qPrintable(QString::number(looks)));
        QVERIFY(ratio.sentence().startsWith(QStringLiteral("Sample ratio mismatch")));
        for (int i = 0; i < 10 * looks; ++i) {
            ratio.add(89, 11);
        }
        QVERIFY(ratio.mismatch());
    }

    void theIntendedShareIsChecked()
    {
        QVERIFY(!SampleRatio::create(Percent()).has_value());
        QVERIFY(!SampleRatio::create(Percent::create(100).value()).has_value());
        QVERIFY(!SampleRatio::create(Percent::create(50).value(), 0.0).has_value());
    }
};

QTEST_APPLESS_MAIN(TestImprovement)
#include "test_improvement.moc"
