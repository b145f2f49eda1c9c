#include "models/domain/rollout/step.h"

#include <algorithm>
#include <array>
#include <utility>

namespace fairlead::rollout {

namespace {

constexpr std::array<std::pair<StepKind, const char*>, 14> kKindNames{{{StepKind::SetWeight, "setWeight"}, {StepKind::Soak, "soak"},
    {StepKind::Gate, "gate"}, {StepKind::Approval, "approval"}, {StepKind::Activate, "activate"}, {StepKind::Mirror, "mirror"},
    {StepKind::Switch, "switch"}, {StepKind::Flag, "flag"}, {StepKind::Unit, "unit"}, {StepKind::Configure, "configure"},
    {StepKind::Verify, "verify"}, {StepKind::Action, "action"}, {StepKind::Checklist, "checklist"}, {StepKind::Analysis, "analysis"}}};

constexpr std::array<std::pair<Overdue, const char*>, 3> kOverdueNames{
    {{Overdue::Notify, "notify"}, {Overdue::Hold, "hold"}, {Overdue::RollBack, "roll back"}}};

} // namespace

QString toString(StepKind kind)
{
    const auto* found = std::ranges::find_if(kKindNames, [kind](const auto& name) { return name.first == kind; });
    return QLatin1String(found->second);
}

bool isShift(StepKind kind)
{
    switch (kind) {
    case StepKind::SetWeight:
    case StepKind::Mirror:
    case StepKind::Switch:
    case StepKind::Flag:
    case StepKind::Unit:
    case StepKind::Configure: return true;
    default: return false;
    }
}

bool isTask(StepKind kind)
{
    return kind == StepKind::Verify || kind == StepKind::Action;
}

QString toString(Overdue then)
{
    const auto* found = std::ranges::find_if(kOverdueNames, [then](const auto& name) { return name.first == then; });
    return QLatin1String(found->second);
}

std::optional<Overdue> overdueFrom(const QString& text)
{
    const auto* found = std::ranges::find_if(kOverdueNames, [&text](const auto& name) { return text == QLatin1String(name.second); });
    return found == kOverdueNames.end() ? std::nullopt : std::optional(found->first);
}

} // namespace fairlead::rollout
