#pragma once

#include <QString>

#include <vector>

namespace fairlead::formats::alerts {

/// What is wrong with a text inside of a file (an expression, a template), and where in it.
struct Fault {
    qsizetype offset = 0; ///< of a UTF-16 code unit of the text, from 0; may be its end
    QString message; ///< one sentence

    bool operator==(const Fault&) const = default;
};

using Faults = std::vector<Fault>;

} // namespace fairlead::formats::alerts
