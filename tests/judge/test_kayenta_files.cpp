#include "models/formats/json_text.h"
#include "models/formats/kayenta_config.h"
#include "models/formats/kayenta_data.h"
#include "models/formats/kayenta_result.h"

#include <QJsonArray>
#include <QTest>

#include <cmath>

using namespace fairlead;
using namespace fairlead::formats;

namespace {

const QString kFile = QStringLiteral("canary.json");

JsonText parsed(const QByteArray& text)
{
    const auto document = JsonText::parse(kFile, text);
    return *document;
}

QString firstProblem(const Problems& problems)
{
    return problems.empty()
        ? QString()
        : QStringLiteral("%1:%2 %3 %4").arg(problems[0].at.line).arg(problems[0].at.column).arg(problems[0].code, problems[0].message);
}

constexpr const char* kConfig = R"({
  "name": "checkout",
  "configVersion": "1",
  "judge": {"name": "NetflixACAJudge-v1.0", "judgeConfigurations": {}},
  "metrics": [
    {"name": "latency", "groups": ["speed", "all"], "scopeName": "default",
     "query": {"type": "prometheus", "serviceType": "prometheus", "metricName": "latency_ms"},
     "analysisConfigurations": {"canary": {
       "direction": "increase", "nanStrategy": "replace", "critical": true, "mustHaveData": true, "muted": false,
       "outliers": {"strategy": "remove"},
       "effectSize": {"measure": "cles", "allowedIncrease": 0.7}}}},
    {"name": "cpu", "groups": [], "extensions": {"canary": {"direction": "decrease"}}},
    {"name": "errors", "groups": ["all"]}
  ],
  "classifier": {"groupWeights": {"speed": 60, "all": 40.0}, "scoreThresholds": {"pass": 90, "marginal": 70}}
})";

} // namespace

class TestKayentaFiles : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aConfigurationIsReadWithItsRules();
    void aConfigurationMayStandInARequest_data();
    void aConfigurationMayStandInARequest();
    void unknownWordsAreJudgedAsTheDefault_data();
    void unknownWordsAreJudgedAsTheDefault();
    void whatIsWrongIsNamedWithItsPlace_data();
    void whatIsWrongIsNamedWithItsPlace();
    void twoMetricsOfOneNameAreUsableAndNotValid();
    void seriesComeInSeveralShapes_data();
    void seriesComeInSeveralShapes();
    void sidesOfSeriesArePairedByTags();
    void pointsWithoutAValueAreNanAndZerosKeepTheirSign();
    void aSampleIsClassifiedUnderKayentaSNames();
    void aComparisonByRanksReportsUAndP();
    void aJudgementIsWrittenUnderKayentaSNames();
    void hostileDocumentsEndInAProblem_data();
    void hostileDocumentsEndInAProblem();
};

void TestKayentaFiles::aConfigurationIsReadWithItsRules()
{
    const KayentaConfig config = readKayentaConfig(kFile, kConfig);
    QVERIFY2(config.problems.empty(), qPrintable(firstProblem(config.problems)));
    QVERIFY(config.isValid());
    QCOMPARE(config.canary.name, QStringLiteral("checkout"));
    QCOMPARE(config.canary.metrics.size(), std::size_t{3});
    const judge::MetricConfig& latency = config.canary.metrics[0];
    QCOMPARE(latency.groups, (QStringList{QStringLiteral("speed"), QStringLiteral("all")}));
    QCOMPARE(latency.source, QStringLiteral("prometheus"));
    judge::MetricRules rules;
    rules.direction = judge::Direction::Increase;
    rules.nanStrategy = judge::NanStrategy::Replace;
    rules.outlierFactor = 3;
    rules.critical = true;
    rules.mustHaveData = true;
    rules.effectSize = judge::EffectSize::none(judge::EffectMeasure::Superiority);
    rules.effectSize.allowedIncrease = 0.7;
    QCOMPARE(latency.rules, rules);
    QCOMPARE(config.canary.metrics[1].rules.direction, judge::Direction::Decrease);
    QCOMPARE(config.canary.metrics[2].rules, judge::MetricRules());
    QCOMPARE(config.canary.metrics[2].directionWord, std::nullopt);
    QCOMPARE(config.canary.groupWeights, (std::map<QString, double>{{QStringLiteral("all"), 40}, {QStringLiteral("speed"), 60}}));
    QCOMPARE(config.canary.thresholds, std::optional(judge::Thresholds{90, 70}));
    QCOMPARE(config.requested, std::nullopt);
}

