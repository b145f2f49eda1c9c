#include "tests/lab/fault_cell.h"

#include "models/engine/engine.h"

#include <QFile>
#include <QJsonDocument>
#include <QTimer>

#include <algorithm>

namespace fairlead::lab {

namespace {

namespace kind = audit::kind;
using namespace std::chrono_literals;
using rollout::CommandOutcome;

const Millis kBeforeStart = inTestTime(1s); // time for a few read-backs, so that there is an old answer to repeat
const Millis kDownFor = inTestTime(1500ms);
const Millis kPersonThinks = inTestTime(2s); // it works again by then
const Millis kReadBackFor = inTestTime(3s);
const Millis kMetricsFor = inTestTime(6s); // twice the plan's staleAfter
const Millis kLate = inTestTime(1500ms); // more than twice the drivers' time-out
const Millis kMuchLater = inTestTime(9s); // when the engine has long settled the command and sent it again

/// As a workspace writes it: "600ms".
QString written(Millis length)
{
    return QStringLiteral("%1ms").arg(length.count());
}

QString text(const audit::Record& record, const QString& key)
{
    return record.entry.data.value(key).toString();
}

/// Value of a header in a request as it came.
QByteArray headerOf(const QByteArray& request, const QByteArray& lowerName)
{
    const QList<QByteArray> lines = request.split('\n');
    const auto found
        = std::ranges::find_if(lines, [&lowerName](const QByteArray& line) { return line.toLower().startsWith(lowerName + ':'); });
    return found == lines.end() ? QByteArray() : found->mid(lowerName.size() + 1).trimmed();
}

double weightOf(const QByteArray& request)
{
    const QByteArray body = request.mid(request.indexOf("\r\n\r\n") + 4);
    return QJsonDocument::fromJson(body).object().value(QLatin1String("weight")).toDouble(-1);
}

QString quoted(const QString& outcome)
{
    return QStringLiteral("`%1`").arg(outcome);
}

} // namespace

Millis inTestTime(Millis length)
{
    static const int factor = std::max(qEnvironmentVariableIntValue("FAIRLEAD_TIME_FACTOR"), 1);
    return length * factor;
}

FaultCell::FaultCell(QString name, Faulted where, Trouble trouble, const Practice& practice)
    : m_name(std::move(name))
    , m_where(where)
    , m_trouble(std::move(trouble))
    , m_practice(practice)
    , m_target(Wire::Http, practice.url())
    , m_source(Wire::Http, practice.url())
{
}

bool FaultCell::listen()
{
    return m_target.listen() && m_source.listen();
}

PracticeRelease FaultCell::release() const
{
    return {m_name, m_target.url(), m_source.url(), written(inTestTime(600ms)), written(inTestTime(1s))};
}

void FaultCell::take(const audit::Record& record, engine::Engine& engine, const QString& directory)
{
    if (m_id.isEmpty() && record.entry.kind == kind::kReleasePrepared) {
        begin(record, engine);
    }
    if (m_id.isEmpty() || record.entry.release != m_id.text() || record.row <= m_state.lastRow) {
        return;
    }
    m_state = rollout::apply(std::move(m_state), record);
    m_records.push_back(record);
    if (!m_struckAt && triggers(record)) {
        m_struckAt = m_records.size() - 1;
        strike(directory);
    }
    actAsPerson(record, engine, directory);
}

void FaultCell::begin(const audit::Record& record, engine::Engine& engine)
{
    const auto release = rollout::releaseFromJson(record.entry.data.value(QLatin1String("release")).toObject());
    if (!release || release->target != m_name) {
        return;
    }
    m_id = release->id;
    m_state.release = *release;
    QTimer::singleShot(kBeforeStart, this, [this, &engine] { engine.start(m_id, {}); });
}

bool FaultCell::triggers(const audit::Record& record) const
{
    const double weight = m_state.commands.empty() ? -1.0 : m_state.commands.back().weight.value();
    const bool intent = record.entry.kind == kind::kIntent;
    const bool outcome = record.entry.kind == kind::kOutcome;
    switch (m_where) {
    case Faulted::FirstWeight: return intent && weight == kFirst;
    case Faulted::RampWeight: return intent && weight == kRamp;
    case Faulted::ReadBack:
    case Faulted::Metrics: return outcome && weight == kFirst;
    case Faulted::RollbackWeight: return intent && m_state.commands.back().rollback;
    case Faulted::Activation: return intent && m_state.commands.back().activation;
    }
    return false;
}

void FaultCell::strike(const QString& directory)
{
    const QString component = directory + QStringLiteral("/components/%1.yaml").arg(m_name);
    switch (m_where) {
    case Faulted::Metrics: strikeWire(m_source); return;
    case Faulted::Activation:
        if (m_trouble.kind == Trouble::Refused) {
            strikeWire(m_source);
            strikeWire(m_target);
        } else {
            strikeComponent(component);
        }
        return;
    default: strikeWire(m_target);
    }
}

void FaultCell::strikeWire(FaultRelay& relay)
{
    const bool command = m_where == Faulted::FirstWeight || m_where == Faulted::RampWeight || m_where == Faulted::RollbackWeight;
    const Millis length = m_where == Faulted::Metrics ? kMetricsFor : m_where == Faulted::ReadBack ? kReadBackFor : kDownFor;
    if (m_trouble.kind == Trouble::Refused) {
        relay.setDown(true);
        QTimer::singleShot(length, this, [&relay] { relay.setDown(false); });
        return;
    }
    FaultRule rule;
    rule.fault = m_trouble.fault;
    rule.beginning = command ? "PUT " : "GET ";
    // A rollback is tried again by itself, so it is broken twice; but each try with a stale or late one takes long.
    const bool longWait = rule.fault == WireFault::StaleAnswer || rule.fault == WireFault::LateRequest;
    rule.times = !command ? 0 : m_where == Faulted::RollbackWeight && !longWait ? 2 : 1;
    rule.delay = command && rule.fault == WireFault::LateRequest ? kMuchLater : kLate;
    rule.bytesPerSecond = 100;
    relay.inject(rule);
    if (!command) {
        QTimer::singleShot(length, this, [&relay] { relay.heal(); });
    }
}

void FaultCell::strikeComponent(const QString& path)
{
    if (m_trouble.kind == Trouble::ComponentMissing) {
        QFile::rename(path, path + QStringLiteral(".away"));
        return;
    }
    QFile::copy(path, path + QStringLiteral(".away"));
    QFile file(path);
    if (file.open(QIODevice::WriteOnly)) {
        file.write("name: [practice\n  versions: {");
    }
}

void FaultCell::actAsPerson(const audit::Record& record, engine::Engine& engine, const QString& directory)
{
    const bool held = record.entry.kind == kind::kHeld && text(record, QStringLiteral("needs")) == QLatin1String("person");
    const bool noEffect = record.entry.kind == kind::kEffect && text(record, QStringLiteral("effect")) == QLatin1String("not-effective")
        && m_state.phase != rollout::Phase::RollingBack;
    if (!held && !noEffect) {
        return;
    }
    const bool resumes = held && m_where != Faulted::RampWeight;
    QTimer::singleShot(kPersonThinks, this, [this, &engine, resumes, directory] {
        const QString component = directory + QStringLiteral("/components/%1.yaml").arg(m_name);
        if (QFile::exists(component + QStringLiteral(".away"))) {
            QFile::remove(component);
            QFile::rename(component + QStringLiteral(".away"), component);
        }
        if (resumes) {
            engine.resume(m_id, QStringLiteral("It is there again."));
        } else {
            engine.rollBack(m_id, QStringLiteral("Better not."));
        }
    });
}

bool FaultCell::ended() const
{
    const auto onItsWay = [](const FaultRelay::Seen& seen) { return seen.fault == WireFault::LateRequest && !seen.passedOn; };
    return rollout::isEnded(m_state.phase) && std::ranges::none_of(m_target.seen(), onItsWay);
}

bool FaultCell::isTarget(const rollout::Command& command) const
{
    switch (m_where) {
    case Faulted::RollbackWeight: return command.rollback;
    case Faulted::Activation: return command.activation;
    case Faulted::RampWeight: return !command.rollback && !command.activation && command.weight.value() == kRamp;
    default: return !command.rollback && !command.activation && command.weight.value() == kFirst;
    }
}

QString FaultCell::step(const audit::Record& record) const
{
    const auto command = std::ranges::find_if(m_state.commands,
        [id = text(record, QStringLiteral("command"))](const rollout::Command& candidate) { return candidate.id.text() == id; });
    const bool ours = command != m_state.commands.end() && isTarget(*command);
    const QString& what = record.entry.kind;
    if (ours && what == kind::kIntent) {
        const auto earlier = std::ranges::count_if(m_state.commands, [this, &command](const rollout::Command& candidate) {
            return isTarget(candidate) && candidate.intentRow < command->intentRow;
        });
        return earlier > 0 ? QStringLiteral("sent again") : QString();
    }
    if (ours && what == kind::kOutcome) {
        return quoted(text(record, QStringLiteral("outcome")));
    }
    if (ours && what == kind::kEffect) {
        const bool effective = text(record, QStringLiteral("effect")) == QLatin1String("effective");
        return effective ? QStringLiteral("seen in the traffic") : QStringLiteral("sent, not effective");
    }
    if (what == kind::kHeld && text(record, QStringLiteral("needs")) == QLatin1String("person")) {
        return QStringLiteral("held for a person");
    }
    if (what == kind::kResumed) {
        return QStringLiteral("resumed");
    }
    if (what == kind::kRollbackDecided) {
        return record.entry.who == QLatin1String("engine") ? QStringLiteral("rolls back by itself") : QStringLiteral("a person rolls back");
    }
    if (what == kind::kEnded) {
        return QStringLiteral("**%1**").arg(toString(m_state.phase));
    }
    return {};
}

QString FaultCell::story() const
{
    if (!m_struckAt) {
        return QStringLiteral("the fault was never met");
    }
    if (m_where == Faulted::Metrics) {
        return storyOfMetrics();
    }
    QStringList steps;
    for (std::size_t i = *m_struckAt; i < m_records.size(); ++i) {
        if (const QString told = step(m_records[i]); !told.isEmpty()) {
            steps.append(told);
        }
    }
    return steps.join(QStringLiteral(", "));
}

QString FaultCell::storyOfMetrics() const
{
    // In this order whatever the moment: which of the first two is noticed first hangs on when the source was last asked.
    const std::pair<QString, QString> told[]{{kind::kSourceLost, QStringLiteral("source lost")},
        {kind::kHeld, QStringLiteral("held for data")}, {kind::kSourceBack, QStringLiteral("source back")},
        {kind::kContinued, QStringLiteral("goes on by itself")}, {kind::kRollbackDecided, QStringLiteral("rolls back")}};
    QStringList steps;
    for (const auto& [what, words] : told) {
        const auto found = std::ranges::find_if(m_records.begin() + static_cast<std::ptrdiff_t>(*m_struckAt), m_records.end(),
            [&what](const audit::Record& record) { return record.entry.kind == what; });
        if (found != m_records.end()) {
            steps.append(words);
        }
    }
    return steps.join(QStringLiteral(", ")) + QStringLiteral(", **%1**").arg(toString(m_state.phase));
}

QStringList FaultCell::complaints() const
{
    QStringList list = complaintsOfCommands() + complaintsOfTarget();
    if (!m_struckAt) {
        list.append(QStringLiteral("the fault was never met"));
    }
    for (QString& complaint : list) {
        complaint.prepend(QStringLiteral("%1, %2: ").arg(m_name, m_trouble.title));
    }
    return list;
}

QStringList FaultCell::repeated() const
{
    QStringList list;
    for (const rollout::Command& command : m_state.commands) {
        if (const auto came = timesSent(command); came > 1) {
            list.append(QStringLiteral("%1, %2: %3 % (%4) was sent %5 times for one record")
                    .arg(m_name, m_trouble.title)
                    .arg(command.weight.value())
                    .arg(toString(command.outcome))
                    .arg(came));
        }
    }
    return list;
}

qint64 FaultCell::timesSent(const rollout::Command& command) const
{
    const QByteArray key = command.id.text().toLatin1();
    return std::ranges::count_if(
        m_target.seen(), [&key](const FaultRelay::Seen& seen) { return headerOf(seen.request, "idempotency-key") == key; });
}

QStringList FaultCell::complaintsOfCommands() const
{
    QStringList list;
    for (const rollout::Command& command : m_state.commands) {
        const qint64 came = timesSent(command);
        const QString title = QStringLiteral("%1 % (%2)").arg(command.weight.value()).arg(toString(command.outcome));
        if (command.outcome == CommandOutcome::Pending) {
            list.append(title + QStringLiteral(" never got an outcome"));
        }
        if (!command.activation && command.outcome == CommandOutcome::Accepted && came == 0) {
            list.append(title + QStringLiteral(" never arrived"));
        }
        if (command.outcome == CommandOutcome::NotSent && came > 0) {
            list.append(title + QStringLiteral(" arrived all the same"));
        }
    }
    for (const FaultRelay::Seen& seen : m_target.seen()) {
        const auto known = std::ranges::find_if(m_state.commands,
            [&seen](const rollout::Command& command) { return command.id.text().toLatin1() == headerOf(seen.request, "idempotency-key"); });
        const bool put = seen.request.startsWith("PUT ");
        if (put && (known == m_state.commands.end() || known->weight.value() != weightOf(seen.request) || seen.at < known->intentAt)) {
            list.append(QStringLiteral("a weight arrived that no record before it stands for"));
        }
    }
    return list;
}

QStringList FaultCell::complaintsOfTarget() const
{
    QStringList list;
    const bool rolledBack = m_state.phase == rollout::Phase::RolledBack;
    if (!rolledBack && m_state.phase != rollout::Phase::Activated) {
        list.append(QStringLiteral("it stayed %1: %2").arg(toString(m_state.phase), m_state.holdWhy));
    }
    if (m_where == Faulted::RollbackWeight && !rolledBack) {
        list.append(QStringLiteral("the rollback did not arrive"));
    }
    const auto split = m_practice.split(m_name);
    if (!split || split->first != (rolledBack ? 0.0 : kRamp)) {
        list.append(QStringLiteral("the target ended at %1 %").arg(split ? split->first : -1.0));
    }
    // Every change makes a revision: more of them than commands would be a command that acted twice.
    const auto weights = std::ranges::count_if(m_state.commands, [](const rollout::Command& command) { return !command.activation; });
    if (split && split->second.mid(1).toLongLong() > 1 + weights) {
        list.append(QStringLiteral("%1 commands made the target's revision %2").arg(weights).arg(split->second));
    }
    return list;
}

} // namespace fairlead::lab
