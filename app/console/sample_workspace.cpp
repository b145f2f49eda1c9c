#include "app/console/sample_workspace.h"

#include <QDateTime>
#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QFileInfo>
#include <QSaveFile>
#include <QStandardPaths>

namespace fairlead::console {

namespace {
const QString kRoot = QStringLiteral(":/sample");
const QString kCalendar = QStringLiteral("/calendar.yaml");
constexpr int kWindowHours = 8;

/// The seed's calendar, moved so that the sample's release is due now: its dates are of the year in which it was written.
QByteArray calendarFrom(QByteArray text, const QDateTime& now)
{
    const QTime from(now.time().hour(), 0);
    const QString window
        = QStringLiteral("%1-%2 UTC")
              .arg(from.toString(QStringLiteral("HH:mm")), from.addSecs(kWindowHours * 3600).toString(QStringLiteral("HH:mm")));
    text.replace("2025-08-07", now.date().toString(Qt::ISODate).toUtf8());
    text.replace("2025-08-08", now.date().addDays(1).toString(Qt::ISODate).toUtf8());
    text.replace("14:00-16:00 UTC", window.toUtf8());
    return text;
}

Result<void> writeFile(const QString& source, const QString& path)
{
    const Error failed{ErrorCode::Storage, QStringLiteral("The sample workspace cannot be written to %1.").arg(path), path};
    QFile from(source);
    QSaveFile to(path);
    if (!QDir().mkpath(QFileInfo(path).absolutePath()) || !from.open(QIODevice::ReadOnly) || !to.open(QIODevice::WriteOnly)) {
        return std::unexpected(failed);
    }
    const QByteArray bytes = from.readAll();
    to.write(source.endsWith(kCalendar) ? calendarFrom(bytes, QDateTime::currentDateTimeUtc()) : bytes);
    return to.commit() ? Result<void>() : std::unexpected(failed);
}
} // namespace

Result<void> writeSample(const QString& directory)
{
    QDirIterator files(kRoot, QDir::Files, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        const QString source = files.next();
        const QString path = directory + source.mid(kRoot.size());
        if (QFileInfo::exists(path)) {
            continue;
        }
        const Result<void> written = writeFile(source, path);
        if (!written) {
            return written;
        }
    }
    return {};
}

Result<QString> freshTourWorkspace(const QString& directory)
{
    QDir workspace(QDir(directory).absoluteFilePath(QStringLiteral("workspace")));
    const QString mark = workspace.filePath(QStringLiteral(".fairlead-tour"));
    if (workspace.exists() && !workspace.isEmpty()) {
        if (!QFileInfo::exists(mark)) {
            return fail(ErrorCode::Conflict,
                QStringLiteral("%1 holds a workspace that no tour made. Nothing was touched; name another folder.").arg(workspace.path()),
                workspace.path());
        }
        workspace.removeRecursively();
    }
    QSaveFile file(mark);
    if (!workspace.mkpath(QStringLiteral(".")) || !file.open(QIODevice::WriteOnly) || !file.commit()) {
        return fail(
            ErrorCode::Storage, QStringLiteral("The tour's workspace cannot be made in %1.").arg(workspace.path()), workspace.path());
    }
    return workspace.path();
}

QString sampleDirectory()
{
    return QStandardPaths::writableLocation(QStandardPaths::AppLocalDataLocation) + QStringLiteral("/sample-workspace");
}

} // namespace fairlead::console
