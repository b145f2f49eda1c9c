#pragma once

#include "models/domain/judge/judgement.h"
#include "models/formats/kayenta_data.h"

#include <QJsonObject>

namespace fairlead::formats {

/// A judgement under Kayenta's names: "score" {"score", "classification", "classificationReason"}, "groupScores"
/// [{"name", "score"}] sorted by name, "results" [{"name", "classification", "classificationReason", "critical", "muted",
/// "ratio", "controlStats", "experimentStats"}]. A result's reason is null where there is none, its ratio where the
/// comparison failed.
QJsonObject toJson(const judge::Judgement& judgement);
/// {"min", "max", "mean", "std", "count"}
QJsonObject toJson(const statistics::Summary& summary);

/// Classifies @p sample and reports it: {"classification", "classificationReason", "critical", "deviation", "ciLow",
/// "ciHigh", "estimate", "cles"}. The last four are null where a side has no values or nothing varies.
QJsonObject classified(const KayentaSample& sample);

/// {"confLow", "confHigh", "estimate", "u", "pValue", "n", "m"} of x against y: the interval and estimate that Kayenta has,
/// U and p as R has them with exact = FALSE. The first three are null where nothing varies. @p sample can be ranked.
QJsonObject rankComparison(const RankSample& sample);

} // namespace fairlead::formats
