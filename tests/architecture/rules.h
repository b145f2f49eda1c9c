#pragma once

#include "tests/architecture/layer_table.h"

#include <QHash>
#include <QString>
#include <QStringList>

#include <vector>

namespace fairlead::architecture {

/// One place where the tree breaks a rule.
struct Violation {
    QString file; ///< relative to the tree
    int line = 0; ///< 1-based
    QString rule; ///< "layers", "order", "path", "pragma-once", "length", "colour", "words", "room"
    QString text; ///< what is wrong and what to do

    bool operator==(const Violation&) const = default;
};

/// Header name to the Qt modules that have it, read from Qt's include folder.
using QtHeaders = QHash<QString, QStringList>;
QtHeaders readQtHeaders(const QString& directory);

/// Looks at every .h and .cpp below app, ui and models of @p tree. Sorted by file and line.
std::vector<Violation> violationsOf(const QString& tree, const LayerTable& table, const QtHeaders& qt);

} // namespace fairlead::architecture
