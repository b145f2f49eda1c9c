#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <memory>

namespace {

/// What fairleadctl answered.
struct Answer {
    int exit = -1;
    QJsonObject json;
    QString said;
};

Answer run(const QStringList& words)
{
    QProcess process;
    process.start(QStringLiteral(FAIRLEAD_BIN_DIR "/fairleadctl"), QStringList{QStringLiteral("gate")} + words);
    process.closeWriteChannel();
    if (!process.waitForFinished(60'000)) {
        return {};
    }
    return {process.exitCode(), QJsonDocument::fromJson(process.readAllStandardOutput()).object(),
        QString::fromUtf8(process.readAllStandardError())};
}

/// A row every @p step seconds: "2 3.1*9".
QByteArray csv(const QString& drawing, int step = 1, int first = 1'754'575'200)
{
    QByteArray text = "time,value\n";
    int time = first;
    const QStringList words = drawing.split(QLatin1Char(' '), Qt::SkipEmptyParts);
    for (const QString& word : words) {
        const int times = word.contains(QLatin1Char('*')) ? word.section(QLatin1Char('*'), 1).toInt() : 1;
        for (int i = 0; i < times; ++i, time += step) {
            text += QByteArray::number(time) + ',' + word.section(QLatin1Char('*'), 0, 0).toLatin1() + '\n';
        }
    }
    return text;
}

const QString kTenCalls = QStringLiteral("roll back when latency > 3s for 10 consecutive calls");

} // namespace

class TestGateCommands : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }

