#include "tests/fakes/files.h"
#include "tests/journeys/driven_window.h"
#include "tests/journeys/told.h"
#include "tests/lab/practice.h"

#include <QJsonArray>
#include <QtTest>

using namespace fairlead;
using rollout::Phase;

namespace {

const QByteArray kSettings = R"(poll_interval: 250ms
effect_deadline: 10s
min_calls_for_share: 20
gates: {min_samples: 2, fail_after: 3, stale_after: 10s}
)";

const QByteArray kUnits = R"(name: units
phases:
  - name: low risk
    steps:
      - unit: docs
      - soak: 20s
      - gate: success_criteria
  - name: the others
    steps:
      - unit: [qa, ops]
      - soak: 3s
      - gate: success_criteria
  - name: everybody
    steps:
      - setWeight: 100
      - soak: 2s
      - gate: success_criteria
      - activate: registry
)" + kSettings;

const QByteArray kGreen = R"(name: green
steps:
  - verify: {name: green answers, call: "GET {target}/v1/health", attempts: 3, pause: 1s}
  - switch: candidate
  - soak: 60s
  - gate: success_criteria
  - activate: registry
)" + kSettings;

const QByteArray kWorkspace = R"(workspace: Strategies
person: m.vogel
environments:
  - {name: practice, production: false}
targets:
  - {name: edge, driver: rehearsal, source: edge, url: "URL", split: edge}
sources:
  - {name: edge, driver: rehearsal, url: "URL", split: edge, window: 2s}
releases:
  - {manifest: manifests/edge.yaml, environment: practice, target: edge, plan: PLAN}
)";

} // namespace

