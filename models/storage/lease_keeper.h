#pragma once

#include "models/base/clock.h"
#include "models/storage/lease.h"

#include <QObject>
#include <QTimer>

#include <atomic>

namespace fairlead::storage {

/// The lease as the writer has it: holds it, lets its heart beat, and lets nobody write once it is lost. A history that never
/// claimed it writes freely: tools that add a report do. Thread: store, where nothing else is said.
class LeaseKeeper final : public QObject {
    Q_OBJECT

public:
    /// @p clock outlives this.
    LeaseKeeper(const Clock& clock, QObject* parent);

    /// @p connection is the writer's, until close().
    void open(Connection& connection);
    /// Gives the lease back where it is held.
    void close();

    Result<Lease> claim(const Claim& claim);
    Result<void> giveBack();
    Result<void> ask(const workspace::Wish& wish);
    /// Another one holds the lease: whatever is to be written here meets Conflict with @p why.
    void follow(const QString& why);

    /// Begins a transaction to write in, and checks in it that the lease is still ours: Conflict where it is not.
    Result<Transaction> begin();
    /// Whether a command may leave this machine now: the heart beat lately, by our own elapsed time. Any thread.
    bool mayAct() const;

Q_SIGNALS:
    /// Somebody wants the lease; emitted once for each wish.
    void asked(const fairlead::workspace::Wish& wish);
    /// It is lost; what was to be written was not.
    void overtaken(const fairlead::Error& error, const fairlead::workspace::Holder& by);

private:
    enum class Hold {
        None, ///< not used: writes are free
        Mine,
        Others,
    };
    void beat();
    void renew(Millis asOf);
    void lose(const Lease& lease);

    const Clock& m_clock;
    Connection* m_connection = nullptr;
    QTimer m_beat;
    Hold m_hold = Hold::None;
    qint64 m_epoch = 0;
    Error m_why; ///< with Others
    std::optional<workspace::Wish> m_told;
    std::atomic<qint64> m_mayActUntil; ///< Clock::elapsed() in ms
};

} // namespace fairlead::storage
