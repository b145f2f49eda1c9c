#pragma once

#include "models/base/error.h"

#include <QString>

namespace fairlead::console {

/// Writes the sample workspace into @p directory, which is made. Files that exist are left as they are, so that a sample
/// that somebody worked in is found again; the calendar is dated so that the sample's release is due now. Storage when a file cannot be
/// written.
Result<void> writeSample(const QString& directory);

/// The folder of the tour that leaves its files in @p directory, empty: what an earlier tour left there is removed. Conflict when
/// a workspace stands there that no tour made; it is left as it is.
Result<QString> freshTourWorkspace(const QString& directory);

/// Where the sample of this person stands: the platform's folder for application data.
QString sampleDirectory();

} // namespace fairlead::console
