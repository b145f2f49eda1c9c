#include "ui/charts/chart_data.h"
#include "ui/charts/pyramid.h"
#include "ui/charts/scale.h"
#include "ui/charts/trace.h"
#include "ui/charts/trace_columns.h"
#include "ui/charts/truth_trail.h"

#include <QImage>
#include <QPainter>
#include <QTest>

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <map>
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

    void aPyramidGivesBackExactlyWhatItWasGiven_data()
    {
        QTest::addColumn<int>("kind");
        QTest::addColumn<double>("most"); // bytes a sample
        QTest::newRow("an even pace, whole numbers below 100") << 0 << 1.5;
        QTest::newRow("10 Hz with some jitter, three decimals") << 1 << 2.9;
        QTest::newRow("any doubles of one sign") << 2 << 7.0;
        QTest::newRow("doubles of all sizes and signs, zeros and both infinities") << 3 << 7.6;
        QTest::newRow("hours between some samples") << 4 << 4.4;
        QTest::newRow("decimals of very different sizes") << 5 << 5.8;
        QTest::newRow("the same value for ever") << 6 << 0.75;
    }

    void aPyramidGivesBackExactlyWhatItWasGiven()
    {
        QFETCH(const int, kind);
        QFETCH(const double, most);
        std::mt19937_64 random(99);
        std::uniform_real_distribution<double> part(0.0, 1.0);
        constexpr std::size_t kCount = 6'000;
        std::vector<qint64> times;
        std::vector<double> values;
        qint64 at = kStart;
        const std::array<double, 5> special{0.0, -0.0, std::numeric_limits<double>::infinity(), -std::numeric_limits<double>::infinity(),
            std::numeric_limits<double>::max()};
        Pyramid pyramid;
        for (std::size_t i = 0; i < kCount; ++i) {
            at += kind == 4 && i % 97 == 0 ? 7'200'000 : 100;
            times.push_back(at + (kind == 1 || kind == 2 ? qint64(random() % 11) - 5 : 0));
            switch (kind) {
            case 0: values.push_back(double(random() % 100)); break;
            case 1: values.push_back(double(random() % 65'000) / 1000.0); break;
            case 2: values.push_back(0.2 + part(random)); break;
            case 3:
                values.push_back(
                    i % 50 == 0 ? special[random() % special.size()] : std::ldexp(part(random) - 0.5, int(random() % 600) - 300));
                break;
            case 4: values.push_back(double(random() % 1000) / 100.0); break;
            case 5: values.push_back(i % 2 == 0 ? 123'456'789.0 : 0.000'001); break;
            default: values.push_back(0.42); break;
            }
            pyramid.insert(times.back(), values.back());
        }
        for (std::size_t i = 0; i < kCount; ++i) {
            QCOMPARE(pyramid.timeAt(i), times[i]);
            QCOMPARE(std::bit_cast<quint64>(pyramid.valueAt(i)), std::bit_cast<quint64>(values[i]));
        }
        // The newest samples are not packed yet, however many there are in all.
        const double perSample = double(pyramid.bytes() - SampleChunk::kCapacity * 16) / double(kCount);
        QVERIFY2(perSample <= most, qPrintable(QString::number(perSample)));
    }

    /// Against a map that does the same.
    void aPyramidHoldsWhateverOrderSamplesComeIn_data()
    {
        QTest::addColumn<int>("seed");
        for (const int seed : {1, 2, 3, 4})
            QTest::addRow("%d", seed) << seed;
    }

    void aPyramidHoldsWhateverOrderSamplesComeIn()
    {
        QFETCH(const int, seed);
        std::mt19937_64 random(static_cast<quint64>(seed));
        std::map<qint64, double> model;
        Pyramid pyramid;
        qint64 newest = kStart;
        const auto put = [&](qint64 at, double value) {
            model[at] = value;
            const std::size_t index = pyramid.insert(at, value);
            QCOMPARE(pyramid.timeAt(index), at);
            QCOMPARE(pyramid.valueAt(index), value);
        };
        for (int step = 0; step < 250; ++step) {
            const quint64 what = random() % 10;
            const double value = seed % 2 == 0 ? double(random() % 10'000) / 100.0 : std::sqrt(double(random() % 1'000'000));
            if (what < 5) {
                for (int i = 0; i < 60; ++i)
                    put(newest += 100, value + i);
            } else if (what < 8) { // a run of late samples, or the same again
                qint64 at = kStart + qint64(random() % quint64(newest - kStart + 200));
                for (int i = 0; i < 12; ++i)
                    put(at += qint64(random() % 40), value - i);
            } else if (what == 8 && !model.empty()) {
                const auto any = std::next(model.begin(), std::ptrdiff_t(random() % model.size()));
                put(any->first, value);
            } else if (random() % 4 == 0) {
                const std::size_t size = model.size() - std::min<std::size_t>(model.size(), random() % 300);
                pyramid.truncate(size);
                model.erase(std::next(model.begin(), std::ptrdiff_t(size)), model.end());
                newest = model.empty() ? kStart : model.rbegin()->first;
            }
        }
        QCOMPARE(pyramid.size(), model.size());
        std::vector<double> values;
        std::size_t i = 0;
        for (const auto& [at, value] : model) {
            QCOMPARE(pyramid.timeAt(i), at);
            QCOMPARE(pyramid.valueAt(i), value);
            QCOMPARE(pyramid.lowerBound(at), i);
            QCOMPARE(pyramid.lowerBound(at + 1), i + 1);
            values.push_back(value);
            ++i;
        }
        for (int round = 0; round < 300; ++round) {
            const std::size_t a = random() % values.size();
            const std::size_t b = a + 1 + random() % (values.size() - a);
            const auto [lo, hi] = std::minmax_element(values.begin() + std::ptrdiff_t(a), values.begin() + std::ptrdiff_t(b));
            QCOMPARE(pyramid.extent(a, b), (Extent{*lo, *hi, values[a], values[b - 1], b - a}));
            for (const std::size_t longest : {std::size_t(1), std::size_t(20), std::size_t(200), std::size_t(5000)}) {
                double least = std::numeric_limits<double>::infinity();
                double greatest = -least;
                pyramid.forRuns(a, b, longest, [&](qint64 /*at*/, double min, double max) {
                    least = std::min(least, min);
                    greatest = std::max(greatest, max);
                });
                QVERIFY(least <= *lo && *lo - least <= 1e-3);
                QVERIFY(greatest >= *hi && greatest - *hi <= 1e-3);
            }
        }
    }

    void aLateSampleMovesTheGapsOfItsPlaceAlone()
    {
        std::mt19937_64 random(5);
        ChartSeries series(Millis(1000));
        std::vector<qint64> times;
        for (int i = 0; i < 800; ++i) {
            const qint64 at = kStart + qint64(random() % 600'000);
            series.insert(sample(at, 1.0));
            times.push_back(at);
        }
        std::ranges::sort(times);
        times.erase(std::unique(times.begin(), times.end()), times.end());
        std::vector<Stretch> gaps;
        for (std::size_t i = 1; i < times.size(); ++i) {
            if (times[i] - times[i - 1] > 1000)
                gaps.push_back({times[i - 1], times[i]});
        }
        QVERIFY(gaps.size() > 10);
        QCOMPARE(series.gaps(), gaps);
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

    /// One sample high, at any place, in a line that is dashed or not, kept while the axis scrolls or not.
    void aSpikeOfOneSampleAmongMillionsIsAVisiblePixel_data()
    {
        QTest::addColumn<bool>("dashed");
        QTest::newRow("solid") << false;
        QTest::newRow("dashed") << true;
    }

    void aSpikeOfOneSampleAmongMillionsIsAVisiblePixel()
    {
        QFETCH(const bool, dashed);
        constexpr int kWidth = 500;
        constexpr int kCount = 50'000;
        ChartSeries series(Millis(1000));
        for (int i = 0; i < kCount; ++i)
            series.insert(sample(kStart + i * 100, 0.1 + 0.0001 * (i % 13)));
        std::mt19937 random(3);
        for (int round = 0; round < 6; ++round) {
            const int index = int(random() % kCount);
            series.insert(sample(kStart + index * 100, 0.9)); // a second value replaces the first
            const QImage image = traceOf(series, kStart + kCount * 100, kWidth, dashed ? Stroke::Dashed : Stroke::Solid);
            int seen = 0;
            for (int x = 0; x < kWidth; ++x)
                seen += firstPaintedRow(image, x) <= 12 ? 1 : 0;
            QVERIFY2(seen >= 1 && seen <= 3, qPrintable(QStringLiteral("%1 columns for sample %2").arg(seen).arg(index)));
            series.insert(sample(kStart + index * 100, 0.1));
        }
    }

    void keptColumnsAreThoseOfANewView_data()
    {
        QTest::addColumn<int>("every"); // milliseconds between samples
        for (const int every : {20, 150, 900, 5000})
            QTest::addRow("%d", every) << every;
    }

    void keptColumnsAreThoseOfANewView()
    {
        QFETCH(const int, every);
        constexpr int kColumns = 300;
        constexpr qint64 kSpan = 300'000; // a second a column
        std::mt19937 random(11);
        ChartSeries series(Millis(20'000));
        TraceColumns kept;
        qint64 from = kStart;
        qint64 at = kStart - 10'000;
        for (int round = 0; round < 60; ++round) {
            for (int i = 0; i < int(random() % 200); ++i) {
                at += every + (random() % 400 == 0 ? 25'000 : 0); // a gap now and then
                series.insert(sample(at, double(random() % 1000)));
            }
            if (random() % 30 == 0)
                series.insert(sample(at - qint64(random() % 100'000), 500.0));
            if (at > from + kSpan)
                from += (at - from - kSpan + 999) / 1000 * 1000; // whole columns, so that a new view has the same ones
            kept.update(series, from, from + kSpan, kColumns);
            TraceColumns fresh;
            fresh.update(series, from, from + kSpan, kColumns);
            for (std::size_t i = 0; i < kColumns; ++i) {
                const TraceColumns::Run& a = kept.runs()[i];
                const TraceColumns::Run& b = fresh.runs()[i];
                const auto near = [](double x, double y) { return std::abs(x - y) < 1e-3; };
                QVERIFY2(a.isEmpty() == b.isEmpty() && (a.isEmpty() || (near(a.lo, b.lo) && near(a.hi, b.hi))),
                    qPrintable(QStringLiteral("round %1, column %2: %3 to %4, new %5 to %6")
                            .arg(round)
                            .arg(i)
                            .arg(a.lo)
                            .arg(a.hi)
                            .arg(b.lo)
                            .arg(b.hi)));
            }
        }
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
