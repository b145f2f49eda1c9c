#pragma once

#include "models/base/clock.h"
#include "models/engine/train_facts.h"
#include "models/ports/history_store.h"

#include <QObject>
#include <QTimer>

#include <functional>
#include <set>

namespace fairlead::engine {

/// What the conductor asks of the engine. Runs on the engine's thread.
struct TrainDoors {
    using Verb = std::function<Result<void>(const ReleaseId& release, const QString& who, const QString& why)>;
    Verb start;
    Verb rollBack;
    /// Is somebody there who carries the release out? Of one that ended before the last start of the program there is not.
    std::function<bool(const ReleaseId& release)> isCarried;
    /// Is a verb to the release still being written?
    std::function<bool(const ReleaseId& release)> isBusy;
    /// Why nothing is done here: another console carries the workspace out. Empty where this one does.
    std::function<QString()> closed;
    /// A record of a train is on disk.
    std::function<void(const audit::Record& record)> recorded;
};

/// Carries the trains of a workspace out: lets train::decide() say what is next, records it, starts cars and takes them back. Whether a
/// car may grow is asked of it by the engine, and follows from the book alone, so that no hold waits for the disk. Thread: engine.
class TrainConductor : public QObject {
    Q_OBJECT
public:
    /// All outlive this.
    TrainConductor(const ReleaseBook& book, ports::HistoryStore& history, const Clock& clock, TrainDoors doors, QObject* parent);

    void setPlanned(const std::vector<train::Train>& trains);
    /// Reads the book again: after each record that it took.
    void refresh();
    /// Why a train lets @p release get no more traffic now; empty where none stands in the way.
    QString holdOf(const ReleaseId& release) const;
    /// Is @p release a car of a train?
    bool concerns(const ReleaseId& release) const { return m_cars.contains(release); }

    /// The verbs of people. NotFound for a train that there is not, Conflict with the reason when the verb is closed or needs a
    /// reason and has none; else the record is on its way.
    Result<void> start(const QString& name, const QString& who, const QString& reason);
    Result<void> resume(const QString& name, const QString& who, const QString& reason);
    Result<void> rollBack(const QString& name, const QString& who, const QString& reason);

Q_SIGNALS:
    void changed(const fairlead::train::Snapshot& snapshot);
    void failed(const fairlead::Error& error);

private:
    void look();
    void act(const train::Run& run, const train::Facts& facts, const train::Decision& decision);
    train::Facts factsOf(const train::Train& train) const;
    void publish(const KnownTrain& known, const train::Facts& facts);
    void publishGone(const std::vector<KnownTrain>& trains);
    void write(const QString& train, const audit::Entry& entry);
    void tellOnce(const QString& train, const Error& error);
    Result<KnownTrain> find(const QString& name) const;
    Result<void> check(const QString& name, const QString& closed, const QString& reason, bool reasonNeeded) const;

    const ReleaseBook& m_book;
    ports::HistoryStore& m_history;
    const Clock& m_clock;
    TrainDoors m_doors;
    std::vector<train::Train> m_planned;
    std::map<ReleaseId, QString> m_holds;
    std::set<ReleaseId> m_cars; ///< newest attempts
    std::map<QString, train::Snapshot> m_shown; ///< by train
    std::map<QString, QString> m_told; ///< the last error of each train, so that it is not said each second
    std::set<QString> m_writing; ///< trains whose record is on its way
    Millis m_quietUntil{}; ///< after a failed write, so that a full disk is not hammered
    QTimer m_soon; ///< after what is being done now
    QTimer m_again; ///< while a train is under way: what failed is tried again
};

} // namespace fairlead::engine
