#include "models/base/percent.h"

#include <QTest>

#include <cmath>
#include <limits>

using namespace fairlead;

namespace {
constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();
constexpr double kInfinity = std::numeric_limits<double>::infinity();
} // namespace

class TestPercent : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void onlyNumbersFromZeroToAHundredAreShares_data();
    void onlyNumbersFromZeroToAHundredAreShares();
    void noiseIsClampedToTheNearestShare_data();
    void noiseIsClampedToTheNearestShare();
    void aFractionIsAHundredthOfTheValue();
    void sharesAreOrdered();
};

void TestPercent::onlyNumbersFromZeroToAHundredAreShares_data()
{
    QTest::addColumn<double>("value");
    QTest::addColumn<bool>("legal");
    QTest::newRow("zero") << 0.0 << true;
    QTest::newRow("minus zero") << -0.0 << true;
    QTest::newRow("just below zero") << -std::numeric_limits<double>::denorm_min() << false;
    QTest::newRow("canary") << 10.0 << true;
    QTest::newRow("third") << 100.0 / 3.0 << true;
    QTest::newRow("hundred") << 100.0 << true;
    QTest::newRow("just above a hundred") << std::nextafter(100.0, kInfinity) << false;
    QTest::newRow("150") << 150.0 << false;
    QTest::newRow("not a number") << kNaN << false;
    QTest::newRow("infinity") << kInfinity << false;
    QTest::newRow("minus infinity") << -kInfinity << false;
}

void TestPercent::onlyNumbersFromZeroToAHundredAreShares()
{
    QFETCH(const double, value);
    QFETCH(const bool, legal);
    const auto percent = Percent::create(value);
    QCOMPARE(percent.has_value(), legal);
    if (legal) {
        QCOMPARE(percent->value(), value);
    } else {
        QCOMPARE(toString(percent.error().code), toString(ErrorCode::InvalidInput));
        QVERIFY(percent.error().message.contains(QStringLiteral("from 0 to 100")));
    }
}

void TestPercent::noiseIsClampedToTheNearestShare_data()
{
    QTest::addColumn<double>("value");
    QTest::addColumn<double>("clamped");
    QTest::newRow("below") << -0.0001 << 0.0;
    QTest::newRow("inside") << 33.4 << 33.4;
    QTest::newRow("at the top") << 100.0 << 100.0;
    QTest::newRow("above") << 100.0001 << 100.0;
    QTest::newRow("far above") << kInfinity << 100.0;
    QTest::newRow("far below") << -kInfinity << 0.0;
    QTest::newRow("not a number counts as nothing") << kNaN << 0.0;
}

void TestPercent::noiseIsClampedToTheNearestShare()
{
    QFETCH(const double, value);
    QFETCH(const double, clamped);
    QCOMPARE(Percent::clamped(value).value(), clamped);
}

void TestPercent::aFractionIsAHundredthOfTheValue()
{
    QCOMPARE(Percent().fraction(), 0.0);
    QCOMPARE(Percent::clamped(25.0).fraction(), 0.25);
    QCOMPARE(Percent::clamped(100.0).fraction(), 1.0);
}

void TestPercent::sharesAreOrdered()
{
    QVERIFY(Percent::clamped(10.0) < Percent::clamped(25.0));
    QVERIFY(Percent::clamped(25.0) == Percent::clamped(25.0));
    QVERIFY(Percent() < Percent::clamped(0.1));
}

QTEST_GUILESS_MAIN(TestPercent)
#include "test_percent.moc"
