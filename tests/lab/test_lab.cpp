#include "models/formats/workspace.h"
#include "tests/lab/lab.h"
#include "tests/lab/lab_workspace.h"
#include "tests/lab/probe.h"

#include <QDir>
#include <QTest>

#include <csignal>

using namespace fairlead;

namespace {

QByteArray words(const Error& error)
{
    return (error.message + QStringLiteral(" (") + error.where + QLatin1Char(')')).toUtf8();
}

} // namespace

/// Other tests lean on the lab: it must start, serve, tell the truth, and leave nothing behind.
class TestLab final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void itServesAndEndsWithoutARest()
    {
        auto started = lab::Lab::start({{}, false});
        QVERIFY2(started, started ? "" : words(started.error()).constData());
        auto& lab = *started;
        const QString directory = lab->directory();
        const QUrl front = lab->front();
        const auto served = lab->sendRequests(50);
        QVERIFY2(served, served ? "" : words(served.error()).constData());
        QCOMPARE(served->stable, 50);
        QCOMPARE(served->canary, 0);
        lab.reset();
        QVERIFY(!QDir(directory).exists());
        QVERIFY2(!lab::httpRequest("GET", front), "nobody serves there any more");
    }

    void theCanaryFailsAsOftenAsItIsTold()
    {
        auto lab = lab::Lab::start({{}, false});
        QVERIFY(lab);
        QVERIFY((*lab)->setCanary(QStringLiteral("error_rate"), 0.1));
        QVERIFY(!(*lab)->setCanary(QStringLiteral("mood"), 1));
        QVERIFY((*lab)->runtime("set server app/canary weight 100;set server app/canary state ready;set server app/stable state drain"));
        QVERIFY((*lab)->sendRequests(200));
        const auto metrics = lab::httpRequest("GET", QUrl((*lab)->canaryUrl() + QStringLiteral("/metrics")));
        QVERIFY(metrics);
        QVERIFY2(metrics->body.contains("lab_requests_total{version=\"canary\",code=\"500\"} 20\n"), metrics->body.constData());
        QVERIFY2(metrics->body.contains("lab_requests_total{version=\"canary\",code=\"200\"} 180\n"), metrics->body.constData());
        QVERIFY(metrics->body.contains("lab_request_duration_seconds_bucket{version=\"canary\",le=\"+Inf\"} 200\n"));
    }

    void theWorkspaceThatItWritesIsValid()
    {
        auto lab = lab::Lab::start({{}, false});
        QVERIFY(lab);
        const QString directory = (*lab)->directory() + QStringLiteral("/workspace");
        QVERIFY(lab::writeWorkspace(**lab, directory, 0.5));
        const formats::LoadedWorkspace loaded = formats::readWorkspace(directory);
        for (const Problem& problem : loaded.problems) {
            qWarning("%s", qUtf8Printable(toText(problem)));
        }
        QVERIFY(loaded.problems.empty());
        QVERIFY(loaded.value);
        QCOMPARE(loaded.value->releases.size(), std::size_t(1));
        const auto release = workspace::assemble(*loaded.value, loaded.value->releases.front(), ReleaseId(QStringLiteral("r")));
        QVERIFY2(release, release ? "" : words(release.error()).constData());
        QCOMPARE(release->target, QStringLiteral("haproxy-lab"));
        QCOMPARE(release->source, QStringLiteral("prometheus-lab"));
    }

    void aKilledLabTakesItsServersWithIt()
    {
        QTemporaryDir logs;
        auto child = lab::Child::start(QStringLiteral("lab"), *lab::ownProgram(QStringLiteral("fairlead-lab")),
            {QStringLiteral("--rate"), QStringLiteral("20")}, logs.path());
        QVERIFY(child);
        QUrl front;
        QString directory;
        for (auto line = (*child)->readLine(60'000); front.isEmpty(); line = (*child)->readLine()) {
            QVERIFY2(line, line ? "" : words(line.error()).constData());
            if (line->startsWith(QLatin1String("READY fairlead-lab "))) {
                directory = line->section(QLatin1Char(' '), 2);
            } else if (line->startsWith(QLatin1String("frontend"))) {
                front = QUrl(line->section(QLatin1Char(' '), -1));
            }
        }
        QVERIFY(lab::httpRequest("GET", front));
        QCOMPARE(::kill(static_cast<pid_t>((*child)->pid()), SIGKILL), 0);
        QVERIFY((*child)->waitForEnd(30'000));
        QVERIFY(lab::waitUntil([&front] { return !lab::httpRequest("GET", front); }, 30'000));
        QVERIFY(QDir(directory).removeRecursively());
    }

    void aMissingServerIsNamedWithItsPackage()
    {
        const auto missing = lab::findProgram(QStringLiteral("no-such-server"), QStringLiteral("some-package"));
        QVERIFY(!missing);
        QVERIFY2(missing.error().message.contains(QStringLiteral("apt-get install some-package")), qUtf8Printable(missing.error().message));
    }
};

QTEST_GUILESS_MAIN(TestLab)
#include "test_lab.moc"