void TestKayentaFiles::aConfigurationMayStandInARequest_data()
{
    QTest::addColumn<QByteArray>("around");
    QTest::newRow("a case") << QByteArray(R"("scoreThresholds": {"pass": 80, "marginal": 60})");
    QTest::newRow("an ad-hoc run") << QByteArray(R"("executionRequest": {"thresholds": {"pass": 80, "marginal": 60}})");
}

void TestKayentaFiles::aConfigurationMayStandInARequest()
{
    QFETCH(QByteArray, around);
    const KayentaConfig config = readKayentaConfig(kFile, "{" + around + ", \"canaryConfig\": " + kConfig + "}");
    QVERIFY(config.isValid());
    QCOMPARE(config.canary.metrics.size(), std::size_t{3});
    QCOMPARE(config.requested, std::optional(judge::Thresholds{80, 60}));
}

void TestKayentaFiles::unknownWordsAreJudgedAsTheDefault_data()
{
    QTest::addColumn<QByteArray>("rule");
    for (const char* rule : {R"("direction": "Increase")", R"("direction": "up")", R"("nanStrategy": "Replace")",
             R"("outliers": {"strategy": "drop"})", R"("effectSize": {"measure": "CLES"})"}) {
        QTest::newRow(rule) << QByteArray(rule);
    }
}

void TestKayentaFiles::unknownWordsAreJudgedAsTheDefault()
{
    QFETCH(QByteArray, rule);
    const QByteArray text = R"({"metrics": [{"name": "a", "analysisConfigurations": {"canary": {)" + rule + "}}}]}";
    const KayentaConfig config = readKayentaConfig(kFile, text);
    QVERIFY(config.isValid());
    QCOMPARE(config.problems.size(), std::size_t{1});
    QCOMPARE(config.problems[0].severity, Severity::Warning);
    QCOMPARE(config.problems[0].code, QStringLiteral("unknown-word"));
    QCOMPARE(config.canary.metrics[0].rules, judge::MetricRules());
}

void TestKayentaFiles::whatIsWrongIsNamedWithItsPlace_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("problem");
    const auto row = [](const char* name, const char* text, const char* problem) {
        QTest::newRow(name) << QByteArray(text) << QString::fromUtf8(problem);
    };
    row("a list", "[]", "1:1 wrong-type the document is a list and must be an object.");
    row("no metrics", "\n {}", "2:2 missing-key The canary configuration has no metrics.");
    row("metrics of another type", "{\"metrics\":\n  7}", "2:3 wrong-type metrics is a number and must be a list.");
    row("a metric that is none", "{\"metrics\": [\"cpu\"]}", "1:14 wrong-type metrics[0] is a text and must be an object.");
    row("no name", "{\"metrics\": [{\"name\": \"a\"},\n{\"groups\": []}]}", "2:1 missing-key metrics[1] has no name.");
    row("groups", "{\"metrics\": [{\"name\": \"ä\", \"groups\": \"all\"}]}",
        "1:38 wrong-type metrics[0].groups is a text and must be a list.");
    row("a flag in quotes", "{\"metrics\": [{\"name\": \"a\", \"analysisConfigurations\": {\"canary\": {\n\"critical\": \"true\"}}}]}",
        "2:13 wrong-type metrics[0].analysisConfigurations.canary.critical is a text and must be true or false.");
    row("a threshold in quotes",
        "{\"metrics\": [{\"name\": \"a\", \"analysisConfigurations\": {\"canary\": {\"effectSize\":\n {\"allowedIncrease\": \"1.1\"}}}}]}",
        "2:22 wrong-type metrics[0].analysisConfigurations.canary.effectSize.allowedIncrease is a text and must be a number.");
    row("a weight", "{\"metrics\": [],\n\"classifier\": {\"groupWeights\": {\"a\": null, \"b\": []}}}",
        "2:49 wrong-type classifier.groupWeights.b is a list and must be a number.");
    row("not JSON", "{\"metrics\": [}", "1:15 malformed-json This is not JSON: ");
}

