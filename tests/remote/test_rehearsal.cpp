#include "models/base/clock.h"
#include "models/remote/endpoints.h"
#include "tests/lab/child.h"
#include "tests/lab/probe.h"
#include "tests/remote/await.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QMap>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

using namespace fairlead;

namespace {

const QString kSplit = QStringLiteral("/v1/splits/data_analyst");

ports::WeightCommand command(double weight)
{
    return {CommandId::create(1), QStringLiteral("1.4.2"), QStringLiteral("2.0.0"), Percent::clamped(weight)};
}

std::optional<double> valueOf(const Result<metrics::Readings>& readings, const QString& metric, metrics::Role role)
{
    for (const metrics::Reading& reading : readings.value_or(metrics::Readings())) {
        if (reading.key == metrics::SeriesKey{metric, role}) {
            return reading.sample.value;
        }
    }
    return std::nullopt;
}

} // namespace

/// The drivers against the program itself.
class TestRehearsal final : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<ports::TrafficTarget> target(const QString& timeout = QStringLiteral("30s"))
    {
        auto made = m_endpoints->makeTarget({QStringLiteral("practice"), QStringLiteral("rehearsal"), {},
            {{QStringLiteral("url"), QStringLiteral("embedded")}, {QStringLiteral("split"), QStringLiteral("data_analyst")},
                {QStringLiteral("timeout"), timeout}}});
        return made ? std::move(*made) : nullptr;
    }
    std::unique_ptr<ports::MetricSource> source()
    {
        auto made = m_endpoints->makeSource({QStringLiteral("practice-metrics"), QStringLiteral("rehearsal"),
            {{QStringLiteral("url"), m_url}, {QStringLiteral("split"), QStringLiteral("data_analyst")},
                {QStringLiteral("window"), QStringLiteral("2s")}},
            {}});
        return made ? std::move(*made) : nullptr;
    }
    lab::ProbeAnswer ask(const QByteArray& method, const QString& path, const QByteArray& body = {}) const
    {
        return lab::httpRequest(method, QUrl(m_url + path), body).value_or(lab::ProbeAnswer());
    }
    void setFault(const QByteArray& fault) const
    {
        QCOMPARE(ask("PUT", QStringLiteral("/v1/faults"), "{\"faults\":[" + fault + "]}").status, 200);
    }

    SystemClock m_clock;
    QTemporaryDir m_folder;
    std::unique_ptr<lab::Child> m_program;
    QString m_url;
    std::unique_ptr<remote::Endpoints> m_endpoints;

