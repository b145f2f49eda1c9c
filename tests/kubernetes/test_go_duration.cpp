#include "models/formats/kubernetes/go_duration.h"

#include <QTest>

using namespace fairlead::formats::kubernetes;

class TestGoDuration : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void readsWhatGoReads_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<qint64>("nanoseconds");

        QTest::newRow("seconds") << QStringLiteral("10s") << 10'000'000'000LL;
        QTest::newRow("sum") << QStringLiteral("1m30s") << 90'000'000'000LL;
        QTest::newRow("hours, minutes, seconds") << QStringLiteral("1h15m30s") << 4'530'000'000'000LL;
        QTest::newRow("milliseconds") << QStringLiteral("300ms") << 300'000'000LL;
        QTest::newRow("microseconds, ASCII") << QStringLiteral("5us") << 5'000LL;
        QTest::newRow("microseconds, micro sign") << QStringLiteral("5µs") << 5'000LL;
        QTest::newRow("microseconds, Greek letter") << QStringLiteral("5μs") << 5'000LL;
        QTest::newRow("nanoseconds") << QStringLiteral("7ns") << 7LL;
        QTest::newRow("fraction") << QStringLiteral("1.5h") << 5'400'000'000'000LL;
        QTest::newRow("tenths are exact") << QStringLiteral("0.3s") << 300'000'000LL;
        QTest::newRow("fraction without whole part") << QStringLiteral(".5s") << 500'000'000LL;
        QTest::newRow("point without fraction") << QStringLiteral("2.s") << 2'000'000'000LL;
        QTest::newRow("more digits than nanoseconds") << QStringLiteral("0.9999999999s") << 999'999'999LL;
        QTest::newRow("negative") << QStringLiteral("-1.5m") << -90'000'000'000LL;
        QTest::newRow("plus") << QStringLiteral("+2s") << 2'000'000'000LL;
        QTest::newRow("zero needs no unit") << QStringLiteral("0") << 0LL;
        QTest::newRow("longest") << QStringLiteral("9223372036854775807ns") << std::numeric_limits<qint64>::max();
    }
    void readsWhatGoReads()
    {
        QFETCH(QString, text);
        QFETCH(qint64, nanoseconds);
        const auto read = parseGoDuration(text);
        QVERIFY2(read.has_value(), read ? "" : qPrintable(read.error()));
        QCOMPARE(read->count(), nanoseconds);
    }

    void refusesWithGoesOwnSentence_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("error");

        QTest::newRow("empty") << QString() << QStringLiteral("time: invalid duration \"\"");
        QTest::newRow("bare number") << QStringLiteral("60") << QStringLiteral("time: missing unit in duration \"60\"");
        QTest::newRow("word") << QStringLiteral("soon") << QStringLiteral("time: invalid duration \"soon\"");
        QTest::newRow("unknown unit") << QStringLiteral("5x") << QStringLiteral("time: unknown unit \"x\" in duration \"5x\"");
        QTest::newRow("days are no unit of Go") << QStringLiteral("2d") << QStringLiteral("time: unknown unit \"d\" in duration \"2d\"");
        QTest::newRow("rest behind the unit") << QStringLiteral("5s-ish")
                                              << QStringLiteral("time: unknown unit \"s-ish\" in duration \"5s-ish\"");
        QTest::newRow("sign alone") << QStringLiteral("-") << QStringLiteral("time: invalid duration \"-\"");
        QTest::newRow("point alone") << QStringLiteral(".s") << QStringLiteral("time: invalid duration \".s\"");
        QTest::newRow("blank before the unit") << QStringLiteral("1 s") << QStringLiteral("time: unknown unit \" s\" in duration \"1 s\"");
        QTest::newRow("one beyond the longest")
            << QStringLiteral("9223372036854775808ns") << QStringLiteral("time: invalid duration \"9223372036854775808ns\"");
        QTest::newRow("too long in hours") << QStringLiteral("2562048h") << QStringLiteral("time: invalid duration \"2562048h\"");
        QTest::newRow("sum too long") << QStringLiteral("2562047h2562047h")
                                      << QStringLiteral("time: invalid duration \"2562047h2562047h\"");
    }
    void refusesWithGoesOwnSentence()
    {
        QFETCH(QString, text);
        QFETCH(QString, error);
        const auto read = parseGoDuration(text);
        QVERIFY(!read.has_value());
        QCOMPARE(read.error(), error);
    }
};

QTEST_GUILESS_MAIN(TestGoDuration)
#include "test_go_duration.moc"