void TestKayentaFiles::whatIsWrongIsNamedWithItsPlace()
{
    QFETCH(QByteArray, text);
    QFETCH(QString, problem);
    const KayentaConfig config = readKayentaConfig(kFile, text);
    QVERIFY(!config.isUsable());
    const QString first = firstProblem(config.problems);
    QVERIFY2(first.startsWith(problem), qPrintable(first));
}

void TestKayentaFiles::twoMetricsOfOneNameAreUsableAndNotValid()
{
    const KayentaConfig config = readKayentaConfig(kFile, R"({"metrics": [{"name": "b"}, {"name": "a"}, {"name": "b"}, {"name": "b"}]})");
    QVERIFY(config.isUsable());
    QVERIFY(!config.isValid());
    QCOMPARE(config.duplicateNames, QStringList{QStringLiteral("b")});
    QCOMPARE(
        firstProblem(config.problems), QStringLiteral("1:44 duplicate-name The metric b is configured before: this one is never used."));
}

void TestKayentaFiles::seriesComeInSeveralShapes_data()
{
    QTest::addColumn<QByteArray>("text");
    const QByteArray pair = R"({"name": "cpu", "id": "1", "tags": {"zone": "a"}, "values": {"experiment": [1, 2], "control": [3]}})";
    QTest::newRow("a list") << "[" + pair + "]";
    QTest::newRow("a case") << R"({"metricSetPairList": [)" + pair + "]}";
    QTest::newRow("pairs") << R"({"pairs": [)" + pair + "]}";
    QTest::newRow("sides beside the name") << QByteArray(
        R"([{"name": "cpu", "id": "1", "tags": {"zone": "a"}, "experiment": [1, 2], "control": [3]}])");
}

void TestKayentaFiles::seriesComeInSeveralShapes()
{
    QFETCH(QByteArray, text);
    const KayentaPairs read = readKayentaPairs(parsed(text), {});
    QVERIFY2(read.isUsable(), qPrintable(firstProblem(read.problems)));
    const std::vector<judge::MetricPair> expected{
        {QStringLiteral("cpu"), QStringLiteral("1"), {{QStringLiteral("zone"), QStringLiteral("a")}}, {1, 2}, {3}}};
    QCOMPARE(read.pairs, expected);
}

void TestKayentaFiles::sidesOfSeriesArePairedByTags()
{
    const KayentaPairs read = readKayentaPairs(parsed(R"({
        "controlSets": [{"name": "cpu", "values": [1], "startTimeMillis": 0, "endTimeMillis": 180000, "stepMillis": 60000}],
        "experimentSets": [{"name": "cpu", "values": [2, null], "expectedDataPoints": 2}]})"),
        {QStringLiteral("cpu")});
    QVERIFY2(read.isUsable(), qPrintable(firstProblem(read.problems)));
    QCOMPARE(read.pairs.size(), std::size_t{1});
    QCOMPARE(read.pairs[0].control.size(), std::size_t{3});
    QCOMPARE(read.pairs[0].experiment.size(), std::size_t{2});
    const KayentaPairs unpaired = readKayentaPairs(parsed(R"({"controlSets": [], "experimentSets": []})"), {QStringLiteral("cpu")});
    QCOMPARE(unpaired.problems.front().code, QStringLiteral("unpaired"));
}

void TestKayentaFiles::pointsWithoutAValueAreNanAndZerosKeepTheirSign()
{
    const JsonText text = parsed(R"({"a": "x,]", "v": [0, -0.0, "NaN", null, "-Infinity", -0, 0.0, -0.5, "no", true]})");
    Problems problems;
    JsonReader reader(text, problems);
    const judge::Values values = readValues(reader, {QStringLiteral("v")});
    QCOMPARE(values.size(), std::size_t{8});
    QVERIFY(!std::signbit(values[0]));
    QVERIFY(values[1] == 0 && std::signbit(values[1]));
    QVERIFY(std::isnan(values[2]) && std::isnan(values[3]));
    QCOMPARE(values[4], -HUGE_VAL);
    QVERIFY(values[5] == 0 && std::signbit(values[5]));
    QVERIFY(!std::signbit(values[6]));
    QCOMPARE(values[7], -0.5);
    QCOMPARE(problems.size(), std::size_t{2});
    QCOMPARE(problems[1].message, QStringLiteral("v[9] is no number."));
}

