#include "app/console/sample_workspace.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QFileInfo>
#include <QStandardPaths>

namespace fairlead::console {

namespace {
const QString kRoot = QStringLiteral(":/sample");
}

Result<void> writeSample(const QString& directory)
{
    QDirIterator files(kRoot, QDir::Files, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        const QString source = files.next();
        const QString path = directory + source.mid(kRoot.size());
        if (QFileInfo::exists(path)) {
            continue;
        }
        const bool made = QDir().mkpath(QFileInfo(path).absolutePath()) && QFile::copy(source, path);
        // What comes out of the program's resources is read-only; a workspace is there to be edited.
        if (!made || !QFile::setPermissions(path, QFile::ReadOwner | QFile::WriteOwner | QFile::ReadGroup | QFile::ReadOther)) {
            return fail(ErrorCode::Storage, QStringLiteral("The sample workspace cannot be written to %1.").arg(directory), path);
        }
    }
    return {};
}

QString sampleDirectory()
{
    return QStandardPaths::writableLocation(QStandardPaths::AppLocalDataLocation) + QStringLiteral("/sample-workspace");
}

} // namespace fairlead::console
