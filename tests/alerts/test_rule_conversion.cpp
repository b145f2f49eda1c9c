#include "models/formats/alerts/alert_shape.h"
#include "models/formats/alerts/cloudwatch.h"
#include "models/formats/alerts/conversion.h"
#include "models/formats/alerts/datadog.h"
#include "models/formats/alerts/fairlead_rules.h"
#include "models/formats/alerts/grafana.h"
#include "models/formats/alerts/prometheus_reader.h"
#include "models/formats/alerts/prometheus_writer.h"
#include "tests/alerts/promtool.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace fairlead;
using namespace fairlead::formats::alerts;
using namespace std::chrono_literals;

namespace {

const QByteArray kCloudWatch = R"({"MetricAlarms": [
  {"AlarmName": "LatencyHigh", "MetricName": "Agent.Latency", "Namespace": "Voice", "Statistic": "Maximum", "Threshold": 2500,
   "ComparisonOperator": "GreaterThanThreshold", "EvaluationPeriods": 2, "Period": 60, "AlarmDescription": "Too slow {{x}}",
   "Dimensions": [{"Name": "service", "Value": "agent"}], "TreatMissingData": "breaching", "StateValue": "OK",
   "AlarmActions": ["arn:x"]},
  {"AlarmName": "P99", "MetricName": "latency", "ExtendedStatistic": "p99.9", "Threshold": 1.5,
   "ComparisonOperator": "LessThanOrEqualToThreshold", "EvaluationPeriods": 1, "Period": 300}]})";

const QByteArray kDatadog = R"([{"name": "Latency high", "type": "query alert",
  "query": "avg(last_5m):avg:custom.latency_ms{service:voice-agent,!env:dev,host:a*} by {host} > 2500",
  "message": "{{value}} ms on {{host.name}} @oncall {{#is_alert}}now{{/is_alert}}",
  "tags": ["team:voice", "loose"],
  "options": {"thresholds": {"critical": 2500, "warning": 2000, "critical_recovery": 1500}, "notify_no_data": true}}])";

const QByteArray kPrometheus = "groups:\n"
                               "- name: a\n"
                               "  interval: 1m\n"
                               "  rules:\n"
                               "  - alert: Slow\n"
                               "    expr: avg_over_time(call_seconds{job=\"x\"}[5m]) > 2.5\n"
                               "    for: 5m\n"
                               "    labels: {severity: critical}\n"
                               "    annotations: {summary: '{{ $labels.job }} at {{ $value }}'}\n"
                               "  - alert: Few\n"
                               "    expr: sum(rate(calls_total[5m])) < 1\n"
                               "  - alert: Mixed\n"
                               "    expr: up == 0 and on (job) ready == 1\n"
                               "    for: 1m\n"
                               "  - record: job:calls:rate\n"
                               "    expr: sum by (job) (rate(calls_total[5m]))\n";

bool notes(const NotCarriedOvers& notes, const char* path)
{
    return std::ranges::any_of(notes, [&](const NotCarriedOver& note) { return note.path == QLatin1String(path) && !note.why.isEmpty(); });
}

const AlertRule& ruleOf(const RuleReading& reading, std::size_t index)
{
    return reading.rules.groups.front().rules.at(index);
}

QJsonObject jsonOf(const QByteArray& bytes)
{
    return QJsonDocument::fromJson(bytes).object();
}

} // namespace

