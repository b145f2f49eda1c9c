#pragma once

#include "models/base/error.h"
#include "models/domain/gate/rule.h"

#include <QString>

#include <vector>

namespace fairlead::wiring {

struct RuleSets {
    std::vector<gate::RuleSet> builtIn;
    std::vector<gate::RuleSet> own; ///< of the workspace's folder rules/, by name; files that cannot be read are left out
};

/// The rule sets that a workspace's plans may name.
RuleSets readRuleSets(const QString& directory);

/// Writes @p set to rules/NAME.yaml of the workspace, whole and at once. The file, relative to the workspace. InvalidInput
/// for a name without a letter, Conflict when the file is another set's, Storage.
Result<QString> writeRuleSet(const QString& directory, const gate::RuleSet& set);

/// Rules of another system as a set of ours.
struct ImportedRules {
    gate::RuleSet set; ///< what could not be carried over stands in it as comments, each with why
    int notCarriedOver = 0;
};

/// Reads the alert rules of @p file: Prometheus, CloudWatch or Datadog, told apart by their content. InvalidInput with
/// line and column of what is wrong first.
Result<ImportedRules> importRules(const QString& file);

} // namespace fairlead::wiring
