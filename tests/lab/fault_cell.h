#pragma once

#include "models/domain/rollout/state.h"
#include "tests/lab/fault_relay.h"
#include "tests/lab/practice.h"

#include <QObject>
#include <QStringList>

#include <memory>
#include <optional>

namespace fairlead::engine {
class Engine;
}

namespace fairlead::lab {

/// @p length times the environment variable FAIRLEAD_TIME_FACTOR, 1 unless given: programs that sanitizers watch are slower, and a
/// time-out must not come where none is meant.
Millis inTestTime(Millis length);

/// Which exchange of a canary meets the fault.
enum class Faulted { FirstWeight, RampWeight, ReadBack, Metrics, RollbackWeight, Activation };

/// What goes wrong: on the wire, with the whole server, or with the files of the registry.
struct Trouble {
    enum Kind { OnTheWire, Refused, ComponentMissing, ComponentUnreadable };

    QString title; ///< a row of the table
    Kind kind = OnTheWire;
    WireFault fault = WireFault::None; ///< OnTheWire only
};

/// A release of its own on a practice target, behind two relays (before its target and before its source) that break one
/// kind of exchange, and a person who does what a person would: resumes after a first weight or an activation was not taken,
/// rolls back after a later weight was not. Watches the records and says what happened. Thread: the engine's.
class FaultCell final : public QObject {
    Q_OBJECT

public:
    /// The two weights of the plan of all cells.
    static constexpr double kFirst = 10.0;
    static constexpr double kRamp = 100.0;

    FaultCell(QString name, Faulted where, Trouble trouble, const Practice& practice);

    bool listen();
    PracticeRelease release() const;
    const QString& name() const { return m_name; }
    Faulted where() const { return m_where; }
    const Trouble& trouble() const { return m_trouble; }

    /// A record of any release, as it is on disk and before the engine acts on it.
    void take(const audit::Record& record, engine::Engine& engine, const QString& directory);
    /// The release has ended and nothing is on its way any more.
    bool ended() const;
    /// What the engine did, in the words of the table.
    QString story() const;
    /// What must hold whatever goes wrong, where it does not. Empty when all is well.
    QStringList complaints() const;
    /// Commands that came more than once for one record.
    QStringList repeated() const;

private:
    void begin(const audit::Record& record, engine::Engine& engine);
    bool triggers(const audit::Record& record) const;
    void strike(const QString& directory);
    void strikeWire(FaultRelay& relay);
    void strikeComponent(const QString& path);
    void actAsPerson(const audit::Record& record, engine::Engine& engine, const QString& directory);
    bool isTarget(const rollout::Command& command) const;
    QString step(const audit::Record& record) const;
    QString storyOfMetrics() const;
    qint64 timesSent(const rollout::Command& command) const;
    QStringList complaintsOfCommands() const;
    QStringList complaintsOfTarget() const;

    QString m_name;
    Faulted m_where;
    Trouble m_trouble;
    const Practice& m_practice;
    FaultRelay m_target;
    FaultRelay m_source;
    ReleaseId m_id;
    rollout::State m_state;
    std::vector<audit::Record> m_records;
    std::optional<std::size_t> m_struckAt; ///< index into m_records
};

} // namespace fairlead::lab
