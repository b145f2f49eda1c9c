#include "models/domain/condition/words.h"
#include "tests/domain/condition_table.h"

#include <QTest>

using namespace fairlead;
using condition::Comparator;
using metrics::Unit;
using namespace fairlead::test;

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
        row("== 0", "calls", Comparator::Equal, 0.0, Unit::Count, "exactly 0");
        row("!= 0", "calls", Comparator::NotEqual, 0.0, Unit::Count, "other than 0");
        row("≠ 0", "calls", Comparator::NotEqual, 0.0, Unit::Count, "other than 0");
        row("< 1e-3", "error_rate", Comparator::Less, 0.001, Unit::Fraction, "under 0.1~%");
        row("< 1.5E+2ms", "latency", Comparator::Less, 0.15, Unit::Seconds, "under 150~ms");
        row("< 2m", "latency_p95", Comparator::Less, 120.0, Unit::Seconds, "under 2~min");
        row("< 90s", "latency_p95", Comparator::Less, 90.0, Unit::Seconds, "under 90~s");
        row("< 1h30m", "job_duration", Comparator::Less, 5400.0, Unit::Seconds, "under 1~h~30~min");
        row("< 2d", "job_duration", Comparator::Less, 172800.0, Unit::Seconds, "under 2~d");
        row("< 250µs", "latency", Comparator::Less, 0.00025, Unit::Seconds, "under 250~µs");
        row("< 250μs", "latency", Comparator::Less, 0.00025, Unit::Seconds, "under 250~µs"); // Greek mu
        row("< 250us", "latency", Comparator::Less, 0.00025, Unit::Seconds, "under 250~µs");
        row("< 700 ns", "latency", Comparator::Less, 7e-7, Unit::Seconds, "under 700~ns");
        row("< 5000 tokens", "tokens_per_call", Comparator::Less, 5000.0, Unit::Count, "under 5,000~tokens");
        row("< 5000 tokens", "prompt_size", Comparator::Less, 5000.0, Unit::Count, "under 5,000~tokens");
        row("< 70/100", "quality", Comparator::Less, 0.7, Unit::None, "under 70 of 100");
        row("< 70 / 100", "quality", Comparator::Less, 0.7, Unit::None, "under 70 of 100");
        row("error_rate < 1%", "error_rate", Comparator::Less, 0.01, Unit::Fraction, "under 1~%");
        row("((< 1%))", "error_rate", Comparator::Less, 0.01, Unit::Fraction, "under 1~%");
        // 1.1 / 100 is a little more than 0.011: the bound is rounded once.
        row(">= 1.1%", "error_rate", Comparator::GreaterOrEqual, 0.011, Unit::Fraction, "at least 1.1~%");
    }

    void readsWhatTheGuidesWrite()
    {
        QFETCH(QString, text);
        QFETCH(QString, metric);
        const auto read = Condition::parse(text, metric);
        QVERIFY2(read.has_value(), fault(read).constData());
        const auto threshold = read->threshold();
        QVERIFY(threshold.has_value());
        QCOMPARE(threshold->term, (condition::Term{metric, metrics::Role::Canary, condition::Aggregate::Newest}));
        QTEST(static_cast<int>(threshold->comparator), "comparator");
        QTEST(threshold->bound, "bound");
        QTEST(static_cast<int>(threshold->unit), "unit");
        QCOMPARE(read->unit(), threshold->unit);
        QFETCH(QString, words);
        QCOMPARE(read->boundInWords(), spaced(words));
        QCOMPARE(read->text(), text.trimmed());
        QVERIFY(!read->needsBaseline());
        QVERIFY(Condition::parse(read->text(), metric) == read);
    }

    void echoesWhatItUnderstood_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("subject");
        QTest::addColumn<QString>("echo");
        QTest::addColumn<bool>("baseline");
        const auto row = [](const char* text, const char* subject, const char* echo, bool baseline) {
            QTest::newRow(text) << QString::fromUtf8(text) << QString::fromUtf8(subject) << QString::fromUtf8(echo) << baseline;
        };
        row("35%..45%", "cache_hit_rate", "cache hit rate between 35~% and 45~%", false);
        row("in 1s..2s", "latency", "latency between 1~s and 2~s", false);
        row("latency outside 1s..2s", "", "latency outside 1~s to 2~s", false);
        row("> baseline * 1.5", "tokens", "tokens above 1.5 times baseline", true);
        row("> 1.5 × baseline", "tokens", "tokens above 1.5 times baseline", true);
        row("<= 150% of baseline", "latency_p95", "latency p95 at most 150~% of baseline", true);
        row("<= +10%", "latency_p95", "latency p95 at most 10~% above baseline", true);
        row("<= +10% of baseline", "latency_p95", "latency p95 at most 10~% above baseline", true);
        row(">= -5%", "quality_score", "quality score at least 95~% of baseline", true);
        row("-5%..+10%", "latency", "latency between 5~% below and 10~% above baseline", true);
        row("in 90%..110% of baseline", "latency", "latency between 90~% of baseline and 110~% of baseline", true);
        row("drops by 60%..70%", "calls", "calls 60~% to 70~% below baseline", true);
        row("calls drop by 60%..70% of baseline", "", "calls 60~% to 70~% below baseline", true);
        row("rises by > 10%", "latency_p95", "latency p95 more than 10~% above baseline", true);
        row("drops by 5%", "quality_score", "quality score at least 5~% below baseline", true);
        row("drops by < 5%", "quality_score", "quality score less than 5~% below baseline", true);
        row("rises by 200ms", "latency", "latency at least 200~ms above baseline", true);
        row("drops by 5/100", "quality", "quality at least 5 of 100 below baseline", true);
        row("p95(latency) < 500ms and error_rate <= 0.1%", "", "p95 of latency under 500~ms and error rate at most 0.1~%", false);
        row("error_rate > 1% or not (latency < 2s AND quality_score >= 75/100)", "",
            "error rate above 1~% or not (latency under 2~s and quality score at least 0.75)", false);
        row("a > 1 or b > 1 and c > 1", "", "a above 1 or (b above 1 and c above 1)", false);
        row("(a > 1 or b > 1) and c > 1", "", "(a above 1 or b above 1) and c above 1", false);
        row("errors / calls < 1%", "", "errors divided by calls under 1~%", false);
        row("latency < baseline + 200ms", "", "latency under baseline plus 200~ms", true);
        row("latency - baseline < 200ms", "", "latency minus baseline of latency under 200~ms", true);
        row("p95(latency) < p95(baseline) * 1.1", "", "p95 of latency under 1.1 times baseline", true);
        row("count(latency) >= 20", "", "number of latency samples at least 20", false);
        row("`cache-hits` > 35%", "", "cache-hits above 35~%", false);
        row("share > 5%", "", "share of traffic above 5~%", false);
    }

    void echoesWhatItUnderstood()
    {
        QFETCH(QString, text);
        QFETCH(QString, subject);
        QFETCH(QString, echo);
        const auto read = Condition::parse(text, subject);
        QVERIFY2(read.has_value(), fault(read).constData());
        QCOMPARE(read->echo(), spaced(echo));
        QTEST(read->needsBaseline(), "baseline");
        QVERIFY(Condition::parse(read->text(), subject) == read);
    }

    void namesWhatItAsksForEachOnceInOrder()
    {
        const auto read
            = Condition::parse(QStringLiteral("p95(latency) < 2s and errors / calls < 1% and latency < baseline * 2 and calls > 3"));
        QVERIFY2(read.has_value(), fault(read).constData());
        QCOMPARE(read->metrics(), (QStringList{QStringLiteral("latency"), QStringLiteral("errors"), QStringLiteral("calls")}));
        QCOMPARE(read->terms().size(), std::size_t(5));
        QVERIFY(!read->threshold());
        QCOMPARE(read->boundInWords(), read->echo());
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
        row("   ", "error_rate", 4, "comparison");
        row("0.01", "error_rate", 1, "comparison");
        row("  0.01", "error_rate", 3, "comparison");
        row("= 0.01", "error_rate", 1, "comparison");
        row("<", "error_rate", 2, "missing");
        row("< ", "error_rate", 3, "missing");
        row("< fast", "latency_p95", 3, "not a number");
        row("< NaN", "error_rate", 3, "not a number");
        row("< inf", "error_rate", 3, "not a number");
        row("<< 2", "error_rate", 2, "not a number");
        row("< 1e999", "drift", 3, "too large or too small");
        row("< 0,01", "error_rate", 4, "comma");
        row("< 0.01 and", "error_rate", 11, "comparison");
        row("< 0.01 > 0", "error_rate", 8, "not part");
        row("< 0.01 && > 0", "error_rate", 8, "not part");
        row("< 2 seconds", "latency_p95", 5, "not part");
        row("< 2sx", "latency_p95", 4, "no unit");
        row("< 2s", "error_rate", 4, "not a time");
        row("< 500ms", "quality_score", 6, "not a time");
        row("< 1%", "latency_p95", 4, "is a time");
        row("< 70/100", "latency_p95", 5, "is a time");
        row("< 2", "latency_p95", 4, "no unit");
        row("< 5", "error_rate", 3, "runs from 0 to 1");
        row("> 85", "quality_score", 3, "runs from 0 to 1");
        row("<= 101%", "error_rate", 4, "runs from 0 to 1");
        row("< -0.01", "error_rate", 3, "never below zero");
        row("< 5%", "tokens_per_call", 4, "count");
        row("< 3s", "calls", 4, "not a time");
        row("< 5 tokens", "error_rate", 5, "share");
        row("2s < 5%", "latency", 6, "A time (2s) cannot be compared with a share (5%)");
        row("2s < 3s", "", 1, "never changes");
        row("2s > latency", "", 1, "begins with its metric");
        row("2s..70%", "calls", 1, "A time (2s) cannot start a range that ends in %");
        row("latency in 1s..2", "", 12, "A time (1s) cannot start a range that ends in a plain number");
        row("drops by 2s..70%", "calls", 10, "cannot start a range");
        row("45%..35%", "cache_hits", 1, "backwards");
        row("-5%..10%", "latency", 1, "relative to the baseline");
        row("drops by 101%", "calls", 10, "100 % at most");
        row("drops 5%", "calls", 7, "by");
        row("drops by fast", "calls", 10, "not a number");
        row("drops by 5% of latency", "calls", 16, "baseline");
        row("rises by", "calls", 9, "missing");
        row("< 0.01", "", 1, "names no metric");
        row("35%..45%", "", 1, "names no metric");
        row("latency 2s", "", 9, "not a range");
        row("latency", "", 8, "missing after");
        row("latency =< 2s", "", 9, "not a comparison");
        row("latency not < 2s", "", 9, "before a comparison");
        row("not", "", 4, "missing");
        row("(latency < 2s", "", 1, "not closed");
        row("latency < 2s)", "", 13, "not part");
        row("()", "", 2, "missing");
        row("p75(latency) < 2s", "", 1, "sum up");
        row("p95(latency < 2s", "", 13, ") is missing");
        row("p95() < 2s", "", 5, "not the name");
        row("p95(baseline(p95(baseline(latency)))) < 2s", "", 18, "not the name");
        row("latency < other", "", 11, "not a number");
        row("latency < p95(other)", "", 11, "not a number");
        row("latency < baseline * 2s", "", 22, "not multiplied");
        row("latency < baseline(error_rate)", "", 11, "a time is compared");
        row("latency < 50% of other", "", 18, "of the baseline only");
        row("latency + calls < 3", "", 1, "added");
        row("latency - baseline < 3", "", 22, "none");
        row("errors / calls < 2s and calls > 3s", "", 34, "not a time");
        row("latency < +2s", "", 11, "above what");
        row("baseline < 3", "", 1, "of which metric");
        row("x < 2s and x < 5%", "", 16, "another kind");
        row("x < 2s and y < 3 and x < 3", "", 26, "another kind");
        row("latency < \"2s\"", "", 11, "not a number");
        row("`latency < 2s", "", 1, "does not begin");
        row("\U0001F600 < 2s", "", 1, "does not begin");
    }

    void saysWhatIsWrongAndWhere()
    {
        QFETCH(QString, text);
        QFETCH(QString, metric);
        QFETCH(QString, says);
        const auto read = Condition::parse(text, metric);
        QVERIFY(!read.has_value());
        QVERIFY(!read.error().empty());
        const TextError& first = read.error().front();
        QVERIFY2(first.message.contains(says, Qt::CaseInsensitive), qPrintable(shown(read.error())));
        QTEST(first.column, "column");
        for (const TextError& error : read.error()) {
            QVERIFY(error.length >= 1);
            QVERIFY(error.column <= text.size() + 1);
            QVERIFY2(error.message.endsWith(QLatin1Char('.')), qPrintable(error.message));
            QVERIFY(!error.help.isEmpty());
        }
    }

    void oneErrorDoesNotHideTheNext()
    {
        const auto read = Condition::parse(QStringLiteral("latency < 5% and (error_rate < 2s or quality_score > ) and calls > 3s"));
        QVERIFY(!read.has_value());
        QList<int> columns;
        for (const TextError& error : read.error()) {
            columns.append(error.column);
        }
        QVERIFY2((columns == QList<int>{12, 33, 54, 69}), qPrintable(shown(read.error())));
    }

    void anErrorCoversWhatItMeans()
    {
        const auto range = Condition::parse(QStringLiteral("calls in 2s..70%"));
        QCOMPARE(range.error().front().length, 7);
        const auto unit = Condition::parse(QStringLiteral("latency < 75/100"));
        QCOMPARE(unit.error().front().length, 4);
        const auto emoji = Condition::parse(QStringLiteral("\U0001F600"));
        QCOMPARE(emoji.error().front().length, 2);
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
        row(kNaN, Unit::Count, "no number");
    }

    void writesValuesForPeople()
    {
        QFETCH(double, value);
        QFETCH(int, unit);
        QFETCH(QString, words);
        QCOMPARE(condition::inWords(value, static_cast<Unit>(unit)), spaced(words));
    }

    void givesMetricsATitle()
    {
        QCOMPARE(condition::titleOf(QStringLiteral("error_rate")), QStringLiteral("Error rate"));
        QCOMPARE(condition::titleOf(QStringLiteral("latency_p95")), QStringLiteral("Latency p95"));
        QCOMPARE(condition::titleOf(QStringLiteral("quality_score")), QStringLiteral("Quality score"));
        QCOMPARE(condition::titleOf(QStringLiteral("tokens_per_call")), QStringLiteral("Tokens per call"));
        QCOMPARE(condition::titleOf(QStringLiteral("share")), QStringLiteral("Share of traffic"));
        QCOMPARE(condition::titleOf(QString()), QString());
    }
};

QTEST_APPLESS_MAIN(TestCondition)
#include "test_condition.moc"
