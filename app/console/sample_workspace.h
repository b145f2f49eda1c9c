#pragma once

#include "models/base/error.h"

#include <QString>

namespace fairlead::console {

/// Writes the sample workspace into @p directory, which is made. Files that exist are left as they are, so that a sample
/// that somebody worked in is found again. Storage when a file cannot be written.
Result<void> writeSample(const QString& directory);

/// Where the sample of this person stands: the platform's folder for application data.
QString sampleDirectory();

} // namespace fairlead::console
