#pragma once

#include "app/ctl/command_line.h"
#include "app/wiring/session.h"

#include <memory>
#include <optional>

namespace fairlead::ctl {

/// --take-over REASON.
QCommandLineOption takeOverOption();

/// Its reason; empty text unless given, nothing where it is given without one, which is said.
std::optional<QString> takeOverReason(const CommandLine& line);

/// Opens @p workspace to act in it. Where somebody else does, begin() takes over when there is a reason; else it fails, and says
/// who holds it and how to take over.
Result<std::unique_ptr<wiring::Session>> openSession(const workspace::Workspace& workspace, const QString& takeOver);

} // namespace fairlead::ctl
