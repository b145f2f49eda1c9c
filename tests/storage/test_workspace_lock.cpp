#include "models/storage/workspace_lock.h"

#include <QCoreApplication>
#include <QProcess>

#include <cstdio>

#include "fixture.h"

using namespace fairlead;
using storage::WorkspaceLock;

class TestWorkspaceLock : public QObject {
    Q_OBJECT

    /// This program again, holding the lock of @p folder until its input ends.
    static std::unique_ptr<QProcess> holder(const QString& folder)
    {
        auto process = std::make_unique<QProcess>();
        process->start(QCoreApplication::applicationFilePath(), {QStringLiteral("--hold"), folder});
        if (!process->waitForReadyRead(60'000) || process->readAllStandardOutput() != "held\n") {
            return nullptr;
        }
        return process;
    }

private Q_SLOTS:
    void aSecondEngineIsRefusedAndToldWhoHoldsIt()
    {
        QTemporaryDir dir;
        const auto other = holder(dir.path());
        QVERIFY(other);
        const auto refused = WorkspaceLock::acquire(dir.path());
        QVERIFY(!refused);
        QCOMPARE(toString(refused.error().code), toString(ErrorCode::Conflict));
        QVERIFY2(refused.error().message.contains(QString::number(other->processId())), qUtf8Printable(refused.error().message));
        QVERIFY(refused.error().message.contains(QSysInfo::machineHostName()));
        QVERIFY(refused.error().message.contains(QLatin1String("test_workspace_lock")));
        other->closeWriteChannel();
        QVERIFY(other->waitForFinished(60'000));
        QVERIFY(WorkspaceLock::acquire(dir.path()));
    }

    void theLockOfADeadProcessIsTakenOver()
    {
        QTemporaryDir dir;
        const auto other = holder(dir.path());
        QVERIFY(other);
        other->kill();
        QVERIFY(other->waitForFinished(60'000));
        QVERIFY(QFile::exists(dir.filePath(QStringLiteral(".fairlead.lock"))));
        QVERIFY(WorkspaceLock::acquire(dir.path()));
    }

    void oneProcessCannotHoldItTwice()
    {
        QTemporaryDir dir;
        {
            const auto first = WorkspaceLock::acquire(dir.path());
            QVERIFY(first);
            QCOMPARE(toString(WorkspaceLock::acquire(dir.path()).error().code), toString(ErrorCode::Conflict));
        }
        QVERIFY(WorkspaceLock::acquire(dir.path()));
    }

    void aMissingFolderIsNamed()
    {
        const auto refused = WorkspaceLock::acquire(QStringLiteral("/nowhere/at/all"));
        QVERIFY(!refused);
        QCOMPARE(toString(refused.error().code), toString(ErrorCode::NotFound));
    }

    void aFolderThatCannotBeWrittenIsSaid()
    {
        const auto refused = WorkspaceLock::acquire(QStringLiteral("/proc"));
        QVERIFY(!refused);
        QCOMPARE(toString(refused.error().code), toString(ErrorCode::Storage));
    }
};

int main(int argc, char** argv)
{
    QCoreApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.value(1) == QLatin1String("--hold")) {
        const auto lock = WorkspaceLock::acquire(arguments.value(2));
        std::puts(lock ? "held" : "refused");
        std::fflush(stdout);
        while (std::getchar() != EOF) { }
        return 0;
    }
    TestWorkspaceLock test;
    return QTest::qExec(&test, argc, argv);
}

#include "test_workspace_lock.moc"
