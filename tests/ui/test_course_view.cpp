#include "tests/ui/cockpit_screen.h"
#include "tests/ui/course_scenes.h"
#include "tests/ui/verb_scenes.h"
#include "ui/charts/release_charts.h"
#include "ui/course/course_axis.h"
#include "ui/course/course_lines.h"
#include "ui/course/course_view.h"
#include "ui/course/phase_calendar.h"
#include "ui/rollout/main_area.h"
#include "ui/rollout/step_track.h"
#include "ui/rollout/verb_words.h"
#include "ui/rollout/words.h"

#include <QTableView>
#include <QTest>

#include <cmath>

using namespace fairlead;
using namespace fairlead::ui;
using story::at;
using story::plain;
using story::Screen;
using story::utf8;

namespace {

using namespace std::chrono_literals;

CourseScene sceneOf(const story::Scene& scene, const std::vector<calendar::Freeze>& freezes = {})
{
    const rollout::Snapshot& snapshot = scene.snapshot;
    return {snapshot, rollout::courseOf(snapshot.state, {snapshot.at, snapshot.soakDone.value_or(Millis(0)), freezes}), freezes};
}

/// "docs: Done, Tue 5 Aug 02:00–02:00; planned Tue 5 Aug 02:00, on time"
QStringList lines(const std::vector<CourseLine>& all)
{
    QStringList words;
    for (const CourseLine& line : all)
        words += plain(QStringLiteral("%1: %2, %3; %4, %5").arg(line.name, line.look.word, line.since, line.planned, line.lateness));
    return words;
}

QStringList tops(const CourseAxis& axis)
{
    QStringList words;
    for (const AxisColumn& column : axis.columns())
        words += column.top + QLatin1Char('|') + column.below;
    return words;
}

} // namespace

