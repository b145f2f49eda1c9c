#include "app/wiring/session.h"
#include "models/formats/workspace.h"
#include "tests/journeys/account.h"
#include "tests/journeys/told.h"
#include "tests/lab/lab.h"
#include "tests/lab/lab_workspace.h"

#include <QProcess>
#include <QRandomGenerator>
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
        lab::LabWorkspace wanted;
        wanted.soakSeconds = 3.0;
        wanted.checklist = false; // answers nothing before the start
        QVERIFY(lab::writeWorkspace(*m_lab, m_workspace, wanted).has_value());
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
        const QStringList differ = test::disagreements(told, test::arrivals(*m_lab));
        QVERIFY2(differ.isEmpty(), qPrintable(differ.join(QLatin1Char('\n'))));
        QCOMPARE(told.count(audit::kind::kEnded), 1);
    }

    void aFrozenWindowDoesNotDelayARollback()
    {
        const formats::LoadedWorkspace loaded = formats::readWorkspace(m_workspace);
        QVERIFY(loaded.valid());
        Result<std::unique_ptr<wiring::Session>> session = wiring::Session::open(*loaded.value);
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
        QCOMPARE(test::arrivals(*m_lab).back().weight, 0.0);
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
    void startRelease()
    {
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

    std::unique_ptr<lab::Lab> m_lab;
    std::unique_ptr<QTemporaryDir> m_folder;
    QString m_workspace;
};

QTEST_GUILESS_MAIN(TestSurvival)
#include "test_survival.moc"
