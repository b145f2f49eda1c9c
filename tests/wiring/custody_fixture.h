#pragma once

#include "app/wiring/session.h"
#include "tests/lab/practice.h"

#include <QProcess>
#include <QTemporaryDir>

#include <memory>

namespace fairlead::test {

/// A workspace in files, with one release on a practice target of its own, and fairleadctl as a second process on it.
class SharedWorkspace {
public:
    /// Fails the test where something of it cannot be made. @p soak is that of the first weight.
    explicit SharedWorkspace(Millis soak);
    ~SharedWorkspace();
    SharedWorkspace(const SharedWorkspace&) = delete;
    SharedWorkspace& operator=(const SharedWorkspace&) = delete;

    QString directory() const { return m_folder.filePath(QStringLiteral("workspace")); }
    workspace::Workspace read() const;

    /// fairleadctl rollout WORDS … --workspace: started, not awaited.
    std::unique_ptr<QProcess> ctl(const QStringList& words) const;
    std::unique_ptr<QProcess> run() const; ///< carries the release through its plan

    std::vector<audit::Record> records() const;
    int count(const QString& kind) const;
    storage::Lease lease() const;
    /// Everything that must hold however often the workspace changed hands; each breach in a sentence.
    QStringList breaches() const;

private:
    int changes() const; ///< of the target's split, as it counts them itself

    QTemporaryDir m_folder;
    std::unique_ptr<lab::Practice> m_practice;
    int m_changesBefore = 0;
};

/// Waits without holding up events; what it said so far is kept in @p process for readAll.
bool waitForEnd(QProcess& process, int ms = 30'000);

} // namespace fairlead::test