/// Where a release stands in time: the calendar of phases and units, and its table.
class TestCourseView : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void daysHaveANumberAndADate()
    {
        const CourseAxis axis({at("2025-07-29T02:00:00"), at("2025-08-01T02:00:00")}, at("2025-07-30T02:00:00"), utf8("UTC"), 400);
        QVERIFY(axis.isDays());
        QCOMPARE(tops(axis), QStringList({utf8("d0|29 Jul"), utf8("d1|Wed 30"), utf8("d2|Thu 31"), utf8("d3|1 Aug")}));
        QCOMPARE(axis.at(at("2025-07-29T00:00:00")), 0.0);
        QCOMPARE(axis.at(at("2025-08-02T00:00:00")), 1.0);
        QCOMPARE(axis.columnOf(at("2025-07-30T23:59:59")), 1);
        QCOMPARE(axis.columnOf(at("2025-08-02T00:00:00")), -1);
    }

    void daysAreThoseOfThePlansZone()
    {
        // The clocks of Vienna go back on 26 October: that day has 25 hours.
        const CourseAxis axis(
            {at("2025-10-25T22:30:00"), at("2025-10-27T12:00:00")}, at("2025-10-25T22:30:00"), utf8("Europe/Vienna"), 400);
        QCOMPARE(tops(axis), QStringList({utf8("d1|26 Oct"), utf8("d2|Mon 27")}));
        QCOMPARE(axis.columns()[1].begin - axis.columns()[0].begin, Millis(25h));
        const CourseAxis nowhere({at("2025-10-25T22:30:00"), at("2025-10-28T12:00:00")}, at("2025-10-25T22:30:00"), utf8("No/Where"), 400);
        QCOMPARE(nowhere.columns().front().begin.toIso().left(16), utf8("2025-10-25T00:00"));
    }

    void manyDaysLeaveWordsOut()
    {
        const CourseAxis month({at("2025-08-01T00:00:00"), at("2025-08-31T00:00:00")}, at("2025-08-01T00:00:00"), utf8("UTC"), 700);
        QCOMPARE(month.columns().size(), std::size_t(30));
        QCOMPARE(month.columns()[0].top, utf8("d1"));
        QCOMPARE(month.columns()[1].top, QString());
        const CourseAxis years({at("2020-01-01T00:00:00"), at("2026-01-01T00:00:00")}, at("2020-01-01T00:00:00"), utf8("UTC"), 700);
        QVERIFY(years.columns().size() < 150);
        QVERIFY(years.at(at("2026-01-01T00:00:00")) <= 1.0);
    }

    void shortCoursesHaveClockTimes()
    {
        const CourseAxis axis({at("14:02:00"), at("15:47:00")}, at("14:02:00"), utf8("UTC"), 800);
        QVERIFY(!axis.isDays());
        QCOMPARE(tops(axis).mid(0, 3), QStringList({utf8("14:00|7 Aug"), utf8("14:10|"), utf8("14:20|")}));
        const CourseAxis seconds({at("14:02:03"), at("14:02:40")}, at("14:02:03"), utf8("UTC"), 800);
        QCOMPARE(seconds.columns().front().top, utf8("14:02:00"));
        QVERIFY(seconds.columns().size() < 20);
    }

    void phasesSayWhatWasAndWhatIsExpected()
    {
        const CourseScene scene = sceneOf(story::days());
        QCOMPARE(lines(phaseLines(scene)),
            QStringList({utf8("shadow: Done, Tue 29 Jul 02:02–Fri 1 Aug 02:00; Tue 29 Jul 02:02, on time"),
                utf8("canary: Done, Fri 1 Aug 02:00–Tue 5 Aug 02:00; Fri 1 Aug 02:00, on time"),
                utf8("ramp by unit: Passing, since Tue 5 Aug 02:00; Tue 5 Aug 02:00, on time"),
                utf8("stabilise: To come, about Wed 13 Aug 02:00; Tue 12 Aug 02:00, 1 d late")}));
    }

    void unitsSayWhatTheTargetSays()
    {
        const std::vector<CourseLine> units = partLines(sceneOf(story::days()));
        QCOMPARE(lines(units),
            QStringList({utf8("docs: Done, Tue 5 Aug 02:00–Thu 7 Aug 02:00; Tue 5 Aug 02:00, on time"),
                utf8("research: Passing, since Thu 7 Aug 02:00; Wed 6 Aug 02:00, 1 d late"),
                utf8("qa: To come, about Fri 8 Aug 02:00; Thu 7 Aug 02:00, 1 d late"),
                utf8("ops: To come, about Mon 11 Aug 02:00; Fri 8 Aug 02:00, 3 d late"),
                utf8("engineer: To come, about Tue 12 Aug 02:00; Mon 11 Aug 02:00, 1 d late")}));
        QCOMPARE(units[1].target, utf8("2.0.0"));
        QCOMPARE(units[2].target, utf8("1.4.2"));
        QCOMPARE(units[2].detail, utf8("ramp by unit"));
    }

    void aFreezeMovesWhatIsExpected()
    {
        const std::vector<CourseLine> units = partLines(sceneOf(story::days(), story::freezes()));
        QCOMPARE(plain(units[3].since), utf8("about Tue 12 Aug 02:00"));
    }

    void onTheWayBackUnitsAreToldOneByOne()
    {
        const std::vector<CourseLine> units = partLines(sceneOf(story::daysBack()));
        QStringList words;
        for (const CourseLine& unit : units)
            words += unit.look.word;
        QCOMPARE(words, QStringList({utf8("Done"), utf8("Back"), utf8("Not reached"), utf8("Not reached"), utf8("Not reached")}));
        const std::vector<CourseLine> phases = phaseLines(sceneOf(story::daysBack()));
        QCOMPARE(phases[2].look.word, utf8("Rolling back")); // a person's wish is no failure
        QCOMPARE(units[1].since, utf8("at Thu 7 Aug 14:50"));
        QCOMPARE(phases[3].look.word, utf8("Not reached"));
    }

    void aGradualRollbackHasNoStepThatChangesNothing()
    {
        rollout::Descent descent;
        descent.from.reach.units = {utf8("docs"), utf8("qa"), utf8("ops")};
        descent.length = 10min;
        descent.steps = 5;
        descent.begunAt = at("14:00:00");
        QStringList words;
        for (const DescentStep& step : stepsOf(descent))
            words += rollout::inWords(step.ask);
        QCOMPARE(words, QStringList({utf8("docs and qa"), utf8("docs"), utf8("0\u00a0%")}));
        QCOMPARE(rollout::inWords(nextOf(descent, at("14:00:01"))->ask), utf8("docs"));
    }

    void aPlanWithoutPhasesHasItsStages()
    {
        const CourseScene scene = sceneOf(story::hours());
        QCOMPARE(phaseLines(scene).size(), scene.course.stages.size());
        QCOMPARE(partLines(scene).size(), scene.course.stages.size());
        QCOMPARE(plain(phaseLines(scene)[2].name), utf8("50 %"));
        QCOMPARE(plain(phaseLines(scene)[2].since), utf8("about 14:48"));
        QCOMPARE(courseText(scene).left(3), utf8("UTC"));
        QVERIFY(!isLong(scene.snapshot.state.release.plan));
        QVERIFY(isLong(story::days().snapshot.state.release.plan));
    }

    void aPlanOfDaysOpensWithItsPhases()
    {
        Screen screen(story::days());
        MainArea* main = screen.cockpit.main();
        QVERIFY(main->isCourseShown());
        QVERIFY(main->course()->calendar()->isVisible());
        QVERIFY(!screen.cockpit.charts()->isVisible());
        QTableView* table = main->course()->table();
        QCOMPARE(table->model()->rowCount(), 5);
        QCOMPARE(plain(table->model()->index(1, CourseLines::StateColumn).data(Qt::AccessibleTextRole).toString()),
            utf8("Passing, since Thu 7 Aug 02:00"));
        QVERIFY(plain(main->course()->calendar()->accessibleName()).contains(utf8("stabilise To come about Wed 13 Aug 02:00")));

        QTest::keyClick(&screen.cockpit, Qt::Key_V);
        QVERIFY(screen.cockpit.charts()->isVisible());
        screen.cockpit.showSnapshot(story::daysPaused().snapshot); // the person's choice stays
        QVERIFY(!main->isCourseShown());
        QTest::keyClick(&screen.cockpit, Qt::Key_V);
        QCOMPARE(table->model()->index(1, CourseLines::StateColumn).data().toString().section(QLatin1Char(','), 0, 0), utf8("Paused"));
    }

    void aShortPlanOpensWithItsCharts()
    {
        Screen screen(story::hours());
        QVERIFY(!screen.cockpit.main()->isCourseShown());
        screen.cockpit.main()->showCourse(true);
        QTableView* table = screen.cockpit.main()->course()->table();
        QCOMPARE(table->model()->columnCount(), int(CourseLines::TargetColumn)); // nothing to say of units
        QCOMPARE(table->model()->rowCount(), 6);
    }

    void theCalendarSaysWhatStandsUnderThePointer()
    {
        Theme theme(Scheme::Light);
        PhaseCalendar calendar(theme);
        calendar.resize(900, calendar.sizeHint().height());
        calendar.showScene(sceneOf(story::days(), story::freezes()));
        calendar.resize(900, calendar.sizeHint().height());
        QStringList found;
        for (int y = 2; y < calendar.height(); y += 10) {
            for (int x = 2; x < calendar.width(); x += 8) {
                const QString text = plain(calendar.textAt(QPointF(x, y)));
                if (!text.isEmpty() && !found.contains(text))
                    found += text;
            }
        }
        QVERIFY2(found.contains(utf8("shadow, planned for Tue 29 Jul 02:02 UTC")), qPrintable(found.join(QLatin1Char('\n'))));
        QVERIFY(found.contains(utf8("research: Passing since Thu 7 Aug 02:00")));
        QVERIFY(found.contains(utf8("Frozen: Trade fair until Mon 11 Aug 12:00 UTC")));
        QVERIFY(calendar.textAt(QPointF(1, 1)).isEmpty());
    }

    void whatGoesOnByItselfWaitsForTheHours()
    {
        const rollout::Snapshot snapshot = story::days().snapshot;
        QVERIFY2(plain(wordsOf(snapshot).sentence).contains(utf8("Goes to qa by itself at Fri 8 Aug 02:00 UTC")),
            qPrintable(wordsOf(snapshot).sentence));
        QCOMPARE(plain(wordsOf(snapshot).title), utf8("Soaking at 2 of 5 units"));
        QCOMPARE(plain(askedFigure(snapshot).value), utf8("2 of 5"));
    }

    void ofManyStepsThoseThatMatterKeepTheirWords()
    {
        const std::vector<double> few = cellWidths(5, 1, 1000);
        QCOMPARE(few.front(), few.back());
        const std::vector<double> many = cellWidths(30, 10, 1000);
        QCOMPARE(many.size(), std::size_t(30));
        QVERIFY(many[10] > 100 && many[9] == many[10] && many[11] == many[10]);
        QVERIFY(many[0] > 5 && many[0] < 30);
        double sum = 29 * 4.0;
        for (const double width : many)
            sum += width;
        QVERIFY(std::abs(sum - 1000.0) < 1e-6);
        QCOMPARE(cellWidths(40, 39, 400).size(), std::size_t(40));
        QVERIFY(cellWidths(0, -1, 400).empty());
    }

    void theStepTrackSaysTheDay()
    {
        Screen screen(story::days());
        const auto& cells = screen.cockpit.findChild<StepTrack*>()->cells();
        QCOMPARE(plain(cells[0].below), utf8("29 Jul–1 Aug passed"));
        QCOMPARE(plain(cells[4].below), utf8("about Fri 8 Aug 02:00"));
    }
};

QTEST_MAIN(TestCourseView)

#include "test_course_view.moc"
