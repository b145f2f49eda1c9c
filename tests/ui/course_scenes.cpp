#include "tests/ui/course_scenes.h"

#include "tests/ui/verb_scenes.h"

#include <QJsonObject>

namespace fairlead::story {

namespace kind = audit::kind;

namespace {

using namespace std::chrono_literals;

QString text(const char* utf8)
{
    return QString::fromUtf8(utf8);
}

rollout::Step inPhase(rollout::Step step, int phase)
{
    step.phase = phase;
    return step;
}

void addWatch(rollout::Plan& plan, int phase, Millis soak)
{
    rollout::Step wait = stepOf(rollout::StepKind::Soak);
    wait.soak = soak;
    plan.steps.push_back(inPhase(wait, phase));
    plan.steps.push_back(inPhase(stepOf(rollout::StepKind::Gate), phase));
}

rollout::Plan planOfDays()
{
    rollout::Plan plan;
    plan.name = text("fifteen-days");
    plan.allowed = {{QTime(2, 0), QTime(6, 0), {1, 2, 3, 4, 5}}};
    plan.phases = {{text("shadow"), 1, {}}, {text("canary"), 4, {}}, {text("ramp by unit"), 8, {}}, {text("stabilise"), 15, {}}};
    rollout::Step mirror = stepOf(rollout::StepKind::Mirror);
    mirror.reach.mirror = Percent::clamped(10);
    plan.steps.push_back(inPhase(mirror, 0));
    addWatch(plan, 0, 48h);
    rollout::Step canary = stepOf(rollout::StepKind::SetWeight);
    canary.weight = Percent::clamped(10);
    plan.steps.push_back(inPhase(canary, 1));
    addWatch(plan, 1, 72h);
    for (const char* unit : {"docs", "research", "qa", "ops", "engineer"}) {
        rollout::Step step = stepOf(rollout::StepKind::Unit);
        step.reach.units = {text(unit)};
        plan.steps.push_back(inPhase(step, 2));
        addWatch(plan, 2, 18h);
    }
    addWatch(plan, 3, 14 * 24h);
    plan.steps.push_back(inPhase(stepOf(rollout::StepKind::Activate), 3));
    return plan;
}

} // namespace

Scene daysToStart()
{
    Scene scene = toStart();
    rollout::Release& release = scene.snapshot.state.release;
    release.plan = planOfDays();
    release.window = *Span::create(at("2025-07-29T02:00:00"), at("2025-07-29T06:00:00"));
    scene.snapshot.at = at("2025-07-28T20:00:00");
    return complete(scene);
}

Scene days()
{
    Scene scene = daysToStart();
    const QStringList both{text("docs"), text("research")};
    tell(scene, "2025-07-29T02:02:00", kind::kStarted, "m.vogel", "agreed with the teams");
    tell(scene, "2025-07-29T02:02:01", kind::kStepEntered, "engine", "", {{text("step"), 0}});
    rollout::Reach copied;
    copied.mirror = Percent::clamped(10);
    send(scene, "2025-07-29T02:02:02", "2025-07-29T02:02:30", 0, {{text("step"), 0}, {text("reach"), rollout::toJson(copied)}}, "engine",
        "");
    tell(scene, "2025-07-29T02:02:31", kind::kStepEntered, "engine", "", {{text("step"), 1}});
    tell(scene, "2025-08-01T02:00:00", kind::kVerdict, "engine", "All gates pass.", {{text("next"), 3}});
    send(scene, "2025-08-01T02:00:01", "2025-08-01T02:00:30", 10, {{text("step"), 3}}, "engine", "");
    tell(scene, "2025-08-01T02:00:31", kind::kStepEntered, "engine", "", {{text("step"), 4}});
    tell(scene, "2025-08-05T02:00:00", kind::kVerdict, "engine", "All gates pass.", {{text("next"), 6}});
    send(scene, "2025-08-05T02:00:01", "2025-08-05T02:12:00", 10, reaching(6, {text("docs")}), "engine", "");
    tell(scene, "2025-08-05T02:12:01", kind::kStepEntered, "engine", "", {{text("step"), 7}});
    tell(scene, "2025-08-06T02:00:00", kind::kHeld, "engine", "docs had 84 of 100 calls.");
    tell(scene, "2025-08-06T09:00:00", kind::kContinued, "engine", "What held it is gone.");
    tell(scene, "2025-08-07T02:00:00", kind::kVerdict, "engine", "All gates pass.", {{text("next"), 9}});
    send(scene, "2025-08-07T02:00:01", "2025-08-07T02:14:00", 10, reaching(9, both), "engine", "Send docs and research to 2.0.0.");
    tell(scene, "2025-08-07T02:14:01", kind::kStepEntered, "engine", "", {{text("step"), 10}});
    const Scene healthy = soaking();
    scene.snapshot.verdicts = healthy.snapshot.verdicts;
    scene.readings = healthy.readings;
    stand(scene, "14:41:22", 0.302);
    scene.snapshot.observation.canaryCalls = 464;
    scene.snapshot.observation.totalCalls = 1538;
    scene.snapshot.soakLength = 18h;
    scene.snapshot.soakDone = at("14:41:22") - at("02:14:00");
    scene.snapshot.soakEnds = at("20:14:00");
    scene.snapshot.next = {false, text("Only Monday to Friday 02:00 to 06:00 UTC; opens 2025-08-08 02:00 UTC."), at("2025-08-08T02:00:00")};
    return complete(scene);
}

Scene daysPaused()
{
    Scene scene = days();
    tell(scene, "14:50:00", kind::kPaused, "m.vogel", "The team of qa is at a fair.");
    stand(scene, "15:10:00", 0.302);
    return complete(scene);
}

Scene daysBack()
{
    Scene scene = days();
    const char* why = "Users report trouble: tables come without totals";
    tell(scene, "14:50:00", kind::kRollbackDecided, "m.vogel", why,
        {{text("gradual"), QJsonObject{{text("ms"), 3'600'000}, {text("steps"), 4}}}});
    QJsonObject data = reaching(-1, {text("docs")});
    data.insert(text("rollback"), true);
    send(scene, "14:50:01", "14:50:40", 5, data, "m.vogel", why);
    stand(scene, "15:10:00", 0.102);
    scene.snapshot.soakDone.reset();
    return complete(scene);
}

Scene hours()
{
    return complete(soaking());
}

std::vector<calendar::Freeze> freezes()
{
    return {{text("Trade fair"), *Span::create(at("2025-08-09T00:00:00"), at("2025-08-11T12:00:00")), {}, {}, {}}};
}

} // namespace fairlead::story
