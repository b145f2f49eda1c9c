#pragma once

#include "models/formats/kubernetes/field.h"
#include "models/formats/kubernetes/plan_object.h"

#include <vector>

namespace fairlead::formats::kubernetes {

/// Everything of an object of @p kind that Fairlead does not take over, in the order of the file, each with the reason.
std::vector<NotCarriedOver> notCarriedOver(const Field& object, const QString& kind);

} // namespace fairlead::formats::kubernetes
