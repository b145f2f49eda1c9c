#include "models/remote/tasks/program_run.h"

#include <QProcessEnvironment>

#include <utility>

namespace fairlead::remote {

namespace {

constexpr qsizetype kMostOutput = qsizetype(64) << 10;

/// Programs of a plan get no secrets that happen to stand in the environment.
QProcessEnvironment plainEnvironment(const QString& id)
{
    const QProcessEnvironment own = QProcessEnvironment::systemEnvironment();
    QProcessEnvironment plain;
    const QStringList kept{
        QStringLiteral("PATH"), QStringLiteral("HOME"), QStringLiteral("LANG"), QStringLiteral("LC_ALL"), QStringLiteral("TZ")};
    for (const QString& name : kept) {
        if (own.contains(name)) {
            plain.insert(name, own.value(name));
        }
    }
    plain.insert(QStringLiteral("FAIRLEAD_COMMAND"), id);
    return plain;
}

} // namespace

void ProgramRun::start(const QStringList& program, const QString& directory, const QString& id, Millis timeout, Done done, QObject* parent)
{
    auto* run = new ProgramRun(program, directory, id, timeout, std::move(done), parent);
    run->m_process.start(QIODevice::ReadOnly);
}

ProgramRun::ProgramRun(const QStringList& program, const QString& directory, const QString& id, Millis timeout, Done done, QObject* parent)
    : QObject(parent)
    , m_name(program.constFirst())
    , m_done(std::move(done))
{
    m_process.setProgram(program.constFirst());
    m_process.setArguments(program.mid(1));
    m_process.setWorkingDirectory(directory);
    m_process.setProcessEnvironment(plainEnvironment(id));
    m_process.setProcessChannelMode(QProcess::MergedChannels);
    m_process.setStandardInputFile(QProcess::nullDevice());
    connect(&m_process, &QProcess::readyRead, this, &ProgramRun::take);
    connect(&m_process, &QProcess::errorOccurred, this, [this](QProcess::ProcessError error) {
        if (error == QProcess::FailedToStart) {
            finish(fail(ErrorCode::Unreachable, QStringLiteral("%1 could not be started: %2.").arg(m_name, m_process.errorString())));
        }
    });
    connect(&m_process, &QProcess::finished, this, [this](int code, QProcess::ExitStatus status) {
        take();
        if (status == QProcess::NormalExit) {
            finish(Ended{code, m_output});
        } else {
            finish(fail(ErrorCode::Unknown,
                m_outOfTime ? QStringLiteral("%1 took longer than its time and was killed; how far it came is not known.").arg(m_name)
                            : QStringLiteral("%1 was killed; how far it came is not known.").arg(m_name)));
        }
    });
    m_deadline.setSingleShot(true);
    connect(&m_deadline, &QTimer::timeout, this, [this] {
        m_outOfTime = true;
        m_process.kill();
    });
    m_deadline.start(timeout);
}

ProgramRun::~ProgramRun()
{
    m_process.disconnect(this);
    m_process.kill();
    m_process.waitForFinished(1000);
    if (m_done) {
        std::exchange(m_done, nullptr)(fail(ErrorCode::Unknown, QStringLiteral("%1 was ended with Fairlead.").arg(m_name)));
    }
}

void ProgramRun::take()
{
    const QByteArray more = m_process.readAll();
    m_output += more.left(kMostOutput - m_output.size());
}

void ProgramRun::finish(Result<Ended> result)
{
    m_deadline.stop();
    if (m_done) {
        std::exchange(m_done, nullptr)(std::move(result));
        deleteLater();
    }
}

} // namespace fairlead::remote
