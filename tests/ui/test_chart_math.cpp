#include "ui/charts/breakdown.h"
#include "ui/charts/distribution.h"
#include "ui/charts/interval_band.h"
#include "ui/charts/mark_glyphs.h"
#include "ui/charts/time_view.h"

#include <QTest>

#include <cmath>
#include <numeric>
#include <random>

using namespace fairlead;
using namespace fairlead::ui;

namespace {

constexpr qint64 kStart = 1'754'575'200'000;
constexpr qint64 kMinute = 60'000;
constexpr qint64 kHour = 60 * kMinute;

/// An hour into a release that was measured from 5 minutes before its start.
TimeBounds bounds()
{
    return {kStart - 5 * kMinute, kStart, kStart + 40 * kMinute, kStart + kHour, 4 * kMinute};
}

qint64 spanOf(const Stretch& stretch)
{
    return stretch.to - stretch.from;
}

metrics::Reading reading(const QString& metric, qint64 at, double value)
{
    return {{metric, metrics::Role::Canary}, {Instant::fromMs(at), value}};
}

bool near(double a, double b, double within = 1e-4)
{
    return std::abs(a - b) <= within;
}

} // namespace

class TestChartMath : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void wilsonsIntervalIsThatOfThePapers_data()
    {
        QTest::addColumn<double>("fraction");
        QTest::addColumn<double>("calls");
        QTest::addColumn<double>("low");
        QTest::addColumn<double>("high");
        // R: prop.test(x, n, correct = FALSE)$conf.int
        QTest::newRow("none of ten") << 0.0 << 10.0 << 0.0 << 0.2775;
        QTest::newRow("all of ten") << 1.0 << 10.0 << 0.7225 << 1.0;
        QTest::newRow("15 of 148") << 15.0 / 148 << 148.0 << 0.0624 << 0.1605;
        QTest::newRow("half of 1000") << 0.5 << 1000.0 << 0.4691 << 0.5309;
    }

    void wilsonsIntervalIsThatOfThePapers()
    {
        QFETCH(const double, fraction);
        QFETCH(const double, calls);
        QFETCH(const double, low);
        QFETCH(const double, high);
        const auto interval = wilsonInterval(fraction, calls);
        QVERIFY(interval);
        QVERIFY2(near(interval->low, low), qPrintable(QString::number(interval->low)));
        QVERIFY2(near(interval->high, high), qPrintable(QString::number(interval->high)));
    }

    void thereIsNoIntervalWithoutCallsOrForNoFraction()
    {
        QVERIFY(!wilsonInterval(0.1, 0.0));
        QVERIFY(!wilsonInterval(1.5, 10.0));
        QVERIFY(!meanInterval({1.0, 2.0}));
    }

    void theIntervalOfAMeanIsStudents()
    {
        // R: t.test(c(1, 2, 3, 4))$conf.int
        const auto interval = meanInterval({1, 2, 3, 4});
        QVERIFY(interval);
        QVERIFY2(near(interval->low, 0.4457, 1e-3), qPrintable(QString::number(interval->low)));
        QVERIFY(near(interval->high, 4.5543, 1e-3));
    }

    void aFractionTakesItsCallsAndTheRestTheLastSamples()
    {
        ChartData calls({metrics::kCalls, {}, {}, metrics::Unit::Count}, std::chrono::seconds(30), std::nullopt);
        ChartData errors({metrics::kErrorRate, {}, {}, metrics::Unit::Fraction}, std::chrono::seconds(30), std::nullopt);
        errors.counts = &calls.canary.samples();
        for (int i = 0; i < 5; ++i)
            errors.take(reading(metrics::kErrorRate, kStart + i * 10'000, 0.01));
        calls.take(reading(metrics::kCalls, kStart + 40'000, 200));
        QCOMPARE(intervalAt(errors, 4), wilsonInterval(0.01, 200));
        QCOMPARE(intervalAt(errors, 3), meanInterval({0.01, 0.01, 0.01, 0.01}));
        QVERIFY(!intervalAt(errors, 1)); // two samples say nothing
        errors.take(reading(metrics::kErrorRate, kStart + 100'000, 0.5));
        QVERIFY(!intervalAt(errors, 5)); // what lies before a gap does not count
        QVERIFY(!intervalAt(calls, 0));
    }

    void aRangeFollowsNow()
    {
        TimeView view;
        QCOMPARE(view.visible(bounds()).from, kStart - 4 * kMinute);
        QVERIFY(view.visible(bounds()).to >= kStart + kHour);
        view.choose(TimeRange::QuarterHour);
        QCOMPARE(spanOf(view.visible(bounds())), 15 * kMinute);
        view.choose(TimeRange::Step);
        QCOMPARE(view.visible(bounds()).from, kStart + 40 * kMinute);
        view.choose(TimeRange::All);
        QCOMPARE(view.visible(bounds()).from, kStart - 5 * kMinute);
        view.choose(TimeRange::Day);
        QCOMPARE(spanOf(view.visible(bounds())), 24 * kHour);
    }

    void aZoomKeepsWhatIsUnderThePointerInPlace()
    {
        TimeView view;
        const Stretch before = view.visible(bounds());
        const qint64 at = kStart + 20 * kMinute;
        const double share = double(at - before.from) / double(spanOf(before));
        view.zoom(0.5, at, bounds());
        const Stretch after = view.visible(bounds());
        QVERIFY(qAbs(spanOf(after) * 2 - spanOf(before)) <= 4);
        QVERIFY(near(double(at - after.from) / double(spanOf(after)), share, 1e-3));
        QVERIFY(!view.isFollowing());
    }

    void nothingIsZoomedOutBeforeTheFirstSampleNorInBelowTenSeconds()
    {
        TimeView view;
        for (int i = 0; i < 20; ++i)
            view.zoom(2.0, kStart, bounds());
        QCOMPARE(view.visible(bounds()).from, kStart - 5 * kMinute);
        for (int i = 0; i < 60; ++i)
            view.zoom(0.5, kStart + 30 * kMinute, bounds());
        const Stretch least = view.visible(bounds());
        QCOMPARE(spanOf(least), kShortestView);
        QVERIFY(least.from <= kStart + 30 * kMinute && least.to >= kStart + 30 * kMinute);
        view.pan(100 * kHour, bounds());
        QCOMPARE(view.visible(bounds()).from, kStart - 5 * kMinute);
    }

    void stepsOfTheWheelAreOneZoomAndEachStretchItsOwn()
    {
        TimeView view;
        const Stretch whole = view.visible(bounds());
        view.zoomTo({kStart, kStart + 30 * kMinute}, bounds());
        const Stretch half = view.visible(bounds());
        QCOMPARE(half, (Stretch{kStart, kStart + 30 * kMinute}));
        view.zoom(0.5, kStart, bounds());
        view.zoom(0.5, kStart, bounds());
        QVERIFY(view.back());
        QCOMPARE(view.visible(bounds()), half);
        QVERIFY(view.back());
        QCOMPARE(view.visible(bounds()), whole);
        QVERIFY(!view.back());
    }

    void whatReachesNowGoesOnFollowing()
    {
        TimeView view;
        view.zoomTo({kStart + 50 * kMinute, kStart + 2 * kHour}, bounds());
        QVERIFY(view.isFollowing());
        TimeBounds later = bounds();
        later.now += 10 * kMinute;
        QVERIFY(view.visible(later).to >= later.now);
        view.pan(kMinute, later);
        QVERIFY(!view.isFollowing());
        view.pan(-10 * kMinute, later);
        QVERIFY(view.isFollowing());
    }

    void aHistogramHoldsEveryValueInBoundedBins()
    {
        std::mt19937 random(3);
        std::normal_distribution<double> normal(0.5, 0.1);
        std::vector<double> canary(1000);
        std::vector<double> baseline(400);
        for (double& value : canary)
            value = normal(random);
        for (double& value : baseline)
            value = normal(random) + 0.1;
        const auto histogram = histogramOf(canary, baseline);
        QVERIFY(histogram);
        QCOMPARE(std::accumulate(histogram->canary.begin(), histogram->canary.end(), std::size_t(0)), canary.size());
        QCOMPARE(std::accumulate(histogram->baseline.begin(), histogram->baseline.end(), std::size_t(0)), baseline.size());
        QVERIFY(histogram->canary.size() >= 5 && histogram->canary.size() <= 60);
        canary.push_back(1e6); // one value far away must not ask for millions of bins
        QCOMPARE(histogramOf(canary, baseline)->canary.size(), std::size_t(60));
        QCOMPARE(histogramOf({2.0, 2.0}, {})->canary, (std::vector<std::size_t>{2}));
        QVERIFY(!histogramOf({}, {}));
    }

    void quantilesOfAShiftedSideLieOffTheDiagonalByTheShift()
    {
        std::vector<double> baseline(200);
        std::iota(baseline.begin(), baseline.end(), 0.0);
        std::vector<double> canary = baseline;
        for (double& value : canary)
            value += 7.0;
        const std::vector<QuantilePair> pairs = quantilePairs(canary, baseline);
        QCOMPARE(pairs.size(), std::size_t(50));
        for (const QuantilePair& pair : pairs)
            QVERIFY(near(pair.canary - pair.baseline, 7.0));
        QVERIFY(quantilePairs(canary, {}).empty());
    }

    void cellsOfAHeatMapAreMeansAndGapsStayEmpty()
    {
        ChartSeries series(std::chrono::seconds(30));
        for (int i = 0; i < 100; ++i) {
            if (i < 40 || i >= 60)
                series.insert({Instant::fromMs(kStart + i * 10'000), i < 40 ? 1.0 : 3.0});
        }
        ChartTimeline timeline;
        timeline.from = kStart;
        timeline.to = kStart + 1'000'000;
        timeline.now = timeline.to;
        const auto cells = cellsOf(series, timeline, 10);
        QCOMPARE(cells.size(), std::size_t(10));
        QCOMPARE(cells[0], std::optional(1.0));
        QCOMPARE(cells[9], std::optional(3.0));
        QVERIFY(!cells[5]);
    }

    void aHeatMapGrowsInOneDirectionOfLightness()
    {
        Theme theme(Scheme::Light);
        for (const Scheme scheme : {Scheme::Light, Scheme::Dark, Scheme::HighContrast}) {
            theme.setScheme(scheme);
            const auto lightness = [&](double share) { return heatColor(theme, share).lightnessF(); };
            const bool darker = lightness(1.0) < lightness(0.0);
            for (int i = 0; i < 5; ++i) {
                const double step = double(lightness(i / 5.0) - lightness((i + 1) / 5.0));
                QVERIFY2(darker ? step > 0.02 : step < -0.02, qPrintable(QString::number(step)));
            }
        }
    }

    void marksThatStandCloseShareAGlyphWithACount()
    {
        const PlotMap map{QRectF(0, 0, 600, 100), kStart, kStart + 600'000, 0, 1};
        const auto mark = [](qint64 second, MarkKind kind) { return ChartMark{kStart + second * 1000, {}, false, kind, {}}; };
        const std::vector<ChartMark> marks{mark(100, MarkKind::Verb), mark(105, MarkKind::Failed), mark(108, MarkKind::Note),
            mark(300, MarkKind::Rule), mark(100, MarkKind::Weight), mark(900, MarkKind::Note)};
        const std::vector<MarkGroup> groups = groupMarks(map, marks);
        QCOMPARE(groups.size(), std::size_t(2)); // weights have their line, and what is out of view nothing
        QCOMPARE(groups[0].marks.size(), std::size_t(3));
        QVERIFY(groups[0].first().kind == MarkKind::Failed); // what went wrong is seen
        QCOMPARE(marksAt(map, marks, 100).size(), std::size_t(4));
        QVERIFY(marksAt(map, marks, 200).empty());
    }
};

QTEST_MAIN(TestChartMath)
#include "test_chart_math.moc"
