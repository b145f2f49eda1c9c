#pragma once

#include "tests/ui/cockpit_story.h"

namespace fairlead::story {

/// A record of @p scene's release at @p clock (as at() has it), folded into its state.
void tell(Scene& scene, const char* clock, const QString& recordKind, const char* who, const char* why, QJsonObject data = {});
/// A command that is accepted at once and seen at @p seen; null: not seen yet.
void send(Scene& scene, const char* clock, const char* seen, double weight, QJsonObject data, const char* who, const char* why);
/// What is observed at @p clock: what was asked, and @p share of the calls.
void stand(Scene& scene, const char* clock, double share);
rollout::Step stepOf(rollout::StepKind kind);
/// The data of a command that reaches @p units in @p step.
QJsonObject reaching(int step, const QStringList& units);

/// @p scene with what the engine knows of the rare verbs: which are open, what full promotion leaves out, the largest weight by hand.
Scene complete(Scene scene);

Scene approving(bool byAnybody = false); ///< 14:50:00, two of three have to say yes at 25 %, j.okafor has; m.vogel started it
Scene byHand(); ///< 14:44:00, m.vogel chose 15 % at 14:42:00, where the plan says 25 %
Scene heldByWindow(); ///< 14:49:00, the plan's hours open at 02:00 of the next day
Scene gradual(); ///< 14:43:00, from 25 % to 0 % in 5 steps over 10 min, since 14:42:00
Scene aborted(); ///< 14:44:00, traffic is back
Scene lineStopped(); ///< 14:44:00, s.lind stopped the line at 14:42:00
Scene quarantined(); ///< 14:00:10, to start, but the version was rolled back the day before
Scene rolledBackForGood(); ///< 14:57:00, rolled back and quarantined

Scene units(); ///< 14:52:00, documentation, research and QA serve 2.0.0, operations and engineering follow
Scene unitsToStart(); ///< the same before the start
Scene verifying(); ///< 14:03:20, blue-green: the new version does not answer well yet
Scene partOfChecklist(); ///< 14:50:00, at 25 % two items of “Sign-off” are open

} // namespace fairlead::story
