#include "models/domain/rollout/criteria_json.h"

namespace fairlead::rollout {

QJsonArray criteriaToJson(const std::vector<gate::Gate>& criteria)
{
    QJsonArray json;
    for (const gate::Gate& gate : criteria) {
        json.append(QJsonObject{{QStringLiteral("metric"), gate.metric}, {QStringLiteral("condition"), gate.condition.text()}});
    }
    return json;
}

Result<std::vector<gate::Gate>> criteriaFromJson(const QJsonArray& json)
{
    std::vector<gate::Gate> criteria;
    criteria.reserve(static_cast<std::size_t>(json.size()));
    for (const QJsonValue& value : json) {
        const QString metric = value[QStringLiteral("metric")].toString();
        const auto condition = condition::Condition::parse(value[QStringLiteral("condition")].toString(), metric);
        if (!condition) {
            return fail(ErrorCode::Corrupt,
                QStringLiteral("A criterion in the history cannot be read: %1").arg(condition.error().front().message), metric);
        }
        criteria.push_back({metric, *condition});
    }
    return criteria;
}

} // namespace fairlead::rollout
