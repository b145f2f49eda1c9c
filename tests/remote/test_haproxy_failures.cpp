#include "models/base/clock.h"
#include "models/remote/endpoints.h"
#include "models/remote/haproxy/address.h"
#include "models/remote/haproxy/servers.h"
#include "models/remote/haproxy/weights.h"
#include "tests/lab/lab.h"
#include "tests/lab/recording_relay.h"
#include "tests/remote/await.h"

#include <QLocalServer>
#include <QLocalSocket>
#include <QTcpServer>
#include <QTemporaryDir>
#include <QTest>

using namespace fairlead;
using lab::RecordingRelay;
using lab::RelayMode;

namespace {

const ports::WeightCommand kTo25{CommandId::create(1), QStringLiteral("1.4.2"), QStringLiteral("2.0.0"), Percent::clamped(25)};

} // namespace

/// What the driver says when the world breaks: Unreachable only where nothing can have happened, Unknown where it may have.
class TestHaproxyFailures final : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<ports::TrafficTarget> target(const QString& address, const QString& timeout = QStringLiteral("30s"))
    {
        auto made = m_endpoints.makeTarget({QStringLiteral("haproxy-lab"), QStringLiteral("haproxy"), {},
            {{QStringLiteral("address"), address}, {QStringLiteral("backend"), QStringLiteral("app")},
                {QStringLiteral("baseline_server"), QStringLiteral("stable")}, {QStringLiteral("canary_server"), QStringLiteral("canary")},
                {QStringLiteral("timeout"), timeout}}});
        return made ? std::move(*made) : nullptr;
    }
    QString path(const QString& name) const { return m_folder.path() + QLatin1Char('/') + name; }

    SystemClock m_clock;
    remote::Endpoints m_endpoints{m_clock};
    QTemporaryDir m_folder;
    std::unique_ptr<lab::Lab> m_lab;

