#pragma once

#include "models/base/error.h"
#include "tests/lab/lab.h"

#include <QString>

#include <vector>

namespace fairlead::lab {

struct LabWorkspace {
    double soakSeconds = 4.0; ///< of each step of the plan
    std::vector<int> weights{10, 25, 50, 75, 100}; ///< its steps
    bool checklist = true; ///< one holds the start
};

/// Writes a workspace that rolls data_analyst 2.0.0 out on @p lab into the folder @p directory: target "haproxy-lab" (through
/// the recording relay, so that what HAProxy was told can be compared with a history), source "prometheus-lab", plan
/// "seconds". Existing files of the same names are replaced.
Result<void> writeWorkspace(const Lab& lab, const QString& directory, const LabWorkspace& wanted);
Result<void> writeWorkspace(const Lab& lab, const QString& directory, double soakSeconds = 4.0);

} // namespace fairlead::lab
