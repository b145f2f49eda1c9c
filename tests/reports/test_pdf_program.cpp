#include "models/reports/report_json.h"

#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include "sample_release.h"

using namespace fairlead;
using namespace fairlead::test;

/// fairlead-pdf as other programs run it.
class TestPdfProgram : public QObject {
    Q_OBJECT

    QTemporaryDir m_dir;
    QByteArray m_report;

    QString at(const char* name) const { return m_dir.filePath(QLatin1String(name)); }

    static void write(const QString& path, const QByteArray& bytes)
    {
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        QCOMPARE(file.write(bytes), bytes.size());
    }

    static QByteArray read(const QString& path)
    {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

    struct Answer {
        int code = -1;
        QString said;
    };

    static Answer run(const QStringList& arguments, const QByteArray& input = {})
    {
        QProcess process;
        process.start(QStringLiteral(FAIRLEAD_BIN_DIR "/fairlead-pdf"), arguments);
        process.write(input);
        process.closeWriteChannel();
        process.waitForFinished(120'000);
        const bool ended = process.exitStatus() == QProcess::NormalExit;
        return {ended ? process.exitCode() : -1, QString::fromUtf8(process.readAllStandardError())};
    }

private Q_SLOTS:
    void initTestCase()
    {
        const Journal journal = activatedRelease();
        const auto report = reports::buildReport(journal.records(), journal.verification(), journal.now());
        QVERIFY(report);
        m_report = reports::jsonFile(*report);
        write(at("report.json"), m_report);
        write(at("bad.json"), m_report.chopped(20));
    }

    void aFileAndStandardInputGiveTheSamePdf()
    {
        const Answer file = run({QStringLiteral("-o"), at("a.pdf"), at("report.json")});
        QVERIFY2(file.code == 0, qUtf8Printable(file.said));
        const Answer input = run({QStringLiteral("-o"), at("b.pdf")}, m_report);
        QVERIFY2(input.code == 0, qUtf8Printable(input.said));
        QVERIFY(read(at("a.pdf")).startsWith("%PDF-"));
        QVERIFY(read(at("a.pdf")) == read(at("b.pdf")));
    }

    void whatIsNoReportLeavesTheOldFile()
    {
        write(at("old.pdf"), "old");
        const Answer answer = run({QStringLiteral("-o"), at("old.pdf"), at("bad.json")});
        QCOMPARE(answer.code, 1);
        QVERIFY2(answer.said.contains(QLatin1String("not a report of Fairlead")), qUtf8Printable(answer.said));
        QCOMPARE(read(at("old.pdf")), QByteArray("old"));
    }

    void exitCodesSayWhatWentWrong_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<int>("code");
        const QString output = at("x.pdf");
        const QString option = QStringLiteral("-o");
        QTest::newRow("help") << QStringList{QStringLiteral("--help")} << 0;
        QTest::newRow("version") << QStringList{QStringLiteral("--version")} << 0;
        QTest::newRow("no output named") << QStringList{at("report.json")} << 2;
        QTest::newRow("an output without a name") << QStringList{at("report.json"), option} << 2;
        QTest::newRow("two reports") << QStringList{option, output, at("report.json"), at("report.json")} << 2;
        QTest::newRow("an unknown option") << QStringList{option, output, QStringLiteral("--colour")} << 2;
        QTest::newRow("empty input") << QStringList{option, output} << 1;
        QTest::newRow("no such report") << QStringList{option, output, at("none.json")} << 3;
        QTest::newRow("a folder as report") << QStringList{option, output, m_dir.path()} << 3;
        QTest::newRow("no folder for the output") << QStringList{option, QStringLiteral("/nowhere/at/all.pdf"), at("report.json")} << 3;
    }

    void exitCodesSayWhatWentWrong()
    {
        QFETCH(QStringList, arguments);
        QFETCH(int, code);
        const Answer answer = run(arguments);
        QVERIFY2(answer.code == code, qUtf8Printable(answer.said));
        if (code != 0) {
            QVERIFY(!answer.said.isEmpty());
            QVERIFY(!QFile::exists(at("x.pdf")));
        }
    }
};

QTEST_GUILESS_MAIN(TestPdfProgram)
#include "test_pdf_program.moc"
