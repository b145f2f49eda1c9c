#include "models/formats/alerts/conversion_notes.h"

namespace fairlead::formats::alerts {

QString pathOf(std::size_t group)
{
    return QStringLiteral("groups[%1]").arg(group);
}

QString pathOf(std::size_t group, std::size_t rule, const QString& field)
{
    const QString path = QStringLiteral("%1.rules[%2]").arg(pathOf(group)).arg(rule);
    return field.isEmpty() ? path : path + QLatin1Char('.') + field;
}

} // namespace fairlead::formats::alerts