private Q_SLOTS:
    void initTestCase()
    {
        auto started = lab::Lab::start({{}, false});
        QVERIFY2(started, words(started).constData());
        m_lab = std::move(*started);
    }

    void nobodyThereIsUnreachable_data()
    {
        QTest::addColumn<QString>("address");
        QTest::newRow("no such socket") << QStringLiteral("unix:%1").arg(path(QStringLiteral("nothing.sock")));
        QFile dead(path(QStringLiteral("dead.sock")));
        QVERIFY(dead.open(QIODevice::WriteOnly));
        QTest::newRow("a file that is no socket") << QStringLiteral("unix:%1").arg(dead.fileName());
        QTcpServer server;
        QVERIFY(server.listen(QHostAddress(QHostAddress::LocalHost)));
        QTest::newRow("closed port") << QStringLiteral("tcp:127.0.0.1:%1").arg(server.serverPort());
        QTest::newRow("host that does not exist") << QStringLiteral("tcp:nobody.invalid:9999");
    }

    void nobodyThereIsUnreachable()
    {
        QFETCH(QString, address);
        const auto driver = target(address);
        QVERIFY(driver);
        const auto set = await(driver->setWeight(kTo25));
        QCOMPARE(codeOf(set), QStringLiteral("unreachable"));
        QVERIFY2(set.error().message.contains(QStringLiteral("No weight was changed.")), qUtf8Printable(set.error().message));
        QCOMPARE(set.error().where, address);
        QCOMPARE(codeOf(await(driver->readSplit())), QStringLiteral("unreachable"));
    }

    void aListenerThatNeverAnswersTheQuestionLeavesTheWeightUntouched()
    {
        QLocalServer mute;
        QVERIFY(mute.listen(path(QStringLiteral("mute.sock"))));
        const auto driver = target(QStringLiteral("unix:") + mute.fullServerName(), QStringLiteral("300ms"));
        QCOMPARE(codeOf(await(driver->setWeight(kTo25))), QStringLiteral("unreachable"));
        QCOMPARE(codeOf(await(driver->readSplit())), QStringLiteral("unknown"));
    }

    void anAnswerThatIsLostAfterTheSendIsUnknownAndTheReadingTellsTheTruth_data()
    {
        QTest::addColumn<RelayMode>("mode");
        QTest::addColumn<QString>("timeout");
        QTest::addColumn<double>("weight");
        QTest::newRow("hung up before HAProxy got it") << RelayMode::CutBefore << QStringLiteral("30s") << 0.0;
        QTest::newRow("hung up after HAProxy did it") << RelayMode::CutAfter << QStringLiteral("30s") << 25.0;
        QTest::newRow("silence") << RelayMode::Mute << QStringLiteral("1s") << 0.0;
    }

    void anAnswerThatIsLostAfterTheSendIsUnknownAndTheReadingTellsTheTruth()
    {
        QFETCH(RelayMode, mode);
        QFETCH(QString, timeout);
        QFETCH(double, weight);
        QVERIFY(m_lab->runtime("set server app/stable weight 100;set server app/canary state drain"));
        RecordingRelay relay(m_lab->runtimeSocket(), path(QStringLiteral("relay.log")));
        relay.setFaultyFrom("set server", mode);
        QVERIFY(relay.listenUnix(path(QStringLiteral("relay.sock"))));
        const auto driver = target(QStringLiteral("unix:") + path(QStringLiteral("relay.sock")), timeout);
        const auto set = await(driver->setWeight(kTo25));
        QCOMPARE(codeOf(set), QStringLiteral("unknown"));
        const auto split = await(target(m_lab->runtimeUnix())->readSplit());
        QVERIFY2(split, words(split).constData());
        QCOMPARE(split->weight.value(), weight);
    }

    void anAnswerThatNeverEndsIsCutOff()
    {
        QLocalServer flood;
        QVERIFY(flood.listen(path(QStringLiteral("flood.sock"))));
        connect(&flood, &QLocalServer::newConnection, this, [&flood] {
            auto* client = flood.nextPendingConnection();
            client->write(QByteArray(3 << 20, 'x'));
        });
        const auto driver = target(QStringLiteral("unix:") + flood.fullServerName());
        QCOMPARE(codeOf(await(driver->readSplit())), QStringLiteral("corrupt"));
        QCOMPARE(codeOf(await(driver->setWeight(kTo25))), QStringLiteral("corrupt"));
    }

    void aDriverThatIsDestroyedEndsItsCalls()
    {
        QLocalServer mute;
        QVERIFY(mute.listen(path(QStringLiteral("mute2.sock"))));
        auto driver = target(QStringLiteral("unix:") + mute.fullServerName());
        const auto set = driver->setWeight(kTo25);
        const auto read = driver->readSplit();
        QVERIFY(mute.waitForNewConnection(30'000));
        QVERIFY(!set.isFinished());
        driver.reset();
        QVERIFY(set.isFinished());
        QVERIFY(read.isFinished());
        QCOMPARE(codeOf(set.result()), QStringLiteral("unreachable"));
        QVERIFY(!read.result());
    }

    void thePreviewIsTheLineThatIsSent()
    {
        RecordingRelay relay(m_lab->runtimeSocket(), path(QStringLiteral("preview.log")));
        QVERIFY(relay.listenUnix(path(QStringLiteral("preview.sock"))));
        const auto driver = target(QStringLiteral("unix:") + path(QStringLiteral("preview.sock")));
        QVERIFY(await(driver->setWeight(kTo25)));
        QFile log(path(QStringLiteral("preview.log")));
        QVERIFY(log.open(QIODevice::ReadOnly));
        const QByteArray sent = log.readAll().trimmed().split('\n').last().split('\t').last();
        QCOMPARE(driver->requestPreview(kTo25),
            QStringLiteral("echo \"%1\" | socat - UNIX-CONNECT:%2").arg(QString::fromLatin1(sent), path(QStringLiteral("preview.sock"))));
    }

    void weightsComeNearestToTheShare_data()
    {
        QTest::addColumn<double>("share");
        QTest::addColumn<int>("baseline");
        QTest::addColumn<int>("canary");
        QTest::newRow("nothing") << 0.0 << 100 << 0;
        QTest::newRow("all") << 100.0 << 0 << 100;
        QTest::newRow("1 %") << 1.0 << 99 << 1;
        QTest::newRow("25 %") << 25.0 << 75 << 25;
        QTest::newRow("12.5 %") << 12.5 << 91 << 13;
        QTest::newRow("0.5 %") << 0.5 << 199 << 1;
        QTest::newRow("99.5 %") << 99.5 << 1 << 199;
    }

    void weightsComeNearestToTheShare()
    {
        QFETCH(double, share);
        QFETCH(int, baseline);
        QFETCH(int, canary);
        const auto weights = remote::haproxy::weightsFor(*Percent::create(share));
        QVERIFY(weights);
        QCOMPARE(weights->baseline, baseline);
        QCOMPARE(weights->canary, canary);
    }

    void everyTenthOfAPercentFromThreeTenthsOnIsPossible()
    {
        for (int tenths = 3; tenths <= 997; ++tenths) {
            const auto weights = remote::haproxy::weightsFor(*Percent::create(tenths / 10.0));
            QVERIFY2(weights, QByteArray::number(tenths).constData());
            QVERIFY(weights->baseline >= 1 && weights->baseline <= 256 && weights->canary >= 1 && weights->canary <= 256);
            QVERIFY(qAbs(1000.0 * weights->canary / (weights->canary + weights->baseline) - tenths) <= 1.0);
        }
        QCOMPARE(codeOf(remote::haproxy::weightsFor(*Percent::create(0.2))), QStringLiteral("invalid-input"));
        QCOMPARE(codeOf(remote::haproxy::weightsFor(*Percent::create(99.9))), QStringLiteral("invalid-input"));
    }

    void addressesAreCheckedBeforeAnythingConnects_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<bool>("good");
        QTest::newRow("unix") << QStringLiteral("unix:/run/haproxy/admin.sock") << true;
        QTest::newRow("tcp") << QStringLiteral("tcp:lb1.example.org:9999") << true;
        QTest::newRow("IPv6") << QStringLiteral("tcp:[::1]:9999") << true;
        QTest::newRow("107 bytes") << QStringLiteral("unix:/%1").arg(QString(106, QLatin1Char('x'))) << true;
        QTest::newRow("108 bytes") << QStringLiteral("unix:/%1").arg(QString(107, QLatin1Char('x'))) << false;
        QTest::newRow("relative path") << QStringLiteral("unix:admin.sock") << false;
        QTest::newRow("no scheme") << QStringLiteral("/run/haproxy/admin.sock") << false;
        QTest::newRow("port 0") << QStringLiteral("tcp:localhost:0") << false;
        QTest::newRow("port 65536") << QStringLiteral("tcp:localhost:65536") << false;
        QTest::newRow("no port") << QStringLiteral("tcp:localhost") << false;
        QTest::newRow("a second line") << QStringLiteral("tcp:localhost:9999\n") << false;
    }

    void addressesAreCheckedBeforeAnythingConnects()
    {
        QFETCH(QString, text);
        QFETCH(bool, good);
        const auto address = remote::haproxy::Address::parse(text);
        QCOMPARE(address.has_value(), good);
        if (good) {
            QCOMPARE(address->toText(), text);
        }
    }

    void answersThatAreNoTableAreToldInHaproxysWords_data()
    {
        QTest::addColumn<QByteArray>("answer");
        QTest::addColumn<QString>("code");
        const QByteArray head = "1\n# be_id be_name srv_id srv_name srv_addr srv_op_state srv_admin_state srv_uweight\n";
        QTest::newRow("no backend") << QByteArray("Can't find backend.\n\n") << QStringLiteral("refused");
        QTest::newRow("no right") << QByteArray("Permission denied\n\n") << QStringLiteral("refused");
        QTest::newRow("nothing") << QByteArray("\n") << QStringLiteral("refused");
        QTest::newRow("a web server") << QByteArray("HTTP/1.1 400 Bad Request\r\n\r\n") << QStringLiteral("refused");
        QTest::newRow("no servers") << head + "\n" << QStringLiteral("fine");
        QTest::newRow("a weight that is no number") << head + "3 app 1 stable 127.0.0.1 2 0 many\n\n" << QStringLiteral("corrupt");
        QTest::newRow("a line that is too short") << head + "3 app 1\n\n" << QStringLiteral("corrupt");
    }

    void answersThatAreNoTableAreToldInHaproxysWords()
    {
        QFETCH(QByteArray, answer);
        QFETCH(QString, code);
        QCOMPARE(codeOf(remote::haproxy::readServers(answer, QStringLiteral("here"))), code);
    }
};

QTEST_GUILESS_MAIN(TestHaproxyFailures)
#include "test_haproxy_failures.moc"
