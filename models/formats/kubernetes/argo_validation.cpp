#include "models/formats/kubernetes/argo_validation.h"

#include "models/formats/kubernetes/argo_messages.h"
#include "models/formats/kubernetes/field_errors.h"

#include <QSet>

#include <algorithm>

namespace fairlead::formats::kubernetes {

namespace {

constexpr std::int64_t kDefaultHistory = 10;
constexpr std::int64_t kDefaultDeadline = 600;

const QString kSpec = QStringLiteral("spec");
const QString kStrategy = QStringLiteral("spec.strategy");

void checkNotNegative(FieldErrorList& errors, const QString& path, const Field& field)
{
    if (field.whole().value_or(0) < 0) {
        errors.invalid(path, field, argo::kNegative);
    }
}

bool matchesExpression(const Field& expression, const Field& labels)
{
    const Field label = labels[expression["key"].text()];
    const QString op = expression["operator"].text();
    const std::vector<Field> values = expression["values"].items();
    const bool listed = std::ranges::any_of(values, [&](const Field& value) { return value.text() == label.text(); });
    if (op == QLatin1String("In")) {
        return label.isSet() && listed;
    }
    if (op == QLatin1String("NotIn")) {
        return !label.isSet() || !listed;
    }
    return op == QLatin1String("Exists") ? label.isSet() : !label.isSet();
}

/// A selector that is not there matches nothing.
bool selects(const Field& selector, const Field& labels)
{
    if (!selector.isSet()) {
        return false;
    }
    for (const auto& [key, value] : selector["matchLabels"].entries()) {
        const Field label = labels[key];
        if (!label.isSet() || label.text() != value.text()) {
            return false;
        }
    }
    const std::vector<Field> expressions = selector["matchExpressions"].items();
    return std::ranges::all_of(expressions, [&](const Field& expression) { return matchesExpression(expression, labels); });
}

void checkContainers(FieldErrorList& errors, const Field& containers)
{
    const QString path = QStringLiteral("spec.template.spec.containers");
    if (containers.size() == 0) {
        errors.required(path, containers, "");
    }
    QSet<QString> names;
    int index = 0;
    for (const Field& container : containers.items()) {
        const QString own = QStringLiteral("%1[%2]").arg(path).arg(index++);
        const QString name = container["name"].text();
        if (name.isEmpty()) {
            errors.required(own + QStringLiteral(".name"), container["name"], "");
        } else if (names.contains(name)) {
            errors.invalid(own + QStringLiteral(".name"), container["name"], "Duplicate value");
        }
        names.insert(name);
        if (container["image"].text().isEmpty()) {
            errors.required(own + QStringLiteral(".image"), container["image"], "");
        }
    }
}

bool isEmptyTemplate(const Field& pods)
{
    const Field metadata = pods["metadata"];
    return metadata["labels"].size() == 0 && metadata["annotations"].size() == 0 && pods["spec"]["containers"].size() == 0;
}

void checkWorkload(FieldErrorList& errors, const Field& spec)
{
    const Field selector = spec["selector"];
    const Field pods = spec["template"];
    if (spec["workloadRef"].isSet()) {
        if (!isEmptyTemplate(pods)) {
            errors.internal(QStringLiteral("spec.template"), pods, argo::kTemplateAndRef);
        }
        return;
    }
    const QString path = QStringLiteral("spec.selector");
    const int conditions = selector["matchLabels"].size() + selector["matchExpressions"].size();
    if (!selector.isSet()) {
        errors.required(path, selector, argo::kMissingField, QStringLiteral(".spec.selector"));
    } else if (conditions == 0) {
        errors.invalid(path, selector, argo::kEmptySelector);
    }
    if (conditions > 0 || !selector.isSet()) {
        const Field labels = pods["metadata"]["labels"];
        if (!selects(selector, labels)) {
            errors.invalid(QStringLiteral("spec.template.metadata.labels"), labels, argo::kSelectorMismatch);
        }
    }
    checkContainers(errors, pods["spec"]["containers"]);
}

/// "25%" is 25, "3" is 3, other texts are 0.
std::int64_t countOrPercent(const Field& field, std::int64_t otherwise)
{
    if (!field.isSet()) {
        return otherwise;
    }
    QString text = field.text();
    if (text.endsWith(QLatin1Char('%'))) {
        text.chop(1);
    }
    bool fits = false;
    const qlonglong value = text.toLongLong(&fits);
    return fits ? value : 0;
}

} // namespace

FieldErrors validateSurge(const Field& spec)
{
    constexpr std::int64_t kDefaultPercent = 25;
    const Field canary = spec["strategy"]["canary"];
    FieldErrorList errors;
    if (countOrPercent(canary["maxSurge"], kDefaultPercent) == 0 && countOrPercent(canary["maxUnavailable"], kDefaultPercent) == 0) {
        errors.invalid(kStrategy + QStringLiteral(".maxSurge"), canary["maxSurge"], argo::kSurge);
    }
    return errors.take();
}

FieldErrors validateAntiAffinity(const Field& antiAffinity, const QString& path)
{
    FieldErrorList errors;
    if (!antiAffinity.isSet()) {
        return {};
    }
    const Field preferred = antiAffinity["preferredDuringSchedulingIgnoredDuringExecution"];
    const Field required = antiAffinity["requiredDuringSchedulingIgnoredDuringExecution"];
    if (preferred.isSet() == required.isSet()) {
        errors.invalid(path, antiAffinity, argo::kAntiAffinity);
    }
    const std::int64_t weight = preferred["weight"].whole().value_or(0);
    if (preferred.isSet() && (weight < 1 || weight > 100)) {
        errors.invalid(path + QStringLiteral(".weight"), preferred["weight"], argo::kAntiAffinityWeight);
    }
    return errors.take();
}

FieldErrors validateBlueGreen(const Field& spec)
{
    const Field blueGreen = spec["strategy"]["blueGreen"];
    FieldErrorList errors;
    if (blueGreen["activeService"].text() == blueGreen["previewService"].text()) {
        errors.invalid(kStrategy + QStringLiteral(".activeService"), blueGreen["activeService"], argo::kSameBlueGreen);
    }
    const std::int64_t history = spec["revisionHistoryLimit"].whole().value_or(kDefaultHistory);
    const Field limit = blueGreen["scaleDownDelayRevisionLimit"];
    if (limit.isSet() && history < limit.whole().value_or(0)) {
        errors.invalid(kStrategy + QStringLiteral(".scaleDownDelayRevisionLimit"), limit, argo::kScaleDownLimit);
    }
    errors.append(validateAntiAffinity(blueGreen["antiAffinity"], kStrategy + QStringLiteral(".antiAffinity")));
    return errors.take();
}

FieldErrors validateStrategy(const Field& spec)
{
    const Field strategy = spec["strategy"];
    const bool canary = strategy["canary"].isSet();
    const bool blueGreen = strategy["blueGreen"].isSet();
    // The controller names the field twice.
    const QString path = kStrategy + QStringLiteral(".strategy");
    FieldErrorList errors;
    if (!canary && !blueGreen) {
        errors.required(path, strategy, argo::kMissingField, QStringLiteral(".spec.strategy.canary or .spec.strategy.blueGreen"));
    } else if (canary && blueGreen) {
        errors.invalid(path, strategy, argo::kStrategies);
    } else {
        errors.append(canary ? validateCanary(spec) : validateBlueGreen(spec));
    }
    return errors.take();
}

FieldErrors validateRollout(const Field& spec)
{
    FieldErrorList errors;
    const auto check = [&](const char* key) { checkNotNegative(errors, kSpec + QLatin1Char('.') + QString::fromLatin1(key), spec[key]); };
    check("replicas");
    checkWorkload(errors, spec);
    check("minReadySeconds");
    check("revisionHistoryLimit");
    check("progressDeadlineSeconds");
    const Field deadline = spec["progressDeadlineSeconds"];
    if (deadline.whole().value_or(kDefaultDeadline) <= spec["minReadySeconds"].whole().value_or(0)) {
        errors.invalid(kSpec + QStringLiteral(".progressDeadlineSeconds"), deadline, argo::kDeadline);
    }
    errors.append(validateStrategy(spec));
    return errors.take();
}

} // namespace fairlead::formats::kubernetes
