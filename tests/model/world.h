#pragma once

#include "models/domain/rollout/decide.h"
#include "models/domain/rollout/verbs.h"

#include <QString>

#include <optional>
#include <vector>

namespace fairlead::model {

/// What may happen next to a release and its surroundings.
enum class Event {
    Tick, ///< the engine looks and does what decide() says
    Wait, ///< as long as a soak, an effect's deadline or a retry takes
    Accepted, ///< the target does what is under way and says so
    Refused,
    NotSent,
    UnknownDone, ///< no answer, and the target did it
    UnknownUndone, ///< no answer, and it did not
    LateArrival, ///< a command that was given up as unknown arrives after all
    Crash, ///< the engine ends and starts again from its records
    GatesPass,
    GatesFail,
    GatesBlind, ///< no data
    SourceLost,
    SourceBack,
    TrafficFollows,
    TrafficStays, ///< requests do not follow the weight
    Start,
    Promote,
    PromoteFully,
    Pause,
    Resume,
    Skip,
    ByHand,
    ApproveOne,
    ApproveOther,
    Abort,
    Retry,
    RollBack,
    RollBackGradually,
    StopLine,
    ReleaseLine,
    Quarantined, ///< another attempt at the version is rolled back
    WindowCloses,
    WindowOpens,
    ChecklistSettled,
};
inline constexpr int kEvents = static_cast<int>(Event::ChecklistSettled) + 1;

/// How long Event::Wait takes: longer than any soak and deadline of a model plan.
inline constexpr Millis kWait = std::chrono::seconds(30);

const char* nameOf(Event event);

/// A release with its target and people, as a value: a step of it is take(). Follows models/engine in what is a record and when
/// a command is on its way, and checks after each event what must hold whatever happens.
class World {
public:
    explicit World(rollout::Plan plan);

    /// Whether @p event changes anything now.
    bool possible(Event event) const;
    /// Lets it happen. Empty, or which invariant is broken and how.
    QString take(Event event);

    /// Equal for worlds that behave alike from here on: times count by what they are compared with.
    QByteArray key() const;
    const rollout::State& state() const { return m_state; }
    bool quarantined() const { return m_quarantined; }
    const rollout::Ask& target() const { return m_target; }

private:
    void append(const QString& kind, const QString& who, const QString& why, const QJsonObject& data);
    void tick();
    void carryOut(const rollout::Decision& decision);
    void intend(const QString& action, const rollout::Ask& ask);
    bool waitsForChecklist() const;
    void answer(rollout::CommandOutcome outcome, bool done);
    void person(Event event);
    QString broken(const rollout::State& before, const rollout::Ask& targetBefore, Event event) const;
    QString brokenByDecision(const rollout::Decision& decision) const;
    rollout::Facts facts() const;
    rollout::VerbFacts verbFacts() const;
    bool pending() const;
    QString closed(Event event) const;
    bool isAllowed(const rollout::Ask& ask) const;

    rollout::State m_state;
    Instant m_now;
    qint64 m_row = 0;
    rollout::Ask m_target; ///< what it does
    std::optional<rollout::Ask> m_straying; ///< a command that was given up and may still arrive
    gate::Outcome m_gates = gate::Outcome::Pass;
    bool m_sourceLost = false;
    bool m_follows = true;
    bool m_lineStopped = false;
    bool m_quarantined = false;
    bool m_windowOpen = true;
    bool m_checklistSettled = false;
    Millis m_soakDone{};
    int m_soakStep = -1;
    QString m_wrong; ///< what a decision broke
};

} // namespace fairlead::model
