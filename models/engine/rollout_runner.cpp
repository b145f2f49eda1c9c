#include "models/engine/rollout_runner.h"

#include "models/domain/rollout/verbs.h"
#include "models/engine/abilities.h"
#include "models/engine/record_data.h"
#include "models/engine/rule_records.h"

#include <QThread>

#include <algorithm>

namespace fairlead::engine {

namespace {

namespace kind = audit::kind;
using rollout::Act;
using rollout::Phase;

const QString kEngine = QStringLiteral("engine");
constexpr Millis kTick{200};
constexpr Millis kPublish = std::chrono::seconds(1);
constexpr Millis kSoonestKept = std::chrono::seconds(2);
constexpr Millis kLatestKept = std::chrono::seconds(10);
constexpr int kKeptInSoak = 30;
constexpr Millis kQuiet = std::chrono::seconds(2);

const rollout::Step* stepOf(const rollout::State& state)
{
    const auto index = static_cast<std::size_t>(state.step);
    return state.step >= 0 && index < state.release.plan.steps.size() ? &state.release.plan.steps[index] : nullptr;
}

bool inSoak(const rollout::State& state)
{
    const rollout::Step* step = stepOf(state);
    return step != nullptr && step->kind == rollout::StepKind::Soak;
}

/// How often the progress of a soak is kept: a thirtieth of it is lost in a crash at most. A thousand soaks that wrote more often
/// would keep records waiting for the disk.
Millis keptEvery(Millis soak)
{
    return std::clamp(soak / kKeptInSoak, kSoonestKept, kLatestKept);
}

} // namespace

RolloutRunner::RolloutRunner(RunnerPorts ports, rollout::State state, QObject* parent)
    : QObject(parent)
    , m_history(ports.history)
    , m_clock(ports.clock)
    , m_target(std::move(ports.target))
    , m_tasks(std::move(ports.tasks))
    , m_log(ports.history, std::move(state), this)
    , m_feed(
          std::move(ports.source), ports.clock, m_log.state().release.plan.pollInterval, m_log.state().release.plan.gates.staleAfter, this)
    , m_watch(*m_target, ports.clock, m_log.state().release.plan.pollInterval, this)
    , m_sender(m_log, {*m_target, ports.registry, *m_tasks}, ports.clock, this)
{
    m_timer.setInterval(kTick);
    connect(&m_timer, &QTimer::timeout, this, &RolloutRunner::tick);
    connect(&m_log, &ReleaseLog::failed, this, &RolloutRunner::onStoreFailed);
    connect(&m_log, &ReleaseLog::recorded, this, [this](const audit::Record& record) {
        Q_EMIT recorded(record);
        watchOrStop(); // what was activated may be taken back
        publish();
    });
    connect(&m_sender, &CommandSender::finished, &m_watch, &SplitWatch::poll);
    connect(&m_feed, &MetricFeed::answered, this, [this](const metrics::Readings& readings) {
        m_history.keepReadings(m_log.state().release.id.text(), readings);
        Q_EMIT answered(readings);
    });
    connect(&m_feed, &MetricFeed::sourceLost, this,
        [this](const QString& why) { m_log.append(kind::kSourceLost, m_log.state().release.source, why, {}); });
    connect(&m_feed, &MetricFeed::sourceBack, this, [this](Millis gap) {
        m_log.append(kind::kSourceBack, m_log.state().release.source,
            QStringLiteral("%1\u00a0s without data, drawn as a gap.").arg(gap.count() / 1000),
            {{QStringLiteral("ms"), static_cast<qint64>(gap.count())}});
    });
}

void RolloutRunner::restore(const metrics::Readings& readings, const QString& soakNote)
{
    m_feed.restore(readings);
    const QStringList parts = soakNote.split(QLatin1Char(' '));
    if (parts.size() == 2 && parts[0].toInt() == state().step) {
        m_soak.begin(state().step, Millis(parts[1].toLongLong()));
    }
}

void RolloutRunner::begin()
{
    Q_ASSERT(QThread::currentThread() == thread());
    m_begun = true;
    watchOrStop();
    publish();
}

void RolloutRunner::look()
{
    m_feed.poll();
    m_watch.poll();
    tick();
}

void RolloutRunner::setSurroundings(const Surroundings& surroundings)
{
    if (surroundings != m_surroundings) {
        m_surroundings = surroundings;
        publish();
    }
}

void RolloutRunner::fold(const audit::Record& record)
{
    m_log.fold(record);
}

bool RolloutRunner::busy() const
{
    return m_sender.busy() || m_log.pending() > 0 || m_clock.elapsed() < m_quietUntil;
}

Instant RolloutRunner::judgedSince() const
{
    return state().stepEffectiveAt.value_or(m_clock.now());
}

gate::Verdicts RolloutRunner::judgeNow() const
{
    gate::Verdicts verdicts;
    if (!state().stepEffectiveAt) {
        return verdicts;
    }
    for (const gate::Gate& gate : rollout::gatesAt(state().release, state().step)) {
        verdicts.push_back(gate::judge(gate, m_feed.series(), judgedSince(), m_clock.now(), state().release.plan.gates));
    }
    return verdicts;
}

rollout::Observation RolloutRunner::observe() const
{
    // Activations and tasks send nothing: the requests that were seen before it still tell the share.
    const auto& commands = state().commands;
    const auto last = std::find_if(commands.rbegin(), commands.rend(), [](const rollout::Command& command) { return command.shifts(); });
    const Instant since = last == commands.rend() ? Instant() : last->outcomeAt.value_or(last->intentAt);
    rollout::Observation observation = m_watch.observation(since, state().release.plan.minCallsForShare, m_feed.series());
    if (observation.at < since) {
        observation.reach.reset();
        observation.weight.reset(); // read before the command: says nothing about it
    }
    return observation;
}

rollout::Facts RolloutRunner::facts() const
{
    rollout::Facts facts;
    facts.now = m_clock.now();
    facts.verdicts = judgeNow();
    facts.rules = judgeRules(state(), m_feed.series(), facts.now);
    facts.observation = observe();
    facts.sourceLost = m_feed.lost();
    facts.sourceError = m_feed.error();
    facts.soakDone = m_soak.step() == state().step ? m_soak.done() : Millis(0);
    const auto fewest = std::ranges::min_element(facts.verdicts, {}, &gate::Verdict::samples);
    facts.samples = fewest == facts.verdicts.end() ? 0 : fewest->samples;
    facts.checklistOpen = openPart();
    const Instant startedAt = state().startedAt.value_or(facts.now);
    facts.here = rollout::openingFor(state().release, state().step, startedAt, m_surroundings.freezes, facts.now);
    facts.next = rollout::openingFor(state().release, state().step + 1, startedAt, m_surroundings.freezes, facts.now);
    if (m_surroundings.lineStop) {
        facts.lineStopped = QStringLiteral("%1 stopped the line: %2").arg(m_surroundings.lineStop->who, m_surroundings.lineStop->why);
    } else {
        facts.lineStopped = m_surroundings.train;
    }
    if (m_surroundings.quarantine) {
        facts.quarantined = QStringLiteral("%1 is quarantined: %2").arg(m_surroundings.quarantine->version, m_surroundings.quarantine->why);
    }
    return facts;
}

void RolloutRunner::tick()
{
    Q_ASSERT(QThread::currentThread() == thread());
    updateClocks();
    if (!busy()) {
        if (m_sender.needsReconciling()) {
            m_sender.reconcile();
        } else {
            const rollout::Facts known = facts();
            carryOut(rollout::decide(state(), known), known);
        }
    }
    if (m_clock.elapsed() - m_lastPublished >= kPublish) {
        publish();
    }
    watchOrStop();
}

void RolloutRunner::updateClocks()
{
    const bool soaking = inSoak(state());
    if (state().byHand) {
        m_soak = SoakClock(); // another weight was soaked: the plan's begins anew
    } else if (soaking) {
        m_soak.begin(state().step);
    }
    m_soak.update(m_clock.elapsed(), soaking && state().phase == Phase::Soaking && !m_feed.lost());
    if (soaking && m_clock.elapsed() - m_lastKept >= keptEvery(stepOf(state())->soak)) {
        keepSoak();
    }
    const rollout::Command* command = state().currentCommand();
    m_watch.setEager(command != nullptr && command->effect != rollout::CommandEffect::Effective);
}

void RolloutRunner::keepSoak()
{
    m_lastKept = m_clock.elapsed();
    const QString note = QStringLiteral("%1 %2").arg(m_soak.step()).arg(m_soak.done().count());
    // A soak that could not be kept is soaked again after a restart: nothing to tell anybody.
    static_cast<void>(m_history.keepNote(QStringLiteral("soak/") + state().release.id.text(), note));
}

void RolloutRunner::carryOut(const rollout::Decision& decision, const rollout::Facts& known)
{
    const QJsonObject step{{QStringLiteral("step"), decision.step}};
    switch (decision.act) {
    case Act::Nothing: break;
    case Act::EnterStep: m_log.append(kind::kStepEntered, kEngine, {}, step); break;
    case Act::PassGate: {
        QJsonObject data = verdictData();
        data.insert(QStringLiteral("next"), decision.step);
        m_log.append(kind::kVerdict, kEngine, QStringLiteral("All gates pass."), data);
        break;
    }
    case Act::SendAsk: m_sender.send(decision.ask, decision.why); break;
    case Act::RunTask: m_sender.runTask(); break;
    case Act::Restore: m_sender.restore(); break;
    case Act::ConfirmEffect: recordEffect(true, decision.proof == rollout::Proof::Share); break;
    case Act::ReportNoEffect: recordEffect(false, false); break;
    case Act::Hold: {
        const QString needs = decision.needsPerson ? QStringLiteral("person") : QStringLiteral("data");
        m_log.append(kind::kHeld, kEngine, decision.why, {{QStringLiteral("needs"), needs}});
        break;
    }
    case Act::Continue: m_log.append(kind::kContinued, kEngine, decision.why, {}); break;
    case Act::RollBack: {
        QJsonObject data = verdictData();
        if (decision.rule >= 0) {
            data.insert(QStringLiteral("rule"), ruleDataAt(decision.rule, known));
        }
        m_log.append(kind::kRollbackDecided, kEngine, decision.why, data);
        break;
    }
    case Act::FireRule: m_log.append(kind::kRuleFired, kEngine, decision.why, ruleDataAt(decision.rule, known)); break;
    case Act::ClearRule: m_log.append(kind::kRuleCleared, kEngine, decision.why, ruleDataAt(decision.rule, known)); break;
    case Act::Activate: m_sender.activate(); break;
    case Act::Park:
        m_log.append(kind::kParked, kEngine,
            QStringLiteral("%1 serves all traffic again; the plan is kept.").arg(state().release.baselineVersion), {});
        break;
    case Act::ReportOverdue: {
        QJsonObject data = step;
        data.insert(QStringLiteral("then"), toString(state().release.plan.steps[static_cast<std::size_t>(decision.step)].deadline->then));
        data.insert(QStringLiteral("needs"), QStringLiteral("person"));
        m_log.append(kind::kOverdue, kEngine, decision.why, data);
        break;
    }
    case Act::Finish:
        m_log.append(kind::kEnded, kEngine,
            QStringLiteral("%1 serves all traffic again: %2").arg(state().release.baselineVersion, state().rollbackWhy),
            {{QStringLiteral("result"), toString(Phase::RolledBack)}});
        break;
    }
}

QJsonObject RolloutRunner::ruleDataAt(int rule, const rollout::Facts& known) const
{
    const auto index = static_cast<std::size_t>(rule);
    return ruleData(state().release.plan.rules[index], known.rules[index]);
}

QJsonObject RolloutRunner::verdictData() const
{
    return decisionData(state(), judgeNow(), observe(), m_soak.done());
}

void RolloutRunner::recordEffect(bool effective, bool counted)
{
    const rollout::Command& command = *state().currentCommand();
    const rollout::Observation seen = observe();
    const Millis after = m_clock.now() - command.outcomeAt.value_or(command.intentAt);
    const QString why
        = effective ? effectSentence(command, seen, counted, state().release.manifest.version) : noEffectSentence(command, seen);
    m_log.append(kind::kEffect, kEngine, why, effectData(command, seen, effective, counted, after));
}

void RolloutRunner::onStoreFailed(const Error& error)
{
    // No record, no action: whatever was to follow is dropped, and decided anew when the store may answer again.
    m_sender.reset();
    m_verbUnderWay = false;
    m_quietUntil = m_clock.elapsed() + kQuiet;
    Q_EMIT failed(error);
}

void RolloutRunner::watchOrStop()
{
    if (rollout::isEnded(state().phase) && m_timer.isActive()) {
        m_timer.stop();
        m_feed.stop();
        m_watch.stop();
        publish();
    } else if (m_begun && !rollout::isEnded(state().phase) && !m_timer.isActive()) {
        m_feed.start();
        m_watch.start();
        m_timer.start();
    }
}

QString RolloutRunner::openPart() const
{
    const rollout::Step* step = stepOf(state());
    const auto found = step == nullptr ? m_surroundings.openParts.end() : m_surroundings.openParts.find(step->checklist);
    return found == m_surroundings.openParts.end() ? QString() : found->second;
}

QString RolloutRunner::unsupported() const
{
    return lackingIn(m_target->abilities(), state().release.plan, state().release.target);
}

void RolloutRunner::publish()
{
    if (m_begun) {
        m_lastPublished = m_clock.elapsed();
        Q_EMIT changed(snapshot());
    }
}

rollout::Snapshot RolloutRunner::snapshot() const
{
    const rollout::Facts known = facts();
    rollout::Snapshot snapshot;
    snapshot.state = state();
    snapshot.at = known.now;
    snapshot.observation = known.observation;
    snapshot.verdicts = known.verdicts;
    if (rollout::isEnded(state().phase) && !snapshot.observation.weight) { // it ended before this program began
        snapshot.at = state().endedAt.value_or(known.now);
        snapshot.observation = state().lastObservation();
        snapshot.verdicts = state().lastVerdicts;
    }
    const bool takenBack = state().phase == Phase::RollingBack || state().phase == Phase::Aborted;
    if (state().stepEffectiveAt && !takenBack) {
        snapshot.judges
            = m_hearing.on(rollout::gatesAt(state().release, state().step), known.verdicts, m_feed.series(), *state().stepEffectiveAt);
    }
    snapshot.rules = known.rules;
    if (inSoak(state())) {
        snapshot.soakLength = stepOf(state())->soak;
        snapshot.soakDone = std::min(known.soakDone, snapshot.soakLength);
        if (state().phase == Phase::Soaking) {
            snapshot.soakEnds = known.now + (snapshot.soakLength - *snapshot.soakDone);
        }
    }
    const rollout::Command* command = state().currentCommand();
    if (command != nullptr && command->shifts() && command->effect != rollout::CommandEffect::Effective) {
        snapshot.effectDue = command->outcomeAt.value_or(command->intentAt) + state().release.plan.effectDeadline;
    }
    snapshot.sourceLostSince = m_feed.lostSince();
    snapshot.sourceError = m_feed.error();
    snapshot.checklistOpen = known.checklistOpen;
    snapshot.startBlockers = m_surroundings.blockers;
    snapshot.lineStop = m_surroundings.lineStop;
    snapshot.train = m_surroundings.train;
    snapshot.quarantine = state().quarantine ? state().quarantine : m_surroundings.quarantine;
    snapshot.next = known.next;
    snapshot.skippedByFull = rollout::skippedByFull(state());
    snapshot.mostByHand = rollout::mostByHand(state());
    if (const std::optional<rollout::Ask> ask = rollout::nextAsk(state())) {
        snapshot.pendingRequest = m_sender.preview(*ask);
    }
    const int full = rollout::fullPromotionStep(state());
    if (full >= 0) {
        snapshot.fullRequest = m_sender.preview(rollout::askAt(state().release.plan, full));
    }
    snapshot.rollbackRequest = m_sender.preview(rollout::Ask());
    snapshot.effective = state().effective();
    snapshot.verbs = rollout::verbsOf(state(), verbFacts(known));
    return snapshot;
}

} // namespace fairlead::engine
