#include "models/formats/criteria.h"

#include <algorithm>

namespace fairlead::formats {

namespace {

void readCriterion(const YamlMap& criteria, const YamlEntry& entry, std::vector<gate::Gate>& gates)
{
    const std::optional<QString> text = textOf(criteria.scribe(), entry.value, QStringLiteral("The criterion “%1”").arg(entry.key));
    if (!text) {
        return;
    }
    // Parsed as written, blanks included, so that a column of the condition is a column of the file.
    const auto condition = condition::Condition::parse(entry.value.text, entry.key);
    if (!condition) {
        for (const condition::TextError& error : condition.error()) {
            criteria.scribe().error(criteria.scribe().within(entry.value, error.column), "bad-condition", error.message, error.help);
        }
        return;
    }
    const bool known = std::ranges::any_of(gates, [&](const gate::Gate& gate) { return gate.metric == entry.key; });
    if (!known) {
        gates.push_back({entry.key, *condition});
    }
}

} // namespace

std::vector<gate::Gate> readCriteria(YamlMap& map, Need need)
{
    std::vector<gate::Gate> gates;
    const std::optional<YamlMap> criteria = map.map("success_criteria", need);
    if (!criteria) {
        return gates;
    }
    if (criteria->entries().empty()) {
        map.scribe().error(criteria->at(), "no-criteria",
            QStringLiteral("There is no success criterion, so nothing could hold a bad release."),
            QStringLiteral("Add at least one, such as error_rate: \"< 0.01\"."));
    }
    for (const YamlEntry& entry : criteria->entries()) {
        readCriterion(*criteria, entry, gates);
    }
    return gates;
}

} // namespace fairlead::formats
