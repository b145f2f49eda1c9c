#include "models/base/clock.h"
#include "models/remote/endpoints.h"
#include "tests/lab/tiny_http.h"
#include "tests/remote/await.h"

#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>
#include <QTimer>

using namespace fairlead;
using lab::TinyHttp;
using lab::TinyRequest;

namespace {

const ports::WeightCommand kTo25{CommandId::create(1), QStringLiteral("1.4.2"), QStringLiteral("2.0.0"), Percent::clamped(25)};

QByteArray json(int status, const QByteArray& body)
{
    return TinyHttp::response(status, "application/json", body);
}

} // namespace

/// What the HTTP drivers say to answers that a healthy server does not give.
class TestHttpFailures final : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<ports::MetricSource> prometheus(const QString& url, const QString& timeout = QStringLiteral("30s"))
    {
        auto made = m_endpoints.makeSource({QStringLiteral("p"), QStringLiteral("prometheus"),
            {{QStringLiteral("url"), url}, {QStringLiteral("timeout"), timeout}}, {{metrics::kErrorRate, QStringLiteral("up"), {}}}});
        return made ? std::move(*made) : nullptr;
    }
    std::unique_ptr<ports::TrafficTarget> rehearsal(const QString& url, const QString& timeout = QStringLiteral("30s"))
    {
        auto made = m_endpoints.makeTarget({QStringLiteral("r"), QStringLiteral("rehearsal"), {},
            {{QStringLiteral("url"), url}, {QStringLiteral("split"), QStringLiteral("x")}, {QStringLiteral("timeout"), timeout}}});
        return made ? std::move(*made) : nullptr;
    }

    SystemClock m_clock;
    remote::Endpoints m_endpoints{m_clock};

