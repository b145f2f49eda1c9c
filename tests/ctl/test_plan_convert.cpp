#include "tests/kubernetes/samples.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTest>

namespace {

/// What fairleadctl answered to its standard input.
struct Answer {
    int exit = -1;
    QByteArray out;
    QString said;
};

Answer run(const QStringList& words, const QByteArray& input)
{
    QProcess process;
    process.start(QStringLiteral(FAIRLEAD_BIN_DIR "/fairleadctl"), QStringList{QStringLiteral("plan")} + words);
    process.write(input);
    process.closeWriteChannel();
    if (!process.waitForFinished(60'000)) {
        return {};
    }
    return {process.exitCode(), process.readAllStandardOutput(), QString::fromUtf8(process.readAllStandardError())};
}

const QString kConvert = QStringLiteral("convert");
const QString kStandardInput = QStringLiteral("-");

} // namespace

class TestPlanConvert : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void whatIsWrittenIsAPlan()
    {
        const Answer converted = run({kConvert, kStandardInput}, fairlead::formats::kubernetes::samples::kRollout);
        QVERIFY2(converted.exit == 0, qPrintable(converted.said));
        const Answer checked = run({QStringLiteral("check"), kStandardInput, QStringLiteral("--json")}, converted.out);
        QVERIFY2(checked.exit == 0, qPrintable(checked.said + QString::fromUtf8(converted.out)));
        const QJsonObject object = QJsonDocument::fromJson(checked.out).object().value(QLatin1String("objects")).toArray().at(0).toObject();
        QCOMPARE(object.value(QLatin1String("kind")).toString(), QStringLiteral("Plan"));
        QCOMPARE(object.value(QLatin1String("name")).toString(), QStringLiteral("search"));
        QCOMPARE(object.value(QLatin1String("weights")).toArray().first().toDouble(), 5.0);
    }

    void ofSeveralOneIsChosenByName()
    {
        QByteArray second = fairlead::formats::kubernetes::samples::kRollout;
        second.replace("name: search, namespace", "name: find, namespace");
        const QByteArray both = fairlead::formats::kubernetes::samples::kRollout + "---\n" + second;
        const Answer unclear = run({kConvert, kStandardInput}, both);
        QCOMPARE(unclear.exit, 2);
        QVERIFY2(unclear.said.contains(QStringLiteral("search, find")), qPrintable(unclear.said));
        const Answer chosen = run({kConvert, kStandardInput, QStringLiteral("--object"), QStringLiteral("find")}, both);
        QVERIFY2(chosen.exit == 0 && chosen.out.contains("name: \"find\""), chosen.out.constData());
    }

    void whatRollsNothingOutIsNoPlan()
    {
        const Answer answer = run({kConvert, kStandardInput}, "name: p\nsteps: []\n");
        QCOMPARE(answer.exit, 1);
        QVERIFY(answer.out.isEmpty());
        QVERIFY(!answer.said.isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestPlanConvert)
#include "test_plan_convert.moc"
