#pragma once

#include "models/base/instant.h"

#include <QString>
#include <QStringList>

namespace fairlead::calendar {

/// A time in which nothing that is named may grow. Rollbacks are never frozen.
struct Freeze {
    QString name; ///< "Black Friday"
    Span span;
    QString reason; ///< may be empty
    QStringList environments; ///< empty: all
    QStringList components; ///< empty: all

    bool operator==(const Freeze&) const = default;
};

} // namespace fairlead::calendar
