#include "tests/ui/cockpit_screen.h"
#include "ui/rollout/checks.h"
#include "ui/rollout/event_lines.h"
#include "ui/rollout/gate_list.h"
#include "ui/rollout/track.h"
#include "ui/rollout/words.h"

#include <QTest>

#include <algorithm>

using namespace fairlead;
using namespace fairlead::ui;
using story::plain;
using story::SceneMaker;
using story::utf8;

Q_DECLARE_METATYPE(fairlead::ui::Status)

namespace {

/// As the cockpit shows it.
std::vector<TrackCell> timedTrack(const rollout::Snapshot& snapshot)
{
    const rollout::Course course = rollout::courseOf(snapshot.state, {snapshot.at, snapshot.soakDone.value_or(Millis(0)), {}});
    return trackOf(snapshot, &course);
}

} // namespace

class TestCockpitWords : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aStateHasItsWords_data()
    {
        QTest::addColumn<SceneMaker>("scene");
        QTest::addColumn<QString>("title");
        QTest::addColumn<QString>("sentence"); // a part of it
        QTest::addColumn<Status>("pill");
        QTest::addColumn<bool>("alarm");
        const auto row = [](const char* name, SceneMaker scene, const char* title, const char* sentence, Status pill, bool alarm = false) {
            QTest::newRow(name) << scene << utf8(title) << utf8(sentence) << pill << alarm;
        };
        row("blocked", story::blocked, "Not ready to start", "2 items of its checklist are open and hold the start.", Status::NoData);
        row("to start", story::toStart, "Ready to start at 10 %", "It sends 10 % of data_analyst traffic to 2.0.0.", Status::NoData);
        row("shifting", story::shifting, "Going to 25 %", "due by 14:34:02 UTC.", Status::Undecided);
        row("soaking", story::soaking, "Soaking at 25 %",
            "All 3 gates pass. Goes to 50 % by itself at 14:48:20 UTC if they still pass then.", Status::Pass);
        row("held", story::heldNoData, "Held at 10 %", "No data from prometheus-eu", Status::NoData);
        row("paused", story::paused, "Paused at 25 %", "“wait for the fix in the parser” The soak has done 6:40 of 15:00.", Status::NoData);
        row("unknown", story::unknownOutcome, "Going to 25 %", "whether 25 % is in force is not known", Status::NotEffective);
        row("rolling back", story::rollingBack, "Rolling back to 1.4.2", "The engine acted by rule; nobody pressed.", Status::NotEffective,
            true);
        row("not effective", story::notEffective, "Rolling back to 1.4.2", "nobody pressed.", Status::NotEffective, true);
        row("rolled back", story::rolledBack, "Rolled back to 1.4.2", "0 % was observed at 14:55:48 UTC.", Status::Fail, true);
        row("activated", story::activated, "2.0.0 is activated", "in 1 h 34 min", Status::Pass);
    }

    void aStateHasItsWords()
    {
        QFETCH(const SceneMaker, scene);
        QFETCH(const QString, title);
        QFETCH(const QString, sentence);
        QFETCH(const Status, pill);
        QFETCH(const bool, alarm);
        const rollout::Snapshot snapshot = scene().snapshot;
        const CockpitWords words = wordsOf(snapshot);
        QCOMPARE(plain(words.title), title);
        QVERIFY2(plain(words.sentence).contains(sentence), qPrintable(words.sentence));
        QCOMPARE(pillOf(snapshot).status, pill);
        QCOMPARE(words.alarm, alarm);
    }

    void theFiguresSayAskedObservedAndTimeLeft()
    {
        const rollout::Snapshot soaking = story::soaking().snapshot;
        QCOMPARE(plain(askedFigure(soaking).value), utf8("25 %"));
        QCOMPARE(plain(askedFigure(soaking).proof), utf8("14:33:02 by the engine"));
        QCOMPARE(plain(observedFigure(soaking).value), utf8("24.8 %"));
        QCOMPARE(observedFigure(soaking).proof, utf8("1,031 of 4,157 calls"));
        QCOMPARE(observedFigure(soaking).token, Token::Text);
        QCOMPARE(timeFigure(soaking).value, utf8("6:58"));

        const rollout::Snapshot rolling = story::rollingBack().snapshot;
        QCOMPARE(observedFigure(rolling).token, Token::NotEffectiveText);
        QCOMPARE(observedFigure(rolling).icon, utf8("trending-down"));
        QCOMPARE(timeFigure(rolling).label, utf8("Effect due in"));
        QCOMPARE(timeFigure(story::notEffective().snapshot).label, utf8("Effect overdue by"));
        QCOMPARE(timeFigure(story::paused().snapshot).proof, utf8("the clock is stopped"));
        QCOMPARE(timeFigure(story::blocked().snapshot).label, utf8("Window opens in"));
        QCOMPARE(askedFigure(story::toStart().snapshot).value, utf8("–"));
    }

    void wordsOfOthersAreNeverReadAsMarkup()
    {
        rollout::Snapshot snapshot = story::paused().snapshot;
        snapshot.state.holdWhy = utf8("<img src=x> & %1 \"%2\"");
        const QString sentence = wordsOf(snapshot).sentence;
        QVERIFY2(sentence.contains(utf8("&lt;img src=x&gt; &amp; %1 ")), qPrintable(sentence));
        QVERIFY(sentence.contains(utf8("6:40")));
    }

    void theTrackShowsWhereItStands_data()
    {
        QTest::addColumn<SceneMaker>("scene");
        QTest::addColumn<QList<int>>("states");
        const auto row = [](const char* name, SceneMaker scene, std::initializer_list<CellState> states) {
            QList<int> list;
            for (const CellState state : states)
                list << int(state);
            QTest::newRow(name) << scene << list;
        };
        using enum CellState;
        row("to start", story::toStart, {ToCome, ToCome, ToCome, ToCome, ToCome, ToCome});
        row("soaking", story::soaking, {Done, Now, ToCome, ToCome, ToCome, ToCome});
        row("held", story::heldNoData, {Held, ToCome, ToCome, ToCome, ToCome, ToCome});
        row("rolling back", story::rollingBack, {Done, Done, Failed, NotReached, NotReached, NotReached});
        row("activated", story::activated, {Done, Done, Done, Done, Done, Done});
    }

    void theTrackShowsWhereItStands()
    {
        QFETCH(const SceneMaker, scene);
        QFETCH(const QList<int>, states);
        QList<int> found;
        for (const TrackCell& cell : trackOf(scene().snapshot))
            found << int(cell.state);
        QCOMPARE(found, states);
    }

    void theTrackSaysClockTimes()
    {
        const auto cells = timedTrack(story::soaking().snapshot);
        QCOMPARE(cells[0].below, utf8("14:00–14:33 passed"));
        QCOMPARE(cells[1].below, utf8("14:33–14:48, 8:02 of 15:00"));
        QVERIFY(plain(cells[2].below).startsWith(utf8("about 14:48 UTC")));
        QVERIFY(qAbs(cells[1].progress - 482.0 / 900.0) < 1e-9);
        const auto held = timedTrack(story::heldNoData().snapshot);
        QCOMPARE(held[0].below, utf8("18:08 of 30:00, clock stopped"));
        QVERIFY2(held[1].below.isEmpty(), "nobody knows when a held step goes on");
    }

    void gatesAreInWordsAndStaleOnesAreNotJudged()
    {
        const auto rows = gateRowsOf(story::soaking().snapshot);
        QCOMPARE(rows.size(), std::size_t(3));
        QCOMPARE(plain(rows[0].title), utf8("Error rate under 1 %"));
        QVERIFY(rows[0].outcome == gate::Outcome::Pass);
        for (const GateRow& row : gateRowsOf(story::heldNoData().snapshot)) {
            QVERIFY(row.outcome == gate::Outcome::NoData);
            QVERIFY(row.stale);
            QVERIFY(row.sentence.contains(utf8("not judged since")));
        }
        QCOMPARE(gateRowsOf(story::toStart().snapshot).size(), std::size_t(3));
    }

    void aCommandHasThreeMarksNeverOne_data()
    {
        QTest::addColumn<SceneMaker>("scene");
        QTest::addColumn<QStringList>("words");
        QTest::newRow("effective") << SceneMaker(story::soaking)
                                   << QStringList{utf8("Intent"), utf8("Accepted 38 ms"), utf8("Effective after 17 s: 24.8 %")};
        QTest::newRow("awaited") << SceneMaker(story::rollingBack)
                                 << QStringList{utf8("Intent"), utf8("Accepted 38 ms"), utf8("○Effective")};
        QTest::newRow("no answer") << SceneMaker(story::unknownOutcome)
                                   << QStringList{utf8("Intent"), utf8("No answer"), utf8("○Effective")};
        QTest::newRow("late") << SceneMaker(story::notEffective)
                              << QStringList{utf8("Intent"), utf8("Accepted 38 ms"), utf8("Not effective after 59 s: 31.0 %")};
    }

    void aCommandHasThreeMarksNeverOne()
    {
        QFETCH(const SceneMaker, scene);
        QFETCH(const QStringList, words);
        QStringList found;
        for (const CommandMark& mark : marksOf(*scene().snapshot.state.lastCommand()))
            found << (mark.reached ? QString() : utf8("○")) + plain(mark.word);
        QCOMPARE(found, words);
    }

    void theFeedTellsACommandInOneLineNewestFirst()
    {
        const story::Scene scene = story::soaking();
        const auto lines = linesOf(scene.records, scene.snapshot.state);
        QVERIFY(std::ranges::is_sorted(lines, std::greater<>(), &EventLine::row));
        QCOMPARE(std::ranges::count_if(lines, [](const EventLine& line) { return !line.marks.empty(); }), 2);
        const auto command = std::ranges::find_if(lines, [](const EventLine& line) { return !line.marks.empty(); });
        QCOMPARE(plain(command->bold), utf8("Set weight 25 %"));
        QVERIFY(command->rest.startsWith(utf8("the engine")));
    }

    void aKindOfANewerVersionStaysReadable()
    {
        audit::Record record;
        record.row = 7;
        record.entry = {utf8("moon.phase"), utf8("m.vogel"), {}, {}, utf8("it was full"), {}};
        const auto lines = linesOf({record}, {});
        QCOMPARE(lines.size(), std::size_t(1));
        QCOMPARE(lines[0].bold, utf8("moon.phase"));
        QVERIFY(lines[0].rest.contains(utf8("it was full")));
    }

    void checksAreWorstLast()
    {
        const auto checks = promoteChecks(story::soaking().snapshot);
        QVERIFY(checks.size() >= 4);
        QCOMPARE(checks.back().key, utf8("soak"));
        QCOMPARE(checks.front().status, Status::Pass);
        QVERIFY(departure(story::toStart().snapshot).isEmpty());
        QVERIFY(departure(story::blocked().snapshot).contains(utf8("window")));
    }
};

QTEST_MAIN(TestCockpitWords)
#include "test_cockpit_words.moc"
