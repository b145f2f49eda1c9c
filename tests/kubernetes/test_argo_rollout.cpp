#include "models/formats/kubernetes/plan_files.h"
#include "tests/formats/shown.h"
#include "tests/kubernetes/samples.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

#include <algorithm>

using namespace fairlead;
using namespace fairlead::formats;
using namespace fairlead::formats::kubernetes;

namespace {

/// A Rollout with the given lines below "canary:", which begin in column 7; the first stands in line 5.
QByteArray canaryWith(const QByteArray& lines)
{
    return "apiVersion: argoproj.io/v1alpha1\nkind: Rollout\nspec:\n  strategy: {canary: {steps: [\n" + lines + "]}}\n";
}

QString compact(const QJsonValue& value)
{
    return QString::fromUtf8(QJsonDocument(QJsonArray{value}).toJson(QJsonDocument::Compact));
}

/// Everything but what concerns pods that the short samples leave out.
QString errorsOf(const Problems& problems)
{
    Problems errors;
    std::ranges::copy_if(problems, std::back_inserter(errors), [](const Problem& problem) { return problem.severity == Severity::Error; });
    return shown(errors);
}

} // namespace

class TestArgoRollout : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void readsStepsAndWeights()
    {
        const PlanFile file = readPlanFile(QStringLiteral("r.yaml"), samples::kRollout);
        QCOMPARE(shown(file.problems), QString());
        QCOMPARE(file.objects.size(), std::size_t{1});
        const PlanObject& rollout = file.objects.front();
        QCOMPARE(rollout.kind, QStringLiteral("Rollout"));
        QCOMPARE(rollout.name, QStringLiteral("search"));
        QCOMPARE(rollout.strategy, QStringLiteral("canary"));
        QCOMPARE(rollout.line, 1);
        QCOMPARE(rollout.weights, (std::vector<double>{5.0, 40.0, 75.0}));
        QStringList types;
        for (const PlanStep& step : rollout.steps) {
            types.append(step.type);
        }
        QCOMPARE(types.join(QLatin1Char(' ')), QStringLiteral("setWeight pause setHeaderRoute setWeight pause analysis setWeight pause"));
        QCOMPARE(rollout.steps.front().at, (Position{26, 11}));
        QCOMPARE(compact(rollout.details.value(QStringLiteral("backgroundAnalysis"))),
            QStringLiteral("[{\"startingStep\":1,\"templates\":[\"error-rate\"]}]"));
    }

    void stepsKeepTheirOwnWords_data()
    {
        QTest::addColumn<QByteArray>("step");
        QTest::addColumn<QString>("type");
        QTest::addColumn<QString>("value");

        const QString pause = QStringLiteral("pause");
        QTest::newRow("weight") << QByteArray("setWeight: 20") << QStringLiteral("setWeight") << QStringLiteral("[20]");
        QTest::newRow("weight 0") << QByteArray("setWeight: 0") << QStringLiteral("setWeight") << QStringLiteral("[0]");
        QTest::newRow("pause without end") << QByteArray("pause: {}") << pause
                                           << QStringLiteral("[{\"duration\":null,\"durationSeconds\":null,\"indefinite\":true}]");
        QTest::newRow("pause in seconds") << QByteArray("pause: {duration: 10}") << pause
                                          << QStringLiteral("[{\"duration\":10,\"durationSeconds\":10,\"indefinite\":false}]");
        QTest::newRow("pause of 0") << QByteArray("pause: {duration: 0}") << pause
                                    << QStringLiteral("[{\"duration\":0,\"durationSeconds\":0,\"indefinite\":false}]");
        QTest::newRow("pause in quoted seconds") << QByteArray("pause: {duration: \"10\"}") << pause
                                                 << QStringLiteral("[{\"duration\":\"10\",\"durationSeconds\":10,\"indefinite\":false}]");
        QTest::newRow("pause as Go writes it") << QByteArray("pause: {duration: 1h2m3s}") << pause
                                               << QStringLiteral(
                                                      "[{\"duration\":\"1h2m3s\",\"durationSeconds\":3723,\"indefinite\":false}]");
        QTest::newRow("less than a second is none") << QByteArray(
            "pause: {duration: 900ms}") << pause << QStringLiteral("[{\"duration\":\"900ms\",\"durationSeconds\":0,\"indefinite\":false}]");
        QTest::newRow("pause that is no length") << QByteArray("pause: {duration: soon}") << pause
                                                 << QStringLiteral("[{\"duration\":\"soon\",\"durationSeconds\":-1,\"indefinite\":false}]");
        QTest::newRow("analysis") << QByteArray("analysis: {templates: [{templateName: a}], args: [{name: x, value: y}]}")
                                  << QStringLiteral("analysis") << QStringLiteral("[{\"args\":[\"x\"],\"templates\":[\"a\"]}]");
        QTest::newRow("scale by weight") << QByteArray("setCanaryScale: {weight: 30}") << QStringLiteral("setCanaryScale")
                                         << QStringLiteral("[{\"weight\":30}]");
        QTest::newRow("scale as traffic") << QByteArray("setCanaryScale: {matchTrafficWeight: true}") << QStringLiteral("setCanaryScale")
                                          << QStringLiteral("[{\"matchTrafficWeight\":true}]");
        QTest::newRow("plugin") << QByteArray("plugin: {name: p, config: {a: 1}}") << QStringLiteral("plugin")
                                << QStringLiteral("[{\"name\":\"p\"}]");
        QTest::newRow("header route taken away") << QByteArray("setHeaderRoute: {name: h}") << QStringLiteral("setHeaderRoute")
                                                 << QStringLiteral("[{\"match\":null,\"name\":\"h\"}]");
        QTest::newRow("mirror") << QByteArray("setMirrorRoute: {name: m, percentage: 5}") << QStringLiteral("setMirrorRoute")
                                << QStringLiteral("[{\"match\":null,\"name\":\"m\",\"percentage\":5}]");
        QTest::newRow("experiment")
            << QByteArray("experiment: {duration: 5m, templates: [{name: b, specRef: stable}], analyses: [{name: n, templateName: t}]}")
            << QStringLiteral("experiment")
            << QStringLiteral(
                   "[{\"analyses\":[\"t\"],\"duration\":\"5m\",\"durationSeconds\":300,\"templates\":[{\"name\":\"b\",\"specRef\":"
                   "\"stable\",\"weight\":null}]}]");
    }
    void stepsKeepTheirOwnWords()
    {
        QFETCH(QByteArray, step);
        const PlanFile file = readPlanFile(QStringLiteral("r.yaml"), canaryWith("{" + step + "}"));
        QCOMPARE(file.objects.size(), std::size_t{1});
        QCOMPARE(file.objects.front().steps.size(), std::size_t{1});
        QTEST(file.objects.front().steps.front().type, "type");
        QTEST(compact(file.objects.front().steps.front().value), "value");
    }

    void stepsThatTheControllerRefusesAreErrorsAtTheirPlace_data()
    {
        QTest::addColumn<QByteArray>("steps");
        QTest::addColumn<QString>("errors");

        QTest::newRow("fine") << QByteArray("{setWeight: 10}, {pause: {}}") << QString();
        QTest::newRow("too much") << QByteArray("{setWeight: 101}") << QStringLiteral("5:13 refused-by-controller");
        QTest::newRow("too little") << QByteArray("{setWeight: -1}") << QStringLiteral("5:13 refused-by-controller");
        QTest::newRow("in quotes") << QByteArray("{setWeight: \"10\"}") << QStringLiteral("5:13 wrong-type");
        QTest::newRow("two in one") << QByteArray("{setWeight: 10, pause: {}}") << QStringLiteral("5:1 refused-by-controller");
        QTest::newRow("empty pause") << QByteArray("{pause: }") << QStringLiteral("5:1 refused-by-controller");
        QTest::newRow("no length of time") << QByteArray("{pause: {duration: soon}}") << QStringLiteral("5:20 refused-by-controller");
        QTest::newRow("a step that is a word") << QByteArray("pause") << QStringLiteral("5:1 wrong-type, 5:1 refused-by-controller");
        QTest::newRow("unknown kind of step") << QByteArray("{setWieght: 10}") << QStringLiteral("5:1 refused-by-controller");
    }
    void stepsThatTheControllerRefusesAreErrorsAtTheirPlace()
    {
        QFETCH(QByteArray, steps);
        const PlanFile file = readPlanFile(QStringLiteral("r.yaml"), canaryWith(steps));
        QTEST(errorsOf(file.problems), "errors");
    }

    void anUnknownFieldIsAWarningWithItsPlaceAndANeighbour()
    {
        const PlanFile file = readPlanFile(QStringLiteral("r.yaml"), canaryWith("{setWieght: 10, pause: {}}"));
        const auto warning = std::ranges::find(file.problems, QStringLiteral("unknown-key"), &Problem::code);
        QVERIFY(warning != file.problems.end());
        QCOMPARE(warning->at, (Position{5, 2}));
        QVERIFY(warning->severity == Severity::Warning);
        QVERIFY(warning->help.contains(QLatin1String("setWeight")));
        const auto lost = std::ranges::find(
            file.objects.front().notCarriedOver, QStringLiteral("spec.strategy.canary.steps[0].setWieght"), &NotCarriedOver::path);
        QVERIFY(lost != file.objects.front().notCarriedOver.end());
    }

    void whatIsNotCarriedOverIsListed()
    {
        const PlanFile file = readPlanFile(QStringLiteral("r.yaml"), samples::kRollout);
        QStringList paths;
        for (const NotCarriedOver& lost : file.objects.front().notCarriedOver) {
            paths.append(lost.path);
            QVERIFY2(!lost.why.isEmpty() && lost.at.line > 0, qPrintable(lost.path));
        }
        QCOMPARE(paths,
            (QStringList{QStringLiteral("spec.replicas"), QStringLiteral("spec.selector"), QStringLiteral("spec.template"),
                QStringLiteral("spec.strategy.canary.canaryService"), QStringLiteral("spec.strategy.canary.stableService"),
                QStringLiteral("spec.strategy.canary.scaleDownDelaySeconds"), QStringLiteral("spec.strategy.canary.trafficRouting"),
                QStringLiteral("spec.strategy.canary.steps[2].setHeaderRoute")}));
    }

    void aWorkloadReferenceNeedsNoPods()
    {
        const QByteArray text = "apiVersion: argoproj.io/v1alpha1\nkind: Rollout\nmetadata: {name: r}\nspec:\n"
                                "  workloadRef: {apiVersion: apps/v1, kind: Deployment, name: d}\n"
                                "  strategy: {blueGreen: {activeService: a, previewService: b, autoPromotionEnabled: false}}\n";
        const PlanFile file = readPlanFile(QStringLiteral("r.yaml"), text);
        QCOMPARE(shown(file.problems), QString());
        const PlanObject& rollout = file.objects.front();
        QCOMPARE(rollout.strategy, QStringLiteral("blueGreen"));
        QCOMPARE(rollout.weights, (std::vector<double>{100.0}));
        QCOMPARE(rollout.rules.front().action, QStringLiteral("pause"));
        QVERIFY(rollout.details.value(QStringLiteral("workloadRef")).toBool());
    }

    void badQuantitiesOfPodsAreErrors()
    {
        QByteArray text = samples::kRollout;
        text.replace("64Mi", "much");
        const PlanFile file = readPlanFile(QStringLiteral("r.yaml"), text);
        QCOMPARE(errorsOf(file.problems), QStringLiteral("13:42 bad-quantity"));
    }

    void withoutAStrategyThereIsNoPlan()
    {
        const PlanFile file
            = readPlanFile(QStringLiteral("r.yaml"), "apiVersion: argoproj.io/v1alpha1\nkind: Rollout\nspec: {strategy: {}}\n");
        QCOMPARE(errorsOf(file.problems), QStringLiteral("3:18 refused-by-controller"));
        QVERIFY(file.objects.front().strategy.isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestArgoRollout)
#include "test_argo_rollout.moc"
