#include "tests/fakes/files.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>

namespace {

/// What fairleadctl answered.
struct Answer {
    int exit = -1;
    QJsonObject json;
    QString said;
};

QStringList wordsOf(const QString& verb, const QString& workspace, const QStringList& more)
{
    return QStringList{
               QStringLiteral("train"), verb, QStringLiteral("pair"), QStringLiteral("--workspace"), workspace, QStringLiteral("--json")}
    + more;
}

Answer ctl(const QStringList& words)
{
    QProcess process;
    process.start(QStringLiteral(FAIRLEAD_BIN_DIR "/fairleadctl"), words);
    process.closeWriteChannel();
    if (!process.waitForFinished(120'000)) {
        return {};
    }
    return {process.exitCode(), QJsonDocument::fromJson(process.readAllStandardOutput()).object(),
        QString::fromUtf8(process.readAllStandardError())};
}

const QByteArray kPlan = R"(name: practice
poll_interval: 250ms
effect_deadline: 20s
min_calls_for_share: 20
gates: {min_samples: 2, fail_after: 3, stale_after: 10s}
steps:
  - setWeight: 100
  - soak: 1s
  - gate: success_criteria
  - activate: registry
)";

const QByteArray kWorkspace = R"(workspace: Trains
person: m.vogel
environments:
  - {name: practice, production: false}
targets:
  - {name: first, driver: rehearsal, source: first, url: "URL", split: first}
  - {name: second, driver: rehearsal, source: second, url: "URL", split: second}
sources:
  - {name: first, driver: rehearsal, url: "URL", split: first, window: 2s}
  - {name: second, driver: rehearsal, url: "URL", split: second, window: 2s}
releases:
  - {manifest: manifests/first.yaml, environment: practice, target: first, plan: practice}
  - {manifest: manifests/second.yaml, environment: practice, target: second, plan: practice}
)";

const QByteArray kTrain = R"(name: pair
cars:
  - {name: second, manifest: manifests/second.yaml, environment: practice, after: [first]}
  - {name: first, manifest: manifests/first.yaml, environment: practice}
)";

QByteArray contents(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

QStringList states(const Answer& answer)
{
    QStringList words;
    const QJsonArray cars = answer.json.value(QStringLiteral("cars")).toArray();
    for (const QJsonValue& car : cars) {
        words += car.toObject().value(QStringLiteral("state")).toString();
    }
    return words;
}

} // namespace

/// Two releases on a real practice target, led as a train by commands alone.
class TestTrainCommands : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_target = std::make_unique<QProcess>();
        m_target->start(QStringLiteral(FAIRLEAD_BIN_DIR "/fairlead-rehearsal"),
            {QStringLiteral("--port"), QStringLiteral("0"), QStringLiteral("--split"), QStringLiteral("first"), QStringLiteral("--split"),
                QStringLiteral("second")});
        QVERIFY(m_target->waitForReadyRead(20'000));
        static const QRegularExpression ready(QStringLiteral("READY fairlead-rehearsal (\\S+)"));
        const QRegularExpressionMatch match = ready.match(QString::fromUtf8(m_target->readAllStandardOutput()));
        QVERIFY(match.hasMatch());
        m_workspace = m_folder->filePath(QStringLiteral("workspace"));
        fairlead::test::writeSampleAs(m_workspace, "first");
        fairlead::test::writeSampleAs(m_workspace, "second");
        fairlead::test::writeFile(m_workspace + QStringLiteral("/plans/practice.yaml"), kPlan);
        fairlead::test::writeFile(m_workspace + QStringLiteral("/trains/pair.yaml"), kTrain);
        fairlead::test::writeFile(
            m_workspace + QStringLiteral("/workspace.yaml"), QByteArray(kWorkspace).replace("URL", match.captured(1).toUtf8()));
    }

    void cleanup()
    {
        m_target->terminate();
        m_target->waitForFinished(5'000);
    }

    void aTrainIsStartedFollowedAndTold()
    {
        const Answer unknown = ctl({QStringLiteral("train"), QStringLiteral("start"), QStringLiteral("other"),
            QStringLiteral("--workspace"), m_workspace, QStringLiteral("--wait"), QStringLiteral("5s")});
        QVERIFY(unknown.exit != 0);
        QVERIFY2(unknown.said.contains(QStringLiteral("no train “other”")), qPrintable(unknown.said));

        const Answer early = ask(QStringLiteral("rollback"), {QStringLiteral("--reason"), QStringLiteral("why")});
        QCOMPARE(early.exit, 1);
        QVERIFY2(early.said.contains(QStringLiteral("Not done: It has not started.")), qPrintable(early.said));
        QCOMPARE(ask(QStringLiteral("status")).json.value(QStringLiteral("state")).toString(), QStringLiteral("not-started"));

        const Answer arrived = ask(QStringLiteral("start"), {QStringLiteral("--reason"), QStringLiteral("as planned")});
        QVERIFY2(arrived.exit == 0, qPrintable(arrived.said));
        QCOMPARE(arrived.json.value(QStringLiteral("state")).toString(), QStringLiteral("completed"));
        QCOMPARE(states(arrived), (QStringList{QStringLiteral("activated"), QStringLiteral("activated")}));
        const Answer status = ask(QStringLiteral("status"));
        QCOMPARE(status.exit, 0);
        QCOMPARE(
            status.json.value(QStringLiteral("started")).toObject().value(QStringLiteral("who")).toString(), QStringLiteral("m.vogel"));
        QVERIFY(contents(m_workspace + QStringLiteral("/components/second.yaml")).contains("2.0.0"));
    }

    void aTrainSurvivesTheDeathOfItsProgram()
    {
        QProcess process;
        process.setStandardErrorFile(QProcess::nullDevice());
        process.start(QStringLiteral(FAIRLEAD_BIN_DIR "/fairleadctl"),
            wordsOf(QStringLiteral("start"), m_workspace, {QStringLiteral("--reason"), QStringLiteral("as planned")}));
        QTRY_VERIFY_WITH_TIMEOUT(states(ask(QStringLiteral("status"))).value(0) == QLatin1String("under-way"), 20'000);
        QCOMPARE(::kill(static_cast<pid_t>(process.processId()), SIGKILL), 0);
        process.waitForFinished(5'000);
        const Answer back = ask(QStringLiteral("rollback"), {QStringLiteral("--reason"), QStringLiteral("the machine is ill")});
        QVERIFY2(back.exit == 0, qPrintable(back.said));
        QCOMPARE(back.json.value(QStringLiteral("state")).toString(), QStringLiteral("rolled-back"));
        QCOMPARE(states(back), (QStringList{QStringLiteral("back"), QStringLiteral("waits")}));
        const Answer again = ask(QStringLiteral("start"), {QStringLiteral("--reason"), QStringLiteral("why")});
        QCOMPARE(again.exit, 1);
        QVERIFY2(again.said.contains(QStringLiteral("prepare it again first")), qPrintable(again.said));
        const Answer chain = ctl(
            {QStringLiteral("history"), QStringLiteral("verify"), QStringLiteral("--workspace"), m_workspace, QStringLiteral("--json")});
        QVERIFY(chain.json.value(QStringLiteral("valid")).toBool());
    }

private:
    Answer ask(const QString& verb, const QStringList& more = {}) { return ctl(wordsOf(verb, m_workspace, more)); }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<QProcess> m_target;
    QString m_workspace;
};

QTEST_GUILESS_MAIN(TestTrainCommands)
#include "test_train_commands.moc"
