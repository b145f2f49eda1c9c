#pragma once

#include "models/base/problem.h"

#include <QString>

#include <vector>

namespace fairlead::formats {

struct YamlEntry;

/// One value of a YAML file with its place. Scalars keep the text as written: "1.10" stays "1.10", "no" stays "no".
struct YamlNode {
    enum class Kind { Null, Scalar, Sequence, Map };

    Kind kind = Kind::Null;
    Position at; ///< of the first character, quotes included
    bool quoted = false; ///< in quotes or a block: certainly text, never a number or a truth value
    QString text; ///< Scalar only
    std::vector<YamlNode> items; ///< Sequence only
    std::vector<YamlEntry> entries; ///< Map only, duplicates included, in the order of the file
};

struct YamlEntry {
    QString key;
    Position keyAt;
    YamlNode value;
};

} // namespace fairlead::formats
