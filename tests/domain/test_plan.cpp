#include "models/domain/rollout/plan.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

#include <algorithm>

using namespace fairlead;
using namespace fairlead::rollout;
using namespace std::chrono_literals;

namespace {

Step weight(double value, int phase = -1)
{
    return {StepKind::SetWeight, Percent::clamped(value), {}, {}, {}, phase};
}

Step approval(int needed, QStringList people, int phase = -1)
{
    return {StepKind::Approval, {}, {}, {needed, std::move(people)}, {}, phase};
}

QByteArray bytesOf(const Plan& plan)
{
    return QJsonDocument(toJson(plan)).toJson(QJsonDocument::Compact);
}

/// A plan that uses everything there is.
Plan fullPlan()
{
    Plan plan;
    plan.name = QStringLiteral("full");
    plan.zone = QStringLiteral("Europe/Vienna");
    plan.allowed = {{QTime(22, 30), QTime(0, 0), {1, 5}}, {QTime(2, 0), QTime(6, 0), {}}};
    plan.phases
        = {{QStringLiteral("canary"), 4,
               {{QStringLiteral("error_rate"), *condition::Condition::parse(QStringLiteral("< 0.01"), QStringLiteral("error_rate"))}}},
            {QStringLiteral("ramp"), 8, {}}};
    plan.steps = {weight(10, 0), {StepKind::Soak, {}, 30min, {}, Deadline{45min, Overdue::RollBack}, 0},
        approval(2, {QStringLiteral("m.vogel"), QStringLiteral("j.okafor")}, 0),
        {StepKind::Gate, {}, {}, {}, Deadline{2h, Overdue::Notify}, 0}, weight(100, 1), approval(1, {}, 1),
        {StepKind::Activate, {}, {}, {}, Deadline{72h, Overdue::Hold}, 1}};
    return plan;
}

} // namespace

