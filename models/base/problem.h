#pragma once

#include <QString>

#include <vector>

namespace fairlead {

/// A place in a text, both 1-based; 0 means "no such place" (a file that is missing has neither).
struct Position {
    int line = 0;
    int column = 0;

    bool operator==(const Position&) const = default;
};

enum class Severity { Error, Warning };

/// One thing that is wrong with a file that people wrote: what, where, and what to do about it.
/// The shape of design/cli.md: file, line, column, severity, code, message, help.
struct Problem {
    QString file; ///< as the user named it, or relative to the workspace
    Position at;
    Severity severity = Severity::Error;
    QString code; ///< stable, kebab-case: "duplicate-key", "unknown-key", "wrong-type", …
    QString message; ///< what is wrong, in one sentence
    QString help; ///< what to do; empty only where the message already says it

    bool operator==(const Problem&) const = default;
};

using Problems = std::vector<Problem>;

/// True if any of @p problems is an error (warnings alone leave a file usable).
bool hasErrors(const Problems& problems);

/// "file:line:column: error: message. help" for terminals and logs.
QString toText(const Problem& problem);

} // namespace fairlead
