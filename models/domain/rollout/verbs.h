#pragma once

#include "models/domain/rollout/snapshot.h"

namespace fairlead::rollout {

/// What decides about verbs besides the state.
struct VerbFacts {
    gate::Verdicts judged{}; ///< at this moment
    bool sourceLost = false;
    QStringList blockers{}; ///< checklist items that hold the start
    QString person{}; ///< who would act; empty: somebody
    Opening next{};
    std::optional<LineStop> lineStop{};
    std::optional<Quarantine> quarantine{}; ///< of the release's version
    QString superseded{}; ///< why an activated release cannot be taken back: a later one stands on it; empty where it can
    QString unsupported{}; ///< what the plan asks for and the target cannot do; empty where it can do all of it
    QString checklistOpen{}; ///< as Facts::checklistOpen
    QString train{}; ///< why its train lets it get no more traffic; empty where none stands in the way
    bool differs = false; ///< the target does not say what it was asked for last (changedByOthers)
};

/// Which verbs people may use now. A closed verb carries the sentence that says why; an open one is empty. This is the only place
/// where that is decided.
Verbs verbsOf(const State& state, const VerbFacts& facts);

/// Why @p person cannot approve the current step; empty where they can. Whoever started it cannot, nor anybody twice.
QString approveClosed(const State& state, const QString& person);

/// Why @p weight cannot be set by hand now; empty where it can: above 0, at most that of the current stage.
QString weightClosed(const State& state, const VerbFacts& facts, Percent weight);
/// The weight of the current stage of the plan; 0 % before the first.
Percent mostByHand(const State& state);

/// Would Resume send again what the current stage asks for, because the target says something else? Its record then has "again".
bool sendsAgain(const State& state, const VerbFacts& facts);

/// Index of the step that Promote leads to: the next that is no soak and no gate after the current step; -1 when there is none.
int promotionStep(const State& state);
/// Index of the step that Promote fully leads to: the last that asks the target for something; -1 where that is not ahead.
int fullPromotionStep(const State& state);
/// What lies between the current step and fullPromotionStep(): "25 %", "a soak of 15 min", "the gates".
QStringList skippedByFull(const State& state);
/// Index of the step that Skip leads to; -1 when there is none.
int skipStep(const State& state);

/// What Start or Promote would ask the target for; empty when the next thing is for people, a task, the activation or nothing.
std::optional<Ask> nextAsk(const State& state);

} // namespace fairlead::rollout