class TestPlan : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aPlanWithoutTheNewPartsIsWrittenAsItAlwaysWas()
    {
        // Sums of the history are made over this text.
        Plan plan = Plan::canary(Percent::clamped(75));
        QCOMPARE(bytesOf(plan),
            QByteArray(R"({"effectDeadline":"1m","failAfter":3,"minCallsForShare":50,"minSamples":3,"name":"canary","pollInterval":"5s",)"
                       R"("staleAfter":"1m","steps":[{"type":"setWeight","value":75},{"type":"soak","value":"30m"},)"
                       R"({"type":"gate","value":"success_criteria"},{"type":"setWeight","value":100},{"type":"soak","value":"15m"},)"
                       R"({"type":"gate","value":"success_criteria"},{"type":"activate","value":"registry"}]})"));
        plan.rules = {*gate::Rule::parse(QStringLiteral("hold when calls < 10"))};
        plan.ruleSets = {QStringLiteral("Ours")};
        QVERIFY(bytesOf(plan).contains(R"("ruleSets":["Ours"],"rules":["hold when calls < 10"],"staleAfter")"));
    }

    void everyPartIsReadBackAsItWas()
    {
        const Plan plan = fullPlan();
        const Result<Plan> read = planFromJson(toJson(plan));
        QVERIFY2(read.has_value(), read ? "" : qPrintable(read.error().message));
        QVERIFY(*read == plan);
        QCOMPARE(bytesOf(*read), bytesOf(plan));
    }

    void newPartsHaveAnOutsideForm()
    {
        const QJsonObject json = toJson(fullPlan());
        const auto step = [&json](int index) {
            return QJsonDocument(json.value(QStringLiteral("steps"))[index].toObject()).toJson(QJsonDocument::Compact);
        };
        QCOMPARE(step(1), QByteArray(R"({"deadline":{"after":"45m","then":"roll back"},"phase":0,"type":"soak","value":"30m"})"));
        QCOMPARE(step(2), QByteArray(R"({"people":["m.vogel","j.okafor"],"phase":0,"type":"approval","value":2})"));
        QCOMPARE(QJsonDocument(json.value(QStringLiteral("phases")).toArray()).toJson(QJsonDocument::Compact),
            QByteArray(
                R"([{"criteria":[{"condition":"< 0.01","metric":"error_rate"}],"fromDay":4,"name":"canary"},{"fromDay":8,"name":"ramp"}])"));
        QCOMPARE(QJsonDocument(json.value(QStringLiteral("allowed")).toArray()).toJson(QJsonDocument::Compact),
            QByteArray(R"([{"from":"22:30","to":"00:00","weekdays":[1,5]},{"from":"02:00","to":"06:00"}])"));
    }

    void whatWasNotWrittenByUsIsRefused_data()
    {
        QTest::addColumn<QByteArray>("before");
        QTest::addColumn<QByteArray>("after");
        const auto row = [](const char* before, const char* after) { QTest::newRow(after) << QByteArray(before) << QByteArray(after); };
        row("\"type\":\"soak\"", "\"type\":\"nap\"");
        row("\"value\":\"30m\"", "\"value\":\"30\"");
        row("\"type\":\"setWeight\",\"value\":10}", "\"type\":\"setWeight\",\"value\":101}");
        row("\"after\":\"45m\"", "\"after\":\"soon\"");
        row("\"then\":\"roll back\"", "\"then\":\"panic\"");
        row("\"type\":\"approval\",\"value\":2", "\"type\":\"approval\",\"value\":0");
        row("\"type\":\"approval\",\"value\":2", "\"type\":\"approval\",\"value\":3");
        row("\"phase\":1", "\"phase\":2");
        row("\"fromDay\":4", "\"fromDay\":0");
        row("\"fromDay\":4", "\"fromDay\":1000000");
        row("\"condition\":\"< 0.01\"", "\"condition\":\"< soon\"");
        row("\"from\":\"22:30\"", "\"from\":\"25:30\"");
        row("\"to\":\"06:00\"", "\"to\":\"\"");
        row("\"weekdays\":[1,5]", "\"weekdays\":[0]");
        row("\"weekdays\":[1,5]", "\"weekdays\":[8]");
    }

    void whatWasNotWrittenByUsIsRefused()
    {
        QFETCH(QByteArray, before);
        QFETCH(QByteArray, after);
        QByteArray bytes = bytesOf(fullPlan());
        QVERIFY(bytes.contains(before));
        const Result<Plan> read = planFromJson(QJsonDocument::fromJson(bytes.replace(before, after)).object());
        QVERIFY(!read.has_value() && !read.error().message.isEmpty());
    }

    void aZoneThatThisMachineDoesNotKnowIsKept()
    {
        Plan plan = fullPlan();
        plan.zone = QStringLiteral("Mars/Olympus");
        QVERIFY(planFromJson(toJson(plan)) == Result<Plan>(plan));
    }

    void wordsOfDeadlinesReadBack()
    {
        for (const Overdue then : {Overdue::Notify, Overdue::Hold, Overdue::RollBack}) {
            QVERIFY(overdueFrom(toString(then)) == then);
        }
        QCOMPARE(toString(Overdue::RollBack), QStringLiteral("roll back"));
        QVERIFY(!overdueFrom(QStringLiteral("rollback")) && !overdueFrom(QString()));
    }

    void anApprovalBelongsToTheStageBeforeIt()
    {
        Plan plan;
        plan.steps = {weight(10), approval(1, {}), {StepKind::Soak, {}, 5min}, weight(100), {StepKind::Soak, {}, 1min}, approval(2, {}),
            {StepKind::Activate}};
        const std::vector<Stage> stages = stagesOf(plan);
        QCOMPARE(stages.size(), std::size_t(3));
        QCOMPARE(stages[0], (Stage{false, Percent::clamped(10), 5min, 0, 2}));
        QCOMPARE(stages[1], (Stage{false, Percent::clamped(100), 1min, 3, 5}));
        QCOMPARE(stages[2], (Stage{true, {}, {}, 6, 6, StepKind::Activate}));
        QCOMPARE(stageOfStep(stages, 5), 1);
    }

    void anApprovalBeforeTheFirstWeightIsInNoStage()
    {
        Plan plan;
        plan.steps = {approval(1, {}), approval(2, {}), weight(100), {StepKind::Soak, {}, 1min}, {StepKind::Activate}};
        const std::vector<Stage> stages = stagesOf(plan);
        QCOMPARE(stages.size(), std::size_t(2));
        QCOMPARE(stages[0], (Stage{false, Percent::clamped(100), 1min, 2, 3}));
        QCOMPARE(stageOfStep(stages, 0), -1);
        QCOMPARE(stageOfStep(stages, 1), -1);
        QCOMPARE(stageOfStep(stages, 2), 0);
        plan.steps = {approval(1, {})};
        QVERIFY(stagesOf(plan).empty());
    }

    void deadlinesAreScaledWithTheSoaks()
    {
        const Plan plan = fullPlan().scaled(60);
        QVERIFY(plan.steps[1].soak == 30s && plan.steps[1].deadline == (Deadline{45s, Overdue::RollBack}));
        QVERIFY(plan.steps[3].deadline == (Deadline{2min, Overdue::Notify}));
        QVERIFY(!plan.steps[0].deadline);
        QVERIFY(plan.phases == fullPlan().phases && plan.allowed == fullPlan().allowed); // days and hours are of the calendar
        QVERIFY(fullPlan().scaled(1e9).steps[1].deadline->length == 200ms);
        QVERIFY(fullPlan().scaled(1) == fullPlan());
    }
};

QTEST_APPLESS_MAIN(TestPlan)
#include "test_plan.moc"
