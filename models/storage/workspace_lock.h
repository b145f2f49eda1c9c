#pragma once

#include "models/base/error.h"

#include <memory>

class QLockFile;

namespace fairlead::storage {

/// The file .fairlead.lock beside history.db, which versions before the lease hold while their engine is at work in a workspace. It
/// is looked at once, so that none of them goes on to write beside us. A lock left behind by a process that has died is taken over.
class WorkspaceLock {
public:
    /// Conflict when another process holds it, named in the message; Storage when the file cannot be written;
    /// NotFound when there is no folder @p directory.
    static Result<WorkspaceLock> acquire(const QString& directory);

    ~WorkspaceLock();
    WorkspaceLock(WorkspaceLock&&) noexcept;
    WorkspaceLock& operator=(WorkspaceLock&&) noexcept;

private:
    explicit WorkspaceLock(std::unique_ptr<QLockFile> file);
    std::unique_ptr<QLockFile> m_file;
};

} // namespace fairlead::storage
