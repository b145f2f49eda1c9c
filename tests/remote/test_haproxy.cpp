#include "models/base/clock.h"
#include "models/remote/endpoints.h"
#include "tests/lab/lab.h"
#include "tests/remote/await.h"

#include <QTest>

using namespace fairlead;

namespace {

ports::WeightCommand command(double weight)
{
    return {CommandId::create(1), QStringLiteral("1.4.2"), QStringLiteral("2.0.0"), Percent::clamped(weight)};
}

} // namespace

/// The driver against a real HAProxy under real requests; shares are HAProxy's own counters, not ours.
class TestHaproxy final : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<ports::TrafficTarget> target(const QString& address, const QMap<QString, QString>& more = {})
    {
        workspace::Target description{QStringLiteral("haproxy-lab"), QStringLiteral("haproxy"), {},
            {{QStringLiteral("address"), address}, {QStringLiteral("backend"), QStringLiteral("app")},
                {QStringLiteral("baseline_server"), QStringLiteral("stable")}, {QStringLiteral("canary_server"), QStringLiteral("canary")},
                {QStringLiteral("timeout"), QStringLiteral("30s")}}};
        description.settings.insert(more);
        auto made = m_endpoints.makeTarget(description);
        return made ? std::move(*made) : nullptr;
    }

    SystemClock m_clock;
    remote::Endpoints m_endpoints{m_clock};
    std::unique_ptr<lab::Lab> m_lab;

