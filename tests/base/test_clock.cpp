#include "models/base/clock.h"

#include <QDateTime>
#include <QTest>

using namespace fairlead;

class TestClock : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void theWallClockIsTheMachines();
    void elapsedTimeNeverGoesBack();
};

void TestClock::theWallClockIsTheMachines()
{
    const qint64 before = QDateTime::currentMSecsSinceEpoch();
    const Instant now = SystemClock().now();
    const qint64 after = QDateTime::currentMSecsSinceEpoch();
    QVERIFY2(before <= now.ms() && now.ms() <= after, qPrintable(now.toIso()));
}

void TestClock::elapsedTimeNeverGoesBack()
{
    const SystemClock clock;
    Millis last = clock.elapsed();
    QVERIFY(last > Millis(0));
    for (int i = 0; i < 100'000; ++i) {
        const Millis next = clock.elapsed();
        QVERIFY(next >= last);
        last = next;
    }
    // It moves at all: a clock that stands still would end no soak.
    QTRY_VERIFY(clock.elapsed() > last);
}

QTEST_GUILESS_MAIN(TestClock)
#include "test_clock.moc"
