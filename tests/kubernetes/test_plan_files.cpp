#include "models/formats/kubernetes/plan_files.h"
#include "tests/formats/shown.h"
#include "tests/kubernetes/samples.h"

#include <QTest>

using namespace fairlead;
using namespace fairlead::formats;
using namespace fairlead::formats::kubernetes;

namespace {

/// "Rollout search 1:1, Canary cart 2:41": kind, name, document and line.
QString outline(const PlanFile& file)
{
    QStringList objects;
    for (const PlanObject& object : file.objects) {
        objects.append(QStringLiteral("%1 %2 %3:%4").arg(object.kind, object.name).arg(object.document).arg(object.line));
    }
    return objects.join(QStringLiteral(", "));
}

PlanFile read(const QByteArray& text)
{
    return readPlanFile(QStringLiteral("f.yaml"), text);
}

const QByteArray kService = "apiVersion: v1\nkind: Service\nmetadata: {name: s}\n";

} // namespace

class TestPlanFiles : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void readsAllDocumentsOfAFile()
    {
        const PlanFile file = read(samples::kTemplate + "---\n" + kService + "---\n" + samples::kCanary);
        QCOMPARE(outline(file), QStringLiteral("AnalysisTemplate error-rate 1:1, Canary cart 3:29"));
        QCOMPARE(shown(file.problems), QStringLiteral("26:7 other-kind?"));
        QVERIFY(file.valid());
    }

    void windowsLineEndsAndAByteOrderMarkChangeNothing()
    {
        QByteArray windows = samples::kRollout;
        windows.replace("\n", "\r\n");
        const PlanFile file = read("\xEF\xBB\xBF" + windows);
        QCOMPARE(shown(file.problems), QString());
        QCOMPARE(file.objects.front(), read(samples::kRollout).objects.front());
    }

    void readsListsOfObjects()
    {
        const PlanFile file
            = read("apiVersion: v1\nkind: List\nitems:\n"
                   "  - {apiVersion: flagger.app/v1beta1, kind: AlertProvider, metadata: {name: a}, spec: {type: slack}}\n"
                   "  - {apiVersion: flagger.app/v1beta1, kind: AlertProvider, metadata: {name: b}, spec: {type: slack}}\n");
        QCOMPARE(shown(file.problems), QString());
        QCOMPARE(outline(file), QStringLiteral("AlertProvider a 1:4, AlertProvider b 1:5"));
    }

    void aBrokenDocumentLeavesTheOthersReadable()
    {
        const PlanFile file = read(samples::kPlan + "---\nkind: Rollout\nspec: [\n---\n" + samples::kCanary);
        QCOMPARE(outline(file), QStringLiteral("Plan canary 1:1, Canary cart 3:14"));
        QVERIFY(!file.valid());
        QCOMPARE(file.problems.size(), std::size_t{1});
        QCOMPARE(file.problems.front().code, QStringLiteral("syntax"));
    }

    void problemsOfAFile_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("problems");

        const QByteArray argo = "apiVersion: argoproj.io/v1alpha1\n";
        QTest::newRow("empty") << QByteArray() << QStringLiteral("0:0 empty-file");
        QTest::newRow("comments alone") << QByteArray("# later\n") << QStringLiteral("0:0 empty-file");
        QTest::newRow("text") << QByteArray("hello\n") << QStringLiteral("1:1 no-kind");
        QTest::newRow("a list") << QByteArray("- a\n- b\n") << QStringLiteral("1:1 no-kind");
        QTest::newRow("no kind") << QByteArray("apiVersion: v1\n") << QStringLiteral("1:1 no-kind");
        QTest::newRow("nothing of ours") << kService << QStringLiteral("2:7 other-kind?, 0:0 no-objects");
        QTest::newRow("misspelt kind") << argo + "kind: Rolout\n" << QStringLiteral("2:7 unknown-kind");
        QTest::newRow("other kind of the same group")
            << argo + "kind: Workflow\n---\n" + samples::kPlan << QStringLiteral("2:7 other-kind?");
        QTest::newRow("kind of another group") << QByteArray("apiVersion: networking.x/v1\nkind: Canary\n")
                                               << QStringLiteral("1:13 wrong-api-version");
        QTest::newRow("no spec") << argo + "kind: Experiment\n" << QStringLiteral("1:1 missing-key");
        QTest::newRow("spec is a word") << argo + "kind: Experiment\nspec: soon\n" << QStringLiteral("3:7 wrong-type");
        QTest::newRow("two of a key") << argo + "kind: Experiment\nkind: Experiment\nspec: {templates: []}\n"
                                      << QStringLiteral("3:1 duplicate-key");
        QTest::newRow("tab") << argo + "kind: Rollout\nspec:\n\treplicas: 1\n" << QStringLiteral("4:1 tab-indent");
        QTest::newRow("unclosed quote") << argo + "kind: \"Rollout\nspec: {}\n" << QStringLiteral("2:7 unclosed-quote");
        QTest::newRow("UTF-16") << QByteArray("\xFF\xFEk\0i\0", 6) << QStringLiteral("1:1 utf-16");
    }
    void problemsOfAFile()
    {
        QFETCH(QByteArray, text);
        QTEST(shown(read(text).problems), "problems");
    }

    void bracketsWithoutEndAreRefused()
    {
        const PlanFile file = read(QByteArray(1'000'000, '['));
        QCOMPARE(file.problems.size(), std::size_t{1});
        QCOMPARE(file.problems.front().code, QStringLiteral("too-deep"));
        QCOMPARE(file.problems.front().at.line, 1);
    }

    void anExtractIsRefusedButItsStepsAreRead()
    {
        const PlanFile file = read("apiVersion: argoproj.io/v1alpha1\nkind: Rollout\nspec:\n  ...\n  strategy:\n    canary:\n      steps:\n"
                                   "        - setWeight: 20\n");
        QCOMPARE(shown(file.problems), QStringLiteral("4:3 elided"));
        QCOMPARE(file.objects.front().weights, (std::vector<double>{20.0}));
    }

    void readsOurOwnPlansAndManifests()
    {
        const PlanFile plan = read(samples::kPlan);
        QCOMPARE(shown(plan.problems), QString());
        QCOMPARE(plan.objects.front().weights, (std::vector<double>{10.0, 100.0}));
        QCOMPARE(plan.objects.front().steps.size(), std::size_t{7});

        const PlanFile manifest = read("deployment:\n"
                                       "  component: planner\n"
                                       "  version: v1.3.0\n"
                                       "  replaces: v1.2.0\n"
                                       "  rollback_to: v1.2.0\n"
                                       "  deployment_strategy: canary\n"
                                       "  canary_percentage: 10\n"
                                       "  success_criteria:\n"
                                       "    error_rate: \"< 0.01\"\n");
        QCOMPARE(manifest.objects.size(), std::size_t{1});
        QCOMPARE(manifest.objects.front().kind, QStringLiteral("deployment"));
    }

    void readsOurOwnPlansInPhases()
    {
        const PlanFile file = read("name: days\nphases:\n"
                                   "  - {name: a, success_criteria: {error_rate: \"< 1%\"}, steps: [{setWeight: 10}, {approval: 2}]}\n"
                                   "  - {name: b, success_criteria: {error_rate: \"< 1%\"}, steps: [{setWeight: 100}, {soak: 1m},"
                                   " {gate: success_criteria}, {activate: registry}]}\n");
        QCOMPARE(shown(file.problems), QString());
        const PlanObject& plan = file.objects.front();
        QCOMPARE(plan.weights, (std::vector<double>{10, 100}));
        QCOMPARE(plan.steps.size(), std::size_t(6));
        QCOMPARE(plan.metrics.size(), std::size_t(1)); // the same in both phases
        QCOMPARE(plan.metrics.front().successCondition, QStringLiteral("< 1%"));
    }

    void rulesOfOurOwnPlansAreEchoed()
    {
        const PlanFile file = read(samples::kPlan + "rules:\n  - roll back when latency > 3s for 10 consecutive calls\n");
        QCOMPARE(shown(file.problems), QString());
        const std::vector<PlanRule>& rules = file.objects.front().rules;
        QCOMPARE(rules.size(), std::size_t{1});
        QCOMPARE(rules.front().action, QStringLiteral("roll back"));
        QVERIFY(!rules.front().echo.isEmpty() && !rules.front().echo.contains(QLatin1Char('*')));
    }

    void problemsOfOurOwnPlansStandAtPlacesOfTheFile()
    {
        const PlanFile file = read("name: a\nsteps:\n  - setWeight: 10\n  - soak: 1m\n  - gate: success_criteria\n  - setWeight: 100\n"
                                   "  - soak: 1m\n  - gate: success_criteria\n  - activate: registry\n---\nname: b\nsteps:\n  - fly: 10\n");
        QCOMPARE(shown(file.problems), QStringLiteral("13:5 bad-step"));
    }
};

QTEST_GUILESS_MAIN(TestPlanFiles)
#include "test_plan_files.moc"