private Q_SLOTS:
    void initTestCase()
    {
        const auto program = lab::ownProgram(QStringLiteral("fairlead-rehearsal"));
        QVERIFY2(program, words(program).constData());
        auto child = lab::Child::start(
            QStringLiteral("rehearsal"), *program, {QStringLiteral("--idle-exit"), QStringLiteral("300")}, m_folder.path());
        QVERIFY2(child, words(child).constData());
        m_program = std::move(*child);
        const auto ready = m_program->readLine();
        QVERIFY2(ready, words(ready).constData());
        static const QRegularExpression line(QStringLiteral("\\AREADY fairlead-rehearsal (http://127\\.0\\.0\\.1:[0-9]+) pid=([0-9]+)\\z"));
        const auto match = line.match(*ready);
        QVERIFY2(match.hasMatch(), qUtf8Printable(*ready));
        QCOMPARE(match.captured(2).toLongLong(), m_program->pid());
        m_url = match.captured(1);
        m_endpoints = std::make_unique<remote::Endpoints>(m_clock, m_url);
    }

    void init() { QCOMPARE(ask("POST", QStringLiteral("/v1/reset")).status, 200); }

    void aWeightIsSetReadBackAndReachesTheTraffic()
    {
        const auto driver = target();
        const auto metrics = source();
        QCOMPARE(await(driver->readSplit())->weight.value(), 0.0);
        const auto before = await(metrics->read());
        QVERIFY2(before, words(before).constData());
        QVERIFY(!valueOf(before, metrics::kErrorRate, metrics::Role::Canary));
        QVERIFY(valueOf(before, metrics::kErrorRate, metrics::Role::Baseline));
        QCOMPARE(valueOf(before, metrics::kCalls, metrics::Role::Canary), std::optional(0.0));

        const auto set = await(driver->setWeight(command(25)));
        QVERIFY2(set, words(set).constData());
        const auto split = await(driver->readSplit());
        QCOMPARE(split->weight.value(), 25.0);
        QVERIFY(split->baselineCalls.value_or(0) > 2000);

        const auto arrived = [&] {
            const auto now = await(metrics->read());
            return qAbs(valueOf(now, metrics::kShare, metrics::Role::Canary).value_or(0) - 0.25) < 0.02;
        };
        QTRY_VERIFY_WITH_TIMEOUT(arrived(), 60'000);
        for (const QString& metric : {metrics::kErrorRate, metrics::kLatencyP95, metrics::kQuality, metrics::kTokens, metrics::kCalls}) {
            QVERIFY2(valueOf(await(metrics->read()), metric, metrics::Role::Canary), qUtf8Printable(metric));
        }
    }

    void theCallsComeByModelToo()
    {
        const auto read = await(source()->read());
        QVERIFY(read);
        double calls = 0;
        QStringList models;
        for (const metrics::Reading& reading : *read) {
            if (reading.key.isPart() && reading.key.metric == metrics::kCalls && reading.key.role == metrics::Role::Baseline) {
                calls += reading.sample.value;
                models.append(reading.key.labels.at(QStringLiteral("model")));
            }
        }
        QCOMPARE(models, (QStringList{QStringLiteral("haiku"), QStringLiteral("sonnet"), QStringLiteral("opus")}));
        QCOMPARE(valueOf(read, metrics::kCalls, metrics::Role::Baseline), std::optional(calls));
        const double p95 = valueOf(read, metrics::kLatencyP95, metrics::Role::Baseline).value_or(0);
        QVERIFY(valueOf(read, metrics::kLatencyP50, metrics::Role::Baseline).value_or(9) < p95);
        QVERIFY(valueOf(read, metrics::kLatencyP99, metrics::Role::Baseline).value_or(0) > p95);
    }

    void theSameCommandSentTwiceActsOnce()
    {
        const auto first = command(10);
        QVERIFY(await(target()->setWeight(first)));
        const QByteArray once = ask("GET", kSplit).body;
        // As after a restart that does not know whether the command had gone out.
        const auto again = await(target()->setWeight(first));
        QVERIFY2(again, words(again).constData());
        const auto revision = [](const QByteArray& body) { return QJsonDocument::fromJson(body)[QStringLiteral("revision")].toString(); };
        QCOMPARE(revision(ask("GET", kSplit).body), revision(once));
        QVERIFY(await(target()->setWeight(command(10))));
        QVERIFY(revision(ask("GET", kSplit).body) != revision(once));
    }

    void aKeyThatWasUsedForAnotherWeightIsRefused()
    {
        auto reused = command(10);
        QVERIFY(await(target()->setWeight(reused)));
        reused.weight = Percent::clamped(20);
        const auto set = await(target()->setWeight(reused));
        QCOMPARE(codeOf(set), QStringLiteral("refused"));
        QVERIFY(set.error().message.contains(QStringLiteral("Idempotency-Key")));
        QCOMPARE(await(target()->readSplit())->weight.value(), 10.0);
    }

    void aSplitThatSomebodyElseChangedIsAConflictAndTheNextCommandFits()
    {
        const auto driver = target();
        QVERIFY(await(driver->readSplit()));
        QCOMPARE(ask("PUT", kSplit, R"({"weight": 40})").status, 200);
        const auto set = await(driver->setWeight(command(10)));
        QCOMPARE(codeOf(set), QStringLiteral("conflict"));
        QVERIFY(set.error().message.contains(QStringLiteral("412")));
        QCOMPARE(await(driver->readSplit())->weight.value(), 40.0);
        QVERIFY(await(driver->setWeight(command(10))));
        QCOMPARE(await(driver->readSplit())->weight.value(), 10.0);
    }

    void aSilentFeedIsRefusedAndComesBack()
    {
        setFault(R"({"kind": "silent-feed"})");
        const auto silent = await(source()->read());
        QCOMPARE(codeOf(silent), QStringLiteral("refused"));
        QVERIFY(silent.error().message.contains(QStringLiteral("503")));
        QVERIFY2(await(target()->readSplit()), "only the metrics are silent");
        QCOMPARE(ask("DELETE", QStringLiteral("/v1/faults")).status, 200);
        QVERIFY(await(source()->read()));
    }

    void anIgnoredWeightIsToldButNotSeenInTheTraffic()
    {
        setFault(R"({"kind": "weight-ignored", "from": 25})");
        const auto driver = target();
        QVERIFY(await(driver->setWeight(command(25))));
        const auto first = await(driver->readSplit());
        QCOMPARE(first->weight.value(), 25.0);
        Result<ports::SplitReading> later = first;
        const auto enough = [&] {
            later = await(driver->readSplit());
            return later && *later->baselineCalls - *first->baselineCalls > 160;
        };
        QTRY_VERIFY_WITH_TIMEOUT(enough(), 60'000);
        QCOMPARE(*later->canaryCalls, *first->canaryCalls);
    }

    void anErrorSpikeShowsAtItsWeight()
    {
        setFault(R"({"kind": "error-spike", "from": 50, "rate": 0.2})");
        QVERIFY(await(target()->setWeight(command(50))));
        const auto metrics = source();
        QTRY_VERIFY_WITH_TIMEOUT(valueOf(await(metrics->read()), metrics::kErrorRate, metrics::Role::Canary).value_or(0) > 0.15, 60'000);
        QVERIFY(valueOf(await(metrics->read()), metrics::kErrorRate, metrics::Role::Baseline).value_or(1) < 0.01);
    }

    void anAnswerThatComesTooLateIsUnknownAlthoughTheWeightWasSet()
    {
        const auto driver = target(QStringLiteral("300ms"));
        QTRY_VERIFY_WITH_TIMEOUT(await(driver->readSplit()).has_value(), 30'000);
        setFault(R"({"kind": "slow-answer", "delay": "1500ms"})");
        QCOMPARE(codeOf(await(driver->setWeight(command(75)))), QStringLiteral("unknown"));
        QCOMPARE(ask("DELETE", QStringLiteral("/v1/faults")).status, 200);
        QCOMPARE(await(target()->readSplit())->weight.value(), 75.0);
        // The late answer finds nobody: the program must live through it.
        const auto uptime = [this] {
            return QJsonDocument::fromJson(ask("GET", QStringLiteral("/v1/health")).body)[QStringLiteral("uptime_s")].toDouble();
        };
        const double dueBy = uptime() + 1.6;
        QTRY_VERIFY_WITH_TIMEOUT(uptime() > dueBy, 60'000);
    }

    void thePreviewIsARequestThatCurlUnderstands()
    {
        const auto driver = target();
        QVERIFY(await(driver->readSplit()));
        const auto wanted = command(25);
        QCOMPARE(driver->requestPreview(wanted),
            QStringLiteral(
                "curl -X PUT -H 'Content-Type: application/json' -H 'Idempotency-Key: %1' -H 'If-Match: \"r1\"' -d '{\"weight\":25}' %2%3")
                .arg(wanted.id.text(), m_url, kSplit));
    }

    void badRequestsAreRefusedAndChangeNothing_data()
    {
        QTest::addColumn<QByteArray>("method");
        QTest::addColumn<QString>("path");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<int>("status");
        QTest::newRow("lowest") << QByteArray("PUT") << kSplit << QByteArray(R"({"weight": 0})") << 200;
        QTest::newRow("highest") << QByteArray("PUT") << kSplit << QByteArray(R"({"weight": 100})") << 200;
        QTest::newRow("below") << QByteArray("PUT") << kSplit << QByteArray(R"({"weight": -0.1})") << 422;
        QTest::newRow("above") << QByteArray("PUT") << kSplit << QByteArray(R"({"weight": 100.1})") << 422;
        QTest::newRow("text") << QByteArray("PUT") << kSplit << QByteArray(R"({"weight": "25"})") << 400;
        QTest::newRow("nothing in it") << QByteArray("PUT") << kSplit << QByteArray("{}") << 400;
        QTest::newRow("another field") << QByteArray("PUT") << kSplit << QByteArray(R"({"weight": 25, "force": true})") << 400;
        QTest::newRow("a list") << QByteArray("PUT") << kSplit << QByteArray("[25]") << 400;
        QTest::newRow("no JSON") << QByteArray("PUT") << kSplit << QByteArray("weight=25") << 400;
        QTest::newRow("no body") << QByteArray("PUT") << kSplit << QByteArray() << 400;
        QTest::newRow("too large") << QByteArray("PUT") << kSplit << QByteArray(70'000, ' ') << 413;
        QTest::newRow("no such split") << QByteArray("GET") << QStringLiteral("/v1/splits/nobody") << QByteArray() << 404;
        QTest::newRow("wrong method") << QByteArray("DELETE") << kSplit << QByteArray() << 405;
        QTest::newRow("no such address") << QByteArray("GET") << QStringLiteral("/v2/splits") << QByteArray() << 404;
        QTest::newRow("no window") << QByteArray("GET") << (kSplit + QStringLiteral("/metrics?window=soon")) << QByteArray() << 400;
        QTest::newRow("window too long") << QByteArray("GET") << (kSplit + QStringLiteral("/metrics?window=11m")) << QByteArray() << 400;
        QTest::newRow("unknown fault") << QByteArray("PUT") << QStringLiteral("/v1/faults")
                                       << QByteArray(R"({"faults": [{"kind": "boom"}]})") << 422;
        QTest::newRow("faults that are no list")
            << QByteArray("PUT") << QStringLiteral("/v1/faults") << QByteArray(R"({"faults": 1})") << 400;
    }

    void badRequestsAreRefusedAndChangeNothing()
    {
        QFETCH(QByteArray, method);
        QFETCH(QString, path);
        QFETCH(QByteArray, body);
        QFETCH(int, status);
        const QByteArray faults = ask("GET", QStringLiteral("/v1/faults")).body;
        const auto answer = ask(method, path, body);
        QCOMPARE(answer.status, status);
        if (status != 200) {
            const auto problem = QJsonDocument::fromJson(answer.body).object();
            QVERIFY(!problem.value(QLatin1String("code")).toString().isEmpty());
            QVERIFY(!problem.value(QLatin1String("message")).toString().isEmpty());
            const auto split = QJsonDocument::fromJson(ask("GET", kSplit).body).object();
            QCOMPARE(split.value(QLatin1String("revision")).toString(), QStringLiteral("r1"));
            QCOMPARE(ask("GET", QStringLiteral("/v1/faults")).body, faults);
        }
    }

    void theOpenApiFileSaysWhatTheProgramAnswers()
    {
        QFile file(QStringLiteral(FAIRLEAD_SOURCE_DIR "/resources/openapi/rehearsal.yaml"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        // Path → method → documented statuses, by the file's own indentation.
        QMap<QString, QMap<QString, QStringList>> documented;
        QString path;
        QString method;
        static const QRegularExpression pathLine(QStringLiteral("\\A  (/v1\\S*):\\z"));
        static const QRegularExpression methodLine(QStringLiteral("\\A    (get|put|post|delete):\\z"));
        static const QRegularExpression statusLine(QStringLiteral("\\A        \"([0-9]{3})\":"));
        for (const QString& line : QString::fromUtf8(file.readAll()).split(QLatin1Char('\n'))) {
            if (line == QLatin1String("components:")) {
                break;
            }
            if (const auto match = pathLine.match(line); match.hasMatch()) {
                path = match.captured(1)
                           .replace(QLatin1String("{name}"), QLatin1String("data_analyst"))
                           .replace(QLatin1String("{id}"), QLatin1String("alice"));
            } else if (const auto verb = methodLine.match(line); verb.hasMatch()) {
                method = verb.captured(1).toUpper();
                documented[path][method] = {};
            } else if (const auto status = statusLine.match(line); status.hasMatch()) {
                documented[path][method].append(status.captured(1));
            }
        }
        QCOMPARE(documented.size(), 6);
        for (auto it = documented.begin(); it != documented.end(); ++it) {
            for (const QString& verb : {QStringLiteral("GET"), QStringLiteral("PUT"), QStringLiteral("POST"), QStringLiteral("DELETE")}) {
                const QByteArray place = (verb + QLatin1Char(' ') + it.key()).toUtf8();
                const int status = ask(verb.toLatin1(), it.key()).status;
                const bool isDocumented = it->contains(verb);
                QVERIFY2(isDocumented == (status != 405), place.constData());
                QVERIFY2(!isDocumented || it->value(verb).contains(QString::number(status)), place.constData());
            }
        }
    }

    void whatIsAskedBesideTheWeightIsReadBackAndTellsUsersApart()
    {
        const QByteArray body = R"({"weight": 30, "units": ["docs"], "segments": ["beta"], "mirror": 5, "settings": {"MODE": "on"}})";
        QCOMPARE(ask("PUT", kSplit, body).status, 200);
        const auto split = QJsonDocument::fromJson(ask("GET", kSplit).body).object();
        QCOMPARE(*rollout::reachFromJson(split),
            (rollout::Reach{Percent::clamped(5), {QStringLiteral("docs")}, {QStringLiteral("beta")},
                {{QStringLiteral("MODE"), QStringLiteral("on")}}}));
        int in = 0;
        for (int i = 0; i < 200; ++i) {
            const QString user = QStringLiteral("user-%1").arg(i);
            const auto answer = QJsonDocument::fromJson(ask("GET", kSplit + QStringLiteral("/users/") + user).body).object();
            const bool canary = answer.value(QLatin1String("version")).toString() == QLatin1String("canary");
            QCOMPARE(canary, rollout::flagBucket(user) < 30);
            in += canary ? 1 : 0;
            const auto tester
                = QJsonDocument::fromJson(ask("GET", kSplit + QStringLiteral("/users/%1?segment=beta").arg(user)).body).object();
            QCOMPARE(tester.value(QLatin1String("version")).toString(), QStringLiteral("canary"));
        }
        QVERIFY(in > 30 && in < 90);
        QCOMPARE(ask("PUT", kSplit, R"({"weight": 0})").status, 200); // what is not asked for is wished away
        QVERIFY(rollout::reachFromJson(QJsonDocument::fromJson(ask("GET", kSplit).body).object())->isNothing());
        for (const char* bad : {R"({"weight": 1, "units": "docs"})", R"({"weight": 1, "units": ["a b"]})",
                 R"({"weight": 1, "units": ["a", "a"]})", R"({"weight": 1, "mirror": 101})", R"({"weight": 1, "settings": {"A": 1}})"}) {
            const int status = ask("PUT", kSplit, bad).status;
            QVERIFY2(status == 400 || status == 422, bad);
        }
    }

    void wrongOptionsAreWrongUse_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::newRow("port") << QStringList{QStringLiteral("--port"), QStringLiteral("65536")};
        QTest::newRow("rate") << QStringList{QStringLiteral("--rate"), QStringLiteral("0")};
        QTest::newRow("fault") << QStringList{QStringLiteral("--fault"), QStringLiteral("error-spike:rate=2")};
        QTest::newRow("unknown") << QStringList{QStringLiteral("--loud")};
        QTest::newRow("word") << QStringList{QStringLiteral("start")};
    }

    void wrongOptionsAreWrongUse()
    {
        QFETCH(QStringList, arguments);
        QProcess program;
        program.start(*lab::ownProgram(QStringLiteral("fairlead-rehearsal")), arguments);
        QVERIFY(program.waitForFinished(30'000));
        QCOMPARE(program.exitCode(), 2);
        QVERIFY(program.readAllStandardOutput().isEmpty());
        QVERIFY(program.readAllStandardError().startsWith("fairlead-rehearsal: "));
    }

    void nobodyAskingEndsTheProgram()
    {
        auto child = lab::Child::start(QStringLiteral("idle"), *lab::ownProgram(QStringLiteral("fairlead-rehearsal")),
            {QStringLiteral("--idle-exit"), QStringLiteral("0.3")}, m_folder.path());
        QVERIFY(child);
        QVERIFY((*child)->readLine());
        QVERIFY((*child)->waitForEnd(30'000));
    }
};

QTEST_GUILESS_MAIN(TestRehearsal)
#include "test_rehearsal.moc"
