#include "models/reports/pdf/pdf_file.h"
#include "models/reports/report_json.h"

#include <QProcess>
#include <QRegularExpression>
#include <QStandardPaths>
#include <QTemporaryFile>
#include <QTest>

#include "sample_release.h"

using namespace fairlead;
using namespace fairlead::test;
using namespace fairlead::reports;

class TestReportPdf : public QObject {
    Q_OBJECT

    static Report built(const Journal& journal, const std::optional<audit::Break>& broken = std::nullopt)
    {
        audit::Verification history = journal.verification();
        history.firstBroken = broken;
        const auto report = buildReport(journal.records(), history, journal.now() + std::chrono::minutes(40));
        if (!report) {
            qFatal("%s", qUtf8Printable(report.error().message));
        }
        return *report;
    }

    static qsizetype pageCount(const QByteArray& pdf)
    {
        static const QRegularExpression page(QStringLiteral("/Type /Page\\b"));
        return QString::fromLatin1(pdf).count(page);
    }

    /// What pdftotext reads, with its no-break spaces as spaces; empty when it is not installed.
    static QString textOf(const QByteArray& pdf)
    {
        QTemporaryFile file;
        if (QStandardPaths::findExecutable(QStringLiteral("pdftotext")).isEmpty() || !file.open() || file.write(pdf) != pdf.size()
            || !file.flush()) {
            return {};
        }
        QProcess process;
        process.start(QStringLiteral("pdftotext"), {QStringLiteral("-layout"), file.fileName(), QStringLiteral("-")});
        process.waitForFinished(60'000);
        return QString::fromUtf8(process.readAllStandardOutput()).replace(QChar(0xa0), QLatin1Char(' '));
    }

private Q_SLOTS:
    void theSameReportGivesTheSameBytes()
    {
        const Report report = built(activatedRelease());
        const auto first = pdfFile(report);
        QVERIFY(first);
        QVERIFY(first->startsWith("%PDF-1."));
        QVERIFY(first->trimmed().endsWith("%%EOF"));
        const auto second = pdfFile(*reportFromJson(jsonFile(report)));
        QVERIFY(second);
        QCOMPARE(first->size(), second->size());
        QVERIFY(*first == *second);
    }

    void pagesAreA4AndEachSaysWhichItIs()
    {
        const auto pdf = pdfFile(built(activatedRelease()));
        QVERIFY(pdf);
        const qsizetype pages = pageCount(*pdf);
        QVERIFY2(pages >= 3 && pages <= 8, qPrintable(QString::number(pages)));
        const QString text = textOf(*pdf);
        if (text.isEmpty()) {
            QSKIP("pdftotext is not installed");
        }
        for (qsizetype page = 1; page <= pages; ++page) {
            QVERIFY(text.contains(QStringLiteral("Page %1 of %2").arg(page).arg(pages)));
        }
    }

    void theSixFieldsAreReadable()
    {
        const Report report = built(activatedRelease());
        const QString text = textOf(*pdfFile(report));
        if (text.isEmpty()) {
            QSKIP("pdftotext is not installed");
        }
        for (const Field& field : report.fields) {
            QVERIFY2(text.contains(field.title), qUtf8Printable(field.title));
        }
        for (const char* words : {"data_analyst 2.0.0 to production", "Activated", "hybrid", "Started 7 Aug 2025 13:46:00 UTC", "m.vogel",
                 "4,100 EUR", "History rows 17,902 to 17,950, chain unbroken", "Error rate under 1 %", "0.42 %", "Checklist pre-deployment",
                 "How to check this without Fairlead"}) {
            QVERIFY2(text.contains(QLatin1String(words)), words);
        }
        QVERIFY(!text.contains(QLatin1String("missing")));
        QVERIFY(text.contains(dataHash(report)));
    }

    void whatIsMissingIsSaid()
    {
        Journal journal(bareRelease());
        journal.add(
            audit::kind::kReleasePrepared, QStringLiteral("engine"), {}, {{QStringLiteral("release"), rollout::toJson(bareRelease())}});
        const QString text = textOf(*pdfFile(built(journal)));
        if (text.isEmpty()) {
            QSKIP("pdftotext is not installed");
        }
        QCOMPARE(text.count(QLatin1String("missing")), 6);
    }

    void aBrokenHistoryIsSaidOnEveryPage()
    {
        const auto pdf = pdfFile(
            built(rolledBackRelease(), audit::Break{5, QStringLiteral("Row 5 was changed: its content does not give its hash.")}));
        QVERIFY(pdf);
        const QString text = textOf(*pdf);
        if (text.isEmpty()) {
            QSKIP("pdftotext is not installed");
        }
        QCOMPARE(text.count(QLatin1String("chain BROKEN at row 5")), pageCount(*pdf));
        QVERIFY(text.contains(QLatin1String("The history behind this report is broken. Row 5 was changed")));
        QVERIFY(!text.contains(QLatin1String("chain unbroken")));
    }

    void longHistoriesRunOverPagesWithTheirHead()
    {
        Journal journal(sampleRelease());
        journal.prepare();
        for (int i = 0; i < 300; ++i) {
            journal.add(QStringLiteral("note.added"), QStringLiteral("m.vogel"), QStringLiteral("event number %1").arg(i));
        }
        const auto pdf = pdfFile(built(journal));
        QVERIFY(pdf);
        QVERIFY(pageCount(*pdf) > 6);
        const QString text = textOf(*pdf);
        if (text.isEmpty()) {
            QSKIP("pdftotext is not installed");
        }
        QVERIFY(text.contains(QLatin1String("event number 299")));
        QVERIFY(text.count(QLatin1String("Why, what")) >= 6);
    }

    void odd_data()
    {
        QTest::addColumn<QString>("words");
        QTest::newRow("one long word") << QString(3000, QLatin1Char('x'));
        QTest::newRow("a thousand lines") << QStringLiteral("line\n").repeated(1000);
        QTest::newRow("other scripts") << QStringLiteral("東京 עברית العربية \U0001F6A2 e\u0301");
        QTest::newRow("control characters") << (QStringLiteral("a\tb\r\x01") + QChar(0) + QStringLiteral("c"));
        QTest::newRow("nothing") << QString();
    }

    void odd()
    {
        QFETCH(QString, words);
        rollout::Release release = sampleRelease();
        release.name = words;
        release.environment = words;
        release.owner = words;
        release.manifest.component = words;
        release.manifest.businessJustification = words;
        release.manifest.qualityScores = {{words, 1e300}, {QStringLiteral("negative"), -4.0}, {QStringLiteral("zero"), 0.0}};
        Journal journal(release);
        journal.prepare();
        journal.start();
        journal.shift(0, 10, Millis(0));
        journal.pass(2, 3, {1e300, -1.0, 0.0});
        journal.add(audit::kind::kHeld, words, words);
        const auto pdf = pdfFile(built(journal));
        QVERIFY(pdf);
        QVERIFY(pageCount(*pdf) >= 2);
    }
};

QTEST_MAIN(TestReportPdf)
#include "test_report_pdf.moc"
