#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <cmath>
#include <random>

namespace {

/// What fairleadctl answered.
struct Answer {
    int exit = -1;
    QJsonObject json;
    QString said;
};

Answer run(const QStringList& words, const QByteArray& input = {})
{
    QProcess process;
    process.start(
        QStringLiteral(FAIRLEAD_BIN_DIR "/fairleadctl"), QStringList{QStringLiteral("judge"), QStringLiteral("sequential")} + words);
    process.write(input);
    process.closeWriteChannel();
    if (!process.waitForFinished(60'000)) {
        return {};
    }
    return {process.exitCode(), QJsonDocument::fromJson(process.readAllStandardOutput()).object(),
        QString::fromUtf8(process.readAllStandardError())};
}

/// A sample every ten seconds from @p first on.
QByteArray csv(const std::vector<double>& values, int first = 0)
{
    QByteArray text = "time,value\n";
    int time = 1'754'575'200 + first;
    for (const double value : values) {
        text += QByteArray::number(time) + ',' + QByteArray::number(value, 'g', 17) + '\n';
        time += 10;
    }
    return text;
}

std::vector<double> normal(unsigned seed, double mean, int count)
{
    std::mt19937 random(seed);
    std::normal_distribution<double> distribution(mean, 20.0);
    std::vector<double> values;
    for (int i = 0; i < count; ++i) {
        values.push_back(distribution(random));
    }
    return values;
}

} // namespace

class TestJudgeSequentialCommand : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { QVERIFY(m_folder.isValid()); }

    void answersInTheContractsShape()
    {
        const QStringList files = filesOf(csv(normal(1, 100.0, 500)), csv(normal(2, 120.0, 500), 5));
        const Answer answer = run(files + words("--alpha 0.05 --effect 2% --json"));
        QCOMPARE(answer.exit, 0);
        for (const char* key : {"decided", "direction", "low", "high", "estimate", "samples", "lookedAt", "sentence"}) {
            QVERIFY2(answer.json.contains(QLatin1String(key)), key);
        }
        QCOMPARE(value(answer, "decided").toBool(), true);
        QCOMPARE(value(answer, "direction").toString(), QStringLiteral("increase"));
        QCOMPARE(value(answer, "samples").toInt(), 1000);
        QCOMPARE(value(answer, "lookedAt").toInt(), 1000);
        QVERIFY(value(answer, "low").toDouble() < 20.0 && value(answer, "high").toDouble() > 20.0);
        QVERIFY(value(answer, "low").toDouble() > 2.0);
        QVERIFY(value(answer, "moreSamples").isNull());
        const QJsonObject first = value(answer, "first").toObject();
        const int look = first.value(QLatin1String("lookedAt")).toInt();
        QVERIFY(look >= 60 && look < 400);
        // Looks alternate from the first sample on, so the deciding one tells its time.
        const qint64 seconds = 1'754'575'200 + (look - 1) / 2 * 10 + (look % 2 == 0 ? 5 : 0);
        QCOMPARE(first.value(QLatin1String("at")).toString(), QDateTime::fromSecsSinceEpoch(seconds, Qt::UTC).toString(Qt::ISODateWithMs));
    }

    void theSameStreamIsUndecidedAndSaysHowManyMore()
    {
        const QStringList files = filesOf(csv(normal(3, 100.0, 200)), csv(normal(4, 100.0, 200), 5));
        const Answer answer = run(files + words("--effect +3% --alpha 0.001 --json"));
        QCOMPARE(answer.exit, 0);
        QCOMPARE(value(answer, "decided").toBool(), false);
        QCOMPARE(value(answer, "direction").toString(), QStringLiteral("none"));
        QVERIFY(value(answer, "moreSamples").toInt() > 0);
        QVERIFY(value(answer, "first").isNull());
        QVERIFY(value(answer, "sentence").toString().startsWith(QStringLiteral("Undecided")));
    }

    void zerosAndOnesAreAProportion()
    {
        std::vector<double> good(3000, 0.0);
        std::vector<double> bad(3000, 0.0);
        for (std::size_t i = 0; i < good.size(); i += 10) {
            good[i] = i % 100 == 0 ? 1.0 : 0.0;
            bad[i] = 1.0;
        }
        const QStringList files = filesOf(csv(good), csv(bad, 5));
        const Answer answer = run(files + words("--json"));
        QCOMPARE(value(answer, "kind").toString(), QStringLiteral("proportion"));
        QCOMPARE(value(answer, "kindFromValues").toBool(), true);
        QVERIFY(value(answer, "sentence").toString().contains(QStringLiteral("so a proportion is judged")));
        QVERIFY(std::abs(value(answer, "estimate").toDouble() - 0.09) < 1e-12);
        QCOMPARE(value(answer, "decided").toBool(), true);
        const Answer asMean = run(files + words("--kind mean --json"));
        QCOMPARE(value(asMean, "kind").toString(), QStringLiteral("mean"));
        QCOMPARE(value(asMean, "kindFromValues").toBool(), false);
    }

