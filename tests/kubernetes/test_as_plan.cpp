#include "models/formats/kubernetes/as_plan.h"
#include "models/formats/kubernetes/plan_files.h"
#include "models/formats/plan.h"
#include "tests/kubernetes/samples.h"

#include <QTest>

using namespace fairlead;
using namespace fairlead::formats;
using namespace fairlead::formats::kubernetes;

namespace {

QString planOf(const QByteArray& text)
{
    const PlanFile file = readPlanFile(QStringLiteral("r.yaml"), text);
    std::vector<PlanMetric> metrics;
    QString plan;
    for (const PlanObject& object : file.objects) {
        metrics.insert(metrics.end(), object.metrics.begin(), object.metrics.end());
    }
    for (const PlanObject& object : file.objects) {
        plan += asPlan(object, metrics);
    }
    return plan;
}

QStringList stepsOf(const QString& plan)
{
    QStringList steps;
    const QStringList lines = plan.split(QLatin1Char('\n'));
    for (const QString& line : lines) {
        if (line.trimmed().startsWith(QLatin1String("- ")) && !line.startsWith(QLatin1Char('#'))
            && !line.contains(QStringLiteral("- name:"))) {
            steps.append(line.trimmed().mid(2));
        }
    }
    return steps;
}

QByteArray rolloutOf(const QByteArray& strategy)
{
    return "apiVersion: argoproj.io/v1alpha1\nkind: Rollout\nmetadata: {name: search}\nspec:\n  selector: {matchLabels: {app: s}}\n"
           "  template: {metadata: {labels: {app: s}}, spec: {containers: [{name: s, image: s}]}}\n  strategy:\n"
        + strategy;
}

QByteArray canary(const QByteArray& analysis)
{
    return "apiVersion: flagger.app/v1beta1\nkind: Canary\nmetadata: {name: web}\nspec:\n  targetRef: {kind: Deployment, name: web}\n"
           "  service: {port: 80}\n  analysis: "
        + analysis + "\n";
}

} // namespace

class TestAsPlan : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void anArgoCanaryKeepsItsWeightsPausesAndAnalyses()
    {
        const QString plan
            = planOf(rolloutOf("    canary:\n      steps: [{setWeight: 20}, {pause: {duration: 10m}}, {analysis: {templates: "
                               "[{templateName: a}]}}, {setWeight: 60}, {pause: {}}]\n"));
        QCOMPARE(stepsOf(plan),
            (QStringList{QStringLiteral("setWeight: 20"), QStringLiteral("soak: 10m"), QStringLiteral("gate: success_criteria"),
                QStringLiteral("setWeight: 60"), QStringLiteral("approval: 1"), QStringLiteral("setWeight: 100"),
                QStringLiteral("soak: 1m"), QStringLiteral("gate: success_criteria"), QStringLiteral("activate: registry")}));
    }

    void blueGreenIsSwitchedAfterAYes()
    {
        QCOMPARE(stepsOf(planOf(rolloutOf("    blueGreen: {activeService: a, previewService: b}\n"))),
            (QStringList{QStringLiteral("approval: 1"), QStringLiteral("switch: candidate"), QStringLiteral("soak: 1m"),
                QStringLiteral("gate: success_criteria"), QStringLiteral("activate: registry")}));
    }

    void aFlaggerCanaryIsSoakedAndGatedEachInterval()
    {
        const QString plan = planOf(canary("{interval: 30s, threshold: 5, maxWeight: 50, stepWeight: 25, metrics: [{name: "
                                           "request-success-rate, interval: 1m, thresholdRange: {min: 99}}, {name: request-duration, "
                                           "interval: 1m, thresholdRange: {max: 500}}]}"));
        QVERIFY2(plan.contains(QStringLiteral("success_criteria: {error_rate: \"<= 1%\", latency_p99: \"<= 500ms\"}")), qPrintable(plan));
        QVERIFY(plan.contains(QStringLiteral("gates: {fail_after: 5}")));
        QCOMPARE(stepsOf(plan).mid(0, 6),
            (QStringList{QStringLiteral("setWeight: 25"), QStringLiteral("soak: 30s"), QStringLiteral("gate: success_criteria"),
                QStringLiteral("setWeight: 50"), QStringLiteral("soak: 30s"), QStringLiteral("gate: success_criteria")}));
    }

    void whatCannotBeSaidIsSaidInAComment()
    {
        const QString plan = planOf(rolloutOf("    canary:\n      steps: [{setWeight: 50}, {pause: {duration: 1m}}, {setWeight: 20}, "
                                              "{setCanaryScale: {replicas: 3}}]\n"));
        QVERIFY(plan.contains(QStringLiteral("# - A weight of 20 % after 50 % is left out")));
        QVERIFY(plan.contains(QStringLiteral("setCanaryScale")));
    }

    void everyPlanIsTakenByTheReader_data()
    {
        QTest::addColumn<QByteArray>("text");
        int number = 0;
        for (const QByteArray& sample : samples::all()) {
            QTest::addRow("sample %d", ++number) << sample;
        }
        QTest::newRow("no steps") << rolloutOf("    canary: {}\n");
        QTest::newRow("pause first") << rolloutOf("    canary:\n      steps: [{pause: {duration: 5s}}, {setWeight: 100}]\n");
        QTest::newRow("mirror first") << rolloutOf(
            "    canary:\n      steps: [{setMirrorRoute: {name: m, percentage: 30}}, {setWeight: 10}, {setMirrorRoute: {name: m}}]\n");
        QTest::newRow("background from step 2")
            << rolloutOf("    canary:\n      analysis: {startingStep: 2, templates: [{templateName: a}]}\n"
                         "      steps: [{setWeight: 10}, {setWeight: 20}, {setWeight: 30}]\n");
        QTest::newRow("mirror of Flagger") << canary("{interval: 1m, threshold: 2, maxWeight: 30, stepWeight: 10, mirror: true}");
        QTest::newRow("A/B test") << canary("{interval: 1m, threshold: 2, iterations: 10, match: [{headers: {x: {exact: a}}}]}");
        QTest::newRow("overshoot") << canary("{interval: 1m, threshold: 2, maxWeight: 100, stepWeight: 30}");
    }
    void everyPlanIsTakenByTheReader()
    {
        QFETCH(QByteArray, text);
        const QString plan = planOf(text);
        if (plan.isEmpty()) {
            QVERIFY(!text.contains("kind: Rollout") && !text.contains("kind: Canary"));
            return;
        }
        const Loaded<rollout::Plan> read = readPlan(QStringLiteral("p.yaml"), plan.toUtf8());
        QStringList errors;
        for (const Problem& problem : read.problems) {
            errors += problem.severity == Severity::Error ? QStringList{problem.message} : QStringList();
        }
        QVERIFY2(errors.isEmpty(), qPrintable(errors.join(QLatin1Char('\n')) + QLatin1Char('\n') + plan));
    }
};

QTEST_GUILESS_MAIN(TestAsPlan)
#include "test_as_plan.moc"
