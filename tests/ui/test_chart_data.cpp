#include "ui/charts/chart_data.h"
#include "ui/charts/pyramid.h"
#include "ui/charts/scale.h"
#include "ui/charts/trace.h"
#include "ui/charts/truth_trail.h"

#include <QImage>
#include <QPainter>
#include <QTest>

#include <algorithm>
#include <random>

using namespace fairlead;
using namespace fairlead::ui;

namespace {

constexpr qint64 kStart = 1'754'575'200'000;

metrics::Sample sample(qint64 at, double value)
{
    return {Instant::fromMs(at), value};
}

/// Rows of @p image that hold any colour in @p column.
int paintedRows(const QImage& image, int column)
{
    int rows = 0;
    for (int y = 0; y < image.height(); ++y)
        rows += qAlpha(image.pixel(column, y)) > 0 ? 1 : 0;
    return rows;
}

int firstPaintedRow(const QImage& image, int column)
{
    int y = 0;
    while (y < image.height() && qAlpha(image.pixel(column, y)) == 0)
        ++y;
    return y;
}

QImage traceOf(const ChartSeries& series, qint64 to, int width, Stroke stroke = Stroke::Solid)
{
    QImage image(width, 100, QImage::Format_ARGB32_Premultiplied);
    image.fill(Qt::transparent);
    QPainter painter(&image);
    paintTrace(painter, {QRectF(0, 0, width, 100), kStart, to, 0.0, 1.0}, series, Qt::black, stroke);
    return image;
}

condition::Condition errorsAre(const char* text)
{
    return *condition::Condition::parse(QString::fromLatin1(text), metrics::kErrorRate);
}

} // namespace

