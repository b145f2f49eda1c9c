#include "models/domain/analysis/assess.h"
#include "models/domain/analysis/question.h"
#include "models/domain/analysis/schedule.h"

#include <QJsonArray>
#include <QTest>

using namespace fairlead;
using namespace fairlead::analysis;

namespace {

constexpr Instant kNow = Instant::fromMs(1'000'000);

Metric metric(const char* name, const char* interval = "", bool dryRun = false)
{
    Metric made;
    made.name = QString::fromLatin1(name);
    made.interval = QString::fromLatin1(interval);
    made.dryRun = dryRun;
    return made;
}

/// Seconds from now.
Instant in(int seconds)
{
    return kNow + std::chrono::seconds(seconds);
}

Measurement finished(Phase phase, int seconds)
{
    Measurement made;
    made.phase = phase;
    made.startedAt = in(seconds);
    made.finishedAt = in(seconds);
    return made;
}

MetricResult result(const char* name, const std::vector<Measurement>& measurements)
{
    MetricResult made;
    made.name = QString::fromLatin1(name);
    made.phase = Phase::Running;
    made.measurements = measurements;
    for (const Measurement& each : measurements) {
        made.counters.add(each.phase);
    }
    return made;
}

} // namespace

class TestAnalysisRun : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void theWorstMetricThatCountsDecides()
    {
        Run run;
        run.metrics = {metric("latency"), metric("errors"), metric("trial", "", true)};
        run.results = {result("latency", {finished(Phase::Successful, -1)}), result("trial", {finished(Phase::Failed, -1)})};
        const RunStatus open = assess(run);
        QCOMPARE(toString(open.phase), toString(Phase::Running));
        QVERIFY(open.message.isEmpty());
        Measurement bad = finished(Phase::Failed, -1);
        bad.message = QStringLiteral("value was 0.2");
        run.results.push_back(result("errors", {bad}));
        const RunStatus ended = assess(run);
        QCOMPARE(toString(ended.phase), toString(Phase::Failed));
        QCOMPARE(ended.message,
            QStringLiteral("Metric \"errors\" assessed Failed due to failed (1) > failureLimit (0): \"Error Message: value was 0.2\""));
        QCOMPARE(ended.summary, (Summary{2, 1, 1, 0, 0}));
        QCOMPARE(ended.dryRunSummary, (Summary{1, 0, 1, 0, 0}));
        QCOMPARE(ended.run.resultOf(QStringLiteral("trial"))->message,
            QStringLiteral("Metric assessed Failed due to failed (1) > failureLimit (0)"));
    }

    void dryRunsAloneEndSuccessfully()
    {
        Run run;
        run.metrics = {metric("trial", "", true)};
        run.results = {result("trial", {finished(Phase::Failed, -1)})};
        QCOMPARE(toString(assess(run).phase), toString(Phase::Successful));
        QVERIFY(!isTerminating(assess(run).run));
    }

    void aRunThatIsEndedEarlyIsSuccessful()
    {
        Run run;
        run.metrics = {metric("latency", "60s")};
        run.terminate = true;
        QCOMPARE(toString(assess(run).phase), toString(Phase::Successful));
        QCOMPARE(assess(run).message, QStringLiteral("Run Terminated"));
        run.results = {result("latency", {finished(Phase::Successful, -5)})};
        QCOMPARE(toString(assess(run).phase), toString(Phase::Successful));
    }

    void aFailureEndsTheRunForItsSiblings()
    {
        Run run;
        run.metrics = {metric("endless", "60s"), metric("errors")};
        run.results = {result("endless", {finished(Phase::Successful, -90)}), result("errors", {finished(Phase::Failed, -1)})};
        const RunStatus first = assess(run);
        QCOMPARE(toString(first.phase), toString(Phase::Running));
        QVERIFY(isTerminating(first.run));
        QVERIFY(dueMetrics(first.run, kNow).isEmpty());
        QCOMPARE(toString(assess(first.run).phase), toString(Phase::Failed));
    }

    void metricsAreDueAtTheirBorders_data()
    {
        QTest::addColumn<int>("finishedAgo");
        QTest::addColumn<Phase>("last");
        QTest::addColumn<bool>("due");
        QTest::newRow("before the interval is over") << 59 << Phase::Successful << false;
        QTest::newRow("exactly then") << 60 << Phase::Successful << false;
        QTest::newRow("after it") << 61 << Phase::Successful << true;
        QTest::newRow("an error before 10 s") << 9 << Phase::Error << false;
        QTest::newRow("an error after 10 s") << 11 << Phase::Error << true;
    }
    void metricsAreDueAtTheirBorders()
    {
        QFETCH(int, finishedAgo);
        QFETCH(Phase, last);
        QFETCH(bool, due);
        Run run;
        run.metrics = {metric("latency", "60s")};
        run.results = {result("latency", {finished(last, -finishedAgo)})};
        QCOMPARE(dueMetrics(run, kNow).size(), due ? 1 : 0);
        const int pause = last == Phase::Error ? 10 : 60;
        QCOMPARE(nextLook(run, kNow), std::optional(in(pause - finishedAgo)));
    }

    void anInitialDelayIsWaitedFor()
    {
        Run run;
        run.metrics = {metric("latency", "60s")};
        run.metrics.front().initialDelay = QStringLiteral("20s");
        QVERIFY(dueMetrics(run, kNow).isEmpty()); // not begun
        QCOMPARE(nextLook(run, kNow), std::optional(in(20)));
        run.startedAt = in(-19);
        QVERIFY(dueMetrics(run, kNow).isEmpty());
        QCOMPARE(nextLook(run, kNow), std::optional(in(1)));
        run.startedAt = in(-20);
        QCOMPARE(dueMetrics(run, kNow), QStringList{QStringLiteral("latency")});
        run.metrics.front().initialDelay = QStringLiteral("soon");
        QVERIFY(dueMetrics(run, kNow).isEmpty());
        QVERIFY(!nextLook(run, kNow));
    }

    void whatIsInFlightIsLookedAtAgain()
    {
        Run run;
        run.metrics = {metric("job", "60s")};
        Measurement inFlight;
        inFlight.startedAt = in(-30);
        run.results = {result("job", {inFlight})};
        QCOMPARE(dueMetrics(run, kNow).size(), 1);
        QVERIFY(!nextLook(run, kNow));
        run.results.front().measurements.back().resumeAt = in(10);
        QVERIFY(dueMetrics(run, kNow).isEmpty());
        QCOMPARE(nextLook(run, kNow), std::optional(in(10)));
        run.terminate = true;
        QCOMPARE(dueMetrics(run, in(10)).size(), 1);
    }

    void aReachedCountIsNotMeasuredAgain()
    {
        Run run;
        run.metrics = {metric("once")};
        run.results = {result("once", {finished(Phase::Successful, -100)})};
        QVERIFY(dueMetrics(run, kNow).isEmpty());
        QVERIFY(!nextLook(run, kNow));
        run.results = {result("once", {finished(Phase::Error, -100)})};
        QCOMPARE(dueMetrics(run, kNow).size(), 1);
    }

    void theNewestMeasurementsAreKept()
    {
        std::vector<Measurement> many;
        for (int each = 0; each < 12; ++each) {
            many.push_back(finished(Phase::Successful, -each));
            many.back().value = QString::number(each);
        }
        const std::vector<MetricResult> kept
            = trimmed({result("a", many), result("b", many), result("c", many)}, {{QStringLiteral("b"), 2}, {QStringLiteral("c"), 0}});
        QCOMPARE(kept.at(0).measurements.size(), std::size_t{10});
        QCOMPARE(kept.at(0).measurements.front().value, QStringLiteral("2"));
        QCOMPARE(kept.at(1).measurements.size(), std::size_t{2});
        QCOMPARE(kept.at(2).measurements.size(), std::size_t{10});
    }

    void timeToLiveFollowsThePhase()
    {
        const TimeToLive all{100, 10, 50};
        QVERIFY(!isExpired(all, Phase::Running, 1000));
        QVERIFY(!isExpired(all, Phase::Failed, std::nullopt));
        QVERIFY(!isExpired(all, Phase::Successful, 10));
        QVERIFY(isExpired(all, Phase::Successful, 11));
        QVERIFY(!isExpired(all, Phase::Failed, 50));
        QVERIFY(isExpired(all, Phase::Failed, 51));
        QVERIFY(!isExpired(all, Phase::Error, 100));
        QVERIFY(isExpired(all, Phase::Inconclusive, 101));
        QVERIFY(!isExpired({std::nullopt, 10, 10}, Phase::Error, 1000));
    }

    void rulesNameMetricsByPattern()
    {
        const std::vector<Metric> metrics{metric("error-rate"), metric("latency")};
        QCOMPARE(metricsOfRules(QStringLiteral("dryRun"), {QStringLiteral("error.*")}, metrics).value(),
            QStringList{QStringLiteral("error-rate")});
        QCOMPARE(metricsOfRules(QStringLiteral("dryRun"), {QStringLiteral(".*"), QStringLiteral("lat")}, metrics).value().size(), 2);
        QCOMPARE(metricsOfRules(QStringLiteral("dryRun"), {QStringLiteral("lat"), QStringLiteral("cost")}, metrics).error(),
            QStringLiteral("dryRun[1]: Rule didn't match any metric name(s)"));
    }

    void aQuestionIsAnswered()
    {
        const QJsonObject question{{QStringLiteral("op"), QStringLiteral("applyMeasurement")}, {QStringLiteral("before"), QJsonObject()},
            {QStringLiteral("measurement"), QStringLiteral("Failed")}};
        const Result<QJsonValue> counted = answer(question);
        QVERIFY(counted);
        QCOMPARE(counted->toObject().value(QStringLiteral("failed")).toInt(), 1);
        QCOMPARE(toString(answer({{QStringLiteral("op"), QStringLiteral("guess")}}).error().code), toString(ErrorCode::Unsupported));
        QCOMPARE(toString(answer({}).error().code), toString(ErrorCode::Unsupported));
        const QJsonObject odd{{QStringLiteral("op"), QStringLiteral("isWorse")}, {QStringLiteral("current"), QStringLiteral("bad")}};
        QCOMPARE(toString(answer(odd).error().code), toString(ErrorCode::InvalidInput));
        const QJsonObject broken{{QStringLiteral("op"), QStringLiteral("assessMetricStatus")},
            {QStringLiteral("result"), QJsonObject{{QStringLiteral("phase"), QStringLiteral("Odd")}}}};
        QCOMPARE(toString(answer(broken).error().code), toString(ErrorCode::InvalidInput));
    }

    void aQuestionAboutARunEndsWhatIsInFlight()
    {
        const QJsonObject inFlight{{QStringLiteral("phase"), QStringLiteral("Running")}, {QStringLiteral("finished"), false}};
        const QJsonObject failed{{QStringLiteral("phase"), QStringLiteral("Failed")}, {QStringLiteral("finished"), true}};
        const QJsonObject question{{QStringLiteral("op"), QStringLiteral("assessRunStatus")},
            {QStringLiteral("metrics"),
                QJsonArray{QJsonObject{{QStringLiteral("name"), QStringLiteral("a")}},
                    QJsonObject{{QStringLiteral("name"), QStringLiteral("b")}}}},
            {QStringLiteral("results"),
                QJsonArray{QJsonObject{{QStringLiteral("name"), QStringLiteral("a")}, {QStringLiteral("phase"), QStringLiteral("Running")},
                               {QStringLiteral("providerTerminates"), QStringLiteral("Successful")},
                               {QStringLiteral("measurements"), QJsonArray{inFlight}}},
                    QJsonObject{{QStringLiteral("name"), QStringLiteral("b")}, {QStringLiteral("phase"), QStringLiteral("Failed")},
                        {QStringLiteral("failed"), 1}, {QStringLiteral("measurements"), QJsonArray{failed}}}}}};
        const QJsonObject status = answer(question).value().toObject();
        QCOMPARE(status.value(QStringLiteral("phase")).toString(), QStringLiteral("Failed"));
        QCOMPARE(
            status.value(QStringLiteral("metricPhases")).toObject().value(QStringLiteral("a")).toString(), QStringLiteral("Successful"));
        QCOMPARE(status.value(QStringLiteral("metricMessages")).toArray().at(0).toString(), QStringLiteral("Metric Terminated"));
    }
};

QTEST_APPLESS_MAIN(TestAnalysisRun)
#include "test_analysis_run.moc"
