#include "models/engine/command_sender.h"

#include "models/base/future.h"

#include <QThread>

namespace fairlead::engine {

namespace {

namespace kind = audit::kind;
using rollout::CommandOutcome;

const QString kEngine = QStringLiteral("engine");

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
    if (!command.reach.isNothing()) {
        data.insert(QStringLiteral("reach"), rollout::toJson(command.reach));
    }
    return data;
}

QString componentOf(const rollout::Manifest& manifest)
{
    return manifest.replaces.isEmpty() ? manifest.component : manifest.replaces;
}

/// The version that the registry is to give as production after @p command.
QString versionFor(const rollout::Command& command, const rollout::Release& release)
{
    return command.rollback ? release.baselineVersion : release.manifest.version;
}

} // namespace

CommandSender::CommandSender(ReleaseLog& log, Ports ports, const Clock& clock, QObject* parent)
    : QObject(parent)
    , m_log(log)
    , m_ports(ports)
    , m_clock(clock)
{
}

rollout::Command CommandSender::newCommand() const
{
    const rollout::State& state = m_log.state();
    rollout::Command command;
    command.id = CommandId::create(m_clock.now().ms());
    command.rollback = state.phase == rollout::Phase::RollingBack;
    command.weight = state.asked().weight;
    command.reach = state.asked().reach;
    command.step = command.rollback ? -1 : state.step;
    return command;
}

QString CommandSender::who() const
{
    const rollout::State& state = m_log.state();
    if (state.phase == rollout::Phase::RollingBack) {
        return state.rollbackWho;
    }
    return state.byHand ? state.byHand->who : kEngine;
}

