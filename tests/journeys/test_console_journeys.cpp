#include "tests/journeys/driven_window.h"
#include "tests/journeys/told.h"
#include "tests/lab/lab.h"
#include "tests/lab/lab_workspace.h"

#include <QDir>
#include <QtTest>

using namespace fairlead;
using rollout::Phase;

/// Whole journeys in the real window, on HAProxy and Prometheus under load. What happened is asserted on HAProxy's own
/// counters, not on ours.
class TestConsoleJourneys : public QObject {
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
        const Result<void> written = lab::writeWorkspace(*m_lab, m_workspace, 4.0);
        QVERIFY2(written.has_value(), written ? "" : qPrintable(written.error().message));
        m_window = std::make_unique<test::DrivenWindow>();
        const QString problem = m_window->startDesktop();
        QVERIFY2(problem.isEmpty(), qPrintable(problem));
        QVERIFY(m_window->startConsole(m_workspace));
    }
    void cleanup()
    {
        if (QTest::currentTestFailed() && m_window) {
            const QString file
                = QDir::temp().filePath(QStringLiteral("fairlead-journey-%1.png").arg(QLatin1String(QTest::currentTestFunction())));
            m_window->screenshot(file);
            qInfo("Screen: %s\n%s", qPrintable(file), qPrintable(m_window->tree()));
            for (const audit::Record& record : test::tell(m_workspace).records) {
                qInfo("%lld %s %s %s", static_cast<long long>(record.row), qPrintable(record.at.toIso()), qPrintable(record.entry.kind),
                    qPrintable(record.entry.why));
            }
        }
        m_window.reset();
        m_lab.reset();
    }

    void fromTheChecklistToTheActivation()
    {
        walkChecklistWithKeys();
        start();
        if (QTest::currentTestFailed()) {
            return;
        }
        lab::Served before;
        for (const double weight : {10.0, 25.0, 50.0, 75.0, 100.0}) {
            QVERIFY2(test::waitForPhase(m_workspace, Phase::Soaking, weight), qPrintable(QString::number(weight)));
            before = served();
            QTest::qWait(2'500);
            const lab::Served then = served();
            if (!test::waitForPhase(m_workspace, Phase::Soaking, weight, 0)) {
                continue; // it went on while we counted
            }
            const lab::Served during = then - before;
            QVERIFY(during.total() > 50);
            const double share = 100.0 * static_cast<double>(during.canary) / static_cast<double>(during.total());
            QVERIFY2(std::abs(share - weight) < 4.0, qPrintable(QStringLiteral("HAProxy counted %1 %, asked %2 %").arg(share).arg(weight)));
        }
        QVERIFY(test::waitForPhase(m_workspace, Phase::Activated));
        QVERIFY(m_window->waitForStart(QStringLiteral("Activated")));
        m_window->key(QStringLiteral("n"));
        QVERIFY(m_window->type(QStringLiteral("Note"), QStringLiteral("all quiet")));
        QVERIFY(m_window->press(QStringLiteral("Add the note")));
        QTRY_COMPARE_WITH_TIMEOUT(test::tell(m_workspace).count(audit::kind::kNote), 1, 30'000);
        const test::Told told = test::tell(m_workspace);
        QCOMPARE(told.intents(), (std::vector<double>{10, 25, 50, 75, 100}));
        QCOMPARE(told.count(audit::kind::kVerdict), 5);
        QVERIFY(told.chain.valid());
        before = served();
        QTest::qWait(1'500);
        QCOMPARE((served() - before).stable, qint64(0));
    }

    void aCanaryThatFailsAtHalfIsRolledBack()
    {
        walkChecklistWithKeys();
        start();
        if (QTest::currentTestFailed()) {
            return;
        }
        QVERIFY(test::waitForPhase(m_workspace, Phase::Soaking, 50.0));
        QVERIFY(m_lab->setCanary(QStringLiteral("error_rate"), 0.2).has_value());
        QVERIFY(test::waitForPhase(m_workspace, Phase::RolledBack, 0.0));
        QVERIFY(m_window->waitForStart(QStringLiteral("Rolled back")));
        const test::Told told = test::tell(m_workspace);
        QCOMPARE(told.newest.rollbackWho, QStringLiteral("engine"));
        QCOMPARE(told.intents(), (std::vector<double>{10, 25, 50, 0}));
        const lab::Served before = served();
        QTest::qWait(2'000);
        const lab::Served after = served() - before;
        QVERIFY(after.stable > 50);
        QCOMPARE(after.canary, qint64(0));
    }

    void aWalkThatIsKilledReopensAtTheSameItem()
    {
        // The item in front is the one whose heading is its plain text; in the list, texts go on with their state.
        const QString first = QStringLiteral("Rollback procedures tested");
        const QString second = QStringLiteral("Team notified of deployment window");
        QVERIFY(m_window->press(QStringLiteral("Checklists")));
        QVERIFY(m_window->waitForLabel(first));
        m_window->key(QStringLiteral("space"));
        QTRY_COMPARE_WITH_TIMEOUT(test::tell(m_workspace).count(audit::kind::kChecklistAnswer), 1, 30'000);
        QVERIFY(m_window->waitForLabel(second));
        m_window->killConsole();
        m_window->closeConsole();
        QVERIFY(m_window->startConsole(m_workspace));
        QVERIFY(m_window->press(QStringLiteral("Checklists")));
        QVERIFY(m_window->waitForLabel(second));
        QVERIFY(!m_window->showsLabel(first));
        QCOMPARE(test::tell(m_workspace).count(audit::kind::kChecklistAnswer), 1);
    }

private:
    void walkChecklistWithKeys()
    {
        QVERIFY(m_window->press(QStringLiteral("Checklists")));
        // Each press of Space is waited for: the answer is on disk before the next one.
        for (int i = 0; i < 40; ++i) {
            const test::Told told = test::tell(m_workspace);
            const int answers = told.count(audit::kind::kChecklistAnswer);
            if (nothingHolds()) {
                break;
            }
            m_window->key(QStringLiteral("space"));
            QTRY_VERIFY_WITH_TIMEOUT(test::tell(m_workspace).count(audit::kind::kChecklistAnswer) > answers || nothingHolds(), 20'000);
        }
        QTRY_VERIFY_WITH_TIMEOUT(nothingHolds(), 30'000);
    }
    void start()
    {
        QVERIFY(m_window->press(QStringLiteral("Rollouts")));
        m_window->key(QStringLiteral("Return"));
        QVERIFY(m_window->press(QStringLiteral("Start at 10\u00a0%…")));
        QVERIFY(m_window->type(QStringLiteral("Reason"), QStringLiteral("journey under load")));
        QVERIFY(m_window->press(QStringLiteral("Send 10\u00a0% to 2.0.0")));
    }
    bool nothingHolds() { return !m_window->namesThatStart(QStringLiteral("Nothing here holds the start")).isEmpty(); }
    lab::Served served() { return m_lab->served().value_or(lab::Served()); }

    std::unique_ptr<lab::Lab> m_lab;
    std::unique_ptr<QTemporaryDir> m_folder;
    QString m_workspace;
    std::unique_ptr<test::DrivenWindow> m_window;
};

QTEST_GUILESS_MAIN(TestConsoleJourneys)
#include "test_console_journeys.moc"