class TestRuleConversion : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void cloudWatchAlarmsBecomeRules()
    {
        const RuleReading reading = readCloudWatch(QStringLiteral("a.json"), kCloudWatch);
        QVERIFY2(reading.valid(), reading.problems.empty() ? "" : qPrintable(toText(reading.problems.front())));
        QCOMPARE(ruleOf(reading, 0).expr, QStringLiteral("max_over_time(Agent_Latency{service=\"agent\"}[1m]) > 2500"));
        QVERIFY(ruleOf(reading, 0).pending == 1min);
        QCOMPARE(ruleOf(reading, 0).annotation(QStringLiteral("cloudwatch_metric")), QStringLiteral("Agent.Latency"));
        QCOMPARE(ruleOf(reading, 1).expr, QStringLiteral("quantile_over_time(0.999, latency[5m]) <= 1.5"));
        QVERIFY(ruleOf(reading, 1).pending == 0min);
        for (const char* path : {"MetricAlarms[0].TreatMissingData", "MetricAlarms[0].StateValue", "MetricAlarms[0].AlarmActions"}) {
            QVERIFY2(notes(reading.notCarriedOver, path), path);
        }
    }

    void cloudWatchGoesThereAndBack()
    {
        const RuleReading reading = readCloudWatch(QStringLiteral("a.json"), kCloudWatch);
        const WrittenRules written = writeCloudWatch(reading.rules);
        const RuleReading again = readCloudWatch(QStringLiteral("b.json"), written.bytes);
        QVERIFY(again.valid());
        QVERIFY(again.rules == reading.rules);
    }

    void cloudFormationIsReadToo()
    {
        const RuleReading reading = readCloudWatch(QStringLiteral("t.yaml"),
            "Resources:\n  Slow:\n    Type: AWS::CloudWatch::Alarm\n    Properties:\n      MetricName: m\n      Statistic: Average\n      "
            "Threshold: 1\n"
            "      ComparisonOperator: GreaterThanThreshold\n      EvaluationPeriods: 3\n      Period: 60\n  Bucket: {Type: "
            "AWS::S3::Bucket}\n");
        QVERIFY2(reading.valid(), reading.problems.empty() ? "" : qPrintable(toText(reading.problems.front())));
        QCOMPARE(ruleOf(reading, 0).name, QStringLiteral("Slow"));
        QVERIFY(ruleOf(reading, 0).pending == 2min);
    }

    void errorsOfCloudWatchArePrecise()
    {
        const RuleReading reading = readCloudWatch(QStringLiteral("a.json"),
            "{\"AlarmName\": \"a\", \"MetricName\": \"m\", \"Statistic\": \"Average\",\n \"Treshold\": 5, \"EvaluationPeriods\": 0, "
            "\"Period\": \"x\",\n"
            " \"ComparisonOperator\": \"GreaterThanTreshold\"}");
        QVERIFY(!reading.valid());
        QStringList shown;
        for (const Problem& problem : reading.problems) {
            shown.append(QStringLiteral("%1:%2 %3").arg(problem.at.line).arg(problem.at.column).arg(problem.code));
        }
        QVERIFY2(shown.contains(QStringLiteral("3:24 unknown-comparison")), qPrintable(shown.join(QLatin1Char('\n'))));
        QVERIFY2(shown.contains(QStringLiteral("1:1 missing-key")), qPrintable(shown.join(QLatin1Char('\n'))));
        QVERIFY2(shown.contains(QStringLiteral("2:38 out-of-range")), qPrintable(shown.join(QLatin1Char('\n'))));
        QVERIFY2(shown.contains(QStringLiteral("2:51 wrong-type")), qPrintable(shown.join(QLatin1Char('\n'))));
        QVERIFY(!readCloudWatch(QStringLiteral("b.json"), "{}").valid());
    }

    void datadogMonitorsBecomeTwoAlerts()
    {
        const RuleReading reading = readDatadog(QStringLiteral("m.json"), kDatadog);
        QVERIFY2(reading.valid(), reading.problems.empty() ? "" : qPrintable(toText(reading.problems.front())));
        QCOMPARE(ruleOf(reading, 0).expr,
            QStringLiteral(
                "avg_over_time(avg by (host) (custom_latency_ms{service=\"voice-agent\", env!=\"dev\", host=~\"a.*\"})[5m:]) > 2500"));
        QVERIFY(ruleOf(reading, 1).expr.endsWith(QStringLiteral("> 2000")));
        QCOMPARE(ruleOf(reading, 1).label(QStringLiteral("severity")), QStringLiteral("warning"));
        QVERIFY(ruleOf(reading, 0)
                .annotation(QStringLiteral("message"))
                .startsWith(QStringLiteral("{{ $value }} ms on {{ $labels.host }} @oncall")));
        for (const char* path : {"[0].thresholds.critical_recovery", "[0].options.notify_no_data", "[0].tags", "[0].message"}) {
            QVERIFY2(notes(reading.notCarriedOver, path), path);
        }
    }

    void datadogGoesThereAndBack()
    {
        const RuleReading reading = readDatadog(QStringLiteral("m.json"), kDatadog);
        const WrittenRules written = writeDatadog(reading.rules);
        QCOMPARE(jsonOf(written.bytes).value(QLatin1String("monitors")).toArray().size(), 1);
        const RuleReading again = readDatadog(QStringLiteral("n.json"), written.bytes);
        QVERIFY2(again.valid(), again.problems.empty() ? "" : qPrintable(toText(again.problems.front())));
        QVERIFY(again.rules == reading.rules);
    }

    void errorsOfDatadogArePrecise_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("code");
        QTest::newRow("formula") << QByteArray("{\"name\": \"a\", \"query\": \"avg(last_5m):a / b > 1\"}") << QStringLiteral("bad-query");
        QTest::newRow("thresholds differ") << QByteArray(
            "{\"name\": \"a\", \"query\": \"avg:m{*} > 1\", \"thresholds\": {\"critical\": 2}}")
                                           << QStringLiteral("threshold-differs");
        QTest::newRow("warning behind the alert")
            << QByteArray("{\"name\": \"a\", \"query\": \"avg:m{*} > 1\", \"thresholds\": {\"warning\": 2}}")
            << QStringLiteral("wrong-order");
        QTest::newRow("no query") << QByteArray("[{\"name\": \"a\"}]") << QStringLiteral("missing-key");
        QTest::newRow("something else") << QByteArray("{\"a\": 1}") << QStringLiteral("no-monitors");
    }

    void errorsOfDatadogArePrecise()
    {
        QFETCH(const QByteArray, bytes);
        QFETCH(const QString, code);
        const RuleReading reading = readDatadog(QStringLiteral("m.json"), bytes);
        QVERIFY(!reading.valid());
        QCOMPARE(reading.problems.front().code, code);
        QVERIFY(reading.problems.front().at.line > 0);
    }

    void nothingIsDroppedOnTheWayToOtherSystems()
    {
        const RuleReading reading = readPrometheus(QStringLiteral("p.yml"), kPrometheus);
        QVERIFY(reading.valid());
        for (const WrittenRules& written : {writeCloudWatch(reading.rules), writeDatadog(reading.rules)}) {
            QVERIFY(notes(written.notCarriedOver, "groups[0]"));
            QVERIFY(notes(written.notCarriedOver, "groups[0].rules[1]"));
            QVERIFY(notes(written.notCarriedOver, "groups[0].rules[2]"));
            QVERIFY(notes(written.notCarriedOver, "groups[0].rules[3]"));
        }
        const QJsonObject alarm
            = jsonOf(writeCloudWatch(reading.rules).bytes).value(QLatin1String("MetricAlarms")).toArray().at(0).toObject();
        QCOMPARE(alarm.value(QLatin1String("EvaluationPeriods")).toInt(), 2);
        QCOMPARE(alarm.value(QLatin1String("Period")).toInt(), 300);
        QVERIFY(notes(writeCloudWatch(reading.rules).notCarriedOver, "groups[0].rules[0].annotations.summary"));
        QVERIFY(notes(writeDatadog(reading.rules).notCarriedOver, "groups[0].rules[0].for"));
    }

    void fairleadKeepsEverythingAndComesBack()
    {
        const RuleReading reading = readPrometheus(QStringLiteral("p.yml"), kPrometheus);
        const WrittenRules written = writeFairlead(reading.rules);
        QVERIFY2(written.bytes.contains("rule: \"alert team when call_seconds > 2.5"), written.bytes.constData());
        QVERIFY2(written.bytes.contains("query: \"sum(rate(calls_total[5m]))\""), written.bytes.constData());
        QVERIFY(notes(written.notCarriedOver, "groups[0].rules[2].expr"));
        QVERIFY(notes(written.notCarriedOver, "groups[0].rules[3].expr"));
        QVERIFY(detectRuleFormat(QStringLiteral("f.yml"), written.bytes) == RuleFormat::Fairlead);
        const RuleReading again = readFairlead(QStringLiteral("f.yml"), written.bytes);
        QVERIFY2(again.valid(), again.problems.empty() ? "" : qPrintable(toText(again.problems.front())));
        QVERIFY2(again.rules == reading.rules, writePrometheus(again.rules).constData());
    }

    void ruleLinesBecomePromql()
    {
        const RuleReading reading = readFairlead(QStringLiteral("r.txt"),
            "# latency\nalert team when latency > 2.5s for 5m\nroll back when error_rate > 5% in the first 5m\n"
            "hold when latency > 3s p95 over 15m\ninvestigate when tokens_per_call > baseline * 1.5\n");
        QVERIFY2(reading.valid(), reading.problems.empty() ? "" : qPrintable(toText(reading.problems.front())));
        QCOMPARE(reading.rules.alertCount(), 3);
        QCOMPARE(ruleOf(reading, 0).expr, QStringLiteral("latency > 2.5"));
        QVERIFY(ruleOf(reading, 0).pending == 5min);
        QCOMPARE(ruleOf(reading, 1).expr, QStringLiteral("error_rate > 0.05"));
        QCOMPARE(ruleOf(reading, 1).label(QStringLiteral("action")), QStringLiteral("roll back"));
        QCOMPARE(ruleOf(reading, 2).expr, QStringLiteral("quantile_over_time(0.95, latency[15m]) > 3"));
        QVERIFY(notes(reading.notCarriedOver, "line 3.first"));
        QVERIFY(notes(reading.notCarriedOver, "line 5.condition"));
        QVERIFY(readPrometheus(QStringLiteral("p.yml"), writePrometheus(reading.rules)).valid());
    }

    void wrongRuleLinesHaveAPlace()
    {
        const RuleReading reading = readFairlead(QStringLiteral("r.txt"), "alert team when latency > 2s\nalert team when latency > 5%\n");
        QVERIFY(!reading.valid());
        QCOMPARE(reading.problems.front().code, QStringLiteral("bad-rule"));
        QCOMPARE(reading.problems.front().at.line, 2);
        QVERIFY(reading.problems.front().at.column > 1);
    }

    void dashboardsShowEachValueOnce()
    {
        const RuleReading reading = readDatadog(QStringLiteral("m.json"), kDatadog);
        const QJsonObject dashboard = jsonOf(writeGrafana(reading.rules, QStringLiteral("Voice")).bytes);
        QCOMPARE(dashboard.value(QLatin1String("title")).toString(), QStringLiteral("Voice"));
        QVERIFY(dashboard.value(QLatin1String("schemaVersion")).toInt() >= 30);
        const QJsonArray panels = dashboard.value(QLatin1String("panels")).toArray();
        QCOMPARE(panels.size(), 2); // a row, and one graph with both bounds
        const QJsonArray steps = panels.at(1)
                                     .toObject()
                                     .value(QLatin1String("fieldConfig"))
                                     .toObject()
                                     .value(QLatin1String("defaults"))
                                     .toObject()
                                     .value(QLatin1String("thresholds"))
                                     .toObject()
                                     .value(QLatin1String("steps"))
                                     .toArray();
        QCOMPARE(steps.size(), 3);
        QCOMPARE(steps.at(1).toObject().value(QLatin1String("value")).toDouble(), 2000.0);
        QCOMPARE(steps.at(1).toObject().value(QLatin1String("color")).toString(), QStringLiteral("orange"));
        const QJsonArray annotations = dashboard.value(QLatin1String("annotations")).toObject().value(QLatin1String("list")).toArray();
        QVERIFY(annotations.at(0).toObject().value(QLatin1String("expr")).toString().contains(QStringLiteral("Latency high")));
    }

    void formatsAreFoundOut()
    {
        QVERIFY(detectRuleFormat(QStringLiteral("a"), kCloudWatch) == RuleFormat::CloudWatch);
        QVERIFY(detectRuleFormat(QStringLiteral("a"), kDatadog) == RuleFormat::Datadog);
        QVERIFY(detectRuleFormat(QStringLiteral("a"), kPrometheus) == RuleFormat::Prometheus);
        QVERIFY(detectRuleFormat(QStringLiteral("a"), "hold when latency > 2s\n") == RuleFormat::Fairlead);
        QVERIFY(detectRuleFormat(QStringLiteral("a"), "nonsense") == RuleFormat::Prometheus);
        QVERIFY(detectRuleFormat(QStringLiteral("a"), "") == RuleFormat::Prometheus);
    }

    void promtoolAcceptsEveryConversion()
    {
        if (!promtool::isHere()) {
            QSKIP("promtool is not installed");
        }
        const QList<QByteArray> files{writePrometheus(readCloudWatch(QStringLiteral("a"), kCloudWatch).rules),
            writePrometheus(readDatadog(QStringLiteral("a"), kDatadog).rules),
            writePrometheus(
                readFairlead(QStringLiteral("a"), writeFairlead(readPrometheus(QStringLiteral("a"), kPrometheus).rules).bytes).rules),
            writePrometheus(readFairlead(QStringLiteral("a"), "alert team when latency > 2.5s for 5m\n").rules)};
        QCOMPARE(promtool::accepts(files), std::optional(QList<bool>(files.size(), true)));
    }

    void shapesAreFoundAndWrittenBack_data()
    {
        QTest::addColumn<QString>("expr");
        for (const char* expr : {"up == 0", "avg_over_time(m{a=\"b\"}[5m]) > 2", "sum by (a, b) (m{c!~\"x|y\"}) <= -1.5",
                 "quantile_over_time(0.95, m[1h]) >= 1e-09", "max_over_time(avg(m)[10m:]) < 3"}) {
            QTest::newRow(expr) << QString::fromUtf8(expr);
        }
    }

    void shapesAreFoundAndWrittenBack()
    {
        QFETCH(const QString, expr);
        const std::optional<AlertShape> shape = shapeOf(expr);
        QVERIFY(shape && shape->metric);
        QCOMPARE(QStringLiteral("%1 %2 %3").arg(toPromql(*shape->metric), toPromql(shape->comparator), numberText(shape->bound)), expr);
    }

    void numbersOnTheLeftTurnTheComparison()
    {
        const std::optional<AlertShape> shape = shapeOf(QStringLiteral("(5 > up)"));
        QVERIFY(shape);
        QVERIFY(shape->comparator == condition::Comparator::Less);
        QCOMPARE(shape->value, QStringLiteral("up"));
        QVERIFY(!shapeOf(QStringLiteral("up > bool 1")));
        QVERIFY(!shapeOf(QStringLiteral("up > on () down")));
    }
};

QTEST_GUILESS_MAIN(TestRuleConversion)
#include "test_rule_conversion.moc"
