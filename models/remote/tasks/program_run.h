#pragma once

#include "models/base/error.h"
#include "models/base/instant.h"

#include <QByteArray>
#include <QObject>
#include <QProcess>
#include <QStringList>
#include <QTimer>

#include <functional>

namespace fairlead::remote {

/// One program that runs, with all that it prints. Ends exactly once, also by being destroyed, and deletes itself at the end.
/// Errors: Unreachable (it could not be started), Unknown (it was killed: out of time, or by somebody).
class ProgramRun final : public QObject {
    Q_OBJECT
public:
    struct Ended {
        int code = 0;
        QByteArray output; ///< both streams in the order in which they came, at most 64 KiB
    };
    using Done = std::function<void(Result<Ended>)>;

    /// @p id goes into FAIRLEAD_COMMAND.
    static void start(const QStringList& program, const QString& directory, const QString& id, Millis timeout, Done done, QObject* parent);
    ~ProgramRun() override;

private:
    ProgramRun(const QStringList& program, const QString& directory, const QString& id, Millis timeout, Done done, QObject* parent);
    void take();
    void finish(Result<Ended> result);

    QString m_name;
    QProcess m_process;
    QTimer m_deadline;
    QByteArray m_output;
    Done m_done;
    bool m_outOfTime = false;
};

} // namespace fairlead::remote
