#include "models/engine/soak_clock.h"

#include <QtTest>

using namespace fairlead;
using namespace std::chrono_literals;

class TestSoakClock : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void countsOnlyBetweenTwoCountingUpdates()
    {
        engine::SoakClock clock;
        clock.begin(1);
        clock.update(1'000ms, true);
        clock.update(3'000ms, true);
        QCOMPARE(clock.done(), Millis(2'000));
        clock.update(4'000ms, false); // held
        clock.update(60'000ms, true); // goes on
        QCOMPARE(clock.done(), Millis(2'000));
        clock.update(61'000ms, true);
        QCOMPARE(clock.done(), Millis(3'000));
    }
    void aSoakThatWasKeptGoesOnWhereItStood()
    {
        engine::SoakClock clock;
        clock.begin(4, 7'000ms);
        clock.update(500ms, true);
        clock.update(1'500ms, true);
        QCOMPARE(clock.done(), Millis(8'000));
        clock.begin(4);
        QCOMPARE(clock.done(), Millis(8'000));
        clock.begin(7);
        QCOMPARE(clock.done(), Millis(0));
    }
    void timeThatRunsBackwardsTakesNothingAway()
    {
        engine::SoakClock clock;
        clock.begin(1);
        clock.update(5'000ms, true);
        clock.update(2'000ms, true);
        QCOMPARE(clock.done(), Millis(0));
    }
};

QTEST_GUILESS_MAIN(TestSoakClock)
#include "test_soak_clock.moc"
