#include "models/storage/migrations.h"
#include "models/storage/read_only_history.h"

#include <QFile>

#include "fixture.h"

using namespace fairlead;
using namespace fairlead::test;
using namespace fairlead::storage;

class TestMigrations : public QObject {
    Q_OBJECT

    static void write(const QString& path, const QByteArray& bytes)
    {
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        QCOMPARE(file.write(bytes), bytes.size());
    }

private Q_SLOTS:
    void builtInStepsAreNumberedWithoutHoles()
    {
        const auto steps = builtInMigrations();
        QVERIFY(!steps.empty());
        for (std::size_t i = 0; i < steps.size(); ++i) {
            QCOMPARE(steps[i].version, static_cast<int>(i) + 1);
            QVERIFY(!statementsOf(steps[i].sql).isEmpty());
        }
    }

    void statementsEndAtLinesAndTriggersAtTheirEnd()
    {
        const QStringList statements
            = statementsOf(QStringLiteral("-- a comment; with a semicolon\nCREATE TABLE a (\n  b TEXT\n);\n\n"
                                          "CREATE TRIGGER t BEFORE DELETE ON a\nBEGIN\n  SELECT RAISE(ABORT, 'no');\nEND;\n"
                                          "PRAGMA x = 1;\n"));
        QCOMPARE(statements.size(), 3);
        QVERIFY(statements.at(0).startsWith(QLatin1String("CREATE TABLE")));
        QVERIFY(statements.at(1).endsWith(QLatin1String("END;")));
        QCOMPARE(statements.at(2), QStringLiteral("PRAGMA x = 1;"));
    }

    void anEmptyFileBecomesAHistory()
    {
        Folder folder;
        write(folder.path(), {});
        const auto history = folder.open();
        QVERIFY(history);
        QVERIFY(resultOf(history->append(entry(QStringLiteral("a")))));
    }

    void openingAgainChangesNothing()
    {
        Folder folder;
        QVERIFY(resultOf(folder.open()->append(entry(QStringLiteral("a")))));
        QVERIFY(folder.open());
        const auto connection = Connection::open(folder.path(), Access::ReadOnly);
        QVERIFY(connection);
        QCOMPARE(schemaVersion(**connection, 99).value(), static_cast<int>(builtInMigrations().size()));
    }

    void aStepThatFailsLeavesTheDatabaseAsItWas()
    {
        Folder folder;
        const auto connection = Connection::open(folder.path(), Access::ReadWrite);
        QVERIFY(connection);
        auto steps = builtInMigrations();
        steps.push_back(
            {static_cast<int>(steps.size()) + 1, QStringLiteral("CREATE TABLE later (a TEXT);\nCREATE TABLE later (a TEXT);\n")});
        QVERIFY(!migrate(**connection, steps));
        QCOMPARE(schemaVersion(**connection, 99).value(), static_cast<int>(steps.size()) - 1);
        QCOMPARE((*connection)->value(QStringLiteral("SELECT count(*) FROM sqlite_schema WHERE name = 'later'"))->toInt(), 0);
        steps.back().sql = QStringLiteral("CREATE TABLE later (a TEXT);\n");
        QVERIFY(migrate(**connection, steps));
        QCOMPARE(schemaVersion(**connection, 99).value(), static_cast<int>(steps.size()));
    }

    void unfitFilesAreRefusedAndLeftAsTheyAre_data()
    {
        QTest::addColumn<QStringList>("statements");
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<ErrorCode>("code");
        QTest::addColumn<QString>("words");
        QTest::newRow("of a newer Fairlead") << QStringList{QStringLiteral("PRAGMA application_id = 1179403336"),
            QStringLiteral("PRAGMA user_version = 99")}
                                             << QByteArray() << ErrorCode::Unsupported << "newer Fairlead (schema 99";
        QTest::newRow("of another program") << QStringList{QStringLiteral("CREATE TABLE a (b TEXT)")} << QByteArray() << ErrorCode::Corrupt
                                            << "another program";
        QTest::newRow("text") << QStringList() << QByteArray("components: []\n").repeated(100) << ErrorCode::Corrupt
                              << "not an SQLite database";
        QTest::newRow("binary") << QStringList()
                                << QByteArray("\x7f"
                                              "ELF\x02\x00\x00",
                                       7)
                                       .repeated(500)
                                << ErrorCode::Corrupt << "not an SQLite database";
    }

    void unfitFilesAreRefusedAndLeftAsTheyAre()
    {
        QFETCH(QStringList, statements);
        QFETCH(QByteArray, bytes);
        QFETCH(ErrorCode, code);
        QFETCH(QString, words);
        Folder folder;
        if (!bytes.isEmpty()) {
            write(folder.path(), bytes);
        }
        QCOMPARE(statements.isEmpty() ? QString() : folder.sql(statements), QString());
        QFile file(folder.path());
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray before = file.readAll();

        const auto history = SqliteHistory::open(folder.path(), folder.clock);
        QVERIFY(!history);
        QCOMPARE(toString(history.error().code), toString(code));
        QVERIFY2(history.error().message.contains(words), qUtf8Printable(history.error().message));
        const auto reader = ReadOnlyHistory::open(folder.path());
        QVERIFY(!reader);
        QCOMPARE(toString(reader.error().code), toString(code));
        QVERIFY(file.seek(0));
        QCOMPARE(file.readAll(), before);
    }

    void aReaderDoesNotMigrate()
    {
        Folder folder;
        QCOMPARE(folder.sql({QStringLiteral("PRAGMA application_id = 1179403336")}), QString());
        const auto reader = ReadOnlyHistory::open(folder.path());
        QVERIFY(!reader);
        QCOMPARE(toString(reader.error().code), toString(ErrorCode::Unsupported));
    }
};

QTEST_GUILESS_MAIN(TestMigrations)
#include "test_migrations.moc"
