#pragma once

#include "models/base/problem.h"

#include <QString>

#include <optional>

namespace fairlead::formats {

/// What a reader made of a file: the value, and everything that is wrong with the file, all at once.
/// The value is there exactly when @c problems holds no error; warnings may stand beside it.
template <typename T> struct Loaded {
    std::optional<T> value;
    Problems problems; ///< in the order of the file
    QString name; ///< of the thing, as far as it could be read; also of one that is refused
    Position at; ///< where that name stands; {0, 0} when the file has none

    bool valid() const { return value.has_value(); }
};

} // namespace fairlead::formats
