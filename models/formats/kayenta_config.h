#pragma once

#include "models/base/problem.h"
#include "models/domain/judge/metric_rules.h"
#include "models/formats/json_text.h"

#include <QByteArray>
#include <QStringList>

#include <optional>

namespace fairlead::formats {

/// What a Kayenta canary configuration holds, as far as it could be read, and what is wrong with it.
struct KayentaConfig {
    judge::CanaryConfig canary;
    std::optional<judge::Thresholds> requested; ///< of the execution request or case around the configuration
    QStringList duplicateNames; ///< of metrics, sorted; the judge takes the first of each
    Problems problems; ///< in the order in which they were found

    /// It can be judged by: nothing is wrong but for warnings.
    bool isUsable() const { return !hasErrors(problems); }
    /// Kayenta stores it: usable, and no two metrics have one name.
    bool isValid() const { return isUsable() && duplicateNames.isEmpty(); }
};

/// Reads a canary configuration (JSON), alone or as "canaryConfig" beside the "executionRequest" of an ad-hoc run or the
/// "scoreThresholds" of a case. Rules stand in a metric's analysisConfigurations.canary, or under the old key "extensions";
/// words that Kayenta does not know are judged as it does, with a warning. Problems: malformed-json, missing-key,
/// wrong-type, and as warnings duplicate-name, unknown-word, unused-weight.
KayentaConfig readKayentaConfig(const QString& file, const QByteArray& bytes);
KayentaConfig readKayentaConfig(const JsonText& text, const JsonPath& path = {});

/// The rules at @p path, an object as analysisConfigurations.canary is; defaults where nothing is.
judge::MetricRules readMetricRules(JsonReader& reader, const JsonPath& path);
/// The thresholds {"pass", "marginal"} at @p path: both or none.
std::optional<judge::Thresholds> readThresholds(JsonReader& reader, const JsonPath& path);
/// The object at @p path that holds an effect size: measure, allowed… and critical…
judge::EffectSize readEffectSize(JsonReader& reader, const JsonPath& path);

} // namespace fairlead::formats
