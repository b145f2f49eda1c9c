#include "app/ctl/conformance/category.h"
#include "models/base/json_number.h"
#include "models/formats/kubernetes/argo_validation.h"
#include "models/formats/kubernetes/flagger_objects.h"
#include "models/formats/kubernetes/go_duration.h"
#include "models/formats/kubernetes/plan_files.h"
#include "models/formats/yaml_reader.h"

#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QRegularExpression>

#include <algorithm>
#include <optional>

namespace fairlead::ctl::conformance {

namespace {

namespace k8s = formats::kubernetes;

std::optional<QByteArray> bytesOf(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? std::optional(file.readAll()) : std::nullopt;
}

/// The cases under @p key of the JSON file; a file that is there but cannot be read counts as differing.
QJsonArray casesOf(const QString& path, const QString& key, Category& category)
{
    const QJsonObject document = QJsonDocument::fromJson(bytesOf(path).value_or(QByteArray())).object();
    if (!document.contains(key)) {
        category.count(QFileInfo(path).fileName(), false);
    }
    return document.value(key).toArray();
}

/// Runs @p same over the cases of a file, where there is one.
template <typename Same>
void run(Categories& categories, const QString& name, const QString& path, const QString& key, const QString& id, Same same)
{
    if (!QFile::exists(path)) {
        return;
    }
    Category category{name, 0, {}};
    for (const QJsonArray valueList = casesOf(path, key, category); const QJsonValue& value : valueList) {
        const QJsonObject one = value.toObject();
        category.count(one.value(id).toString(), same(one));
    }
    categories.append(category);
}

/// A value of YAML as JSON, read back as a tree with places.
struct Tree {
    explicit Tree(const QJsonValue& value)
    {
        Problems problems;
        document = formats::readYaml(QStringLiteral("case"), QJsonDocument(value.toObject()).toJson(QJsonDocument::Compact), problems);
    }
    k8s::Field root(const QString& path) const
    {
        static const formats::YamlNode nothing;
        return {document ? document->root : nothing, path};
    }
    std::optional<formats::YamlDocument> document;
};

// Argo Rollouts: objects

QJsonValue seconds(const QJsonValue& written)
{
    const auto length = k8s::parseGoDuration(written.toString());
    return length ? QJsonValue(k8s::inSeconds(*length)) : written;
}

/// A number in quotes is a number to the controller.
QJsonValue numeric(const QJsonValue& written)
{
    bool fits = false;
    const qlonglong value = written.toString().toLongLong(&fits);
    return fits ? QJsonValue(value) : written;
}

bool sameMetrics(const QJsonArray& expected, const QJsonArray& found)
{
    if (expected.size() != found.size()) {
        return false;
    }
    for (qsizetype i = 0; i < expected.size(); ++i) {
        QJsonObject metric = expected.at(i).toObject();
        for (const QString& length : {QStringLiteral("interval"), QStringLiteral("initialDelay")}) {
            metric.insert(length, metric.value(length).isString() ? seconds(metric.value(length)) : metric.value(length));
        }
        for (const QString& number : {QStringLiteral("count"), QStringLiteral("effectiveCount"), QStringLiteral("failureLimit"),
                 QStringLiteral("inconclusiveLimit"), QStringLiteral("consecutiveErrorLimit"), QStringLiteral("consecutiveSuccessLimit")}) {
            metric.insert(number, numeric(metric.value(number)));
        }
        if (metric != found.at(i).toObject()) {
            return false;
        }
    }
    return true;
}

/// Are all of @p keys that @p expected has the same in @p found?
bool sameFields(const QJsonObject& expected, const QJsonObject& found, const QStringList& keys)
{
    return std::ranges::all_of(
        keys, [&](const QString& key) { return !expected.contains(key) || expected.value(key) == found.value(key); });
}

bool sameArgoObject(const QJsonObject& expected, const QJsonObject& found)
{
    static const QStringList keys{QStringLiteral("kind"), QStringLiteral("apiVersion"), QStringLiteral("name"), QStringLiteral("strategy"),
        QStringLiteral("steps"), QStringLiteral("args"), QStringLiteral("includesTemplates"), QStringLiteral("backgroundAnalysis"),
        QStringLiteral("prePromotionAnalysis"), QStringLiteral("postPromotionAnalysis"), QStringLiteral("workloadRef"),
        QStringLiteral("replicas"), QStringLiteral("trafficRouting"), QStringLiteral("durationSeconds"), QStringLiteral("templates"),
        QStringLiteral("analyses")};
    const bool weights = !expected.contains(QStringLiteral("setWeights"))
        || expected.value(QStringLiteral("setWeights")) == found.value(QStringLiteral("weights"));
    const bool metrics = !expected.contains(QStringLiteral("metrics"))
        || sameMetrics(expected.value(QStringLiteral("metrics")).toArray(), found.value(QStringLiteral("metrics")).toArray());
    return weights && metrics && sameFields(expected, found, keys);
}

/// What the controller refuses must be among the problems.
bool allRefusalsFound(const QJsonArray& objects, const Problems& problems)
{
    for (const QJsonValue& object : objects) {
        for (const QJsonArray refusalList = object[QStringLiteral("semanticErrors")].toArray(); const QJsonValue& refusal : refusalList) {
            const bool found
                = std::ranges::any_of(problems, [&](const Problem& problem) { return problem.message.contains(refusal.toString()); });
            if (!found) {
                return false;
            }
        }
    }
    return true;
}

bool errorsHavePlaces(const Problems& problems)
{
    return std::ranges::any_of(problems,
        [](const Problem& problem) { return problem.severity == Severity::Error && problem.at.line > 0 && problem.at.column > 0; });
}

template <typename SameObject> bool sameObjects(const QJsonArray& expected, const std::vector<k8s::PlanObject>& found, SameObject same)
{
    if (expected.size() != static_cast<qsizetype>(found.size())) {
        return false;
    }
    for (std::size_t i = 0; i < found.size(); ++i) {
        if (!same(expected.at(static_cast<qsizetype>(i)).toObject(), toJson(found[i]))) {
            return false;
        }
    }
    return true;
}

bool sameValidity(const QString& validity, const k8s::PlanFile& file)
{
    if (validity.startsWith(QLatin1String("valid"))) {
        return file.valid();
    }
    // A snippet that leaves parts out may be refused or previewed.
    return validity == QLatin1String("fragment") || errorsHavePlaces(file.problems);
}

template <typename SameObject> bool sameFile(const QString& directory, const QJsonObject& one, SameObject same)
{
    const QString name = one.value(QStringLiteral("file")).toString();
    const std::optional<QByteArray> bytes = bytesOf(directory + QStringLiteral("/yaml/") + name);
    if (!bytes) {
        return false;
    }
    const k8s::PlanFile file = k8s::readPlanFile(name, *bytes);
    const QJsonValue rest = one.value(QStringLiteral("objectsWithoutEllipses"));
    const bool parses = one.value(QStringLiteral("yamlParses")).toBool();
    const QJsonArray expected = rest.isArray() ? rest.toArray() : one.value(QStringLiteral("objects")).toArray();
    const bool objects = (!parses && !rest.isArray()) || sameObjects(expected, file.objects, same);
    return objects && sameValidity(one.value(QStringLiteral("validity")).toString(), file) && allRefusalsFound(expected, file.problems);
}

// Argo Rollouts: validation

k8s::FieldErrors validate(const QString& scope, const QJsonObject& specJson)
{
    const Tree tree(specJson);
    const k8s::Field spec = tree.root(QStringLiteral("spec"));
    if (scope == QLatin1String("strategy")) {
        return k8s::validateStrategy(spec);
    }
    if (scope == QLatin1String("canaryStrategy")) {
        return k8s::validateCanary(spec);
    }
    if (scope.startsWith(QLatin1String("blueGreen"))) {
        return k8s::validateBlueGreen(spec);
    }
    if (scope == QLatin1String("antiAffinity")) {
        return k8s::validateAntiAffinity(spec["antiAffinity"], QStringLiteral("antiAffinity"));
    }
    if (scope == QLatin1String("maxSurgeMaxUnavailable")) {
        return k8s::validateSurge(spec);
    }
    if (scope == QLatin1String("step")) {
        return k8s::validateStepKind(spec, QString());
    }
    return scope == QLatin1String("analysisMetrics") ? k8s::validateMetrics(spec["metrics"]) : k8s::validateRollout(spec);
}

/// The reference's tests compare the sentence alone, the whole error with its field, or a pattern of the sentence.
bool isText(const QString& expected, const k8s::FieldError& found)
{
    if (found.detail == expected || found.text() == expected) {
        return true;
    }
    const QRegularExpression pattern(QRegularExpression::anchoredPattern(expected));
    return pattern.isValid() && pattern.match(found.detail).hasMatch();
}

bool sameRefusal(const QJsonObject& one)
{
    const k8s::FieldErrors errors = validate(one.value(QStringLiteral("scope")).toString(), one.value(QStringLiteral("spec")).toObject());
    const QJsonObject expected = one.value(QStringLiteral("expected")).toObject();
    if (expected.value(QStringLiteral("valid")).toBool()) {
        return errors.empty();
    }
    const QString field = expected.value(QStringLiteral("field")).toString();
    return !errors.empty() && isText(expected.value(QStringLiteral("firstError")).toString(), errors.front())
        && (field.isEmpty() || field == errors.front().field);
}

// Flagger

bool sameSchedule(const QJsonObject& expected, const QJsonObject& found)
{
    static const QStringList keys{QStringLiteral("strategy"), QStringLiteral("intervalSeconds"), QStringLiteral("failedChecksToRollback"),
        QStringLiteral("effectiveMaxWeight"), QStringLiteral("weights"), QStringLiteral("mirrorStepFirst"),
        QStringLiteral("promotionCanaryWeights"), QStringLiteral("neverPromotes"), QStringLiteral("iterations"),
        QStringLiteral("iterationsForcedByProvider")};
    return sameFields(expected, found, keys);
}

bool sameFlaggerMetrics(const QJsonArray& expected, const QJsonArray& found)
{
    if (expected.size() != found.size()) {
        return false;
    }
    for (qsizetype i = 0; i < expected.size(); ++i) {
        const QJsonObject metric = expected.at(i).toObject();
        QJsonObject read = found.at(i).toObject();
        const QJsonObject range = metric.value(QStringLiteral("thresholdRange")).toObject();
        const QJsonObject readRange = read.value(QStringLiteral("thresholdRange")).toObject();
        const bool sameRange = range.value(QStringLiteral("min")).toDouble(-1.0) == readRange.value(QStringLiteral("min")).toDouble(-1.0)
            && range.value(QStringLiteral("max")).toDouble(-1.0) == readRange.value(QStringLiteral("max")).toDouble(-1.0);
        const QJsonValue interval = metric.value(QStringLiteral("interval"));
        const bool sameInterval = (interval.isString() ? seconds(interval) : interval) == read.value(QStringLiteral("interval"));
        if (!sameRange || !sameInterval
            || !sameFields(metric, read, {QStringLiteral("name"), QStringLiteral("threshold"), QStringLiteral("templateRef")})) {
            return false;
        }
    }
    return true;
}

bool sameFlaggerObject(const QJsonObject& expected, const QJsonObject& found)
{
    static const QStringList keys{QStringLiteral("kind"), QStringLiteral("apiVersion"), QStringLiteral("name"), QStringLiteral("provider"),
        QStringLiteral("webhooks"), QStringLiteral("alerts"), QStringLiteral("providerType"), QStringLiteral("queryVariables")};
    const QJsonObject schedule = expected.value(QStringLiteral("expected")).toObject();
    const QJsonObject read = found.value(QStringLiteral("schedule")).toObject();
    // Without an analysis the cases know nothing but that it is skipped.
    const bool sameWeights = schedule.contains(QStringLiteral("strategy")) ? sameSchedule(schedule, read) : read.isEmpty();
    const bool metrics = !expected.contains(QStringLiteral("metrics"))
        || sameFlaggerMetrics(expected.value(QStringLiteral("metrics")).toArray(), found.value(QStringLiteral("metrics")).toArray());
    return sameWeights && metrics && sameFields(expected, found, keys);
}

bool sameWeights(const QJsonObject& one)
{
    const Tree tree(QJsonObject{{QStringLiteral("metadata"), QJsonObject()},
        {QStringLiteral("spec"),
            QJsonObject{{QStringLiteral("provider"), one.value(QStringLiteral("provider"))},
                {QStringLiteral("analysis"), one.value(QStringLiteral("analysis"))}}}});
    k8s::PlanObject read;
    k8s::readCanary(tree.root(QString()), read);
    return sameSchedule(one.value(QStringLiteral("expected")).toObject(), toJson(read).value(QStringLiteral("schedule")).toObject());
}

std::optional<double> numberAt(const QJsonValue& value)
{
    return value.isDouble() ? std::optional(value.toDouble()) : std::nullopt;
}

bool sameCheck(const QJsonObject& one)
{
    const QJsonValue bounds = one.value(QStringLiteral("thresholdRange"));
    std::optional<k8s::ThresholdRange> range;
    if (bounds.isObject()) {
        range = k8s::ThresholdRange{numberAt(bounds[QStringLiteral("min")]), numberAt(bounds[QStringLiteral("max")])};
    }
    const bool passes = k8s::passes(numberFrom(one.value(QStringLiteral("value"))), one.value(QStringLiteral("metric")).toString(), range,
        numberAt(one.value(QStringLiteral("threshold"))));
    return passes == one.value(QStringLiteral("expected")).toObject().value(QStringLiteral("passes")).toBool();
}

} // namespace

Categories objects(const QString& directory)
{
    const QString argo = directory + QStringLiteral("/argo");
    const QString flagger = directory + QStringLiteral("/flagger");
    const QString manifest = QStringLiteral("/manifest.json");
    const QString files = QStringLiteral("files");
    const QString cases = QStringLiteral("cases");
    const QString file = QStringLiteral("file");
    const QString id = QStringLiteral("id");
    Categories categories;
    run(categories, QStringLiteral("argo-manifests"), argo + manifest, files, file,
        [&](const QJsonObject& one) { return sameFile(argo, one, sameArgoObject); });
    run(categories, QStringLiteral("argo-validation"), argo + QStringLiteral("/validation_cases.json"), cases, id, sameRefusal);
    run(categories, QStringLiteral("flagger-manifests"), flagger + manifest, files, file,
        [&](const QJsonObject& one) { return sameFile(flagger, one, sameFlaggerObject); });
    run(categories, QStringLiteral("flagger-weights"), flagger + QStringLiteral("/weights_cases.json"), cases, id, sameWeights);
    run(categories, QStringLiteral("flagger-thresholds"), flagger + QStringLiteral("/threshold_cases.json"), cases, id, sameCheck);
    return categories;
}

} // namespace fairlead::ctl::conformance
