#pragma once

#include "models/formats/kubernetes/field.h"
#include "models/formats/kubernetes/plan_object.h"

namespace fairlead::formats::kubernetes {

/// spec.provider and spec.analysis (or the older spec.canaryAnalysis) of a Canary; empty where there is no analysis.
std::optional<FlaggerAnalysis> readFlaggerAnalysis(const Field& spec);

/// Each fills what its kind says into @p read; nothing is checked here, and what cannot be read stays empty.
void readCanary(const Field& object, PlanObject& read);
void readMetricTemplate(const Field& object, PlanObject& read);
void readAlertProvider(const Field& object, PlanObject& read);

} // namespace fairlead::formats::kubernetes
