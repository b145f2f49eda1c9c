#include "app/wiring/practice_target.h"

#include "app/wiring/programs.h"

#include <QDir>
#include <QFile>
#include <QProcess>
#include <QRegularExpression>

#include <csignal>

namespace fairlead::wiring {

namespace {

const QString kEmbedded = QStringLiteral("embedded");
const QString kUrl = QStringLiteral("url");
constexpr Millis kLook{50};
constexpr int kMostLooks = 400; // 20 s: a cold disk, a machine under load

QRegularExpressionMatch readyLine(const QByteArray& text)
{
    static const QRegularExpression line(QStringLiteral("READY fairlead-rehearsal (http://127\\.0\\.0\\.1:\\d+) pid=(\\d+)"));
    return line.match(QString::fromUtf8(text));
}

QByteArray contents(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.read(4096) : QByteArray();
}

} // namespace

bool needsPracticeTarget(const workspace::Workspace& workspace)
{
    for (const workspace::Target& target : workspace.targets) {
        if (target.settings.value(kUrl) == kEmbedded) {
            return true;
        }
    }
    for (const workspace::Source& source : workspace.sources) {
        if (source.settings.value(kUrl) == kEmbedded) {
            return true;
        }
    }
    return false;
}

workspace::Workspace withPracticeTarget(workspace::Workspace workspace, const QString& url)
{
    const auto replace = [&url](QMap<QString, QString>& settings) {
        if (settings.value(kUrl) == kEmbedded) {
            settings.insert(kUrl, url);
        }
    };
    for (workspace::Target& target : workspace.targets) {
        replace(target.settings);
    }
    for (workspace::Source& source : workspace.sources) {
        replace(source.settings);
    }
    return workspace;
}

PracticeTarget::PracticeTarget(const QString& directory, QStringList extraArguments, QObject* parent)
    : QObject(parent)
    , m_file(QDir(directory).filePath(QStringLiteral(".fairlead-rehearsal")))
    , m_arguments(std::move(extraArguments))
{
    m_timer.setInterval(kLook);
    connect(&m_timer, &QTimer::timeout, this, &PracticeTarget::lookForLine);
}

bool PracticeTarget::alive(const QByteArray& line) const
{
    const QRegularExpressionMatch match = readyLine(line);
    const pid_t pid = match.captured(2).toInt();
    if (!match.hasMatch() || pid <= 0 || kill(pid, 0) != 0) {
        return false;
    }
    // Another program may have got the number since.
    return contents(QStringLiteral("/proc/%1/cmdline").arg(pid)).contains("fairlead-rehearsal");
}

void PracticeTarget::start()
{
    const QByteArray left = contents(m_file);
    if (alive(left)) {
        Q_EMIT ready(readyLine(left).captured(1));
    } else {
        launch();
    }
}

void PracticeTarget::launch()
{
    const Result<QString> program = findProgram(QStringLiteral("fairlead-rehearsal"));
    if (!program) {
        Q_EMIT failed(program.error());
        return;
    }
    QFile::remove(m_file);
    QProcess process;
    process.setProgram(*program);
    process.setArguments(
        QStringList{QStringLiteral("--port"), QStringLiteral("0"), QStringLiteral("--idle-exit"), QStringLiteral("600")} + m_arguments);
    process.setStandardOutputFile(m_file);
    process.setStandardErrorFile(m_file + QStringLiteral(".log"));
    process.setWorkingDirectory(QDir::rootPath());
    if (!process.startDetached()) {
        Q_EMIT failed(
            {ErrorCode::Unreachable, QStringLiteral("The practice target does not start: %1").arg(process.errorString()), *program});
        return;
    }
    m_looks = 0;
    m_timer.start();
}

void PracticeTarget::lookForLine()
{
    const QRegularExpressionMatch match = readyLine(contents(m_file));
    if (match.hasMatch()) {
        m_timer.stop();
        Q_EMIT ready(match.captured(1));
    } else if (++m_looks > kMostLooks) {
        m_timer.stop();
        const QString said = QString::fromUtf8(contents(m_file + QStringLiteral(".log"))).trimmed();
        Q_EMIT failed(
            {ErrorCode::Unreachable, QStringLiteral("The practice target did not get ready in 20 s. It said: %1").arg(said), m_file});
    }
}

} // namespace fairlead::wiring
