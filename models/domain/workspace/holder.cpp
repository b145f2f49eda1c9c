#include "models/domain/workspace/holder.h"

namespace fairlead::workspace {

QString describe(const Holder& holder)
{
    const QString person = holder.person.isEmpty() ? QStringLiteral("Somebody") : holder.person;
    const QString what = holder.program == QLatin1String("fairlead") ? QStringLiteral("console") : QStringLiteral("run");
    return QStringLiteral("%1's %2 (%3, %4, process %5)").arg(person, what, holder.program, holder.host).arg(holder.process);
}

QJsonObject toJson(const Holder& holder)
{
    return {{QStringLiteral("person"), holder.person}, {QStringLiteral("program"), holder.program}, {QStringLiteral("host"), holder.host},
        {QStringLiteral("machine"), holder.machine}, {QStringLiteral("process"), holder.process},
        {QStringLiteral("start"), holder.processStart}};
}

Holder holderFromJson(const QJsonObject& json)
{
    return {json.value(QStringLiteral("person")).toString(), json.value(QStringLiteral("program")).toString(),
        json.value(QStringLiteral("host")).toString(), json.value(QStringLiteral("machine")).toString(),
        json.value(QStringLiteral("process")).toInteger(), json.value(QStringLiteral("start")).toInteger()};
}

} // namespace fairlead::workspace
