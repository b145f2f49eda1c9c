#include "models/remote/rehearsal/rehearsal_api.h"

#include "models/base/duration.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <array>

namespace fairlead::remote::rehearsal {

namespace {

using namespace std::chrono_literals;

Result<Config> readConfig(const Settings& settings, const QStringList& keys)
{
    const auto known = settings.expectOnly(keys);
    const auto url = settings.httpUrl(QStringLiteral("url"));
    const auto split = settings.identifier(QStringLiteral("split"));
    const auto timeout = settings.length(QStringLiteral("timeout"), 10s, 100ms, 60s);
    const auto window = settings.length(QStringLiteral("window"), 10s, 1s, 10min);
    for (const auto* problem : {known ? nullptr : &known.error(), url ? nullptr : &url.error(), split ? nullptr : &split.error(),
             timeout ? nullptr : &timeout.error(), window ? nullptr : &window.error()}) {
        if (problem != nullptr) {
            return std::unexpected(*problem);
        }
    }
    return Config{settings.where(), *url, *split, *timeout, *window};
}

std::unexpected<Error> unreadable(const QString& where)
{
    return fail(ErrorCode::Corrupt, QStringLiteral("The answer is not one of a practice target. Check the address."), where);
}

void addSide(metrics::Readings& readings, metrics::Role role, Instant at, const QJsonObject& side, const metrics::Labels& labels = {})
{
    for (const QString& metric : {metrics::kErrorRate, metrics::kLatencyP50, metrics::kLatencyP95, metrics::kLatencyP99, metrics::kQuality,
             metrics::kTokens, metrics::kCalls}) {
        // null where the side had no calls: there is no rate of nothing.
        const QJsonValue value = side.value(metric);
        if (value.isDouble()) {
            readings.push_back({{metric, role, labels}, {at, value.toDouble()}});
        }
    }
}

} // namespace

Result<Config> Config::forTarget(const Settings& settings)
{
    return readConfig(settings, {QStringLiteral("url"), QStringLiteral("split"), QStringLiteral("timeout")});
}

Result<Config> Config::forSource(const Settings& settings)
{
    return readConfig(settings, {QStringLiteral("url"), QStringLiteral("split"), QStringLiteral("window"), QStringLiteral("timeout")});
}

QUrl Config::splitUrl() const
{
    QUrl address = url;
    address.setPath(url.path() + QStringLiteral("/v1/splits/") + split);
    return address;
}

QUrl Config::metricsUrl() const
{
    QUrl address = splitUrl();
    address.setPath(address.path() + QStringLiteral("/metrics"));
    address.setQuery(QStringLiteral("window=") + toText(window));
    return address;
}

Error errorOf(const HttpAnswer& answer, ErrorCode onServerError, const QString& where)
{
    const QJsonObject problem = QJsonDocument::fromJson(answer.body).object();
    const QString words = problem.value(QLatin1String("message")).toString().left(1000);
    const ErrorCode code = answer.status == 409 || answer.status == 412 ? ErrorCode::Conflict
        : answer.status >= 500                                          ? onServerError
                                                                        : ErrorCode::Refused;
    return {code,
        QStringLiteral("The practice target answered %1%2")
            .arg(answer.status)
            .arg(words.isEmpty() ? QStringLiteral(".") : QStringLiteral(": ") + words),
        where};
}

Result<Split> readSplit(const HttpAnswer& answer, const QString& where)
{
    if (answer.status != 200) {
        return std::unexpected(errorOf(answer, ErrorCode::Refused, where));
    }
    const QJsonObject root = QJsonDocument::fromJson(answer.body).object();
    const auto weight = Percent::create(root.value(QLatin1String("weight")).toDouble(-1));
    if (!weight || answer.etag.isEmpty()) {
        return unreadable(where);
    }
    const Result<rollout::Reach> reach = rollout::reachFromJson(root);
    if (!reach) {
        return unreadable(where);
    }
    const QJsonObject totals = root.value(QLatin1String("calls_total")).toObject();
    const auto total = [&totals](QLatin1String side) {
        const QJsonValue value = totals.value(side);
        return value.isDouble() ? std::optional(value.toDouble()) : std::nullopt;
    };
    return Split{{*weight, total(QLatin1String("canary")), total(QLatin1String("baseline")),
                     QStringLiteral("%1, revision %2").arg(rollout::inWords({*weight, *reach}), QString::fromLatin1(answer.etag)), *reach},
        answer.etag};
}

Result<metrics::Readings> readMetrics(const HttpAnswer& answer, const QString& where)
{
    if (answer.status != 200) {
        return std::unexpected(errorOf(answer, ErrorCode::Refused, where));
    }
    const QJsonObject root = QJsonDocument::fromJson(answer.body).object();
    const auto at = Instant::fromIso(root.value(QLatin1String("at")).toString());
    if (!at || !root.value(QLatin1String("canary")).isObject() || !root.value(QLatin1String("baseline")).isObject()) {
        return unreadable(where);
    }
    metrics::Readings readings;
    addSide(readings, metrics::Role::Canary, *at, root.value(QLatin1String("canary")).toObject());
    addSide(readings, metrics::Role::Baseline, *at, root.value(QLatin1String("baseline")).toObject());
    const QJsonArray parts = root.value(QLatin1String("parts")).toArray();
    for (const QJsonValue& part : parts) {
        const metrics::Labels labels{{QStringLiteral("model"), part[QLatin1String("model")].toString()}};
        addSide(readings, metrics::Role::Canary, *at, part[QLatin1String("canary")].toObject(), labels);
        addSide(readings, metrics::Role::Baseline, *at, part[QLatin1String("baseline")].toObject(), labels);
    }
    if (const QJsonValue share = root.value(QLatin1String("share")); share.isDouble()) {
        readings.push_back({{metrics::kShare, metrics::Role::Canary}, {*at, share.toDouble()}});
    }
    return readings;
}

} // namespace fairlead::remote::rehearsal
