#pragma once

#include "models/domain/checklist/checklist.h"

#include <QJsonObject>

namespace fairlead::checklist {

/// A template as the history keeps it: a release walks the guide as it was when it was prepared.
QJsonObject toJson(const Template& checklist);
Result<Template> templateFromJson(const QJsonObject& json);

} // namespace fairlead::checklist
