#include "models/formats/workspace.h"

#include "models/formats/folder.h"
#include "models/formats/manifest.h"
#include "models/formats/markdown_checklist.h"
#include "models/formats/nearest.h"
#include "models/formats/plan.h"
#include "models/formats/plan_templates.h"
#include "models/formats/profiles.h"
#include "models/formats/train_file.h"
#include "models/formats/workspace_links.h"

#include <QDir>
#include <QFileInfo>
#include <QMap>

#include <pwd.h>
#include <unistd.h>

#include <algorithm>
#include <array>

namespace fairlead::formats {

namespace {

const QString kWorkspaceFile = QStringLiteral("workspace.yaml");
const QString kCalendarFile = QStringLiteral("calendar.yaml");
const QStringList kYamlEndings{QStringLiteral(".yaml"), QStringLiteral(".yml")};

QString loginName()
{
    passwd user{};
    passwd* found = nullptr;
    std::array<char, 4096> buffer{};
    const int failed = getpwuid_r(geteuid(), &user, buffer.data(), buffer.size(), &found);
    return failed != 0 || found == nullptr ? QStringLiteral("unknown") : QString::fromLocal8Bit(found->pw_name);
}

/// Reads one folder; every step adds to the parts and to the problems.
class WorkspaceReader {
public:
    explicit WorkspaceReader(const QString& directory)
        : m_folder(directory)
    {
    }

    LoadedWorkspace read()
    {
        if (const std::optional<QByteArray> bytes = m_folder.read(kWorkspaceFile, m_loaded.problems); bytes) {
            m_parts.file = readWorkspaceFile(kWorkspaceFile, *bytes, m_loaded.problems);
        }
        readComponents();
        readGuides();
        readRuleSets();
        readPlans();
        readCalendarFile();
        takeTemplates(m_parts);
        checkReferences(kWorkspaceFile, m_parts, m_loaded.problems);
        checkDependencies(m_parts, kCalendarFile, m_loaded.problems);
        checkFreezes(m_parts, kCalendarFile, m_loaded.problems);
        for (const ReleaseDraft& draft : m_parts.file.releases) {
            readRelease(draft);
        }
        readTrains();
        finish();
        return std::move(m_loaded);
    }

private:
    void keep(const Problems& problems) { m_loaded.problems.insert(m_loaded.problems.end(), problems.begin(), problems.end()); }

    void error(const QString& file, Position at, const char* code, const QString& message, const QString& help)
    {
        m_loaded.problems.push_back({file, at, Severity::Error, QString::fromLatin1(code), message, help});
    }

    void readComponents()
    {
        QMap<QString, QString> fileOf;
        for (const QString& file : m_folder.files(QStringLiteral("components"), kYamlEndings)) {
            const std::optional<QByteArray> bytes = m_folder.read(file, m_loaded.problems);
            ++m_loaded.counts.components;
            if (!bytes) {
                continue;
            }
            Loaded<ComponentFile> loaded = readComponent(file, *bytes);
            keep(loaded.problems);
            const QString name = loaded.name;
            m_parts.componentNames.append(name);
            if (!loaded.value) {
                continue;
            }
            if (fileOf.contains(name)) {
                error(file, loaded.at, "duplicate-name",
                    QStringLiteral("The component “%1” is described in %2 too.").arg(name, fileOf.value(name)),
                    QStringLiteral("Keep one of the files."));
                continue;
            }
            fileOf.insert(name, file);
            m_parts.components.push_back(std::move(*loaded.value));
            m_parts.componentPlaces.push_back(loaded.at);
        }
    }

    void readGuides()
    {
        for (const QString& file : m_folder.files(QStringLiteral("checklists"), {QStringLiteral(".md"), QStringLiteral(".markdown")})) {
            const QString stem = QFileInfo(file).completeBaseName();
            if (m_guides.contains(stem)) {
                error(file, {}, "duplicate-name", QStringLiteral("There is another guide “%1”: %2.").arg(stem, m_guides.value(stem).first),
                    QStringLiteral("Rename one of them."));
                continue;
            }
            const std::optional<QByteArray> bytes = m_folder.read(file, m_loaded.problems);
            ++m_loaded.counts.checklists;
            m_guides.insert(stem, {file, bytes.value_or(QByteArray())});
            if (!bytes) {
                continue;
            }
            Loaded<Guide> guide = importChecklist(file, *bytes);
            keep(guide.problems);
            if (guide.value) {
                m_parts.checklists.push_back(std::move(guide.value->checklist));
            }
        }
    }

