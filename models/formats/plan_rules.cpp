#include "models/formats/plan_rules.h"

#include "models/formats/nearest.h"

#include <algorithm>

namespace fairlead::formats {

std::vector<gate::Rule> readRuleLines(YamlMap& map, Need need)
{
    std::vector<gate::Rule> rules;
    const std::vector<YamlNode>* nodes = map.list("rules", need);
    if (nodes == nullptr) {
        return rules;
    }
    const YamlScribe& scribe = map.scribe();
    for (const YamlNode& node : *nodes) {
        const std::optional<QString> line = textOf(scribe, node, QStringLiteral("A rule"));
        if (!line) {
            continue;
        }
        auto rule = gate::Rule::parse(*line);
        if (!rule) {
            for (const condition::TextError& error : rule.error()) {
                scribe.error(scribe.within(node, error.column), "bad-rule", error.message, error.help);
            }
            continue;
        }
        const bool again = std::ranges::any_of(rules, [&rule](const gate::Rule& other) { return other.text == rule->text; });
        if (again) {
            scribe.error(
                node.at, "duplicate-entry", QStringLiteral("This rule stands in the list twice."), QStringLiteral("Keep one of them."));
            continue;
        }
        rules.push_back(std::move(*rule));
    }
    return rules;
}

void addRuleSets(
    const YamlScribe& scribe, const std::vector<PlacedText>& names, const std::vector<gate::RuleSet>& sets, std::vector<gate::Rule>& rules)
{
    for (const PlacedText& name : names) {
        const auto set = std::ranges::find(sets, name.text, &gate::RuleSet::name);
        if (set == sets.end()) {
            QStringList known;
            for (const gate::RuleSet& each : sets) {
                known.append(each.name);
            }
            scribe.error(name.at, "unknown-reference", QStringLiteral("There is no rule set “%1”.").arg(name.text.left(80)),
                suggestion(name.text, known, QStringLiteral("There are"), QStringLiteral("Add one to the folder rules/.")));
            continue;
        }
        for (const gate::RuleLine& line : gate::readRules(set->text)) {
            const bool again = line.rule && std::ranges::find(rules, line.rule->text, &gate::Rule::text) != rules.end();
            if (line.rule && !again) {
                rules.push_back(*line.rule);
            }
        }
    }
}

} // namespace fairlead::formats
