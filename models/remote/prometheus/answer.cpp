#include "models/remote/prometheus/answer.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <cmath>

namespace fairlead::remote::prometheus {

namespace {

using Reading = Result<std::optional<metrics::Sample>>;

std::unexpected<Error> unreadable(const QString& where)
{
    return fail(ErrorCode::Corrupt, QStringLiteral("The answer is not one of Prometheus's query API. Check the address."), where);
}

Reading readPair(const QJsonArray& pair, const QString& where)
{
    if (pair.size() != 2 || !pair[0].isDouble() || !pair[1].isString()) {
        return unreadable(where);
    }
    const QString text = pair[1].toString();
    bool numeric = false;
    const double value = text.toDouble(&numeric);
    const bool infinite = text == QLatin1String("+Inf") || text == QLatin1String("-Inf");
    if (!numeric && !infinite && text != QLatin1String("NaN")) {
        return unreadable(where);
    }
    const double seconds = pair[0].toDouble();
    // A time that does not fit into milliseconds of 64 bits is no time.
    if (!(std::abs(seconds) < 1e12)) {
        return unreadable(where);
    }
    if (!numeric || !std::isfinite(value)) {
        return std::nullopt;
    }
    return metrics::Sample{Instant::fromMs(std::llround(seconds * 1000.0)), value};
}

} // namespace

Reading readInstant(const HttpAnswer& answer, const QString& where)
{
    const QJsonObject root = QJsonDocument::fromJson(answer.body).object();
    const QString status = root.value(QLatin1String("status")).toString();
    if (status == QLatin1String("error")) {
        return fail(
            ErrorCode::Refused, QStringLiteral("Prometheus said: %1").arg(root.value(QLatin1String("error")).toString().left(1000)), where);
    }
    if (answer.status != 200) {
        return fail(ErrorCode::Refused, QStringLiteral("The metric source answered %1.").arg(answer.status), where);
    }
    if (status != QLatin1String("success")) {
        return unreadable(where);
    }
    const QJsonObject data = root.value(QLatin1String("data")).toObject();
    const QJsonArray result = data.value(QLatin1String("result")).toArray();
    const QString type = data.value(QLatin1String("resultType")).toString();
    if (type == QLatin1String("scalar")) {
        return readPair(result, where);
    }
    if (type != QLatin1String("vector")) {
        return type.isEmpty()
            ? Reading(unreadable(where))
            : Reading(fail(ErrorCode::Refused, QStringLiteral("The query gives a %1; it must give one number.").arg(type), where));
    }
    if (result.isEmpty()) {
        return std::nullopt;
    }
    if (result.size() > 1) {
        return fail(ErrorCode::Refused,
            QStringLiteral("The query gives %1 series; it must give one. Put sum(…) or max(…) around it.").arg(result.size()), where);
    }
    return readPair(result[0].toObject().value(QLatin1String("value")).toArray(), where);
}

} // namespace fairlead::remote::prometheus
