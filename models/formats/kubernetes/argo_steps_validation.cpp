#include "models/formats/kubernetes/argo_steps_validation.h"

#include "models/formats/kubernetes/argo_messages.h"
#include "models/formats/kubernetes/field_errors.h"
#include "models/formats/kubernetes/go_duration.h"

#include <QRegularExpression>

#include <algorithm>
#include <array>
#include <limits>

namespace fairlead::formats::kubernetes {

namespace {

constexpr std::int64_t kAllTraffic = 100;

/// [prefix/]name as labels and annotations have it.
bool isQualifiedName(const QString& text)
{
    static const QRegularExpression name(QStringLiteral("^([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]$"));
    static const QRegularExpression domain(QStringLiteral("^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$"));
    constexpr qsizetype kLongestName = 63;
    constexpr qsizetype kLongestDomain = 253;
    const QStringList parts = text.split(QLatin1Char('/'));
    const bool prefixed = parts.size() == 2;
    if (parts.size() > 2 || (prefixed && (parts.first().size() > kLongestDomain || !domain.match(parts.first()).hasMatch()))) {
        return false;
    }
    return parts.last().size() <= kLongestName && name.match(parts.last()).hasMatch();
}

/// What the downward API gives of an object's metadata (k8s.io/kubernetes/pkg/fieldpath).
bool isReadableMetadata(const QString& path)
{
    static const QRegularExpression subscript(QStringLiteral("^(.+?)\\['(.*)'\\]$"));
    const QRegularExpressionMatch match = subscript.match(path);
    if (match.hasMatch()) {
        const bool annotation = match.captured(1) == QLatin1String("metadata.annotations");
        const QString key = annotation ? match.captured(2).toLower() : match.captured(2);
        return (annotation || match.captured(1) == QLatin1String("metadata.labels")) && isQualifiedName(key);
    }
    static const QStringList whole{QStringLiteral("metadata.annotations"), QStringLiteral("metadata.labels"),
        QStringLiteral("metadata.name"), QStringLiteral("metadata.namespace"), QStringLiteral("metadata.uid")};
    return whole.contains(path);
}

void checkMatch(FieldErrorList& errors, const Field& match, const QString& path)
{
    constexpr std::array kKinds{"exact", "regex", "prefix"};
    const auto given = std::ranges::count_if(kKinds, [&](const char* kind) { return !match[kind].text().isEmpty(); });
    if (given != 1) {
        errors.invalid(path, match, given == 0 ? argo::kMatchMissing : argo::kMatchMultiple);
    }
}

void checkAlbMatch(FieldErrorList& errors, const Field& match, const QString& path)
{
    if (!match.isSet()) {
        errors.invalid(path, match, argo::kMatchMissing);
    } else if (match["exact"].text().isEmpty() || !match["regex"].text().isEmpty() || !match["prefix"].text().isEmpty()) {
        errors.invalid(path, match, argo::kMatchAlb);
    }
}

void checkHeaderRoute(FieldErrorList& errors, const Field& route, const Field& routing, const QString& path)
{
    const bool alb = routing["alb"].isSet();
    if (!alb && !routing["istio"].isSet() && !routing["apisix"].isSet() && routing["plugins"].size() == 0) {
        errors.invalid(path, route, argo::kSetHeaderRoute);
        return;
    }
    int index = 0;
    for (const Field& match : route["match"].items()) {
        const QString own = QStringLiteral("%1.match[%2]").arg(path).arg(index++);
        if (alb) {
            checkAlbMatch(errors, match["headerValue"], own);
        } else {
            checkMatch(errors, match["headerValue"], own);
        }
    }
}

void checkMirrorRoute(FieldErrorList& errors, const Field& route, const Field& routing, const QString& path)
{
    if (!routing["istio"].isSet() && routing["plugins"].size() == 0) {
        errors.invalid(path, route, argo::kSetMirrorRoute);
    }
    int index = 0;
    for (const Field& match : route["match"].items()) {
        const QString own = QStringLiteral("%1.match[%2]").arg(path).arg(index++);
        for (const char* part : {"method", "path"}) {
            if (match[part].isSet()) {
                checkMatch(errors, match[part], own);
            }
        }
    }
}

void checkManagedRoutes(FieldErrorList& errors, const Field& step, const Field& routing, const QString& path)
{
    if (!routing.isSet()) {
        return;
    }
    const Field managed = routing["managedRoutes"];
    const std::vector<Field> routes = managed.items();
    for (const char* kind : {"setHeaderRoute", "setMirrorRoute"}) {
        const Field route = step[kind];
        if (!route.isSet()) {
            continue;
        }
        const bool found = std::ranges::any_of(routes, [&](const Field& one) { return one["name"].text() == route["name"].text(); });
        if (!managed.isSet()) {
            errors.required(QStringLiteral("spec.strategy.trafficRouting.managedRoutes"), routing, argo::kMissingField,
                QStringLiteral("spec.strategy.canary.trafficRouting.managedRoutes"));
        } else if (!found) {
            errors.invalid(path + QLatin1Char('.') + QString::fromLatin1(kind), route["name"], argo::kManagedRoute);
        }
    }
}

void checkExperiment(FieldErrorList& errors, const Field& experiment, const Field& routing, const QString& path)
{
    const bool possible = routing["alb"].isSet() || routing["smi"].isSet() || routing["istio"].isSet() || routing["plugins"].size() > 0;
    int index = 0;
    for (const Field& pods : experiment["templates"].items()) {
        const QString own = QStringLiteral("%1.experiment.templates[%2].weight").arg(path).arg(index++);
        if (pods["weight"].isSet() && !possible) {
            errors.invalid(own, pods["weight"], routing.isSet() ? argo::kExperimentRouter : argo::kExperimentWithoutRouting);
        }
    }
}

void checkArguments(FieldErrorList& errors, const Field& step, const QString& path)
{
    std::vector<Field> all;
    for (const Field& analysis : step["experiment"]["analyses"].items()) {
        const std::vector<Field> own = analysis["args"].items();
        all.insert(all.end(), own.begin(), own.end());
    }
    const std::vector<Field> own = step["analysis"]["args"].items();
    all.insert(all.end(), own.begin(), own.end());
    for (const Field& argument : all) {
        const Field reference = argument["valueFrom"]["fieldRef"]["fieldPath"];
        if (reference.text().startsWith(QLatin1String("metadata")) && !isReadableMetadata(reference.text())) {
            errors.invalid(path + QStringLiteral(".analyses"), reference, argo::kAnalysisArgs);
        }
    }
}

void checkWeight(FieldErrorList& errors, const Field& weight, const Field& routing, const QString& path)
{
    const std::int64_t most = routing["maxTrafficWeight"].whole().value_or(kAllTraffic);
    const std::int64_t value = weight.whole().value_or(0);
    if (weight.isSet() && (value < 0 || value > most)) {
        errors.invalid(path + QStringLiteral(".setWeight"), weight, argo::kSetWeight, QString::number(most));
    }
}

} // namespace

std::int64_t pauseSeconds(const Field& duration)
{
    if (!duration.isSet()) {
        return 0;
    }
    bool fits = false;
    const qlonglong seconds = duration.text().toLongLong(&fits);
    if (fits) {
        return seconds;
    }
    const auto length = parseGoDuration(duration.text());
    return length ? std::chrono::duration_cast<std::chrono::seconds>(*length).count() : -1;
}

FieldErrors validateStepKind(const Field& step, const QString& path)
{
    constexpr std::array kExclusive{"setWeight", "pause", "experiment", "analysis"};
    FieldErrorList errors;
    if (std::ranges::count_if(kExclusive, [&](const char* kind) { return step[kind].isSet(); }) > 1) {
        errors.invalid(path, step, argo::kStep);
    }
    return errors.take();
}

FieldErrors validateStep(const Field& step, const Field& canary, const QString& path)
{
    constexpr std::array kKinds{
        "experiment", "pause", "setWeight", "analysis", "setCanaryScale", "setHeaderRoute", "setMirrorRoute", "plugin"};
    const Field routing = canary["trafficRouting"];
    FieldErrorList errors;
    errors.append(validateStepKind(step, path));
    if (std::ranges::none_of(kKinds, [&](const char* kind) { return step[kind].isSet(); })) {
        errors.invalid(path, step, argo::kStep);
    }
    checkWeight(errors, step["setWeight"], routing, path);
    if (step["pause"].isSet() && pauseSeconds(step["pause"]["duration"]) < 0) {
        errors.invalid(path + QStringLiteral(".pause.duration"), step["pause"]["duration"], argo::kDuration);
    }
    if (step["setCanaryScale"].isSet() && !routing.isSet()) {
        errors.required(QStringLiteral("spec.strategy.trafficRouting"), step["setCanaryScale"], argo::kSetCanaryScale);
    }
    if (step["setHeaderRoute"].isSet()) {
        checkHeaderRoute(errors, step["setHeaderRoute"], routing, path + QStringLiteral(".setHeaderRoute"));
    }
    if (step["setMirrorRoute"].isSet()) {
        checkMirrorRoute(errors, step["setMirrorRoute"], routing, path + QStringLiteral(".setMirrorRoute"));
    }
    checkManagedRoutes(errors, step, routing, path);
    checkExperiment(errors, step["experiment"], routing, path);
    checkArguments(errors, step, path);
    return errors.take();
}

} // namespace fairlead::formats::kubernetes
