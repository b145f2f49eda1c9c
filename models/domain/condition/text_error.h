#pragma once

#include <QString>

#include <vector>

namespace fairlead::condition {

/// What is wrong with a text of the condition language, and where in it.
struct TextError {
    int column = 1; ///< 1-based, in UTF-16 code units of the text given
    int length = 1; ///< how many of them are meant; at least 1
    QString message; ///< one sentence
    QString help; ///< what to write instead; never empty

    bool operator==(const TextError&) const = default;
};

} // namespace fairlead::condition
