#include "models/formats/component.h"

#include "models/formats/names.h"
#include "models/formats/nearest.h"
#include "models/formats/yaml_map.h"

namespace fairlead::formats {

namespace {

using registry::Component;
using registry::DeploymentStatus;

constexpr double kHighestScore = 1.0;

registry::DeploymentStatus readStatus(YamlMap& map)
{
    const std::optional<QString> text = map.text("status", Need::Optional);
    if (!text) {
        return DeploymentStatus::None;
    }
    const std::optional<DeploymentStatus> status = registry::statusFromString(*text);
    if (!status) {
        QStringList known;
        for (const DeploymentStatus each : {DeploymentStatus::None, DeploymentStatus::Candidate, DeploymentStatus::Canary,
                 DeploymentStatus::Production, DeploymentStatus::Backup, DeploymentStatus::Quarantined}) {
            known.append(toString(each));
        }
        map.scribe().error(map.placeOf("status"), "unknown-status", QStringLiteral("“%1” is not a status.").arg(text->left(60)),
            suggestion(*text, known, QStringLiteral("Known ones are"), QString()));
    }
    return status.value_or(DeploymentStatus::None);
}

QMap<QString, double> readScores(YamlMap& map)
{
    QMap<QString, double> scores;
    const std::optional<YamlMap> values = map.map("scores", Need::Optional);
    if (!values) {
        return scores;
    }
    for (const YamlEntry& entry : values->entries()) {
        const std::optional<double> score
            = numberOf(values->scribe(), entry.value, QStringLiteral("The score “%1”").arg(entry.key), -kHighestScore, kHighestScore);
        if (score) {
            scores.insert(entry.key, *score);
        }
    }
    return scores;
}

/// A version that must be one of the component's.
QString readOneOf(YamlMap& map, const char* key, const QStringList& versions)
{
    const std::optional<QString> version = versionText(map, key, Need::Optional);
    if (version && !versions.contains(*version)) {
        map.scribe().error(map.placeOf(key), "unknown-version",
            QStringLiteral("The version %1 is not among the component's versions.").arg(version->left(64)),
            suggestion(*version, versions, QStringLiteral("Versions are"), QStringLiteral("List it under “versions:”.")));
    }
    return version.value_or(QString());
}

void readDependencies(YamlMap& map, ComponentFile& file)
{
    const std::vector<PlacedText> dependencies = map.texts("dependencies", Need::Optional);
    file.component.dependencies = textsOf(dependencies);
    for (const PlacedText& dependency : dependencies) {
        file.dependencyPlaces.push_back(dependency.at);
        checkComponentName(map.scribe(), dependency.at, dependency.text);
        if (dependency.text == file.component.name) {
            map.scribe().error(
                dependency.at, "self-dependency", QStringLiteral("The component depends on itself."), QStringLiteral("Delete the entry."));
        }
    }
}

QStringList readVersions(YamlMap& map)
{
    const std::vector<PlacedText> versions = map.texts("versions", Need::Required);
    for (const PlacedText& version : versions) {
        checkVersion(map.scribe(), version.at, version.text);
    }
    return textsOf(versions);
}

ComponentFile readBody(YamlMap& map)
{
    ComponentFile file;
    Component& component = file.component;
    component.name = componentName(map, "name", Need::Required).value_or(QString());
    component.owner = map.text("owner", Need::Required).value_or(QString());
    component.tags = textsOf(map.texts("tags", Need::Optional));
    component.versions = readVersions(map);
    readDependencies(map, file);
    component.production = readOneOf(map, "production", component.versions);
    component.candidate = readOneOf(map, "candidate", component.versions);
    component.backup = map.text("backup", Need::Optional).value_or(QString());
    component.status = readStatus(map);
    component.scores = readScores(map);
    map.finish();
    return file;
}

} // namespace

Loaded<ComponentFile> readComponent(const QString& file, const QByteArray& bytes)
{
    Loaded<ComponentFile> loaded;
    const std::optional<YamlDocument> document = readYaml(file, bytes, loaded.problems);
    if (!document) {
        return loaded;
    }
    const YamlScribe scribe(*document, loaded.problems);
    if (!expectMap(scribe, document->root, QStringLiteral("A component"))) {
        return loaded;
    }
    YamlMap map(scribe, document->root, QStringLiteral("a component"), {1, 1});
    ComponentFile read = readBody(map);
    read.component.file = file;
    loaded.name = read.component.name;
    loaded.at = map.placeOf("name");
    if (!hasErrors(loaded.problems)) {
        loaded.value = std::move(read);
    }
    return loaded;
}

} // namespace fairlead::formats
