#pragma once

#include "models/formats/kubernetes/argo_validation.h"

namespace fairlead::formats::kubernetes {

/// One step of a canary, with the controller's path of it. Part of validateCanary.
FieldErrors validateStep(const Field& step, const Field& canary, const QString& path);

} // namespace fairlead::formats::kubernetes
