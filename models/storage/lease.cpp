#include "models/storage/lease.h"

#include "models/storage/record_table.h"

#include <QCoreApplication>
#include <QFile>
#include <QJsonDocument>
#include <QSysInfo>

#include <unistd.h>

namespace fairlead::storage {

namespace {

constexpr int kStartField = 22; // proc(5): starttime, counted from 1
constexpr int kStateField = 3;

QByteArray contents(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll().trimmed() : QByteArray();
}

/// Fields of /proc/PID/stat from the third on; the second may hold blanks and brackets. Empty when there is no such process.
QList<QByteArray> statOf(qint64 process)
{
    const QByteArray text = contents(QStringLiteral("/proc/%1/stat").arg(process));
    const qsizetype name = text.lastIndexOf(')');
    return name < 0 ? QList<QByteArray>() : text.mid(name + 2).split(' ');
}

/// "machine start numbers": the machine, its present start, and its set of process numbers.
QString machineNow()
{
    const QByteArray boot = contents(QStringLiteral("/proc/sys/kernel/random/boot_id"));
    const QString numbers = QFile::symLinkTarget(QStringLiteral("/proc/self/ns/pid")).section(QLatin1Char('/'), -1);
    const QByteArray machine = QSysInfo::machineUniqueId();
    const bool known = !boot.isEmpty() && !machine.isEmpty() && !numbers.isEmpty();
    return known ? QStringLiteral("%1 %2 %3").arg(QString::fromLatin1(machine), QString::fromLatin1(boot), numbers) : QString();
}

QVariant jsonText(const workspace::Holder& holder)
{
    return utf8(QString::fromUtf8(QJsonDocument(workspace::toJson(holder)).toJson(QJsonDocument::Compact)));
}

workspace::Holder holderIn(const QVariant& text)
{
    return workspace::holderFromJson(QJsonDocument::fromJson(text.toByteArray()).object());
}

Instant instantIn(const QVariant& text)
{
    return Instant::fromIso(fromUtf8(text)).value_or(Instant());
}

bool isFree(const Lease& lease, const Claim& claim)
{
    const bool stoodStill = claim.over && claim.over->epoch == lease.epoch && claim.over->beat == lease.beat;
    return !lease.held || stoodStill || isGone(lease.holder);
}

audit::Entry recordOf(const Claim& claim, const Lease& before)
{
    const bool answered = !before.held && before.wanted && before.wanted->by == claim.by;
    return {audit::kind::kTakenOver, claim.by.person, {}, workspace::describe(before.holder), claim.why,
        {{QStringLiteral("from"), workspace::toJson(before.holder)}, {QStringLiteral("by"), workspace::toJson(claim.by)},
            {QStringLiteral("answered"), answered}, {QStringLiteral("epoch"), before.epoch + 1}}};
}

} // namespace

workspace::Holder thisProcess(const QString& person)
{
    workspace::Holder holder{
        person, QCoreApplication::applicationName(), QSysInfo::machineHostName(), machineNow(), QCoreApplication::applicationPid(), 0};
    holder.processStart = statOf(holder.process).value(kStartField - kStateField).toLongLong();
    return holder;
}

bool isGone(const workspace::Holder& holder)
{
    const QString here = machineNow();
    if (holder.machine.isEmpty() || here.isEmpty() || holder.process <= 0) {
        return false;
    }
    if (holder.machine != here) {
        // The same machine, started anew, has none of its old processes; another set of numbers on it cannot be seen from here.
        const QStringList there = holder.machine.split(QLatin1Char(' '));
        const QStringList now = here.split(QLatin1Char(' '));
        const bool sameMachine = there.value(0) == now.value(0) && holder.host == QSysInfo::machineHostName();
        return sameMachine && there.value(1) != now.value(1) && there.value(2) == now.value(2);
    }
    const QList<QByteArray> stat = statOf(holder.process);
    const bool ended = stat.isEmpty() || stat.constFirst() == "Z" || stat.constFirst() == "X";
    return ended || (holder.processStart > 0 && stat.value(kStartField - kStateField).toLongLong() != holder.processStart);
}

Result<Lease> readLease(const Connection& connection)
{
    Result<QSqlQuery> answer
        = connection.query(QStringLiteral("SELECT epoch, held, CAST(holder AS BLOB), CAST(since AS BLOB), beat, CAST(beat_at AS BLOB), "
                                          "CAST(wanted_by AS BLOB), CAST(wanted_why AS BLOB) FROM lease WHERE only = 1"));
    if (!answer) {
        return std::unexpected(answer.error());
    }
    if (!answer->next()) {
        const Result<void> read = connection.check(*answer);
        return read ? fail(ErrorCode::Corrupt, QStringLiteral("The history has lost its lease. Nothing was done. Restore it from a copy."))
                    : std::unexpected(read.error());
    }
    Lease lease{answer->value(0).toLongLong(), answer->value(1).toBool(), holderIn(answer->value(2)), instantIn(answer->value(3)),
        answer->value(4).toLongLong(), instantIn(answer->value(5)), {}};
    if (!answer->value(6).toByteArray().isEmpty()) {
        lease.wanted = workspace::Wish{holderIn(answer->value(6)), fromUtf8(answer->value(7))};
    }
    return lease;
}

Result<Lease> claimLease(Connection& connection, const Claim& claim, Instant now)
{
    Result<Transaction> transaction = Transaction::begin(connection);
    const Result<Lease> before = transaction ? readLease(connection) : Result<Lease>(std::unexpected(transaction.error()));
    if (!before) {
        return std::unexpected(before.error());
    }
    if (!isFree(*before, claim)) {
        return std::unexpected(heldBy(*before));
    }
    const auto claimed = connection.execute(
        QStringLiteral("UPDATE lease SET epoch = epoch + 1, held = 1, holder = CAST(? AS TEXT), since = CAST(? AS TEXT), "
                       "beat = beat + 1, beat_at = CAST(? AS TEXT), wanted_by = '', wanted_why = '' WHERE only = 1"),
        {jsonText(claim.by), utf8(now.toIso()), utf8(now.toIso())});
    if (!claimed) {
        return std::unexpected(claimed.error());
    }
    const Result<Lease> after = readLease(connection);
    if (!after) {
        return after;
    }
    const bool fromSomebody = before->epoch > 0 && before->holder != claim.by;
    if (!claim.why.isEmpty() && fromSomebody) {
        const auto recorded = appendRecord(connection, recordOf(claim, *before), now);
        if (!recorded) {
            return std::unexpected(recorded.error());
        }
    }
    const auto committed = transaction->commit();
    return committed ? after : Result<Lease>(std::unexpected(committed.error()));
}

Result<Lease> beatLease(Connection& connection, qint64 epoch, Instant now)
{
    // A heartbeat need not survive a power cut, so it does not wait for the disk.
    const auto quick = connection.execute(QStringLiteral("PRAGMA synchronous = NORMAL"));
    const auto beaten
        = connection.execute(QStringLiteral("UPDATE lease SET beat = beat + 1, beat_at = CAST(? AS TEXT) WHERE only = 1 AND epoch = ?"),
            {utf8(now.toIso()), epoch});
    const auto safe = connection.execute(QStringLiteral("PRAGMA synchronous = FULL"));
    for (const auto* done : {&quick, &beaten, &safe}) {
        if (!*done) {
            return std::unexpected(done->error());
        }
    }
    return readLease(connection);
}

Result<void> giveLeaseBack(Connection& connection, qint64 epoch)
{
    return connection.execute(QStringLiteral("UPDATE lease SET held = 0 WHERE only = 1 AND epoch = ?"), {epoch});
}

Result<void> askForLease(Connection& connection, const workspace::Wish& wish)
{
    return connection.execute(
        QStringLiteral("UPDATE lease SET wanted_by = CAST(? AS TEXT), wanted_why = CAST(? AS TEXT) WHERE only = 1 AND held = 1"),
        {jsonText(wish.by), utf8(wish.why)});
}

Error heldBy(const Lease& lease)
{
    return {ErrorCode::Conflict,
        QStringLiteral("%1 carries out the releases of this workspace. Nothing was done here: two engines must not steer the same "
                       "targets. Use that one, close it, or take over from it.")
            .arg(workspace::describe(lease.holder)),
        {}};
}

Error takenOverBy(const Lease& lease)
{
    const QString person = lease.holder.person.isEmpty() ? QStringLiteral("Somebody") : lease.holder.person;
    return {ErrorCode::Conflict,
        QStringLiteral("%1 took over from another console: %2. Nothing is recorded or done here any more. Take over to act here again.")
            .arg(person, workspace::describe(lease.holder)),
        {}};
}

} // namespace fairlead::storage
