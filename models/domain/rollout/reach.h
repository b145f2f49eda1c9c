#pragma once

#include "models/base/error.h"
#include "models/base/percent.h"

#include <QJsonObject>
#include <QMap>
#include <QString>
#include <QStringList>

namespace fairlead::rollout {

/// Whom a new version reaches besides its share of all users, and how it is set up. A target is always asked for all of it, so that
/// to send the same again changes nothing.
struct Reach {
    Percent mirror{}; ///< of the requests, copied to it; nobody gets its answers
    QStringList units{}; ///< named parts that it serves altogether, in the order in which they came
    QStringList segments{}; ///< users in these get it, whatever the weight
    QMap<QString, QString> settings{}; ///< its configuration, laid over what it was started with; gone with the release

    bool isNothing() const { return mirror == Percent() && units.isEmpty() && segments.isEmpty() && settings.isEmpty(); }
    bool operator==(const Reach&) const = default;
};

/// What a target is asked for, as a whole.
struct Ask {
    Percent weight{}; ///< of all users
    Reach reach{};

    bool isNothing() const { return weight == Percent() && reach.isNothing(); }
    /// Do only parts of the users get the new version, so that no share of all calls can be told beforehand?
    bool isPartial() const { return weight < Percent::clamped(100) && !(reach.units.isEmpty() && reach.segments.isEmpty()); }
    bool operator==(const Ask&) const = default;
};

/// Would somebody get the new version, or copied requests, who does not have it under @p before? Settings are nobody's traffic.
bool grows(const Ask& before, const Ask& after);
/// "25 %", "support and billing", "10 % mirrored", "25 % and users in beta", "configured: A, B"; "nothing" for nothing.
QString inWords(const Ask& ask);

/// Absent where nothing is reached, so that older history keeps its text.
QJsonObject toJson(const Reach& reach);
/// Corrupt where @p json is not what toJson writes.
Result<Reach> reachFromJson(const QJsonObject& json);

/// The hundredth, 0 to 99, that a user falls into: the number that the hexadecimal MD5 of the id (UTF-8) writes, modulo 100. A
/// percentage flag holds for p where it is less than p, so that nobody falls out of it while p grows (seed 004, option 2).
int flagBucket(const QString& user);

} // namespace fairlead::rollout
