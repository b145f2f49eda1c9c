#include "models/base/instant.h"

#include <QTest>

using namespace fairlead;

class TestInstant : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void timesWithAZoneAreRead_data();
    void timesWithAZoneAreRead();
    void aTimeThatLeavesItsZoneToGuessIsRefused_data();
    void aTimeThatLeavesItsZoneToGuessIsRefused();
    void textOrderIsTimeOrder();
    void whatIsWrittenIsReadBack_data();
    void whatIsWrittenIsReadBack();
    void lengthsAddAndSubtract();
    void aWindowEndsAfterItStarts_data();
    void aWindowEndsAfterItStarts();
    void aWindowHoldsItsStartButNotItsEnd();
    void windowsThatOnlyTouchDoNotOverlap_data();
    void windowsThatOnlyTouchDoNotOverlap();
};

void TestInstant::timesWithAZoneAreRead_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<qint64>("ms");
    QTest::newRow("the epoch") << "1970-01-01T00:00:00Z" << qint64(0);
    QTest::newRow("with milliseconds") << "2025-08-07T14:00:16.250Z" << qint64(1'754'575'216'250);
    QTest::newRow("without milliseconds") << "2025-08-07T14:00:16Z" << qint64(1'754'575'216'000);
    QTest::newRow("east of Greenwich") << "2025-08-07T16:00:16+02:00" << qint64(1'754'575'216'000);
    QTest::newRow("west of Greenwich") << "2025-08-07T07:00:16-07:00" << qint64(1'754'575'216'000);
    QTest::newRow("offset over midnight") << "2025-08-08T01:30:16+11:30" << qint64(1'754'575'216'000);
    QTest::newRow("before the epoch") << "1969-12-31T23:59:59.999Z" << qint64(-1);
    QTest::newRow("leap day") << "2024-02-29T00:00:00Z" << qint64(1'709'164'800'000);
}

void TestInstant::timesWithAZoneAreRead()
{
    QFETCH(const QString, text);
    QFETCH(const qint64, ms);
    const auto at = Instant::fromIso(text);
    QVERIFY2(at, at ? "" : qPrintable(at.error().message));
    QCOMPARE(at->ms(), ms);
}

void TestInstant::aTimeThatLeavesItsZoneToGuessIsRefused_data()
{
    QTest::addColumn<QString>("text");
    QTest::newRow("empty") << "";
    QTest::newRow("no zone") << "2025-08-07T14:00:16";
    QTest::newRow("date alone") << "2025-08-07";
    QTest::newRow("time alone") << "14:00:16Z";
    QTest::newRow("thirteenth month") << "2025-13-07T14:00:16Z";
    QTest::newRow("no leap year") << "2025-02-29T14:00:16Z";
    QTest::newRow("hour 25") << "2025-08-07T25:00:00Z";
    QTest::newRow("zone by name") << "2025-08-07T14:00:16 CET";
    QTest::newRow("epoch number") << "1754575216";
    QTest::newRow("words") << "tomorrow";
}

void TestInstant::aTimeThatLeavesItsZoneToGuessIsRefused()
{
    QFETCH(const QString, text);
    const auto at = Instant::fromIso(text);
    QVERIFY(!at);
    QCOMPARE(toString(at.error().code), toString(ErrorCode::InvalidInput));
    QVERIFY2(at.error().message.contains(QStringLiteral("“%1”").arg(text)), qPrintable(at.error().message));
}

