#include "models/storage/lease_keeper.h"

#include <QLoggingCategory>

#include <limits>

namespace fairlead::storage {

namespace {
Q_LOGGING_CATEGORY(logLease, "fairlead.storage")
} // namespace

LeaseKeeper::LeaseKeeper(const Clock& clock, QObject* parent)
    : QObject(parent)
    , m_clock(clock)
    , m_beat(this)
    , m_mayActUntil(std::numeric_limits<qint64>::max())
{
    m_beat.setInterval(kBeatInterval);
    m_beat.setTimerType(Qt::PreciseTimer);
    connect(&m_beat, &QTimer::timeout, this, &LeaseKeeper::beat);
}

void LeaseKeeper::open(Connection& connection)
{
    m_connection = &connection;
}

void LeaseKeeper::close()
{
    if (m_hold == Hold::Mine) {
        if (const auto given = giveBack(); !given) {
            qCWarning(logLease, "The lease was not given back: %s", qUtf8Printable(given.error().message));
        }
    }
    m_beat.stop();
    m_connection = nullptr;
}

Result<Lease> LeaseKeeper::claim(const Claim& claim)
{
    const Millis asOf = m_clock.elapsed();
    Result<Lease> claimed = claimLease(*m_connection, claim, m_clock.now());
    if (claimed) {
        m_hold = Hold::Mine;
        m_epoch = claimed->epoch;
        m_told.reset();
        renew(asOf);
        m_beat.start();
    }
    return claimed;
}

Result<void> LeaseKeeper::giveBack()
{
    if (m_hold != Hold::Mine) {
        return {};
    }
    m_mayActUntil = 0;
    const auto given = giveLeaseBack(*m_connection, m_epoch);
    m_hold = Hold::Others;
    m_why = {ErrorCode::Conflict, QStringLiteral("The workspace was given back. Nothing was recorded. Take over to act here again."), {}};
    m_beat.stop();
    return given;
}

Result<void> LeaseKeeper::ask(const workspace::Wish& wish)
{
    return askForLease(*m_connection, wish);
}

void LeaseKeeper::follow(const QString& why)
{
    if (m_hold != Hold::Mine) {
        m_hold = Hold::Others;
        m_mayActUntil = 0;
        m_why = {ErrorCode::Conflict, QStringLiteral("Not done: %1").arg(why), {}};
    }
}

Result<Transaction> LeaseKeeper::begin()
{
    if (m_hold == Hold::Others) {
        return std::unexpected(m_why);
    }
    Result<Transaction> transaction = Transaction::begin(*m_connection);
    if (!transaction || m_hold == Hold::None) {
        return transaction;
    }
    const auto epoch = m_connection->value(QStringLiteral("SELECT epoch FROM lease WHERE only = 1"));
    if (!epoch) {
        return std::unexpected(epoch.error());
    }
    if (epoch->toLongLong() == m_epoch) {
        return transaction;
    }
    const Result<Lease> lease = readLease(*m_connection);
    lose(lease.value_or(Lease()));
    return std::unexpected(m_why);
}

bool LeaseKeeper::mayAct() const
{
    return m_clock.elapsed().count() < m_mayActUntil;
}

void LeaseKeeper::beat()
{
    const Millis asOf = m_clock.elapsed();
    const Result<Lease> lease = beatLease(*m_connection, m_epoch, m_clock.now());
    if (!lease) {
        qCWarning(logLease, "No heartbeat: %s", qUtf8Printable(lease.error().message));
        return;
    }
    if (lease->epoch != m_epoch) {
        lose(*lease);
        return;
    }
    renew(asOf);
    if (lease->wanted && lease->wanted != m_told) {
        m_told = lease->wanted;
        Q_EMIT asked(*lease->wanted);
    }
}

void LeaseKeeper::renew(Millis asOf)
{
    m_mayActUntil = (asOf + kMayActFor).count();
}

void LeaseKeeper::lose(const Lease& lease)
{
    m_hold = Hold::Others;
    m_mayActUntil = 0;
    m_why = takenOverBy(lease);
    m_beat.stop();
    Q_EMIT overtaken(m_why, lease.holder);
}

} // namespace fairlead::storage
