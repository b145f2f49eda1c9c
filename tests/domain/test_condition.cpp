#include "models/domain/gate/condition.h"

#include <QTest>

#include <limits>

using namespace fairlead;
using gate::Comparator;
using gate::Condition;
using metrics::Unit;

namespace {
const QChar kNoBreak(0x00A0);

QString spaced(QString text)
{
    return text.replace(QLatin1Char('~'), kNoBreak);
}
} // namespace

class TestCondition : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void readsWhatTheGuidesWrite_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("metric");
        QTest::addColumn<int>("comparator");
        QTest::addColumn<double>("bound");
        QTest::addColumn<int>("unit");
        QTest::addColumn<QString>("words");

        const auto row = [](const char* text, const char* metric, Comparator comparator, double bound, Unit unit, const char* words) {
            QTest::addRow("%s %s", metric, text) << QString::fromUtf8(text) << QString::fromUtf8(metric) << static_cast<int>(comparator)
                                                 << bound << static_cast<int>(unit) << QString::fromUtf8(words);
        };
        row("< 0.01", "error_rate", Comparator::Less, 0.01, Unit::Fraction, "under 1~%");
        row("<= 1%", "error_rate", Comparator::LessOrEqual, 0.01, Unit::Fraction, "at most 1~%");
        row("≤ 0.1 %", "error_rate", Comparator::LessOrEqual, 0.001, Unit::Fraction, "at most 0.1~%");
        row("<7%", "system_error_rate", Comparator::Less, 0.07, Unit::Fraction, "under 7~%");
        row("< 2s", "latency_p95", Comparator::Less, 2.0, Unit::Seconds, "under 2~s");
        row("< 500ms", "latency_p95", Comparator::Less, 0.5, Unit::Seconds, "under 500~ms");
        row("<= 1.5 s", "latency_p95", Comparator::LessOrEqual, 1.5, Unit::Seconds, "at most 1.5~s");
        row("> 0.85", "quality_score", Comparator::Greater, 0.85, Unit::None, "above 0.85");
        row(">= 75/100", "quality_score", Comparator::GreaterOrEqual, 0.75, Unit::None, "at least 0.75");
        row("≥ 0.85", "quality_score", Comparator::GreaterOrEqual, 0.85, Unit::None, "at least 0.85");
        row(">= 85%", "quality_score", Comparator::GreaterOrEqual, 0.85, Unit::None, "at least 0.85");
        row("< 1800", "tokens_per_call", Comparator::Less, 1800.0, Unit::Count, "under 1,800");
        row("> .7", "coherence", Comparator::Greater, 0.7, Unit::None, "above 0.7");
        row("> -0.5", "drift", Comparator::Greater, -0.5, Unit::None, "above -0.5");
        row("> 35%", "cache_hits", Comparator::Greater, 0.35, Unit::Fraction, "above 35~%");
        row("< 3s", "time_to_first_token", Comparator::Less, 3.0, Unit::Seconds, "under 3~s");
        row("  <   0.01  ", "error_rate", Comparator::Less, 0.01, Unit::Fraction, "under 1~%");
        row("<= 1", "error_rate", Comparator::LessOrEqual, 1.0, Unit::Fraction, "at most 100~%");
        row("> 0", "quality_score", Comparator::Greater, 0.0, Unit::None, "above 0");
    }

    void readsWhatTheGuidesWrite()
    {
        QFETCH(QString, text);
        QFETCH(QString, metric);
        const auto condition = Condition::parse(text, metric);
        QVERIFY2(condition.has_value(), condition ? "" : qPrintable(condition.error().message));
        QTEST(static_cast<int>(condition->comparator()), "comparator");
        QTEST(condition->bound(), "bound");
        QTEST(static_cast<int>(condition->unit()), "unit");
        QFETCH(QString, words);
        QCOMPARE(condition->boundInWords(), spaced(words));
        QCOMPARE(condition->text(), text.trimmed());
        QCOMPARE(Condition::parse(condition->text(), metric), condition);
    }

    void saysWhatIsWrongAndWhere_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("metric");
        QTest::addColumn<int>("column");
        QTest::addColumn<QString>("says");

        const auto row = [](const char* text, const char* metric, int column, const char* says) {
            QTest::addRow("%s '%s'", metric, text)
                << QString::fromUtf8(text) << QString::fromUtf8(metric) << column << QString::fromUtf8(says);
        };
        row("", "error_rate", 1, "comparison");
        row("0.01", "error_rate", 1, "comparison");
        row("  0.01", "error_rate", 3, "comparison");
        row("== 0.01", "error_rate", 1, "comparison");
        row("<", "error_rate", 2, "missing");
        row("< ", "error_rate", 3, "missing");
        row("< fast", "latency_p95", 3, "not a number");
        row("> baseline * 1.5", "token_usage", 3, "not a number");
        row("< NaN", "error_rate", 3, "not a number");
        row("< inf", "error_rate", 3, "not a number");
        row("<< 2", "error_rate", 2, "not a number");
        row("< 0,01", "error_rate", 4, "comma");
        row("< 0.01 and > 0", "error_rate", 8, "not part");
        row("< 1e-3", "error_rate", 4, "not part");
        row("< 2 seconds", "latency_p95", 5, "not part");
        row("< 2m", "latency_p95", 4, "not part");
        row("< 2s", "error_rate", 4, "not a time");
        row("< 500ms", "quality_score", 6, "not a time");
        row("< 1%", "latency_p95", 4, "is a time");
        row("< 2", "latency_p95", 4, "no unit");
        row("< 5", "error_rate", 3, "runs from 0 to 1");
        row("> 85", "quality_score", 3, "runs from 0 to 1");
        row("<= 101%", "error_rate", 4, "runs from 0 to 1");
        row("< -0.01", "error_rate", 3, "never below zero");
        row("< 5%", "tokens_per_call", 4, "count");
        row("< 3s", "calls", 4, "not a time");
    }

    void saysWhatIsWrongAndWhere()
    {
        QFETCH(QString, text);
        QFETCH(QString, metric);
        QFETCH(QString, says);
        const auto condition = Condition::parse(text, metric);
        QVERIFY(!condition.has_value());
        QTEST(condition.error().column, "column");
        QVERIFY2(condition.error().message.contains(says), qPrintable(condition.error().message));
        QVERIFY(!condition.error().help.isEmpty());
    }

    void holdsAtAndBesideItsBound_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<bool>("below");
        QTest::addColumn<bool>("at");
        QTest::addColumn<bool>("above");
        QTest::newRow("<") << QStringLiteral("< 0.5") << true << false << false;
        QTest::newRow("<=") << QStringLiteral("<= 0.5") << true << true << false;
        QTest::newRow(">") << QStringLiteral("> 0.5") << false << false << true;
        QTest::newRow(">=") << QStringLiteral(">= 0.5") << false << true << true;
    }

    void holdsAtAndBesideItsBound()
    {
        QFETCH(QString, text);
        const auto condition = Condition::parse(text, QStringLiteral("quality_score"));
        QVERIFY(condition.has_value());
        QTEST(condition->holds(0.499999), "below");
        QTEST(condition->holds(0.5), "at");
        QTEST(condition->holds(0.500001), "above");
        QVERIFY(!condition->holds(std::numeric_limits<double>::quiet_NaN()));
    }

    void writesValuesForPeople_data()
    {
        QTest::addColumn<double>("value");
        QTest::addColumn<int>("unit");
        QTest::addColumn<QString>("words");
        const auto row = [](double value, Unit unit, const char* words) {
            QTest::newRow(words) << value << static_cast<int>(unit) << QString::fromUtf8(words);
        };
        row(0.0042, Unit::Fraction, "0.42~%");
        row(0.0, Unit::Fraction, "0~%");
        row(0.00003, Unit::Fraction, "0.003~%");
        row(0.031, Unit::Fraction, "3.1~%");
        row(0.248, Unit::Fraction, "24.8~%");
        row(0.2484, Unit::Fraction, "24.8~%");
        row(0.09999, Unit::Fraction, "10~%");
        row(1.0, Unit::Fraction, "100~%");
        row(1.62, Unit::Seconds, "1.62~s");
        row(2.0, Unit::Seconds, "2~s");
        row(0.42, Unit::Seconds, "420~ms");
        row(0.0042, Unit::Seconds, "4.2~ms");
        row(0.9996, Unit::Seconds, "1~s");
        row(0.0, Unit::Seconds, "0~s");
        row(125.4, Unit::Seconds, "125~s");
        row(0.872, Unit::None, "0.872");
        row(-0.0001, Unit::None, "0");
        row(1286.4, Unit::Count, "1,286");
        row(2.5, Unit::Count, "2.5");
        row(std::numeric_limits<double>::quiet_NaN(), Unit::Count, "no number");
    }

    void writesValuesForPeople()
    {
        QFETCH(double, value);
        QFETCH(int, unit);
        QFETCH(QString, words);
        QCOMPARE(gate::inWords(value, static_cast<Unit>(unit)), spaced(words));
    }

    void givesMetricsATitle()
    {
        QCOMPARE(gate::titleOf(QStringLiteral("error_rate")), QStringLiteral("Error rate"));
        QCOMPARE(gate::titleOf(QStringLiteral("latency_p95")), QStringLiteral("Latency p95"));
        QCOMPARE(gate::titleOf(QStringLiteral("quality_score")), QStringLiteral("Quality score"));
        QCOMPARE(gate::titleOf(QStringLiteral("tokens_per_call")), QStringLiteral("Tokens per call"));
        QCOMPARE(gate::titleOf(QStringLiteral("share")), QStringLiteral("Share of traffic"));
        QCOMPARE(gate::titleOf(QString()), QString());
    }
};

QTEST_APPLESS_MAIN(TestCondition)
#include "test_condition.moc"
