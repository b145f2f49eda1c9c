#include "models/engine/abilities.h"

#include <algorithm>

namespace fairlead::engine {

QString lackingIn(const ports::Abilities& abilities, const rollout::Plan& plan, const QString& target)
{
    for (const rollout::Step& step : plan.steps) {
        const rollout::Reach& reach = step.reach;
        if (reach.mirror > Percent() && !abilities.mirror) {
            return QStringLiteral("The plan mirrors requests, and target %1 cannot.").arg(target);
        }
        if (!reach.segments.isEmpty() && !abilities.segments) {
            return QStringLiteral("The plan serves segments of users, and target %1 knows none.").arg(target);
        }
        if (!reach.settings.isEmpty() && !abilities.settings) {
            return QStringLiteral("The plan configures the new version, and target %1 cannot.").arg(target);
        }
        const auto unknown = std::ranges::find_if(
            reach.units, [&abilities](const QString& unit) { return !abilities.anyUnit && !abilities.units.contains(unit); });
        if (unknown != reach.units.end()) {
            return QStringLiteral("The plan has the unit %1, and target %2 knows %3.")
                .arg(*unknown, target, abilities.units.isEmpty() ? QStringLiteral("none") : abilities.units.join(QStringLiteral(", ")));
        }
    }
    return {};
}

} // namespace fairlead::engine
