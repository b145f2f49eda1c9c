#include "models/formats/plan.h"
#include "tests/formats/shown.h"

#include <QTest>

using namespace fairlead;
using namespace fairlead::formats;
using namespace std::chrono_literals;
using rollout::StepKind;

namespace {

const QString kFile = QStringLiteral("plans/canary.yaml");

const QByteArray kPlan = "name: canary\n"
                         "poll_interval: 2s\n"
                         "effect_deadline: 45s\n"
                         "min_calls_for_share: 80\n"
                         "gates: {min_samples: 5, fail_after: 2, stale_after: 30s}\n"
                         "steps:\n"
                         "  - setWeight: 10\n"
                         "  - soak: 30m\n"
                         "  - gate: success_criteria\n"
                         "  - setWeight: 100\n"
                         "  - soak: 1h30m\n"
                         "  - gate: success_criteria\n"
                         "  - activate: registry\n";

/// A plan of the given steps, one a word: "10 soak gate 100 soak gate activate". The first stands in line 3.
QByteArray planOf(const QString& words)
{
    QByteArray text = "name: p\nsteps:\n";
    for (const QString& word : words.split(QLatin1Char(' '))) {
        if (word == QLatin1String("soak")) {
            text += "  - soak: 1m\n";
        } else if (word == QLatin1String("gate")) {
            text += "  - gate: success_criteria\n";
        } else if (word == QLatin1String("activate")) {
            text += "  - activate: registry\n";
        } else {
            text += "  - setWeight: " + word.toUtf8() + "\n";
        }
    }
    return text;
}

} // namespace