    void readRuleSets()
    {
        Problems builtIn; // none: a test reads them all
        m_ruleSets = readProfiles(kBuiltInProfiles, builtIn);
        for (const QString& file : m_folder.files(QStringLiteral("rules"), kYamlEndings)) {
            const std::optional<QByteArray> bytes = m_folder.read(file, m_loaded.problems);
            if (!bytes) {
                continue;
            }
            Loaded<gate::RuleSet> set = readProfile(file, *bytes);
            keep(set.problems);
            const bool again = std::ranges::find(m_ruleSets, set.name, &gate::RuleSet::name) != m_ruleSets.end();
            if (set.value && again) {
                error(file, set.at, "duplicate-name", QStringLiteral("There is another rule set “%1”.").arg(set.name),
                    QStringLiteral("Give this one another name."));
            } else if (set.value) {
                m_ruleSets.push_back(std::move(*set.value));
            }
        }
    }

    void readPlans()
    {
        std::vector<PlanTemplate> templates = planTemplates();
        m_parts.planTemplates.reserve(templates.size());
        for (PlanTemplate& each : templates) {
            m_parts.planTemplates.push_back(std::move(each.plan));
        }
        QMap<QString, QString> fileOf;
        for (const QString& file : m_folder.files(QStringLiteral("plans"), kYamlEndings)) {
            const std::optional<QByteArray> bytes = m_folder.read(file, m_loaded.problems);
            ++m_loaded.counts.plans;
            if (!bytes) {
                continue;
            }
            Loaded<rollout::Plan> plan = readPlan(file, *bytes, &m_ruleSets);
            keep(plan.problems);
            const QString name = plan.name;
            m_parts.planNames.append(name);
            if (!plan.value) {
                continue;
            }
            if (fileOf.contains(name)) {
                error(file, plan.at, "duplicate-name",
                    QStringLiteral("The plan “%1” is described in %2 too.").arg(name, fileOf.value(name)),
                    QStringLiteral("Give one of them another name."));
                continue;
            }
            fileOf.insert(name, file);
            m_parts.plans.push_back(std::move(*plan.value));
        }
    }

    void readCalendarFile()
    {
        if (!m_folder.exists(kCalendarFile)) {
            return;
        }
        if (const std::optional<QByteArray> bytes = m_folder.read(kCalendarFile, m_loaded.problems); bytes) {
            Loaded<Calendar> calendar = readCalendar(kCalendarFile, *bytes);
            keep(calendar.problems);
            m_parts.calendar = calendar.value.value_or(Calendar{});
        }
    }

    void readRelease(const ReleaseDraft& draft)
    {
        takeChecklist(draft.checklist);
        const std::optional<rollout::Manifest> manifest = manifestOf(draft.manifest);
        if (!manifest) {
            return;
        }
        checkRelease(kWorkspaceFile, m_parts, draft, *manifest, m_loaded.problems);
        m_releases.push_back(
            {draft.manifest.text, *manifest, draft.environment.text, draft.target.text, draft.plan.text, draft.checklist.text});
    }

    /// Each manifest is read once, however many releases name it.
    std::optional<rollout::Manifest> manifestOf(const PlacedText& reference)
    {
        if (reference.text.isEmpty()) {
            return std::nullopt;
        }
        const auto known = m_manifests.constFind(reference.text);
        if (known != m_manifests.constEnd()) {
            return *known;
        }
        std::optional<rollout::Manifest> manifest = readManifestFile(reference);
        m_manifests.insert(reference.text, manifest);
        return manifest;
    }

    std::optional<rollout::Manifest> readManifestFile(const PlacedText& reference)
    {
        if (!m_folder.holds(reference.text)) {
            error(kWorkspaceFile, reference.at, "path-escapes",
                QStringLiteral("“%1” leads out of the workspace.").arg(reference.text.left(120)),
                QStringLiteral("Put the manifest into the workspace and name it relative to its folder."));
            return std::nullopt;
        }
        if (!m_folder.exists(reference.text)) {
            const QString folder = QFileInfo(reference.text).path();
            error(kWorkspaceFile, reference.at, "missing-file",
                QStringLiteral("The manifest “%1” does not exist.").arg(reference.text.left(120)),
                suggestion(reference.text,
                    m_folder.files(folder == QLatin1String(".") ? QStringLiteral("manifests") : folder, kYamlEndings),
                    QStringLiteral("There are"), QStringLiteral("Write it, or correct the name.")));
            return std::nullopt;
        }
        const std::optional<QByteArray> bytes = m_folder.read(reference.text, m_loaded.problems);
        if (!bytes) {
            return std::nullopt;
        }
        Loaded<rollout::Manifest> loaded = readManifest(reference.text, *bytes);
        keep(loaded.problems);
        return loaded.value;
    }