void CommandSender::send(const rollout::Ask& ask, const QString& why)
{
    Q_ASSERT(QThread::currentThread() == thread());
    Q_ASSERT(!m_busy);
    m_busy = true;
    const rollout::State& state = m_log.state();
    rollout::Command command = newCommand();
    command.weight = ask.weight;
    command.reach = ask.reach;
    command.byHand = !command.rollback && state.byHand.has_value();
    command.request
        = m_ports.target.requestPreview({command.id, state.release.baselineVersion, state.release.manifest.version, ask.weight, ask.reach});
    const QString reason
        = why.isEmpty() ? QStringLiteral("Send %1 to %2.").arg(rollout::inWords(ask), state.release.manifest.version) : why;
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
    whenDone(m_ports.target.setWeight(
                 {command.id, state.release.baselineVersion, state.release.manifest.version, command.weight, command.reach}),
        this, [this, command, began](const Result<ports::WeightAnswer>& answer) {
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

rollout::Task CommandSender::filledIn(rollout::Task task) const
{
    const rollout::Release& release = m_log.state().release;
    const auto fill = [&](QString& text) {
        text.replace(QLatin1String("{version}"), release.manifest.version)
            .replace(QLatin1String("{baseline}"), release.baselineVersion)
            .replace(QLatin1String("{component}"), release.manifest.component)
            .replace(QLatin1String("{release}"), release.id.text());
    };
    task.url.replace(QLatin1String("{target}"), m_ports.tasks.targetAddress());
    fill(task.url);
    fill(task.body);
    for (QString& argument : task.program) {
        fill(argument);
    }
    return task;
}

void CommandSender::runTask()
{
    Q_ASSERT(!m_busy);
    m_busy = true;
    const rollout::State& state = m_log.state();
    const rollout::Task task = filledIn(*state.release.plan.steps[static_cast<std::size_t>(state.step)].task);
    rollout::Command command = newCommand();
    command.task = true;
    command.request = m_ports.tasks.requestPreview({command.id, task});
    QJsonObject data = intentData(command, QStringLiteral("task"));
    data.insert(QStringLiteral("task"), task.name);
    m_log.append(kind::kIntent, kEngine, QStringLiteral("Carry out “%1”.").arg(task.name), data,
        [this, id = command.id, task](const audit::Record&) { actOnTask(id, task); });
}

void CommandSender::actOnTask(const CommandId& command, const rollout::Task& task)
{
    if (m_log.state().phase == rollout::Phase::RollingBack) {
        writeOutcome(command, toString(CommandOutcome::NotSent), QStringLiteral("A rollback was decided first."), Millis(0));
        return;
    }
    const Millis began = m_clock.elapsed();
    whenDone(m_ports.tasks.run({command, task}), this, [this, command, began](const Result<ports::TaskAnswer>& answer) {
        const CommandOutcome outcome = answer ? CommandOutcome::Accepted : outcomeOf(answer.error().code);
        writeOutcome(command, toString(outcome), answer ? answer->text : answer.error().message, m_clock.elapsed() - began);
    });
}

void CommandSender::activate()
{
    changeRegistry(false, QStringLiteral("All steps passed; make %1 the production version.").arg(m_log.state().release.manifest.version));
}

void CommandSender::restore()
{
    changeRegistry(
        true, QStringLiteral("All traffic is back; make %1 the production version again.").arg(m_log.state().release.baselineVersion));
}

void CommandSender::changeRegistry(bool back, const QString& why)
{
    Q_ASSERT(!m_busy);
    m_busy = true;
    const rollout::Release& release = m_log.state().release;
    rollout::Command command = newCommand();
    command.activation = true;
    command.request = QStringLiteral("registry: %1 production = %2").arg(componentOf(release.manifest), versionFor(command, release));
    m_log.append(kind::kIntent, who(), why, intentData(command, back ? QStringLiteral("restore") : QStringLiteral("activate")),
        [this, command](const audit::Record&) { actOnRegistry(command); });
}

void CommandSender::actOnRegistry(const rollout::Command& command)
{
    const rollout::Release& release = m_log.state().release;
    const Millis began = m_clock.elapsed();
    whenDone(m_ports.registry.setProduction(componentOf(release.manifest), versionFor(command, release)), this,
        [this, command, began](const Result<QString>& answer) {
            const Millis took = m_clock.elapsed() - began;
            if (answer) {
                finishActivation(command, *answer);
            } else {
                writeOutcome(command.id, toString(outcomeOf(answer.error().code)), answer.error().message, took);
            }
        });
}

void CommandSender::finishActivation(const rollout::Command& command, const QString& answer)
{
    const QJsonObject outcome{{QStringLiteral("command"), command.id.text()},
        {QStringLiteral("outcome"), toString(CommandOutcome::Accepted)}, {QStringLiteral("answer"), answer}};
    m_log.append(kind::kOutcome, QStringLiteral("registry"), answer, outcome, [this, back = command.rollback](const audit::Record&) {
        if (back) {
            release();
        } else {
            end();
        }
    });
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
    // An activation that was carried out is followed by the release's end, but for one that is taken back.
    const bool endMissing = last->activation && !last->rollback && state.phase != rollout::Phase::RollingBack;
    return last->outcome == CommandOutcome::Pending || (endMissing && last->outcome == CommandOutcome::Accepted);
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
    } else if (last->task) {
        writeOutcome(last->id, toString(CommandOutcome::Unknown),
            QStringLiteral("Fairlead ended before the answer was on disk; whether it was carried out is not known."), Millis(0));
    } else {
        reconcileWeight(*last);
    }
}

void CommandSender::reconcileWeight(const rollout::Command& command)
{
    whenDone(m_ports.target.readSplit(), this, [this, command](const Result<ports::SplitReading>& reading) {
        const QString seen = reading
            ? QStringLiteral("%1 now says %2.")
                  .arg(m_log.state().release.target, rollout::inWords({reading->weight, reading->reach.value_or(rollout::Reach())}))
            : reading.error().message;
        writeOutcome(command.id, toString(CommandOutcome::Unknown),
            QStringLiteral("Fairlead ended before the answer was on disk. %1").arg(seen), Millis(0));
    });
}

void CommandSender::reconcileActivation(const rollout::Command& command)
{
    const rollout::Release& release = m_log.state().release;
    const QString version = versionFor(command, release);
    whenDone(m_ports.registry.production(componentOf(release.manifest)), this, [this, command, version](const Result<QString>& production) {
        if (production && *production == version) {
            finishActivation(command, QStringLiteral("Fairlead ended before the answer was on disk. The registry says %1.").arg(version));
        } else {
            actOnRegistry(command); // nothing was changed, and doing it twice is harmless
        }
    });
}

QString CommandSender::preview(const rollout::Ask& ask) const
{
    const rollout::Release& release = m_log.state().release;
    return m_ports.target.requestPreview(
        {CommandId(QStringLiteral("new-command-id")), release.baselineVersion, release.manifest.version, ask.weight, ask.reach});
}

QString CommandSender::preview(const rollout::Task& task) const
{
    return m_ports.tasks.requestPreview({CommandId(QStringLiteral("new-command-id")), filledIn(task)});
}

} // namespace fairlead::engine
