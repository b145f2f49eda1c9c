#pragma once

#include <QString>

namespace fairlead::formats::alerts::promql {

/// What can be said of a regular expression without running it.
struct RegexSyntax {
    QString fault; ///< what RE2 refuses, in one sentence; empty when it accepts the expression
    bool matchesEmpty = false; ///< does the whole of it match the empty text?
};

/// Checks @p pattern against the syntax of RE2 as Go 1.19 has it (github.com/google/re2/wiki/Syntax): no lookaround, no back
/// references, no possessive or atomic groups, at most 1,000 repetitions.
RegexSyntax readRegex(const QString& pattern);

} // namespace fairlead::formats::alerts::promql
