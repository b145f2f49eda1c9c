#include "tests/domain/condition_table.h"

#include <QTest>

using namespace fairlead;
using namespace fairlead::test;
using metrics::Unit;

class TestConditionAnswers : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void holdsAtAndBesideItsBound_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("below");
        QTest::addColumn<QString>("at");
        QTest::addColumn<QString>("above");
        const auto row = [](const char* text, const char* below, const char* at, const char* above) {
            QTest::newRow(text) << QString::fromUtf8(text) << QString::fromUtf8(below) << QString::fromUtf8(at) << QString::fromUtf8(above);
        };
        row("< 0.5", "true", "false", "false");
        row("<= 0.5", "true", "true", "false");
        row("> 0.5", "false", "false", "true");
        row(">= 0.5", "false", "true", "true");
        row("== 0.5", "false", "true", "false");
        row("!= 0.5", "true", "false", "true");
        row("0.5..0.6", "false", "true", "true");
        row("0.4..0.5", "true", "true", "false");
        row("outside 0.5..0.6", "true", "false", "false");
        row("not < 0.5", "false", "true", "true");
    }

    void holdsAtAndBesideItsBound()
    {
        QFETCH(QString, text);
        const auto read = Condition::parse(text, QStringLiteral("quality_score"));
        QVERIFY2(read.has_value(), fault(read).constData());
        const auto answer = [&](double value) { return wordOf(read->evaluate(Table({{QStringLiteral("quality_score"), value}})).truth); };
        QTEST(answer(0.499999), "below");
        QTEST(answer(0.5), "at");
        QTEST(answer(0.500001), "above");
        QCOMPARE(answer(kNaN), QStringLiteral("unknown"));
        QCOMPARE(wordOf(read->evaluate(Table({})).truth), QStringLiteral("unknown"));
    }

    void answersOutOfItsNumbers_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("numbers");
        QTest::addColumn<QString>("truth");
        QTest::addColumn<QString>("why");
        const auto row = [](const char* text, const char* numbers, const char* truth, const char* why = "") {
            QTest::addRow("%s | %s", text, numbers)
                << QString::fromUtf8(text) << QString::fromUtf8(numbers) << QString::fromUtf8(truth) << QString::fromUtf8(why);
        };
        row("latency > baseline * 1.5", "latency=3.1;baseline latency=2", "true");
        row("latency > baseline * 1.5", "latency=3;baseline latency=2", "false");
        row("latency > baseline * 1.5", "latency=3", "unknown", "the baseline of latency is missing");
        row("latency <= 150% of baseline", "latency=3;baseline latency=2", "true");
        row("latency <= +10%", "latency=0.77;baseline latency=0.7", "true"); // 0.7 + 0.07 is 0.7699999999999999
        row("latency <= +10%", "latency=0.7700001;baseline latency=0.7", "false");
        row("latency < +10%", "latency=0.77;baseline latency=0.7", "false");
        row("latency <= +10%", "latency=0;baseline latency=0", "true");
        row("x >= -5%", "x=95;baseline x=100", "true");
        row("x >= -5%", "x=94.9;baseline x=100", "false");
        row("x >= -5%", "x=-105;baseline x=-100", "true"); // 5 % below -100
        row("x >= -5%", "x=-106;baseline x=-100", "false");
        row("calls drops by 60%..70%", "calls=40;baseline calls=100", "true");
        row("calls drops by 60%..70%", "calls=30;baseline calls=100", "true");
        row("calls drops by 60%..70%", "calls=41;baseline calls=100", "false");
        row("calls drops by 60%..70%", "calls=29;baseline calls=100", "false");
        row("calls drops by 60%..70%", "calls=0;baseline calls=0", "unknown", "the baseline of calls is 0");
        row("calls drops by 60%..70%", "calls=40", "unknown", "the baseline of calls is missing");
        row("calls drops by 5%", "calls=95;baseline calls=100", "true");
        row("calls drops by > 5%", "calls=95;baseline calls=100", "false");
        row("calls drops by < 5%", "calls=200;baseline calls=100", "true"); // it rises, which is no drop of 5 %
        row("latency rises by 10%", "latency=1.1;baseline latency=1", "true");
        row("latency rises by 200ms", "latency=1.2;baseline latency=1", "true");
        row("latency rises by 200ms", "latency=1.19;baseline latency=1", "false");
        row("latency in -10%..+10%", "latency=1.1;baseline latency=1", "true");
        row("latency in 90%..110% of baseline", "latency=0.89;baseline latency=1", "false");
        row("errors / calls < 1%", "errors=1;calls=200", "true");
        row("errors / calls < 1%", "errors=0;calls=0", "unknown", "calls is 0, which divides nothing");
        row("latency - baseline <= 100ms", "latency=0.3;baseline latency=0.2", "true"); // 0.3 - 0.2 is less than 0.1 by a hair
        row("latency - baseline >= 100ms", "latency=0.3;baseline latency=0.2", "true");
        row("p95(latency) < 500ms and error_rate <= 0.1%", "p95(latency)=0.4;error_rate=0.001", "true");
        row("p95(latency) < 500ms and error_rate <= 0.1%", "p95(latency)=0.4;error_rate=0.002", "false");
        row("p95(latency) < 500ms and error_rate <= 0.1%", "p95(latency)=0.4", "unknown", "error_rate is missing");
        row("p95(latency) < 500ms and error_rate <= 0.1%", "p95(latency)=0.6", "false");
        row("p95(latency) < 500ms or error_rate <= 0.1%", "p95(latency)=0.4", "true");
        row("p95(latency) < 500ms or error_rate <= 0.1%", "error_rate=NaN", "unknown", "p95(latency) is missing, error_rate is NaN");
        row("not a > 1", "b=1", "unknown", "a is missing");
        row("not a > 1", "a=1", "true");
        row("not not a > 1", "a=1", "false");
        row("a > 1 or b > 1 and c > 1", "a=2;b=0;c=0", "true");
        row("(a > 1 or b > 1) and c > 1", "a=2;b=0;c=0", "false");
        row("a > 1 and (b > 1 or c > 1)", "a=0", "false");
        row("a < 5", "a=inf", "false");
        row("a > 5", "a=inf", "true");
        row("a - b > 0", "a=inf;b=inf", "unknown", "what is calculated is NaN");
        row("a * 2 > 1", "a=inf", "true");
        row("a * 2 == 1", "a=inf", "false");
    }

    void answersOutOfItsNumbers()
    {
        QFETCH(QString, text);
        QFETCH(QString, numbers);
        const auto read = Condition::parse(text);
        QVERIFY2(read.has_value(), fault(read).constData());
        const condition::Answer answer = read->evaluate(tableOf(numbers));
        QTEST(wordOf(answer.truth), "truth");
        QTEST(answer.unknownWhy, "why");
        QCOMPARE(answer.readings.size(), read->terms().size());
    }

    void readingsHaveTheUnitThatTheTextGaveThem()
    {
        const auto read = Condition::parse(QStringLiteral("wait < 2s and hits > 35% and quality < 70/100 and count(wait) > 3"));
        QVERIFY2(read.has_value(), fault(read).constData());
        QList<Unit> units;
        for (const condition::Reading& reading : read->evaluate(Table({})).readings) {
            units.append(reading.unit);
        }
        QCOMPARE(units, (QList<Unit>{Unit::Seconds, Unit::Fraction, Unit::None, Unit::Count}));
    }
};

QTEST_APPLESS_MAIN(TestConditionAnswers)
#include "test_condition_answers.moc"
