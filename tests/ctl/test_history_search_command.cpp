#include "models/base/clock.h"
#include "models/storage/sqlite_history.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

using namespace fairlead;

namespace {

struct Answer {
    int exit = -1;
    QJsonObject json;
    QString said;

    QList<int> rows() const
    {
        QList<int> numbers;
        const QJsonArray records = json.value(QLatin1String("records")).toArray();
        for (const QJsonValue& record : records) {
            numbers += record.toObject().value(QLatin1String("row")).toInt();
        }
        return numbers;
    }
};

} // namespace

class TestHistorySearchCommand : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;

    Answer search(const QStringList& words) const
    {
        QProcess process;
        process.start(QStringLiteral(FAIRLEAD_BIN_DIR "/fairleadctl"),
            QStringList{QStringLiteral("history"), QStringLiteral("search"), QStringLiteral("--workspace"), m_folder.path(),
                QStringLiteral("--json")}
                + words);
        process.closeWriteChannel();
        if (!process.waitForFinished(60'000)) {
            return {};
        }
        return {process.exitCode(), QJsonDocument::fromJson(process.readAllStandardOutput()).object(),
            QString::fromUtf8(process.readAllStandardError())};
    }

private Q_SLOTS:
    void initTestCase()
    {
        const SystemClock clock;
        auto history = storage::SqliteHistory::open(m_folder.filePath(QStringLiteral("history.db")), clock);
        QVERIFY(history);
        for (const QString& why : {QStringLiteral("incident CHG-4242"), QStringLiteral("nothing"), QStringLiteral("incidents CHG-424"),
                 QStringLiteral("an Incident; \"quoted\" OR not")}) {
            QFuture<Result<audit::Record>> written
                = (*history)->append({audit::kind::kHeld, QStringLiteral("engine"), QStringLiteral("r1"), {}, why, {}});
            written.waitForFinished();
            QVERIFY(written.result());
        }
    }

    void findsRows_data()
    {
        QTest::addColumn<QStringList>("words");
        QTest::addColumn<QList<int>>("rows");
        QTest::addColumn<int>("exit");
        const auto substring = [](const QString& text) { return QStringList{QStringLiteral("--substring"), text}; };
        QTest::newRow("a word and its longer forms") << QStringList{QStringLiteral("incident")} << QList<int>{4, 3, 1} << 0;
        QTest::newRow("all words") << QStringList{QStringLiteral("incident"), QStringLiteral("CHG-424")} << QList<int>{3, 1} << 0;
        QTest::newRow("not within a word") << QStringList{QStringLiteral("cident")} << QList<int>{} << 1;
        QTest::newRow("a text within a word") << substring(QStringLiteral("CIDENT")) << QList<int>{4, 3, 1} << 0;
        QTest::newRow("both") << QStringList{QStringLiteral("incidents")} + substring(QStringLiteral("hg-42")) << QList<int>{3} << 0;
        QTest::newRow("the newest alone") << QStringList{QStringLiteral("incident"), QStringLiteral("--limit"), QStringLiteral("1")}
                                          << QList<int>{4} << 0;
        QTest::newRow("quotes and operators") << substring(QStringLiteral("\"quoted\" OR")) << QList<int>{4} << 0;
        QTest::newRow("no word at all") << QStringList{} << QList<int>{} << 2;
        QTest::newRow("a limit that is none") << QStringList{QStringLiteral("a"), QStringLiteral("--limit"), QStringLiteral("x")}
                                              << QList<int>{} << 2;
    }

    void findsRows()
    {
        QFETCH(QStringList, words);
        QFETCH(QList<int>, rows);
        QFETCH(int, exit);
        const Answer answer = search(words);
        QVERIFY2(answer.exit == exit, qPrintable(answer.said));
        QCOMPARE(answer.rows(), rows);
        if (exit == 2) {
            QVERIFY(answer.said.contains(QLatin1String("--help")));
        }
    }

    void countsWhatTheLimitLeavesOut()
    {
        const Answer answer = search({QStringLiteral("incident"), QStringLiteral("--limit"), QStringLiteral("1")});
        QCOMPARE(answer.json.value(QLatin1String("found")).toInt(), 3);
    }
};

QTEST_GUILESS_MAIN(TestHistorySearchCommand)
#include "test_history_search_command.moc"
