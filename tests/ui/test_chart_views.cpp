#include "tests/ui/cockpit_story.h"
#include "ui/charts/breakdown.h"
#include "ui/charts/chart_tables.h"
#include "ui/charts/distribution.h"
#include "ui/charts/metric_chart.h"
#include "ui/charts/release_charts.h"
#include "ui/charts/release_marks.h"
#include "ui/charts/table_window.h"

#include <QApplication>
#include <QClipboard>
#include <QDir>
#include <QFile>
#include <QImage>
#include <QMenu>
#include <QMouseEvent>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QWheelEvent>

using namespace fairlead;
using namespace fairlead::ui;

namespace {

void settle()
{
    for (int i = 0; i < 5; ++i)
        QCoreApplication::processEvents();
}

/// The charts of the design's story on the screen, with whatever else was measured.
struct Shown {
    Theme theme{Scheme::Light};
    ReleaseCharts charts{theme};
    story::Scene scene = story::soaking();

    explicit Shown(const metrics::Readings& more = {})
    {
        charts.resize(900, 700);
        charts.show();
        charts.setRelease(scene.snapshot.state.release);
        charts.addReadings(scene.readings);
        charts.addReadings(more);
        charts.showState(scene.snapshot.state, scene.snapshot.at);
        charts.showRecords(scene.records);
        settle();
    }

