#include "models/formats/workspace_links.h"

#include "models/formats/nearest.h"

#include <QHash>
#include <QSet>

#include <algorithm>

namespace fairlead::formats {

namespace {

template <typename Thing> QStringList namesOf(const std::vector<Thing>& things)
{
    QStringList names;
    for (const Thing& thing : things) {
        names.append(thing.name);
    }
    return names;
}

void checkReference(const QString& file, const PlacedText& reference, const QString& kind, const QStringList& known, const QString& where,
    Problems& problems)
{
    if (reference.text.isEmpty() || known.contains(reference.text)) {
        return;
    }
    problems.push_back({file, reference.at, Severity::Error, QStringLiteral("unknown-reference"),
        QStringLiteral("There is no %1 “%2”.").arg(kind, reference.text.left(80)),
        suggestion(reference.text, known, QStringLiteral("There are"), QStringLiteral("Add one %1.").arg(where))});
}

/// The components that some circle of dependencies runs through, each circle once, as names in order.
class CircleFinder {
public:
    explicit CircleFinder(const std::vector<ComponentFile>& components)
    {
        for (const ComponentFile& each : components) {
            m_dependencies.insert(each.component.name, each.component.dependencies);
        }
    }

    std::vector<QStringList> find()
    {
        removeLoose();
        std::vector<QStringList> circles;
        QStringList names = m_dependencies.keys();
        names.sort();
        for (const QString& name : names) {
            const QStringList circle = follow(name);
            if (!circle.isEmpty()) {
                circles.push_back(circle);
            }
        }
        return circles;
    }

private:
    /// Takes away what depends on nothing that is left, again and again: only circles and what leads into them stay.
    void removeLoose()
    {
        QHash<QString, int> open; // dependencies that are left, by component
        QHash<QString, QStringList> dependants;
        QStringList loose;
        for (auto it = m_dependencies.constBegin(); it != m_dependencies.constEnd(); ++it) {
            const auto left = std::ranges::count_if(it.value(), [&](const QString& each) { return m_dependencies.contains(each); });
            open.insert(it.key(), static_cast<int>(left));
            for (const QString& dependency : it.value()) {
                dependants[dependency].append(it.key());
            }
            if (left == 0) {
                loose.append(it.key());
            }
        }
        while (!loose.isEmpty()) {
            const QString name = loose.takeLast();
            m_dependencies.remove(name);
            const QStringList waiting = dependants.value(name);
            for (const QString& dependant : waiting) {
                if (--open[dependant] == 0) {
                    loose.append(dependant);
                }
            }
        }
    }

    /// Goes from dependency to dependency until one comes again; nothing when all of the way was seen before.
    QStringList follow(const QString& start)
    {
        QStringList way;
        QString at = start;
        while (!m_seen.contains(at)) {
            m_seen.insert(at);
            way.append(at);
            const QStringList dependencies = m_dependencies.value(at);
            at = *std::ranges::find_if(dependencies, [&](const QString& each) { return m_dependencies.contains(each); });
        }
        const qsizetype begin = way.indexOf(at);
        return begin < 0 ? QStringList() : way.mid(begin);
    }

