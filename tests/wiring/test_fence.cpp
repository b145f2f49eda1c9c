#include "app/wiring/fence.h"
#include "models/storage/sqlite_history.h"
#include "tests/fakes/fake_endpoints.h"

#include <QTemporaryDir>
#include <QtTest>

#include <atomic>

using namespace fairlead;
using namespace std::chrono_literals;
using wiring::Fence;

namespace {

/// Stands until the test moves it. Read by the store's thread too.
class StandingClock final : public Clock {
public:
    Instant now() const override { return Instant::fromMs(m_ms); }
    Millis elapsed() const override { return Millis(m_ms); }
    void advance(Millis by) { m_ms += by.count(); }

private:
    std::atomic<qint64> m_ms = 1'754'575'200'000;
};

} // namespace

/// A command leaves this machine only while the workspace is ours: what was recorded just before a suspension is not sent after it.
class TestFence : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;
    StandingClock m_clock;
    std::unique_ptr<storage::SqliteHistory> m_history;
    std::shared_ptr<test::FakeService> m_service = std::make_shared<test::FakeService>();
    test::FakeEndpoints m_endpoints{m_service};
    test::FakeRegistry m_registry;
    std::unique_ptr<Fence> m_fence;
    std::unique_ptr<wiring::FencedEndpoints> m_fenced;
    std::unique_ptr<ports::TrafficTarget> m_target;

    QString send(double weight)
    {
        const auto answer = m_target->setWeight({CommandId(QStringLiteral("c")), {}, {}, Percent::clamped(weight)});
        return answer.resultCount() == 0 ? QStringLiteral("no answer yet")
            : answer.result()            ? QStringLiteral("sent")
                                         : toString(answer.result().error().code);
    }

private Q_SLOTS:
    void initTestCase()
    {
        auto history = storage::SqliteHistory::open(m_folder.filePath(QStringLiteral("history.db")), m_clock);
        QVERIFY(history);
        m_history = std::move(*history);
        auto claimed = m_history->claim({storage::thisProcess(QStringLiteral("ada")), {}, {}});
        claimed.waitForFinished();
        QVERIFY(claimed.result());
        m_fence = std::make_unique<Fence>(m_history->lease());
        m_fenced = std::make_unique<wiring::FencedEndpoints>(m_endpoints, *m_fence);
        auto target = m_fenced->makeTarget({});
        QVERIFY(target);
        m_target = std::move(*target);
    }
    void cleanupTestCase() { m_target.reset(); }

    void nothingIsSentAfterASleepUntilTheLeaseIsSeenToBeOurs()
    {
        QCOMPARE(send(10), QStringLiteral("sent"));
        m_clock.advance(1h);
        QCOMPARE(send(20), QStringLiteral("unreachable")); // the engine records: not sent
        auto registered = wiring::FencedRegistry(m_registry, *m_fence).setProduction(QStringLiteral("a"), QStringLiteral("2"));
        QVERIFY(!registered.result());
        QCOMPARE(m_registry.changes, 0);
        QCOMPARE(m_service->sent, std::vector<double>{10});
        QTRY_VERIFY_WITH_TIMEOUT(m_fence->isOpen(), 5'000); // a heartbeat found it unchanged
        QCOMPARE(send(30), QStringLiteral("sent"));
    }

    void nothingIsSentWhileItIsHandedOverAndWhatIsOutIsCounted()
    {
        QTRY_VERIFY(!m_fence->isBusy());
        m_service->silent = true;
        QCOMPARE(send(40), QStringLiteral("no answer yet"));
        QVERIFY(m_fence->isBusy());
        m_fence->close();
        QCOMPARE(send(50), QStringLiteral("unreachable"));
        QCOMPARE(m_service->sent.back(), 40.0);
        m_target.reset(); // its engine stood down
        QVERIFY(!m_fence->isBusy());
    }
};

QTEST_GUILESS_MAIN(TestFence)
#include "test_fence.moc"
