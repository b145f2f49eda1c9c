#pragma once

#include "models/base/clock.h"
#include "models/engine/followed.h"
#include "models/engine/release_book.h"
#include "models/engine/rollout_runner.h"
#include "models/engine/train_conductor.h"
#include "models/ports/component_registry.h"
#include "models/ports/endpoints.h"
#include "models/ports/history_store.h"

#include <QObject>

#include <functional>
#include <map>
#include <memory>
#include <optional>

namespace fairlead::engine {

/// What the engine needs from outside; all outlive it.
struct EnginePorts {
    ports::HistoryStore& history;
    ports::EndpointFactory& endpoints;
    ports::ComponentRegistry& registry;
    const Clock& clock;
};

/// The one door to everything that acts on a workspace: releases, their checklists, the history's check. Panels and
/// fairleadctl ask by slots and follow by signals; both may live on another thread. Thread: engine.
class Engine : public QObject {
    Q_OBJECT
public:
    /// Records that recorded() tells of before opened().
    static constexpr std::ptrdiff_t kAnnounced = 4'096;

    explicit Engine(EnginePorts ports, QObject* parent = nullptr);
    ~Engine() override;

public Q_SLOTS:
    /// Reads the history, finds the place of every release again, prepares those that the workspace plans and the
    /// history does not know, then emits opened(). Interrupted commands are reconciled before anything else is done.
    void open(const fairlead::workspace::Workspace& workspace);

    /// Shows what somebody else does in the workspace, from its history alone: sends nothing, records nothing, and closes every verb
    /// with the sentence @p closed. Ends with opened(), too; open() then acts.
    void follow(const fairlead::workspace::Workspace& workspace, const QString& closed);
    /// Stops acting at once and follows. What was under way stays as the history tells it, for whoever comes next.
    void standDown(const QString& closed);
    /// While following: another reason why the verbs are closed. @p stands: nobody acts, so that nothing goes on by itself.
    void setClosed(const QString& closed, bool stands);
    /// While following: what others have recorded and measured since, and the time that has passed.
    void takeNews(const std::vector<fairlead::audit::Record>& records);
    void takeReadings(const fairlead::ReleaseId& release, const fairlead::metrics::Readings& readings);
    void lookOn();

    void start(const fairlead::ReleaseId& release, const QString& reason);
    void promote(const fairlead::ReleaseId& release, const QString& reason);
    void promoteFully(const fairlead::ReleaseId& release, const QString& reason);
    void pause(const fairlead::ReleaseId& release, const QString& reason);
    void resume(const fairlead::ReleaseId& release, const QString& reason = {});
    void skip(const fairlead::ReleaseId& release, const QString& reason);
    void setWeight(const fairlead::ReleaseId& release, fairlead::Percent weight, const QString& reason);
    /// @p person says yes to the current step; the record names who sat at the console too.
    void approve(const fairlead::ReleaseId& release, const QString& person, const QString& reason);
    void abort(const fairlead::ReleaseId& release, const QString& reason);
    void retry(const fairlead::ReleaseId& release, const QString& reason);
    void rollBack(const fairlead::ReleaseId& release, const QString& reason);
    void rollBackGradually(const fairlead::ReleaseId& release, std::chrono::milliseconds length, int steps, const QString& reason);
    /// Lets the version of @p release have traffic again although an attempt at it was rolled back.
    void liftQuarantine(const fairlead::ReleaseId& release, const QString& reason);
    /// Nothing grows in any release until the line is released; rollbacks go on.
    void stopTheLine(const QString& reason);
    void releaseTheLine(const QString& reason);
    /// A train of the workspace: its cars start by themselves, each when all that it follows are activated.
    void startTrain(const QString& name, const QString& reason);
    /// The other cars go on although one failed.
    void resumeTrain(const QString& name, const QString& reason);
    /// The cars go back in reverse order, each when the one before is seen back.
    void rollBackTrain(const QString& name, const QString& reason);
    /// Something that a person wants to be remembered about @p release: @p words about the moment @p at, which may not lie ahead.
    /// A record of its own; it changes nothing else. Also of a release that has ended.
    void addNote(const fairlead::ReleaseId& release, fairlead::Instant at, const QString& words);
    /// A new attempt of a release that has ended.
    void prepareAgain(const fairlead::ReleaseId& release);

