#include "models/domain/condition/words.h"
#include "models/domain/rollout/verbs.h"

#include <algorithm>

namespace fairlead::rollout {

namespace {

const Step* stepAt(const State& state, int step)
{
    const std::vector<Step>& steps = state.release.plan.steps;
    return step >= 0 && step < static_cast<int>(steps.size()) ? &steps[static_cast<std::size_t>(step)] : nullptr;
}

QString inWords(const Step& step)
{
    switch (step.kind) {
    case StepKind::SetWeight:
    case StepKind::Flag:
    case StepKind::Unit:
    case StepKind::Mirror:
    case StepKind::Configure: return inWords(Ask{step.weight, step.reach});
    case StepKind::Switch: return QStringLiteral("the switch");
    case StepKind::Verify:
    case StepKind::Action: return step.task->name;
    case StepKind::Checklist: return QStringLiteral("“%1” of the checklist").arg(step.checklist);
    case StepKind::Analysis: return QStringLiteral("the beginning of the analysis");
    case StepKind::Soak:
        return QStringLiteral("a soak of %1").arg(condition::lengthInWords(static_cast<double>(step.soak.count()) / 1000.0));
    case StepKind::Gate: return QStringLiteral("the gates");
    case StepKind::Approval: return QStringLiteral("an approval");
    case StepKind::Activate: break;
    }
    return QStringLiteral("the activation");
}

} // namespace

int promotionStep(const State& state)
{
    const std::vector<Step>& steps = state.release.plan.steps;
    for (int i = state.step + 1; i < static_cast<int>(steps.size()); ++i) {
        const StepKind kind = steps[static_cast<std::size_t>(i)].kind;
        if (kind != StepKind::Soak && kind != StepKind::Gate && kind != StepKind::Analysis) {
            return i;
        }
    }
    return -1;
}

int fullPromotionStep(const State& state)
{
    const std::vector<Step>& steps = state.release.plan.steps;
    for (int i = static_cast<int>(steps.size()) - 1; i > state.step; --i) {
        if (isShift(steps[static_cast<std::size_t>(i)].kind)) {
            return i;
        }
    }
    return -1;
}

QStringList skippedByFull(const State& state)
{
    QStringList skipped;
    const int last = fullPromotionStep(state);
    for (int i = std::max(state.step, 0); i < last; ++i) {
        const Step& step = state.release.plan.steps[static_cast<std::size_t>(i)];
        if (i > state.step || !isShift(step.kind)) {
            skipped += inWords(step);
        }
    }
    return skipped;
}

int skipStep(const State& state)
{
    const int next = state.step + 1;
    const Step* current = stepAt(state, state.step);
    return current != nullptr && stepAt(state, next) != nullptr ? next : -1;
}

std::optional<Ask> nextAsk(const State& state)
{
    const int next = promotionStep(state);
    const Step* step = stepAt(state, next);
    return step == nullptr || !isShift(step->kind) ? std::nullopt : std::optional(askAt(state.release.plan, next));
}

} // namespace fairlead::rollout
