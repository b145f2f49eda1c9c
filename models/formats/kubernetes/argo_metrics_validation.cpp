#include "models/formats/kubernetes/argo_metrics.h"
#include "models/formats/kubernetes/argo_validation.h"
#include "models/formats/kubernetes/go_duration.h"

#include <QSet>

namespace fairlead::formats::kubernetes {

namespace {

struct Limits {
    std::int64_t count = 0;
    std::int64_t failure = 0;
    std::int64_t inconclusive = 0;
    std::int64_t consecutiveError = 0;
    std::int64_t consecutiveSuccess = 0;
};

Limits limitsOf(const Field& metric)
{
    const auto value = [&](const char* key) { return metric[key].intOrText().value_or(0); };
    return {value("count"), value("failureLimit"), value("inconclusiveLimit"), value("consecutiveErrorLimit"),
        value("consecutiveSuccessLimit")};
}

/// A refusal and the key that it is about.
struct Refusal {
    QString detail;
    const char* key = "";
};

std::optional<Refusal> checkCount(const Limits& limits, const Field& metric)
{
    const bool bothBind = limits.failure >= 0 && limits.consecutiveSuccess >= 0;
    if (limits.count > 0 && bothBind && limits.count < limits.failure + limits.consecutiveSuccess) {
        return Refusal{QStringLiteral("count (%1) must be >= failureLimit + consecutiveSuccessLimit (%2 + %3) if both >= 0")
                           .arg(limits.count)
                           .arg(limits.failure)
                           .arg(limits.consecutiveSuccess),
            "count"};
    }
    if (limits.count > 0 && limits.count < limits.inconclusive) {
        return Refusal{QStringLiteral("count must be >= inconclusiveLimit"), "count"};
    }
    if (limits.count > 1 && metric["interval"].text().isEmpty()) {
        return Refusal{QStringLiteral("interval must be specified when count > 1"), "count"};
    }
    return std::nullopt;
}

/// Go's complaint about a length; empty for one that is fine, or that is a placeholder until the analysis runs.
QString complaintAbout(const QString& length)
{
    const bool open = length.isEmpty() || length.contains(QLatin1String("{{"));
    const auto read = parseGoDuration(length);
    return open || read ? QString() : read.error();
}

std::optional<Refusal> checkLengths(const Field& metric)
{
    if (const QString interval = complaintAbout(metric["interval"].text()); !interval.isEmpty()) {
        return Refusal{QStringLiteral("invalid interval string: ") + interval, "interval"};
    }
    if (const QString delay = complaintAbout(metric["initialDelay"].text()); !delay.isEmpty()) {
        return Refusal{QStringLiteral("invalid startDelay string: ") + delay, "initialDelay"};
    }
    return std::nullopt;
}

std::optional<Refusal> checkLimits(const Limits& limits)
{
    if (limits.failure < -1) {
        return Refusal{QStringLiteral("failureLimit must be >= 0, or -1 to be disabled"), "failureLimit"};
    }
    if (limits.inconclusive < 0) {
        return Refusal{QStringLiteral("inconclusiveLimit must be >= 0"), "inconclusiveLimit"};
    }
    if (limits.consecutiveError < 0) {
        return Refusal{QStringLiteral("consecutiveErrorLimit must be >= 0"), "consecutiveErrorLimit"};
    }
    if (limits.consecutiveSuccess < 0) {
        return Refusal{QStringLiteral("consecutiveSuccessLimit must be >= 0"), "consecutiveSuccessLimit"};
    }
    if (limits.failure == -1 && limits.consecutiveSuccess == 0) {
        return Refusal{QStringLiteral("failureLimit and consecutiveSuccessLimit cannot both be disabled"), "failureLimit"};
    }
    return std::nullopt;
}

std::optional<Refusal> checkProviders(const Field& metric)
{
    const int providers = providersOf(metric);
    if (providers == 1) {
        return std::nullopt;
    }
    return Refusal{providers == 0 ? QStringLiteral("no provider specified") : QStringLiteral("multiple providers specified"), "provider"};
}

std::optional<Refusal> check(const Field& metric)
{
    const Limits limits = limitsOf(metric);
    for (const auto& refusal : {checkCount(limits, metric), checkLengths(metric), checkLimits(limits), checkProviders(metric)}) {
        if (refusal) {
            return refusal;
        }
    }
    return std::nullopt;
}

FieldErrors one(const Field& place, const QString& detail)
{
    return {{FieldError::Kind::Plain, place.path(), QString(), detail, place.at()}};
}

} // namespace

FieldErrors validateMetrics(const Field& metrics)
{
    if (metrics.size() == 0) {
        return one(metrics, QStringLiteral("no metrics specified"));
    }
    QSet<QString> names;
    int index = 0;
    for (const Field& metric : metrics.items()) {
        const QString name = metric["name"].text();
        const QString before = QStringLiteral("metrics[%1]: ").arg(index++);
        if (names.contains(name)) {
            return one(metric["name"], before + QStringLiteral("duplicate name '%1'").arg(name));
        }
        names.insert(name);
        if (const std::optional<Refusal> refusal = check(metric)) {
            return one(metric[refusal->key], before + refusal->detail);
        }
    }
    return {};
}

} // namespace fairlead::formats::kubernetes
