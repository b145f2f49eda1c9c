#include "tests/ui/cockpit_screen.h"
#include "ui/rollout/event_feed.h"
#include "ui/rollout/gate_list.h"
#include "ui/rollout/step_track.h"

#include <QRegularExpression>
#include <QSignalSpy>
#include <QTest>

using namespace fairlead;
using namespace fairlead::ui;
using story::button;
using story::plain;
using story::SceneMaker;
using story::Screen;
using story::utf8;

class TestCockpit : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral("^(?!This plugin does not support|QStandardPaths).*"))); }

    void recordsThatComeTwiceAreShownOnce()
    {
        const story::Scene scene = story::soaking();
        Screen screen(scene);
        auto* feed = screen.cockpit.findChild<EventFeed*>();
        const int count = feed->count();
        QVERIFY(count > 5);
        screen.cockpit.addRecords(scene.records);
        QCOMPARE(feed->count(), count);
    }

    void closedVerbsStayInTheirPlaceAndSayWhy()
    {
        Screen screen(story::rollingBack());
        ActionButton* promote = button(screen.cockpit, "Promote to 75 %…");
        QVERIFY(promote != nullptr && promote->isVisible());
        QVERIFY(!promote->isEnabled());
        QCOMPARE(promote->accessibleDescription(), utf8("It is rolling back."));
        ActionButton* back = button(screen.cockpit, "Roll back now…");
        QVERIFY(back != nullptr && back->isVisible() && !back->isEnabled());
        screen.cockpit.askStartOrPromote();
        screen.cockpit.askRollBack();
        QVERIFY(screen.cockpit.dialog() == nullptr);
    }

    void rollBackStandsBottomRightInEveryState_data()
    {
        QTest::addColumn<SceneMaker>("scene");
        QTest::newRow("blocked") << SceneMaker(story::blocked);
        QTest::newRow("soaking") << SceneMaker(story::soaking);
        QTest::newRow("rolling back") << SceneMaker(story::rollingBack);
        QTest::newRow("activated") << SceneMaker(story::activated);
    }

    void rollBackStandsBottomRightInEveryState()
    {
        QFETCH(const SceneMaker, scene);
        Screen screen(scene());
        const ActionButton* back = button(screen.cockpit, "Roll back now…");
        QVERIFY(back != nullptr && back->isVisible());
        const QRect place(back->mapTo(&screen.cockpit, QPoint(0, 0)), back->size());
        QCOMPARE(place.right(), screen.cockpit.width() - metric::kSpace4 - 1);
        QVERIFY(place.bottom() > screen.cockpit.height() - metric::kActionBar);
    }

    void keysAskForTheVerbs()
    {
        Screen screen(story::soaking());
        QSignalSpy paused(&screen.cockpit, &Cockpit::pauseRequested);
        QTest::keyClick(&screen.cockpit, Qt::Key_P);
        QCOMPARE(paused.count(), 1);
        QTest::keyClick(&screen.cockpit, Qt::Key_Return, Qt::ControlModifier);
        QVERIFY(screen.dialog() != nullptr);
        QCOMPARE(plain(screen.cockpit.dialog()->question()), utf8("Send 50 % of data_analyst traffic to 2.0.0?"));
        QTest::keyClick(screen.cockpit.dialog(), Qt::Key_Escape);
        QTRY_VERIFY(screen.cockpit.dialog() == nullptr);
        screen.activate();
        button(screen.cockpit, "Roll back now…")->click();
        QVERIFY(screen.cockpit.dialog() != nullptr);
        QCOMPARE(screen.cockpit.dialog()->question(), utf8("Send all data_analyst traffic back to 1.4.2?"));
    }

    void keysGoOnWorkingWhenTheButtonInUseGoesAway()
    {
        Screen screen(story::toStart());
        story::button(screen.cockpit, "Start at 10 %…")->setFocus();
        screen.cockpit.showSnapshot(story::soaking().snapshot);
        QVERIFY(QApplication::focusWidget() != nullptr);
        QVERIFY(screen.cockpit.isAncestorOf(QApplication::focusWidget()) || QApplication::focusWidget() == &screen.cockpit);
        QSignalSpy paused(&screen.cockpit, &Cockpit::pauseRequested);
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_P);
        QCOMPARE(paused.count(), 1);
    }

    void pIsResumeWhilePaused()
    {
        Screen screen(story::paused());
        QSignalSpy resumed(&screen.cockpit, &Cockpit::resumeRequested);
        QTest::keyClick(&screen.cockpit, Qt::Key_P);
        QCOMPARE(resumed.count(), 1);
    }

    void theKeyOfPauseNeverSends()
    {
        story::Scene scene = story::heldNoData();
        scene.snapshot.state.holdWhy = utf8("edge says 0 %, asked was 10 %: somebody else changed the split.");
        scene.snapshot.verbs.resume.clear(); // as where the target says something else
        scene.snapshot.verbs.pause.clear();
        Screen screen(scene);
        QSignalSpy resumed(&screen.cockpit, &Cockpit::resumeRequested);
        QSignalSpy paused(&screen.cockpit, &Cockpit::pauseRequested);
        QTest::keyClick(&screen.cockpit, Qt::Key_P);
        QCOMPARE(paused.count(), 1);
        QCOMPARE(resumed.count(), 0);
        QVERIFY(!button(screen.cockpit, "Resume")->isVisible());
        button(screen.cockpit, "Send again")->click();
        QCOMPARE(resumed.count(), 1);
    }

    void sideCardsBecomeTabsOnANarrowWindow()
    {
        Screen screen(story::soaking());
        auto* gates = screen.cockpit.findChild<GateList*>();
        auto* feed = screen.cockpit.findChild<EventFeed*>();
        QTRY_VERIFY(gates->isVisible() && feed->isVisible());
        screen.cockpit.resize(1224, 728);
        QTRY_VERIFY(!feed->isVisible() && gates->isVisible());
        QTest::keyClick(&screen.cockpit, Qt::Key_E);
        QTRY_VERIFY(feed->isVisible());
        QVERIFY(!gates->isVisible());
        screen.cockpit.resize(1384, 828);
        QTRY_VERIFY(gates->isVisible() && feed->isVisible());
    }

    void paintedPartsHaveWordsForScreenReaders()
    {
        Screen screen(story::soaking());
        QVERIFY(screen.cockpit.findChild<StepTrack*>()->accessibleName().contains(utf8("14:33–14:48")));
        QVERIFY(plain(screen.cockpit.findChild<GateList*>()->accessibleName()).contains(utf8("Error rate under 1 %: Pass")));
        auto* feed = screen.cockpit.findChild<EventFeed*>();
        QVERIFY(feed->model()->index(0, 0).data(Qt::AccessibleTextRole).toString().contains(utf8("UTC")));
    }
};

QTEST_MAIN(TestCockpit)
#include "test_cockpit.moc"
