#include "models/reports/proof_script.h"
#include "models/storage/sqlite_history.h"

#include <QFile>
#include <QProcess>
#include <QSqlDatabase>
#include <QSqlQuery>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

using namespace fairlead;

/// The check that a report prints for outsiders, run on a real history.
class TestReportProof : public QObject {
    Q_OBJECT

    QTemporaryDir m_dir;
    QByteArray m_head;

    std::pair<int, QByteArray> run() const
    {
        QProcess python;
        python.setWorkingDirectory(m_dir.path());
        python.setProcessChannelMode(QProcess::MergedChannels);
        python.start(QStringLiteral("python3"), {QStringLiteral("-c"), reports::proofScript().join(QLatin1Char('\n'))});
        python.waitForFinished(60'000);
        return {python.exitCode(), python.readAll().trimmed()};
    }

private Q_SLOTS:
    void initTestCase()
    {
        if (QStandardPaths::findExecutable(QStringLiteral("python3")).isEmpty()) {
            QSKIP("python3 is not installed");
        }
        const SystemClock clock;
        const auto history = storage::SqliteHistory::open(m_dir.filePath(QStringLiteral("history.db")), clock);
        QVERIFY(history);
        const QStringList texts{QStringLiteral("plain"), QStringLiteral("\"quoted\" \\ back"), QStringLiteral("Zoë 東京 \U0001F6A2"),
            QStringLiteral("tab\there\nand\r\b\f\x01\x1f\x7f/"), QString()};
        for (const QString& text : texts) {
            const QJsonObject data{{text, text}, {QStringLiteral("n"), 0.1}, {QStringLiteral("big"), 1e300}, {QStringLiteral("whole"), 3}};
            auto future = (*history)->append({audit::kind::kHeld, text, text, text, text, data});
            future.waitForFinished();
            QVERIFY(future.result());
            m_head = future.result()->hash.toHex();
        }
    }

    void itAgreesWithFairlead()
    {
        const auto [code, said] = run();
        QCOMPARE(said, QByteArray("5 rows, head ") + m_head);
        QCOMPARE(code, 0);
    }

    void itNamesAChangedRow()
    {
        {
            QSqlDatabase database = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), QStringLiteral("raw"));
            database.setDatabaseName(m_dir.filePath(QStringLiteral("history.db")));
            QVERIFY(database.open());
            QSqlQuery query(database);
            QVERIFY(query.exec(QStringLiteral("DROP TRIGGER record_is_never_changed")));
            QVERIFY(query.exec(QStringLiteral("UPDATE record SET why = 'fine' WHERE row = 3")));
        }
        QSqlDatabase::removeDatabase(QStringLiteral("raw"));
        const auto [code, said] = run();
        QCOMPARE(said, QByteArray("broken at row 3"));
        QVERIFY(code != 0);
    }
};

QTEST_GUILESS_MAIN(TestReportProof)
#include "test_report_proof.moc"
