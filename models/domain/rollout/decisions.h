#pragma once

#include "models/domain/rollout/decide.h"

namespace fairlead::rollout {

// The parts of decide(): what several of its phases share, and the phases that are files of their own.

/// Null before the first step.
const Step* currentStep(const State& state);
/// Empty before the first step.
std::optional<StepKind> currentKind(const State& state);
Decision nothing();
/// Why the next step has to wait for its time; empty where it may begin.
QString tooEarly(const State& state, const Facts& facts);
/// Nothing may go on at all; empty where it may.
QString stopped(const Facts& facts);
/// Stays where it is: until the facts allow, or until a person resumes.
Decision hold(QString why, bool needsPerson);
Decision send(Ask ask, QString why);
/// To the next step, or a wait for its time.
Decision next(const State& state, const Facts& facts, Act act = Act::EnterStep);
/// Null where none has it.
const gate::Verdict* firstWith(const gate::Verdicts& verdicts, gate::Outcome outcome);
/// "Error rate 2.1 %, …", a sentence for the record.
QString titled(const gate::Verdict& verdict);
/// What the target says, in words.
QString said(const Observation& observation);
/// What stops a soak or a gate from being judged at all; empty when nothing does.
QString blindness(const State& state, const Facts& facts);
/// Why what grows must not be sent now; a person who led here has answered for the hour, not for the rest.
QString notNow(const State& state, const Facts& facts, const Ask& ask);
/// A command was sent; is what it asked for in force?
Decision whileEffectAwaited(const State& state, const Facts& facts, const Command& command);
/// What the current step asks of the target, with the weight that a person chose where one did.
Ask wantedNow(const State& state);
Decision whileShifting(const State& state, const Facts& facts);
Decision whileRollingBack(const State& state, const Facts& facts);

} // namespace fairlead::rollout
