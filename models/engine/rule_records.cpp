#include "models/engine/rule_records.h"

#include "models/base/json_number.h"

#include <QJsonArray>

namespace fairlead::engine {

std::vector<gate::RuleVerdict> judgeRules(const rollout::State& state, const gate::Series& series, Instant now)
{
    std::vector<gate::RuleVerdict> verdicts;
    const std::optional<Instant> began = state.firstEffectAt();
    if (!began) {
        return verdicts;
    }
    for (const gate::Rule& rule : state.release.plan.rules) {
        verdicts.push_back(gate::judgeRule(rule, series, *began, now, state.release.plan.gates.staleAfter));
    }
    return verdicts;
}

QJsonObject ruleData(const gate::Rule& rule, const gate::RuleVerdict& verdict)
{
    QJsonArray readings;
    for (const condition::Reading& reading : verdict.readings) {
        readings.append(QJsonObject{{QStringLiteral("metric"), reading.term.metric}, {QStringLiteral("role"), toString(reading.term.role)},
            {QStringLiteral("value"), reading.value ? numberToJson(*reading.value) : QJsonValue()}});
    }
    return {{QStringLiteral("rule"), rule.text}, {QStringLiteral("action"), toString(rule.action)}, {QStringLiteral("armed"), rule.armed},
        {QStringLiteral("readings"), readings}};
}

} // namespace fairlead::engine
