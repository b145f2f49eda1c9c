#include "models/engine/command_sender.h"

#include "models/base/future.h"

#include <QThread>

namespace fairlead::engine {

namespace {

namespace kind = audit::kind;
using rollout::CommandOutcome;

const QString kEngine = QStringLiteral("engine");

QString percent(Percent value)
{
    return QStringLiteral("%1\u00a0%").arg(value.value());
}

/// What an error of a target means for the command that met it.
CommandOutcome outcomeOf(ErrorCode code)
{
    switch (code) {
    case ErrorCode::Unreachable: return CommandOutcome::NotSent;
    case ErrorCode::Unknown:
    case ErrorCode::Corrupt: return CommandOutcome::Unknown;
    default: return CommandOutcome::Refused;
    }
}

QJsonObject intentData(const rollout::Command& command, const QString& action)
{
    QJsonObject data{{QStringLiteral("command"), command.id.text()}, {QStringLiteral("action"), action},
        {QStringLiteral("weight"), command.weight.value()}, {QStringLiteral("step"), command.step},
        {QStringLiteral("rollback"), command.rollback}, {QStringLiteral("request"), command.request}};
    if (command.byHand) {
        data.insert(QStringLiteral("byHand"), true);
    }
    return data;
}

} // namespace

CommandSender::CommandSender(
    ReleaseLog& log, ports::TrafficTarget& target, ports::ComponentRegistry& registry, const Clock& clock, QObject* parent)
    : QObject(parent)
    , m_log(log)
    , m_target(target)
    , m_registry(registry)
    , m_clock(clock)
{
}

QString CommandSender::who() const
{
    const rollout::State& state = m_log.state();
    if (state.phase == rollout::Phase::RollingBack) {
        return state.rollbackWho;
    }
    return state.byHand ? state.byHand->who : kEngine;
}

void CommandSender::sendWeight(Percent weight, const QString& why)
{
    Q_ASSERT(QThread::currentThread() == thread());
    Q_ASSERT(!m_busy);
    m_busy = true;
    const rollout::State& state = m_log.state();
    rollout::Command command;
    command.id = CommandId::create(m_clock.now().ms());
    command.weight = weight;
    command.rollback = state.phase == rollout::Phase::RollingBack;
    command.byHand = !command.rollback && state.byHand.has_value();
    command.step = command.rollback ? -1 : state.step;
    command.request = m_target.requestPreview({command.id, state.release.baselineVersion, state.release.manifest.version, weight});
    const QString reason = why.isEmpty() ? QStringLiteral("Send %1 to %2.").arg(percent(weight), state.release.manifest.version) : why;
    m_log.append(kind::kIntent, who(), reason, intentData(command, QStringLiteral("set-weight")),
        [this, command](const audit::Record&) { act(command); });
}

void CommandSender::act(const rollout::Command& command)
{
    const rollout::State& state = m_log.state();
    if (state.phase == rollout::Phase::RollingBack && !command.rollback) {
        writeOutcome(command.id, toString(CommandOutcome::NotSent), QStringLiteral("A rollback was decided first."), Millis(0));
        return;
    }
    const Millis began = m_clock.elapsed();
    whenDone(m_target.setWeight({command.id, state.release.baselineVersion, state.release.manifest.version, command.weight}), this,
        [this, command, began](const Result<ports::WeightAnswer>& answer) {
            const Millis took = m_clock.elapsed() - began;
            if (answer) {
                writeOutcome(command.id, toString(CommandOutcome::Accepted), answer->text, took);
            } else {
                writeOutcome(command.id, toString(outcomeOf(answer.error().code)), answer.error().message, took);
            }
        });
}

void CommandSender::writeOutcome(const CommandId& command, const QString& outcome, const QString& answer, Millis took)
{
    const QJsonObject data{{QStringLiteral("command"), command.text()}, {QStringLiteral("outcome"), outcome},
        {QStringLiteral("answer"), answer}, {QStringLiteral("ms"), static_cast<qint64>(took.count())}};
    m_log.append(kind::kOutcome, m_log.state().release.target, answer, data, [this](const audit::Record&) { release(); });
}

void CommandSender::release()
{
    m_busy = false;
    Q_EMIT finished();
}

void CommandSender::activate()
{
    Q_ASSERT(!m_busy);
    m_busy = true;
    const rollout::State& state = m_log.state();
    rollout::Command command;
    command.id = CommandId::create(m_clock.now().ms());
    command.weight = state.asked();
    command.step = state.step;
    command.activation = true;
    const rollout::Manifest& manifest = state.release.manifest;
    const QString component = manifest.replaces.isEmpty() ? manifest.component : manifest.replaces;
    command.request = QStringLiteral("registry: %1 production = %2").arg(component, manifest.version);
    m_log.append(kind::kIntent, kEngine, QStringLiteral("All steps passed; make %1 the production version.").arg(manifest.version),
        intentData(command, QStringLiteral("activate")), [this, command](const audit::Record&) { actOnRegistry(command); });
}

void CommandSender::actOnRegistry(const rollout::Command& command)
{
    const rollout::Manifest& manifest = m_log.state().release.manifest;
    const QString component = manifest.replaces.isEmpty() ? manifest.component : manifest.replaces;
    const Millis began = m_clock.elapsed();
    whenDone(m_registry.setProduction(component, manifest.version), this, [this, command, began](const Result<QString>& answer) {
        const Millis took = m_clock.elapsed() - began;
        if (answer) {
            finishActivation(command.id, *answer);
        } else {
            writeOutcome(command.id, toString(outcomeOf(answer.error().code)), answer.error().message, took);
        }
    });
}

void CommandSender::finishActivation(const CommandId& command, const QString& answer)
{
    const QJsonObject outcome{{QStringLiteral("command"), command.text()}, {QStringLiteral("outcome"), toString(CommandOutcome::Accepted)},
        {QStringLiteral("answer"), answer}};
    m_log.append(kind::kOutcome, QStringLiteral("registry"), answer, outcome, [this](const audit::Record&) { end(); });
}

void CommandSender::end()
{
    const QString version = m_log.state().release.manifest.version;
    m_log.append(kind::kEnded, kEngine, QStringLiteral("All gates passed at every step; %1 is the production version.").arg(version),
        QJsonObject{{QStringLiteral("result"), toString(rollout::Phase::Activated)}}, [this](const audit::Record&) { release(); });
}

bool CommandSender::needsReconciling() const
{
    const rollout::State& state = m_log.state();
    const rollout::Command* last = state.lastCommand();
    if (last == nullptr || rollout::isEnded(state.phase)) {
        return false;
    }
    return last->outcome == CommandOutcome::Pending || (last->activation && last->outcome == CommandOutcome::Accepted);
}

void CommandSender::reset()
{
    m_busy = false;
}

void CommandSender::reconcile()
{
    const rollout::State& state = m_log.state();
    const rollout::Command* last = state.lastCommand();
    if (m_busy || !needsReconciling()) {
        return;
    }
    m_busy = true;
    if (last->activation && last->outcome == CommandOutcome::Accepted) {
        end();
    } else if (last->activation) {
        reconcileActivation(*last);
    } else {
        reconcileWeight(*last);
    }
}

void CommandSender::reconcileWeight(const rollout::Command& command)
{
    whenDone(m_target.readSplit(), this, [this, command](const Result<ports::SplitReading>& reading) {
        const QString seen = reading ? QStringLiteral("%1 now says %2.").arg(m_log.state().release.target, percent(reading->weight))
                                     : reading.error().message;
        writeOutcome(command.id, toString(CommandOutcome::Unknown),
            QStringLiteral("Fairlead ended before the answer was on disk. %1").arg(seen), Millis(0));
    });
}

void CommandSender::reconcileActivation(const rollout::Command& command)
{
    const rollout::Manifest& manifest = m_log.state().release.manifest;
    const QString component = manifest.replaces.isEmpty() ? manifest.component : manifest.replaces;
    whenDone(m_registry.production(component), this, [this, command, version = manifest.version](const Result<QString>& production) {
        if (production && *production == version) {
            finishActivation(
                command.id, QStringLiteral("Fairlead ended before the answer was on disk. The registry says %1.").arg(version));
        } else {
            actOnRegistry(command); // nothing was changed, and doing it twice is harmless
        }
    });
}

QString CommandSender::preview(Percent weight) const
{
    const rollout::Release& release = m_log.state().release;
    return m_target.requestPreview(
        {CommandId(QStringLiteral("new-command-id")), release.baselineVersion, release.manifest.version, weight});
}

} // namespace fairlead::engine
