#pragma once

#include "models/formats/alerts/rule_file.h"

#include <QByteArray>
#include <QString>

namespace fairlead::formats::alerts {

/// Reads Fairlead's own rules: lines of text (“alert team when latency > 2.5s for 5m”, see gate::Rule), or the YAML
/// that writeFairlead writes. What a rule says that Prometheus has no word for (counts of samples, phases, actions of a
/// rollout) is listed as not carried over.
/// Codes besides those of readYaml and readPrometheus: bad-rule, no-rules, no-query.
RuleReading readFairlead(const QString& file, const QByteArray& bytes);

/// @p rules as YAML. An alert of the form “value comparator number” becomes a rule line, with the PromQL of its value under
/// “query”; others keep their expression and are listed, since Fairlead does not judge them.
WrittenRules writeFairlead(const RuleFile& rules);

} // namespace fairlead::formats::alerts
