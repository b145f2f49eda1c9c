#include "tests/lab/practice.h"

#include "tests/lab/probe.h"

#include <QDir>
#include <QFile>
#include <QJsonDocument>

namespace fairlead::lab {

namespace {

const QString kComponent = QStringLiteral("name: practice/%1\nowner: lab\ntags: []\nversions: [1.0.0, 2.0.0]\ndependencies: []\n"
                                          "production: 1.0.0\ncandidate: 2.0.0\nstatus: production\n");

Result<registry::Component> writeComponent(const QString& directory, const QString& name)
{
    registry::Component component;
    component.name = QStringLiteral("practice/") + name;
    component.production = QStringLiteral("1.0.0");
    component.file = QStringLiteral("components/%1.yaml").arg(name);
    QFile file(directory + QLatin1Char('/') + component.file);
    if (!QDir(directory).mkpath(QStringLiteral("components")) || !file.open(QIODevice::WriteOnly)
        || file.write(kComponent.arg(name).toUtf8()) < 0) {
        return fail(ErrorCode::Storage, file.errorString(), file.fileName());
    }
    return component;
}

workspace::PlannedRelease planned(const QString& name, const QString& plan)
{
    workspace::PlannedRelease planned;
    planned.manifestFile = QStringLiteral("manifests/%1.yaml").arg(name);
    planned.environment = QStringLiteral("practice");
    planned.target = name;
    planned.plan = plan;
    planned.manifest.component = QStringLiteral("practice/%1_v2").arg(name);
    planned.manifest.replaces = QStringLiteral("practice/") + name;
    planned.manifest.version = QStringLiteral("2.0.0");
    planned.manifest.successCriteria.push_back(
        {metrics::kErrorRate, *condition::Condition::parse(QStringLiteral("< 0.01"), metrics::kErrorRate)});
    return planned;
}

} // namespace

Result<std::unique_ptr<Practice>> Practice::start(const QStringList& splits, const QStringList& arguments, const QString& logFolder)
{
    const auto program = ownProgram(QStringLiteral("fairlead-rehearsal"));
    if (!program) {
        return std::unexpected(program.error());
    }
    QStringList all = arguments;
    for (const QString& split : splits) {
        all << QStringLiteral("--split") << split;
    }
    std::unique_ptr<Practice> practice(new Practice);
    auto child = Child::start(QStringLiteral("practice"), *program, all, logFolder);
    if (!child) {
        return std::unexpected(child.error());
    }
    practice->m_child = std::move(*child);
    const auto ready = practice->m_child->readLine();
    if (!ready) {
        return std::unexpected(ready.error());
    }
    practice->m_url = ready->section(QLatin1Char(' '), 2, 2);
    return practice;
}

Result<QJsonObject> Practice::ask(const QByteArray& method, const QString& path, const QJsonObject& body) const
{
    const QByteArray bytes = body.isEmpty() ? QByteArray() : QJsonDocument(body).toJson(QJsonDocument::Compact);
    const auto answer = httpRequest(method, QUrl(m_url + path), bytes);
    if (!answer) {
        return std::unexpected(answer.error());
    }
    if (answer->status != 200) {
        return fail(ErrorCode::Refused, QStringLiteral("%1: %2").arg(answer->status).arg(QString::fromUtf8(answer->body)), path);
    }
    return QJsonDocument::fromJson(answer->body).object();
}

Result<std::pair<double, QString>> Practice::split(const QString& name) const
{
    const auto answer = ask("GET", QStringLiteral("/v1/splits/") + name);
    if (!answer) {
        return std::unexpected(answer.error());
    }
    return std::pair(answer->value(QLatin1String("weight")).toDouble(-1), answer->value(QLatin1String("revision")).toString());
}

Result<workspace::Workspace> practiceWorkspace(
    const QString& directory, const std::vector<PracticeRelease>& releases, const rollout::Plan& plan)
{
    workspace::Workspace workspace;
    workspace.name = QStringLiteral("Practice");
    workspace.directory = directory;
    workspace.person = QStringLiteral("lab");
    workspace.environments.push_back({QStringLiteral("practice"), false});
    workspace.plans.push_back(plan);
    workspace.targets.reserve(releases.size());
    workspace.sources.reserve(releases.size());
    workspace.components.reserve(releases.size());
    workspace.releases.reserve(releases.size());
    for (const PracticeRelease& release : releases) {
        const auto component = writeComponent(directory, release.name);
        if (!component) {
            return std::unexpected(component.error());
        }
        workspace.components.push_back(*component);
        const QMap<QString, QString> settings{{QStringLiteral("url"), release.targetUrl}, {QStringLiteral("split"), release.name},
            {QStringLiteral("timeout"), release.timeout}};
        QMap<QString, QString> ofSource = settings;
        ofSource.insert(QStringLiteral("url"), release.sourceUrl);
        ofSource.insert(QStringLiteral("window"), release.window);
        workspace.targets.push_back({release.name, QStringLiteral("rehearsal"), release.name, settings});
        workspace.sources.push_back({release.name, QStringLiteral("rehearsal"), ofSource, {}});
        workspace.releases.push_back(planned(release.name, plan.name));
    }
    return workspace;
}

rollout::Plan shortPlan(const std::vector<double>& weights, Millis soak)
{
    rollout::Plan plan;
    plan.name = QStringLiteral("short");
    plan.steps.reserve(3 * weights.size() + 1);
    for (const double weight : weights) {
        plan.steps.push_back({rollout::StepKind::SetWeight, Percent::clamped(weight), {}});
        plan.steps.push_back({rollout::StepKind::Soak, {}, soak});
        plan.steps.push_back({rollout::StepKind::Gate, {}, {}});
    }
    plan.steps.push_back({rollout::StepKind::Activate, {}, {}});
    return plan;
}

} // namespace fairlead::lab
