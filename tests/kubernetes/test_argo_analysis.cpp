#include "models/formats/kubernetes/plan_files.h"
#include "tests/formats/shown.h"
#include "tests/kubernetes/samples.h"

#include <QJsonArray>
#include <QTest>

using namespace fairlead;
using namespace fairlead::formats;
using namespace fairlead::formats::kubernetes;

namespace {

/// An AnalysisTemplate with one metric of the given flow entries; they stand in line 5, from column 15.
PlanFile metricOf(const QByteArray& entries)
{
    return readPlanFile(QStringLiteral("t.yaml"),
        "apiVersion: argoproj.io/v1alpha1\nkind: ClusterAnalysisTemplate\nspec:\n  metrics:\n    - {name: m, " + entries + "}\n");
}

const QByteArray kProvider = ", provider: {prometheus: {query: q}}";

} // namespace

class TestArgoAnalysis : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void readsMetricsWithTheirLimits()
    {
        const PlanFile file = readPlanFile(QStringLiteral("t.yaml"), samples::kTemplate);
        QCOMPARE(shown(file.problems), QString());
        const PlanObject& object = file.objects.front();
        QCOMPARE(object.kind, QStringLiteral("AnalysisTemplate"));
        QCOMPARE(object.metrics.size(), std::size_t{2});
        const PlanMetric& errors = object.metrics.front();
        QCOMPARE(errors.name, QStringLiteral("errors"));
        QCOMPARE(errors.provider, QStringLiteral("prometheus"));
        QCOMPARE(errors.interval, QJsonValue(90));
        QCOMPARE(errors.initialDelay, QJsonValue(0.5));
        QCOMPARE(errors.count, QJsonValue(5));
        QCOMPARE(errors.successCondition.value(), QStringLiteral("result[0] <= 0.01"));
        QCOMPARE(errors.failureCondition.value(), QStringLiteral("result[0] > 0.05"));
        QCOMPARE(errors.failureLimit, QJsonValue(3));
        QCOMPARE(errors.inconclusiveLimit, QJsonValue(2));
        QCOMPARE(errors.consecutiveErrorLimit, QJsonValue(6));
        QCOMPARE(errors.consecutiveSuccessLimit, QJsonValue(2));
    }

    void whatIsNotWrittenIsNull()
    {
        const PlanFile file = readPlanFile(QStringLiteral("t.yaml"), samples::kTemplate);
        const QJsonObject smoke = toJson(file.objects.front()).value(QStringLiteral("metrics")).toArray().at(1).toObject();
        for (const char* key : {"interval", "initialDelay", "count", "successCondition", "failureCondition", "failureLimit",
                 "inconclusiveLimit", "consecutiveErrorLimit", "consecutiveSuccessLimit"}) {
            QVERIFY2(smoke.contains(QLatin1String(key)) && smoke.value(QLatin1String(key)).isNull(), key);
        }
        QCOMPARE(smoke.value(QStringLiteral("provider")).toString(), QStringLiteral("web"));
    }

    void theEffectiveCountFollowsFromCountAndInterval_data()
    {
        QTest::addColumn<QByteArray>("entries");
        QTest::addColumn<QJsonValue>("count");

        QTest::newRow("neither") << QByteArray("failureLimit: 1") << QJsonValue(1);
        QTest::newRow("interval alone runs on") << QByteArray("interval: 5m") << QJsonValue();
        QTest::newRow("count") << QByteArray("interval: 5m, count: 3") << QJsonValue(3);
        QTest::newRow("count in quotes") << QByteArray("interval: 5m, count: \"3\"") << QJsonValue(3);
        QTest::newRow("placeholder") << QByteArray("interval: 5m, count: \"{{args.n}}\"") << QJsonValue(QStringLiteral("{{args.n}}"));
    }
    void theEffectiveCountFollowsFromCountAndInterval()
    {
        QFETCH(QByteArray, entries);
        const PlanFile file = metricOf(entries + kProvider);
        QCOMPARE(shown(file.problems), QString());
        QTEST(file.objects.front().metrics.front().effectiveCount(), "count");
    }

    void limitsThatContradictAreErrorsAtTheirPlace_data()
    {
        QTest::addColumn<QByteArray>("entries");
        QTest::addColumn<QString>("problems");

        QTest::newRow("interval is a number") << QByteArray("interval: 60") + kProvider
                                              << QStringLiteral("5:27 wrong-type, 5:27 refused-by-controller");
        QTest::newRow("interval has a strange unit")
            << QByteArray("interval: 60x") + kProvider << QStringLiteral("5:27 refused-by-controller");
        QTest::newRow("a placeholder may be anything") << QByteArray("interval: \"{{args.i}}\"") + kProvider << QString();
        QTest::newRow("count without interval") << QByteArray("count: 2") + kProvider << QStringLiteral("5:24 refused-by-controller");
        QTest::newRow("no provider") << QByteArray("count: 1, provider: {}") << QStringLiteral("5:37 refused-by-controller");
        QTest::newRow("two providers") << QByteArray("provider: {web: {}, job: {}}") << QStringLiteral("5:27 refused-by-controller");
        QTest::newRow("misspelt limit") << QByteArray("failureLimt: 2") + kProvider << QStringLiteral("5:17 unknown-key?");
    }
    void limitsThatContradictAreErrorsAtTheirPlace()
    {
        QFETCH(QByteArray, entries);
        QTEST(shown(metricOf(entries).problems), "problems");
    }

    void theEchoCountsAsTheControllerDoes()
    {
        const std::vector<PlanRule> rules = metricOf("successCondition: result < 1, failureLimit: 3" + kProvider).objects.front().rules;
        QCOMPARE(rules.size(), std::size_t{1});
        QCOMPARE(rules.front().echo,
            QStringLiteral("A measurement of m fails unless “result < 1”; it rolls back on the 4th failed measurement, and on the 5th "
                           "error in a row."));
        const QString never = metricOf("failureLimit: -1, consecutiveSuccessLimit: 2" + kProvider).objects.front().rules.front().echo;
        QVERIFY2(never.contains(QLatin1String("never rolls back")), qPrintable(never));
    }

    void argumentsAndIncludedTemplatesAreNamed()
    {
        const PlanObject object = readPlanFile(QStringLiteral("t.yaml"), samples::kTemplate).objects.front();
        const QJsonArray arguments = object.details.value(QStringLiteral("args")).toArray();
        QCOMPARE(arguments.at(1)[QStringLiteral("name")].toString(), QStringLiteral("token"));
        QVERIFY(arguments.at(1)[QStringLiteral("hasValueFrom")].toBool());
        QCOMPARE(object.notCarriedOver.front().path, QStringLiteral("spec.args[1].valueFrom"));
        const QByteArray composed = "apiVersion: argoproj.io/v1alpha1\nkind: AnalysisTemplate\nspec:\n  templates: [{templateName: a}]\n";
        const PlanFile file = readPlanFile(QStringLiteral("t.yaml"), composed);
        QCOMPARE(shown(file.problems), QString());
        QCOMPARE(file.objects.front().details.value(QStringLiteral("includesTemplates")).toArray().size(), 1);
    }

    void anExperimentIsReadAndNotCarriedOver()
    {
        const PlanFile file = readPlanFile(QStringLiteral("e.yaml"), samples::kExperiment);
        QCOMPARE(shown(file.problems), QString());
        QCOMPARE(file.objects.front().details.value(QStringLiteral("durationSeconds")), QJsonValue(1200));
        QCOMPARE(file.objects.front().notCarriedOver.front().path, QStringLiteral("spec"));
    }
};

QTEST_GUILESS_MAIN(TestArgoAnalysis)
#include "test_argo_analysis.moc"
