#pragma once

#include <QString>

#include <vector>

namespace fairlead::expression {

/// What is wrong with an expression, or went wrong while it was evaluated, and where in its text.
struct Fault {
    int column = 1; ///< 1-based, in UTF-16 code units of the text given
    int length = 1; ///< how many of them are meant; at least 1
    QString message; ///< one sentence
    QString help; ///< what to do; empty only where the message already says it

    bool operator==(const Fault&) const = default;
};

using Faults = std::vector<Fault>;

} // namespace fairlead::expression
