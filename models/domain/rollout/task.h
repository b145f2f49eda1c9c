#pragma once

#include "models/base/error.h"
#include "models/base/instant.h"

#include <QJsonObject>
#include <QJsonValue>
#include <QMap>
#include <QString>
#include <QStringList>

#include <optional>

namespace fairlead::rollout {

/// What an answer must be to count as good. Everything that is given must hold.
struct Expected {
    std::optional<int> code{}; ///< HTTP status (else 200 to 299), or the exit code (else 0)
    QString text{}; ///< is somewhere in the body or output; empty: anything
    QMap<QString, QJsonValue> json{}; ///< JSON pointer (RFC 6901) to the value that stands there

    bool operator==(const Expected&) const = default;
};

/// One thing that a plan asks for once: an HTTP call, or a program of this machine. Neither changes who gets the new version.
/// “{version}”, “{baseline}”, “{component}” and “{release}” in addresses, bodies and arguments stand for those of the release.
struct Task {
    QString name; ///< "smoke test"
    QString method{}; ///< "GET"; empty for a program
    QString url{}; ///< http or https; empty for a program
    QString body{}; ///< sent as JSON; empty: none
    QStringList program{}; ///< the program and its arguments, never a shell line; empty for a call
    Expected expected{};
    Millis timeout = std::chrono::seconds(30);
    int attempts = 1; ///< how often it is tried before its answer counts, 1 to 100
    Millis pause = std::chrono::seconds(5); ///< between two attempts

    bool isCall() const { return program.isEmpty(); }
    bool operator==(const Task&) const = default;
};

/// Why an answer is not good; empty where it is. @p code is a status or an exit code.
QString disappointment(const Task& task, int code, const QByteArray& answer);

QJsonObject toJson(const Task& task);
/// Corrupt where @p json is not what toJson writes.
Result<Task> taskFromJson(const QJsonObject& json);

} // namespace fairlead::rollout
