#include "models/base/duration.h"

#include <QTest>

using namespace fairlead;

class TestDuration : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void lengthsAreReadInEveryUnitAndSum_data();
    void lengthsAreReadInEveryUnitAndSum();
    void whatIsNoLengthIsRefusedAndQuoted_data();
    void whatIsNoLengthIsRefusedAndQuoted();
    void aLengthIsWrittenInItsShortestExactForm_data();
    void aLengthIsWrittenInItsShortestExactForm();
    void whatIsWrittenIsReadBack();
};

void TestDuration::lengthsAreReadInEveryUnitAndSum_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<qint64>("ms");
    QTest::newRow("milliseconds") << "250ms" << qint64(250);
    QTest::newRow("seconds") << "2s" << qint64(2'000);
    QTest::newRow("minutes, not milliseconds") << "30m" << qint64(1'800'000);
    QTest::newRow("hours") << "2h" << qint64(7'200'000);
    QTest::newRow("a day") << "1d" << qint64(86'400'000);
    QTest::newRow("fraction") << "1.5s" << qint64(1'500);
    QTest::newRow("sum") << "1h30m" << qint64(5'400'000);
    QTest::newRow("sum down to milliseconds") << "1d2h3m4s5ms" << qint64(93'784'005);
    QTest::newRow("blanks around and between") << "  1h 30 m " << qint64(5'400'000);
    QTest::newRow("nothing at all, with a unit") << "0s" << qint64(0);
    QTest::newRow("half a millisecond rounds away from zero") << "0.5ms" << qint64(1);
    QTest::newRow("a year, the longest") << "366d" << qint64(31'622'400'000);
}

void TestDuration::lengthsAreReadInEveryUnitAndSum()
{
    QFETCH(const QString, text);
    QFETCH(const qint64, ms);
    const auto length = parseDuration(text);
    QVERIFY2(length, length ? "" : qPrintable(length.error().message));
    QCOMPARE(qint64(length->count()), ms);
}

void TestDuration::whatIsNoLengthIsRefusedAndQuoted_data()
{
    QTest::addColumn<QString>("text");
    QTest::newRow("empty") << "";
    QTest::newRow("blanks") << "   ";
    QTest::newRow("bare number") << "30";
    QTest::newRow("bare zero") << "0";
    QTest::newRow("sum with a bare end") << "1h30";
    QTest::newRow("unit alone") << "m";
    QTest::newRow("negative") << "-5s";
    QTest::newRow("plus sign") << "+5s";
    QTest::newRow("unknown unit") << "5w";
    QTest::newRow("upper-case unit") << "5M";
    QTest::newRow("word") << "5 minutes";
    QTest::newRow("decimal comma") << "1,5s";
    QTest::newRow("no digits before the point") << ".5s";
    QTest::newRow("no digits behind the point") << "5.s";
    QTest::newRow("rubbish behind") << "5s!";
    QTest::newRow("ISO 8601 period") << "PT5S";
    QTest::newRow("not a number") << "nan";
    QTest::newRow("longer than a year") << "366d1ms";
    QTest::newRow("longer than any number") << "99999999999999999999999d";
}

void TestDuration::whatIsNoLengthIsRefusedAndQuoted()
{
    QFETCH(const QString, text);
    const auto length = parseDuration(text);
    QVERIFY(!length);
    QCOMPARE(toString(length.error().code), toString(ErrorCode::InvalidInput));
    QVERIFY2(length.error().message.contains(QStringLiteral("“%1”").arg(text)), qPrintable(length.error().message));
}

void TestDuration::aLengthIsWrittenInItsShortestExactForm_data()
{
    QTest::addColumn<qint64>("ms");
    QTest::addColumn<QString>("text");
    QTest::newRow("nothing") << qint64(0) << "0s";
    QTest::newRow("milliseconds") << qint64(999) << "999ms";
    QTest::newRow("one second") << qint64(1'000) << "1s";
    QTest::newRow("one and a half seconds") << qint64(1'500) << "1s500ms";
    QTest::newRow("59 seconds") << qint64(59'000) << "59s";
    QTest::newRow("a minute") << qint64(60'000) << "1m";
    QTest::newRow("half an hour") << qint64(1'800'000) << "30m";
    QTest::newRow("one and a half hours") << qint64(5'400'000) << "1h30m";
    QTest::newRow("a day") << qint64(86'400'000) << "1d";
    QTest::newRow("nothing is dropped") << qint64(93'784'005) << "1d2h3m4s5ms";
}

void TestDuration::aLengthIsWrittenInItsShortestExactForm()
{
    QFETCH(const qint64, ms);
    QFETCH(const QString, text);
    QCOMPARE(toText(Millis(ms)), text);
}

void TestDuration::whatIsWrittenIsReadBack()
{
    // Steps of a prime number, so that every combination of units comes up.
    for (qint64 ms = 0; ms < 200'000'000; ms += 7'919'953) {
        const auto back = parseDuration(toText(Millis(ms)));
        QVERIFY2(back, qPrintable(toText(Millis(ms))));
        QCOMPARE(qint64(back->count()), ms);
    }
}

QTEST_GUILESS_MAIN(TestDuration)
#include "test_duration.moc"
