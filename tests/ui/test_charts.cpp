#include "tests/ui/cockpit_story.h"
#include "ui/charts/metric_chart.h"
#include "ui/charts/release_charts.h"

#include <QMouseEvent>
#include <QRegularExpression>
#include <QScreen>
#include <QTest>

using namespace fairlead;
using namespace fairlead::ui;

namespace {

/// Counts the paint events of a chart's viewport.
class PaintCounter : public QObject {
public:
    explicit PaintCounter(MetricChart& chart) { chart.viewport()->installEventFilter(this); }
    bool eventFilter(QObject* /*watched*/, QEvent* event) override
    {
        m_count += event->type() == QEvent::Paint ? 1 : 0;
        return false;
    }
    int m_count = 0;
};

/// What the window really shows, put together from all its frames: grab() would paint it anew.
QImage onScreen(const MetricChart& chart)
{
    const QWidget* window = chart.window();
    const QPoint place = chart.viewport()->mapTo(window, QPoint(0, 0));
    const QSize size = chart.viewport()->size();
    return window->screen()->grabWindow(window->winId(), place.x(), place.y(), size.width(), size.height()).toImage();
}

void settle()
{
    for (int i = 0; i < 5; ++i)
        QCoreApplication::processEvents();
}

/// The charts of a release that soaks, painted.
struct Shown {
    Theme theme{Scheme::Light};
    ReleaseCharts charts{theme};
    story::Scene scene = story::soaking();

    Shown()
    {
        charts.resize(900, 600);
        charts.show();
        charts.setRelease(scene.snapshot.state.release);
        charts.addReadings(scene.readings);
        charts.showState(scene.snapshot.state, scene.snapshot.at);
        settle();
    }
};

} // namespace

