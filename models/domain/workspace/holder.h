#pragma once

#include <QJsonObject>
#include <QString>

namespace fairlead::workspace {

/// Who carries out the releases of a workspace: one process, for one person.
struct Holder {
    QString person;
    QString program; ///< "fairlead", "fairleadctl"
    QString host;
    QString machine; ///< this start of the machine and its set of process numbers; empty where nobody can tell
    qint64 process = 0;
    qint64 processStart = 0; ///< in ticks since the machine started: tells processes apart that got the same number; 0: unknown

    bool operator==(const Holder&) const = default;
};

/// "ada's console (fairlead, kiel, process 123)".
QString describe(const Holder& holder);

QJsonObject toJson(const Holder& holder);
/// What is missing stays empty.
Holder holderFromJson(const QJsonObject& json);

/// Somebody asks the holder for the workspace.
struct Wish {
    Holder by;
    QString why;

    bool operator==(const Wish&) const = default;
};

} // namespace fairlead::workspace
