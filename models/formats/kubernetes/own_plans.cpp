#include "models/formats/kubernetes/own_plans.h"

#include "models/formats/manifest.h"
#include "models/formats/plan.h"

#include <QJsonArray>

#include <algorithm>

namespace fairlead::formats::kubernetes {

namespace {

const QString kDeployment = QStringLiteral("deployment");

void takeProblems(Problems problems, int lines, PlanFile& result)
{
    for (Problem& problem : problems) {
        problem.at.line += problem.at.line > 0 ? lines : 0;
        result.problems.push_back(std::move(problem));
    }
}

void takeSteps(const rollout::Plan& plan, PlanObject& object)
{
    object.strategy = QStringLiteral("canary");
    const QJsonArray steps = rollout::toJson(plan).value(QStringLiteral("steps")).toArray();
    for (const QJsonValue& step : steps) {
        object.steps.push_back({step[QStringLiteral("type")].toString(), step[QStringLiteral("value")], {}});
    }
    for (const rollout::Step& step : plan.steps) {
        if (step.kind == rollout::StepKind::SetWeight) {
            object.weights.push_back(step.weight.value());
        }
    }
}

void takeGates(const std::vector<gate::Gate>& gates, PlanObject& object)
{
    for (const gate::Gate& gate : gates) {
        PlanMetric metric;
        metric.name = gate.metric;
        metric.successCondition = gate.condition.text();
        object.metrics.push_back(std::move(metric));
        object.rules.push_back({gate.metric, QStringLiteral("roll back"),
            QStringLiteral("%1 must be %2 after each soak.").arg(gate::titleOf(gate.metric), gate.condition.boundInWords())});
    }
}

/// Criteria of phases, each once.
void takePhases(const std::vector<rollout::PlanPhase>& phases, PlanObject& object)
{
    std::vector<gate::Gate> gates;
    for (const rollout::PlanPhase& phase : phases) {
        for (const gate::Gate& gate : phase.criteria) {
            if (std::ranges::find(gates, gate) == gates.end()) {
                gates.push_back(gate);
            }
        }
    }
    takeGates(gates, object);
}

void takeRules(const std::vector<gate::Rule>& rules, PlanObject& object)
{
    for (const gate::Rule& rule : rules) {
        // The marks of emphasis are for windows.
        object.rules.push_back({QString(), gate::toString(rule.action), rule.echo().remove(QStringLiteral("**"))});
    }
}

} // namespace

bool isOwn(const Field& document)
{
    const bool kubernetes = document["kind"].isSet() || document["apiVersion"].isSet();
    return document.isMap() && !kubernetes && (document[kDeployment].isSet() || document["steps"].isSet() || document["phases"].isSet());
}

void readOwn(const QString& file, const YamlPart& part, PlanFile& result)
{
    PlanObject object;
    object.document = part.number;
    object.line = part.line;
    const bool manifest = Field(*part.root, QString())[kDeployment].isSet();
    object.kind = manifest ? kDeployment : QStringLiteral("Plan");
    const int lines = part.firstLine - 1;
    if (manifest) {
        const Loaded<rollout::Manifest> loaded = readManifest(file, part.text);
        takeProblems(loaded.problems, lines, result);
        object.name = loaded.name;
        if (loaded.valid()) {
            takeSteps(rollout::Plan::canary(loaded.value->canaryPercentage), object);
            takeGates(loaded.value->successCriteria, object);
        }
    } else {
        const Loaded<rollout::Plan> loaded = readPlan(file, part.text);
        takeProblems(loaded.problems, lines, result);
        object.name = loaded.name;
        if (loaded.valid()) {
            takeSteps(*loaded.value, object);
            takePhases(loaded.value->phases, object);
            takeRules(loaded.value->rules, object);
        }
    }
    result.objects.push_back(std::move(object));
}

} // namespace fairlead::formats::kubernetes
