#include "models/storage/workspace_lock.h"

#include <QDir>
#include <QLockFile>

namespace fairlead::storage {

namespace {
constexpr int kShortWait = 500; // ms: another one may only be looking
} // namespace

WorkspaceLock::WorkspaceLock(std::unique_ptr<QLockFile> file)
    : m_file(std::move(file))
{
}
WorkspaceLock::~WorkspaceLock() = default;
WorkspaceLock::WorkspaceLock(WorkspaceLock&&) noexcept = default;
WorkspaceLock& WorkspaceLock::operator=(WorkspaceLock&&) noexcept = default;

Result<WorkspaceLock> WorkspaceLock::acquire(const QString& directory)
{
    const QDir folder(directory);
    if (!folder.exists()) {
        return fail(ErrorCode::NotFound,
            QStringLiteral("There is no folder %1. Nothing was opened. Name another workspace.").arg(directory), directory);
    }
    const QString path = folder.filePath(QStringLiteral(".fairlead.lock"));
    auto file = std::make_unique<QLockFile>(path);
    file->setStaleLockTime(0); // a lock does not grow old while its process lives: a rollout may take days
    if (file->tryLock(kShortWait)) {
        return WorkspaceLock(std::move(file));
    }
    qint64 process = 0;
    QString host;
    QString program;
    if (file->error() == QLockFile::LockFailedError && file->getLockInfo(&process, &host, &program)) {
        return fail(ErrorCode::Conflict,
            QStringLiteral(
                "The workspace is in use by %1 (process %2 on %3). Nothing was started, because two engines must not steer the same "
                "targets. Use that one, or close it first.")
                .arg(program.isEmpty() ? QStringLiteral("another program") : program)
                .arg(process)
                .arg(host.isEmpty() ? QStringLiteral("this machine") : host),
            path);
    }
    return fail(ErrorCode::Storage,
        QStringLiteral(
            "The lock file %1 cannot be written. Nothing was started. Give yourself the right to write to the folder, or free some "
            "space on its disk.")
            .arg(path),
        path);
}

} // namespace fairlead::storage
