#pragma once

#include "models/base/problem.h"
#include "models/domain/judge/metric_classifier.h"
#include "models/domain/judge/mixer.h"
#include "models/formats/json_text.h"

#include <QStringList>

#include <optional>
#include <vector>

namespace fairlead::formats {

/// The series to judge, and what is wrong with their file.
struct KayentaPairs {
    std::vector<judge::MetricPair> pairs;
    Problems problems;

    bool isUsable() const { return !hasErrors(problems); }
};

/// Reads the series of a run at @p path. Any of
/// - a list of pairs {"name", "id", "tags", "values": {"experiment": […], "control": […]}}, also with "experiment" and
///   "control" beside the name instead of "values";
/// - the same list as "metricSetPairList" or "pairs" of an object;
/// - an object with "controlSets" and "experimentSets", lists of series {"name", "tags", "values"}, which are paired by
///   judge::mix() in the order of @p metrics; a series may say "expectedDataPoints", or "startTimeMillis",
///   "endTimeMillis" and "stepMillis".
/// A point without a value is "NaN" or null. Problems: missing-key, wrong-type, unpaired.
KayentaPairs readKayentaPairs(const JsonText& text, const QStringList& metrics, const JsonPath& path = {});

/// The numbers of the list at @p path. A problem "wrong-type" for any other value, which is left out.
judge::Values readValues(JsonReader& reader, const JsonPath& path);
std::vector<judge::MetricSet> readMetricSets(JsonReader& reader, const JsonPath& path);

/// One metric's two series with all that decides on them: a case of the reference classifier.
struct KayentaSample {
    QString metric;
    judge::MetricRules rules;
    judge::Significance significance;
    judge::Values experiment;
    judge::Values control;
};

/// Reads {"experiment", "control", "params": {"tolerance", "confLevel", "effectSize"}, "direction", "nanStrategy",
/// "critical", "mustHaveData", "metricName"} at @p path; the series are required, the rest has Kayenta's defaults. An
/// outlier factor must be above 0 and a confidence between 0 and 1: else "out-of-range".
KayentaSample readKayentaSample(JsonReader& reader, const JsonPath& path);
/// The confidence at @p path, between 0 and 1, or Kayenta's 0.98; "out-of-range" otherwise.
double readConfidence(JsonReader& reader, const JsonPath& path);

/// Two samples to compare by ranks.
struct RankSample {
    judge::Values x;
    judge::Values y;
    double confidence = 0.98;
};

/// Reads {"x", "y", "confLevel"} at @p path, NaN left out. Problems: missing-key, wrong-type, out-of-range; and "no-ranks",
/// and nothing, for samples that cannot be ranked: an empty one, or values beyond 1e300.
std::optional<RankSample> readRankSample(JsonReader& reader, const JsonPath& path);

} // namespace fairlead::formats