/// Plans that are more than weights, in the real window on a practice target: units with somebody who interferes and a stopped line,
/// and blue-green. What the target does is asked of the target.
class TestStrategyJourney : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_workspace = m_folder->filePath(QStringLiteral("workspace"));
        auto practice = lab::Practice::start({QStringLiteral("edge")}, {}, m_folder->path());
        QVERIFY2(practice.has_value(), practice ? "" : qPrintable(practice.error().message));
        m_practice = std::move(*practice);
        test::writeSampleAs(m_workspace, "edge");
        test::writeFile(m_workspace + QStringLiteral("/plans/units.yaml"), kUnits);
        test::writeFile(m_workspace + QStringLiteral("/plans/green.yaml"), kGreen);
    }
    void cleanup()
    {
        if (QTest::currentTestFailed() && m_window) {
            const QString file
                = QDir::temp().filePath(QStringLiteral("fairlead-journey-%1.png").arg(QLatin1String(QTest::currentTestFunction())));
            m_window->screenshot(file);
            qInfo("Screen: %s\n%s", qPrintable(file), qPrintable(m_window->tree()));
        }
        m_window.reset();
        m_practice.reset();
    }

    void unitsComeInOrderAreSentAgainAndWaitForTheLine()
    {
        begin("units");
        QVERIFY2(m_window->press(QStringLiteral("Start at docs…")), qPrintable(m_window->tree()));
        QVERIFY(m_window->press(QStringLiteral("Send docs to 2.0.0")));
        QVERIFY(m_window->waitForLabel(QStringLiteral("Soaking at 1 of 3 units")));
        QCOMPARE(units(), QStringList{QStringLiteral("docs")});
        QVERIFY2(m_window->waitForStart(QStringLiteral("Phases: low risk Passing since")), qPrintable(m_window->tree()));
        picture("units-soaking");

        // Somebody takes docs back at the target itself.
        QVERIFY(m_practice->ask("PUT", QStringLiteral("/v1/splits/edge"), {{QStringLiteral("weight"), 0}}).has_value());
        QVERIFY2(m_window->press(QStringLiteral("Send again"), 20'000), qPrintable(m_window->tree()));
        QTRY_COMPARE_WITH_TIMEOUT(units(), QStringList{QStringLiteral("docs")}, 20'000);

        m_window->key(QStringLiteral("ctrl+shift+s"));
        QVERIFY(m_window->type(QStringLiteral("Reason"), QStringLiteral("the database is moved")));
        QVERIFY2(m_window->press(QStringLiteral("Stop the line")), qPrintable(m_window->tree()));
        QVERIFY2(m_window->waitForLabel(QStringLiteral("Held at 1 of 3 units")), qPrintable(m_window->tree()));
        picture("units-line-stopped");
        QTest::qWait(21'000); // longer than the soak
        QCOMPARE(units(), QStringList{QStringLiteral("docs")});

        m_window->key(QStringLiteral("ctrl+shift+s"));
        QVERIFY(m_window->type(QStringLiteral("Reason"), QStringLiteral("it has moved")));
        QVERIFY2(m_window->press(QStringLiteral("Release the line")), qPrintable(m_window->tree()));
        QVERIFY(test::waitForPhase(m_workspace, Phase::Activated));
        QVERIFY(m_window->waitForStart(QStringLiteral("Activated")));
        picture("units-activated");
        const test::Told told = test::tell(m_workspace);
        QVERIFY(told.chain.valid());
        QStringList asked;
        for (const rollout::Command& command : told.newest.commands) {
            asked += command.shifts() ? QStringList{inWords(command.ask())} : QStringList();
        }
        QCOMPARE(asked,
            (QStringList{
                QStringLiteral("docs"), QStringLiteral("docs"), QStringLiteral("docs, qa and ops"), QStringLiteral("100\u00a0%")}));
        QCOMPARE(told.newest.commands[1].who, QStringLiteral("engine"));
        QCOMPARE(told.count(audit::kind::kResumed), 1);
    }

    void blueGreenIsLookedAtSwitchedAndTakenBack()
    {
        begin("green");
        QVERIFY2(m_window->press(QStringLiteral("Start at green answers…")), qPrintable(m_window->tree()));
        picture("green-start");
        QVERIFY2(m_window->press(QStringLiteral("Go on to green answers")), qPrintable(m_window->tree()));
        QVERIFY(m_window->waitForLabel(QStringLiteral("Soaking at 100\u00a0%")));
        QCOMPARE(m_practice->split(QStringLiteral("edge"))->first, 100.0);
        m_window->key(QStringLiteral("v"));
        QVERIFY2(m_window->waitForStart(QStringLiteral("Phases: Switch")), qPrintable(m_window->tree()));
        picture("green-soaking");

        m_window->key(QStringLiteral("ctrl+shift+r"));
        QVERIFY(m_window->press(QStringLiteral("Users report trouble")));
        QVERIFY2(m_window->press(QStringLiteral("Send 0\u00a0% to 2.0.0")), qPrintable(m_window->tree()));
        QVERIFY(test::waitForPhase(m_workspace, Phase::RolledBack));
        QCOMPARE(m_practice->split(QStringLiteral("edge"))->first, 0.0);
        QVERIFY(m_window->waitForStart(QStringLiteral("Rolled back")));
        picture("green-rolled-back");
        const test::Told told = test::tell(m_workspace);
        QVERIFY(told.chain.valid());
        QVERIFY(told.newest.commands.front().task);
        QCOMPARE(told.intents(), (std::vector<double>{100, 0}));
    }

private:
    void begin(const QByteArray& plan)
    {
        test::writeFile(m_workspace + QStringLiteral("/workspace.yaml"),
            QByteArray(kWorkspace).replace("URL", m_practice->url().toUtf8()).replace("PLAN", plan));
        m_window = std::make_unique<test::DrivenWindow>();
        const QString problem = m_window->startDesktop();
        QVERIFY2(problem.isEmpty(), qPrintable(problem));
        QVERIFY(m_window->startConsole(m_workspace));
        QVERIFY(m_window->press(QStringLiteral("Rollouts")));
        m_window->key(QStringLiteral("Return"));
    }

    QStringList units() const
    {
        const Result<QJsonObject> split = m_practice->ask("GET", QStringLiteral("/v1/splits/edge"));
        QStringList names;
        const QJsonArray all = split ? split->value(QStringLiteral("units")).toArray() : QJsonArray();
        for (const QJsonValue& name : all) {
            names += name.toString();
        }
        return names;
    }

    void picture(const char* name)
    {
        const QString shots = qEnvironmentVariable("FAIRLEAD_SHOTS");
        if (!shots.isEmpty()) {
            m_window->screenshot(QStringLiteral("%1/%2.png").arg(shots, QLatin1String(name)));
        }
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    QString m_workspace;
    std::unique_ptr<lab::Practice> m_practice;
    std::unique_ptr<test::DrivenWindow> m_window;
};

QTEST_GUILESS_MAIN(TestStrategyJourney)
#include "test_strategy_journey.moc"
