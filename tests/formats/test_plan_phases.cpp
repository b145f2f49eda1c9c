#include "models/formats/plan.h"
#include "tests/formats/shown.h"

#include <QTest>

using namespace fairlead;
using namespace fairlead::formats;
using namespace std::chrono_literals;
using rollout::Overdue;
using rollout::StepKind;

namespace {

const QString kFile = QStringLiteral("plans/days.yaml");

const QByteArray kPlan = "name: days\n" // line 1
                         "zone: Europe/Vienna\n"
                         "allowed: [\"02:00-06:00\", {hours: \"22:00-24:00\", days: [fri, mon]}]\n"
                         "phases:\n"
                         "  - name: canary\n" // 5
                         "    from_day: 4\n"
                         "    success_criteria: {error_rate: \"< 0.01\", latency_p95: \"< 2s\"}\n"
                         "    steps:\n"
                         "      - setWeight: 10\n"
                         "        deadline: {after: 45m, then: roll back}\n" // 10
                         "      - soak: 30m\n"
                         "      - approval: {needed: 2, people: [m.vogel, j.okafor]}\n"
                         "      - gate: success_criteria\n"
                         "  - name: ramp\n"
                         "    from_day: 8\n" // 15
                         "    steps:\n"
                         "      - setWeight: 100\n"
                         "      - approval: 1\n"
                         "        deadline: {after: 3d}\n"
                         "  - name: end\n" // 20
                         "    steps:\n"
                         "      - activate: registry\n";

/// kPlan with one place changed. The place must be there once.
QByteArray with(const QByteArray& before, const QByteArray& after)
{
    QByteArray text = kPlan;
    return text.count(before) == 1 ? text.replace(before, after) : QByteArray();
}

/// A flat plan of one step a line.
Loaded<rollout::Plan> flat(const QByteArray& steps)
{
    return readPlan(kFile, "name: p\nsteps:\n" + steps);
}

} // namespace