    void checksConditionsAndRules_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<bool>("valid");
        QTest::addColumn<QString>("metrics");
        QTest::addColumn<int>("column"); // of the first problem
        QTest::newRow("a comparison without a metric") << "< 0.01" << true << "" << 0;
        QTest::newRow("a range without a metric") << "35%..45%" << true << "" << 0;
        QTest::newRow("a baseline without a metric") << "> baseline * 1.5" << true << "" << 0;
        QTest::newRow("two metrics") << "p95(latency) < 500ms and error_rate <= 0.1%" << true << "latency error_rate" << 0;
        QTest::newRow("a rule") << "roll back when latency > 3s for 10 consecutive calls" << true << "latency" << 0;
        QTest::newRow("a rule with a clear condition")
            << "hold when latency > 3s, until error_rate < 1%" << true << "latency error_rate" << 0;
        QTest::newRow("a time is no share") << "error_rate < 2s" << false << "" << 15;
        QTest::newRow("an error without a metric") << "< 2x" << false << "" << 4;
        QTest::newRow("a rule with an error") << "hold when latency > 3%" << false << "" << 22;
        QTest::newRow("nothing") << "" << false << "" << 1;
    }

    void checksConditionsAndRules()
    {
        QFETCH(QString, text);
        QFETCH(bool, valid);
        const Answer answer = run({QStringLiteral("check"), text, QStringLiteral("--json")});
        QCOMPARE(answer.exit, valid ? 0 : 1);
        QCOMPARE(answer.json.value(QStringLiteral("valid")).toBool(), valid);
        QCOMPARE(answer.json.value(QStringLiteral("echo")).toString().isEmpty(), !valid);
        QTEST(answer.json.value(QStringLiteral("metrics")).toVariant().toStringList().join(QLatin1Char(' ')), "metrics");
        const QJsonArray problems = answer.json.value(QStringLiteral("problems")).toArray();
        QTEST(problems.first().toObject().value(QStringLiteral("column")).toInt(), "column");
    }

    void theMetricOfAComparisonMayBeNamed()
    {
        const Answer fine = run({QStringLiteral("check"), QStringLiteral("< 2s"), QStringLiteral("--metric"), QStringLiteral("latency_p95"),
            QStringLiteral("--json")});
        QCOMPARE(fine.json.value(QStringLiteral("metrics")).toArray(), QJsonArray{QStringLiteral("latency_p95")});
        const Answer wrong
            = run({QStringLiteral("check"), QStringLiteral("< 2s"), QStringLiteral("--metric"), QStringLiteral("error_rate")});
        QCOMPARE(wrong.exit, 1);
    }

    void anUnknownLanguageIsWrongUse()
    {
        QCOMPARE(run({QStringLiteral("check"), QStringLiteral("< 1"), QStringLiteral("--language"), QStringLiteral("basic")}).exit, 2);
    }

    void argosLanguageIsReadToo()
    {
        const Answer answer = run({QStringLiteral("check"), QStringLiteral("result[0] >= 0.95"), QStringLiteral("--language"),
            QStringLiteral("argo"), QStringLiteral("--json")});
        QCOMPARE(answer.exit, 0);
        QVERIFY(answer.json.value(QStringLiteral("valid")).toBool());
    }

    void runsARule_data()
    {
        QTest::addColumn<QString>("rule");
        QTest::addColumn<QString>("samples");
        QTest::addColumn<QString>("verdict");
        QTest::addColumn<int>("firings");
        QTest::newRow("9 of 10") << kTenCalls << "2 3.1*9 2" << "pass" << 0;
        QTest::newRow("9 of 10 so far") << kTenCalls << "2 3.1*9" << "undecided" << 0;
        QTest::newRow("10 of 10") << kTenCalls << "2 3.1*10" << "fail" << 1;
        QTest::newRow("a rollback stays one") << kTenCalls << "3.1*10 2*50" << "fail" << 1;
        QTest::newRow("an alert") << "alert team when latency > 3s" << "2 4" << "fail" << 1;
        QTest::newRow("an alert that cleared") << "alert team when latency > 3s" << "4 2" << "pass" << 1;
        QTest::newRow("a hold") << "hold when latency > 3s" << "2 4" << "hold" << 1;
        QTest::newRow("a hold that cleared") << "hold when latency > 3s" << "4 2" << "pass" << 1;
        QTest::newRow("too few") << "hold when quality_score < 70/100 mean over 50 calls" << "0.6*49" << "undecided" << 0;
        QTest::newRow("just enough") << "hold when quality_score < 70/100 mean over 50 calls" << "0.6*50" << "hold" << 1;
        QTest::newRow("no sample") << kTenCalls << "" << "no data" << 0;
        QTest::newRow("no number") << kTenCalls << "NaN*20" << "no data" << 0;
        QTest::newRow("no baseline") << "hold when latency > baseline * 1.5" << "9*20" << "no data" << 0;
    }

    void runsARule()
    {
        QFETCH(QString, rule);
        QFETCH(QString, samples);
        QFETCH(QString, verdict);
        const Answer answer
            = run({QStringLiteral("run"), rule, QStringLiteral("--samples"), write("samples.csv", csv(samples)), QStringLiteral("--json")});
        QCOMPARE(answer.json.value(QStringLiteral("verdict")).toString(), verdict);
        QCOMPARE(answer.exit, verdict == QLatin1String("pass") ? 0 : 1);
        QVERIFY(answer.json.value(QStringLiteral("sentence")).toString().endsWith(QLatin1Char('.')));
        const QJsonArray firings = answer.json.value(QStringLiteral("firings")).toArray();
        QTEST(int(firings.size()), "firings");
        if (!firings.isEmpty()) {
            const QJsonObject firing = firings.first().toObject();
            QVERIFY(firing.value(QStringLiteral("at")).toString().startsWith(QLatin1String("2025-08-07T14:00:")));
            QVERIFY(firing.value(QStringLiteral("value")).isDouble());
            QCOMPARE(firing.value(QStringLiteral("action")).toString(),
                rule.section(QStringLiteral(" when"), 0, 0).replace(QStringLiteral("alert team"), QStringLiteral("notify")));
        }
    }

    void comparesWithABaseline_data()
    {
        QTest::addColumn<QByteArray>("baseline");
        QTest::addColumn<QString>("verdict");
        QTest::newRow("at the same times, below") << csv(QStringLiteral("7*20")) << "pass";
        QTest::newRow("at the same times, above") << csv(QStringLiteral("5.9*20")) << "hold";
        QTest::newRow("one row of last week") << csv(QStringLiteral("5.9"), 1, 1'753'970'400) << "hold";
        QTest::newRow("a run of last week") << csv(QStringLiteral("5.9*20"), 1, 1'753'970'400) << "hold";
        QTest::newRow("none") << QByteArray("time,value\n") << "no data";
    }

    void comparesWithABaseline()
    {
        QFETCH(QByteArray, baseline);
        const Answer answer = run({QStringLiteral("run"), QStringLiteral("hold when latency > baseline * 1.5"), QStringLiteral("--samples"),
            write("samples.csv", csv(QStringLiteral("9*20"))), QStringLiteral("--baseline"), write("baseline.csv", baseline),
            QStringLiteral("--json")});
        QTEST(answer.json.value(QStringLiteral("verdict")).toString(), "verdict");
    }

    void samplesFarApartAreNoGaps()
    {
        const QString samples = write("samples.csv", csv(QStringLiteral("0.05*13"), 300)); // every five minutes
        const Answer answer = run({QStringLiteral("run"), QStringLiteral("roll back when error_rate > 1% for 1h"),
            QStringLiteral("--samples"), samples, QStringLiteral("--json")});
        QCOMPARE(answer.json.value(QStringLiteral("verdict")).toString(), QStringLiteral("fail"));
        const Answer strict = run({QStringLiteral("run"), QStringLiteral("roll back when error_rate > 1% for 1h"),
            QStringLiteral("--samples"), samples, QStringLiteral("--stale-after"), QStringLiteral("1m"), QStringLiteral("--json")});
        QVERIFY(strict.json.value(QStringLiteral("verdict")).toString() != QLatin1String("fail"));
    }

    void theTimeOfTheVerdictMayBeSaid()
    {
        const QString samples = write("samples.csv", csv(QStringLiteral("2*5")));
        const Answer late = run({QStringLiteral("run"), kTenCalls, QStringLiteral("--samples"), samples, QStringLiteral("--now"),
            QStringLiteral("2025-08-07T14:30:00Z"), QStringLiteral("--json")});
        QCOMPARE(late.json.value(QStringLiteral("verdict")).toString(), QStringLiteral("no data"));
        QVERIFY(late.json.value(QStringLiteral("holds")).toBool());
    }

    void whatIsWrongIsNoVerdict()
    {
        const Answer badFile = run({QStringLiteral("run"), kTenCalls, QStringLiteral("--samples"),
            write("samples.csv", "time,value\n0,1\n1,fast\n"), QStringLiteral("--json")});
        QCOMPARE(badFile.exit, 1);
        QVERIFY(badFile.json.value(QStringLiteral("verdict")).isNull());
        const QJsonObject problem = badFile.json.value(QStringLiteral("problems")).toArray().first().toObject();
        QCOMPARE(problem.value(QStringLiteral("line")).toInt(), 3);
        QCOMPARE(problem.value(QStringLiteral("column")).toInt(), 3);
        const Answer badRule = run({QStringLiteral("run"), QStringLiteral("roll back when latency > 3%"), QStringLiteral("--samples"),
            write("samples.csv", csv(QStringLiteral("1"))), QStringLiteral("--json")});
        QCOMPARE(badRule.exit, 1);
        QVERIFY(!badRule.json.value(QStringLiteral("valid")).toBool());
        QCOMPARE(run({QStringLiteral("run"), kTenCalls}).exit, 2);
        QCOMPARE(run({QStringLiteral("run"), kTenCalls, QStringLiteral("--samples"), QStringLiteral("/nowhere.csv")}).exit, 3);
        QCOMPARE(run({QStringLiteral("run"), kTenCalls, QStringLiteral("--samples"), QStringLiteral("x"), QStringLiteral("--now"),
                         QStringLiteral("noon")})
                     .exit,
            2);
    }

private:
    QString write(const char* name, const QByteArray& bytes)
    {
        QFile file(m_folder->filePath(QLatin1String(name)));
        const bool written = file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size();
        return written ? file.fileName() : QString();
    }

    std::unique_ptr<QTemporaryDir> m_folder;
};

QTEST_GUILESS_MAIN(TestGateCommands)

#include "test_gate_commands.moc"
