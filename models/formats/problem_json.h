#pragma once

#include "models/base/problem.h"

#include <QJsonArray>
#include <QJsonObject>

namespace fairlead::formats {

/// {"file","line","column","severity","code","message","help"}; line and column are null where there is none.
QJsonObject problemToJson(const Problem& problem);
QJsonArray problemsToJson(const Problems& problems);

} // namespace fairlead::formats
