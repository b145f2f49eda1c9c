#include "tests/ui/verb_scenes.h"

#include "models/domain/rollout/verbs.h"

#include <QJsonObject>

namespace fairlead::story {

namespace kind = audit::kind;

namespace {

QString text(const char* latin)
{
    return QString::fromUtf8(latin);
}

void tell(Scene& scene, const char* clock, const QString& recordKind, const char* who, const char* why, QJsonObject data = {})
{
    const rollout::State& state = scene.snapshot.state;
    audit::Entry entry{recordKind, text(who), state.release.id.text(), state.release.title(), text(why), std::move(data)};
    scene.records.push_back(audit::seal(std::move(entry), at(clock), scene.records.back().row, scene.records.back().hash));
    scene.snapshot.state = rollout::apply(state, scene.records.back());
}

/// A command that is accepted at once and seen 18 s later.
void send(Scene& scene, const char* clock, const char* seen, double weight, QJsonObject data, const char* who, const char* why)
{
    const QString command = QString::number(weight) + text(clock);
    data.insert(text("command"), command);
    data.insert(text("weight"), weight);
    data.insert(text("request"), text("curl -X PUT https://edge.ksi.internal/v1/splits/data_analyst"));
    tell(scene, clock, kind::kIntent, who, why, data);
    tell(scene, clock, kind::kOutcome, "edge-gateway", "",
        {{text("command"), command}, {text("outcome"), text("accepted")}, {text("answer"), QString()}});
    if (seen != nullptr)
        tell(scene, seen, kind::kEffect, "engine", "",
            {{text("command"), command}, {text("effect"), text("effective")}, {text("share"), weight / 100.0}});
}

void stand(Scene& scene, const char* clock, double share)
{
    rollout::Snapshot& snapshot = scene.snapshot;
    snapshot.at = at(clock);
    snapshot.soakEnds.reset();
    snapshot.effectDue.reset();
    snapshot.observation.at = snapshot.at;
    snapshot.observation.share = share;
    snapshot.observation.weight = snapshot.state.asked();
}

} // namespace

Scene complete(Scene scene)
{
    rollout::Snapshot& snapshot = scene.snapshot;
    rollout::VerbFacts facts;
    facts.judged = snapshot.verdicts;
    facts.sourceLost = snapshot.sourceLostSince.has_value();
    facts.blockers = snapshot.startBlockers;
    facts.person = text("m.vogel");
    facts.next = snapshot.next;
    facts.lineStop = snapshot.lineStop;
    if (!snapshot.quarantine)
        snapshot.quarantine = snapshot.state.quarantine;
    facts.quarantine = snapshot.quarantine;
    snapshot.skippedByFull = rollout::skippedByFull(snapshot.state);
    snapshot.mostByHand = rollout::mostByHand(snapshot.state);
    snapshot.verbs = rollout::verbsOf(snapshot.state, facts);
    return scene;
}

Scene approving(bool byAnybody)
{
    Scene scene = soaking();
    rollout::Step approval{rollout::StepKind::Approval};
    approval.approval.needed = 2;
    if (!byAnybody)
        approval.approval.people = {text("j.okafor"), text("m.vogel"), text("s.lind")};
    auto& steps = scene.snapshot.state.release.plan.steps;
    steps.insert(steps.begin() + 6, approval);
    tell(scene, "14:48:20", kind::kVerdict, "engine", "All gates passed at 25 %.", {{text("next"), 6}});
    tell(scene, "14:49:02", kind::kApproved, "j.okafor", "The tables are right again.", {{text("step"), 6}, {text("by"), text("m.vogel")}});
    stand(scene, "14:50:00", 0.249);
    scene.snapshot.soakDone.reset();
    return complete(scene);
}

Scene byHand()
{
    Scene scene = soaking();
    const char* why = "A customer demo until 15:30 wants less of it.";
    tell(scene, "14:42:00", kind::kByHand, "m.vogel", why, {{text("weight"), 15}, {text("plan"), 25}});
    send(scene, "14:42:00.040", "14:42:18", 15, {{text("step"), 4}, {text("byHand"), true}}, "m.vogel", why);
    tell(scene, "14:42:18", kind::kHeld, "engine",
        "m.vogel set 15 % by hand: A customer demo until 15:30 wants less of it. Resume goes back to the plan.",
        {{text("needs"), text("person")}});
    stand(scene, "14:44:00", 0.151);
    scene.snapshot.soakDone.reset();
    return complete(scene);
}

Scene heldByWindow()
{
    Scene scene = soaking();
    const char* why = "Only 02:00 to 06:00 UTC; opens 2025-08-08 02:00 UTC.";
    tell(scene, "14:48:20", kind::kHeld, "engine", why);
    stand(scene, "14:49:00", 0.248);
    scene.snapshot.soakDone = scene.snapshot.soakLength;
    scene.snapshot.next = {false, text(why), at("02:00:00") + std::chrono::hours(24)};
    return complete(scene);
}

Scene gradual()
{
    Scene scene = soaking();
    const char* why = "Users report trouble: tables come without totals";
    tell(scene, "14:42:00", kind::kRollbackDecided, "m.vogel", why,
        {{text("gradual"), QJsonObject{{text("ms"), 600'000}, {text("steps"), 5}}}});
    send(scene, "14:42:00.040", "14:42:18", 20, {{text("step"), -1}, {text("rollback"), true}}, "m.vogel", why);
    stand(scene, "14:43:00", 0.201);
    scene.snapshot.soakDone.reset();
    return complete(scene);
}

Scene aborted()
{
    Scene scene = soaking();
    const char* why = "The parser's fix goes in first.";
    tell(scene, "14:42:00", kind::kAborted, "m.vogel", why);
    send(scene, "14:42:00.040", "14:42:40", 0, {{text("step"), -1}, {text("rollback"), true}}, "m.vogel", why);
    tell(scene, "14:42:40", kind::kParked, "engine", "0 % observed.");
    stand(scene, "14:44:00", 0.0);
    scene.snapshot.soakDone.reset();
    return complete(scene);
}

Scene lineStopped()
{
    Scene scene = soaking();
    tell(scene, "14:42:00", kind::kHeld, "engine", "s.lind stopped the line: the network of eu-west is being changed");
    stand(scene, "14:44:00", 0.248);
    scene.snapshot.soakDone = at("14:42:00") - at("14:33:20");
    scene.snapshot.lineStop = rollout::LineStop{text("s.lind"), text("the network of eu-west is being changed"), at("14:42:00")};
    return complete(scene);
}

Scene quarantined()
{
    Scene scene = toStart();
    scene.snapshot.quarantine = rollout::Quarantine{text("2.0.0"), at("16:12:40") - std::chrono::hours(24),
        text("Error rate 3.1 % on 412 calls, baseline 0.36 %: not under 1 % in 3 samples in a row.")};
    return complete(scene);
}

Scene rolledBackForGood()
{
    return complete(rolledBack());
}

} // namespace fairlead::story
