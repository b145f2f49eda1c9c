#include "models/domain/rollout/release.h"

#include "models/domain/rollout/criteria_json.h"

#include <QJsonArray>

namespace fairlead::rollout {

namespace {

QJsonObject scoresToJson(const QMap<QString, double>& scores)
{
    QJsonObject json;
    for (auto it = scores.cbegin(); it != scores.cend(); ++it) {
        json.insert(it.key(), it.value());
    }
    return json;
}

QMap<QString, double> scoresFromJson(const QJsonObject& json)
{
    QMap<QString, double> scores;
    for (auto it = json.constBegin(); it != json.constEnd(); ++it) {
        scores.insert(it.key(), it.value().toDouble());
    }
    return scores;
}

QString textAt(const QJsonObject& json, const char* key)
{
    return json.value(QLatin1String(key)).toString();
}

} // namespace

QString Release::title() const
{
    return name + QLatin1Char(' ') + manifest.version;
}

QJsonObject toJson(const Manifest& manifest)
{
    return QJsonObject{{QStringLiteral("component"), manifest.component}, {QStringLiteral("version"), manifest.version},
        {QStringLiteral("replaces"), manifest.replaces}, {QStringLiteral("rollbackTo"), manifest.rollbackTo},
        {QStringLiteral("qualityScores"), scoresToJson(manifest.qualityScores)},
        {QStringLiteral("qualityScoresBefore"), scoresToJson(manifest.baselineScores)},
        {QStringLiteral("optimizationMethod"), manifest.optimizationMethod}, {QStringLiteral("certificateId"), manifest.certificateId},
        {QStringLiteral("strategy"), manifest.strategy}, {QStringLiteral("canaryPercentage"), manifest.canaryPercentage.value()},
        {QStringLiteral("successCriteria"), criteriaToJson(manifest.successCriteria)},
        {QStringLiteral("businessJustification"), manifest.businessJustification},
        {QStringLiteral("rollbackTested"), manifest.rollbackTested}};
}

QJsonObject toJson(const Release& release)
{
    QJsonObject json{{QStringLiteral("id"), release.id.text()}, {QStringLiteral("name"), release.name},
        {QStringLiteral("environment"), release.environment}, {QStringLiteral("production"), release.production},
        {QStringLiteral("baselineVersion"), release.baselineVersion}, {QStringLiteral("target"), release.target},
        {QStringLiteral("source"), release.source}, {QStringLiteral("checklist"), release.checklist},
        {QStringLiteral("owner"), release.owner}, {QStringLiteral("rollbackOwner"), release.rollbackOwner},
        {QStringLiteral("manifest"), toJson(release.manifest)}, {QStringLiteral("plan"), toJson(release.plan)}};
    if (release.window) {
        json.insert(QStringLiteral("windowStart"), release.window->start().toIso());
        json.insert(QStringLiteral("windowEnd"), release.window->end().toIso());
    }
    return json;
}

Result<Manifest> manifestFromJson(const QJsonObject& json)
{
    Manifest manifest;
    manifest.component = textAt(json, "component");
    manifest.version = textAt(json, "version");
    manifest.replaces = textAt(json, "replaces");
    manifest.rollbackTo = textAt(json, "rollbackTo");
    manifest.qualityScores = scoresFromJson(json.value(QStringLiteral("qualityScores")).toObject());
    manifest.baselineScores = scoresFromJson(json.value(QStringLiteral("qualityScoresBefore")).toObject());
    manifest.optimizationMethod = textAt(json, "optimizationMethod");
    manifest.certificateId = textAt(json, "certificateId");
    manifest.strategy = textAt(json, "strategy");
    manifest.canaryPercentage = Percent::clamped(json.value(QStringLiteral("canaryPercentage")).toDouble());
    manifest.businessJustification = textAt(json, "businessJustification");
    manifest.rollbackTested = textAt(json, "rollbackTested");
    Result<std::vector<gate::Gate>> criteria = criteriaFromJson(json.value(QStringLiteral("successCriteria")).toArray());
    if (!criteria) {
        return std::unexpected(criteria.error());
    }
    manifest.successCriteria = std::move(*criteria);
    return manifest;
}

Result<Release> releaseFromJson(const QJsonObject& json)
{
    const Result<Manifest> manifest = manifestFromJson(json.value(QStringLiteral("manifest")).toObject());
    const Result<Plan> plan = planFromJson(json.value(QStringLiteral("plan")).toObject());
    if (!manifest) {
        return std::unexpected(manifest.error());
    }
    if (!plan) {
        return std::unexpected(plan.error());
    }
    Release release;
    release.id = ReleaseId(textAt(json, "id"));
    release.name = textAt(json, "name");
    release.environment = textAt(json, "environment");
    release.production = json.value(QStringLiteral("production")).toBool();
    release.baselineVersion = textAt(json, "baselineVersion");
    release.target = textAt(json, "target");
    release.source = textAt(json, "source");
    release.checklist = textAt(json, "checklist");
    release.owner = textAt(json, "owner");
    release.rollbackOwner = textAt(json, "rollbackOwner");
    release.manifest = *manifest;
    release.plan = *plan;
    const Result<Instant> start = Instant::fromIso(textAt(json, "windowStart"));
    const Result<Instant> end = Instant::fromIso(textAt(json, "windowEnd"));
    if (start && end) {
        const Result<Span> window = Span::create(*start, *end);
        if (window) {
            release.window = *window;
        }
    }
    return release;
}

} // namespace fairlead::rollout
