#include "models/formats/manifest.h"

#include "models/formats/criteria.h"
#include "models/formats/names.h"
#include "models/formats/yaml_map.h"

#include <QLocale>

#include <algorithm>
#include <cmath>

namespace fairlead::formats {

namespace {

const QString kOverall = QStringLiteral("overall");
const QString kTokenEfficiency = QStringLiteral("te");
constexpr double kOverallTolerance = 0.005;

/// Scores by dimension. Token efficiency may be an improvement over the version before, and so below zero.
QMap<QString, double> readScores(YamlMap& deployment, const char* key)
{
    QMap<QString, double> scores;
    const std::optional<YamlMap> map = deployment.map(key, Need::Optional);
    if (!map) {
        return scores;
    }
    for (const YamlEntry& entry : map->entries()) {
        const double low = entry.key == kTokenEfficiency ? -1.0 : 0.0;
        const std::optional<double> score = numberOf(map->scribe(), entry.value, QStringLiteral("The score “%1”").arg(entry.key), low, 1.0);
        if (score) {
            scores.insert(entry.key, *score);
        }
    }
    return scores;
}

/// The field takes the plain mean of the dimensions as overall score (seed 000: 0.862).
void warnIfOverallDiffers(YamlMap& deployment, const QMap<QString, double>& scores)
{
    const double stated = scores.value(kOverall, -1.0);
    double sum = 0.0;
    for (auto it = scores.constBegin(); it != scores.constEnd(); ++it) {
        sum += it.key() == kOverall ? 0.0 : it.value();
    }
    const auto others = scores.size() - 1;
    if (stated < 0.0 || others < 2) {
        return;
    }
    const double mean = sum / static_cast<double>(others);
    if (std::abs(mean - stated) > kOverallTolerance) {
        deployment.scribe().warn(deployment.placeOf("quality_scores"), "overall-differs",
            QStringLiteral("The overall score is %1, but the mean of the %2 others is %3.").arg(stated).arg(others).arg(mean, 0, 'g', 3),
            QStringLiteral("Correct one of them."));
    }
}

QString readStrategy(YamlMap& deployment)
{
    const std::optional<QString> strategy = deployment.text("deployment_strategy", Need::Required);
    if (strategy && *strategy != QLatin1String("canary")) {
        deployment.scribe().error(deployment.placeOf("deployment_strategy"), "unsupported-strategy",
            QStringLiteral("The strategy “%1” cannot be carried out.").arg(*strategy), QStringLiteral("Write canary."));
    }
    return strategy.value_or(QString());
}

Percent readCanaryPercentage(YamlMap& deployment)
{
    const std::optional<double> value = deployment.number("canary_percentage", Need::Required, 0.0, 100.0);
    if (value && *value <= 0.0) {
        deployment.scribe().error(deployment.placeOf("canary_percentage"), "out-of-range",
            QStringLiteral("A canary of 0 % would see no traffic."), QStringLiteral("Write a number above 0, such as 10."));
    }
    return Percent::clamped(value.value_or(0.0));
}

rollout::Manifest readDeployment(YamlMap& deployment)
{
    rollout::Manifest manifest;
    manifest.component = componentName(deployment, "component", Need::Required).value_or(QString());
    manifest.version = versionText(deployment, "version", Need::Required).value_or(QString());
    manifest.replaces = componentName(deployment, "replaces", Need::Optional).value_or(QString());
    manifest.rollbackTo = componentName(deployment, "rollback_to", Need::Required).value_or(QString());
    manifest.qualityScores = readScores(deployment, "quality_scores");
    manifest.baselineScores = readScores(deployment, "quality_scores_before");
    warnIfOverallDiffers(deployment, manifest.qualityScores);
    manifest.optimizationMethod = deployment.text("optimization_method", Need::Optional).value_or(QString());
    manifest.certificateId = deployment.text("certificate_id", Need::Optional).value_or(QString());
    manifest.strategy = readStrategy(deployment);
    manifest.canaryPercentage = readCanaryPercentage(deployment);
    manifest.successCriteria = readCriteria(deployment, Need::Required);
    manifest.businessJustification = deployment.paragraph("business_justification", Need::Optional).value_or(QString());
    manifest.rollbackTested = deployment.paragraph("rollback_tested", Need::Optional).value_or(QString());
    deployment.finish();
    return manifest;
}

/// A double-quoted YAML scalar: what JSON escapes, YAML reads too.
QByteArray quoted(const QString& text)
{
    QString escaped;
    for (const QChar c : text) {
        if (c == QLatin1Char('"') || c == QLatin1Char('\\')) {
            escaped += QLatin1Char('\\') + QString(c);
        } else if (c == QLatin1Char('\n')) {
            escaped += QStringLiteral("\\n");
        } else if (c == QLatin1Char('\t')) {
            escaped += QStringLiteral("\\t");
        } else if (c.category() == QChar::Other_Control) {
            escaped += QStringLiteral("\\x%1").arg(c.unicode(), 2, 16, QLatin1Char('0'));
        } else {
            escaped += c;
        }
    }
    return '"' + escaped.toUtf8() + '"';
}

QByteArray number(double value)
{
    return QByteArray::number(value, 'g', QLocale::FloatingPointShortest);
}

void writeText(QByteArray& out, const char* key, const QString& text)
{
    if (!text.isEmpty()) {
        out += QByteArray("  ") + key + ": " + quoted(text) + '\n';
    }
}

void writeScores(QByteArray& out, const char* key, const QMap<QString, double>& scores)
{
    if (scores.isEmpty()) {
        return;
    }
    out += QByteArray("  ") + key + ":\n";
    for (auto it = scores.constBegin(); it != scores.constEnd(); ++it) {
        out += "    " + quoted(it.key()) + ": " + number(it.value()) + '\n';
    }
}

} // namespace

Loaded<rollout::Manifest> readManifest(const QString& file, const QByteArray& bytes)
{
    Loaded<rollout::Manifest> loaded;
    const std::optional<YamlDocument> document = readYaml(file, bytes, loaded.problems);
    if (!document) {
        return loaded;
    }
    const YamlScribe scribe(*document, loaded.problems);
    if (!expectMap(scribe, document->root, QStringLiteral("A manifest"))) {
        return loaded;
    }
    YamlMap root(scribe, document->root, QStringLiteral("a manifest"), {1, 1});
    std::optional<YamlMap> deployment = root.map("deployment", Need::Required);
    root.finish();
    if (!deployment) {
        return loaded;
    }
    rollout::Manifest manifest = readDeployment(*deployment);
    loaded.name = manifest.component;
    loaded.at = deployment->placeOf("component");
    if (!hasErrors(loaded.problems)) {
        loaded.value = std::move(manifest);
    }
    return loaded;
}

QByteArray writeManifest(const rollout::Manifest& manifest)
{
    QByteArray out = "deployment:\n";
    writeText(out, "component", manifest.component);
    writeText(out, "version", manifest.version);
    writeText(out, "replaces", manifest.replaces);
    writeText(out, "rollback_to", manifest.rollbackTo);
    writeScores(out, "quality_scores", manifest.qualityScores);
    writeScores(out, "quality_scores_before", manifest.baselineScores);
    writeText(out, "optimization_method", manifest.optimizationMethod);
    writeText(out, "certificate_id", manifest.certificateId);
    writeText(out, "deployment_strategy", manifest.strategy);
    out += "  canary_percentage: " + number(manifest.canaryPercentage.value()) + '\n';
    out += "  success_criteria:\n";
    for (const gate::Gate& gate : manifest.successCriteria) {
        out += "    " + quoted(gate.metric) + ": " + quoted(gate.condition.text()) + '\n';
    }
    writeText(out, "business_justification", manifest.businessJustification);
    writeText(out, "rollback_tested", manifest.rollbackTested);
    return out;
}

} // namespace fairlead::formats
