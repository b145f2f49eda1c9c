#include "models/formats/workspace_file.h"

#include "models/formats/endpoint_settings.h"

#include <algorithm>

namespace fairlead::formats {

namespace {

/// Gives every map of the list @p key to @p take.
template <typename Take> void forEachMap(YamlMap& root, const char* key, Need need, const QString& what, Take take)
{
    const std::vector<YamlNode>* nodes = root.list(key, need);
    if (nodes == nullptr) {
        return;
    }
    for (const YamlNode& node : *nodes) {
        if (expectMap(root.scribe(), node, what)) {
            YamlMap map(root.scribe(), node, what.toLower(), node.at);
            take(map);
        }
    }
}

/// The name of a thing; reported when another one of its kind has it already.
template <typename Thing> QString readName(YamlMap& map, const std::vector<Thing>& others)
{
    const QString name = map.text("name", Need::Required).value_or(QString());
    const bool taken = !name.isEmpty() && std::ranges::find(others, name, &Thing::name) != others.end();
    if (taken) {
        map.scribe().error(map.placeOf("name"), "duplicate-name", QStringLiteral("The name “%1” is taken already.").arg(name.left(60)),
            QStringLiteral("Choose another one."));
    }
    return name;
}

PlacedText placed(YamlMap& map, const char* key, Need need)
{
    const QString text = map.text(key, need).value_or(QString());
    return {text, map.placeOf(key)};
}

void readEnvironment(YamlMap& map, WorkspaceFile& file)
{
    workspace::Environment environment;
    environment.name = readName(map, file.environments);
    environment.production = map.flag("production", Need::Required).value_or(true);
    map.finish();
    file.environments.push_back(std::move(environment));
}

void readTarget(YamlMap& map, WorkspaceFile& file)
{
    workspace::Target target;
    target.name = readName(map, file.targets);
    target.driver = map.text("driver", Need::Required).value_or(QString());
    target.source = map.text("source", Need::Required).value_or(QString());
    target.settings = readTargetSettings(map, target.driver);
    file.targetSourcePlaces.push_back(map.placeOf("source"));
    file.targets.push_back(std::move(target));
}

void readSource(YamlMap& map, WorkspaceFile& file)
{
    workspace::Source source;
    source.name = readName(map, file.sources);
    source.driver = map.text("driver", Need::Required).value_or(QString());
    source.settings = readSourceSettings(map, source.driver, source.metrics);
    file.sources.push_back(std::move(source));
}

void readRelease(YamlMap& map, WorkspaceFile& file)
{
    ReleaseDraft release;
    release.manifest = placed(map, "manifest", Need::Required);
    release.environment = placed(map, "environment", Need::Required);
    release.target = placed(map, "target", Need::Required);
    release.plan = placed(map, "plan", Need::Required);
    release.checklist = placed(map, "checklist", Need::Optional);
    map.finish();
    const auto twin = std::ranges::find_if(file.releases, [&](const ReleaseDraft& other) {
        return other.manifest.text == release.manifest.text && other.environment.text == release.environment.text;
    });
    if (twin != file.releases.end() && !release.manifest.text.isEmpty()) {
        map.scribe().error(map.at(), "duplicate-release",
            QStringLiteral("This manifest is released to this environment twice; first in line %1.").arg(twin->manifest.at.line),
            QStringLiteral("Keep one of them."));
    }
    file.releases.push_back(std::move(release));
}

} // namespace

WorkspaceFile readWorkspaceFile(const QString& name, const QByteArray& bytes, Problems& problems)
{
    WorkspaceFile file;
    const std::optional<YamlDocument> document = readYaml(name, bytes, problems);
    if (!document) {
        return file;
    }
    const YamlScribe scribe(*document, problems);
    if (!expectMap(scribe, document->root, QStringLiteral("A workspace"))) {
        return file;
    }
    YamlMap root(scribe, document->root, QStringLiteral("a workspace"), {1, 1});
    file.name = root.text("workspace", Need::Required).value_or(QString());
    file.person = root.text("person", Need::Optional).value_or(QString());
    file.allowedPrograms = textsOf(root.texts("allow_programs", Need::Optional));
    forEachMap(root, "environments", Need::Required, QStringLiteral("An environment"), [&](YamlMap& map) { readEnvironment(map, file); });
    forEachMap(root, "targets", Need::Required, QStringLiteral("A target"), [&](YamlMap& map) { readTarget(map, file); });
    forEachMap(root, "sources", Need::Required, QStringLiteral("A source"), [&](YamlMap& map) { readSource(map, file); });
    forEachMap(root, "releases", Need::Optional, QStringLiteral("A release"), [&](YamlMap& map) { readRelease(map, file); });
    root.finish();
    return file;
}

} // namespace fairlead::formats
