#include "app/wiring/sleep_inhibitor.h"
#include "tests/wiring/custody_fixture.h"

#include <QDBusArgument>
#include <QDBusConnectionInterface>
#include <QDBusMessage>
#include <QSignalSpy>
#include <QtTest>

using namespace fairlead;
using namespace fairlead::test;
using wiring::SleepInhibitor;

/// Sleep is held off by logind, here its twin from python3-dbusmock on a bus of the test's own.
class TestSleepInhibitor : public QObject {
    Q_OBJECT

    QProcess m_daemon;
    std::unique_ptr<QProcess> m_logind;
    std::optional<QDBusConnection> m_bus;

    void startLogind()
    {
        m_logind = std::make_unique<QProcess>();
        m_logind->setProcessChannelMode(QProcess::ForwardedErrorChannel);
        m_logind->start(QStringLiteral("/usr/bin/python3"),
            {QStringLiteral("-m"), QStringLiteral("dbusmock"), QStringLiteral("--template"), QStringLiteral("logind")});
        QTRY_VERIFY2_WITH_TIMEOUT(
            m_bus->interface()->isServiceRegistered(QStringLiteral("org.freedesktop.login1")), "Install python3-dbusmock.", 20'000);
    }

    /// What logind says it holds: "sleep Fairlead WHY block".
    QStringList inhibitors() const
    {
        const QDBusMessage call = QDBusMessage::createMethodCall(QStringLiteral("org.freedesktop.login1"),
            QStringLiteral("/org/freedesktop/login1"), QStringLiteral("org.freedesktop.login1.Manager"), QStringLiteral("ListInhibitors"));
        const QDBusMessage answer = m_bus->call(call);
        QStringList held;
        const QDBusArgument list = answer.arguments().value(0).value<QDBusArgument>();
        list.beginArray();
        while (!list.atEnd()) {
            QString what;
            QString who;
            QString why;
            QString mode;
            uint user = 0;
            uint process = 0;
            list.beginStructure();
            list >> what >> who >> why >> mode >> user >> process;
            list.endStructure();
            held += QStringList{what, who, why, mode}.join(QLatin1Char(' '));
        }
        list.endArray();
        return held;
    }

private Q_SLOTS:
    void initTestCase()
    {
        m_daemon.start(
            QStringLiteral("dbus-daemon"), {QStringLiteral("--session"), QStringLiteral("--nofork"), QStringLiteral("--print-address")});
        QVERIFY2(m_daemon.waitForReadyRead(20'000), "Install dbus.");
        const QString address = QString::fromUtf8(m_daemon.readAllStandardOutput()).trimmed();
        qputenv("DBUS_SYSTEM_BUS_ADDRESS", address.toUtf8()); // for the twin, and for sessions of this process
        m_bus = QDBusConnection::connectToBus(address, QStringLiteral("test"));
        QVERIFY(m_bus->isConnected());
    }
    void cleanup()
    {
        if (m_logind) {
            m_logind->kill();
            m_logind->waitForFinished();
            m_logind.reset();
        }
    }
    void cleanupTestCase()
    {
        QDBusConnection::disconnectFromBus(QStringLiteral("test"));
        m_daemon.kill();
        m_daemon.waitForFinished();
    }

    void sleepIsHeldOffWhileWanted()
    {
        startLogind();
        SleepInhibitor inhibitor(*m_bus);
        inhibitor.setWanted(true, QStringLiteral("data_analyst 2.0.0"));
        QTRY_COMPARE(inhibitor.state(), SleepInhibitor::State::Held);
        QCOMPARE(inhibitors(), QStringList{QStringLiteral("sleep Fairlead data_analyst 2.0.0 block")});
        inhibitor.setWanted(false);
        QCOMPARE(inhibitor.state(), SleepInhibitor::State::Free);
        QTRY_COMPARE(inhibitors(), QStringList());
    }

    void aWishTakenBackBeforeTheAnswerHoldsNothing()
    {
        startLogind();
        SleepInhibitor inhibitor(*m_bus);
        inhibitor.setWanted(true, QStringLiteral("x"));
        inhibitor.setWanted(false);
        QTest::qWait(300);
        QCOMPARE(inhibitor.state(), SleepInhibitor::State::Free);
        QTRY_COMPARE(inhibitors(), QStringList());
    }

    void withoutLogindItIsSaidAndAskedWhenItComes()
    {
        SleepInhibitor inhibitor(*m_bus);
        inhibitor.setWanted(true, QStringLiteral("x"));
        QTRY_COMPARE(inhibitor.state(), SleepInhibitor::State::Unavailable);
        QVERIFY2(inhibitor.refusal().isEmpty(), qPrintable(inhibitor.refusal()));
        startLogind();
        QTRY_COMPARE(inhibitor.state(), SleepInhibitor::State::Held);
    }

    void withoutABusItIsSaid()
    {
        SleepInhibitor inhibitor(QDBusConnection(QStringLiteral("nowhere")));
        inhibitor.setWanted(true, QStringLiteral("x"));
        QCOMPARE(inhibitor.state(), SleepInhibitor::State::Unavailable);
    }

    void aSessionHoldsItOffFromStartToEndAndAFollowerDoesNot()
    {
        startLogind();
        SharedWorkspace shared(std::chrono::seconds(2));
        Result<std::unique_ptr<wiring::Session>> session = wiring::Session::open(shared.read());
        QVERIFY(session);
        ReleaseId id;
        connect(&(*session)->engine(), &engine::Engine::releaseChanged, this,
            [&id](const rollout::Snapshot& snapshot) { id = snapshot.state.release.id; });
        (*session)->begin();
        QTRY_VERIFY_WITH_TIMEOUT(!id.isEmpty(), 10'000);
        QTest::qWait(300);
        QCOMPARE(inhibitors(), QStringList()); // nothing is under way
        QMetaObject::invokeMethod(&(*session)->engine(), [&engine = (*session)->engine(), id] { engine.start(id, {}); });
        QTRY_COMPARE_WITH_TIMEOUT((*session)->sleep().state(), SleepInhibitor::State::Held, 10'000);
        QCOMPARE(inhibitors().size(), 1);

        workspace::Workspace workspace = shared.read();
        Result<std::unique_ptr<wiring::Session>> follower = wiring::Session::open(workspace, {{}, true, {}});
        QVERIFY(follower);
        QCOMPARE((*follower)->sleep().state(), SleepInhibitor::State::Free);

        QTRY_COMPARE_WITH_TIMEOUT((*session)->sleep().state(), SleepInhibitor::State::Free, 60'000);
        QTRY_COMPARE(inhibitors(), QStringList());
        QCOMPARE(shared.count(audit::kind::kEnded), 1);
    }
};

QTEST_GUILESS_MAIN(TestSleepInhibitor)
#include "test_sleep_inhibitor.moc"
