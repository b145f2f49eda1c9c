#include "models/base/instant.h"

#include <QDateTime>
#include <QTimeZone>

namespace fairlead {

Result<Instant> Instant::fromIso(const QString& text)
{
    const QDateTime parsed = QDateTime::fromString(text, Qt::ISODateWithMs);
    if (!parsed.isValid()) {
        return fail(ErrorCode::InvalidInput, QStringLiteral("“%1” is not an ISO 8601 time. Write it as 2025-08-07T14:00:00Z.").arg(text));
    }
    if (parsed.timeSpec() == Qt::LocalTime) {
        return fail(ErrorCode::InvalidInput, QStringLiteral("“%1” has no zone. End it with Z or an offset such as +02:00.").arg(text));
    }
    return fromMs(parsed.toMSecsSinceEpoch());
}

QString Instant::toIso() const
{
    return QDateTime::fromMSecsSinceEpoch(m_ms, Qt::UTC).toString(Qt::ISODateWithMs);
}

Result<Span> Span::create(Instant start, Instant end)
{
    if (!(start < end)) {
        return fail(
            ErrorCode::InvalidInput, QStringLiteral("A window must end after it starts (%1 to %2).").arg(start.toIso(), end.toIso()));
    }
    return Span(start, end);
}

} // namespace fairlead