    QHash<QString, QStringList> m_dependencies;
    QSet<QString> m_seen;
};

/// "a → b → c → a"; the middle of a long way is left out.
QString circleInWords(const QStringList& circle)
{
    constexpr qsizetype kShown = 6;
    const QString arrow = QStringLiteral(" → ");
    if (circle.size() <= kShown) {
        return circle.join(arrow) + arrow + circle.front();
    }
    const QString rest = QStringLiteral("%1 more").arg(circle.size() - kShown);
    return circle.mid(0, kShown).join(arrow) + arrow + rest + arrow + circle.front();
}

void checkCircles(const WorkspaceParts& parts, Problems& problems)
{
    const std::vector<QStringList> circles = CircleFinder(parts.components).find();
    for (const QStringList& circle : circles) {
        const auto found
            = std::ranges::find_if(parts.components, [&](const ComponentFile& each) { return each.component.name == circle.front(); });
        const Position at = parts.componentPlaces.at(static_cast<std::size_t>(found - parts.components.begin()));
        problems.push_back({found->component.file, at, Severity::Warning, QStringLiteral("cyclic-dependency"),
            QStringLiteral("The dependencies run in a circle: %1.").arg(circleInWords(circle)), QStringLiteral("Take one of them out.")});
    }
}

} // namespace

void takeTemplates(WorkspaceParts& parts)
{
    for (const ReleaseDraft& release : parts.file.releases) {
        const auto found = std::ranges::find(parts.planTemplates, release.plan.text, &rollout::Plan::name);
        if (found != parts.planTemplates.end() && !parts.planNames.contains(found->name)) {
            parts.planNames.append(found->name);
            parts.plans.push_back(*found);
        }
    }
}

void checkReferences(const QString& file, const WorkspaceParts& parts, Problems& problems)
{
    const WorkspaceFile& read = parts.file;
    const QStringList sources = namesOf(read.sources);
    for (std::size_t i = 0; i < read.targets.size(); ++i) {
        checkReference(file, {read.targets[i].source, read.targetSourcePlaces[i]}, QStringLiteral("source"), sources,
            QStringLiteral("under “sources:”"), problems);
    }
    QStringList plans = parts.planNames;
    for (const QString& name : namesOf(parts.planTemplates)) {
        plans.append(plans.contains(name) ? QStringList() : QStringList{name});
    }
    for (const ReleaseDraft& release : read.releases) {
        checkReference(file, release.environment, QStringLiteral("environment"), namesOf(read.environments),
            QStringLiteral("under “environments:”"), problems);
        checkReference(file, release.target, QStringLiteral("target"), namesOf(read.targets), QStringLiteral("under “targets:”"), problems);
        checkReference(file, release.plan, QStringLiteral("plan"), plans, QStringLiteral("to the folder plans/"), problems);
    }
}

void checkDependencies(const WorkspaceParts& parts, const QString& calendarFile, Problems& problems)
{
    const QStringList& names = parts.componentNames;
    const QSet<QString> known(names.begin(), names.end());
    for (const ComponentFile& each : parts.components) {
        for (std::size_t i = 0; i < each.dependencyPlaces.size(); ++i) {
            const QString& dependency = each.component.dependencies.at(static_cast<qsizetype>(i));
            if (!known.contains(dependency)) {
                problems.push_back({each.component.file, each.dependencyPlaces[i], Severity::Warning, QStringLiteral("missing-dependency"),
                    QStringLiteral("The dependency “%1” is not a component of this workspace.").arg(dependency),
                    suggestion(dependency, names, QStringLiteral("Components are"), QStringLiteral("Add it to components/."))});
            }
        }
    }
    checkCircles(parts, problems);
    for (std::size_t i = 0; i < parts.calendar.entries.size(); ++i) {
        const QString& component = parts.calendar.entries[i].component;
        if (!known.contains(component)) {
            problems.push_back({calendarFile, parts.calendar.places[i], Severity::Warning, QStringLiteral("unknown-component"),
                QStringLiteral("The calendar plans “%1”, which is not a component of this workspace.").arg(component),
                suggestion(component, names, QStringLiteral("Components are"), QStringLiteral("Add it to components/."))});
        }
    }
}

void checkFreezes(const WorkspaceParts& parts, const QString& calendarFile, Problems& problems)
{
    const QStringList environments = namesOf(parts.file.environments);
    const QStringList& components = parts.componentNames;
    for (const PlacedFreeze& placed : parts.calendar.freezes) {
        for (std::size_t i = 0; i < placed.environments.size(); ++i) {
            checkReference(calendarFile, {placed.freeze.environments.at(static_cast<qsizetype>(i)), placed.environments[i]},
                QStringLiteral("environment"), environments, QStringLiteral("to workspace.yaml"), problems);
        }
        for (std::size_t i = 0; i < placed.components.size(); ++i) {
            const QString& component = placed.freeze.components.at(static_cast<qsizetype>(i));
            if (!components.contains(component)) {
                problems.push_back({calendarFile, placed.components[i], Severity::Warning, QStringLiteral("unknown-component"),
                    QStringLiteral("The freeze names “%1”, which is not a component of this workspace.").arg(component),
                    suggestion(component, components, QStringLiteral("Components are"), QStringLiteral("Add it to components/."))});
            }
        }
    }
}

namespace {

/// The first share of the traffic that @p plan sends.
std::optional<Percent> firstWeight(const rollout::Plan& plan)
{
    for (int i = 0; i < static_cast<int>(plan.steps.size()); ++i) {
        const rollout::Ask ask = rollout::askAt(plan, i);
        if (ask.isPartial()) {
            return std::nullopt; // parts of the users come first: how many calls that is nobody says
        }
        if (ask.weight > Percent()) {
            return ask.weight;
        }
    }
    return std::nullopt;
}

/// Metrics that some gate of the release asks for: the manifest's where a step is judged by them, and the phases'.
QStringList gatedMetrics(const rollout::Plan* plan, const rollout::Manifest& manifest)
{
    QStringList metrics;
    const auto add = [&metrics](const std::vector<gate::Gate>& gates) {
        for (const gate::Gate& gate : gates) {
            metrics.append(metrics.contains(gate.metric) ? QStringList() : QStringList{gate.metric});
        }
    };
    add(manifest.successCriteria);
    if (plan != nullptr) {
        for (const rollout::PlanPhase& phase : plan->phases) {
            add(phase.criteria);
        }
    }
    return metrics;
}

} // namespace

void checkRelease(
    const QString& file, const WorkspaceParts& parts, const ReleaseDraft& draft, const rollout::Manifest& manifest, Problems& problems)
{
    const auto warn = [&](Position at, const char* code, const QString& message, const QString& help) {
        problems.push_back({file, at, Severity::Warning, QString::fromLatin1(code), message, help});
    };
    const auto plan = std::ranges::find(parts.plans, draft.plan.text, &rollout::Plan::name);
    const rollout::Plan* known = plan == parts.plans.end() ? nullptr : &*plan;
    const std::optional<Percent> first = known == nullptr ? std::nullopt : firstWeight(*known);
    if (first && *first != manifest.canaryPercentage) {
        warn(draft.plan.at, "canary-differs",
            QStringLiteral("The plan starts at %1 %, but the manifest asks for %2 % first.")
                .arg(first->value())
                .arg(manifest.canaryPercentage.value()),
            QStringLiteral("The plan is what happens. Make both say the same."));
    }
    const bool registered = parts.componentNames.contains(manifest.component) || parts.componentNames.contains(manifest.replaces);
    if (!registered) {
        const QString name = manifest.replaces.isEmpty() ? manifest.component : manifest.replaces;
        warn(draft.manifest.at, "unknown-component",
            QStringLiteral(
                "The manifest is about “%1”, which is not a component of this workspace, so its version in production is not known.")
                .arg(name),
            suggestion(name, parts.componentNames, QStringLiteral("Components are"), QStringLiteral("Add it to components/.")));
    }
    const auto target = std::ranges::find(parts.file.targets, draft.target.text, &workspace::Target::name);
    if (target == parts.file.targets.end()) {
        return;
    }
    const auto source = std::ranges::find(parts.file.sources, target->source, &workspace::Source::name);
    if (source == parts.file.sources.end() || source->metrics.empty()) {
        return;
    }
    const QStringList metrics = gatedMetrics(known, manifest);
    for (const QString& metric : metrics) {
        const bool measured = std::ranges::find(source->metrics, metric, &workspace::MetricQuery::metric) != source->metrics.end();
        if (!measured) {
            warn(draft.target.at, "unmeasured-metric",
                QStringLiteral("The source “%1” does not measure %2, so its gate would hold the release for ever.")
                    .arg(source->name, metric),
                QStringLiteral("Add the metric to the source."));
        }
    }
}

} // namespace fairlead::formats
