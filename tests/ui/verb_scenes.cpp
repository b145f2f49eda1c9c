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

} // namespace

void tell(Scene& scene, const char* clock, const QString& recordKind, const char* who, const char* why, QJsonObject data)
{
    const rollout::State& state = scene.snapshot.state;
    audit::Entry entry{recordKind, text(who), state.release.id.text(), state.release.title(), text(why), std::move(data)};
    scene.records.push_back(audit::seal(std::move(entry), at(clock), scene.records.back().row, scene.records.back().hash));
    scene.snapshot.state = rollout::apply(state, scene.records.back());
}

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
    snapshot.observation.weight = snapshot.state.asked().weight;
    snapshot.observation.reach = snapshot.state.asked().reach;
}

rollout::Step stepOf(rollout::StepKind kind)
{
    rollout::Step step;
    step.kind = kind;
    return step;
}

QJsonObject reaching(int step, const QStringList& units)
{
    rollout::Reach reach;
    reach.units = units;
    return {{text("step"), step}, {text("reach"), rollout::toJson(reach)}};
}

Scene complete(Scene scene)
{
    rollout::Snapshot& snapshot = scene.snapshot;
    rollout::VerbFacts facts;
    facts.judged = snapshot.verdicts;
    facts.sourceLost = snapshot.sourceLostSince.has_value();
    facts.blockers = snapshot.startBlockers;
    facts.person = text("m.vogel");
    facts.next = snapshot.next;
    facts.checklistOpen = snapshot.checklistOpen;
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

namespace {

void addUnits(rollout::Plan& plan, const QStringList& units)
{
    rollout::Step step = stepOf(rollout::StepKind::Unit);
    step.reach.units = units;
    rollout::Step soak = stepOf(rollout::StepKind::Soak);
    soak.soak = std::chrono::minutes(15);
    plan.steps.insert(plan.steps.end(), {step, soak, stepOf(rollout::StepKind::Gate)});
}

} // namespace

Scene unitsToStart()
{
    Scene scene = toStart();
    rollout::Plan& plan = scene.snapshot.state.release.plan;
    plan.steps.clear();
    addUnits(plan, {text("documentation"), text("research")});
    addUnits(plan, {text("qa")});
    addUnits(plan, {text("ops"), text("engineer")});
    rollout::Step all = stepOf(rollout::StepKind::SetWeight);
    all.weight = Percent::clamped(100);
    rollout::Step soak = stepOf(rollout::StepKind::Soak);
    soak.soak = std::chrono::hours(1);
    plan.steps.insert(plan.steps.end(), {all, soak, stepOf(rollout::StepKind::Gate), stepOf(rollout::StepKind::Activate)});
    return complete(scene);
}

Scene units()
{
    Scene scene = unitsToStart();
    const QStringList first{text("documentation"), text("research")};
    const QStringList all = first + QStringList{text("qa")};
    tell(scene, "14:02:00", kind::kStarted, "m.vogel", "window is open");
    tell(scene, "14:02:00.100", kind::kStepEntered, "engine", "", {{text("step"), 0}});
    send(scene, "14:02:00.200", "14:02:18", 0, reaching(0, first), "engine", "Send documentation and research to 2.0.0.");
    tell(scene, "14:02:18.100", kind::kStepEntered, "engine", "", {{text("step"), 1}});
    tell(scene, "14:17:19", kind::kVerdict, "engine", "All gates pass.", {{text("next"), 3}});
    send(scene, "14:17:19.200", "14:17:40", 0, reaching(3, all), "engine", "Send documentation, research and qa to 2.0.0.");
    tell(scene, "14:17:40.100", kind::kStepEntered, "engine", "", {{text("step"), 4}});
    const Scene healthy = soaking();
    scene.snapshot.verdicts = healthy.snapshot.verdicts;
    scene.readings = healthy.readings;
    stand(scene, "14:24:00", 0.302);
    scene.snapshot.observation.canaryCalls = 302;
    scene.snapshot.observation.totalCalls = 1000;
    scene.snapshot.soakLength = std::chrono::minutes(15);
    scene.snapshot.soakDone = at("14:24:00") - at("14:17:40");
    scene.snapshot.soakEnds = at("14:32:40");
    return complete(scene);
}

Scene verifying()
{
    Scene scene = toStart();
    rollout::Plan& plan = scene.snapshot.state.release.plan;
    rollout::Step verify = stepOf(rollout::StepKind::Verify);
    verify.task = rollout::Task{text("green answers"), text("GET"), text("https://green.ksi.internal/v1/health")};
    verify.task->attempts = 5;
    rollout::Step soak = stepOf(rollout::StepKind::Soak);
    soak.soak = std::chrono::hours(1);
    plan.steps = {verify, stepOf(rollout::StepKind::Switch), soak, stepOf(rollout::StepKind::Gate), stepOf(rollout::StepKind::Activate)};
    tell(scene, "14:03:00", kind::kStarted, "m.vogel", "window is open");
    tell(scene, "14:03:00.100", kind::kStepEntered, "engine", "", {{text("step"), 0}});
    tell(scene, "14:03:00.200", kind::kIntent, "engine", "Carry out “green answers”.",
        {{text("command"), text("v1")}, {text("action"), text("task")}, {text("task"), text("green answers")}, {text("step"), 0},
            {text("request"), text("curl -X GET 'https://green.ksi.internal/v1/health'")}});
    const char* answer = "It answered 503, expected was 200 to 299. It said: 503 {\"status\":\"starting\"}";
    tell(scene, "14:03:00.400", kind::kOutcome, "edge-gateway", answer,
        {{text("command"), text("v1")}, {text("outcome"), text("refused")}, {text("answer"), text(answer)}});
    stand(scene, "14:03:03", 0.0);
    return complete(scene);
}

Scene partOfChecklist()
{
    Scene scene = soaking();
    rollout::Step part = stepOf(rollout::StepKind::Checklist);
    part.checklist = text("Sign-off");
    auto& steps = scene.snapshot.state.release.plan.steps;
    steps.insert(steps.begin() + 6, part);
    tell(scene, "14:48:20", kind::kVerdict, "engine", "All gates pass.", {{text("next"), 6}});
    stand(scene, "14:50:00", 0.249);
    scene.snapshot.soakDone.reset();
    scene.snapshot.checklistOpen = text("“Sign-off” of its checklist is not settled: 2 open, first “QA has signed off”.");
    return complete(scene);
}

} // namespace fairlead::story