class TestPlanFile : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void readsAPlan()
    {
        const Loaded<rollout::Plan> loaded = readPlan(kFile, kPlan);
        QCOMPARE(shown(loaded.problems), QString());
        const rollout::Plan& plan = loaded.value.value();
        QCOMPARE(plan.name, QStringLiteral("canary"));
        QCOMPARE(loaded.at, (Position{1, 7}));
        QVERIFY(plan.pollInterval == 2s && plan.effectDeadline == 45s);
        QCOMPARE(plan.minCallsForShare, 80);
        QCOMPARE(plan.gates, (gate::Policy{5, 2, 30s}));
        QCOMPARE(plan.steps.size(), std::size_t(7));
        QCOMPARE(plan.steps[0], (rollout::Step{StepKind::SetWeight, Percent::clamped(10), {}}));
        QCOMPARE(plan.steps[4], (rollout::Step{StepKind::Soak, {}, 90min}));
        QVERIFY(plan.steps[5].kind == StepKind::Gate && plan.steps[6].kind == StepKind::Activate);
    }

    void rulesStandInThePlanOrInSetsThatItNames()
    {
        const QByteArray text = kPlan
            + "rules:\n  - alert team when latency_p95 > 2s\n  - roll back when error_rate > 2%\n"
              "rule_sets: [Ours]\n";
        const std::vector<gate::RuleSet> sets{
            {QStringLiteral("Ours"), {}, {}, QStringLiteral("# ours\nhold when calls < 10\nroll back when error_rate > 2%")}};
        const Loaded<rollout::Plan> loaded = readPlan(kFile, text, &sets);
        QCOMPARE(shown(loaded.problems), QString());
        QCOMPARE(loaded.value->rules.size(), std::size_t(3)); // the one that both have stands once
        QCOMPARE(loaded.value->rules[2].text, QStringLiteral("hold when calls < 10"));
        QCOMPARE(loaded.value->ruleSets, QStringList{QStringLiteral("Ours")});
        const Result<rollout::Plan> kept = rollout::planFromJson(rollout::toJson(*loaded.value));
        QVERIFY(kept.has_value());
        QCOMPARE(*kept == *loaded.value, true);
        QCOMPARE(readPlan(kFile, text).value->rules.size(), std::size_t(2)); // without sets at hand their names are kept
    }

    void whatIsWrongInARuleIsNamedAtItsPlace()
    {
        const std::vector<gate::RuleSet> sets;
        const Loaded<rollout::Plan> loaded = readPlan(kFile,
            kPlan + "rules:\n  - roll back when latency_p95 > 5%\n  - hold when calls < 1\n  - hold when calls < 1\nrule_sets: [Ours]\n",
            &sets);
        QCOMPARE(shown(loaded.problems), QStringLiteral("15:35 bad-rule, 17:5 duplicate-entry, 18:13 unknown-reference"));
    }

    void whatIsLeftOutHasTheDefaults()
    {
        const Loaded<rollout::Plan> loaded = readPlan(kFile, planOf(QStringLiteral("10 soak gate 100 soak gate activate")));
        QCOMPARE(shown(loaded.problems), QString());
        const rollout::Plan defaults;
        QVERIFY(loaded.value->pollInterval == defaults.pollInterval && loaded.value->effectDeadline == defaults.effectDeadline);
        QCOMPARE(loaded.value->gates, defaults.gates);
    }

    void refusesAnOrderThatMakesNoSense_data()
    {
        QTest::addColumn<QString>("steps");
        QTest::addColumn<QString>("problems");
        const auto row = [](const char* steps, const char* problems) {
            QTest::newRow(steps) << QString::fromLatin1(steps) << QString::fromLatin1(problems);
        };
        row("10 soak gate 10 soak gate 100 soak gate activate", "6:5 bad-step-order");
        row("50 soak gate 25 soak gate 100 soak gate activate", "6:5 bad-step-order");
        row("10 gate 100 soak gate activate", "3:5 bad-step-order");
        row("10 soak gate 100 activate", "6:5 bad-step-order, 7:5 ungated-weight?");
        row("10 soak gate 100 soak gate", "8:5 bad-step-order");
        row("10 soak gate 50 soak gate activate", "9:5 bad-step-order");
        row("soak 10 soak gate 100 soak gate activate", "3:5 bad-step-order");
        row("gate 10 soak gate 100 soak gate activate", "3:5 bad-step-order");
        row("activate", "3:5 bad-step-order");
        row("10 soak gate activate 100 soak gate activate", "6:5 bad-step-order");
        row("10 soak gate 100", "6:5 bad-step-order, 6:5 bad-step-order");
        row("10 soak 100 soak gate activate", "5:5 ungated-weight?");
        row("100 soak activate", "5:5 ungated-weight?");
        row("100 soak gate soak gate activate", "");
    }

    void strategiesHaveAnOrderToo_data()
    {
        QTest::addColumn<QByteArray>("steps");
        QTest::addColumn<QString>("problems");
        const QByteArray end = "{soak: 1m}, {gate: success_criteria}, {activate: registry}]";
        const auto row = [&end](const QByteArray& steps, const char* problems) {
            QTest::newRow(steps.constData()) << "[" + steps + ", " + end << QString::fromLatin1(problems);
        };
        row("{switch: candidate}", "2:9 bad-step-order"); // nobody looked
        row("{approval: 1}, {switch: candidate}", "");
        row("{setWeight: 50}, {soak: 1m}, {gate: success_criteria}, {mirror: 5}, {soak: 1m}, {setWeight: 100}", "2:64 bad-step-order");
        row("{unit: a}, {soak: 1m}, {gate: success_criteria}, {unit: [b, a]}, {soak: 1m}, {gate: success_criteria}, {setWeight: 100}",
            "2:58 bad-step-order");
        row("{unit: a}, {soak: 1m}, {setWeight: 100}", "2:32 ungated-weight?");
        row("{unit: a}, {setWeight: 100}", "2:9 bad-step-order, 2:20 ungated-weight?");
        row("{configure: {A: b}}, {soak: 1m}, {setWeight: 100}", "2:30 bad-step-order"); // nothing to watch yet
        row("{analysis: background}, {setWeight: 100}, {analysis: background}", "2:51 bad-step-order");
        row("{verify: {name: a, call: 'GET http://u:p@h/{version}'}}, {setWeight: 100}", "2:34 bad-call");
    }
    void strategiesHaveAnOrderToo()
    {
        QFETCH(QByteArray, steps);
        const Loaded<rollout::Plan> loaded = readPlan(kFile, "name: p\nsteps: " + steps + "\n");
        QTEST(shown(loaded.problems), "problems");
        QCOMPARE(loaded.valid(), !hasErrors(loaded.problems));
    }

    void refusesAnOrderThatMakesNoSense()
    {
        QFETCH(QString, steps);
        const Loaded<rollout::Plan> loaded = readPlan(kFile, planOf(steps));
        QTEST(shown(loaded.problems), "problems");
        QCOMPARE(loaded.valid(), !hasErrors(loaded.problems));
    }

    void refusesValuesThatDoNotFit_data()
    {
        QTest::addColumn<QByteArray>("before");
        QTest::addColumn<QByteArray>("after");
        QTest::addColumn<QString>("problems");
        const auto row = [](const char* before, const char* after, const char* problems) {
            QTest::newRow(QByteArray(after).simplified().constData())
                << QByteArray(before) << QByteArray(after) << QString::fromLatin1(problems);
        };
        row("setWeight: 10\n", "setWeight: 150\n", "7:16 out-of-range");
        row("setWeight: 10\n", "setWeight: -5\n", "7:16 out-of-range");
        row("setWeight: 10\n", "setWeight: 0\n", "7:16 out-of-range");
        row("setWeight: 10\n", "setWeight: .nan\n", "7:16 wrong-type");
        row("setWeight: 10\n", "setWeight: 10%\n", "7:16 wrong-type");
        row("setWeight: 10\n", "setWeight: 010\n", "7:16 bad-value");
        row("setWeight: 10\n", "setWeight: \"10\"\n", "7:16 wrong-type");
        row("setWeight: 10\n", "setweight: 10\n", "7:5 bad-step");
        row("- setWeight: 10\n", "- 10\n", "7:5 bad-step");
        row("- setWeight: 10\n", "- {setWeight: 10, soak: 5m}\n", "7:5 bad-step");
        row("soak: 30m", "soak: 30", "8:11 bad-duration");
        row("soak: 30m", "soak: soon", "8:11 bad-duration");
        row("soak: 30m", "soak: -5m", "8:11 bad-duration");
        row("soak: 30m", "soak: 0s", "8:11 out-of-range");
        row("soak: 30m", "soak:", "8:5 missing-value");
        row("gate: success_criteria\n  - setWeight", "gate: error_rate\n  - setWeight", "9:11 bad-step");
        row("activate: registry", "activate:", "13:5 bad-step");
        row("poll_interval: 2s", "poll_interval: 50s", "3:18 out-of-range, 5:53 out-of-range");
        row("stale_after: 30s", "stale_after: 1s", "5:53 out-of-range");
        row("min_samples: 5", "min_samples: 0", "5:22 out-of-range");
        row("fail_after: 2", "fail_after: 2.5", "5:37 bad-value");
        row("min_calls_for_share: 80", "min_calls_for_share: no", "4:22 wrong-type");
        row("name: canary", "name: ''", "1:7 missing-value");
        row("poll_interval", "pol_interval", "2:1 unknown-key");
    }

    void refusesValuesThatDoNotFit()
    {
        QFETCH(QByteArray, before);
        QFETCH(QByteArray, after);
        QByteArray text = kPlan;
        QVERIFY(text.contains(before));
        const Loaded<rollout::Plan> loaded = readPlan(kFile, text.replace(before, after));
        QVERIFY(!loaded.valid());
        QTEST(shown(loaded.problems), "problems");
    }
};

QTEST_APPLESS_MAIN(TestPlanFile)
#include "test_plan_file.moc"
