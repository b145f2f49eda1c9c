#pragma once

#include "models/domain/gate/verdict.h"
#include "models/domain/rollout/state.h"

#include <QJsonObject>
#include <QString>

namespace fairlead::engine {

/// What stood at a decision (data of gate.verdict, rollout.rollback and rollout.promoted): step, verdicts, weights, soak.
QJsonObject decisionData(const rollout::State& state, const gate::Verdicts& verdicts, const rollout::Observation& seen, Millis soak);

/// Data of command.effect. @p counted: proven by requests, not only read back.
QJsonObject effectData(const rollout::Command& command, const rollout::Observation& seen, bool effective, bool counted, Millis after);

/// "24.8 % of 206 calls reach 2.0.0, asked 25 %."
QString effectSentence(const rollout::Command& command, const rollout::Observation& seen, bool counted, const QString& version);
/// "Sent, not effective yet: asked 25 %, the target says 25 %, observed 0 %. It is still watched."
QString noEffectSentence(const rollout::Command& command, const rollout::Observation& seen);

} // namespace fairlead::engine
