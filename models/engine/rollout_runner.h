#pragma once

#include "models/base/clock.h"
#include "models/domain/rollout/decide.h"
#include "models/domain/rollout/snapshot.h"
#include "models/domain/rollout/verbs.h"
#include "models/engine/command_sender.h"
#include "models/engine/metric_feed.h"
#include "models/engine/release_log.h"
#include "models/engine/soak_clock.h"
#include "models/engine/split_watch.h"

#include <QObject>
#include <QTimer>

#include <map>
#include <memory>

namespace fairlead::engine {

/// What a runner needs from outside. References outlive it.
struct RunnerPorts {
    ports::HistoryStore& history;
    ports::ComponentRegistry& registry;
    const Clock& clock;
    std::unique_ptr<ports::TrafficTarget> target;
    std::unique_ptr<ports::MetricSource> source;
    std::unique_ptr<ports::TaskRunner> tasks;
};

/// What decides about a release besides its own records: the engine keeps it up to date.
struct Surroundings {
    QString person; ///< who acts in this workspace
    QStringList blockers; ///< texts of the checklist items that hold the start
    std::optional<rollout::Quarantine> quarantine; ///< of the release's version
    std::optional<rollout::LineStop> lineStop;
    std::vector<calendar::Freeze> freezes; ///< all of the workspace
    std::map<QString, QString> openParts{}; ///< of its checklist that its plan waits for, by title, with what they lack
    QString superseded{}; ///< why it cannot be taken back once it is activated
    QString train{}; ///< why its train lets it get no more traffic; empty where none stands in the way

    bool operator==(const Surroundings&) const = default;
};

/// How a gradual rollback goes down.
struct Gradual {
    Millis length{}; ///< from now to 0 %; 1 s to 24 h
    int steps = 4; ///< 2 to 20
};

/// Carries one release through its plan: looks at metrics and split, lets rollout::decide() say what is next, and does
/// it. Everything it does is a record first. Thread: engine.
class RolloutRunner : public QObject {
    Q_OBJECT
public:
    RolloutRunner(RunnerPorts ports, rollout::State state, QObject* parent);

    const rollout::State& state() const { return m_log.state(); }
    bool verbUnderWay() const { return m_verbUnderWay; } ///< the record of a verb is on its way to the disk
    rollout::Snapshot snapshot() const;

    /// What an earlier run of the program kept: samples, and the soak watched so far ("step milliseconds").
    void restore(const metrics::Readings& readings, const QString& soakNote);
    /// Starts to look and to act. A release that has not started is only looked at.
    void begin();
    /// Looks at metrics and split and decides, now, out of turn of the timers.
    void look();
    void setSurroundings(const Surroundings& surroundings);
    /// Folds a record of this release that was written elsewhere (checklist, preparation).
    void fold(const audit::Record& record);

    /// The verbs. Conflict with the reason when the verb is closed now or needs a reason and has none; else the record is on its
    /// way. Where verbs are closed is decided by rollout::verbsOf() alone.
    Result<void> start(const QString& who, const QString& reason);
    Result<void> promote(const QString& who, const QString& reason);
    Result<void> promoteFully(const QString& who, const QString& reason);
    Result<void> pause(const QString& who, const QString& reason);
    Result<void> resume(const QString& who, const QString& reason);
    Result<void> skip(const QString& who, const QString& reason);
    Result<void> setWeight(const QString& who, const QString& reason, Percent weight);
    Result<void> approve(const QString& who, const QString& reason);
    Result<void> abort(const QString& who, const QString& reason);
    Result<void> retry(const QString& who, const QString& reason);
    Result<void> rollBack(const QString& who, const QString& reason);
    Result<void> rollBackGradually(const QString& who, const QString& reason, const Gradual& gradual);

Q_SIGNALS:
    void changed(const fairlead::rollout::Snapshot& snapshot);
    void recorded(const fairlead::audit::Record& record);
    void answered(const fairlead::metrics::Readings& readings);
    void failed(const fairlead::Error& error);

private:
    void tick();
    void carryOut(const rollout::Decision& decision, const rollout::Facts& known);
    QJsonObject ruleDataAt(int rule, const rollout::Facts& known) const;
    void recordEffect(bool effective, bool counted);
    void keepSoak();
    void publish();
    void updateClocks();
    void watchOrStop();
    QString openPart() const;
    QString unsupported() const;
    void onStoreFailed(const Error& error);
    /// Reason: Needed closes a verb without one.
    enum class Reason { Needed, Welcome };
    Result<void> verb(const QString& closed, const QString& kind, const QString& who, const QString& reason, const QJsonObject& data,
        Reason needed = Reason::Needed);
    QJsonObject leadingTo(int step) const;
    rollout::VerbFacts verbFacts(const rollout::Facts& known) const;
    bool busy() const;
    Instant judgedSince() const;
    gate::Verdicts judgeNow() const;
    rollout::Observation observe() const;
    rollout::Facts facts() const;
    QJsonObject verdictData() const;

    ports::HistoryStore& m_history;
    const Clock& m_clock;
    std::unique_ptr<ports::TrafficTarget> m_target;
    std::unique_ptr<ports::TaskRunner> m_tasks;
    ReleaseLog m_log;
    MetricFeed m_feed;
    SplitWatch m_watch;
    CommandSender m_sender;
    SoakClock m_soak;
    mutable jury::Hearing m_hearing; ///< a cache: the same snapshot with or without it
    QTimer m_timer;
    Surroundings m_surroundings;
    Millis m_lastPublished{};
    Millis m_lastKept{};
    Millis m_quietUntil{}; ///< after a failed write, so that a full disk is not hammered
    bool m_verbUnderWay = false; ///< two presses in a row are one wish
    bool m_begun = false;
};

} // namespace fairlead::engine
