#include "models/domain/rollout/plan.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

namespace fairlead::rollout {

namespace {

constexpr std::array<std::pair<Overdue, const char*>, 3> kOverdueNames{
    {{Overdue::Notify, "notify"}, {Overdue::Hold, "hold"}, {Overdue::RollBack, "roll back"}}};

constexpr Millis kShortest{200};

Millis divided(Millis length, double scale)
{
    return std::max(kShortest, Millis(std::llround(static_cast<double>(length.count()) / scale)));
}

} // namespace

QString toString(StepKind kind)
{
    switch (kind) {
    case StepKind::SetWeight: return QStringLiteral("setWeight");
    case StepKind::Soak: return QStringLiteral("soak");
    case StepKind::Gate: return QStringLiteral("gate");
    case StepKind::Approval: return QStringLiteral("approval");
    case StepKind::Activate: return QStringLiteral("activate");
    }
    Q_UNREACHABLE();
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

Plan Plan::canary(Percent first)
{
    using std::chrono::minutes;
    Plan plan;
    plan.name = QStringLiteral("canary");
    const auto add = [&plan](Percent weight, Millis soak) {
        plan.steps.push_back({StepKind::SetWeight, weight, {}});
        plan.steps.push_back({StepKind::Soak, {}, soak});
        plan.steps.push_back({StepKind::Gate, {}, {}});
    };
    add(first, minutes(30));
    for (const double weight : {25.0, 50.0, 75.0, 100.0}) {
        if (weight > first.value()) {
            add(Percent::clamped(weight), minutes(15));
        }
    }
    plan.steps.push_back({StepKind::Activate, {}, {}});
    return plan;
}

Plan Plan::scaled(double scale) const
{
    if (!(scale > 0.0) || scale == 1.0) {
        return *this;
    }
    Plan plan = *this;
    for (Step& step : plan.steps) {
        if (step.kind == StepKind::Soak) {
            step.soak = divided(step.soak, scale);
        }
        if (step.deadline) {
            step.deadline->length = divided(step.deadline->length, scale);
        }
    }
    plan.pollInterval = divided(plan.pollInterval, scale);
    return plan;
}

std::vector<Stage> stagesOf(const Plan& plan)
{
    std::vector<Stage> stages;
    for (std::size_t i = 0; i < plan.steps.size(); ++i) {
        const Step& step = plan.steps[i];
        const int index = static_cast<int>(i);
        if (stages.empty() && step.kind == StepKind::Approval) {
            continue;
        }
        if (step.kind == StepKind::SetWeight || step.kind == StepKind::Activate || stages.empty()) {
            stages.push_back({step.kind == StepKind::Activate, step.weight, {}, index, index});
        }
        stages.back().soak += step.soak;
        stages.back().lastStep = index;
    }
    return stages;
}

int stageOfStep(const std::vector<Stage>& stages, int step)
{
    int found = -1;
    for (std::size_t i = 0; i < stages.size() && stages[i].firstStep <= step; ++i) {
        found = static_cast<int>(i);
    }
    return found;
}

} // namespace fairlead::rollout
