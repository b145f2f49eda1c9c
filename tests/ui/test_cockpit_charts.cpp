#include "tests/ui/cockpit_screen.h"
#include "ui/charts/release_charts.h"
#include "ui/charts/table_window.h"
#include "ui/common/widgets.h"
#include "ui/rollout/action_bar.h"
#include "ui/rollout/cockpit_header.h"
#include "ui/rollout/event_lines.h"
#include "ui/rollout/note_dialog.h"
#include "ui/rollout/rollouts_panel.h"
#include "ui/rollout/step_track.h"

#include <QDateTimeEdit>
#include <QPlainTextEdit>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTest>

#include <algorithm>

using namespace fairlead;
using namespace fairlead::ui;
using story::plain;
using story::Screen;
using story::utf8;

namespace {

/// The same component, brought out two days before.
rollout::Snapshot before()
{
    rollout::Snapshot snapshot = story::activated().snapshot;
    snapshot.state.release.id = ReleaseId(utf8("before"));
    snapshot.state.release.manifest.version = utf8("1.9.0");
    snapshot.state.startedAt = story::at("2025-08-05T02:00:00");
    return snapshot;
}

} // namespace

class TestCockpitCharts : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral("^(?!This plugin does not support|QStandardPaths).*"))); }

    void aNoteIsWrittenByKeyAboutTheMomentAtTheCrosshair()
    {
        Screen screen(story::soaking());
        QSignalSpy notes(&screen.cockpit, &Cockpit::noteRequested);
        MetricChart* chart = screen.cockpit.charts()->chart(metrics::kErrorRate);
        QTest::keyClick(chart, Qt::Key_Left, Qt::ShiftModifier);
        const qint64 moment = screen.cockpit.charts()->timeline().crosshair.value();
        screen.cockpit.setFocus();
        QTest::keyClick(&screen.cockpit, Qt::Key_N);
        NoteDialog* dialog = screen.cockpit.note();
        QVERIFY(dialog != nullptr);
        QVERIFY(QTest::qWaitFor([&] { return QApplication::activeWindow() == dialog; }, 30'000));
        QVERIFY(!dialog->canAdd());
        QTest::keyClick(dialog, Qt::Key_Return, Qt::ControlModifier); // nothing without words
        QCOMPARE(notes.size(), 0);
        dialog->findChild<QPlainTextEdit*>()->setPlainText(utf8(" load test began "));
        QTest::keyClick(dialog, Qt::Key_Return, Qt::ControlModifier);
        QCOMPARE(notes.size(), 1);
        QCOMPARE(notes[0][1].value<Instant>().ms(), moment);
        QCOMPARE(notes[0][2].toString(), utf8("load test began"));
    }

    void noMomentAheadCanBeChosenForANote()
    {
        Screen screen(story::soaking());
        screen.cockpit.askNote(story::at("15:30:00"));
        QCOMPARE(screen.cockpit.note()->at().ms() / 1000, screen.cockpit.snapshot()->at.ms() / 1000);
        auto* time = screen.cockpit.note()->findChild<QDateTimeEdit*>();
        time->setDateTime(time->dateTime().addSecs(3600));
        QVERIFY(screen.cockpit.note()->at() <= screen.cockpit.snapshot()->at);
    }

    void aNoteStandsAmongTheEventsWithItsMoment()
    {
        audit::Record record;
        record.row = 1;
        record.at = story::at("14:41:00");
        record.entry = {audit::kind::kNote, utf8("s.lind"), {}, {}, utf8("load test began"), {{utf8("at"), story::at("14:12:20").toIso()}}};
        const std::vector<EventLine> lines = linesOf({record}, story::soaking().snapshot.state);
        QCOMPARE(lines.size(), 1U);
        QCOMPARE(plain(lines[0].bold), utf8("Note on 14:12:20"));
        QVERIFY(lines[0].rest.contains(utf8("load test began")));
    }

    void aWallBoardHasStateGatesChartsAndRollBackOnly()
    {
        Screen screen(story::soaking());
        QSignalSpy changed(&screen.cockpit, &Cockpit::wallBoardChanged);
        const auto* figure = screen.cockpit.findChild<Figure*>();
        const int height = figure->sizeHint().height();
        QTest::keyClick(&screen.cockpit, Qt::Key_F11);
        QCOMPARE(changed.size(), 1);
        QVERIFY(screen.cockpit.isWallBoard());
        QVERIFY(figure->sizeHint().height() > height * 3 / 2);
        QVERIFY(screen.cockpit.findChild<StepTrack*>()->isHidden());
        QVERIFY(screen.cockpit.charts()->chart(metrics::kErrorRate)->isVisible());
        const auto seen = [&] {
            QStringList words;
            for (const ActionButton* button : screen.cockpit.findChild<ActionBar*>()->findChildren<ActionButton*>()) {
                if (button->isVisible())
                    words += plain(button->text());
            }
            return words;
        };
        QCOMPARE(seen(), (QStringList{utf8("Roll back now…")}));
        screen.cockpit.showSnapshot(story::soaking().snapshot); // a tick brings no button back
        QCOMPARE(seen().size(), 1);
        QTest::keyClick(&screen.cockpit, Qt::Key_F11);
        QVERIFY(!screen.cockpit.isWallBoard());
        QVERIFY(seen().size() > 2);
        QCOMPARE(figure->sizeHint().height(), height);
    }

    void aWallBoardShowsWhatGatesJudgeAsLargeAsItFits()
    {
        Screen screen(story::soaking());
        ReleaseCharts& charts = *screen.cockpit.charts();
        const std::vector<MetricChart*> before = charts.shownCharts();
        screen.cockpit.setWallBoard(true);
        for (int i = 0; i < 5; ++i)
            QCoreApplication::processEvents();
        const std::vector<MetricChart*> shown = charts.shownCharts();
        QVERIFY(shown.size() < before.size());
        for (MetricChart* chart : shown) {
            QVERIFY(chart->data().truth.has_value() || chart->data().spec.share);
            QVERIFY2(chart->magnification() > 1.4, qPrintable(QString::number(chart->magnification())));
            QVERIFY(charts.parentWidget()->rect().contains(chart->geometry())); // nobody scrolls a wall-board
        }
        // The pointer is where it is seen.
        MetricChart& errors = *charts.chart(metrics::kErrorRate);
        const qint64 moment = charts.timeline().now - 600'000;
        const PlotMap map = errors.map();
        const QPointF place = QPointF(map.x(moment), map.plot.center().y()) * errors.magnification();
        QTest::mouseMove(errors.viewport(), place.toPoint());
        QVERIFY(charts.timeline().crosshair.has_value());
        QVERIFY(std::abs(*charts.timeline().crosshair - moment) <= (map.to - map.from) / qint64(map.plot.width()) + 1);

        screen.cockpit.setWallBoard(false);
        QCOMPARE(charts.shownCharts(), before);
        QCOMPARE(errors.magnification(), 1.0);
    }

    void whatTheDashesMeanIsReadAtEveryWidth()
    {
        Screen screen(story::soaking());
        for (const int width : {1020, 1384, 1900}) {
            screen.cockpit.resize(width, 828);
            QCoreApplication::processEvents();
            QWidget* legend = nullptr;
            for (QWidget* widget : screen.cockpit.charts()->toolbar()->findChildren<QWidget*>()) {
                if (widget->accessibleName().startsWith(utf8("canary ")))
                    legend = widget;
            }
            QVERIFY(legend != nullptr);
            QVERIFY2(legend->width() >= legend->sizeHint().width(), qPrintable(QString::number(width)));
        }
    }

    void theReleaseBeforeIsOfferedAndItsSamplesAreFetchedOnce()
    {
        Theme theme(Scheme::Light);
        RolloutsPanel panel(theme);
        panel.resize(1384, 828);
        panel.show();
        const story::Scene scene = story::soaking();
        const ReleaseId id = scene.snapshot.state.release.id;
        panel.showSnapshot(scene.snapshot);
        rollout::Snapshot other = before();
        other.state.release.id = ReleaseId(utf8("other"));
        other.state.release.name = utf8("voice_agent");
        panel.showSnapshot(other);
        panel.openRelease(id);
        ReleaseCharts* charts = panel.cockpit()->charts();
        QVERIFY(!charts->previous()); // another component is nothing to compare with
        panel.showSnapshot(before());
        QVERIFY(charts->previous());
        QCOMPARE(charts->previous()->version, utf8("1.9.0"));

        panel.addReadings(id, scene.readings);
        panel.showSnapshot(scene.snapshot);
        QSignalSpy wanted(&panel, &RolloutsPanel::readingsWanted);
        charts->showPrevious(true);
        QCOMPARE(wanted.size(), 1);
        panel.addReadings(ReleaseId(utf8("before")),
            {{{metrics::kErrorRate, metrics::Role::Canary}, {*before().state.startedAt + std::chrono::minutes(1), 0.01}}});
        const Pyramid& moved = charts->chart(metrics::kErrorRate)->data().previous.samples();
        QCOMPARE(moved.size(), std::size_t(1));
        QCOMPARE(moved.timeAt(0), (*scene.snapshot.state.startedAt + std::chrono::minutes(1)).ms());
        charts->showPrevious(false);
        charts->showPrevious(true);
        QCOMPARE(wanted.size(), 1);
    }

    void escapeEndsAWallBoardBeforeItLeavesTheCockpit()
    {
        Theme theme(Scheme::Light);
        RolloutsPanel panel(theme);
        panel.resize(1384, 828);
        panel.show();
        const story::Scene scene = story::soaking();
        panel.showSnapshot(scene.snapshot);
        panel.openRelease(scene.snapshot.state.release.id);
        panel.cockpit()->setWallBoard(true);
        QTest::keyClick(panel.cockpit(), Qt::Key_Escape);
        QVERIFY(!panel.cockpit()->isWallBoard());
        QVERIFY(panel.isCockpitShown());
        QTest::keyClick(panel.cockpit(), Qt::Key_Escape);
        QVERIFY(!panel.isCockpitShown());
    }
};

QTEST_MAIN(TestCockpitCharts)
#include "test_cockpit_charts.moc"
