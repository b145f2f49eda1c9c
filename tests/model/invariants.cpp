#include "tests/model/world.h"

#include <algorithm>
#include <array>

namespace fairlead::model {

namespace {

using rollout::Act;
using rollout::Phase;

bool growsOnly(Phase phase)
{
    return phase == Phase::Held || phase == Phase::Paused || phase == Phase::Aborted || phase == Phase::ToStart || rollout::isEnded(phase);
}

/// An age by the limits that decide() compares it with.
int bucket(Millis age, const rollout::Plan& plan)
{
    const std::array limits{rollout::kUnknownGrace, rollout::kRollbackRetry, plan.effectDeadline, 2 * plan.effectDeadline};
    return static_cast<int>(std::ranges::count_if(limits, [age](Millis limit) { return age >= limit; }));
}

} // namespace

/// At most what the plan's steps up to the present one ask for.
bool World::isAllowed(const rollout::Ask& ask) const
{
    rollout::Ask highest;
    for (int i = 0; i <= m_state.step; ++i) {
        const rollout::Ask each = rollout::askAt(m_state.release.plan, i);
        highest.weight = std::max(highest.weight, each.weight);
        highest.reach.mirror = std::max(highest.reach.mirror, each.reach.mirror);
        highest.reach.units += each.reach.units;
        highest.reach.segments += each.reach.segments;
    }
    return !rollout::grows(highest, ask);
}

QString World::brokenByDecision(const rollout::Decision& decision) const
{
    const bool sends = decision.act == Act::SendAsk;
    const bool moves = sends || decision.act == Act::EnterStep || decision.act == Act::PassGate || decision.act == Act::Activate
        || decision.act == Act::RunTask;
    if (moves && growsOnly(m_state.phase)) {
        return QStringLiteral("a plan that is %1 moves").arg(toString(m_state.phase));
    }
    const bool grows = decision.act == Act::Activate || decision.act == Act::RunTask
        || (sends && m_state.phase != Phase::RollingBack && rollout::grows(m_state.seen(), decision.ask));
    if (grows && (m_quarantined || m_lineStopped)) {
        return QStringLiteral("it grows although it is quarantined or the line is stopped");
    }
    if (grows && m_gates == gate::Outcome::Fail && rollout::gatesAct(m_state) && m_state.stepEffectiveAt && !m_state.byHand) {
        return QStringLiteral("it grows while a gate fails");
    }
    if (sends && m_state.phase == Phase::RollingBack && rollout::grows(m_state.asked(), decision.ask)) {
        return QStringLiteral("a rollback rises from %1 to %2").arg(inWords(m_state.asked()), inWords(decision.ask));
    }
    if (sends && m_state.phase != Phase::RollingBack && !isAllowed(decision.ask)) {
        return QStringLiteral("%1 is more than the plan's step asks for").arg(inWords(decision.ask));
    }
    return sends && pending() ? QStringLiteral("a command is sent while another is under way") : QString();
}

QString World::broken(const rollout::State& before, const rollout::Ask& targetBefore, Event event) const
{
    const std::vector<rollout::Step>& steps = m_state.release.plan.steps;
    const bool led = m_state.step > before.step && before.step >= 0 && m_state.phase != Phase::RollingBack;
    for (int i = std::max(before.step, 0); led && i < m_state.step; ++i) {
        const rollout::Step& passed = steps[static_cast<std::size_t>(i)];
        const bool enough = i == before.step && static_cast<int>(before.approvals.size()) >= passed.approval.needed;
        if (passed.kind == rollout::StepKind::Approval && !enough) {
            return QStringLiteral("step %1 was passed without its approvals").arg(i);
        }
    }
    if (event == Event::Tick && m_target != targetBefore) {
        return QStringLiteral("the target changed without a command");
    }
    const bool takenBack = before.phase == Phase::Activated && (event == Event::RollBack || event == Event::RollBackGradually);
    if (rollout::isEnded(before.phase) && m_state != before && !takenBack) {
        return QStringLiteral("a release that has ended changed");
    }
    // A rollback can always be asked for, and is sent by the next look, or the one after a command that is under way.
    if (m_state.phase != Phase::ToStart && !rollout::isEnded(m_state.phase) && m_state.phase != Phase::RollingBack) {
        World asked = *this;
        if (!asked.possible(Event::RollBack)) {
            return QStringLiteral("a rollback cannot be asked for while %1").arg(toString(m_state.phase));
        }
        asked.person(Event::RollBack);
        if (!asked.pending()) {
            const rollout::Decision decision = rollout::decide(asked.m_state, asked.facts());
            const bool done = decision.act == Act::SendAsk && decision.ask.isNothing();
            const bool backAlready = (decision.act == Act::Finish || decision.act == Act::Restore) && m_state.asked().isNothing();
            if (!done && !backAlready) {
                return QStringLiteral("a rollback is not sent after two events while %1").arg(toString(m_state.phase));
            }
        }
    }
    return {};
}

QByteArray World::key() const
{
    QByteArray key;
    const auto add = [&key](auto value) { key += QByteArray::number(static_cast<double>(value)) + ','; };
    const rollout::Command* last = m_state.lastCommand();
    add(static_cast<int>(m_state.phase));
    add(static_cast<int>(m_state.beforePause));
    add(m_state.step);
    add(m_state.stepEffectiveAt.has_value());
    add(m_state.stepByPerson);
    add(m_state.holdNeedsPerson);
    add(m_state.byHand ? m_state.byHand->weight.value() : -1.0);
    const auto addAsk = [&key](const rollout::Ask& ask) { key += rollout::inWords(ask).toUtf8() + ','; };
    add(m_state.registryChanged);
    add(m_state.descent ? m_state.descent->askAt(m_now).reach.units.size() : 0);
    add(m_state.descent ? m_state.descent->askAt(m_now).weight.value() : -1.0);
    add(m_state.aborting);
    add(m_state.approvals.size());
    add(m_state.overdueStep);
    add(m_state.currentCommand() != nullptr);
    if (last != nullptr) {
        add(std::min(m_state.triesOf(*last), 2));
        addAsk(last->ask());
        add(last->task);
        add(static_cast<int>(last->outcome));
        add(static_cast<int>(last->effect));
        add(last->rollback);
        add(last->activation);
        add(last->byHand);
        add(last->mayRepeat);
        addAsk(rollout::askedBefore(m_state, *last));
        add(bucket(m_now - last->outcomeAt.value_or(last->intentAt), m_state.release.plan));
    }
    addAsk(m_target);
    addAsk(m_straying.value_or(rollout::Ask()));
    add(m_straying.has_value());
    add(m_checklistSettled);
    add(static_cast<int>(m_gates));
    key += m_sourceLost ? 's' : '-';
    key += m_follows ? 'f' : '-';
    key += m_lineStopped ? 'l' : '-';
    key += m_quarantined ? 'q' : '-';
    key += m_windowOpen ? 'w' : '-';
    key += m_soakStep == m_state.step && m_soakDone >= kWait ? 'd' : '-';
    return key;
}

} // namespace fairlead::model
