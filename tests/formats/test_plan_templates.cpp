#include "models/domain/rollout/schedule.h"
#include "models/formats/plan.h"
#include "models/formats/plan_templates.h"
#include "models/formats/workspace.h"
#include "tests/formats/shown.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>

using namespace fairlead;
using namespace fairlead::formats;
using rollout::StepKind;

namespace {

std::vector<PlanTemplate> files()
{
    const QDir folder(QStringLiteral(FAIRLEAD_SOURCE_DIR "/resources/plans"));
    std::vector<PlanTemplate> found;
    const QStringList names = folder.entryList({QStringLiteral("*.yaml")}, QDir::Files, QDir::Name);
    for (const QString& name : names) {
        QFile file(folder.filePath(name));
        const QByteArray text = file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
        found.push_back({{}, name, text});
    }
    return found;
}

rollout::Plan named(const char* name)
{
    const std::vector<PlanTemplate> all = planTemplates();
    const auto found = std::ranges::find_if(all, [name](const PlanTemplate& each) { return each.plan.name == QLatin1String(name); });
    return found == all.end() ? rollout::Plan() : found->plan;
}

/// What the target is asked for, step by step: "10 25 50 100", "docs qa 100".
QString weightsOf(const rollout::Plan& plan)
{
    QStringList weights;
    for (const rollout::Step& step : plan.steps) {
        if (rollout::isShift(step.kind)) {
            weights += rollout::inWords({step.weight, step.reach}).remove(QStringLiteral("\u00a0%"));
        }
    }
    return weights.join(QLatin1Char(' '));
}

/// "4 8 10", the days on which the phases begin.
QString daysOf(const rollout::Plan& plan)
{
    QStringList days;
    for (const rollout::PlanPhase& phase : plan.phases) {
        days.append(QString::number(phase.fromDay));
    }
    return days.join(QLatin1Char(' '));
}

void copyTo(const QDir& folder)
{
    const QDir sample(QStringLiteral(FAIRLEAD_SOURCE_DIR "/resources/sample"));
    for (const char* part : {"components", "manifests", "checklists"}) {
        const QString name = QString::fromLatin1(part);
        folder.mkdir(name);
        const QStringList all = QDir(sample.filePath(name)).entryList(QDir::Files);
        for (const QString& file : all) {
            QFile::copy(sample.filePath(name + QLatin1Char('/') + file), folder.filePath(name + QLatin1Char('/') + file));
        }
    }
    folder.mkdir(QStringLiteral("plans"));
}

bool write(const QDir& folder, const char* name, const QByteArray& bytes)
{
    QFile file(folder.filePath(QString::fromLatin1(name)));
    return file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size();
}

/// The sample workspace with the plan @p plan.
QByteArray rootWith(const QByteArray& plan)
{
    QFile file(QStringLiteral(FAIRLEAD_SOURCE_DIR "/resources/sample/workspace.yaml"));
    return file.open(QIODevice::ReadOnly) ? file.readAll().replace("plan: practice", "plan: " + plan) : QByteArray();
}

} // namespace

