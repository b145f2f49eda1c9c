#pragma once

#include "models/domain/rollout/release.h"
#include "models/formats/loaded.h"

#include <QByteArray>
#include <QString>

namespace fairlead::formats {

/// Reads a deployment manifest (seed 000, step 2.1): one map “deployment:” with component, version, replaces, rollback_to,
/// quality_scores, optimization_method, certificate_id, deployment_strategy, canary_percentage and success_criteria, and
/// optionally business_justification, rollback_tested and quality_scores_before. Every key is checked, unknown ones are refused.
/// @p file is the name in problems. Loaded::at is the place of the component's name.
/// Codes besides those of readYaml and YamlMap: bad-condition (column inside the text), bad-version, bad-name,
/// unsupported-strategy, no-criteria; warning overall-differs.
Loaded<rollout::Manifest> readManifest(const QString& file, const QByteArray& bytes);

/// The manifest as YAML that readManifest reads back equal. Texts are quoted, keys stand in the order of seed 000.
QByteArray writeManifest(const rollout::Manifest& manifest);

} // namespace fairlead::formats
