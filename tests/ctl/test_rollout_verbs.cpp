#include "tests/fakes/files.h"

#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

namespace {

/// What fairleadctl answered.
struct Answer {
    int exit = -1;
    QJsonObject json;
    QString said;
};

Answer rollout(const QStringList& words, const QString& workspace)
{
    QProcess process;
    process.start(QStringLiteral(FAIRLEAD_BIN_DIR "/fairleadctl"),
        QStringList{QStringLiteral("rollout")} + words + QStringList{QStringLiteral("--workspace"), workspace, QStringLiteral("--json")});
    process.closeWriteChannel();
    if (!process.waitForFinished(90'000)) {
        return {};
    }
    // One document, or of a run one a line, the last of which says how it ended.
    const QByteArray printed = process.readAllStandardOutput().trimmed();
    const bool lines = words.constFirst() == QLatin1String("run");
    const QByteArray document = lines ? printed.mid(printed.lastIndexOf('\n') + 1) : printed;
    return {process.exitCode(), QJsonDocument::fromJson(document).object(), QString::fromUtf8(process.readAllStandardError())};
}

const QByteArray kPlan = R"(name: practice
poll_interval: 500ms
effect_deadline: 20s
min_calls_for_share: 20
gates: {min_samples: 2, fail_after: 3, stale_after: 10s}
steps:
  - setWeight: 10
  - soak: 1s
  - approval: {needed: 1, people: [j.okafor, m.vogel]}
  - gate: success_criteria
  - setWeight: 100
  - soak: 1s
  - gate: success_criteria
  - activate: registry
)";

const QByteArray kWorkspace = R"(workspace: Verbs
person: m.vogel
environments:
  - {name: practice, production: false}
targets:
  - {name: practice, driver: rehearsal, source: practice-metrics, url: "URL", split: data_analyst}
sources:
  - {name: practice-metrics, driver: rehearsal, url: "URL", split: data_analyst, window: 5s}
releases:
  - {manifest: manifests/data_analyst.yaml, environment: practice, target: practice, plan: practice}
)";

} // namespace