private Q_SLOTS:
    void answersThatAreNoMetricsAreTold_data()
    {
        QTest::addColumn<QByteArray>("wire");
        QTest::addColumn<QString>("code");
        QTest::addColumn<QString>("said");
        const auto vector = [](const QByteArray& pair) {
            return json(200, R"({"status":"success","data":{"resultType":"vector","result":[{"metric":{},"value":)" + pair + "}]}}");
        };
        QTest::newRow("401") << TinyHttp::response(401, "text/plain", "who are you") << "refused" << "answered 401";
        QTest::newRow("403 in HTML") << TinyHttp::response(403, "text/html", "<h1>no</h1>") << "refused" << "answered 403";
        QTest::newRow("500") << TinyHttp::response(500, "text/plain", "") << "refused" << "answered 500";
        QTest::newRow("503 with the reason") << json(503, R"({"status":"error","errorType":"timeout","error":"query timed out"})")
                                             << "refused"
                                             << "query timed out";
        QTest::newRow("redirect") << QByteArray(
            "HTTP/1.1 302 Found\r\nLocation: http://example.org/\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
                                  << "refused" << "answered 302";
        QTest::newRow("login page") << TinyHttp::response(200, "text/html", "<html>please log in</html>") << "corrupt"
                                    << "Check the address";
        QTest::newRow("empty") << json(200, "") << "corrupt" << "Check the address";
        QTest::newRow("half of it") << json(200, "{\"status\":\"success\",\"data\":{\"resultType\":\"vec") << "corrupt"
                                    << "Check the address";
        QTest::newRow("a number where text belongs") << vector("[1795140853.051,0.25]") << "corrupt" << "";
        QTest::newRow("a word") << vector(R"([1795140853.051,"many"])") << "corrupt" << "";
        QTest::newRow("no time") << vector(R"(["now","0.25"])") << "corrupt" << "";
        QTest::newRow("a time beyond all calendars") << vector(R"([1e300,"0.25"])") << "corrupt" << "";
        QTest::newRow("a value that overflows") << vector(R"([1795140853.051,"1e999"])") << "corrupt" << "";
        QTest::newRow("too long") << json(200, QByteArray(5 << 20, ' ')) << "corrupt" << "longer than 4096 KiB";
        QTest::newRow("cut off") << QByteArray("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n{") << "unknown" << "did not come whole";
        QTest::newRow("closed without a word") << QByteArray() << "unknown" << "did not come whole";
        QTest::newRow("no HTTP") << QByteArray("220 mail.example.org ESMTP\r\n") << "unknown" << "";
        QTest::newRow("good") << vector(R"([1795140853.051,"0.25"])") << "fine" << "";
    }

    void answersThatAreNoMetricsAreTold()
    {
        QFETCH(QByteArray, wire);
        QFETCH(QString, code);
        QFETCH(QString, said);
        TinyHttp server([wire](const TinyRequest&, const TinyHttp::Send& send) { send(wire); });
        QVERIFY(server.listen());
        const auto read = await(prometheus(server.url())->read());
        QVERIFY2(codeOf(read) == code, words(read).constData());
        if (!read) {
            QVERIFY2(read.error().message.contains(said), words(read).constData());
        } else {
            QCOMPARE(read->size(), std::size_t(1));
            QCOMPARE(read->front().sample, (metrics::Sample{Instant::fromMs(1795140853051), 0.25}));
        }
    }

    void answersToAWeightAreUnknownWhereItMayHaveBeenSet_data()
    {
        QTest::addColumn<QByteArray>("wire");
        QTest::addColumn<QString>("code");
        QTest::newRow("400") << json(400, R"({"message":"no"})") << "refused";
        QTest::newRow("401") << json(401, "") << "refused";
        QTest::newRow("404") << json(404, "") << "refused";
        QTest::newRow("409") << json(409, "") << "conflict";
        QTest::newRow("412") << json(412, "") << "conflict";
        QTest::newRow("500") << json(500, "") << "unknown";
        QTest::newRow("502") << json(502, "") << "unknown";
        QTest::newRow("cut off") << QByteArray("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n{") << "unknown";
        QTest::newRow("closed without a word") << QByteArray() << "unknown";
        QTest::newRow("good") << json(200, "{}") << "fine";
    }

    void answersToAWeightAreUnknownWhereItMayHaveBeenSet()
    {
        QFETCH(QByteArray, wire);
        QFETCH(QString, code);
        TinyHttp server([wire](const TinyRequest& request, const TinyHttp::Send& send) {
            send(request.method == "PUT"
                    ? wire
                    : QByteArray("HTTP/1.1 200 OK\r\nETag: \"r1\"\r\nContent-Length: 12\r\nConnection: close\r\n\r\n{\"weight\":0}"));
        });
        QVERIFY(server.listen());
        const auto set = await(rehearsal(server.url())->setWeight(kTo25));
        QVERIFY2(codeOf(set) == code, words(set).constData());
    }

    void silenceEndsAtTheTimeLimit()
    {
        TinyHttp server([](const TinyRequest&, const TinyHttp::Send&) { });
        QVERIFY(server.listen());
        QCOMPARE(codeOf(await(prometheus(server.url(), QStringLiteral("300ms"))->read())), QStringLiteral("unknown"));
        QCOMPARE(codeOf(await(rehearsal(server.url(), QStringLiteral("300ms"))->readSplit())), QStringLiteral("unknown"));
        // The weight itself was not sent yet: only the revision was asked for.
        QCOMPARE(codeOf(await(rehearsal(server.url(), QStringLiteral("300ms"))->setWeight(kTo25))), QStringLiteral("unreachable"));
    }

    void anAnswerThatOnlyDripsEndsAtTheTimeLimitToo()
    {
        QTcpServer server;
        QVERIFY(server.listen(QHostAddress(QHostAddress::LocalHost)));
        connect(&server, &QTcpServer::newConnection, this, [&server] {
            auto* socket = server.nextPendingConnection();
            socket->write("HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n");
            auto* drip = new QTimer(socket);
            connect(drip, &QTimer::timeout, socket, [socket] { socket->write(" "); });
            drip->start(20);
        });
        const auto url = QStringLiteral("http://127.0.0.1:%1").arg(server.serverPort());
        QCOMPARE(codeOf(await(prometheus(url, QStringLiteral("500ms"))->read())), QStringLiteral("unknown"));
    }

    void nobodyThereIsUnreachable()
    {
        QTcpServer server;
        QVERIFY(server.listen(QHostAddress(QHostAddress::LocalHost)));
        const auto url = QStringLiteral("http://127.0.0.1:%1").arg(server.serverPort());
        server.close();
        QCOMPARE(codeOf(await(prometheus(url)->read())), QStringLiteral("unreachable"));
        QCOMPARE(codeOf(await(rehearsal(url)->readSplit())), QStringLiteral("unreachable"));
        QCOMPARE(codeOf(await(rehearsal(url)->setWeight(kTo25))), QStringLiteral("unreachable"));
    }

    void aDriverThatIsDestroyedEndsItsCalls()
    {
        int asked = 0;
        TinyHttp server([&asked](const TinyRequest&, const TinyHttp::Send&) { ++asked; });
        QVERIFY(server.listen());
        auto source = prometheus(server.url());
        auto target = rehearsal(server.url());
        const auto read = source->read();
        const auto set = target->setWeight(kTo25);
        QTRY_COMPARE_WITH_TIMEOUT(asked, 2, 30000);
        source.reset();
        target.reset();
        QVERIFY(read.isFinished());
        QVERIFY(set.isFinished());
        QCOMPARE(codeOf(read.result()), QStringLiteral("unknown"));
        QCOMPARE(codeOf(set.result()), QStringLiteral("unreachable"));
    }

    void driversOutliveTheFactoryThatMadeThem()
    {
        TinyHttp server([](const TinyRequest&, const TinyHttp::Send& send) { send(json(401, "")); });
        QVERIFY(server.listen());
        auto factory = std::make_unique<remote::Endpoints>(m_clock);
        const auto source = factory->makeSource({QStringLiteral("p"), QStringLiteral("prometheus"), {{QStringLiteral("url"), server.url()}},
            {{metrics::kErrorRate, QStringLiteral("up"), {}}}});
        QVERIFY(source);
        factory.reset();
        QCOMPARE(codeOf(await((*source)->read())), QStringLiteral("refused"));
    }

    void thePathOfTheAddressIsKept()
    {
        QUrl seen;
        TinyHttp server([&seen](const TinyRequest& request, const TinyHttp::Send& send) {
            seen = request.target;
            send(json(200, R"({"status":"success","data":{"resultType":"vector","result":[]}})"));
        });
        QVERIFY(server.listen());
        const auto read = await(prometheus(server.url() + QStringLiteral("/metrics/eu/"))->read());
        QVERIFY2(read, words(read).constData());
        QCOMPARE(seen.path(), QStringLiteral("/metrics/eu/api/v1/query"));
    }
};

QTEST_GUILESS_MAIN(TestHttpFailures)
#include "test_http_failures.moc"