    void answerItem(const QString& release, const QString& item, fairlead::checklist::State state, const QString& note);
    void keepDraft(const QString& release, const QString& item, const QString& text);
    void keepPosition(const QString& release, const QString& item);

    /// Emits the kept samples of a release again through answered(), for a view that opens late.
    void loadReadings(const fairlead::ReleaseId& release);
    void verifyHistory();

Q_SIGNALS:
    void opened();
    void releaseChanged(const fairlead::rollout::Snapshot& snapshot);
    void answered(const fairlead::ReleaseId& release, const fairlead::metrics::Readings& readings);
    /// New records. Before opened() the newest kAnnounced that the history has; older ones are asked of the history where they are needed.
    void recorded(const std::vector<fairlead::audit::Record>& records);
    /// Stopped, or released (empty); emitted by open() as well.
    void lineChanged(const std::optional<fairlead::rollout::LineStop>& stop);
    /// Of each train once after open(), then when something about it is other than before.
    void trainChanged(const fairlead::train::Snapshot& snapshot);
    void checklistChanged(const fairlead::checklist::Run& run);
    void positionRestored(const QString& release, const QString& item);
    void draftRestored(const QString& release, const QString& item, const QString& text);
    void verified(const fairlead::audit::Verification& verification, fairlead::Instant at, std::chrono::milliseconds took);
    /// Something was not done; the message says what and why.
    void failed(const fairlead::Error& error);

private:
    using Verb = Result<void> (RolloutRunner::*)(const QString&, const QString&);
    /// What a history that is being read has given so far.
    struct Reading {
        ReleaseBook book;
        std::vector<audit::Record> newest;
        qint64 lastRow = 0;
    };
    void read();
    void readOn();
    void take(const Reading& reading);
    /// Emits those that were not emitted before.
    void announce(const std::vector<audit::Record>& records);
    void showFollowed(const rollout::State& state);
    void showAllFollowed();
    /// False, and said, while somebody else acts.
    bool mayAct();
    void prepareMissing();
    void prepare(const rollout::Release& release, const QString& why);
    void addRecord(const audit::Record& record);
    void addRunner(const rollout::State& state);
    void showEnded(const rollout::State& state);
    bool canGoBack(const rollout::State& state) const;
    TrainDoors trainDoors();
    void tell(const Result<void>& done);
    void restoreWalk(const checklist::Run& run);
    void act(const ReleaseId& release, const QString& reason, Verb verb);
    void act(const ReleaseId& release, const std::function<Result<void>(RolloutRunner&)>& verb);
    void write(const audit::Entry& entry);
    void stopOrReleaseLine(bool stop, const QString& reason);
    Surroundings surroundingsOf(const rollout::State& state) const;
    /// Tells every runner what has changed around it.
    void refresh();
    /// The same for those that what happened to @p release can concern; with many releases the others are most of the work.
    void refreshAround(const ReleaseId& release);
    void keepNote(const QString& key, const QString& value);
    RolloutRunner* runner(const ReleaseId& release);

    EnginePorts m_ports;
    workspace::Workspace m_workspace;
    ReleaseBook m_book;
    std::map<ReleaseId, std::unique_ptr<RolloutRunner>> m_runners;
    bool m_stands = false; ///< while following: nobody acts
    QString m_closed; ///< why nothing is done here; empty while this engine acts
    std::map<ReleaseId, Followed> m_followed;
    qint64 m_lastRow = 0; ///< newest row that was emitted
    int m_round = 0; ///< of open() and follow(): answers of an earlier one come too late
    std::unique_ptr<Reading> m_reading; ///< while the history is read
    TrainConductor m_trains;
};

} // namespace fairlead::engine
