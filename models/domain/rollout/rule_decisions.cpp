#include "models/domain/rollout/rule_decisions.h"

#include <algorithm>

namespace fairlead::rollout {

namespace {

bool firesNow(const gate::RuleVerdict& verdict)
{
    return verdict.truth == gate::RuleTruth::Fired && verdict.firing.has_value();
}

QString sentenceOf(const gate::Rule& rule, const gate::RuleVerdict& verdict)
{
    return QStringLiteral("Rule “%1”: %2").arg(rule.text, verdict.firing ? verdict.firing->sentence : verdict.sentence);
}

Decision decision(Act act, std::size_t index, QString why)
{
    Decision made{act};
    made.rule = static_cast<int>(index);
    made.why = std::move(why);
    return made;
}

} // namespace

Decision decideRules(const State& state, const Facts& facts)
{
    const std::vector<gate::Rule>& rules = state.release.plan.rules;
    const std::size_t count = std::min(rules.size(), facts.rules.size());
    for (std::size_t i = 0; i < count; ++i) {
        if (rules[i].armed && rules[i].action == gate::Action::RollBack && firesNow(facts.rules[i])) {
            return decision(Act::RollBack, i, sentenceOf(rules[i], facts.rules[i]));
        }
    }
    for (std::size_t i = 0; i < count; ++i) {
        const bool fired = state.hasFired(rules[i].text);
        if (!fired && firesNow(facts.rules[i])) {
            return decision(Act::FireRule, i, sentenceOf(rules[i], facts.rules[i]));
        }
        if (fired && facts.rules[i].truth == gate::RuleTruth::Clear) {
            return decision(Act::ClearRule, i, QStringLiteral("Rule “%1” is clear again: %2").arg(rules[i].text, facts.rules[i].sentence));
        }
    }
    return {};
}

QString heldByRule(const State& state, const Facts& facts)
{
    const std::vector<gate::Rule>& rules = state.release.plan.rules;
    for (std::size_t i = 0; i < std::min(rules.size(), facts.rules.size()); ++i) {
        if (rules[i].armed && facts.rules[i].holds) {
            return sentenceOf(rules[i], facts.rules[i]);
        }
    }
    return {};
}

} // namespace fairlead::rollout
