#include "ui/common/ask_words.h"

#include "models/domain/rollout/verbs.h"
#include "ui/common/formatters.h"

#include <QCoreApplication>

namespace fairlead::ui {

using rollout::StepKind;

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("AskWords", text);
}

bool all(const rollout::Ask& ask)
{
    return ask.weight == Percent::clamped(100);
}

/// The units that came in @p stage.
QStringList newUnits(const rollout::Stage& stage, const rollout::Stage* before)
{
    return before == nullptr ? stage.reach.units : stage.reach.units.mid(before->reach.units.size());
}

} // namespace

QString askText(const rollout::Ask& ask)
{
    QStringList parts;
    if (ask.weight > Percent())
        parts += percentText(ask.weight.value());
    if (!all(ask))
        parts += ask.reach.units;
    if (!ask.reach.segments.isEmpty())
        parts += tr("users in %1").arg(listText(ask.reach.segments));
    if (ask.reach.mirror > Percent())
        parts += tr("%1 copied").arg(percentText(ask.reach.mirror.value()));
    if (parts.isEmpty() && !ask.reach.settings.isEmpty())
        parts += tr("configuration");
    return parts.isEmpty() ? percentText(0.0) : listText(parts);
}

QString askFigure(const rollout::Ask& ask)
{
    if (all(ask) || ask.isNothing())
        return percentText(ask.weight.value());
    if (!ask.reach.units.isEmpty())
        return ask.reach.units.size() == 1 ? tr("1 unit") : tr("%1 units").arg(ask.reach.units.size());
    if (ask.weight > Percent())
        return percentText(ask.weight.value());
    if (ask.reach.mirror > Percent())
        return tr("%1 copied").arg(percentText(ask.reach.mirror.value()));
    return ask.reach.segments.isEmpty() ? percentText(0.0) : listText(ask.reach.segments);
}

QString stageText(const rollout::Stage& stage, const rollout::Stage* before)
{
    switch (stage.kind) {
    case StepKind::Activate: return tr("Activate");
    case StepKind::Mirror: return tr("Mirror %1").arg(percentText(stage.reach.mirror.value()));
    case StepKind::Switch: return tr("Switch");
    case StepKind::Configure: return tr("Configure");
    case StepKind::Unit: return listText(newUnits(stage, before));
    case StepKind::Flag:
        return stage.weight == Percent() ? tr("Flag %1").arg(listText(stage.reach.segments))
                                         : tr("Flag %1").arg(percentText(stage.weight.value()));
    default: return percentText(stage.weight.value());
    }
}

QString nextStepText(const rollout::State& state)
{
    const int next = rollout::promotionStep(state);
    if (next < 0)
        return {};
    const rollout::Step& step = state.release.plan.steps[std::size_t(next)];
    switch (step.kind) {
    case StepKind::Approval: return tr("approval");
    case StepKind::Activate: return tr("activation");
    case StepKind::Checklist: return tr("“%1” of the checklist").arg(step.checklist);
    case StepKind::Verify:
    case StepKind::Action: return step.task->name;
    case StepKind::Unit: return listText(step.reach.units);
    case StepKind::SetWeight: return percentText(step.weight.value());
    case StepKind::Configure: return tr("configuration");
    case StepKind::Mirror: return tr("%1 copied").arg(percentText(step.reach.mirror.value()));
    default: return askText({rollout::askAt(state.release.plan, next).weight, step.reach});
    }
}

} // namespace fairlead::ui