class TestPlanTemplates : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyFileIsReadWithoutAWordAgainstIt()
    {
        const std::vector<PlanTemplate> all = files();
        QVERIFY(!all.empty());
        for (const PlanTemplate& each : all) {
            const Loaded<rollout::Plan> loaded = readPlan(each.about, each.text);
            QCOMPARE(shownWithFiles(loaded.problems), QStringList());
            QCOMPARE(loaded.name + QStringLiteral(".yaml"), each.about); // a file is called as its plan
        }
    }

    void theResourceHoldsEveryFile()
    {
        std::vector<QByteArray> fromFiles;
        std::vector<QByteArray> fromResource;
        for (const PlanTemplate& each : files()) {
            fromFiles.push_back(each.text);
        }
        for (const PlanTemplate& each : planTemplates()) {
            fromResource.push_back(each.text);
        }
        std::ranges::sort(fromFiles);
        std::ranges::sort(fromResource);
        QVERIFY(fromFiles == fromResource);
    }

    void eachSaysWhereItComesFromAndWhatWasDecided()
    {
        for (const PlanTemplate& each : planTemplates()) {
            QVERIFY2(each.about.contains(QStringLiteral("\nSource: seed 00")), qPrintable(each.plan.name));
            QVERIFY2(each.about.contains(QStringLiteral("\nDecided here")), qPrintable(each.plan.name));
            QVERIFY2(!each.about.contains(QStringLiteral("# ")), qPrintable(each.about));
        }
    }

    void weightsAndDaysAreThoseOfTheGuides_data()
    {
        QTest::addColumn<QString>("weights");
        QTest::addColumn<QString>("days");
        const auto row = [](const char* name, const char* weights, const char* days) {
            QTest::newRow(name) << QString::fromLatin1(weights) << QString::fromLatin1(days);
        };
        row("canary", "10 25 50 75 100", "");
        row("percentage-flags", "25 50 100", "");
        row("blue-green", "0", "");
        row("day-ramp", "configured: LATENCY_OPTIMIZATION_MODE 10 mirrored configured: LATENCY_OPTIMIZATION_MODE 10 25 50 75 100",
            "1 4 8 10 12 14 15");
        row("all-at-once", "100", "1 2");
        row("weekly-units", "documentation and research qa and ops engineer 100", "1 8 15 22");
        row("off-peak", "10 25 50 100", "");
    }

    void weightsAndDaysAreThoseOfTheGuides()
    {
        const rollout::Plan plan = named(QTest::currentDataTag());
        QTEST(weightsOf(plan), "weights");
        QTEST(daysOf(plan), "days");
    }

    void theCanaryIsThatOfTheGuide()
    {
        const rollout::Plan plan = named("canary");
        QVERIFY(plan.steps == rollout::Plan::canary(Percent::clamped(10)).steps);
    }

    void theDayRampIsJudgedByItsOwnTargetsAllTheWay()
    {
        rollout::Release release;
        release.plan = named("day-ramp");
        QVERIFY(!release.plan.steps.empty());
        for (int step = 0; step < static_cast<int>(release.plan.steps.size()); ++step) {
            QStringList metrics;
            for (const gate::Gate& gate : rollout::gatesAt(release, step)) {
                metrics.append(gate.metric);
            }
            const bool shadow = release.plan.steps[static_cast<std::size_t>(step)].phase == 0; // nobody is served there
            QCOMPARE(metrics,
                shadow ? QStringList{QStringLiteral("error_rate")}
                       : (QStringList{QStringLiteral("latency"), QStringLiteral("quality_score"), QStringLiteral("error_rate"),
                             QStringLiteral("cache_hit_rate")}));
        }
    }

    void soaksEndBeforeTheNextPhaseMayBegin()
    {
        for (const PlanTemplate& each : planTemplates()) {
            const rollout::Plan& plan = each.plan;
            for (std::size_t i = 0; i + 1 < plan.phases.size(); ++i) {
                Millis length{};
                for (const rollout::Step& step : plan.steps) {
                    length += step.phase == static_cast<int>(i) ? step.soak : Millis();
                }
                QVERIFY2(length < std::chrono::hours(24) * (plan.phases[i + 1].fromDay - plan.phases[i].fromDay),
                    qPrintable(plan.name + QLatin1Char(' ') + plan.phases[i].name));
            }
        }
    }

    void offPeakGrowsAtNightOnly()
    {
        rollout::Release release;
        release.plan = named("off-peak");
        const auto open = [&release](const char* at) {
            const Instant now = *Instant::fromIso(QString::fromLatin1(at));
            return rollout::openingFor(release, 0, now, {}, now).open;
        };
        QVERIFY(open("2025-08-08T02:00:00Z") && open("2025-08-08T05:59:59Z"));
        QVERIFY(!open("2025-08-08T01:59:59Z") && !open("2025-08-08T06:00:00Z") && !open("2025-08-08T06:59:59Z"));
    }

    void aReleaseMayNameATemplateWithoutAFile()
    {
        const QTemporaryDir temporary;
        const QDir folder(temporary.path());
        copyTo(folder);
        QVERIFY(write(folder, "workspace.yaml", rootWith("off-peak")));
        const LoadedWorkspace loaded = readWorkspace(folder.path());
        QVERIFY2(loaded.valid(), qPrintable(shown(loaded.problems)));
        QCOMPARE(loaded.value->plans.size(), std::size_t(1)); // those that nobody names stay out
        QVERIFY(loaded.value->plans.front() == named("off-peak"));
        QCOMPARE(loaded.counts.plans, 0);
        QVERIFY(workspace::assemble(*loaded.value, loaded.value->releases.front(), ReleaseId(QStringLiteral("r"))).has_value());
    }

    void aFileOfTheSameNameWins()
    {
        const QTemporaryDir temporary;
        const QDir folder(temporary.path());
        copyTo(folder);
        const QByteArray own
            = "name: off-peak\nsteps: [{setWeight: 10}, {soak: 1m}, {gate: success_criteria}, {setWeight: 100}, {soak: 1m}, "
              "{gate: success_criteria}, {activate: registry}]\n";
        QVERIFY(write(folder, "workspace.yaml", rootWith("off-peak")) && write(folder, "plans/mine.yaml", own));
        const LoadedWorkspace loaded = readWorkspace(folder.path());
        QVERIFY2(loaded.valid(), qPrintable(shown(loaded.problems)));
        QCOMPARE(loaded.value->plans.size(), std::size_t(1));
        QCOMPARE(weightsOf(loaded.value->plans.front()), QStringLiteral("10 100"));
        // A file that is refused wins too: nothing else is run in its place.
        QVERIFY(write(folder, "plans/mine.yaml", "name: off-peak\nsteps: []\n"));
        const LoadedWorkspace refused = readWorkspace(folder.path());
        QVERIFY(!refused.valid());
        QVERIFY(shownWithFiles(refused.problems).contains(QStringLiteral("plans/mine.yaml 2:8 no-steps")));
    }

    void aNameNearATemplateIsOffered()
    {
        const QTemporaryDir temporary;
        const QDir folder(temporary.path());
        copyTo(folder);
        QVERIFY(write(folder, "workspace.yaml", rootWith("of-peak")));
        const LoadedWorkspace loaded = readWorkspace(folder.path());
        const auto wrong = std::ranges::find(loaded.problems, QStringLiteral("unknown-reference"), &Problem::code);
        QVERIFY(wrong != loaded.problems.end());
        QCOMPARE(wrong->help, QStringLiteral("Did you mean “off-peak”?"));
    }
};

QTEST_GUILESS_MAIN(TestPlanTemplates)
#include "test_plan_templates.moc"
