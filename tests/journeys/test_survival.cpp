#include "app/wiring/session.h"
#include "models/formats/workspace.h"
#include "tests/journeys/told.h"
#include "tests/lab/lab.h"
#include "tests/lab/lab_workspace.h"

#include <QDir>
#include <QFile>
#include <QProcess>
#include <QRandomGenerator>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QtTest>

#include <thread>

using namespace fairlead;
using rollout::Phase;

/// What must hold when things go wrong around the engine: a console that is killed again and again, a window that hangs.
class TestSurvival : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        lab::LabOptions options;
        options.load = 150.0;
        Result<std::unique_ptr<lab::Lab>> started = lab::Lab::start(options);
        QVERIFY2(started.has_value(), started ? "" : qPrintable(started.error().message));
        m_lab = std::move(*started);
        m_folder = std::make_unique<QTemporaryDir>();
        m_workspace = m_folder->filePath(QStringLiteral("workspace"));
        QVERIFY(lab::writeWorkspace(*m_lab, m_workspace, 3.0).has_value());
    }
    void cleanup()
    {
        if (QTest::currentTestFailed()) {
            for (const audit::Record& record : test::tell(m_workspace).records) {
                qInfo("%lld %s %s %s", static_cast<long long>(record.row), qPrintable(record.at.toIso()), qPrintable(record.entry.kind),
                    qPrintable(record.entry.why));
            }
        }
        m_lab.reset();
    }

    void killedAtTwentyRandomMomentsNothingIsRepeatedOrLost()
    {
        startRelease();
        QRandomGenerator random(20250807);
        for (int i = 0; i < 20 && !rollout::isEnded(test::tell(m_workspace).newest.phase); ++i) {
            QProcess console;
            launch(console);
            QTest::qWait(400 + static_cast<int>(random.bounded(2'600)));
            console.kill();
            console.waitForFinished();
        }
        QProcess console;
        launch(console);
        QVERIFY(test::waitForPhase(m_workspace, Phase::Activated, -1.0, 180'000));
        console.terminate();
        console.waitForFinished();

        const test::Told told = test::tell(m_workspace);
        QVERIFY(told.chain.valid());
        // HAProxy's own account: what arrived, in order, is what the history intended, in order; an intent whose
        // sending was cut off may be missing there, and then the history says "unknown" or "not sent".
        std::vector<double> arrived = sentWeights();
        std::size_t next = 0;
        for (const rollout::Command& command : told.newest.commands) {
            if (command.activation) {
                continue;
            }
            if (next < arrived.size() && arrived[next] == command.weight.value()) {
                ++next;
            } else {
                QVERIFY2(command.outcome == rollout::CommandOutcome::Unknown || command.outcome == rollout::CommandOutcome::NotSent,
                    qPrintable(QStringLiteral("%1 % never arrived, but the history says %2")
                            .arg(command.weight.value())
                            .arg(toString(command.outcome))));
            }
            QVERIFY(command.outcome != rollout::CommandOutcome::Pending);
        }
        QCOMPARE(next, arrived.size()); // nothing arrived that no intent stands for
        QCOMPARE(told.count(audit::kind::kEnded), 1);
    }

    void aFrozenWindowDoesNotDelayARollback()
    {
        const formats::LoadedWorkspace loaded = formats::readWorkspace(m_workspace);
        QVERIFY(loaded.valid());
        workspace::Workspace workspace = *loaded.value;
        workspace.releases.front().checklist.clear();
        Result<std::unique_ptr<wiring::Session>> session = wiring::Session::open(workspace);
        QVERIFY(session.has_value());
        QSignalSpy opened(&(*session)->engine(), &engine::Engine::opened);
        (*session)->begin();
        QTRY_COMPARE_WITH_TIMEOUT(opened.size(), 1, 20'000);
        QTRY_VERIFY_WITH_TIMEOUT(!test::tell(m_workspace).newest.release.id.isEmpty(), 20'000);
        const ReleaseId id = test::tell(m_workspace).newest.release.id;
        QMetaObject::invokeMethod(&(*session)->engine(), [&engine = (*session)->engine(), id] { engine.start(id, {}); });
        QVERIFY(test::waitForPhase(m_workspace, Phase::Soaking, 25.0));

        const SystemClock clock;
        QVERIFY(m_lab->setCanary(QStringLiteral("error_rate"), 0.5).has_value());
        const Instant frozen = clock.now();
        std::this_thread::sleep_for(std::chrono::seconds(10)); // the window's thread, and nothing of it runs
        const Instant thawed = clock.now();

        const test::Told told = test::tell(m_workspace);
        const auto decided = std::ranges::find_if(
            told.records, [](const audit::Record& record) { return record.entry.kind == audit::kind::kRollbackDecided; });
        QVERIFY2(decided != told.records.end(), "the engine did not decide while the window was frozen");
        QVERIFY(decided->at > frozen && decided->at < thawed);
        QCOMPARE(told.intents().back(), 0.0);
        QCOMPARE(sentWeights().back(), 0.0);
        QVERIFY(test::waitForPhase(m_workspace, Phase::RolledBack, 0.0));
    }

private:
    void launch(QProcess& console)
    {
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QStringLiteral("QT_QPA_PLATFORM"), QStringLiteral("offscreen"));
        environment.insert(QStringLiteral("HOME"), m_folder->path());
        console.setProcessEnvironment(environment);
        console.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        console.start(QStringLiteral(FAIRLEAD_BIN_DIR "/fairlead"), {QStringLiteral("--workspace"), m_workspace});
        QVERIFY(console.waitForStarted());
    }
    /// Answers nothing and starts: the workspace's checklist is left out for this.
    void startRelease()
    {
        QFile file(m_workspace + QStringLiteral("/workspace.yaml"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        QString text = QString::fromUtf8(file.readAll());
        file.close();
        static const QRegularExpression checklist(QStringLiteral("\\n\\s*checklist:[^\\n]*"));
        text.remove(checklist);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(text.toUtf8());
        file.close();
        const formats::LoadedWorkspace loaded = formats::readWorkspace(m_workspace);
        QVERIFY2(loaded.valid(), loaded.problems.empty() ? "" : qPrintable(toText(loaded.problems.front())));
        Result<std::unique_ptr<wiring::Session>> session = wiring::Session::open(*loaded.value);
        QVERIFY(session.has_value());
        (*session)->begin();
        QTRY_VERIFY_WITH_TIMEOUT(!test::tell(m_workspace).newest.release.id.isEmpty(), 20'000);
        const ReleaseId id = test::tell(m_workspace).newest.release.id;
        QMetaObject::invokeMethod(&(*session)->engine(), [&engine = (*session)->engine(), id] { engine.start(id, {}); });
        QTRY_VERIFY_WITH_TIMEOUT(test::tell(m_workspace).newest.startedAt.has_value(), 20'000);
    }
    /// Weights as HAProxy was told them, in order, from the relay before its Runtime API.
    std::vector<double> sentWeights()
    {
        std::vector<double> weights;
        static const QRegularExpression canary(QStringLiteral("set (?:server|weight) app/canary (?:weight )?(\\d+)"));
        static const QRegularExpression stable(QStringLiteral("set (?:server|weight) app/stable (?:weight )?(\\d+)"));
        const QList<QByteArray> lines = m_lab->recordedLines();
        for (const QByteArray& bytes : lines) {
            const QString line = QString::fromUtf8(bytes);
            if (!line.contains(QStringLiteral("set server")) && !line.contains(QStringLiteral("set weight"))) {
                continue;
            }
            const bool canaryDrained
                = line.lastIndexOf(QStringLiteral("app/canary state drain")) > line.lastIndexOf(QStringLiteral("app/canary state ready"));
            const bool stableDrained
                = line.lastIndexOf(QStringLiteral("app/stable state drain")) > line.lastIndexOf(QStringLiteral("app/stable state ready"));
            const double canaryWeight = canary.match(line).captured(1).toDouble();
            const double stableWeight = stable.match(line).captured(1).toDouble();
            if (canaryDrained) {
                weights.push_back(0.0);
            } else if (stableDrained) {
                weights.push_back(100.0);
            } else {
                weights.push_back(100.0 * canaryWeight / (canaryWeight + stableWeight));
            }
        }
        return weights;
    }

    std::unique_ptr<lab::Lab> m_lab;
    std::unique_ptr<QTemporaryDir> m_folder;
    QString m_workspace;
};

QTEST_GUILESS_MAIN(TestSurvival)
#include "test_survival.moc"