/// One release on a real practice target, led by commands alone.
class TestRolloutVerbs : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase()
    {
        m_target.start(QStringLiteral(FAIRLEAD_BIN_DIR "/fairlead-rehearsal"), {QStringLiteral("--port"), QStringLiteral("0")});
        QVERIFY(m_target.waitForReadyRead(20'000));
        const QRegularExpression ready(QStringLiteral("READY fairlead-rehearsal (\\S+)"));
        const QRegularExpressionMatch match = ready.match(QString::fromUtf8(m_target.readAllStandardOutput()));
        QVERIFY(match.hasMatch());

        const QString sample = QStringLiteral(FAIRLEAD_SOURCE_DIR "/resources/sample/");
        m_workspace = m_folder.filePath(QStringLiteral("workspace"));
        for (const QString& folder : {QStringLiteral("components"), QStringLiteral("manifests")}) {
            const QStringList files = QDir(sample + folder).entryList(QDir::Files);
            QDir().mkpath(m_workspace + QLatin1Char('/') + folder);
            for (const QString& file : files) {
                QVERIFY(QFile::copy(
                    sample + folder + QLatin1Char('/') + file, m_workspace + QLatin1Char('/') + folder + QLatin1Char('/') + file));
            }
        }
        fairlead::test::writeFile(m_workspace + QStringLiteral("/plans/practice.yaml"), kPlan);
        fairlead::test::writeFile(
            m_workspace + QStringLiteral("/workspace.yaml"), QByteArray(kWorkspace).replace("URL", match.captured(1).toUtf8()));
    }

    void aReleaseIsLedByCommands()
    {
        const QStringList run{QStringLiteral("run"), QStringLiteral("practice"), QStringLiteral("--target"), QStringLiteral("practice"),
            QStringLiteral("--patience"), QStringLiteral("4s")};
        const Answer held = rollout(run, m_workspace);
        QCOMPARE(held.exit, 1);
        QCOMPARE(held.json.value(QStringLiteral("result")).toString(), QStringLiteral("held"));
        QCOMPARE(held.json.value(QStringLiteral("why")).toString(), QStringLiteral("It waits for an approval."));

        refused(QStringLiteral("approve"), {}, QStringLiteral("nobody approves their own release"));
        refused(QStringLiteral("approve"), {QStringLiteral("--as"), QStringLiteral("x.y")}, QStringLiteral("may not approve"));
        refused(QStringLiteral("skip"), {QStringLiteral("--reason"), QStringLiteral("late")}, QStringLiteral("cannot be left out"));
        refused(QStringLiteral("abort"), {}, QStringLiteral("a reason is required"));
        refused(QStringLiteral("retry"), {QStringLiteral("--reason"), QStringLiteral("late")}, QStringLiteral("not aborted"));

        const Answer lower = done(QStringLiteral("set-weight"), {QStringLiteral("--weight"), QStringLiteral("4")});
        QCOMPARE(lower.json.value(QStringLiteral("asked")).toDouble(), 4.0);
        const Answer aborted = done(QStringLiteral("abort"), {});
        QCOMPARE(aborted.json.value(QStringLiteral("phase")).toString(), QStringLiteral("aborted"));
        QCOMPARE(aborted.json.value(QStringLiteral("asked")).toDouble(), 0.0);
        done(QStringLiteral("retry"), {});
        QCOMPARE(rollout(run, m_workspace).json.value(QStringLiteral("why")).toString(), QStringLiteral("It waits for an approval."));
        const Answer rolledBack = done(QStringLiteral("rollback"),
            {QStringLiteral("--gradually"), QStringLiteral("2s"), QStringLiteral("--steps"), QStringLiteral("2")});
        QCOMPARE(rolledBack.json.value(QStringLiteral("phase")).toString(), QStringLiteral("rolled-back"));

        const Answer quarantined = rollout(run, m_workspace);
        QCOMPARE(quarantined.exit, 1);
        QVERIFY2(quarantined.json.value(QStringLiteral("why")).toString().contains(QStringLiteral("quarantined")),
            qPrintable(quarantined.json.value(QStringLiteral("why")).toString()));
        done(QStringLiteral("note"), {});
        refused(QStringLiteral("note"),
            {QStringLiteral("--reason"), QStringLiteral("later"), QStringLiteral("--at"), QStringLiteral("2999-01-01T00:00:00Z")},
            QStringLiteral("a moment that has been"));
        done(QStringLiteral("lift-quarantine"), {});
        QCOMPARE(rollout(run, m_workspace).json.value(QStringLiteral("why")).toString(), QStringLiteral("It waits for an approval."));
        done(QStringLiteral("approve"), {QStringLiteral("--as"), QStringLiteral("j.okafor")});
        const Answer end = rollout(run, m_workspace);
        QCOMPARE(end.json.value(QStringLiteral("result")).toString(), QStringLiteral("activated"));
        QCOMPARE(end.exit, 0);
    }

    void cleanupTestCase()
    {
        m_target.terminate();
        QVERIFY(m_target.waitForFinished(10'000));
    }

private:
    /// Carries @p verb out on the newest attempt with a reason.
    Answer done(const QString& verb, const QStringList& options)
    {
        const QStringList words{verb, QStringLiteral("latest"), QStringLiteral("--reason"), QStringLiteral("agreed with the team")};
        Answer answer = rollout(words + options, m_workspace);
        [&] { QVERIFY2(answer.exit == 0, qPrintable(verb + QStringLiteral(": ") + answer.said)); }();
        return answer;
    }

    void refused(const QString& verb, const QStringList& options, const QString& why)
    {
        const Answer answer = rollout(QStringList{verb, QStringLiteral("latest")} + options, m_workspace);
        QCOMPARE(answer.exit, 1);
        QVERIFY2(answer.said.contains(why), qPrintable(answer.said));
    }

    QTemporaryDir m_folder;
    QString m_workspace;
    QProcess m_target;
};

QTEST_GUILESS_MAIN(TestRolloutVerbs)
#include "test_rollout_verbs.moc"
