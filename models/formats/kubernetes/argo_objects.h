#pragma once

#include "models/formats/kubernetes/field.h"
#include "models/formats/kubernetes/plan_object.h"

namespace fairlead::formats::kubernetes {

/// Each fills what its kind says into @p read; nothing is checked here, and what cannot be read stays empty.
void readRollout(const Field& object, PlanObject& read);
/// AnalysisTemplate, ClusterAnalysisTemplate, AnalysisRun.
void readAnalysis(const Field& object, PlanObject& read);
void readExperiment(const Field& object, PlanObject& read);

} // namespace fairlead::formats::kubernetes
