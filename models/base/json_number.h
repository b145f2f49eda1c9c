#pragma once

#include <QJsonValue>

#include <optional>

namespace fairlead {

/// A number as JSON documents of judges and conformance data write it: JSON has no NaN and no infinity, so these are the
/// strings "NaN", "Infinity", "-Infinity". Empty for anything else.
std::optional<double> numberFrom(const QJsonValue& value);
QJsonValue numberToJson(double value);

} // namespace fairlead
