#include "models/formats/problem_json.h"
#include "models/formats/workspace.h"
#include "tests/formats/shown.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace fairlead;
using namespace fairlead::formats;

namespace {
const QString kSample = QStringLiteral(FAIRLEAD_SOURCE_DIR "/resources/sample");
const QString kSection = QStringLiteral("deployment-guide#Pre-Deployment Checklist");
} // namespace

class TestWorkspaceFolder : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theSampleReadsWithoutAProblem()
    {
        const LoadedWorkspace loaded = readWorkspace(kSample);
        QCOMPARE(shownWithFiles(loaded.problems), QStringList());
        QVERIFY(loaded.valid());
        QCOMPARE(loaded.value->name, QStringLiteral("Sample workspace"));
        QVERIFY(QDir::isAbsolutePath(loaded.value->directory));
        QVERIFY(!loaded.value->person.isEmpty());
        QCOMPARE(loaded.counts, (WorkspaceCounts{7, 1, 1, 2, 1}));
    }

    void theSampleTellsItsStory()
    {
        const workspace::Workspace sample = readWorkspace(kSample).value.value();
        QVERIFY(!sample.environment(QStringLiteral("practice"))->production);
        const workspace::Target* target = sample.target(QStringLiteral("practice"));
        QCOMPARE(target->driver, QStringLiteral("rehearsal"));
        QCOMPARE(target->settings.value(QStringLiteral("url")), QStringLiteral("embedded"));
        QCOMPARE(target->settings.value(QStringLiteral("split")), QStringLiteral("data_analyst"));
        QVERIFY(sample.source(target->source) != nullptr);
        QCOMPARE(sample.checklist(kSection)->itemCount(), 14);
        QCOMPARE(sample.checklist(kSection)->phases.size(), std::size_t(2));
        QCOMPARE(sample.checklist(QStringLiteral("deployment-guide"))->itemCount(), 20);
        QVERIFY(sample.plan(QStringLiteral("practice"))->pollInterval == std::chrono::seconds(1));
        QCOMPARE(sample.plan(QStringLiteral("canary"))->steps, rollout::Plan::canary(Percent::clamped(10)).steps);
        QCOMPARE(sample.calendar.size(), std::size_t(2));
    }

    void theSamplesReleaseCanBePutTogether()
    {
        const workspace::Workspace sample = readWorkspace(kSample).value.value();
        QCOMPARE(sample.releases.size(), std::size_t(1));
        const auto release = workspace::assemble(sample, sample.releases.front(), ReleaseId(QStringLiteral("r1")));
        QVERIFY2(release.has_value(), release ? "" : qPrintable(release.error().message));
        QCOMPARE(release->title(), QStringLiteral("data_analyst 2.0.0"));
        QCOMPARE(release->baselineVersion, QStringLiteral("1.4.2"));
        QCOMPARE(release->owner, QStringLiteral("optimization_team"));
        QCOMPARE(release->rollbackOwner, QStringLiteral("oncall_engineer"));
        QCOMPARE(release->checklist, kSection);
        QVERIFY(release->window.has_value());
    }

    void freezesComeFromTheCalendar()
    {
        QTemporaryDir folder;
        write(folder, QStringLiteral("workspace.yaml"),
            "workspace: Frozen\nenvironments: [{name: production, production: true}]\ntargets: []\nsources: []\n");
        write(folder, QStringLiteral("calendar.yaml"),
            "freezes:\n  - {name: B, from: 2025-12-24 UTC, to: 2025-12-26 UTC}\n"
            "  - {name: A, from: 2025-11-28 UTC, to: 2025-11-30 UTC, environments: [production]}\n");
        const LoadedWorkspace loaded = readWorkspace(folder.path());
        QCOMPARE(shownWithFiles(loaded.problems), QStringList());
        QCOMPARE(loaded.value->freezes.size(), std::size_t(2));
        QCOMPARE(loaded.value->freezes[0].name, QStringLiteral("B")); // in the order of the file
        QCOMPARE(loaded.value->freezes[0].span.end().toIso(), QStringLiteral("2025-12-27T00:00:00.000Z"));
        QCOMPARE(loaded.value->freezes[1].environments, QStringList{QStringLiteral("production")});
        QVERIFY(loaded.value->calendar.empty());
    }

    void readsRealServersToo()
    {
        QTemporaryDir folder;
        write(folder, QStringLiteral("workspace.yaml"),
            "workspace: Servers\nperson: m.vogel\n"
            "environments: [{name: production, production: true}]\n"
            "targets:\n"
            "  - {name: edge, driver: haproxy, source: prom, address: \"unix:/run/haproxy/admin.sock\", backend: app, baseline_server: "
            "stable,"
            " canary_server: canary, timeout: 5s}\n"
            "  - {name: edge-tcp, driver: haproxy, source: prom, address: \"tcp:[::1]:9999\", backend: app, baseline_server: stable, "
            "canary_server: canary}\n"
            "sources:\n"
            "  - name: prom\n    driver: prometheus\n    url: http://127.0.0.1:9090\n    timeout: 3s\n    metrics:\n"
            "      error_rate:\n        canary: sum(rate(errors{server=\"canary\"}[1m]))\n        baseline: "
            "sum(rate(errors{server=\"stable\"}[1m]))\n"
            "      share: {canary: \"canary_share\"}\n");
        const LoadedWorkspace loaded = readWorkspace(folder.path());
        QCOMPARE(shownWithFiles(loaded.problems), QStringList());
        QCOMPARE(loaded.value->person, QStringLiteral("m.vogel"));
        QVERIFY(loaded.value->environment(QStringLiteral("production"))->production);
        QCOMPARE(loaded.value->target(QStringLiteral("edge"))->settings.value(QStringLiteral("timeout")), QStringLiteral("5s"));
        const workspace::Source* source = loaded.value->source(QStringLiteral("prom"));
        QCOMPARE(source->metrics.size(), std::size_t(2));
        QCOMPARE(source->metrics[0].canary, QStringLiteral("sum(rate(errors{server=\"canary\"}[1m]))"));
        QCOMPARE(source->metrics[1].baseline, QString());
    }

    void problemsHaveTheShapeOfTheCommandLine()
    {
        const Problem problem{
            QStringLiteral("a.yaml"), {3, 5}, Severity::Warning, QStringLiteral("code"), QStringLiteral("what"), QStringLiteral("do")};
        const QJsonObject json = problemToJson(problem);
        QCOMPARE(json,
            (QJsonObject{{QStringLiteral("file"), QStringLiteral("a.yaml")}, {QStringLiteral("line"), 3}, {QStringLiteral("column"), 5},
                {QStringLiteral("severity"), QStringLiteral("warning")}, {QStringLiteral("code"), QStringLiteral("code")},
                {QStringLiteral("message"), QStringLiteral("what")}, {QStringLiteral("help"), QStringLiteral("do")}}));
        QVERIFY(problemToJson(Problem{}).value(QStringLiteral("line")).isNull());
        QCOMPARE(problemsToJson({problem, problem}).size(), 2);
    }

private:
    static void write(const QTemporaryDir& folder, const QString& name, const QByteArray& bytes)
    {
        QFile file(folder.filePath(name));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(bytes);
    }
};

QTEST_APPLESS_MAIN(TestWorkspaceFolder)
#include "test_workspace_folder.moc"
