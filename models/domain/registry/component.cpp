#include "models/domain/registry/component.h"

#include <algorithm>
#include <array>
#include <utility>

namespace fairlead::registry {

namespace {
constexpr std::array<std::pair<DeploymentStatus, const char*>, 6> kNames{{{DeploymentStatus::None, "none"},
    {DeploymentStatus::Candidate, "candidate"}, {DeploymentStatus::Canary, "canary"}, {DeploymentStatus::Production, "production"},
    {DeploymentStatus::Backup, "backup"}, {DeploymentStatus::Quarantined, "quarantined"}}};
} // namespace

QString toString(DeploymentStatus status)
{
    const auto* found = std::ranges::find_if(kNames, [status](const auto& name) { return name.first == status; });
    return QLatin1String(found->second);
}

std::optional<DeploymentStatus> statusFromString(const QString& text)
{
    const auto* found = std::ranges::find_if(kNames, [&text](const auto& name) { return text == QLatin1String(name.second); });
    return found == kNames.end() ? std::nullopt : std::optional(found->first);
}

QString Component::shortName() const
{
    return name.section(QLatin1Char('/'), -1);
}

} // namespace fairlead::registry
