#pragma once

#include "models/formats/alerts/rule_file.h"
#include "models/formats/yaml_reader.h"

#include <QByteArray>
#include <QString>

namespace fairlead::formats::alerts {

/// Reads a Prometheus rule file, or a PrometheusRule object of Kubernetes (its spec), YAML or JSON. It is valid exactly when
/// promtool 2.42 finds it so: unknown fields are refused, expressions and templates are read in full. Later versions know
/// more (query_offset, dashes in label names); where that makes a difference, the help says so.
/// Codes besides those of readYaml and YamlMap: missing-name, duplicate-group, record-and-alert, missing-expr, bad-expression,
/// bad-duration, bad-template, bad-label-name, bad-metric-name, not-for-recordings, bad-merge; warnings duplicate-rule,
/// alias-expression.
RuleReading readPrometheus(const QString& file, const QByteArray& bytes);
/// The same for a document that was read already; problems of its form are the caller's.
RuleReading readPrometheusTree(const YamlDocument& document);

} // namespace fairlead::formats::alerts