class TestCharts : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral("^(?!This plugin does not support|QStandardPaths).*"))); }

    void chartsTellTheStory()
    {
        Shown shown;
        ReleaseCharts& charts = shown.charts;
        const story::Scene& scene = shown.scene;

        QVERIFY(charts.chart(metrics::kTokens)->isVisible());
        const QString errors = charts.chart(metrics::kErrorRate)->sentence();
        QVERIFY2(errors.contains(QStringLiteral("under 1")), qPrintable(errors));
        QVERIFY2(errors.contains(QStringLiteral("one sample beyond at 14:12")), qPrintable(errors));
        QCOMPARE(charts.chart(metrics::kErrorRate)->accessibleDescription(), errors);
        const QString share = charts.chart(metrics::kShare)->sentence();
        QVERIFY2(share.contains(QStringLiteral("25\u00a0% asked")), qPrintable(share));
        QCOMPARE(charts.timeline().marks.size(), std::size_t(2));
        QVERIFY(charts.timeline().to >= scene.snapshot.at.ms());
        QVERIFY(charts.chart(metrics::kErrorRate)->table().startsWith(QStringLiteral("time UTC\tcanary\tbaseline\n")));
    }

    void chartsWithoutDataThatNobodyAskedForStayAway()
    {
        Theme theme(Scheme::Light);
        ReleaseCharts charts(theme);
        charts.show();
        charts.setRelease(story::release());
        charts.showState(story::toStart().snapshot.state, story::at("14:00:00"));
        settle();
        QVERIFY(!charts.chart(metrics::kTokens)->isVisible());
        QVERIFY(!charts.chart(metrics::kCalls)->isVisible());
        QVERIFY(charts.chart(metrics::kErrorRate)->isVisible());
        QVERIFY(charts.chart(metrics::kShare)->isVisible());
    }

    void aGapIsAHatchedFieldWithoutALine()
    {
        Shown shown;
        ReleaseCharts& charts = shown.charts;
        Theme& theme = shown.theme;

        MetricChart* chart = charts.chart(metrics::kTokens);
        const PlotMap map = chart->map();
        const QImage image = chart->viewport()->grab().toImage();
        // Well inside the gap of 14:19:06 to 14:21:10, and beside it, each over the whole height.
        const auto share = [&](const char* clock, Token token) {
            const int x = int(map.x(story::at(clock).ms()));
            int found = 0;
            for (int column = x - 3; column <= x + 3; ++column) {
                for (int y = int(map.plot.top()) + 2; y < int(map.plot.bottom()) - 2; ++y)
                    found += image.pixelColor(column, y).rgb() == theme.color(token).rgb() ? 1 : 0;
            }
            return found;
        };
        QCOMPARE(share("14:20:08", Token::Panel), 0);
        QVERIFY(share("14:17:00", Token::Panel) > 100);
        QVERIFY(share("14:17:00", Token::Canary) > 0);
        QCOMPARE(share("14:20:08", Token::Canary), 0);
    }

    void everyChartRepaintsAtMostOnceATick()
    {
        Shown shown;
        ReleaseCharts& charts = shown.charts;
        const story::Scene& scene = shown.scene;

        PaintCounter errors(*charts.chart(metrics::kErrorRate));
        PaintCounter quality(*charts.chart(metrics::kQuality));
        const Instant next = scene.snapshot.at + std::chrono::seconds(10);
        for (int i = 0; i < 50; ++i)
            charts.addReadings({{{metrics::kErrorRate, metrics::Role::Canary}, {next + Millis(i), 0.004}}});
        charts.showState(scene.snapshot.state, next);
        settle();
        QCOMPARE(errors.m_count, 1);

        // A tick that brings nothing new and does not move the axis paints nothing.
        const int before = quality.m_count;
        charts.showState(scene.snapshot.state, next + Millis(5));
        settle();
        QCOMPARE(errors.m_count, 1);
        QCOMPARE(quality.m_count, before);
    }

    /// What is kept from frame to frame must be what would be painted anew, pixel by pixel.
    void aKeptPictureIsTheOneThatANewChartWouldPaint_data()
    {
        QTest::addColumn<bool>("dense");
        QTest::newRow("few samples: strokes") << false;
        QTest::newRow("many samples a pixel: runs") << true;
    }

    void aKeptPictureIsTheOneThatANewChartWouldPaint()
    {
        QFETCH(const bool, dense);
        Theme theme(Scheme::Light);
        ReleaseCharts kept(theme);
        const story::Scene scene = story::soaking();
        const auto prepare = [&](ReleaseCharts& charts) {
            charts.resize(900, 600);
            charts.show();
            charts.setRelease(scene.snapshot.state.release);
            charts.addReadings(scene.readings);
        };
        const auto reading
            = [](Instant at, double value) { return metrics::Reading{{metrics::kErrorRate, metrics::Role::Canary}, {at, value}}; };
        metrics::Readings live;
        prepare(kept);
        if (dense) {
            for (int i = 8000; i > 0; --i)
                live.push_back(reading(scene.snapshot.at - Millis(i * 100), 0.004 + 0.003 * ((i * 37) % 101) / 101.0));
            kept.addReadings(live);
        }
        kept.showState(scene.snapshot.state, scene.snapshot.at);
        settle();
        Instant now = scene.snapshot.at;
        for (int tick = 1; tick <= 40; ++tick) {
            now = scene.snapshot.at + Millis(tick * 1700);
            metrics::Readings some{reading(now, 0.004 + 0.0005 * (tick % 7))};
            if (tick % 9 == 0)
                some.push_back(reading(now - Millis(12'345), 0.006)); // a late one
            live.insert(live.end(), some.begin(), some.end());
            kept.addReadings(some);
            kept.showState(scene.snapshot.state, now);
            settle();
        }
        ReleaseCharts fresh(theme);
        prepare(fresh);
        fresh.addReadings(live);
        fresh.showState(scene.snapshot.state, now);
        settle();
        const MetricChart* a = kept.chart(metrics::kErrorRate);
        const MetricChart* b = fresh.chart(metrics::kErrorRate);
        QCOMPARE(a->scale(), b->scale());
        QCOMPARE(kept.timeline(), fresh.timeline());
        const QImage one = onScreen(*kept.chart(metrics::kErrorRate));
        const QImage other = onScreen(*fresh.chart(metrics::kErrorRate));
        QCOMPARE(one.size(), other.size());
        int different = 0;
        QRect where;
        for (int y = 0; y < one.height(); ++y) {
            for (int x = 0; x < one.width(); ++x) {
                if (one.pixel(x, y) != other.pixel(x, y)) {
                    ++different;
                    where |= QRect(x, y, 1, 1);
                }
            }
        }
        // Columns stand still in time while an axis moves over them, so that a kept line may be half a pixel aside.
        const int most = dense ? one.width() * one.height() / 50 : 0;
        QVERIFY2(different <= most,
            qPrintable(QStringLiteral("%1 pixels in %2 %3 %4 x %5")
                    .arg(different)
                    .arg(where.x())
                    .arg(where.y())
                    .arg(where.width())
                    .arg(where.height())));
    }

    void aHiddenChartPaintsNothingAndKeepsNoPicture()
    {
        Theme theme(Scheme::Light);
        QWidget window;
        ReleaseCharts charts(theme, &window);
        window.resize(900, 600);
        charts.resize(900, 600);
        window.show();
        const story::Scene scene = story::soaking();
        charts.setRelease(scene.snapshot.state.release);
        charts.addReadings(scene.readings);
        charts.showState(scene.snapshot.state, scene.snapshot.at);
        settle();
        MetricChart* chart = charts.chart(metrics::kErrorRate);
        PaintCounter paints(*chart);
        QVERIFY(chart->keepsPicture());
        charts.hide();
        settle();
        QVERIFY(!chart->keepsPicture());
        for (int i = 1; i <= 20; ++i) {
            const Instant now = scene.snapshot.at + std::chrono::seconds(10 * i);
            charts.addReadings({{{metrics::kErrorRate, metrics::Role::Canary}, {now, 0.004}}});
            charts.showState(scene.snapshot.state, now);
            settle();
        }
        QCOMPARE(paints.m_count, 0);
        QVERIFY(!chart->keepsPicture());
        // What it missed is there when it is seen again.
        charts.show();
        settle();
        QVERIFY(paints.m_count > 0);
        QVERIFY(chart->keepsPicture());
        QVERIFY2(chart->sentence().contains(QStringLiteral("0.4")), qPrintable(chart->sentence()));
    }

    void aSilentSourceIsSeenAtAGlance()
    {
        Shown shown;
        ReleaseCharts& charts = shown.charts;
        const story::Scene& scene = shown.scene;
        Theme& theme = shown.theme;
        MetricChart* chart = charts.chart(metrics::kErrorRate);
        // Small letters are thin: hardly a pixel of them has the full colour.
        const auto isNear = [](const QColor& a, const QColor& b) {
            return std::abs(a.red() - b.red()) + std::abs(a.green() - b.green()) + std::abs(a.blue() - b.blue()) < 90;
        };
        const auto inked = [&](Token token) {
            const QImage image = chart->viewport()->grab(QRect(0, 0, chart->width(), 30)).toImage();
            int found = 0;
            for (int y = 0; y < image.height(); ++y) {
                for (int x = 0; x < image.width(); ++x)
                    found += isNear(image.pixelColor(x, y), theme.color(token)) ? 1 : 0;
            }
            return found;
        };
        QVERIFY(!chart->sentence().contains(QStringLiteral("no sample for")));
        QCOMPARE(inked(Token::MarginalText), 0);

        const qint64 last = chart->data().canary.samples().lastAt();
        PaintCounter paints(*chart);
        charts.showState(scene.snapshot.state, Instant::fromMs(last + 95'000));
        settle();
        const QString words = chart->sentence().replace(QChar(0xa0), QLatin1Char(' '));
        QVERIFY2(words.contains(QStringLiteral("no sample for 1 min 35 s")), qPrintable(words));
        QVERIFY(inked(Token::MarginalText) > 10);
        const PlotMap map = chart->map();
        const QImage image = chart->viewport()->grab().toImage();
        const int x = int(map.x(last + 60'000));
        int panel = 0;
        for (int y = int(map.plot.top()) + 2; y < int(map.plot.bottom()) - 2; ++y)
            panel += image.pixelColor(x, y).rgb() == theme.color(Token::Panel).rgb() ? 1 : 0;
        QCOMPARE(panel, 0); // hatched from the last sample to now

        // The age grows by the second without any sample.
        const int before = paints.m_count;
        charts.showState(scene.snapshot.state, Instant::fromMs(last + 96'000));
        settle();
        QCOMPARE(paints.m_count, before + 1);
        QVERIFY(chart->sentence().contains(QStringLiteral("no sample for")));
    }

    void theCrosshairRepaintsItsColumnsOnly()
    {
        Shown shown;
        ReleaseCharts& charts = shown.charts;
        MetricChart* chart = charts.chart(metrics::kQuality);
        const QImage before = chart->viewport()->grab().toImage();
        QTest::keyClick(chart, Qt::Key_Left);
        settle();
        const QImage with = chart->viewport()->grab().toImage();
        QVERIFY(with != before);
        QTest::keyClick(chart, Qt::Key_Escape);
        settle();
        QCOMPARE(chart->viewport()->grab().toImage(), before);
    }

    void theCrosshairIsOnAllChartsAndMovesByKeys()
    {
        Theme theme(Scheme::Dark);
        ReleaseCharts charts(theme);
        charts.resize(900, 600);
        charts.show();
        const story::Scene scene = story::soaking();
        charts.setRelease(scene.snapshot.state.release);
        charts.addReadings(scene.readings);
        charts.showState(scene.snapshot.state, scene.snapshot.at);
        settle();

        MetricChart* chart = charts.chart(metrics::kErrorRate);
        QTest::keyClick(chart, Qt::Key_Left);
        QVERIFY(charts.timeline().crosshair);
        const qint64 first = *charts.timeline().crosshair;
        QTest::keyClick(chart, Qt::Key_Left);
        QCOMPARE(*charts.timeline().crosshair, first - 10'000);
        QTest::keyClick(chart, Qt::Key_Right);
        QCOMPARE(*charts.timeline().crosshair, first);
        QTest::keyClick(chart, Qt::Key_Left, Qt::ShiftModifier);
        QCOMPARE(*charts.timeline().crosshair, first - 60'000);
        QTest::keyClick(chart, Qt::Key_Escape);
        QVERIFY(!charts.timeline().crosshair);
    }

    void panningStopsFollowingUntilAskedAgain()
    {
        Theme theme(Scheme::Light);
        ReleaseCharts charts(theme);
        charts.resize(900, 600);
        charts.show();
        const story::Scene scene = story::soaking();
        charts.setRelease(scene.snapshot.state.release);
        charts.addReadings(scene.readings);
        charts.showState(scene.snapshot.state, scene.snapshot.at);
        charts.setRange(TimeRange::QuarterHour);
        settle();
        const ChartTimeline before = charts.timeline();
        QCOMPARE(before.to - before.from, qint64(15 * 60'000));

        MetricChart* chart = charts.chart(metrics::kErrorRate);
        const QPoint middle = chart->map().plot.center().toPoint();
        QTest::mousePress(chart->viewport(), Qt::LeftButton, Qt::ShiftModifier, middle);
        QMouseEvent move(QEvent::MouseMove, QPointF(middle + QPoint(60, 0)),
            chart->viewport()->mapToGlobal(QPointF(middle + QPoint(60, 0))), Qt::LeftButton, Qt::LeftButton, Qt::NoModifier);
        QCoreApplication::sendEvent(chart->viewport(), &move);
        QTest::mouseRelease(chart->viewport(), Qt::LeftButton, {}, middle + QPoint(60, 0));
        QVERIFY(!charts.isFollowing());
        QVERIFY(charts.timeline().to < before.to);
        const qint64 stopped = charts.timeline().to;
        charts.showState(scene.snapshot.state, scene.snapshot.at + std::chrono::minutes(2));
        QCOMPARE(charts.timeline().to, stopped);
        charts.setFollowing(true);
        QVERIFY(charts.timeline().to >= (scene.snapshot.at + std::chrono::minutes(2)).ms());
    }
};

QTEST_MAIN(TestCharts)
#include "test_charts.moc"
