#include "tests/model/world.h"

#include <array>
#include <utility>

namespace fairlead::model {

namespace {

namespace kind = audit::kind;
using rollout::Act;
using rollout::CommandOutcome;
using rollout::Phase;

constexpr Millis kStep{1'000};

const QString kEngine = QStringLiteral("engine");
const QString kStarter = QStringLiteral("m.vogel");
const QString kOther = QStringLiteral("j.okafor");
const QString kWhy = QStringLiteral("model");

constexpr std::array<const char*, kEvents> kNames{"tick", "wait", "accepted", "refused", "not-sent", "unknown-done", "unknown-undone",
    "late-arrival", "crash", "gates-pass", "gates-fail", "gates-blind", "source-lost", "source-back", "follows", "stays", "start",
    "promote", "promote-fully", "pause", "resume", "skip", "by-hand", "approve-one", "approve-other", "abort", "retry", "roll-back",
    "roll-back-gradually", "stop-line", "release-line", "quarantined", "window-closes", "window-opens", "checklist-settled"};

rollout::Release releaseOf(rollout::Plan plan)
{
    rollout::Release release;
    release.id = ReleaseId(QStringLiteral("01989f2e-6c1d-7c55-8000-000000000001"));
    release.name = QStringLiteral("checkout");
    release.baselineVersion = QStringLiteral("1");
    release.target = QStringLiteral("edge");
    release.manifest.version = QStringLiteral("2");
    release.manifest.successCriteria.push_back(
        {metrics::kErrorRate, *condition::Condition::parse(QStringLiteral("< 0.01"), metrics::kErrorRate)});
    release.plan = std::move(plan);
    return release;
}

} // namespace

const char* nameOf(Event event)
{
    return kNames[static_cast<std::size_t>(event)];
}

World::World(rollout::Plan plan)
    : m_now(Instant::fromMs(1'754'575'200'000))
{
    m_state.release = releaseOf(std::move(plan));
}

void World::append(const QString& kind, const QString& who, const QString& why, const QJsonObject& data)
{
    audit::Record record;
    record.row = ++m_row;
    record.at = m_now;
    record.entry = {kind, who, m_state.release.id.text(), QString(), why, data};
    m_state = rollout::apply(std::move(m_state), record);
}

bool World::pending() const
{
    const rollout::Command* last = m_state.lastCommand();
    return last != nullptr && last->outcome == CommandOutcome::Pending;
}

rollout::VerbFacts World::verbFacts() const
{
    rollout::VerbFacts facts;
    facts.sourceLost = m_sourceLost;
    facts.person = kStarter;
    facts.next = {m_windowOpen, m_windowOpen ? QString() : kWhy, {}};
    facts.checklistOpen = m_checklistSettled ? QString() : kWhy;
    rollout::Observation seen;
    seen.weight = m_target.weight;
    seen.reach = m_target.reach;
    facts.differs = !rollout::changedByOthers(m_state, seen).isEmpty();
    if (m_state.stepEffectiveAt) {
        gate::Verdict verdict;
        verdict.outcome = m_gates;
        facts.judged = {verdict};
    }
    if (m_lineStopped) {
        facts.lineStop = rollout::LineStop{kOther, kWhy, m_now};
    }
    if (m_quarantined) {
        facts.quarantine = rollout::Quarantine{m_state.release.manifest.version, m_now, kWhy};
    }
    return facts;
}

rollout::Facts World::facts() const
{
    rollout::Facts facts;
    facts.now = m_now;
    facts.verdicts = verbFacts().judged;
    facts.sourceLost = m_sourceLost;
    facts.soakDone = m_soakStep == m_state.step ? m_soakDone : Millis(0);
    facts.here = facts.next = {m_windowOpen, m_windowOpen ? QString() : kWhy, {}};
    facts.lineStopped = m_lineStopped ? kWhy : QString();
    facts.quarantined = m_quarantined ? kWhy : QString();
    rollout::Observation& seen = facts.observation;
    seen.at = m_now;
    seen.weight = m_target.weight;
    seen.reach = m_target.reach;
    facts.checklistOpen = m_checklistSettled ? QString() : kWhy;
    facts.samples = static_cast<int>(facts.soakDone / kStep);
    if (m_follows) {
        seen.share = m_target.isPartial() ? std::max(m_target.weight.fraction(), 0.1) : m_target.weight.fraction();
        seen.totalCalls = 10'000;
        seen.canaryCalls = seen.totalCalls * *seen.share;
    }
    return facts;
}

QString World::closed(Event event) const
{
    const rollout::Verbs verbs = rollout::verbsOf(m_state, verbFacts());
    switch (event) {
    case Event::Start: return verbs.start;
    case Event::Promote: return verbs.promote;
    case Event::PromoteFully: return verbs.promoteFully;
    case Event::Pause: return verbs.pause;
    case Event::Resume: return verbs.resume;
    case Event::Skip: return verbs.skip;
    case Event::ByHand: return rollout::weightClosed(m_state, verbFacts(), Percent::clamped(rollout::mostByHand(m_state).value() / 2));
    case Event::ApproveOne: return rollout::approveClosed(m_state, kStarter);
    case Event::ApproveOther: return rollout::approveClosed(m_state, kOther);
    case Event::Abort: return verbs.abort;
    case Event::Retry: return verbs.retry;
    case Event::RollBack: return verbs.rollBack;
    case Event::RollBackGradually: return verbs.rollBackGradually;
    default: return {};
    }
}

bool World::possible(Event event) const
{
    switch (event) {
    case Event::Accepted:
    case Event::Refused:
    case Event::NotSent:
    case Event::UnknownDone:
    case Event::UnknownUndone: return pending();
    case Event::Tick: return !pending();
    case Event::LateArrival: return m_straying.has_value();
    case Event::GatesPass: return m_gates != gate::Outcome::Pass;
    case Event::GatesFail: return m_gates != gate::Outcome::Fail;
    case Event::GatesBlind: return m_gates != gate::Outcome::NoData;
    case Event::SourceLost: return !m_sourceLost;
    case Event::SourceBack: return m_sourceLost;
    case Event::TrafficFollows: return !m_follows;
    case Event::TrafficStays: return m_follows;
    case Event::StopLine: return !m_lineStopped;
    case Event::ReleaseLine: return m_lineStopped;
    case Event::Quarantined: return !m_quarantined;
    case Event::WindowCloses: return m_windowOpen;
    case Event::WindowOpens: return !m_windowOpen;
    case Event::ChecklistSettled: return !m_checklistSettled && waitsForChecklist();
    default: return closed(event).isEmpty();
    }
}

bool World::waitsForChecklist() const
{
    const std::vector<rollout::Step>& steps = m_state.release.plan.steps;
    return m_state.step >= 0 && steps[static_cast<std::size_t>(m_state.step)].kind == rollout::StepKind::Checklist;
}

void World::intend(const QString& action, const rollout::Ask& ask)
{
    const bool back = m_state.phase == Phase::RollingBack;
    QJsonObject data{{QStringLiteral("command"), QStringLiteral("c%1").arg(m_row)}, {QStringLiteral("action"), action},
        {QStringLiteral("weight"), ask.weight.value()}, {QStringLiteral("reach"), rollout::toJson(ask.reach)},
        {QStringLiteral("step"), back ? -1 : m_state.step}, {QStringLiteral("rollback"), back}};
    if (m_state.byHand && !back) {
        data.insert(QStringLiteral("byHand"), true);
    }
    append(kind::kIntent, kEngine, kWhy, data);
}

void World::answer(CommandOutcome outcome, bool done)
{
    const rollout::Command last = *m_state.lastCommand();
    const bool overtaken = m_state.phase == Phase::RollingBack && !last.rollback;
    append(kind::kOutcome, kEngine, {}, {{QStringLiteral("command"), last.id.text()}, {QStringLiteral("outcome"), toString(outcome)}});
    if (last.activation && !last.rollback && outcome == CommandOutcome::Accepted) {
        append(kind::kEnded, kEngine, {}, {{QStringLiteral("result"), toString(Phase::Activated)}});
    }
    if (!last.shifts()) {
        return;
    }
    if (done) {
        m_target = last.ask();
    } else if (outcome == CommandOutcome::Unknown && !overtaken) {
        m_straying = last.ask();
    }
}

void World::carryOut(const rollout::Decision& decision)
{
    const QJsonObject step{{QStringLiteral("step"), decision.step}};
    const auto effect = [this](bool effective) {
        append(kind::kEffect, kEngine, {},
            {{QStringLiteral("command"), m_state.lastCommand()->id.text()},
                {QStringLiteral("effect"), effective ? QStringLiteral("effective") : QStringLiteral("not-effective")}});
    };
    switch (decision.act) {
    case Act::Nothing:
    case Act::FireRule:
    case Act::ClearRule: break;
    case Act::EnterStep: append(kind::kStepEntered, kEngine, {}, step); break;
    case Act::PassGate: append(kind::kVerdict, kEngine, {}, {{QStringLiteral("next"), decision.step}}); break;
    case Act::SendAsk: intend(QStringLiteral("set-weight"), decision.ask); break;
    case Act::RunTask: intend(QStringLiteral("task"), m_state.asked()); break;
    case Act::Restore: intend(QStringLiteral("restore"), m_state.asked()); break;
    case Act::ConfirmEffect: effect(true); break;
    case Act::ReportNoEffect: effect(false); break;
    case Act::Hold:
        append(kind::kHeld, kEngine, decision.why,
            {{QStringLiteral("needs"), decision.needsPerson ? QStringLiteral("person") : QStringLiteral("data")}});
        break;
    case Act::Continue: append(kind::kContinued, kEngine, decision.why, {}); break;
    case Act::RollBack: append(kind::kRollbackDecided, kEngine, decision.why, {}); break;
    case Act::Activate: intend(QStringLiteral("activate"), m_state.asked()); break;
    case Act::Park: append(kind::kParked, kEngine, {}, {}); break;
    case Act::ReportOverdue:
        append(kind::kOverdue, kEngine, decision.why,
            {{QStringLiteral("step"), decision.step}, {QStringLiteral("needs"), QStringLiteral("person")},
                {QStringLiteral("then"), toString(m_state.release.plan.steps[static_cast<std::size_t>(decision.step)].deadline->then)}});
        break;
    case Act::Finish: append(kind::kEnded, kEngine, {}, {{QStringLiteral("result"), toString(Phase::RolledBack)}}); break;
    }
}

void World::tick()
{
    const rollout::Decision decision = rollout::decide(m_state, facts());
    m_wrong = brokenByDecision(decision);
    carryOut(decision);
}

void World::person(Event event)
{
    const auto leadTo = [this](const QString& kind, int step) { append(kind, kStarter, kWhy, {{QStringLiteral("step"), step}}); };
    switch (event) {
    case Event::Start: append(kind::kStarted, kStarter, {}, {}); break;
    case Event::Promote: leadTo(kind::kPromoted, rollout::promotionStep(m_state)); break;
    case Event::PromoteFully: leadTo(kind::kPromoted, rollout::fullPromotionStep(m_state)); break;
    case Event::Pause: append(kind::kPaused, kStarter, kWhy, {}); break;
    case Event::Resume: append(kind::kResumed, kOther, kWhy, {{QStringLiteral("again"), rollout::sendsAgain(m_state, verbFacts())}}); break;
    case Event::Skip: leadTo(kind::kSkipped, rollout::skipStep(m_state)); break;
    case Event::ByHand: append(kind::kByHand, kOther, kWhy, {{QStringLiteral("weight"), rollout::mostByHand(m_state).value() / 2}}); break;
    case Event::ApproveOne: append(kind::kApproved, kStarter, {}, {}); break;
    case Event::ApproveOther: append(kind::kApproved, kOther, {}, {}); break;
    case Event::Abort: append(kind::kAborted, kOther, kWhy, {}); break;
    case Event::Retry: append(kind::kRetried, kStarter, kWhy, {}); break;
    case Event::RollBack: append(kind::kRollbackDecided, kOther, kWhy, {}); break;
    case Event::RollBackGradually:
        append(kind::kRollbackDecided, kOther, kWhy,
            {{QStringLiteral("gradual"),
                QJsonObject{{QStringLiteral("ms"), static_cast<qint64>(2 * kWait.count())}, {QStringLiteral("steps"), 2}}}});
        break;
    default: break;
    }
}

QString World::take(Event event)
{
    const rollout::State before = m_state;
    const rollout::Ask targetBefore = m_target;
    m_wrong.clear();
    m_now = m_now + kStep;
    switch (event) {
    case Event::Tick: tick(); break;
    case Event::Wait: {
        m_now = m_now + kWait;
        const bool soaks = m_state.phase == Phase::Soaking && !m_sourceLost;
        m_soakDone = m_soakStep == m_state.step ? m_soakDone : Millis(0);
        m_soakStep = m_state.step;
        m_soakDone += soaks ? kWait : Millis(0);
        break;
    }
    case Event::Accepted: answer(CommandOutcome::Accepted, true); break;
    case Event::Refused: answer(CommandOutcome::Refused, false); break;
    case Event::NotSent: answer(CommandOutcome::NotSent, false); break;
    case Event::UnknownDone: answer(CommandOutcome::Unknown, true); break;
    case Event::UnknownUndone: answer(CommandOutcome::Unknown, false); break;
    case Event::LateArrival: m_target = *std::exchange(m_straying, std::nullopt); break;
    case Event::Crash:
        if (pending()) {
            answer(CommandOutcome::Unknown, false);
        }
        break;
    case Event::GatesPass: m_gates = gate::Outcome::Pass; break;
    case Event::GatesFail: m_gates = gate::Outcome::Fail; break;
    case Event::GatesBlind: m_gates = gate::Outcome::NoData; break;
    case Event::SourceLost: m_sourceLost = true; break;
    case Event::SourceBack: m_sourceLost = false; break;
    case Event::TrafficFollows: m_follows = true; break;
    case Event::TrafficStays: m_follows = false; break;
    case Event::StopLine: m_lineStopped = true; break;
    case Event::ReleaseLine: m_lineStopped = false; break;
    case Event::Quarantined: m_quarantined = true; break;
    case Event::WindowCloses: m_windowOpen = false; break;
    case Event::WindowOpens: m_windowOpen = true; break;
    case Event::ChecklistSettled: m_checklistSettled = true; break;
    default: person(event); break;
    }
    return m_wrong.isEmpty() ? broken(before, targetBefore, event) : m_wrong;
}

} // namespace fairlead::model
