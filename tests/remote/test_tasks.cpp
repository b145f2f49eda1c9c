#include "models/base/clock.h"
#include "models/remote/endpoints.h"
#include "tests/lab/child.h"
#include "tests/remote/await.h"

#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

using namespace fairlead;
using namespace std::chrono_literals;

namespace {

rollout::Task callOf(const QString& method, const QString& url)
{
    return {QStringLiteral("check"), method, url};
}

rollout::Task programOf(const QStringList& program)
{
    rollout::Task task;
    task.name = QStringLiteral("check");
    task.program = program;
    return task;
}

ports::TaskCommand command(rollout::Task task)
{
    return {CommandId(QStringLiteral("0198a000-0000-7000-8000-000000000001")), std::move(task)};
}

} // namespace

/// Tasks of plans: calls to the practice target, and programs that really run.
class TestTasks final : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_folder;
    SystemClock m_clock;
    remote::Endpoints m_endpoints{m_clock};
    std::unique_ptr<lab::Child> m_server;
    QString m_url;
    std::unique_ptr<ports::TaskRunner> m_tasks;

    void script(const char* name, const QByteArray& body)
    {
        QFile file(m_folder.filePath(QString::fromLatin1(name)));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("#!/bin/sh\n" + body);
        file.close();
        QVERIFY(file.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner));
    }