class TestChartData : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aPyramidKnowsTheExtentOfAnyStretch_data()
    {
        QTest::addColumn<int>("size");
        for (const int size : {1, 2, 7, 8, 9, 63, 64, 65, 511, 513, 5000})
            QTest::addRow("%d", size) << size;
    }

    void aPyramidKnowsTheExtentOfAnyStretch()
    {
        QFETCH(const int, size);
        std::mt19937 random(17);
        std::vector<double> values;
        Pyramid pyramid;
        for (int i = 0; i < size; ++i) {
            values.push_back(double(random() % 10'000));
            pyramid.insert(i * 10, values.back());
        }
        QCOMPARE(pyramid.size(), std::size_t(size));
        for (int round = 0; round < 200; ++round) {
            const std::size_t a = random() % std::size_t(size);
            const std::size_t b = a + 1 + random() % (std::size_t(size) - a);
            const auto [lo, hi] = std::minmax_element(values.begin() + std::ptrdiff_t(a), values.begin() + std::ptrdiff_t(b));
            QCOMPARE(pyramid.extent(a, b), (Extent{*lo, *hi, values[a], values[b - 1], b - a}));
        }
        QCOMPARE(pyramid.extent(3, 3).count, std::size_t(0));
    }

    void aLateSampleGivesTheSamePyramidAsOneInTime()
    {
        Pyramid inTime;
        for (int i = 0; i < 1000; ++i)
            inTime.insert(i, i == 333 ? 99.0 : i % 7);
        Pyramid late;
        for (int i = 0; i < 1000; ++i) {
            if (i != 333)
                late.insert(i, i % 7);
        }
        QCOMPARE(late.insert(333, 99.0), std::size_t(333));
        QCOMPARE(late.size(), inTime.size());
        for (std::size_t begin = 0; begin < 1000; begin += 37)
            QCOMPARE(late.extent(begin, 1000), inTime.extent(begin, 1000));
    }

    void aSecondValueForTheSameMillisecondReplacesTheFirst()
    {
        Pyramid pyramid;
        for (int i = 0; i < 100; ++i)
            pyramid.insert(i, 1.0);
        pyramid.insert(40, 50.0);
        QCOMPARE(pyramid.extent(0, 100).max, 50.0);
        pyramid.insert(40, 1.0);
        QCOMPARE(pyramid.size(), std::size_t(100));
        QCOMPARE(pyramid.extent(0, 100).max, 1.0);
    }

    void aTruncatedPyramidForgetsWhatWasCutOff()
    {
        Pyramid pyramid;
        for (int i = 0; i < 100; ++i)
            pyramid.insert(i, i == 70 ? 9.0 : 1.0);
        pyramid.truncate(70);
        QCOMPARE(pyramid.size(), std::size_t(70));
        QCOMPARE(pyramid.extent(0, 70).max, 1.0);
        pyramid.insert(200, 3.0);
        QCOMPARE(pyramid.extent(0, 71).max, 3.0);
    }

    void aSpikeOfOneSampleIsNeverHidden_data()
    {
        QTest::addColumn<int>("samples");
        QTest::addColumn<int>("width");
        QTest::newRow("few, as strokes") << 18 << 400;
        QTest::newRow("some, as runs") << 200 << 400;
        QTest::newRow("as many as pixels") << 400 << 400;
        QTest::newRow("many, as columns") << 5'000 << 400;
        QTest::newRow("a hundred thousand") << 100'000 << 300;
    }

    void aSpikeOfOneSampleIsNeverHidden()
    {
        QFETCH(const int, samples);
        QFETCH(const int, width);
        ChartSeries series(std::chrono::hours(1));
        for (int i = 0; i < samples; ++i)
            series.insert(sample(kStart + i * 100, i == samples / 3 ? 0.95 : 0.1));
        const QImage image = traceOf(series, kStart + samples * 100, width);
        // The line's top reaches the spike's value, where the spike is and nowhere else.
        constexpr int kPeak = 5; // 0.95 of 100 rows
        QList<int> reached;
        for (int x = 0; x < width; ++x) {
            if (firstPaintedRow(image, x) <= kPeak)
                reached << x;
        }
        QVERIFY(!reached.isEmpty());
        QVERIFY(qAbs(reached.front() - width / 3) <= 3);
        QVERIFY(qAbs(reached.back() - width / 3) <= 3);
        QVERIFY(paintedRows(image, width / 2) < 10);
    }

    void noLineCrossesAGap()
    {
        ChartSeries series(std::chrono::seconds(30));
        for (int i = 0; i < 100; ++i) {
            if (i < 40 || i >= 60)
                series.insert(sample(kStart + i * 10'000, 0.5));
        }
        QCOMPARE(series.gaps(), (std::vector<Stretch>{{kStart + 390'000, kStart + 600'000}}));
        const QImage image = traceOf(series, kStart + 1'000'000, 500);
        QVERIFY(paintedRows(image, 100) > 0);
        QCOMPARE(paintedRows(image, 250), 0);
        QVERIFY(paintedRows(image, 400) > 0);
    }

    void aLateSampleClosesItsGap()
    {
        ChartSeries series(std::chrono::seconds(30));
        for (const int second : {0, 10, 20, 60, 70})
            series.insert(sample(kStart + second * 1000, 1.0));
        QCOMPARE(series.gaps().size(), std::size_t(1));
        QCOMPARE(series.insert(sample(kStart + 40'000, 1.0)), std::size_t(3));
        QVERIFY(series.gaps().empty());
    }

    void aValueSpeaksUntilTheGapBegins()
    {
        ChartSeries series(std::chrono::seconds(30));
        series.insert(sample(kStart, 1.0));
        QVERIFY(!series.indexAt(kStart - 1));
        QCOMPARE(series.indexAt(kStart), std::optional<std::size_t>(0));
        QCOMPARE(series.indexAt(kStart + 30'000), std::optional<std::size_t>(0));
        QVERIFY(!series.indexAt(kStart + 30'001));
    }

    void theTruthStripCountsAsTheGateDoes()
    {
        gate::Policy policy;
        TruthTrail trail(errorsAre("< 0.01"), policy);
        Pyramid samples;
        const auto add = [&](double value) {
            const std::size_t index = samples.insert(kStart + qint64(samples.size()) * 1000, value);
            trail.follow(samples, index);
            return trail.worst(index, index + 1);
        };
        QCOMPARE(add(0.5), Truth::None); // nothing is judged before the first step
        trail.setStepBegins({kStart + 1000}, samples);
        QCOMPARE(add(0.001), Truth::Undecided);
        QCOMPARE(add(0.001), Truth::Undecided);
        QCOMPARE(add(0.001), Truth::Pass);
        QCOMPARE(add(0.02), Truth::Pending);
        QCOMPARE(add(0.02), Truth::Pending);
        QCOMPARE(add(0.02), Truth::Fail);
        QCOMPARE(add(0.001), Truth::Pass);
        QCOMPARE(trail.beyondCount(), std::size_t(3));
        // The next step counts anew.
        trail.setStepBegins({kStart + 1000, kStart + 8000}, samples);
        QCOMPARE(add(0.001), Truth::Undecided);
        QCOMPARE(trail.worst(0, samples.size()), Truth::Fail);
    }

    void aConditionOnTheBaselineIsJudgedWithTheBaselineOfItsTime()
    {
        gate::Policy policy;
        policy.minSamples = 1;
        const auto relative = *condition::Condition::parse(QStringLiteral("<= +10%"), metrics::kErrorRate);
        QVERIFY(TruthTrail::canFollow(relative, metrics::kErrorRate));
        QVERIFY(!TruthTrail::canFollow(relative, metrics::kLatencyP95));
        QVERIFY(!TruthTrail::canFollow(*condition::Condition::parse(QStringLiteral("p95(error_rate) < 1%")), metrics::kErrorRate));
        ChartData data({metrics::kErrorRate, {}, {}, metrics::Unit::Fraction}, std::chrono::seconds(30), TruthTrail(relative, policy));
        data.truth->setStepBegins({kStart}, data.canary.samples());
        QVERIFY(limitsOf(data).empty()); // a bound that moves is no line
        const auto take = [&](metrics::Role role, qint64 second, double value) {
            data.take({{metrics::kErrorRate, role}, sample(kStart + second * 1000, value)});
        };
        take(metrics::Role::Canary, 0, 0.02);
        QCOMPARE(data.truth->worst(0, 1), Truth::None); // nothing to compare with
        take(metrics::Role::Baseline, 1, 0.01);
        take(metrics::Role::Canary, 1, 0.02);
        take(metrics::Role::Canary, 2, 0.011);
        QCOMPARE(data.truth->worst(1, 2), Truth::Pending);
        QCOMPARE(data.truth->worst(2, 3), Truth::Pass);
        take(metrics::Role::Baseline, 0, 0.03); // late, and of the first sample only
        QCOMPARE(data.truth->worst(0, 1), Truth::Pass);
        QCOMPARE(data.truth->worst(1, 2), Truth::Pending);
        QCOMPARE(data.truth->beyondCount(), std::size_t(1));
    }

    void aLateSampleIsJudgedInItsPlace()
    {
        gate::Policy policy;
        policy.minSamples = 1;
        TruthTrail trail(errorsAre("< 0.01"), policy);
        Pyramid samples;
        trail.setStepBegins({kStart}, samples);
        for (const int second : {0, 2, 3})
            trail.follow(samples, samples.insert(kStart + second * 1000, 0.02));
        QCOMPARE(trail.worst(2, 3), Truth::Fail);
        trail.follow(samples, samples.insert(kStart + 1000, 0.001));
        QCOMPARE(trail.worst(1, 2), Truth::Pass);
        QCOMPARE(trail.worst(3, 4), Truth::Pending);
        QCOMPARE(trail.beyondCount(), std::size_t(3));
    }

    void aScaleHasAtMostFourStepsAndHoldsItsRange_data()
    {
        QTest::addColumn<double>("lo");
        QTest::addColumn<double>("hi");
        QTest::newRow("fractions") << 0.0 << 1.18;
        QTest::newRow("seconds") << 1.55 << 2.0;
        QTest::newRow("quality") << 0.80 << 0.89;
        QTest::newRow("tokens") << 1200.0 << 1850.0;
        QTest::newRow("nothing but zero") << 0.0 << 0.0;
        QTest::newRow("one value") << 3.0 << 3.0;
        QTest::newRow("tiny") << 0.0 << 0.00002;
    }

    void aScaleHasAtMostFourStepsAndHoldsItsRange()
    {
        QFETCH(const double, lo);
        QFETCH(const double, hi);
        const ValueScale scale = niceScale(lo, hi);
        QVERIFY(scale.min <= lo + 1e-9);
        QVERIFY(scale.max >= hi - 1e-9);
        QVERIFY(scale.max > scale.min);
        QVERIFY((scale.max - scale.min) / scale.step <= 4.0 + 1e-6);
        QVERIFY(lo < 0.0 || scale.min >= 0.0);
    }

    void timeTicksStandOnWholeStepsOfUtc()
    {
        QCOMPARE(timeStep(45 * 60'000, 360, 60), qint64(10 * 60'000));
        QCOMPARE(timeTicks(kStart + 1, kStart + 1'300'000, 600'000), (std::vector<qint64>{kStart + 600'000, kStart + 1'200'000}));
    }

    void aMillionSamplesPaintLikeAThousand()
    {
        // Not a timing: the painted picture must be the same whether history is long or only its visible part is there.
        ChartSeries whole(std::chrono::hours(1));
        ChartSeries part(std::chrono::hours(1));
        constexpr int kSamples = 1'000'000;
        for (int i = 0; i < kSamples; ++i) {
            const metrics::Sample one = sample(kStart - (kSamples - 2'000) * 100LL + i * 100LL, 0.3 + 0.2 * double(i * 37 % 100) / 100.0);
            whole.insert(one);
            if (i >= kSamples - 2'001)
                part.insert(one);
        }
        QCOMPARE(traceOf(whole, kStart + 200'000, 400), traceOf(part, kStart + 200'000, 400));
        QCOMPARE(traceOf(whole, kStart + 200'000, 400, Stroke::Dashed), traceOf(part, kStart + 200'000, 400, Stroke::Dashed));
    }
};

QTEST_MAIN(TestChartData)
#include "test_chart_data.moc"
