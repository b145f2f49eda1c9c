#pragma once

#include "models/formats/kubernetes/field.h"
#include "models/formats/kubernetes/plan_files.h"
#include "models/formats/yaml_stream.h"

namespace fairlead::formats::kubernetes {

/// Is this a plan or a deployment manifest of Fairlead?
bool isOwn(const Field& document);

/// Reads it into @p result: kind "Plan" or "deployment".
void readOwn(const QString& file, const YamlPart& part, PlanFile& result);

} // namespace fairlead::formats::kubernetes
