#pragma once

#include "models/base/error.h"

#include <QProcess>
#include <QString>
#include <QStringList>

#include <memory>

namespace fairlead::lab {

/// A process that ends with us: asked by SIGTERM when this is destroyed, by the kernel when we are killed.
/// What it prints on stderr goes to a file. Thread: one that lives as long as the process shall.
class Child {
public:
    /// NotFound with the name of Debian's package where the program is missing; Unreachable where it does not start.
    static Result<std::unique_ptr<Child>> start(
        const QString& name, const QString& program, const QStringList& arguments, const QString& logFolder);
    ~Child();
    Child(const Child&) = delete;
    Child& operator=(const Child&) = delete;

    /// The next line that it prints on stdout; Unreachable, with what it said on stderr, where it ends before or
    /// @p timeoutMs passes.
    Result<QString> readLine(int timeoutMs = 20'000);
    bool isRunning() const { return m_process.state() == QProcess::Running; }
    qint64 pid() const { return m_process.processId(); }
    QString complaints() const;
    /// Waits for its own end; false after @p timeoutMs.
    bool waitForEnd(int timeoutMs);
    void stop();

private:
    Child() = default;

    QString m_name;
    QString m_log;
    QProcess m_process;
};

/// The full path of @p program from PATH or Debian's system folders; NotFound, naming @p package, where it is missing.
Result<QString> findProgram(const QString& program, const QString& package);
/// A program of our own build, beside the one that runs.
Result<QString> ownProgram(const QString& name);

} // namespace fairlead::lab
