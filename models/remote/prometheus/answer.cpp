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

/// What the server answered, by its type.
struct Data {
    QString type;
    QJsonArray result;
};

Result<Data> readData(const HttpAnswer& answer, const QString& where)
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
    const QJsonObject data = root.value(QLatin1String("data")).toObject();
    const QString type = data.value(QLatin1String("resultType")).toString();
    if (status != QLatin1String("success") || type.isEmpty()) {
        return unreadable(where);
    }
    return Data{type, data.value(QLatin1String("result")).toArray()};
}

std::unexpected<Error> wrongType(const QString& type, const QString& wanted, const QString& where)
{
    return fail(ErrorCode::Refused, QStringLiteral("The query gives a %1; it must give %2.").arg(type, wanted), where);
}

metrics::Labels labelsOf(const QJsonObject& metric)
{
    metrics::Labels labels;
    for (auto it = metric.begin(); it != metric.end(); ++it) {
        if (it.key() != QLatin1String("__name__")) {
            labels.emplace(it.key(), it.value().toString());
        }
    }
    return labels;
}

} // namespace

Reading readInstant(const HttpAnswer& answer, const QString& where)
{
    const Result<Data> data = readData(answer, where);
    if (!data) {
        return std::unexpected(data.error());
    }
    if (data->type == QLatin1String("scalar")) {
        return readPair(data->result, where);
    }
    if (data->type != QLatin1String("vector")) {
        return wrongType(data->type, QStringLiteral("one number"), where);
    }
    if (data->result.isEmpty()) {
        return std::nullopt;
    }
    if (data->result.size() > 1) {
        return fail(ErrorCode::Refused,
            QStringLiteral("The query gives %1 series; it must give one. Put sum(…) or max(…) around it.").arg(data->result.size()), where);
    }
    return readPair(data->result[0].toObject().value(QLatin1String("value")).toArray(), where);
}

Result<std::vector<LabelledSample>> readParts(const HttpAnswer& answer, const QString& where)
{
    const Result<Data> data = readData(answer, where);
    if (!data) {
        return std::unexpected(data.error());
    }
    if (data->type != QLatin1String("vector")) {
        return wrongType(data->type, QStringLiteral("series with labels"), where);
    }
    if (data->result.size() > kMostParts) {
        return fail(ErrorCode::Refused,
            QStringLiteral("The query gives %1 series; %2 parts are the most that can be shown. Put topk(%2, …) around it, or fewer labels "
                           "into its by (…).")
                .arg(data->result.size())
                .arg(kMostParts),
            where);
    }
    std::vector<LabelledSample> parts;
    for (const QJsonValue& series : data->result) {
        const Reading sample = readPair(series[QLatin1String("value")].toArray(), where);
        if (!sample) {
            return std::unexpected(sample.error());
        }
        const metrics::Labels labels = labelsOf(series[QLatin1String("metric")].toObject());
        if (*sample && !labels.empty()) {
            parts.push_back({labels, **sample});
        }
    }
    return parts;
}

} // namespace fairlead::remote::prometheus
