#include "models/domain/rollout/plan.h"

#include <algorithm>
#include <cmath>

namespace fairlead::rollout {

namespace {

constexpr Millis kShortest{200};

Millis divided(Millis length, double scale)
{
    return std::max(kShortest, Millis(std::llround(static_cast<double>(length.count()) / scale)));
}

void take(Ask& ask, const Step& step)
{
    switch (step.kind) {
    case StepKind::SetWeight:
    case StepKind::Flag: ask.weight = step.weight; break;
    case StepKind::Switch: ask.weight = Percent::clamped(100); break;
    case StepKind::Mirror: ask.reach.mirror = step.reach.mirror; return;
    case StepKind::Unit: ask.reach.units += step.reach.units; break;
    case StepKind::Configure: ask.reach.settings.insert(step.reach.settings); return;
    default: return;
    }
    ask.reach.mirror = Percent(); // what serves users is not watched as a shadow any more
    if (step.kind == StepKind::Flag) {
        ask.reach.segments = step.reach.segments;
    }
}

} // namespace

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
        if (step.task) {
            step.task->pause = divided(step.task->pause, scale);
        }
        if (step.deadline) {
            step.deadline->length = divided(step.deadline->length, scale);
        }
    }
    plan.pollInterval = divided(plan.pollInterval, scale);
    return plan;
}

Ask askAt(const Plan& plan, int step)
{
    Ask ask;
    for (int i = 0; i <= step && i < static_cast<int>(plan.steps.size()); ++i) {
        take(ask, plan.steps[static_cast<std::size_t>(i)]);
    }
    return ask;
}

std::vector<Stage> stagesOf(const Plan& plan)
{
    std::vector<Stage> stages;
    Ask ask;
    for (std::size_t i = 0; i < plan.steps.size(); ++i) {
        const Step& step = plan.steps[i];
        const int index = static_cast<int>(i);
        take(ask, step);
        if (isShift(step.kind) || step.kind == StepKind::Activate) {
            const bool activation = step.kind == StepKind::Activate;
            stages.push_back({activation, activation ? Percent() : ask.weight, {}, index, index, step.kind, ask.reach});
        }
        if (!stages.empty()) {
            stages.back().soak += step.soak;
            stages.back().lastStep = index;
        }
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
