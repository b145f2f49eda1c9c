#include "models/domain/workspace/workspace.h"

#include <algorithm>

namespace fairlead::workspace {

namespace {

template <typename Value> const Value* named(const std::vector<Value>& values, const QString& name)
{
    const auto found = std::ranges::find(values, name, &Value::name);
    return found == values.end() ? nullptr : &*found;
}

/// What serves the traffic that the canary does not get: the version in production, as the registry says it.
QString baselineOf(const Workspace& workspace, const rollout::Manifest& manifest)
{
    const registry::Component* component = named(workspace.components, manifest.replaces);
    if (component == nullptr) {
        component = named(workspace.components, manifest.component);
    }
    return component != nullptr && !component->production.isEmpty() ? component->production : manifest.rollbackTo;
}

/// Short, for people: "data_analyst".
QString shortName(const rollout::Manifest& manifest)
{
    return (manifest.replaces.isEmpty() ? manifest.component : manifest.replaces).section(QLatin1Char('/'), -1);
}

const calendar::Entry* calendarEntry(const Workspace& workspace, const rollout::Manifest& manifest)
{
    const auto found = std::ranges::find_if(workspace.calendar, [&manifest](const calendar::Entry& entry) {
        return entry.version == manifest.version && (entry.component == manifest.component || entry.component == manifest.replaces);
    });
    return found == workspace.calendar.end() ? nullptr : &*found;
}

} // namespace

const Environment* Workspace::environment(const QString& wanted) const
{
    return named(environments, wanted);
}

const Target* Workspace::target(const QString& wanted) const
{
    return named(targets, wanted);
}

const Source* Workspace::source(const QString& wanted) const
{
    return named(sources, wanted);
}

const rollout::Plan* Workspace::plan(const QString& wanted) const
{
    return named(plans, wanted);
}

const checklist::Template* Workspace::checklist(const QString& wanted) const
{
    return named(checklists, wanted);
}

bool isAttemptOf(const rollout::Release& release, const PlannedRelease& planned)
{
    return release.manifest.component == planned.manifest.component && release.manifest.version == planned.manifest.version
        && release.environment == planned.environment && release.target == planned.target;
}

train::Car carOf(const PlannedRelease& planned, const QString& name, const QStringList& after)
{
    const rollout::Manifest& manifest = planned.manifest;
    const QString title = shortName(manifest) + QLatin1Char(' ') + manifest.version; // as Release::title() has it
    return {name, after, title, manifest.component, manifest.version, planned.environment, planned.target};
}

Result<rollout::Release> assemble(const Workspace& workspace, const PlannedRelease& planned, ReleaseId id)
{
    const Environment* environment = workspace.environment(planned.environment);
    const Target* target = workspace.target(planned.target);
    const rollout::Plan* plan = workspace.plan(planned.plan);
    const auto missing = [&planned](const QString& what, const QString& name) {
        return fail(ErrorCode::NotFound, QStringLiteral("The workspace has no %1 “%2”. Add it to workspace.yaml.").arg(what, name),
            planned.manifestFile);
    };
    if (environment == nullptr) {
        return missing(QStringLiteral("environment"), planned.environment);
    }
    if (target == nullptr) {
        return missing(QStringLiteral("target"), planned.target);
    }
    if (plan == nullptr) {
        return missing(QStringLiteral("plan"), planned.plan);
    }
    const rollout::Manifest& manifest = planned.manifest;
    rollout::Release release;
    release.id = std::move(id);
    release.name = shortName(manifest);
    release.environment = environment->name;
    release.production = environment->production;
    release.baselineVersion = baselineOf(workspace, manifest);
    release.target = target->name;
    release.source = target->source;
    release.checklist = planned.checklist;
    release.manifest = manifest;
    release.plan = *plan;
    if (const calendar::Entry* entry = calendarEntry(workspace, manifest)) {
        release.window = entry->window;
        release.owner = entry->owner;
        release.rollbackOwner = entry->rollbackOwner;
    }
    return release;
}

} // namespace fairlead::workspace