    void missingValuesAreCounted()
    {
        const QStringList files = filesOf("time,value\n1,5\n2,\n3,NaN\n4,Inf\n", "time,value\n1,7\n");
        const Answer answer = run(files + words("--json"));
        QCOMPARE(answer.exit, 0);
        QCOMPARE(value(answer, "refused").toInt(), 3);
        QCOMPARE(value(answer, "samples").toInt(), 2);
        QCOMPARE(value(answer, "low").toString(), QStringLiteral("-Infinity"));
    }

    void oneFileMayBeStandardInput()
    {
        const QStringList files = filesOf(csv(normal(5, 100.0, 50)), {});
        const Answer answer = run(
            {files[0], files[1], QStringLiteral("--canary"), QStringLiteral("-"), QStringLiteral("--json")}, csv(normal(6, 200.0, 50)));
        QCOMPARE(answer.exit, 0);
        QCOMPARE(value(answer, "direction").toString(), QStringLiteral("increase"));
    }

    void wrongUseAndWrongFilesAreTold_data()
    {
        QTest::addColumn<QString>("options");
        QTest::addColumn<int>("exit");
        QTest::addColumn<QString>("said");
        QTest::newRow("no canary") << QStringLiteral("--baseline b") << 2 << QStringLiteral("--canary FILE.csv");
        QTest::newRow("both from standard input") << QStringLiteral("--baseline - --canary -") << 2 << QStringLiteral("standard input");
        QTest::newRow("alpha of 2") << QStringLiteral("--baseline b --canary c --alpha 2") << 2 << QStringLiteral("alpha is 2");
        QTest::newRow("alpha of words") << QStringLiteral("--baseline b --canary c --alpha low") << 2 << QStringLiteral("--alpha low");
        QTest::newRow("effect") << QStringLiteral("--baseline b --canary c --effect much") << 2 << QStringLiteral("“much”");
        QTest::newRow("kind") << QStringLiteral("--baseline b --canary c --kind p99") << 2 << QStringLiteral("“p99”");
        QTest::newRow("rule") << QStringLiteral("--baseline b --canary c --rule soft") << 2 << QStringLiteral("“soft”");
        QTest::newRow("unit") << QStringLiteral("--baseline b --canary c --unit kg --effect 5ms") << 2 << QStringLiteral("“kg”");
        QTest::newRow("no such file") << QStringLiteral("--baseline /nowhere/b --canary c") << 3 << QStringLiteral("/nowhere/b");
        QTest::newRow("no samples") << QStringLiteral("--baseline - --canary /dev/null") << 1 << QStringLiteral("empty");
    }
    void wrongUseAndWrongFilesAreTold()
    {
        QFETCH(QString, options);
        const Answer answer = run(options.split(QLatin1Char(' ')), "time,value\n1,2\n");
        QTEST(answer.exit, "exit");
        QFETCH(QString, said);
        QVERIFY2(answer.said.contains(said), qPrintable(answer.said));
    }

    void aWrongFileIsOneDocumentToo()
    {
        const QStringList files = filesOf("time,value\n1,x\n", csv(normal(7, 1.0, 10)));
        const Answer answer = run(files + words("--json"));
        QCOMPARE(answer.exit, 1);
        QCOMPARE(value(answer, "decided").toBool(), false);
        const QJsonObject problem = value(answer, "problems").toArray().at(0).toObject();
        QCOMPARE(problem.value(QLatin1String("line")).toInt(), 2);
        QCOMPARE(problem.value(QLatin1String("code")).toString(), QStringLiteral("wrong-number"));
        QVERIFY(value(answer, "sentence").toString().startsWith(QStringLiteral("Not judged")));
    }

private:
    static QStringList words(const char* text) { return QString::fromLatin1(text).split(QLatin1Char(' ')); }
    static QJsonValue value(const Answer& answer, const char* key) { return answer.json.value(QLatin1String(key)); }

    /// Writes both files; their options.
    QStringList filesOf(const QByteArray& baseline, const QByteArray& canary)
    {
        QStringList options;
        for (const auto& [name, bytes] : {std::pair("baseline", baseline), std::pair("canary", canary)}) {
            const QString path = m_folder.filePath(QLatin1String(name) + QStringLiteral(".csv"));
            QFile file(path);
            if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size()) {
                return {};
            }
            options << QStringLiteral("--") + QLatin1String(name) << path;
        }
        return options;
    }

    QTemporaryDir m_folder;
};

QTEST_GUILESS_MAIN(TestJudgeSequentialCommand)
#include "test_judge_sequential_command.moc"