    void readTrains()
    {
        std::vector<TrainDraft> drafts;
        for (const QString& file : m_folder.files(QStringLiteral("trains"), kYamlEndings)) {
            const std::optional<QByteArray> bytes = m_folder.read(file, m_loaded.problems);
            ++m_loaded.counts.trains;
            Loaded<TrainDraft> draft = bytes ? readTrain(file, *bytes) : Loaded<TrainDraft>();
            keep(draft.problems);
            if (draft.value) {
                drafts.push_back(std::move(*draft.value));
            }
        }
        m_trains = linkTrains(drafts, m_parts.file.releases, m_releases, m_loaded.problems);
    }

    /// Checks the reference "stem" or "stem#Section"; a section becomes a template of its own.
    void takeChecklist(const PlacedText& reference)
    {
        const bool known = std::ranges::find(m_parts.checklists, reference.text, &checklist::Template::name) != m_parts.checklists.end();
        if (reference.text.isEmpty() || known) {
            return;
        }
        const QString stem = reference.text.section(QLatin1Char('#'), 0, 0).trimmed();
        const QString section = reference.text.section(QLatin1Char('#'), 1).trimmed();
        const auto guide = m_guides.constFind(stem);
        if (guide == m_guides.constEnd()) {
            error(kWorkspaceFile, reference.at, "unknown-reference", QStringLiteral("There is no checklist “%1”.").arg(stem.left(80)),
                suggestion(stem, m_guides.keys(), QStringLiteral("There are"), QStringLiteral("Add a guide to the folder checklists/.")));
            return;
        }
        if (section.isEmpty() || guide->second.isEmpty()) {
            return;
        }
        const Loaded<Guide> cut = importChecklist(guide->first, guide->second, section);
        for (const Problem& problem : cut.problems) {
            if (problem.code == QLatin1String("unknown-section")) {
                error(kWorkspaceFile, reference.at, "unknown-section", problem.message, problem.help);
            }
        }
        if (cut.value) {
            checklist::Template part = cut.value->checklist;
            part.name = reference.text;
            m_parts.checklists.push_back(std::move(part));
        }
    }

    void finish()
    {
        m_loaded.counts.targets = static_cast<int>(m_parts.file.targets.size());
        m_loaded.counts.sources = static_cast<int>(m_parts.file.sources.size());
        if (hasErrors(m_loaded.problems)) {
            return;
        }
        workspace::Workspace made;
        made.name = m_parts.file.name;
        made.directory = m_folder.path();
        made.person = m_parts.file.person.isEmpty() ? loginName() : m_parts.file.person;
        made.allowedPrograms = m_parts.file.allowedPrograms;
        made.environments = std::move(m_parts.file.environments);
        made.targets = std::move(m_parts.file.targets);
        made.sources = std::move(m_parts.file.sources);
        for (ComponentFile& each : m_parts.components) {
            made.components.push_back(std::move(each.component));
        }
        made.checklists = std::move(m_parts.checklists);
        made.plans = std::move(m_parts.plans);
        made.calendar = std::move(m_parts.calendar.entries);
        made.freezes.reserve(m_parts.calendar.freezes.size());
        for (PlacedFreeze& each : m_parts.calendar.freezes) {
            made.freezes.push_back(std::move(each.freeze));
        }
        made.releases = std::move(m_releases);
        made.trains = std::move(m_trains);
        m_loaded.value = std::move(made);
    }

    Folder m_folder;
    LoadedWorkspace m_loaded;
    WorkspaceParts m_parts;
    std::vector<gate::RuleSet> m_ruleSets; ///< built in, then the workspace's
    QMap<QString, std::pair<QString, QByteArray>> m_guides; ///< by stem: file and content
    QMap<QString, std::optional<rollout::Manifest>> m_manifests; ///< by path
    std::vector<workspace::PlannedRelease> m_releases;
    std::vector<train::Train> m_trains;
};

} // namespace

LoadedWorkspace readWorkspace(const QString& directory)
{
    const QFileInfo info(directory);
    if (!info.isDir()) {
        LoadedWorkspace refused;
        const QString message
            = info.exists() ? QStringLiteral("This is a file, not a workspace's folder.") : QStringLiteral("The folder does not exist.");
        refused.problems.push_back({directory, {}, Severity::Error, QStringLiteral("missing-folder"), message,
            QStringLiteral("Name a folder that holds a workspace.yaml.")});
        return refused;
    }
    return WorkspaceReader(directory).read();
}

} // namespace fairlead::formats
