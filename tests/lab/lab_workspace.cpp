#include "tests/lab/lab_workspace.h"

#include <QDir>
#include <QFile>

namespace fairlead::lab {

namespace {

const QString kComponent = QStringLiteral(R"(name: personas/analysts/data_analyst
owner: optimization_team
tags: [analyst]
versions: [1.4.2, 2.0.0]
dependencies: []
production: 1.4.2
candidate: 2.0.0
backup: data_analyst_v1_backup
status: production
scores:
  iff: 0.86
  tlp: 0.82
)");

const QString kManifest = QStringLiteral(R"(deployment:
  component: personas/analysts/data_analyst_v2_optimized
  version: 2.0.0
  replaces: personas/analysts/data_analyst
  rollback_to: personas/analysts/data_analyst_v1_backup

  quality_scores:
    iff: 0.92
    tlp: 0.88
    aoc: 0.75
    bc: 0.95
    te: 0.81
    overall: 0.862

  optimization_method: hybrid
  certificate_id: eval_2025_08_06_xyz123

  deployment_strategy: canary
  canary_percentage: 10
  success_criteria:
    error_rate: "< 0.01"
    latency_p95: "< 2s"
    quality_score: "> 0.85"
)");

const QString kCalendar = QStringLiteral(R"(deployment_schedule:
  - date: 2025-08-07
    component: personas/analysts/data_analyst
    version: 2.0.0
    window: "14:00-16:00 UTC"
    owner: optimization_team
    rollback_owner: oncall_engineer
)");

const QString kChecklist = QStringLiteral(R"(# Deployment guide

## Pre-Deployment Checklist

### System Requirements
- [ ] Rollback procedures tested
- [ ] Team notified of deployment window
)");

QString planText(const LabWorkspace& wanted)
{
    QString text = QStringLiteral("name: seconds\npoll_interval: 1s\neffect_deadline: 30s\nmin_calls_for_share: 50\n"
                                  "gates:\n  min_samples: 3\n  fail_after: 3\n  stale_after: 15s\nsteps:\n");
    for (const int weight : wanted.weights) {
        text += QStringLiteral("  - setWeight: %1\n  - soak: %2ms\n  - gate: success_criteria\n")
                    .arg(weight)
                    .arg(qRound64(wanted.soakSeconds * 1000.0));
    }
    return text + QStringLiteral("  - activate: registry\n");
}

QString workspaceText(const Lab& lab, bool checklist)
{
    QString text = QStringLiteral(R"(workspace: Lab
person: lab

environments:
  - name: lab
    production: false

targets:
  - name: haproxy-lab
    driver: haproxy
    source: prometheus-lab
    address: "%1"
    backend: app
    baseline_server: stable
    canary_server: canary

sources:
  - name: prometheus-lab
    driver: prometheus
    url: %2
    metrics:
)")
                       .arg(lab.relayUnix(), lab.prometheus().toString());
    for (const char* metric : {"error_rate", "latency_p95", "quality_score", "tokens_per_call", "share", "calls"}) {
        const QString name = QString::fromLatin1(metric);
        // PromQL has double quotes, so YAML's single ones go around it.
        text += QStringLiteral("      %1:\n        canary: '%2'\n        baseline: '%3'\n")
                    .arg(name, promqlFor(name, QStringLiteral("canary")), promqlFor(name, QStringLiteral("stable")));
    }
    text += QStringLiteral("\nreleases:\n  - manifest: manifests/data_analyst.yaml\n    environment: lab\n    target: haproxy-lab\n"
                           "    plan: seconds\n");
    return checklist ? text + QStringLiteral("    checklist: \"deployment-guide#Pre-Deployment Checklist\"\n") : text;
}

} // namespace

Result<void> writeWorkspace(const Lab& lab, const QString& directory, double soakSeconds)
{
    LabWorkspace wanted;
    wanted.soakSeconds = soakSeconds;
    return writeWorkspace(lab, directory, wanted);
}

Result<void> writeWorkspace(const Lab& lab, const QString& directory, const LabWorkspace& wanted)
{
    const std::pair<QString, QString> files[]{
        {QStringLiteral("workspace.yaml"), workspaceText(lab, wanted.checklist)},
        {QStringLiteral("calendar.yaml"), kCalendar},
        {QStringLiteral("components/data_analyst.yaml"), kComponent},
        {QStringLiteral("checklists/deployment-guide.md"), kChecklist},
        {QStringLiteral("plans/seconds.yaml"), planText(wanted)},
        {QStringLiteral("manifests/data_analyst.yaml"), kManifest},
    };
    for (const auto& [name, text] : files) {
        const QString path = directory + QLatin1Char('/') + name;
        QFile file(path);
        if (!QDir().mkpath(QFileInfo(path).path()) || !file.open(QIODevice::WriteOnly) || file.write(text.toUtf8()) < 0) {
            return fail(ErrorCode::Storage, QStringLiteral("The file cannot be written."), path);
        }
    }
    return {};
}

} // namespace fairlead::lab
