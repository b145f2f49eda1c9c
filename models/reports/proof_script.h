#pragma once

#include <QStringList>

namespace fairlead::reports {

/// A Python program, line by line, that checks the chain of history.db in its working folder without any code of ours. It
/// prints "N rows, head HASH", or "broken at row N" and fails. Reports print it; a test runs it.
QStringList proofScript();

} // namespace fairlead::reports
