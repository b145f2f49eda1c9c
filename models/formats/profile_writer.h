#pragma once

#include "models/domain/gate/rule.h"

#include <QByteArray>

namespace fairlead::formats {

/// The profile as readProfile() reads it back, keys always in the same order. The rules stand as a block of text, so that
/// comments and empty lines stay.
QByteArray writeProfile(const gate::RuleSet& set);

} // namespace fairlead::formats