private Q_SLOTS:
    void initTestCase()
    {
        auto started
            = lab::Child::start(QStringLiteral("practice"), QStringLiteral(FAIRLEAD_BIN_DIR "/fairlead-rehearsal"), {}, m_folder.path());
        QVERIFY2(started, words(started).constData());
        m_server = std::move(*started);
        const auto line = m_server->readLine(20'000);
        QVERIFY2(line, words(line).constData());
        m_url = line->split(QLatin1Char(' ')).value(2);
        script("good.sh", "echo \"$1 $FAIRLEAD_COMMAND ${SECRET:-none}\"; pwd\n");
        script("bad.sh", "echo it broke >&2; exit 4\n");
        script("slow.sh", "sleep 30\n");
        script("loud.sh", "head -c 1000000 /dev/zero | tr '\\0' x\n");
        script("forbidden.sh", "touch ran\n");
        qputenv("SECRET", "hush");
        workspace::Workspace workspace;
        workspace.directory = m_folder.path();
        workspace.allowedPrograms = {QStringLiteral("./good.sh"), QStringLiteral("./bad.sh"), QStringLiteral("./slow.sh"),
            QStringLiteral("./loud.sh"), QStringLiteral("./missing.sh")};
        workspace::Target target{QStringLiteral("practice"), QStringLiteral("rehearsal"), {}, {{QStringLiteral("url"), m_url}}};
        m_tasks = m_endpoints.makeTasks(workspace, target);
        QCOMPARE(m_tasks->targetAddress(), m_url);
    }

    void aGoodAnswerIsAccepted()
    {
        rollout::Task task = callOf(QStringLiteral("GET"), m_url + QStringLiteral("/v1/health"));
        task.expected.json.insert(QStringLiteral("/status"), QStringLiteral("ok"));
        const auto answer = await(m_tasks->run(command(task)));
        QVERIFY2(answer, words(answer).constData());
        QVERIFY(answer->text.startsWith(QStringLiteral("200 {")));
    }

    void anotherAnswerIsRefusedAndSaysWhatWasExpected()
    {
        rollout::Task task = callOf(QStringLiteral("GET"), m_url + QStringLiteral("/v1/nothing"));
        auto answer = await(m_tasks->run(command(task)));
        QCOMPARE(codeOf(answer), QStringLiteral("refused"));
        QVERIFY2(answer.error().message.startsWith(QStringLiteral("It answered 404, expected was 200 to 299. It said: 404 {")),
            qPrintable(answer.error().message));
        task.expected.code = 404;
        answer = await(m_tasks->run(command(task)));
        QVERIFY2(answer, words(answer).constData());
    }

    void aCallThatChangesSomethingActsOnceForItsKey()
    {
        rollout::Task task = callOf(QStringLiteral("PUT"), m_url + QStringLiteral("/v1/splits/data_analyst"));
        task.body = QStringLiteral("{\"weight\": 10}");
        const auto first = await(m_tasks->run(command(task)));
        const auto second = await(m_tasks->run(command(task)));
        QVERIFY2(first && second, words(second).constData());
        QCOMPARE(second->text, first->text); // the same revision
    }

    void nobodyThereIsNotSent()
    {
        const auto answer = await(m_tasks->run(command(callOf(QStringLiteral("GET"), QStringLiteral("http://127.0.0.1:1/")))));
        QCOMPARE(codeOf(answer), QStringLiteral("unreachable"));
    }

    void withoutAnAddressNothingIsSent()
    {
        const auto answer = await(m_tasks->run(command(callOf(QStringLiteral("GET"), QStringLiteral("/v1/health")))));
        QCOMPARE(codeOf(answer), QStringLiteral("refused"));
    }

    void aProgramRunsInTheWorkspaceWithoutSecrets()
    {
        const auto answer = await(m_tasks->run(command(programOf({QStringLiteral("./good.sh"), QStringLiteral("2.0.0; rm -rf *")}))));
        QVERIFY2(answer, words(answer).constData());
        QCOMPARE(answer->text,
            QStringLiteral("0 2.0.0; rm -rf * 0198a000-0000-7000-8000-000000000001 none %1")
                .arg(QFileInfo(m_folder.path()).canonicalFilePath()));
    }

    void aProgramThatFailsIsRefusedWithWhatItPrinted()
    {
        const auto answer = await(m_tasks->run(command(programOf({QStringLiteral("./bad.sh")}))));
        QCOMPARE(codeOf(answer), QStringLiteral("refused"));
        QCOMPARE(answer.error().message, QStringLiteral("It ended with 4, expected was 0. It said: 4 it broke"));
    }

    void aProgramThatTakesTooLongIsKilledAndUnknown()
    {
        rollout::Task task = programOf({QStringLiteral("./slow.sh")});
        task.timeout = 300ms;
        const auto answer = await(m_tasks->run(command(task)));
        QCOMPARE(codeOf(answer), QStringLiteral("unknown"));
    }

    void ofMuchOutputTheBeginningIsKept()
    {
        const auto answer = await(m_tasks->run(command(programOf({QStringLiteral("./loud.sh")}))));
        QVERIFY2(answer, words(answer).constData());
        QVERIFY(answer->text.size() <= 2000);
    }

    void whatTheWorkspaceDoesNotAllowIsNotStarted()
    {
        const auto answer = await(m_tasks->run(command(programOf({QStringLiteral("./forbidden.sh")}))));
        QCOMPARE(codeOf(answer), QStringLiteral("refused"));
        QVERIFY(answer.error().message.contains(QStringLiteral("allow_programs")));
        QVERIFY(!QFile::exists(m_folder.filePath(QStringLiteral("ran"))));
    }

    void whatIsNotThereIsNotStarted()
    {
        const auto answer = await(m_tasks->run(command(programOf({QStringLiteral("./missing.sh")}))));
        QCOMPARE(codeOf(answer), QStringLiteral("unreachable"));
    }

    void theRequestCanBeCopiedIntoAShell()
    {
        rollout::Task post = callOf(QStringLiteral("POST"), QStringLiteral("http://x.test/it's"));
        post.body = QStringLiteral("{}");
        QCOMPARE(m_tasks->requestPreview(command(post)),
            QStringLiteral("curl -X POST -H 'Idempotency-Key: 0198a000-0000-7000-8000-000000000001' -H 'Content-Type: application/json' "
                           "-d '{}' 'http://x.test/it'\\''s'"));
        QCOMPARE(m_tasks->requestPreview(command(programOf({QStringLiteral("./good.sh"), QStringLiteral("a b")}))),
            QStringLiteral("'./good.sh' 'a b'"));
    }
};

QTEST_GUILESS_MAIN(TestTasks)
#include "test_tasks.moc"