    MetricChart& errors() { return *charts.chart(metrics::kErrorRate); }
    qint64 span() const { return charts.timeline().to - charts.timeline().from; }
};

metrics::Readings latencies(const QString& metric, double value)
{
    metrics::Readings readings;
    for (qint64 at = story::at("14:01:00").ms(); at < story::at("14:41:20").ms(); at += 10'000)
        readings.push_back({{metric, metrics::Role::Canary}, {Instant::fromMs(at), value}});
    return readings;
}

metrics::Readings unitErrors()
{
    metrics::Readings readings;
    for (qint64 at = story::at("14:01:00").ms(); at < story::at("14:41:20").ms(); at += 10'000) {
        for (const auto& [unit, value] : {std::pair(QStringLiteral("docs"), 0.004), std::pair(QStringLiteral("research"), 0.03)}) {
            const metrics::Labels labels{{QStringLiteral("unit"), unit}};
            readings.push_back({{metrics::kErrorRate, metrics::Role::Canary, labels}, {Instant::fromMs(at), value}});
        }
    }
    return readings;
}

audit::Record noteAbout(const char* moment)
{
    audit::Record record;
    record.at = story::at("14:41:00");
    record.entry = {audit::kind::kNote, QStringLiteral("s.lind"), {}, {}, QStringLiteral("load test began"),
        {{QStringLiteral("at"), story::at(moment).toIso()}}};
    return record;
}

void wheel(MetricChart& chart, QPointF place, int notches, Qt::KeyboardModifiers keys)
{
    QWheelEvent event(place, chart.viewport()->mapToGlobal(place), {}, {0, 120 * notches}, Qt::NoButton, keys, Qt::NoScrollPhase, false);
    QCoreApplication::sendEvent(chart.viewport(), &event);
}

void drag(MetricChart& chart, QPoint from, QPoint to)
{
    QTest::mousePress(chart.viewport(), Qt::LeftButton, {}, from);
    QMouseEvent move(
        QEvent::MouseMove, QPointF(to), chart.viewport()->mapToGlobal(QPointF(to)), Qt::LeftButton, Qt::LeftButton, Qt::NoModifier);
    QCoreApplication::sendEvent(chart.viewport(), &move);
    QTest::mouseRelease(chart.viewport(), Qt::LeftButton, {}, to);
}

QStringList menuWords(QMenu& menu)
{
    QStringList words;
    for (const QAction* action : menu.actions())
        words += action->text().section(QLatin1Char('\t'), 0, 0);
    return words;
}

} // namespace

class TestChartViews : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral("^(?!This plugin does not support|QStandardPaths).*"))); }

    void latencyShowsItsThreeQuantilesInOneChart()
    {
        metrics::Readings more = latencies(QStringLiteral("latency_p50"), 0.8);
        const metrics::Readings slow = latencies(QStringLiteral("latency_p99"), 2.6);
        more.insert(more.end(), slow.begin(), slow.end());
        Shown shown(more);
        const ChartData& data = shown.charts.chart(metrics::kLatencyP95)->data();
        QStringList names;
        for (const ChartLine& line : data.lines(false))
            names += lineName(line);
        QCOMPARE(names, (QStringList{QStringLiteral("p95"), QStringLiteral("p50"), QStringLiteral("p99"), QStringLiteral("baseline")}));
        const MetricChart* chart = shown.charts.chart(metrics::kLatencyP95);
        QVERIFY(chart->scale().max >= 2.6); // the axis holds all lines
        QVERIFY2(chart->sentence().contains(QStringLiteral("p99 2.6")), qPrintable(chart->sentence()));
    }

    void aDragDrawsOutAStretchAndBackspaceLeadsBack()
    {
        Shown shown;
        const qint64 whole = shown.span();
        const PlotMap map = shown.errors().map();
        const QPoint left = map.plot.center().toPoint() - QPoint(40, 0);
        drag(shown.errors(), left, left + QPoint(40, 0));
        QVERIFY(!shown.charts.isFollowing());
        QVERIFY(qAbs(shown.charts.timeline().from - map.timeAt(left.x())) < 2 * whole / 100);
        QVERIFY(qAbs(shown.span() - whole * 40 / qint64(map.plot.width())) < whole / 50);
        QTest::keyClick(&shown.errors(), Qt::Key_Backspace);
        QCOMPARE(shown.span(), whole);
        QVERIFY(shown.charts.isFollowing());
        // A hand that trembles draws out nothing.
        drag(shown.errors(), left, left + QPoint(3, 0));
        QCOMPARE(shown.span(), whole);
    }

    void controlAndWheelZoomAtThePointerAndTheWheelAloneDoesNot()
    {
        Shown shown;
        const qint64 whole = shown.span();
        const QPointF place(shown.errors().map().plot.center());
        const qint64 under = shown.errors().map().timeAt(place.x());
        wheel(shown.errors(), place, 3, Qt::NoModifier);
        QCOMPARE(shown.span(), whole);
        wheel(shown.errors(), place, 3, Qt::ControlModifier);
        QVERIFY(shown.span() < whole * 6 / 10);
        QVERIFY(qAbs(shown.errors().map().timeAt(place.x()) - under) < whole / 100);
        const ChartTimeline zoomed = shown.charts.timeline();
        wheel(shown.errors(), place, 1, Qt::ShiftModifier);
        QCOMPARE(shown.span(), zoomed.to - zoomed.from);
        QVERIFY(shown.charts.timeline().from < zoomed.from);
    }

    void keysZoomMoveAndLeadBack()
    {
        Shown shown;
        const qint64 whole = shown.span();
        QTest::keyClick(&shown.errors(), Qt::Key_Plus);
        QVERIFY(shown.span() <= whole / 2 + 60'000);
        QVERIFY(shown.charts.isFollowing()); // what is zoomed at its end goes on with the time
        QTest::keyClick(&shown.errors(), Qt::Key_Home);
        QVERIFY(!shown.charts.isFollowing());
        QCOMPARE(shown.charts.timeline().from, story::at("13:56:00").ms());
        QTest::keyClick(&shown.errors(), Qt::Key_End);
        QVERIFY(shown.charts.isFollowing());
        QTest::keyClick(&shown.errors(), Qt::Key_0);
        QCOMPARE(shown.span(), whole);
        for (int i = 0; i < 30; ++i)
            QTest::keyClick(&shown.errors(), Qt::Key_Plus);
        QVERIFY(shown.span() >= kShortestView);
        QVERIFY(shown.span() < 2 * kShortestView);
        QTest::keyClick(&shown.errors(), Qt::Key_Escape); // all of that is one zoom
        QCOMPARE(shown.span(), whole);
    }

    void theTableOfValuesFollowsTheCrosshairAndIsCopied()
    {
        Shown shown;
        QTest::keyClick(&shown.errors(), Qt::Key_T);
        QVERIFY(shown.charts.values());
        const auto valueOf = [&](int row) { return shown.charts.values()->content().rows.at(std::size_t(row)); };
        QCOMPARE(valueOf(0).at(0), QStringLiteral("Error rate"));
        QCOMPARE(valueOf(0).at(1), QStringLiteral("canary"));
        QCOMPARE(valueOf(1).at(1), QStringLiteral("baseline"));
        QVERIFY(valueOf(0).at(4).contains(QStringLiteral("points"))); // of fractions
        const QString before = shown.charts.values()->content().title;
        QTest::keyClick(&shown.errors(), Qt::Key_Left);
        QTest::keyClick(&shown.errors(), Qt::Key_Left, Qt::ShiftModifier);
        QVERIFY(shown.charts.values()->content().title != before);
        QTest::keyClick(&shown.errors(), Qt::Key_C);
        const QString copied = QApplication::clipboard()->text();
        QCOMPARE(copied, toText(shown.charts.values()->content()));
        QVERIFY(copied.startsWith(QStringLiteral("Metric\tLine\tValue\tSample, UTC\tAgainst baseline\n")));
        QTest::keyClick(&shown.errors(), Qt::Key_T);
        QTRY_VERIFY(!shown.charts.values());
    }

    void theSamplesOfAChartAreATable()
    {
        Shown shown;
        QTest::keyClick(&shown.errors(), Qt::Key_T, Qt::ShiftModifier);
        QVERIFY(shown.charts.samples());
        const TableContent& all = shown.charts.samples()->content();
        QCOMPARE(all.columns, (QStringList{QStringLiteral("time UTC"), QStringLiteral("canary"), QStringLiteral("baseline")}));
        QVERIFY(all.rows.size() > 200);
        const TableContent cut = samplesTable(shown.errors().data(), shown.charts.timeline(), 10);
        QCOMPARE(cut.rows.size(), std::size_t(10));
        QCOMPARE(cut.rows.back(), all.rows.back());
        QVERIFY(!cut.note.isEmpty());
    }

    void recordsBecomeMarksAndANoteStandsAtItsMoment()
    {
        Shown shown;
        std::vector<audit::Record> records = shown.scene.records;
        records.push_back(noteAbout("14:12:20"));
        shown.charts.showRecords(records);
        int weights = 0;
        int passed = 0;
        const ChartMark* note = nullptr;
        for (const ChartMark& mark : shown.charts.timeline().marks) {
            weights += mark.kind == MarkKind::Weight ? 1 : 0;
            passed += mark.kind == MarkKind::Passed ? 1 : 0;
            note = mark.kind == MarkKind::Note ? &mark : note;
        }
        QCOMPARE(weights, 2);
        QCOMPARE(passed, 1);
        QVERIFY(note != nullptr);
        QCOMPARE(note->at, story::at("14:12:20").ms());
        QCOMPARE(note->words, QStringLiteral("Note, s.lind: load test began"));
        // A tick does not take them away.
        shown.charts.showState(shown.scene.snapshot.state, shown.scene.snapshot.at + std::chrono::seconds(10));
        QVERIFY(std::ranges::any_of(shown.charts.timeline().marks, [](const ChartMark& mark) { return mark.kind == MarkKind::Note; }));
    }

    void aNoteIsAskedForAtTheCrosshair()
    {
        Shown shown;
        QSignalSpy notes(&shown.charts, &ReleaseCharts::noteWanted);
        QTest::keyClick(&shown.errors(), Qt::Key_Left);
        QTest::keyClick(&shown.errors(), Qt::Key_N);
        QCOMPARE(notes.size(), 1);
        QCOMPARE(notes[0][0].value<Instant>().ms(), *shown.charts.timeline().crosshair);
    }

    void theReleaseBeforeIsMovedToTheSameTimeAfterItsStart()
    {
        Shown shown;
        const Instant start = *shown.scene.snapshot.state.startedAt;
        const Instant before = start - std::chrono::hours(48);
        shown.charts.setPrevious(PreviousRelease{ReleaseId(QStringLiteral("before")), QStringLiteral("1.9.0"), before});
        QSignalSpy wanted(&shown.charts, &ReleaseCharts::previousShown);
        QTest::keyClick(&shown.errors(), Qt::Key_B);
        QCOMPARE(wanted.size(), 1);
        metrics::Readings readings;
        for (int i = 0; i < 60; ++i)
            readings.push_back({{metrics::kErrorRate, metrics::Role::Canary}, {before + std::chrono::seconds(10 * i), 0.02}});
        shown.charts.addPreviousReadings(readings);
        const Pyramid& moved = shown.errors().data().previous.samples();
        QCOMPARE(moved.size(), std::size_t(60));
        QCOMPARE(moved.timeAt(0), start.ms());
        QVERIFY(shown.errors().scale().max >= 2.0);
        QVERIFY(shown.errors().data().lines(true).back().style == LineStyle::Previous);
        QTest::keyClick(&shown.errors(), Qt::Key_B);
        QVERIFY(!shown.charts.timeline().previousShown);
        shown.charts.setPrevious(std::nullopt);
        QTest::keyClick(&shown.errors(), Qt::Key_B);
        QVERIFY(!shown.charts.timeline().previousShown); // nothing to compare with
    }

    void dLeadsThroughTheViewsThatThereAre()
    {
        Shown without;
        QTest::keyClick(&without.errors(), Qt::Key_D);
        QVERIFY(without.errors().view() == ChartView::Distribution);
        QVERIFY2(without.errors().sentence().contains(QStringLiteral("Median 0.4")), qPrintable(without.errors().sentence()));
        QTest::keyClick(&without.errors(), Qt::Key_D);
        QVERIFY(without.errors().view() == ChartView::OverTime);

        Shown with(unitErrors());
        for (const ChartView view : {ChartView::Distribution, ChartView::Parts, ChartView::HeatMap, ChartView::OverTime}) {
            QTest::keyClick(&with.errors(), Qt::Key_D);
            QVERIFY(with.errors().view() == view);
            settle();
        }
        const std::vector<PartRow> parts = partsOf(with.errors().data(), with.charts.timeline());
        QCOMPARE(parts.size(), std::size_t(2));
        QCOMPARE(parts[0].name, QStringLiteral("research")); // the worst first
    }

    void aChartStandsAloneAndEscapeBringsAllBack()
    {
        Shown shown;
        const std::size_t all = shown.charts.shownCharts().size();
        QVERIFY(all > 4);
        QTest::keyClick(&shown.errors(), Qt::Key_Return);
        QCOMPARE(shown.charts.shownCharts(), (std::vector<MetricChart*>{&shown.errors()}));
        QTest::keyClick(&shown.errors(), Qt::Key_Escape);
        QCOMPARE(shown.charts.shownCharts().size(), all);
        QTest::mouseDClick(shown.errors().viewport(), Qt::LeftButton, {}, shown.errors().map().plot.center().toPoint());
        QVERIFY(shown.charts.alone() == &shown.errors());
    }

    void theMenuOffersWhatThereIs()
    {
        Shown shown;
        std::unique_ptr<QMenu> menu(shown.charts.makeMenu(&shown.errors()));
        menu->setAttribute(Qt::WA_DeleteOnClose, false);
        const QStringList words = menuWords(*menu);
        QVERIFY(words.contains(QStringLiteral("Export this chart…")));
        QVERIFY(words.filter(QStringLiteral("Add a note at 14:41:22")).size() == 1);
        QVERIFY(words.filter(QStringLiteral("Compare")).isEmpty());
        shown.charts.setPrevious(
            PreviousRelease{ReleaseId(QStringLiteral("b")), QStringLiteral("1.9.0"), story::at("2025-08-05T02:00:00")});
        std::unique_ptr<QMenu> again(shown.charts.makeMenu(nullptr));
        again->setAttribute(Qt::WA_DeleteOnClose, false);
        QCOMPARE(menuWords(*again).filter(QStringLiteral("Compare with 1.9.0")).size(), 1);
    }

    void whatIsSeenIsExported_data()
    {
        QTest::addColumn<QString>("ending");
        QTest::addColumn<QByteArray>("begin");
        QTest::newRow("picture") << QStringLiteral("png") << QByteArray("\x89PNG");
        QTest::newRow("drawing") << QStringLiteral("svg") << QByteArray("<?xml");
        QTest::newRow("page") << QStringLiteral("pdf") << QByteArray("%PDF");
        QTest::newRow("numbers") << QStringLiteral("csv") << QByteArray("metric,line,time_utc,value\r\n");
    }

    void whatIsSeenIsExported()
    {
        QFETCH(const QString, ending);
        QFETCH(const QByteArray, begin);
        Shown shown;
        QTemporaryDir folder;
        QSignalSpy done(&shown.charts, &ReleaseCharts::exported);
        QSignalSpy failed(&shown.charts, &ReleaseCharts::exportFailed);
        for (MetricChart* chart : {&shown.errors(), static_cast<MetricChart*>(nullptr)}) {
            const QString file = folder.filePath(QStringLiteral("charts.") + ending);
            shown.charts.exportTo(file, chart);
            QCOMPARE(failed.size(), 0);
            QFile written(file);
            QVERIFY(written.open(QIODevice::ReadOnly));
            const QByteArray bytes = written.readAll();
            QVERIFY(bytes.startsWith(begin));
            if (ending == QLatin1String("svg"))
                QVERIFY(!bytes.contains("<image")); // lines stay lines
            if (ending == QLatin1String("csv"))
                QCOMPARE(bytes.contains("\r\nlatency_p95,"), chart == nullptr);
        }
        QCOMPARE(done.size(), 2);
    }

    void anExportThatFailsSaysSoAndLeavesNothing()
    {
        Shown shown;
        QTemporaryDir folder;
        QSignalSpy failed(&shown.charts, &ReleaseCharts::exportFailed);
        shown.charts.exportTo(folder.filePath(QStringLiteral("missing/charts.png")), nullptr);
        QCOMPARE(failed.size(), 1);
        const Error error = failed[0][0].value<Error>();
        QCOMPARE(toString(error.code), toString(ErrorCode::Storage));
        QVERIFY2(error.message.contains(QStringLiteral("Not exported")), qPrintable(error.message));
        shown.charts.exportTo(folder.filePath(QStringLiteral("charts.gif")), nullptr);
        QCOMPARE(failed.size(), 2);
        QVERIFY(QDir(folder.path()).isEmpty());
        QCOMPARE(shown.charts.exportName(&shown.errors()), QStringLiteral("data_analyst-2.0.0-error_rate-20250807T144122Z.png"));
    }

    void aDescriptionIsNotReadAloudWithEverySample()
    {
        Shown shown;
        const QString before = shown.errors().accessibleDescription();
        Instant at = shown.scene.snapshot.at;
        for (int i = 0; i < 2; ++i) {
            at = at + std::chrono::seconds(10);
            shown.charts.addReadings({{{metrics::kErrorRate, metrics::Role::Canary}, {at, 0.006}}});
            shown.charts.showState(shown.scene.snapshot.state, at);
        }
        QCOMPARE(shown.errors().accessibleDescription(), before);
        shown.charts.addReadings(
            {{{metrics::kErrorRate, metrics::Role::Canary}, {at + std::chrono::seconds(1), 0.02}}}); // beyond the bound
        shown.charts.showState(shown.scene.snapshot.state, at + std::chrono::seconds(1));
        QVERIFY(shown.errors().accessibleDescription() != before);
    }
};

QTEST_MAIN(TestChartViews)
#include "test_chart_views.moc"