private Q_SLOTS:
    void initTestCase()
    {
        auto started = lab::Lab::start({{}, false});
        QVERIFY2(started, words(started).constData());
        m_lab = std::move(*started);
    }

    void aRolloutAndItsRollbackGetExactlyTheSharesThatWereAsked_data()
    {
        QTest::addColumn<QString>("address");
        QTest::newRow("unix socket") << m_lab->runtimeUnix();
        QTest::newRow("TCP") << m_lab->runtimeTcp();
        QTest::newRow("through the recording relay") << m_lab->relayUnix();
    }

    void aRolloutAndItsRollbackGetExactlyTheSharesThatWereAsked()
    {
        QFETCH(QString, address);
        const auto driver = target(address);
        QVERIFY(driver);
        for (const int weight : {10, 25, 50, 75, 100, 25, 0}) {
            const auto set = await(driver->setWeight(command(weight)));
            QVERIFY2(set, words(set).constData());
            const auto read = await(driver->readSplit());
            QVERIFY2(read, words(read).constData());
            QCOMPARE(read->weight.value(), double(weight));

            const auto served = m_lab->sendRequests(200);
            QVERIFY2(served, words(served).constData());
            QCOMPARE(served->total(), 200);
            const QByteArray seen = QByteArray::number(served->canary) + " of 200 at " + QByteArray::number(weight) + " %";
            QVERIFY2(qAbs(served->canary - qint64(weight) * 2) <= 3, seen.constData());

            const auto after = await(driver->readSplit());
            QVERIFY2(after, words(after).constData());
            QCOMPARE(qint64(*after->canaryCalls - *read->canaryCalls), served->canary);
            QCOMPARE(qint64(*after->baselineCalls - *read->baselineCalls), served->stable);
        }
    }

    void aServerThatComesBackFromTheDrainServesWithinAFewRequests()
    {
        const auto driver = target(m_lab->runtimeUnix());
        QVERIFY(await(driver->setWeight(command(100))));
        QVERIFY(m_lab->sendRequests(400));
        QVERIFY(await(driver->setWeight(command(25))));
        const auto served = m_lab->sendRequests(20);
        QVERIFY2(served, words(served).constData());
        QVERIFY2(qAbs(served->canary - 5) <= 2, QByteArray::number(served->canary).constData());
    }

    /// Why the driver drains. Should this fail one day, HAProxy has learnt better and the driver's reason is gone.
    void aServerThatComesBackFromWeightZeroIsSilentForHundredsOfRequests()
    {
        m_lab->stopHaproxy();
        QVERIFY(m_lab->restartHaproxy());
        QVERIFY(m_lab->runtime("set server app/canary state ready"));
        const auto set = [this](int weight) {
            const QByteArray line = "set server app/canary weight " + QByteArray::number(weight) + ";set server app/stable weight "
                + QByteArray::number(100 - weight);
            return m_lab->runtime(line) == Result<QByteArray>("\n\n");
        };
        for (const int weight : {10, 25, 50, 75, 100}) {
            QVERIFY(set(weight));
            QVERIFY(m_lab->sendRequests(400));
        }
        QVERIFY(set(25));
        const auto split = await(target(m_lab->runtimeUnix())->readSplit());
        QVERIFY2(split, words(split).constData());
        QCOMPARE(split->weight.value(), 25.0);
        const auto served = m_lab->sendRequests(200);
        QVERIFY2(served, words(served).constData());
        QVERIFY2(served->canary < 25, QByteArray::number(served->canary).constData());
    }

    void aCanaryThatIsDownGetsNothingAndTheWindowIsTold()
    {
        const auto driver = target(m_lab->runtimeUnix());
        QVERIFY(await(driver->setWeight(command(0))));
        QVERIFY(m_lab->runtime("set server app/canary health down"));
        const auto set = await(driver->setWeight(command(10)));
        QVERIFY(m_lab->runtime("set server app/canary health up"));
        QCOMPARE(codeOf(set), QStringLiteral("refused"));
        QVERIFY(set.error().message.contains(QStringLiteral("app/canary is down")));
        QCOMPARE(await(driver->readSplit())->weight.value(), 0.0);
    }

    void aDrainedServerCountsAsZeroWhateverItsWeight()
    {
        QVERIFY(m_lab->runtime("set server app/stable weight 60;set server app/stable state ready;"
                               "set server app/canary weight 40;set server app/canary state drain"));
        const auto split = await(target(m_lab->runtimeUnix())->readSplit());
        QVERIFY2(split, words(split).constData());
        QCOMPARE(split->weight.value(), 0.0);
        QVERIFY2(split->text.contains(QStringLiteral("canary weight 40 drained")), qUtf8Printable(split->text));
    }

    void aFractionOfAPercentIsKept()
    {
        const auto driver = target(m_lab->runtimeUnix());
        QVERIFY(await(driver->setWeight(command(12.5))));
        QCOMPARE(await(driver->readSplit())->weight.value(), 12.5);
        const auto tiny = await(driver->setWeight(command(0.1)));
        QCOMPARE(codeOf(tiny), QStringLiteral("invalid-input"));
        QCOMPARE(await(driver->readSplit())->weight.value(), 12.5);
    }

    void namesThatHaproxyDoesNotKnowAreRefusedAndChangeNothing_data()
    {
        QTest::addColumn<QString>("setting");
        QTest::addColumn<QString>("words");
        QTest::newRow("canary") << QStringLiteral("canary_server") << QStringLiteral("No such server");
        QTest::newRow("baseline") << QStringLiteral("baseline_server") << QStringLiteral("No such server");
        QTest::newRow("backend") << QStringLiteral("backend") << QStringLiteral("Can't find backend.");
    }

    void namesThatHaproxyDoesNotKnowAreRefusedAndChangeNothing()
    {
        QFETCH(QString, setting);
        QFETCH(QString, words);
        QVERIFY(await(target(m_lab->runtimeUnix())->setWeight(command(50))));
        const auto driver = target(m_lab->runtimeUnix(), {{setting, QStringLiteral("nobody")}});
        const auto set = await(driver->setWeight(command(75)));
        QCOMPARE(codeOf(set), QStringLiteral("refused"));
        QVERIFY2(set.error().message.contains(words), qUtf8Printable(set.error().message));
        const auto read = await(driver->readSplit());
        QCOMPARE(codeOf(read), QStringLiteral("refused"));
        QCOMPARE(await(target(m_lab->runtimeUnix())->readSplit())->weight.value(), 50.0);
    }

    void aServerInMaintenanceIsAConflictUntilSomebodyEndsIt()
    {
        const auto driver = target(m_lab->runtimeUnix());
        QVERIFY(await(driver->setWeight(command(10))));
        QVERIFY(m_lab->runtime("set server app/canary state maint"));
        const auto set = await(driver->setWeight(command(25)));
        QCOMPARE(codeOf(set), QStringLiteral("conflict"));
        QVERIFY(set.error().message.contains(QStringLiteral("app/canary is in maintenance")));
        QVERIFY2(await(driver->setWeight(command(0))), "a rollback needs nothing of the canary");
        QVERIFY(await(driver->setWeight(command(25))));
    }

    void theRelayRecordsEveryCommandLineInOrder()
    {
        const auto before = m_lab->recordedLines().size();
        const auto driver = target(m_lab->relayUnix());
        QVERIFY(await(driver->setWeight(command(25))));
        QVERIFY(await(driver->setWeight(command(0))));
        QVERIFY(await(driver->setWeight(command(100))));
        const QByteArray between = "set server app/stable weight 75;set server app/stable state ready;set server app/canary state drain;"
                                   "set server app/canary weight 25;set server app/canary state ready;"
                                   "set server app/stable state drain;set server app/stable state ready";
        const QList<QByteArray> expected{
            "show servers state app",
            between,
            "show servers state app",
            "set server app/stable weight 100;set server app/stable state ready;set server app/canary state drain",
            "show servers state app",
            "set server app/canary weight 100;set server app/canary state ready;set server app/stable state drain",
        };
        QCOMPARE(m_lab->recordedLines().mid(before), expected);
    }

    void aHaproxyThatIsStoppedIsUnreachableAndComesBackAfterItsRestart()
    {
        const auto overUnix = target(m_lab->runtimeUnix());
        const auto overTcp = target(m_lab->runtimeTcp());
        m_lab->stopHaproxy();
        for (auto* driver : {overUnix.get(), overTcp.get()}) {
            const auto set = await(driver->setWeight(command(25)));
            QCOMPARE(codeOf(set), QStringLiteral("unreachable"));
            const auto read = await(driver->readSplit());
            QCOMPARE(codeOf(read), QStringLiteral("unreachable"));
        }
        const auto restarted = m_lab->restartHaproxy();
        QVERIFY2(restarted, words(restarted).constData());
        // A restarted HAProxy has the weights of its file again: the reading tells, nobody has to remember.
        QCOMPARE(await(overUnix->readSplit())->weight.value(), 0.0);
        QVERIFY(await(overTcp->setWeight(command(25))));
    }
};

QTEST_GUILESS_MAIN(TestHaproxy)
#include "test_haproxy.moc"
