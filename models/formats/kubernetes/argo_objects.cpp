#include "models/formats/kubernetes/argo_objects.h"

#include "models/formats/kubernetes/argo_metrics.h"
#include "models/formats/kubernetes/argo_validation.h"
#include "models/formats/kubernetes/go_duration.h"

#include <QJsonArray>

namespace fairlead::formats::kubernetes {

namespace {

QJsonArray textsOf(const Field& list, const char* key)
{
    QJsonArray texts;
    for (const Field& item : list.items()) {
        texts.append(item[key].json());
    }
    return texts;
}

QJsonValue secondsOf(const Field& duration)
{
    return duration.isSet() ? QJsonValue(static_cast<qint64>(pauseSeconds(duration))) : QJsonValue();
}

QJsonObject pauseJson(const Field& pause)
{
    const Field duration = pause["duration"];
    return {{QStringLiteral("duration"), duration.json()}, {QStringLiteral("durationSeconds"), secondsOf(duration)},
        {QStringLiteral("indefinite"), !duration.isSet()}};
}

QJsonObject experimentJson(const Field& experiment)
{
    QJsonArray templates;
    for (const Field& pods : experiment["templates"].items()) {
        templates.append(QJsonObject{{QStringLiteral("name"), pods["name"].json()}, {QStringLiteral("specRef"), pods["specRef"].json()},
            {QStringLiteral("weight"), pods["weight"].json()}});
    }
    return {{QStringLiteral("duration"), experiment["duration"].json()},
        {QStringLiteral("durationSeconds"), secondsOf(experiment["duration"])}, {QStringLiteral("templates"), templates},
        {QStringLiteral("analyses"), textsOf(experiment["analyses"], "templateName")}};
}

/// The given keys of @p map; null where one is not set.
QJsonObject pick(const Field& map, std::initializer_list<const char*> keys)
{
    QJsonObject object;
    for (const char* key : keys) {
        object.insert(QString::fromLatin1(key), map[key].json());
    }
    return object;
}

QJsonValue stepValue(const QString& type, const Field& value)
{
    if (type == QLatin1String("pause")) {
        return pauseJson(value);
    }
    if (type == QLatin1String("analysis")) {
        return QJsonObject{{QStringLiteral("templates"), textsOf(value["templates"], "templateName")},
            {QStringLiteral("args"), textsOf(value["args"], "name")}};
    }
    if (type == QLatin1String("experiment")) {
        return experimentJson(value);
    }
    if (type == QLatin1String("setHeaderRoute")) {
        return pick(value, {"name", "match"});
    }
    if (type == QLatin1String("setMirrorRoute")) {
        return pick(value, {"name", "percentage", "match"});
    }
    return type == QLatin1String("plugin") ? QJsonValue(pick(value, {"name"})) : value.json();
}

/// "- pause:" without anything behind it is how people write a pause without end, though the controller refuses it.
PlanStep readStep(const Field& step)
{
    const auto entries = step.entries();
    const QString type = entries.empty() ? step.firstKey() : entries.front().first;
    return {type, stepValue(type, step[type]), step.at()};
}

void readSteps(const Field& canary, PlanObject& read)
{
    for (const Field& step : canary["steps"].items()) {
        read.steps.push_back(readStep(step));
        if (const auto weight = step["setWeight"].number()) {
            read.weights.push_back(*weight);
        }
    }
}

QJsonValue backgroundJson(const Field& analysis)
{
    if (!analysis.isSet()) {
        return {};
    }
    return QJsonObject{{QStringLiteral("templates"), textsOf(analysis["templates"], "templateName")},
        {QStringLiteral("startingStep"), analysis["startingStep"].json()}};
}

QJsonValue routersOf(const Field& routing)
{
    if (!routing.isSet()) {
        return {};
    }
    QStringList routers;
    for (const auto& entry : routing.entries()) {
        routers.append(entry.first);
    }
    routers.sort();
    return QJsonArray::fromStringList(routers);
}

void readCanary(const Field& canary, PlanObject& read)
{
    read.strategy = QStringLiteral("canary");
    readSteps(canary, read);
    read.details.insert(QStringLiteral("backgroundAnalysis"), backgroundJson(canary["analysis"]));
    read.details.insert(QStringLiteral("trafficRouting"), routersOf(canary["trafficRouting"]));
    read.rules.push_back({QString(), QStringLiteral("go on"), QStringLiteral("After the last step the new version gets all traffic.")});
}

void readBlueGreen(const Field& blueGreen, PlanObject& read)
{
    read.strategy = QStringLiteral("blueGreen");
    constexpr double kAll = 100.0;
    read.weights.push_back(kAll);
    read.details.insert(QStringLiteral("prePromotionAnalysis"), textsOf(blueGreen["prePromotionAnalysis"]["templates"], "templateName"));
    read.details.insert(QStringLiteral("postPromotionAnalysis"), textsOf(blueGreen["postPromotionAnalysis"]["templates"], "templateName"));
    const bool automatic = blueGreen["autoPromotionEnabled"].flag().value_or(true);
    read.rules.push_back({QString(), automatic ? QStringLiteral("go on") : QStringLiteral("pause"),
        automatic ? QStringLiteral("All traffic goes over at once when the new version is ready.")
                  : QStringLiteral("A person gives the new version all traffic at once.")});
}

QJsonArray argumentsJson(const Field& arguments)
{
    QJsonArray array;
    for (const Field& argument : arguments.items()) {
        array.append(QJsonObject{{QStringLiteral("name"), argument["name"].json()}, {QStringLiteral("hasValue"), argument["value"].isSet()},
            {QStringLiteral("hasValueFrom"), argument["valueFrom"].isSet()}});
    }
    return array;
}

} // namespace

void readRollout(const Field& object, PlanObject& read)
{
    const Field spec = object["spec"];
    const Field canary = spec["strategy"]["canary"];
    const Field blueGreen = spec["strategy"]["blueGreen"];
    read.details.insert(QStringLiteral("workloadRef"), spec["workloadRef"].isSet());
    read.details.insert(QStringLiteral("replicas"), spec["replicas"].json());
    if (canary.isSet()) {
        readCanary(canary, read);
    } else if (blueGreen.isSet()) {
        readBlueGreen(blueGreen, read);
    }
}

void readAnalysis(const Field& object, PlanObject& read)
{
    const Field spec = object["spec"];
    read.metrics = readArgoMetrics(spec["metrics"]);
    read.rules = rulesOf(read.metrics);
    read.details.insert(QStringLiteral("args"), argumentsJson(spec["args"]));
    read.details.insert(QStringLiteral("dryRun"), textsOf(spec["dryRun"], "metricName"));
    read.details.insert(QStringLiteral("includesTemplates"), textsOf(spec["templates"], "templateName"));
}

void readExperiment(const Field& object, PlanObject& read)
{
    const Field spec = object["spec"];
    QJsonArray templates;
    for (const Field& pods : spec["templates"].items()) {
        templates.append(pick(pods, {"name", "replicas"}));
    }
    QJsonArray analyses;
    for (const Field& analysis : spec["analyses"].items()) {
        QJsonObject one = pick(analysis, {"name", "templateName"});
        one.insert(QStringLiteral("clusterScope"), analysis["clusterScope"].flag().value_or(false));
        analyses.append(one);
    }
    read.details.insert(QStringLiteral("duration"), spec["duration"].json());
    read.details.insert(QStringLiteral("durationSeconds"), secondsOf(spec["duration"]));
    read.details.insert(QStringLiteral("templates"), templates);
    read.details.insert(QStringLiteral("analyses"), analyses);
}

} // namespace fairlead::formats::kubernetes
