#include "models/base/json_number.h"

#include <QString>

#include <cmath>
#include <limits>

namespace fairlead {

std::optional<double> numberFrom(const QJsonValue& value)
{
    if (value.isDouble()) {
        return value.toDouble();
    }
    const QString text = value.toString();
    if (text == QLatin1String("NaN")) {
        return std::numeric_limits<double>::quiet_NaN();
    }
    if (text == QLatin1String("Infinity")) {
        return std::numeric_limits<double>::infinity();
    }
    return text == QLatin1String("-Infinity") ? std::optional(-std::numeric_limits<double>::infinity()) : std::nullopt;
}

QJsonValue numberToJson(double value)
{
    if (std::isfinite(value)) {
        return value;
    }
    if (std::isnan(value)) {
        return QStringLiteral("NaN");
    }
    return value > 0 ? QStringLiteral("Infinity") : QStringLiteral("-Infinity");
}

} // namespace fairlead
