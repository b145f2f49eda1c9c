#include "app/rehearsal/fault.h"

#include "models/base/duration.h"

#include <QStringList>

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

namespace fairlead::rehearsal {

namespace {

constexpr std::array kKinds{
    FaultKind::ErrorSpike, FaultKind::LatencySpike, FaultKind::SilentFeed, FaultKind::WeightIgnored, FaultKind::SlowAnswer};

QStringList kindNames()
{
    QStringList names;
    for (const FaultKind kind : kKinds) {
        names.append(toString(kind));
    }
    return names;
}

std::optional<FaultKind> kindFromString(const QString& text)
{
    const auto place = std::ranges::find(kKinds, text, [](FaultKind kind) { return toString(kind); });
    return place == kKinds.end() ? std::nullopt : std::optional(*place);
}

QStringList fieldsOf(FaultKind kind)
{
    switch (kind) {
    case FaultKind::ErrorSpike: return {QStringLiteral("from"), QStringLiteral("rate")};
    case FaultKind::LatencySpike: return {QStringLiteral("from"), QStringLiteral("seconds")};
    case FaultKind::SlowAnswer: return {QStringLiteral("delay")};
    case FaultKind::SilentFeed:
    case FaultKind::WeightIgnored: break;
    }
    return {QStringLiteral("from")};
}

Result<void> setNumber(const QString& field, double value, double least, double most, double& into)
{
    if (!(value >= least && value <= most)) {
        return fail(ErrorCode::InvalidInput, QStringLiteral("%1 must be between %2 and %3.").arg(field).arg(least).arg(most));
    }
    into = value;
    return {};
}

Result<void> setField(Fault& fault, const QString& field, const QJsonValue& value)
{
    if (!fieldsOf(fault.kind).contains(field)) {
        return fail(ErrorCode::InvalidInput,
            QStringLiteral("%1 is not a field of %2, which has: %3.")
                .arg(field, toString(fault.kind), fieldsOf(fault.kind).join(QStringLiteral(", "))));
    }
    if (field == QLatin1String("delay")) {
        const auto delay = parseDuration(value.toString());
        if (!delay || *delay > std::chrono::minutes(10)) {
            return fail(ErrorCode::InvalidInput, QStringLiteral("delay must be a length up to 10m, such as \"3s\"."));
        }
        fault.delay = *delay;
        return {};
    }
    if (!value.isDouble()) {
        return fail(ErrorCode::InvalidInput, QStringLiteral("%1 must be a number.").arg(field));
    }
    if (field == QLatin1String("from")) {
        return setNumber(field, value.toDouble(), 0.0, 100.0, fault.from);
    }
    if (field == QLatin1String("rate")) {
        return setNumber(field, value.toDouble(), 0.0, 1.0, fault.rate);
    }
    return setNumber(field, value.toDouble(), 0.001, 600.0, fault.seconds);
}

} // namespace

QString toString(FaultKind kind)
{
    switch (kind) {
    case FaultKind::ErrorSpike: return QStringLiteral("error-spike");
    case FaultKind::LatencySpike: return QStringLiteral("latency-spike");
    case FaultKind::SilentFeed: return QStringLiteral("silent-feed");
    case FaultKind::WeightIgnored: return QStringLiteral("weight-ignored");
    case FaultKind::SlowAnswer: return QStringLiteral("slow-answer");
    }
    Q_UNREACHABLE();
}

Result<Fault> faultFromText(const QString& text)
{
    QJsonObject json{{QStringLiteral("kind"), text.section(QLatin1Char(':'), 0, 0)}};
    const QString rest = text.section(QLatin1Char(':'), 1);
    for (const QString& pair : rest.split(QLatin1Char(','), Qt::SkipEmptyParts)) {
        const QString value = pair.section(QLatin1Char('='), 1);
        bool numeric = false;
        const double number = value.toDouble(&numeric);
        json.insert(pair.section(QLatin1Char('='), 0, 0).trimmed(), numeric ? QJsonValue(number) : QJsonValue(value));
    }
    return faultFromJson(json);
}

Result<Fault> faultFromJson(const QJsonObject& json)
{
    const auto kind = kindFromString(json.value(QLatin1String("kind")).toString());
    if (!kind) {
        return fail(ErrorCode::InvalidInput, QStringLiteral("A fault's kind is one of: %1.").arg(kindNames().join(QStringLiteral(", "))));
    }
    Fault fault;
    fault.kind = *kind;
    for (auto it = json.begin(); it != json.end(); ++it) {
        if (it.key() == QLatin1String("kind")) {
            continue;
        }
        if (const auto set = setField(fault, it.key(), it.value()); !set) {
            return std::unexpected(set.error());
        }
    }
    return fault;
}

QJsonObject toJson(const Fault& fault)
{
    const QJsonObject all{{QStringLiteral("from"), fault.from}, {QStringLiteral("rate"), fault.rate},
        {QStringLiteral("seconds"), fault.seconds}, {QStringLiteral("delay"), toText(fault.delay)}};
    QJsonObject json{{QStringLiteral("kind"), toString(fault.kind)}};
    for (const QString& field : fieldsOf(fault.kind)) {
        json.insert(field, all.value(field));
    }
    return json;
}

const Fault* acting(const Faults& faults, FaultKind kind, double weight)
{
    const auto place = std::ranges::find_if(faults, [&](const Fault& fault) { return fault.kind == kind && weight >= fault.from; });
    return place == faults.end() ? nullptr : &*place;
}

} // namespace fairlead::rehearsal
