#include "tests/lab/child.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QStandardPaths>

#include <sys/prctl.h>

#include <csignal>

namespace fairlead::lab {

Result<std::unique_ptr<Child>> Child::start(
    const QString& name, const QString& program, const QStringList& arguments, const QString& logFolder)
{
    std::unique_ptr<Child> child(new Child);
    child->m_name = name;
    child->m_log = logFolder + QLatin1Char('/') + name + QStringLiteral(".log");
    child->m_process.setStandardErrorFile(child->m_log, QIODevice::Append);
    // Without this a test that is killed leaves servers behind.
    child->m_process.setChildProcessModifier([] { prctl(PR_SET_PDEATHSIG, SIGKILL); });
    child->m_process.start(program, arguments, QIODevice::ReadOnly);
    if (!child->m_process.waitForStarted(20'000)) {
        return fail(ErrorCode::Unreachable, QStringLiteral("%1 did not start: %2.").arg(program, child->m_process.errorString()), name);
    }
    return child;
}

Child::~Child()
{
    stop();
}

Result<QString> Child::readLine(int timeoutMs)
{
    while (!m_process.canReadLine()) {
        if (!m_process.waitForReadyRead(timeoutMs)) {
            return fail(ErrorCode::Unreachable, QStringLiteral("%1 did not say that it is ready: %2").arg(m_name, complaints()), m_log);
        }
    }
    return QString::fromUtf8(m_process.readLine()).trimmed();
}

QString Child::complaints() const
{
    QFile file(m_log);
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll().right(2000)).trimmed() : QString();
}

bool Child::waitForEnd(int timeoutMs)
{
    return m_process.state() == QProcess::NotRunning || m_process.waitForFinished(timeoutMs);
}

void Child::stop()
{
    if (m_process.state() == QProcess::NotRunning) {
        return;
    }
    m_process.terminate();
    if (!m_process.waitForFinished(10'000)) {
        m_process.kill();
        m_process.waitForFinished(10'000);
    }
}

Result<QString> findProgram(const QString& program, const QString& package)
{
    QString path = QStandardPaths::findExecutable(program);
    if (path.isEmpty()) {
        // Debian keeps daemons where a plain user's PATH does not look.
        path = QStandardPaths::findExecutable(
            program, {QStringLiteral("/usr/sbin"), QStringLiteral("/usr/local/sbin"), QStringLiteral("/sbin")});
    }
    if (path.isEmpty()) {
        return fail(ErrorCode::NotFound, QStringLiteral("%1 is not installed. The lab needs it: apt-get install %2").arg(program, package),
            program);
    }
    return path;
}

Result<QString> ownProgram(const QString& name)
{
    const QString path = QDir(QCoreApplication::applicationDirPath()).absoluteFilePath(name);
    if (!QFile::exists(path)) {
        return fail(ErrorCode::NotFound, QStringLiteral("%1 is missing. Build it first.").arg(path), name);
    }
    return path;
}

} // namespace fairlead::lab
