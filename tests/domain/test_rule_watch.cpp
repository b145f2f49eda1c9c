#include "models/domain/gate/rule_watch.h"
#include "tests/domain/rule_samples.h"

#include <QTest>

using namespace fairlead;
using namespace fairlead::gate;
using namespace std::chrono_literals;
using condition::Aggregate;

namespace {

const QString kLatency = QStringLiteral("latency");

/// Last time that any drawing of these tests reaches.
Instant at(Millis after)
{
    return kBegan + after;
}

QString shown(const RuleVerdict& verdict)
{
    return wordOf(verdict.truth) + QLatin1Char(' ') + toString(verdict.outcome) + (verdict.holds ? QStringLiteral(" holds") : QString());
}

Window nothing()
{
    return {};
}

} // namespace

Q_DECLARE_METATYPE(fairlead::gate::Window)

class TestRuleWatch : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void firesWhenItsWindowIsMet_data()
    {
        QTest::addColumn<Window>("window");
        QTest::addColumn<QString>("samples"); // latency, one a second
        QTest::addColumn<QString>("fires"); // seconds
        QTest::newRow("plain: the first above") << nothing() << "2 3 3.01 2" << "2";
        QTest::newRow("plain: the bound itself is not above it") << nothing() << "3*20" << "";
        QTest::newRow("9 of 10 in a row") << inARow(10) << "2 3.1*9 2" << "";
        QTest::newRow("10 of 10 in a row") << inARow(10) << "2 3.1*10 2" << "10";
        QTest::newRow("one below begins the row anew") << inARow(10) << "3.1*9 2.9 3.1*9" << "";
        QTest::newRow("a gap neither counts nor resets") << inARow(10) << "3.1*5 -*300 3.1*5" << "309";
        QTest::newRow("NaN neither counts nor resets") << inARow(10) << "3.1*5 nan*7 3.1*4 nan 3.1" << "17";
        QTest::newRow("NaN alone") << inARow(3) << "nan*50" << "";
        QTest::newRow("2 of the last 5") << ofTheLast(3, 5) << "4 2 4 2 2 4 2 2 2" << "";
        QTest::newRow("3 of the last 5") << ofTheLast(3, 5) << "4 2 4 2 4" << "4";
        QTest::newRow("3 of the last 5 need no five") << ofTheLast(3, 5) << "4 4 4" << "2";
        QTest::newRow("the oldest of six is forgotten") << ofTheLast(3, 5) << "4 4 2 2 2 4" << "";
        QTest::newRow("NaN takes no place among the last 5") << ofTheLast(3, 5) << "4 4 2 2 nan nan 4" << "6";
        QTest::newRow("sustained 4 s of 5 s") << sustained(5s) << "4*5 2 4*5" << "";
        QTest::newRow("sustained 5 s") << sustained(5s) << "2 4*6" << "6";
        QTest::newRow("a sample below breaks it") << sustained(5s) << "4*3 2 4*3 2 4*3" << "";
        QTest::newRow("NaN does not break it") << sustained(5s) << "4 nan*4 4" << "5";
        QTest::newRow("a gap of 60 s does not break it") << sustained(60s) << "4 -*59 4" << "60";
        QTest::newRow("a gap of 61 s breaks it") << sustained(61s) << "4 -*60 4 4" << "";
        QTest::newRow("49 of 50") << over(Aggregate::Mean, 50) << "4*49" << "";
        QTest::newRow("50 of 50") << over(Aggregate::Mean, 50) << "4*50" << "49";
        QTest::newRow("a mean at the bound") << over(Aggregate::Mean, 50) << "3*60" << "";
        QTest::newRow("a mean slides") << over(Aggregate::Mean, 3) << "1 1 1 4 4 4 4" << "5";
        QTest::newRow("NaN is not part of a mean") << over(Aggregate::Mean, 3) << "4 nan nan 4 4" << "4";
        QTest::newRow("max over 3") << over(Aggregate::Max, 3) << "1 1 1 4 1 1 1" << "3";
        QTest::newRow("min over 3") << over(Aggregate::Min, 3) << "4 4 1 4 4 4" << "5";
        QTest::newRow("median over 3") << over(Aggregate::Median, 3) << "1 1 4 1 4" << "4";
        QTest::newRow("a mean over 5 s waits until 5 s are covered") << overTime(Aggregate::Mean, 5s) << "4*4" << "";
        QTest::newRow("five a second cover 5 s") << overTime(Aggregate::Mean, 5s) << "4*5" << "4";
        QTest::newRow("what is 5 s old has left the window") << overTime(Aggregate::Max, 5s) << "9 1 1 1 1 1 4" << "4";
    }

    void firesWhenItsWindowIsMet()
    {
        QFETCH(Window, window);
        QFETCH(QString, samples);
        const Rule rule = ruleOf(QStringLiteral("latency > 3s"), window);
        const Replay replayed = replay(rule, seriesOf(kLatency, drawn(samples)), kBegan, at(1h), kStale);
        // A first firing is what the table is about; what clears and fires again has a table of its own.
        QTEST(secondsOf(replayed.firings).section(QLatin1Char(' '), 0, 0), "fires");
    }

    void aSustainedConditionIsMetAtItsLengthAndNotBefore()
    {
        const Rule rule = ruleOf(QStringLiteral("latency > 3s"), sustained(5min));
        Series series = seriesOf(kLatency, drawn(QStringLiteral("4*30"), 10s));
        metrics::SeriesWindow& window = series.begin()->second;
        window.insert({at(299'999ms), 4});
        QCOMPARE(shown(judgeRule(rule, series, kBegan, at(300s), kStale)), QStringLiteral("counting marginal"));
        window.insert({at(300s), 4});
        QCOMPARE(shown(judgeRule(rule, series, kBegan, at(300s), kStale)), QStringLiteral("fired fail"));
    }

    void countsOnlyInTheFirstOfAPhase_data()
    {
        QTest::addColumn<qint64>("bad"); // ms
        QTest::addColumn<QString>("verdict");
        QTest::newRow("4:59.999") << qint64(299'999) << "fired fail";
        QTest::newRow("5:00") << qint64(300'000) << "clear pass";
        QTest::newRow("5:00.001") << qint64(300'001) << "clear pass";
    }

    void countsOnlyInTheFirstOfAPhase()
    {
        QFETCH(qint64, bad);
        Window window;
        window.onlyFirst = 5min;
        const Rule rule = ruleOf(QStringLiteral("error_rate > 10%"), window);
        metrics::SeriesWindow samples = drawn(QStringLiteral("0.01*29"), 10s);
        samples.insert({at(Millis(bad)), 0.2});
        const Series series = seriesOf(metrics::kErrorRate, samples);
        QTEST(shown(judgeRule(rule, series, kBegan, at(310s), kStale)), "verdict");
    }

    void afterItsTimeARuleStaysAsItWas()
    {
        Window window;
        window.onlyFirst = 5min;
        const Rule rule = ruleOf(QStringLiteral("error_rate > 10%"), window);
        const Series fine = seriesOf(metrics::kErrorRate, drawn(QStringLiteral("0.01 0.02"), 10s));
        const RuleVerdict passed = judgeRule(rule, fine, kBegan, at(1h), kStale);
        QCOMPARE(shown(passed), QStringLiteral("no data no-data holds")); // its data ended after 10 s, long before 5 min
        const Series longer = seriesOf(metrics::kErrorRate, drawn(QStringLiteral("0.01*30"), 10s));
        QCOMPARE(shown(judgeRule(rule, longer, kBegan, at(1h), kStale)), QStringLiteral("clear pass"));
        const Series bad = seriesOf(metrics::kErrorRate, drawn(QStringLiteral("0.01 0.2"), 10s));
        QCOMPARE(shown(judgeRule(rule, bad, kBegan, at(1h), kStale)), QStringLiteral("fired fail"));
        QCOMPARE(shown(judgeRule(rule, {}, kBegan, at(1h), kStale)), QStringLiteral("no data no-data holds"));
    }

    void looksAtNothingWhileItWarmsUp_data()
    {
        QTest::addColumn<qint64>("bad");
        QTest::addColumn<QString>("verdict");
        QTest::newRow("9:59.999") << qint64(599'999) << "no data undecided";
        QTest::newRow("10:00") << qint64(600'000) << "fired fail";
    }

    void looksAtNothingWhileItWarmsUp()
    {
        QFETCH(qint64, bad);
        Window window;
        window.notBefore = 10min;
        const Rule rule = ruleOf(QStringLiteral("latency > 3s"), window);
        metrics::SeriesWindow samples;
        samples.insert({at(Millis(bad)), 4});
        QTEST(shown(judgeRule(rule, seriesOf(kLatency, samples), kBegan, at(601s), kStale)), "verdict");
    }

    void aNumberOfCallsIsCountedWhereTheSourceSaysIt_data()
    {
        QTest::addColumn<QString>("calls"); // of each of four samples; all are above the bound
        QTest::addColumn<QString>("fires");
        QTest::newRow("a call each where nothing is said") << "" << "";
        QTest::newRow("9 calls") << "3 3 3 -" << "3"; // the fourth has the calls of the third still
        QTest::newRow("10 calls in one sample") << "10 1 1 1" << "0";
        QTest::newRow("10 calls in the third") << "4 4 2 1" << "2";
        QTest::newRow("samples without a call count nothing") << "4 0 0 6" << "3";
        QTest::newRow("half calls") << "9.5 0.5 1 1" << "1";
    }

    void aNumberOfCallsIsCountedWhereTheSourceSaysIt()
    {
        QFETCH(QString, calls);
        Series series = seriesOf(kLatency, drawn(QStringLiteral("4*4")));
        if (!calls.isEmpty()) {
            series.emplace(metrics::SeriesKey{metrics::kCalls, metrics::Role::Canary}, drawn(calls));
        }
        const Rule rule = ruleOf(QStringLiteral("latency > 3s"), inARow(10));
        QTEST(secondsOf(replay(rule, series, kBegan, at(1min), kStale).firings), "fires");
    }

    void aMeanIsWeightedByCalls()
    {
        Series series = seriesOf(metrics::kErrorRate, drawn(QStringLiteral("0.5 0.01")));
        const Rule rule = ruleOf(QStringLiteral("error_rate > 2%"), over(Aggregate::Mean, 2, CountOf::Samples));
        QCOMPARE(judgeRule(rule, series, kBegan, at(2s), kStale).readings.front().value, std::optional(0.255));
        series.emplace(metrics::SeriesKey{metrics::kCalls, metrics::Role::Canary}, drawn(QStringLiteral("1 99")));
        const RuleVerdict verdict = judgeRule(rule, series, kBegan, at(2s), kStale);
        QCOMPARE(verdict.readings.front().value, std::optional((0.5 + 0.99) / 100));
        QCOMPARE(shown(verdict), QStringLiteral("clear pass"));
    }

    void aWindowOfCallsIsTheNewestSamplesThatMakeThemUp()
    {
        Series series = seriesOf(kLatency, drawn(QStringLiteral("9 1 2")));
        series.emplace(metrics::SeriesKey{metrics::kCalls, metrics::Role::Canary}, drawn(QStringLiteral("40 30 20")));
        const Rule rule = ruleOf(QStringLiteral("latency > 3s"), over(Aggregate::Mean, 50));
        QCOMPARE(judgeRule(rule, series, kBegan, at(2s), kStale).readings.front().value, std::optional(1.4));
    }

    void aggregatesAreExact_data()
    {
        QTest::addColumn<QString>("condition");
        QTest::addColumn<double>("value"); // of 1 to 20, one a second
        QTest::newRow("p95, linear between the nearest two") << "p95(x) > 0" << 19.05;
        QTest::newRow("p90") << "p90(x) > 0" << 18.1;
        QTest::newRow("p99") << "p99(x) > 0" << 19.81;
        QTest::newRow("median") << "median(x) > 0" << 10.5;
        QTest::newRow("min") << "min(x) > 0" << 1.0;
        QTest::newRow("max") << "max(x) > 0" << 20.0;
        QTest::newRow("mean") << "mean(x) > 0" << 10.5;
        QTest::newRow("sum") << "sum(x) > 0" << 210.0;
        QTest::newRow("count") << "count(x) > 0" << 20.0;
        QTest::newRow("rate, a second") << "rate(x) > 0" << 1.0;
        QTest::newRow("newest") << "x > 0" << 20.0;
    }

    void aggregatesAreExact()
    {
        QFETCH(QString, condition);
        QStringList numbers;
        for (int i = 1; i <= 20; ++i) {
            numbers.append(QString::number(i));
        }
        const Series series = seriesOf(QStringLiteral("x"), drawn(numbers.join(QLatin1Char(' '))));
        const RuleVerdict verdict = judgeRule(ruleOf(condition, {}), series, kBegan, at(20s), kStale);
        QTEST(verdict.readings.front().value.value(), "value");
    }

    void aCounterThatBeginsAnewGoesOnFromZero()
    {
        const Series series = seriesOf(QStringLiteral("x"), drawn(QStringLiteral("10 20 5 15")));
        const RuleVerdict verdict = judgeRule(ruleOf(QStringLiteral("rate(x) > 0"), {}), series, kBegan, at(4s), kStale);
        QCOMPARE(verdict.readings.front().value, std::optional(25.0 / 3.0));
    }

    void fewerThanTheFewestSamplesDecideNothing()
    {
        Window window = inARow(3, CountOf::Samples);
        window.minSamples = 20;
        const Rule rule = ruleOf(QStringLiteral("latency > 3s"), window);
        const auto after = [&](int samples) {
            const Series series = seriesOf(kLatency, drawn(QStringLiteral("4*%1").arg(samples)));
            return shown(judgeRule(rule, series, kBegan, at(1min), kStale));
        };
        QCOMPARE(after(19), QStringLiteral("no data undecided"));
        QCOMPARE(after(20), QStringLiteral("fired fail"));
    }

    void aFiredRuleStaysFiredUntilItClears_data()
    {
        QTest::addColumn<QString>("samples");
        QTest::addColumn<QString>("until"); // empty: the opposite
        QTest::addColumn<int>("hits");
        QTest::addColumn<QString>("fires");
        QTest::addColumn<QString>("truth");
        QTest::newRow("the opposite clears") << "4 2 4" << "" << 1 << "0 2" << "fired";
        QTest::newRow("between the bounds it stays") << "4 2.5 4" << "latency < 2s" << 1 << "0" << "fired";
        QTest::newRow("the clear bound itself does not clear") << "4 2 4" << "latency < 2s" << 1 << "0" << "fired";
        QTest::newRow("under the clear bound it clears") << "4 1.9 4" << "latency < 2s" << 1 << "0 2" << "fired";
        QTest::newRow("2 of 3 in a row do not clear") << "4*3 2 2 4*3" << "" << 3 << "2" << "fired";
        QTest::newRow("3 of 3 in a row clear") << "4*3 2*3" << "" << 3 << "2" << "clear";
        QTest::newRow("after it cleared all are needed again") << "4*3 2*3 4*2" << "" << 3 << "2" << "counting";
        QTest::newRow("NaN does not clear") << "4*3 2 2 nan*5" << "" << 3 << "2" << "fired";
        QTest::newRow("NaN between those that clear") << "4*3 2 2 nan 2" << "" << 3 << "2" << "clear";
        QTest::newRow("no data does not clear") << "4 -*300" << "" << 1 << "0" << "fired";
    }

    void aFiredRuleStaysFiredUntilItClears()
    {
        QFETCH(QString, samples);
        QFETCH(QString, until);
        QFETCH(int, hits);
        Rule rule = ruleOf(QStringLiteral("latency > 3s"), inARow(hits));
        if (!until.isEmpty()) {
            rule.clear = conditionOf(until);
        }
        const Series series = seriesOf(kLatency, drawn(samples));
        QTEST(secondsOf(replay(rule, series, kBegan, at(10min), kStale).firings), "fires");
        const Instant end = series.begin()->second.latest()->at;
        QTEST(wordOf(judgeRule(rule, series, kBegan, end, kStale).truth), "truth");
    }

    void withoutDataThePolicyDecides_data()
    {
        QTest::addColumn<QString>("samples");
        QTest::addColumn<int>("seconds"); // now
        QTest::addColumn<QString>("hold");
        QTest::addColumn<QString>("ignore");
        QTest::addColumn<QString>("fire");
        QTest::newRow("no sample yet") << "-" << 60 << "no data undecided" << "no data undecided" << "no data undecided";
        QTest::newRow("no sample for too long") << "-" << 61 << "no data no-data holds" << "no data no-data" << "fired fail";
        QTest::newRow("60 s old") << "2" << 60 << "clear pass" << "clear pass" << "clear pass";
        QTest::newRow("61 s old") << "2" << 61 << "no data no-data holds" << "no data no-data" << "fired fail";
        QTest::newRow("NaN only") << "nan*100" << 90 << "no data no-data holds" << "no data no-data" << "fired fail";
        QTest::newRow("one NaN") << "2 nan" << 1 << "clear pass" << "clear pass" << "clear pass";
        QTest::newRow("data again") << "2 -*80 2" << 81 << "clear pass" << "clear pass" << "clear pass";
        QTest::newRow("on its way, then no data") << "4" << 61 << "no data no-data holds" << "no data no-data" << "fired fail";
    }

    void withoutDataThePolicyDecides()
    {
        QFETCH(QString, samples);
        QFETCH(int, seconds);
        const Series series = seriesOf(kLatency, drawn(samples));
        Rule rule = ruleOf(QStringLiteral("latency > 3s"), inARow(2));
        rule.noData = NoDataPolicy::Hold;
        QTEST(shown(judgeRule(rule, series, kBegan, at(std::chrono::seconds(seconds)), kStale)), "hold");
        rule.noData = NoDataPolicy::Ignore;
        QTEST(shown(judgeRule(rule, series, kBegan, at(std::chrono::seconds(seconds)), kStale)), "ignore");
        rule.noData = NoDataPolicy::Fire;
        const RuleVerdict fired = judgeRule(rule, series, kBegan, at(std::chrono::seconds(seconds)), kStale);
        if (QString::fromLatin1(QTest::currentDataTag()) == QLatin1String("data again")) {
            QCOMPARE(shown(fired), QStringLiteral("fired fail")); // one sample that is fine does not clear what needs two
            return;
        }
        QTEST(shown(fired), "fire");
    }

    void aMissingBaselineDecidesNothing()
    {
        const Rule rule = ruleOf(QStringLiteral("latency > baseline * 1.5"), {});
        Series series = seriesOf(kLatency, drawn(QStringLiteral("9*30")));
        QCOMPARE(shown(judgeRule(rule, series, kBegan, at(29s), kStale)), QStringLiteral("no data undecided"));
        QVERIFY(replay(rule, series, kBegan, at(29s), kStale).firings.empty());
        series.emplace(metrics::SeriesKey{kLatency, metrics::Role::Baseline}, drawn(QStringLiteral("- - 6.01 6 5.99")));
        QCOMPARE(secondsOf(replay(rule, series, kBegan, at(29s), kStale).firings), QStringLiteral("4"));
        QCOMPARE(shown(judgeRule(rule, series, kBegan, at(200s), kStale)), QStringLiteral("fired fail"));
    }

    void aBaselineThatIsTooOldIsMissing()
    {
        const Rule rule = ruleOf(QStringLiteral("latency > baseline * 1.5"), {});
        Series series = seriesOf(kLatency, drawn(QStringLiteral("1*61 9*60")));
        series.emplace(metrics::SeriesKey{kLatency, metrics::Role::Baseline}, drawn(QStringLiteral("2")));
        QVERIFY(replay(rule, series, kBegan, at(2min), kStale).firings.empty());
    }

    void seriesReadOneAfterTheOtherMakeOneMoment()
    {
        Series series = seriesOf(kLatency, drawn(QStringLiteral("4*4"), 10s));
        series.emplace(metrics::SeriesKey{metrics::kErrorRate, metrics::Role::Canary},
            drawn(QStringLiteral("0.5*4"), 10s, kBegan + 7ms)); // asked for a moment later
        const Rule rule = ruleOf(QStringLiteral("latency > 3s and error_rate > 1%"), inARow(4, CountOf::Samples));
        const Replay replayed = replay(rule, series, kBegan, at(1min), kStale);
        QCOMPARE(secondsOf(replayed.firings), QStringLiteral("30.007"));
    }

    void theVerdictDependsOnTheActionAndOnArming_data()
    {
        QTest::addColumn<int>("action");
        QTest::addColumn<bool>("armed");
        QTest::addColumn<QString>("verdict");
        QTest::newRow("roll back") << int(Action::RollBack) << true << "fired fail";
        QTest::newRow("roll back, dry run") << int(Action::RollBack) << false << "fired marginal";
        QTest::newRow("hold") << int(Action::Hold) << true << "fired marginal holds";
        QTest::newRow("hold, dry run") << int(Action::Hold) << false << "fired marginal";
        QTest::newRow("notify") << int(Action::Notify) << true << "fired marginal";
    }

    void theVerdictDependsOnTheActionAndOnArming()
    {
        QFETCH(int, action);
        Rule rule = ruleOf(QStringLiteral("latency > 3s"), {}, static_cast<Action>(action));
        rule.armed = *static_cast<bool*>(QTest::qData("armed", qMetaTypeId<bool>()));
        QTEST(shown(judgeRule(rule, seriesOf(kLatency, drawn(QStringLiteral("4"))), kBegan, at(0s), kStale)), "verdict");
    }

    void whatLiesOutsideIsNotSeen()
    {
        const Rule rule = ruleOf(QStringLiteral("latency > 3s"), inARow(2));
        metrics::SeriesWindow samples = drawn(QStringLiteral("4 2 4"));
        samples.insert({kBegan - 1ms, 4});
        const Series series = seriesOf(kLatency, samples);
        const RuleVerdict first = judgeRule(rule, series, kBegan, at(1s), kStale);
        QCOMPARE(shown(first), QStringLiteral("clear pass"));
        QCOMPARE(judgeRule(rule, series, kBegan, at(1s), kStale).sentence, first.sentence);
        QVERIFY(replay(rule, series, kBegan, at(0s), kStale).firings.empty());
    }
};

QTEST_GUILESS_MAIN(TestRuleWatch)

#include "test_rule_watch.moc"
