#pragma once

#include "tests/journeys/told.h"
#include "tests/lab/lab.h"

#include <QByteArray>
#include <QStringList>

#include <optional>
#include <vector>

namespace fairlead::test {

/// A weight that HAProxy was told, seen from outside of whoever told it.
struct Arrival {
    Instant at;
    double weight = 0.0;
};

/// The weight that a command line for HAProxy's Runtime API sets; empty for a line that sets none.
std::optional<double> weightSetBy(const QByteArray& line);

/// Weights as HAProxy was told them, in order, from the record of the relay before its Runtime API; those before @p from
/// are left out.
std::vector<Arrival> arrivals(const lab::Lab& lab, Instant from = {});

/// Did one of them come between the intent of @p command and its outcome?
bool hasArrived(const rollout::Command& command, const std::vector<Arrival>& arrived);

/// Holds what arrived against what the newest release's records say. Commands come one after the other, so each arrival
/// belongs to the one command between whose intent and outcome it lies: it must have that command's weight and be the only
/// one; where a command was accepted there must be one, where it was not sent there must be none. Every disagreement in a
/// sentence; empty when the two accounts agree.
QStringList disagreements(const Told& told, const std::vector<Arrival>& arrived);

} // namespace fairlead::test
