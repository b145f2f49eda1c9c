#pragma once

#include "models/base/problem.h"
#include "models/formats/kubernetes/field.h"

namespace fairlead::formats::kubernetes {

/// The resources of every container below @p object must be quantities ("500m", "16Mi"): a controller refuses the whole object
/// otherwise. Code: bad-quantity.
void checkQuantities(const QString& file, const Field& object, Problems& problems);

} // namespace fairlead::formats::kubernetes
