#include "models/formats/kubernetes/plan_files.h"
#include "tests/formats/shown.h"
#include "tests/kubernetes/samples.h"

#include <QJsonArray>
#include <QTest>

using namespace fairlead;
using namespace fairlead::formats;
using namespace fairlead::formats::kubernetes;

namespace {

PlanFile read(const QByteArray& text)
{
    return readPlanFile(QStringLiteral("c.yaml"), text);
}

QByteArray changed(const QByteArray& from, const QByteArray& to)
{
    QByteArray text = samples::kCanary;
    text.replace(from, to);
    return text;
}

} // namespace

class TestFlaggerObjects : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void readsACanary()
    {
        const PlanFile file = read(samples::kCanary);
        QCOMPARE(shown(file.problems), QString());
        const PlanObject& canary = file.objects.front();
        QCOMPARE(canary.strategy, QStringLiteral("canary"));
        QCOMPARE(canary.weights, (std::vector<double>{20.0, 40.0, 60.0}));
        QCOMPARE(canary.schedule->promotionWeights, (std::vector<int>{30, 0}));
        QCOMPARE(canary.schedule->intervalSeconds, 45.0);
        QCOMPARE(canary.metrics.size(), std::size_t{2});
        QCOMPARE(canary.metrics[0].interval, QJsonValue(60));
        QCOMPARE(canary.metrics[0].range->min.value(), 99.5);
        QVERIFY(!canary.metrics[0].range->max);
        QCOMPARE(canary.metrics[1].templateRef, QStringLiteral("queue-depth"));
        const QJsonObject webhook = canary.details.value(QStringLiteral("webhooks")).toArray().at(0).toObject();
        QCOMPARE(webhook.value(QStringLiteral("type")).toString(), QStringLiteral("rollout"));
        QVERIFY(!webhook.value(QStringLiteral("typeGiven")).toBool());
    }

    void saysWhatFailsAndWhatThenHappens()
    {
        const std::vector<PlanRule> rules = read(samples::kCanary).objects.front().rules;
        QCOMPARE(rules[0].echo, QStringLiteral("A check fails when request-success-rate is below 99.5, or has no value."));
        QCOMPARE(rules[1].echo, QStringLiteral("A check fails when depth is below 1 or above 80, or has no value."));
        QVERIFY(rules[2].echo.startsWith(QLatin1String("4 failed checks in all roll back")));
    }

    void listsWhatIsNotCarriedOver()
    {
        const PlanFile file = read(samples::kCanary);
        QStringList paths;
        for (const NotCarriedOver& lost : file.objects.front().notCarriedOver) {
            paths.append(lost.path);
        }
        QCOMPARE(paths,
            (QStringList{QStringLiteral("spec.targetRef"), QStringLiteral("spec.service"),
                QStringLiteral("spec.analysis.stepWeightPromotion"), QStringLiteral("spec.analysis.webhooks"),
                QStringLiteral("spec.analysis.alerts")}));
    }

    void problemsOfACanary_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("problems");

        QTest::newRow("no target") << changed("  targetRef: {apiVersion: apps/v1, kind: Deployment, name: cart}\n", "")
                                   << QStringLiteral("5:3 missing-key");
        QTest::newRow("no port") << changed("{port: 8080}", "{name: cart}") << QStringLiteral("7:12 missing-key");
        QTest::newRow("weight in quotes") << changed("stepWeight: 20", "stepWeight: \"20\"")
                                          << QStringLiteral("9:5 never-promotes?, 12:17 wrong-type");
        QTest::newRow("misspelt") << changed("maxWeight: 50", "maxWieght: 50") << QStringLiteral("11:5 unknown-key?");
        QTest::newRow("never promotes") << changed("stepWeight: 20", "stepWeight: 0") << QStringLiteral("9:5 never-promotes?");
        QTest::newRow("the old key") << changed("  analysis:\n", "  canaryAnalysis:\n") << QStringLiteral("8:3 old-key?");
        QTest::newRow("metric without a name") << changed("- name: depth\n        interval", "- interval")
                                               << QStringLiteral("18:9 missing-key");
    }
    void problemsOfACanary()
    {
        QFETCH(QByteArray, text);
        const PlanFile file = read(text);
        QTEST(shown(file.problems), "problems");
        QCOMPARE(file.objects.size(), std::size_t{1});
    }

    void theOldKeyOfTheAnalysisMeansTheSame()
    {
        const PlanObject now = read(samples::kCanary).objects.front();
        const PlanObject old = read(changed("  analysis:\n", "  canaryAnalysis:\n")).objects.front();
        QCOMPARE(old.weights, now.weights);
        QCOMPARE(old.metrics.size(), now.metrics.size());
        QCOMPARE(old.notCarriedOver.size(), now.notCarriedOver.size());
    }

    void withoutAnAnalysisThereAreNoWeights()
    {
        const PlanFile file = read("apiVersion: flagger.app/v1beta1\nkind: Canary\nspec: {targetRef: {name: x}, service: {port: 1}}\n");
        QCOMPARE(shown(file.problems), QStringLiteral("3:7 missing-key"));
        QVERIFY(file.objects.front().weights.empty() && !file.objects.front().schedule);
    }

    void readsAMetricTemplateAndAnAlertProvider()
    {
        const PlanFile metric = read(samples::kMetricTemplate);
        QCOMPARE(shown(metric.problems), QString());
        QCOMPARE(metric.objects.front().details.value(QStringLiteral("queryVariables")).toArray(),
            (QJsonArray{QStringLiteral("interval"), QStringLiteral("namespace"), QStringLiteral("target")}));
        const PlanFile alert
            = read("apiVersion: flagger.app/v1beta1\nkind: AlertProvider\nmetadata: {name: chat}\nspec: {type: slack, channel: c}\n");
        QCOMPARE(shown(alert.problems), QString());
        QCOMPARE(alert.objects.front().details.value(QStringLiteral("providerType")).toString(), QStringLiteral("slack"));
    }
};

QTEST_GUILESS_MAIN(TestFlaggerObjects)
#include "test_flagger_objects.moc"
