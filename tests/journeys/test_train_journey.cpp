#include "tests/fakes/files.h"
#include "tests/journeys/driven_window.h"
#include "tests/journeys/told.h"

#include <QtTest>

using namespace fairlead;

namespace {

const QByteArray kPlan = R"(name: quick
poll_interval: 250ms
effect_deadline: 20s
min_calls_for_share: 20
gates: {min_samples: 2, fail_after: 3, stale_after: 10s}
steps:
  - setWeight: 50
  - soak: 2s
  - gate: success_criteria
  - setWeight: 100
  - soak: 2s
  - gate: success_criteria
  - activate: registry
)";

const QByteArray kWorkspace = R"(workspace: Trains
person: m.vogel
environments:
  - {name: practice, production: false}
targets:
  - {name: first, driver: rehearsal, source: first, url: "URL", split: first}
  - {name: second, driver: rehearsal, source: second, url: "URL", split: second}
sources:
  - {name: first, driver: rehearsal, url: "URL", split: first, window: 2s}
  - {name: second, driver: rehearsal, url: "URL", split: second, window: 2s}
releases:
  - {manifest: manifests/first.yaml, environment: practice, target: first, plan: quick}
  - {manifest: manifests/second.yaml, environment: practice, target: second, plan: quick}
)";

const QByteArray kTrain = R"(name: pair
cars:
  - {name: first, manifest: manifests/first.yaml, environment: practice}
  - {name: second, manifest: manifests/second.yaml, environment: practice, after: [first]}
)";

} // namespace

/// A train in the real window, on a practice target, from its start to its rollback.
class TestTrainJourney : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aTrainIsStartedAndRolledBackInTheWindow()
    {
        const QTemporaryDir folder;
        QProcess target;
        target.start(QStringLiteral(FAIRLEAD_BIN_DIR "/fairlead-rehearsal"),
            {QStringLiteral("--port"), QStringLiteral("0"), QStringLiteral("--split"), QStringLiteral("first"), QStringLiteral("--split"),
                QStringLiteral("second")});
        QVERIFY(target.waitForReadyRead(20'000));
        const QByteArray url = target.readAllStandardOutput().simplified().split(' ').value(2);
        const QString workspace = folder.filePath(QStringLiteral("workspace"));
        test::writeSampleAs(workspace, "first");
        test::writeSampleAs(workspace, "second");
        test::writeFile(workspace + QStringLiteral("/plans/quick.yaml"), kPlan);
        test::writeFile(workspace + QStringLiteral("/trains/pair.yaml"), kTrain);
        test::writeFile(workspace + QStringLiteral("/workspace.yaml"), QByteArray(kWorkspace).replace("URL", url));

        test::DrivenWindow window;
        const QString problem = window.startDesktop();
        QVERIFY2(problem.isEmpty(), qPrintable(problem));
        QVERIFY(window.startConsole(workspace));
        QVERIFY2(window.press(QStringLiteral("Start train pair")), qPrintable(window.tree()));
        QVERIFY2(window.press(QStringLiteral("Start train")), qPrintable(window.tree()));
        QVERIFY2(window.waitForStart(QStringLiteral("first 2.0.0 activated"), 90'000), qPrintable(window.tree()));
        QVERIFY2(window.press(QStringLiteral("Roll back train pair")), qPrintable(window.tree()));
        QVERIFY2(window.type(QStringLiteral("Reason"), QStringLiteral("the wrong day")), qPrintable(window.tree()));
        QVERIFY2(window.press(QStringLiteral("Roll back train")), qPrintable(window.tree()));
        QVERIFY2(window.waitFor(QStringLiteral("Train pair: Rolled back"), 60'000), qPrintable(window.tree()));
        const QString shots = qEnvironmentVariable("FAIRLEAD_SHOTS");
        if (!shots.isEmpty()) {
            window.screenshot(shots + QStringLiteral("/train-window.png"));
        }
        QStringList kinds;
        for (const audit::Record& record : test::tell(workspace).records) {
            kinds += record.entry.kind.startsWith(QStringLiteral("train.")) ? QStringList{record.entry.kind} : QStringList();
        }
        QCOMPARE(kinds, (QStringList{audit::kind::kTrainStarted, audit::kind::kTrainRollback, audit::kind::kTrainEnded}));
        window.closeConsole();
        target.terminate();
        target.waitForFinished(5'000);
    }
};

QTEST_GUILESS_MAIN(TestTrainJourney)
#include "test_train_journey.moc"
