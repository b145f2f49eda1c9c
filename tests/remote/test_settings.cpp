#include "models/base/clock.h"
#include "models/remote/endpoints.h"
#include "tests/remote/await.h"

#include <QTest>

using namespace fairlead;

using Map = QMap<QString, QString>;

/// What the factory refuses before anything connects, and that it names the setting.
class TestSettings final : public QObject {
    Q_OBJECT

private:
    SystemClock m_clock;
    remote::Endpoints m_endpoints{m_clock, QStringLiteral("http://127.0.0.1:1")};

private Q_SLOTS:
    void targetsAreCheckedWhenTheyAreMade_data()
    {
        QTest::addColumn<QString>("driver");
        QTest::addColumn<QString>("key");
        QTest::addColumn<QString>("value"); ///< null: the key is left out
        QTest::addColumn<QString>("code");
        QTest::newRow("haproxy") << "haproxy" << "timeout" << "5s" << "fine";
        QTest::newRow("rehearsal") << "rehearsal" << "timeout" << "5s" << "fine";
        QTest::newRow("rehearsal of this program") << "rehearsal" << "url" << "embedded" << "fine";
        QTest::newRow("no driver of that name") << "nginx" << "timeout" << "5s" << "unsupported";
        QTest::newRow("unknown setting") << "haproxy" << "adress" << "x" << "invalid-input";
        QTest::newRow("no address") << "haproxy" << "address" << QString() << "invalid-input";
        QTest::newRow("bad address") << "haproxy" << "address" << "http://x" << "invalid-input";
        QTest::newRow("a backend with a command in it") << "haproxy" << "backend" << "app;shutdown sessions" << "invalid-input";
        QTest::newRow("a server with a slash") << "haproxy" << "canary_server" << "app/canary" << "invalid-input";
        QTest::newRow("an empty server") << "haproxy" << "baseline_server" << " " << "invalid-input";
        QTest::newRow("both servers the same") << "haproxy" << "canary_server" << "stable" << "invalid-input";
        QTest::newRow("time without a unit") << "haproxy" << "timeout" << "5" << "invalid-input";
        QTest::newRow("time too short") << "haproxy" << "timeout" << "99ms" << "invalid-input";
        QTest::newRow("shortest time") << "haproxy" << "timeout" << "100ms" << "fine";
        QTest::newRow("longest time") << "haproxy" << "timeout" << "60s" << "fine";
        QTest::newRow("time too long") << "haproxy" << "timeout" << "61s" << "invalid-input";
        QTest::newRow("no url") << "rehearsal" << "url" << QString() << "invalid-input";
        QTest::newRow("another scheme") << "rehearsal" << "url" << "file:///etc/passwd" << "invalid-input";
        QTest::newRow("a password") << "rehearsal" << "url" << "http://me:secret@host/" << "invalid-input";
        QTest::newRow("a query") << "rehearsal" << "url" << "http://host/?a=b" << "invalid-input";
        QTest::newRow("no host") << "rehearsal" << "url" << "http://" << "invalid-input";
        QTest::newRow("a split with a path") << "rehearsal" << "split" << "../faults" << "invalid-input";
        QTest::newRow("a window is the source's") << "rehearsal" << "window" << "10s" << "invalid-input";
    }

    void targetsAreCheckedWhenTheyAreMade()
    {
        QFETCH(QString, driver);
        QFETCH(QString, key);
        QFETCH(QString, value);
        QFETCH(QString, code);
        Map settings = driver == QLatin1String("rehearsal")
            ? Map{{QStringLiteral("url"), QStringLiteral("http://127.0.0.1:1")}, {QStringLiteral("split"), QStringLiteral("x")}}
            : Map{{QStringLiteral("address"), QStringLiteral("tcp:127.0.0.1:1")}, {QStringLiteral("backend"), QStringLiteral("app")},
                  {QStringLiteral("baseline_server"), QStringLiteral("stable")},
                  {QStringLiteral("canary_server"), QStringLiteral("canary")}};
        value.isNull() ? void(settings.remove(key)) : void(settings.insert(key, value));
        const auto made = m_endpoints.makeTarget({QStringLiteral("eu"), driver, {}, settings});
        QVERIFY2(codeOf(made) == code, words(made).constData());
        if (!made) {
            QCOMPARE(made.error().where, QStringLiteral("target eu"));
            QVERIFY2(code == QLatin1String("unsupported") || made.error().message.contains(key), words(made).constData());
            QVERIFY2(!made.error().message.contains(QStringLiteral("secret")), "a password is never repeated");
        }
    }

    void sourcesAreCheckedWhenTheyAreMade_data()
    {
        QTest::addColumn<QString>("driver");
        QTest::addColumn<Map>("settings");
        QTest::addColumn<QString>("query");
        QTest::addColumn<QString>("code");
        const Map url{{QStringLiteral("url"), QStringLiteral("http://127.0.0.1:1")}};
        const auto with = [](Map map, const char* key, const char* value) {
            map.insert(QString::fromLatin1(key), QString::fromLatin1(value));
            return map;
        };
        const Map practice = with(url, "split", "x");
        QTest::newRow("prometheus") << "prometheus" << url << "up" << "fine";
        QTest::newRow("no query") << "prometheus" << url << "" << "invalid-input";
        QTest::newRow("an empty query") << "prometheus" << url << "  " << "invalid-input";
        QTest::newRow("no url") << "prometheus" << Map() << "up" << "invalid-input";
        QTest::newRow("unknown setting") << "prometheus" << with(url, "token", "x") << "up" << "invalid-input";
        QTest::newRow("time") << "prometheus" << with(url, "timeout", "soon") << "up" << "invalid-input";
        QTest::newRow("rehearsal") << "rehearsal" << practice << "" << "fine";
        QTest::newRow("shortest window") << "rehearsal" << with(practice, "window", "1s") << "" << "fine";
        QTest::newRow("window too short") << "rehearsal" << with(practice, "window", "999ms") << "" << "invalid-input";
        QTest::newRow("window too long") << "rehearsal" << with(practice, "window", "11m") << "" << "invalid-input";
        QTest::newRow("no driver of that name") << "datadog" << url << "up" << "unsupported";
    }

    void sourcesAreCheckedWhenTheyAreMade()
    {
        QFETCH(QString, driver);
        QFETCH(Map, settings);
        QFETCH(QString, query);
        QFETCH(QString, code);
        const auto made = m_endpoints.makeSource({QStringLiteral("eu"), driver, settings, {{metrics::kErrorRate, query, {}}}});
        QVERIFY2(codeOf(made) == code, words(made).constData());
    }

    void theEmbeddedPracticeTargetIsRefusedWhereNoneRuns()
    {
        remote::Endpoints none(m_clock);
        const auto made = none.makeTarget({QStringLiteral("practice"), QStringLiteral("rehearsal"), {},
            {{QStringLiteral("url"), QStringLiteral("embedded")}, {QStringLiteral("split"), QStringLiteral("x")}}});
        QCOMPARE(codeOf(made), QStringLiteral("invalid-input"));
    }
};

QTEST_GUILESS_MAIN(TestSettings)
#include "test_settings.moc"
