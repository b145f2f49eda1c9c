#include "models/domain/audit/record.h"

#include "models/domain/audit/context.h"

#include <QCryptographicHash>
#include <QJsonArray>
#include <QJsonDocument>

namespace fairlead::audit {

bool isOfCommand(const QString& name)
{
    return name == kind::kIntent || name == kind::kOutcome || name == kind::kEffect;
}

bool isDecision(const QString& name)
{
    return name == kind::kVerdict || name == kind::kRuleFired || name == kind::kRuleCleared || name == kind::kRollbackDecided;
}

QByteArray canonicalJson(const QJsonObject& object)
{
    // QJsonObject keeps its keys sorted, so compact output is canonical.
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

QByteArray canonicalBytes(const Record& record)
{
    const Entry& entry = record.entry;
    const QJsonArray fields{record.row, record.at.toIso(), entry.kind, entry.who, entry.release, entry.object, entry.why, entry.data,
        QString::fromLatin1(record.previous.toHex())};
    return QJsonDocument(fields).toJson(QJsonDocument::Compact);
}

Record seal(Entry entry, Instant at, qint64 lastRow, const QByteArray& lastHash)
{
    Record record;
    record.row = lastRow + 1;
    record.at = at;
    record.entry = std::move(entry);
    record.previous = lastRow == 0 ? QByteArray(32, '\0') : lastHash;
    record.hash = QCryptographicHash::hash(canonicalBytes(record), QCryptographicHash::Sha256);
    return record;
}

void ChainVerifier::take(const Record& record)
{
    const qint64 expectedRow = m_result.rows + 1;
    ++m_result.rows;
    if (m_result.firstBroken) {
        return;
    }
    const QByteArray computed = QCryptographicHash::hash(canonicalBytes(record), QCryptographicHash::Sha256);
    if (record.row > expectedRow) {
        m_result.firstBroken = Break{expectedRow,
            QStringLiteral("Row %1 was removed: row %2 follows row %3.").arg(expectedRow).arg(record.row).arg(expectedRow - 1)};
    } else if (record.row < expectedRow) {
        m_result.firstBroken = Break{record.row, QStringLiteral("Row %1 was inserted or moved.").arg(record.row)};
    } else if (computed != record.hash) {
        m_result.firstBroken = Break{record.row, QStringLiteral("Row %1 was changed: its content does not give its hash.").arg(record.row)};
    } else if (record.previous != m_expectedPrevious) {
        m_result.firstBroken = Break{record.row,
            QStringLiteral("Row %1 was inserted, replaced or reordered: it does not follow the hash of row %2.")
                .arg(record.row)
                .arg(record.row - 1)};
    }
    m_expectedPrevious = record.hash;
    m_result.head = record.hash;
}

Verification ChainVerifier::result() const
{
    return m_result;
}

QJsonObject toJson(const Record& record)
{
    return QJsonObject{{QStringLiteral("row"), record.row}, {QStringLiteral("at"), record.at.toIso()},
        {QStringLiteral("kind"), record.entry.kind}, {QStringLiteral("who"), record.entry.who},
        {QStringLiteral("release"), record.entry.release}, {QStringLiteral("object"), record.entry.object},
        {QStringLiteral("why"), record.entry.why}, {QStringLiteral("data"), record.entry.data},
        {QStringLiteral("previous"), QString::fromLatin1(record.previous.toHex())},
        {QStringLiteral("hash"), QString::fromLatin1(record.hash.toHex())}};
}

} // namespace fairlead::audit
