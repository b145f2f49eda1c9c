#include "models/engine/rollout_runner.h"

#include <QJsonArray>

namespace fairlead::engine {

namespace {

namespace kind = audit::kind;

constexpr Millis kShortestDescent = std::chrono::seconds(1);
constexpr Millis kLongestDescent = std::chrono::hours(24);
constexpr int kFewestSteps = 2;
constexpr int kMostSteps = 20;

} // namespace

rollout::VerbFacts RolloutRunner::verbFacts(const rollout::Facts& known) const
{
    rollout::VerbFacts facts;
    facts.judged = known.verdicts;
    facts.sourceLost = known.sourceLost;
    facts.blockers = m_surroundings.blockers;
    facts.person = m_surroundings.person;
    facts.next = known.next;
    facts.lineStop = m_surroundings.lineStop;
    facts.train = m_surroundings.train;
    facts.quarantine = m_surroundings.quarantine;
    facts.superseded = m_surroundings.superseded;
    facts.unsupported = unsupported();
    facts.checklistOpen = known.checklistOpen;
    facts.differs = !rollout::changedByOthers(state(), known.observation).isEmpty();
    return facts;
}

Result<void> RolloutRunner::verb(
    const QString& closed, const QString& kind, const QString& who, const QString& reason, const QJsonObject& data, Reason needed)
{
    const QString& title = state().release.title();
    const bool missing = needed == Reason::Needed && reason.trimmed().isEmpty();
    if (!closed.isEmpty() || missing) {
        const QString why = closed.isEmpty() ? QStringLiteral("a reason is required.") : closed;
        return fail(ErrorCode::Conflict, QStringLiteral("Not done: %1").arg(why), title);
    }
    if (m_verbUnderWay) {
        return fail(ErrorCode::Conflict, QStringLiteral("Not done: what was asked just before is still being written."), title);
    }
    m_verbUnderWay = true;
    m_log.append(kind, who, reason.trimmed(), data, [this](const audit::Record&) { m_verbUnderWay = false; });
    return {};
}

QJsonObject RolloutRunner::leadingTo(int step) const
{
    QJsonObject data = verdictData();
    data.insert(QStringLiteral("from"), state().step);
    data.insert(QStringLiteral("step"), step);
    return data;
}

Result<void> RolloutRunner::start(const QString& who, const QString& reason)
{
    return verb(
        snapshot().verbs.start, kind::kStarted, who, reason, {{QStringLiteral("plan"), state().release.plan.name}}, Reason::Welcome);
}

Result<void> RolloutRunner::promote(const QString& who, const QString& reason)
{
    return verb(snapshot().verbs.promote, kind::kPromoted, who, reason, leadingTo(rollout::promotionStep(state())));
}

Result<void> RolloutRunner::promoteFully(const QString& who, const QString& reason)
{
    QJsonObject data = leadingTo(rollout::fullPromotionStep(state()));
    data.insert(QStringLiteral("full"), true);
    data.insert(QStringLiteral("skipped"), QJsonArray::fromStringList(rollout::skippedByFull(state())));
    return verb(snapshot().verbs.promoteFully, kind::kPromoted, who, reason, data);
}

Result<void> RolloutRunner::pause(const QString& who, const QString& reason)
{
    return verb(snapshot().verbs.pause, kind::kPaused, who, reason, {}, Reason::Welcome);
}

Result<void> RolloutRunner::resume(const QString& who, const QString& reason)
{
    QJsonObject data;
    if (rollout::sendsAgain(state(), verbFacts(facts()))) {
        data.insert(QStringLiteral("again"), true);
    }
    return verb(snapshot().verbs.resume, kind::kResumed, who, reason, data, Reason::Welcome);
}

Result<void> RolloutRunner::skip(const QString& who, const QString& reason)
{
    return verb(snapshot().verbs.skip, kind::kSkipped, who, reason, leadingTo(rollout::skipStep(state())));
}

Result<void> RolloutRunner::setWeight(const QString& who, const QString& reason, Percent weight)
{
    const QString closed = rollout::weightClosed(state(), verbFacts(facts()), weight);
    return verb(closed, kind::kByHand, who, reason,
        {{QStringLiteral("weight"), weight.value()}, {QStringLiteral("plan"), rollout::mostByHand(state()).value()}});
}

Result<void> RolloutRunner::approve(const QString& who, const QString& reason)
{
    return verb(rollout::approveClosed(state(), who), kind::kApproved, who, reason,
        {{QStringLiteral("step"), state().step}, {QStringLiteral("by"), m_surroundings.person}}, Reason::Welcome);
}

Result<void> RolloutRunner::abort(const QString& who, const QString& reason)
{
    return verb(snapshot().verbs.abort, kind::kAborted, who, reason, verdictData());
}

Result<void> RolloutRunner::retry(const QString& who, const QString& reason)
{
    return verb(snapshot().verbs.retry, kind::kRetried, who, reason, {});
}

Result<void> RolloutRunner::rollBack(const QString& who, const QString& reason)
{
    return verb(snapshot().verbs.rollBack, kind::kRollbackDecided, who, reason, verdictData());
}

Result<void> RolloutRunner::rollBackGradually(const QString& who, const QString& reason, const Gradual& gradual)
{
    QString closed = snapshot().verbs.rollBackGradually;
    const bool fits = gradual.length >= kShortestDescent && gradual.length <= kLongestDescent && gradual.steps >= kFewestSteps
        && gradual.steps <= kMostSteps;
    if (closed.isEmpty() && !fits) {
        closed = QStringLiteral("a gradual rollback takes 1 s to 24 h in 2 to 20 steps.");
    }
    QJsonObject data = verdictData();
    data.insert(QStringLiteral("gradual"),
        QJsonObject{{QStringLiteral("ms"), static_cast<qint64>(gradual.length.count())}, {QStringLiteral("steps"), gradual.steps}});
    return verb(closed, kind::kRollbackDecided, who, reason, data);
}

} // namespace fairlead::engine