void TestInstant::textOrderIsTimeOrder()
{
    const QList<qint64> times{-1, 0, 1, 9, 10, 999, 1'000, 1'754'575'216'000, 1'754'575'216'001, 1'754'575'216'250};
    for (qsizetype i = 1; i < times.size(); ++i) {
        const Instant a = Instant::fromMs(times[i - 1]);
        const Instant b = Instant::fromMs(times[i]);
        QVERIFY(a < b);
        QVERIFY2(a.toIso() < b.toIso(), qPrintable(a.toIso() + QStringLiteral(" < ") + b.toIso()));
    }
}

void TestInstant::whatIsWrittenIsReadBack_data()
{
    QTest::addColumn<qint64>("ms");
    QTest::addColumn<QString>("text");
    QTest::newRow("the epoch keeps its zeros") << qint64(0) << "1970-01-01T00:00:00.000Z";
    QTest::newRow("seed window") << qint64(1'754'575'216'250) << "2025-08-07T14:00:16.250Z";
    QTest::newRow("before the epoch") << qint64(-1) << "1969-12-31T23:59:59.999Z";
    QTest::newRow("beyond 32 bits") << qint64(4'102'444'800'000) << "2100-01-01T00:00:00.000Z";
}

void TestInstant::whatIsWrittenIsReadBack()
{
    QFETCH(const qint64, ms);
    QFETCH(const QString, text);
    QCOMPARE(Instant::fromMs(ms).toIso(), text);
    const auto back = Instant::fromIso(text);
    QVERIFY(back);
    QCOMPARE(back->ms(), ms);
}

void TestInstant::lengthsAddAndSubtract()
{
    constexpr Instant at = Instant::fromMs(10'000);
    QCOMPARE((at + Millis(500)).ms(), 10'500);
    QCOMPARE((at - Millis(20'000)).ms(), -10'000);
    QCOMPARE(qint64((at - Instant::fromMs(12'500)).count()), -2'500);
    QCOMPARE(Instant().ms(), 0);
}

void TestInstant::aWindowEndsAfterItStarts_data()
{
    QTest::addColumn<qint64>("start");
    QTest::addColumn<qint64>("end");
    QTest::addColumn<bool>("legal");
    QTest::newRow("one millisecond") << qint64(5) << qint64(6) << true;
    QTest::newRow("empty") << qint64(5) << qint64(5) << false;
    QTest::newRow("reversed") << qint64(6) << qint64(5) << false;
}

void TestInstant::aWindowEndsAfterItStarts()
{
    QFETCH(const qint64, start);
    QFETCH(const qint64, end);
    QFETCH(const bool, legal);
    const auto window = Span::create(Instant::fromMs(start), Instant::fromMs(end));
    QCOMPARE(window.has_value(), legal);
    if (legal) {
        QCOMPARE(qint64(window->length().count()), end - start);
    } else {
        QCOMPARE(toString(window.error().code), toString(ErrorCode::InvalidInput));
    }
}

void TestInstant::aWindowHoldsItsStartButNotItsEnd()
{
    const auto window = Span::create(Instant::fromMs(100), Instant::fromMs(200));
    QVERIFY(window);
    QVERIFY(!window->contains(Instant::fromMs(99)));
    QVERIFY(window->contains(Instant::fromMs(100)));
    QVERIFY(window->contains(Instant::fromMs(199)));
    QVERIFY(!window->contains(Instant::fromMs(200)));
}

void TestInstant::windowsThatOnlyTouchDoNotOverlap_data()
{
    QTest::addColumn<qint64>("start");
    QTest::addColumn<qint64>("end");
    QTest::addColumn<bool>("overlaps");
    QTest::newRow("before") << qint64(0) << qint64(50) << false;
    QTest::newRow("touches the start") << qint64(50) << qint64(100) << false;
    QTest::newRow("one millisecond in") << qint64(50) << qint64(101) << true;
    QTest::newRow("the same") << qint64(100) << qint64(200) << true;
    QTest::newRow("inside") << qint64(120) << qint64(130) << true;
    QTest::newRow("around") << qint64(0) << qint64(300) << true;
    QTest::newRow("last millisecond") << qint64(199) << qint64(300) << true;
    QTest::newRow("touches the end") << qint64(200) << qint64(300) << false;
}

void TestInstant::windowsThatOnlyTouchDoNotOverlap()
{
    QFETCH(const qint64, start);
    QFETCH(const qint64, end);
    QFETCH(const bool, overlaps);
    const auto window = Span::create(Instant::fromMs(100), Instant::fromMs(200));
    const auto other = Span::create(Instant::fromMs(start), Instant::fromMs(end));
    QVERIFY(window && other);
    QCOMPARE(window->overlaps(*other), overlaps);
    QCOMPARE(other->overlaps(*window), overlaps);
}

QTEST_GUILESS_MAIN(TestInstant)
#include "test_instant.moc"