class TestPlanPhases : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void readsPhasesAndAllThatTheyHold()
    {
        const Loaded<rollout::Plan> loaded = readPlan(kFile, kPlan);
        QCOMPARE(shown(loaded.problems), QString());
        const rollout::Plan& plan = loaded.value.value();
        QCOMPARE(plan.zone, QStringLiteral("Europe/Vienna"));
        QVERIFY(plan.allowed[0] == (rollout::AllowedHours{QTime(2, 0), QTime(6, 0), {}}));
        QVERIFY(plan.allowed[1] == (rollout::AllowedHours{QTime(22, 0), QTime(0, 0), {1, 5}}));
        QCOMPARE(plan.phases.size(), std::size_t(3));
        QCOMPARE(plan.phases[0].name, QStringLiteral("canary"));
        QCOMPARE(plan.phases[0].fromDay, 4);
        QCOMPARE(plan.phases[0].criteria.size(), std::size_t(2));
        QCOMPARE(plan.phases[0].criteria[1].metric, QStringLiteral("latency_p95"));
        QCOMPARE(plan.phases[0].criteria[1].condition.text(), QStringLiteral("< 2s"));
        QVERIFY(plan.phases[1].fromDay == 8 && plan.phases[1].criteria.empty());
        QCOMPARE(plan.phases[2].fromDay, 8); // as soon as the one before is done
        QCOMPARE(plan.steps.size(), std::size_t(7));
        QVERIFY(plan.steps[0].deadline == (rollout::Deadline{45min, Overdue::RollBack}));
        QVERIFY(!plan.steps[1].deadline);
        QVERIFY(plan.steps[2].kind == StepKind::Approval);
        QVERIFY(plan.steps[2].approval == (rollout::Approval{2, {QStringLiteral("m.vogel"), QStringLiteral("j.okafor")}}));
        QVERIFY(plan.steps[5].approval == (rollout::Approval{1, {}}));
        QVERIFY(plan.steps[5].deadline == (rollout::Deadline{72h, Overdue::Hold})); // what happens where nothing is said
        QVERIFY(plan.steps[0].phase == 0 && plan.steps[3].phase == 0 && plan.steps[4].phase == 1 && plan.steps[6].phase == 2);
        const Result<rollout::Plan> kept = rollout::planFromJson(rollout::toJson(plan));
        QVERIFY(kept.has_value());
        QVERIFY(*kept == plan);
    }

    void aFlatPlanHasNoPhasesAndTheOldForm()
    {
        const Loaded<rollout::Plan> loaded = flat("  - setWeight: 100\n  - soak: 1m\n  - gate: success_criteria\n  - activate: registry\n");
        QCOMPARE(shown(loaded.problems), QString());
        QVERIFY(loaded.value->phases.empty() && loaded.value->allowed.empty());
        QCOMPARE(loaded.value->zone, QStringLiteral("UTC"));
        for (const rollout::Step& step : loaded.value->steps) {
            QVERIFY(step.phase == -1 && !step.deadline);
        }
    }

    void aFlatPlanMayHaveApprovalsAndDeadlines()
    {
        const Loaded<rollout::Plan> loaded = flat("  - approval: {people: [a, b]}\n"
                                                  "  - {deadline: {after: 2m, then: notify}, setWeight: 50}\n"
                                                  "  - approval: 3\n"
                                                  "  - setWeight: 100\n"
                                                  "  - approval: {needed: 1}\n"
                                                  "  - activate: registry\n");
        QCOMPARE(shown(loaded.problems), QString()); // an approval is as good as a gate
        QCOMPARE(loaded.value->steps[0].approval.needed, 1);
        QVERIFY(loaded.value->steps[1].deadline == (rollout::Deadline{2min, Overdue::Notify}));
    }

    void theWholeDayCanBeWritten()
    {
        const Loaded<rollout::Plan> loaded = readPlan(kFile, with("\"02:00-06:00\"", "\"00:00 – 24:00\""));
        QCOMPARE(shown(loaded.problems), QString());
        QVERIFY(loaded.value->allowed[0] == (rollout::AllowedHours{QTime(0, 0), QTime(0, 0), {}}));
    }

    void ordersAreCheckedAcrossPhases_data()
    {
        QTest::addColumn<QByteArray>("before");
        QTest::addColumn<QByteArray>("after");
        QTest::addColumn<QString>("problems");
        const auto row = [](const char* name, const char* before, const char* after, const char* problems) {
            QTest::newRow(name) << QByteArray(before) << QByteArray(after) << QString::fromLatin1(problems);
        };
        row("weights rise", "setWeight: 100", "setWeight: 10", "17:9 bad-step-order, 22:9 bad-step-order");
        row("a weight is watched", "      - approval: 1\n        deadline: {after: 3d}\n", "", "17:9 bad-step-order, 20:9 ungated-weight?");
        row("a weight is not watched in vain", "      - soak: 30m\n      - approval: {needed: 2, people: [m.vogel, j.okafor]}\n", "",
            "9:9 bad-step-order");
        row("no gate", "      - approval: {needed: 2, people: [m.vogel, j.okafor]}\n      - gate: success_criteria\n", "",
            "15:9 ungated-weight?");
        row("the end is the activation", "activate: registry", "soak: 1m", "22:9 bad-step-order");
        row("activation comes last", "      - setWeight: 100\n", "      - activate: registry\n      - setWeight: 100\n",
            "17:9 bad-step-order");
        row("a gate before all weights", "      - setWeight: 10\n        deadline: {after: 45m, then: roll back}\n", "",
            "9:9 bad-step-order");
    }

    void ordersAreCheckedAcrossPhases()
    {
        QFETCH(QByteArray, before);
        QFETCH(QByteArray, after);
        const Loaded<rollout::Plan> loaded = readPlan(kFile, with(before, after));
        QTEST(shown(loaded.problems), "problems");
        QCOMPARE(loaded.valid(), !hasErrors(loaded.problems));
    }

    void whatIsWrongIsNamedAtItsPlace_data()
    {
        QTest::addColumn<QByteArray>("before");
        QTest::addColumn<QByteArray>("after");
        QTest::addColumn<QString>("problems");
        const auto row = [](const char* before, const char* after, const char* problems) {
            QTest::newRow(QByteArray(after).simplified().constData())
                << QByteArray(before) << QByteArray(after) << QString::fromLatin1(problems);
        };
        row("Europe/Vienna", "Europe/Wien", "2:7 bad-zone");
        row("Europe/Vienna", "CET", "2:7 bad-zone");
        row("Europe/Vienna", "+02:00", "2:7 bad-zone");
        row("Europe/Vienna", "[a]", "2:7 wrong-type");
        row("\"02:00-06:00\"", "\"02:00-25:00\"", "3:18 bad-hours");
        row("\"02:00-06:00\"", "\"24:00-06:00\"", "3:12 bad-hours");
        row("\"02:00-06:00\"", "\"02:00-02:00\"", "3:18 bad-hours");
        row("\"02:00-06:00\"", "\"02:60-06:00\"", "3:12 bad-hours");
        row("\"02:00-06:00\"", "\"02:00-06:00 UTC\"", "3:12 bad-hours");
        row("\"02:00-06:00\"", "nights", "3:11 bad-hours");
        row("\"02:00-06:00\"", "[1]", "3:11 wrong-type");
        row("\"02:00-06:00\"", "{days: [sat]}", "3:11 missing-key");
        row("\"02:00-06:00\"", "{hours: \"02:00-06:00\", day: [sat]}", "3:34 unknown-key");
        row("\"02:00-06:00\"", "{hours: \"22:00-24:00\", days: [mon, fri]}", "3:53 duplicate-entry");
        row("[fri, mon]", "[fri, monday]", "3:61 bad-day");
        row("[fri, mon]", "[fri, fri]", "3:61 duplicate-value");
        row("[fri, mon]", "[]", "3:55 empty-list");
        row("[\"02:00-06:00\", {hours: \"22:00-24:00\", days: [fri, mon]}]", "[]", "3:10 empty-list");
        row("phases:\n", "steps: []\nphases:\n", "4:8 steps-and-phases");
        row("name: canary", "name: ramp", "14:11 duplicate-name");
        row("name: canary", "name:", "5:5 missing-value");
        row("from_day: 8", "from_day: 4", "15:15 bad-phase-order");
        row("from_day: 8", "from_day: 3", "15:15 bad-phase-order");
        row("from_day: 8", "from_day: 0", "15:15 out-of-range");
        row("from_day: 8", "from_day: 367", "15:15 out-of-range");
        row("from_day: 8", "from_day: 8.5", "15:15 bad-value");
        row("from_day: 8", "fromday: 8", "15:5 unknown-key");
        row("{error_rate: \"< 0.01\", latency_p95: \"< 2s\"}", "{}", "7:5 no-criteria");
        row("\"< 2s\"", "\"< 2\"", "7:63 bad-condition");
        row("{after: 45m, then: roll back}", "{after: 45m, then: rollback}", "10:38 bad-value");
        row("{after: 45m, then: roll back}", "{then: hold}", "10:9 missing-key");
        row("{after: 45m, then: roll back}", "{after: 45}", "10:27 bad-duration");
        row("{after: 45m, then: roll back}", "{after: 61d}", "10:27 out-of-range");
        row("{after: 45m, then: roll back}", "{after: 0s}", "10:27 out-of-range");
        row("{after: 45m, then: roll back}", "{after: 1h, at: 2h}", "10:31 unknown-key");
        row("{after: 45m, then: roll back}", "45m", "10:19 wrong-type");
        row("{after: 45m, then: roll back}", "", "10:9 missing-value");
        row("soak: 30m", "{soak: 30m, deadline: {after: 30m}}", "11:31 out-of-range");
        row("soak: 30m", "{soak: 30m, gate: success_criteria}", "11:9 bad-step");
        row("soak: 30m", "deadline: {after: 1h}", "11:9 bad-step");
        row("needed: 2", "needed: 3", "12:28 too-few-people");
        row("needed: 2", "needed: 0", "12:28 out-of-range");
        row("needed: 2", "need: 2", "12:20 unknown-key");
        row("[m.vogel, j.okafor]", "[m.vogel, m.vogel]", "12:49 duplicate-value");
        row("[m.vogel, j.okafor]", "[]", "12:39 empty-list");
        row("[m.vogel, j.okafor]", "m.vogel", "12:39 wrong-type");
        row("approval: 1\n", "approval: 1.5\n", "18:19 bad-value");
        row("approval: 1\n", "approval: 0\n", "18:19 out-of-range");
        row("approval: 1\n", "approval: m.vogel\n", "18:19 wrong-type");
        row("approval: 1\n", "approval:\n", "18:9 missing-value");
        row("approval: 1\n", "aproval: 1\n", "18:9 bad-step");
        row("  - name: end\n    steps:\n", "  - name: end\n    stages:\n", "20:5 missing-key, 21:5 unknown-key");
        row("    steps:\n      - activate: registry\n", "    steps: []\n", "21:12 no-steps");
        row("  - name: end\n    steps:\n      - activate: registry\n", "  - end\n", "20:5 wrong-type");
    }

    void whatIsWrongIsNamedAtItsPlace()
    {
        QFETCH(QByteArray, before);
        QFETCH(QByteArray, after);
        const QByteArray text = with(before, after);
        QVERIFY(!text.isEmpty());
        const Loaded<rollout::Plan> loaded = readPlan(kFile, text);
        QVERIFY(!loaded.valid());
        QTEST(shown(loaded.problems), "problems");
        for (const Problem& problem : loaded.problems) {
            QVERIFY2(!problem.message.isEmpty() && !problem.help.isEmpty(), qPrintable(problem.code));
        }
    }

    void aPlanWithoutAnythingToDoIsRefused()
    {
        const auto problems = [](const char* text) { return shown(readPlan(kFile, text).problems); };
        QCOMPARE(problems("name: p\n"), QStringLiteral("1:1 missing-key"));
        QCOMPARE(problems("name: p\nphases: []\n"), QStringLiteral("2:9 no-phases"));
        QCOMPARE(problems("name: p\nphases:\n"), QStringLiteral("2:1 missing-value"));
        QCOMPARE(problems("name: p\nphases: soon\n"), QStringLiteral("2:9 wrong-type"));
        QCOMPARE(problems("name: p\nsteps: []\n"), QStringLiteral("2:8 no-steps"));
        QCOMPARE(problems("name: p\nsteps:\n  - approval: 1\n"), QStringLiteral("3:5 bad-step-order"));
        QCOMPARE(problems("name: p\nsteps:\n  - approval: 1\n  - activate: registry\n"), QStringLiteral("4:5 bad-step-order"));
    }

    void allThatIsWrongComesAtOnce()
    {
        QByteArray text = kPlan;
        text.replace("Vienna", "Wien")
            .replace("02:00-06:00", "2-6")
            .replace("from_day: 8", "from_day: 2")
            .replace("needed: 2", "needed: 9");
        QCOMPARE(shown(readPlan(kFile, text).problems),
            QStringLiteral("2:7 bad-zone, 3:12 bad-hours, 12:28 too-few-people, 15:15 bad-phase-order"));
    }

    void aNearNameIsOffered()
    {
        const auto help
            = [](const QByteArray& before, const QByteArray& after) { return readPlan(kFile, with(before, after)).problems.front().help; };
        QCOMPARE(help("Europe/Vienna", "Europe/Viena"), QStringLiteral("Did you mean “Europe/Vienna”?"));
        QCOMPARE(help("then: roll back", "then: rollback"), QStringLiteral("Did you mean “roll back”?"));
        QCOMPARE(help("approval: 1\n", "aproval: 1\n"), QStringLiteral("Did you mean “approval”?"));
    }
};

QTEST_APPLESS_MAIN(TestPlanPhases)
#include "test_plan_phases.moc"