void TestKayentaFiles::aSampleIsClassifiedUnderKayentaSNames()
{
    const JsonText text = parsed(R"({"experiment": [10, 20, 30, 40, "NaN"], "control": [1, 2, 3, 4], "direction": "increase",
        "critical": true, "params": {"tolerance": 0.1, "confLevel": 0.95, "effectSize": {"measure": "cles", "criticalIncrease": 0.9}}})");
    Problems problems;
    JsonReader reader(text, problems);
    const QJsonObject found = classified(readKayentaSample(reader, {}));
    QVERIFY(problems.empty());
    const QJsonObject expected{{QStringLiteral("classification"), QStringLiteral("High")},
        {QStringLiteral("classificationReason"), QStringLiteral("The metric metric was classified as High (Critical)")},
        {QStringLiteral("critical"), true}, {QStringLiteral("deviation"), 10}, {QStringLiteral("ciLow"), 6}, {QStringLiteral("ciHigh"), 39},
        {QStringLiteral("estimate"), 22.5}, {QStringLiteral("cles"), 1}};
    QCOMPARE(found, expected);
}

void TestKayentaFiles::aComparisonByRanksReportsUAndP()
{
    const JsonText text = parsed(R"({"x": [10, 20, 30, 40], "y": [1, 2, "NaN", 3, 4], "confLevel": 0.95})");
    Problems problems;
    JsonReader reader(text, problems);
    const auto sample = readRankSample(reader, {});
    QVERIFY(sample);
    const QJsonObject found = rankComparison(*sample);
    QCOMPARE(found.value(QStringLiteral("confLow")).toDouble(), 6.0);
    QCOMPARE(found.value(QStringLiteral("u")).toDouble(), 16.0);
    QCOMPARE(found.value(QStringLiteral("m")).toInt(), 4);
    QVERIFY(std::abs(found.value(QStringLiteral("pValue")).toDouble() - 0.0303828) < 1e-6);
}

void TestKayentaFiles::aJudgementIsWrittenUnderKayentaSNames()
{
    judge::CanaryConfig config;
    config.metrics = {{QStringLiteral("cpu"), {QStringLiteral("g")}, {}, {}, {}}};
    const auto judgement = judge::judge(config, {95, 75}, {{QStringLiteral("cpu"), {}, {}, {0}, {5}}});
    QVERIFY(judgement.has_value());
    const QJsonObject written = toJson(*judgement);
    QCOMPARE(written.value(QStringLiteral("score")).toObject(),
        (QJsonObject{{QStringLiteral("score"), 100}, {QStringLiteral("classification"), QStringLiteral("Pass")},
            {QStringLiteral("classificationReason"), QString(QLatin1String(""))}}));
    const QJsonArray groups{QJsonObject{{QStringLiteral("name"), QStringLiteral("g")}, {QStringLiteral("score"), 0}}};
    QCOMPARE(written.value(QStringLiteral("groupScores")).toArray(), groups);
    const QJsonValue result = written.value(QStringLiteral("results"))[0];
    QCOMPARE(result[QStringLiteral("classification")].toString(), QStringLiteral("Error"));
    QVERIFY(result[QStringLiteral("ratio")].isNull());
    QCOMPARE(result[QStringLiteral("controlStats")].toObject(),
        (QJsonObject{{QStringLiteral("min"), 5}, {QStringLiteral("max"), 5}, {QStringLiteral("mean"), 5}, {QStringLiteral("std"), 0},
            {QStringLiteral("count"), 1}}));
}

void TestKayentaFiles::hostileDocumentsEndInAProblem_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("a megabyte of brackets") << QByteArray(1'000'000, '[');
    QTest::newRow("a cut key") << QByteArray("{\"metr");
    QTest::newRow("a null byte") << QByteArray("{\"metrics\"\0: []}", 15);
    QTest::newRow("bytes that are not UTF-8") << QByteArray("{\"name\": \"\xff\xfe\", \"metrics\": 1}");
    QTest::newRow("10,000 metrics without a name") << "{\"metrics\": [" + QByteArray("{},").repeated(9'999) + "{}]}";
}

void TestKayentaFiles::hostileDocumentsEndInAProblem()
{
    QFETCH(QByteArray, text);
    QVERIFY(!readKayentaConfig(kFile, text).isUsable());
}

QTEST_GUILESS_MAIN(TestKayentaFiles)
#include "test_kayenta_files.moc"
