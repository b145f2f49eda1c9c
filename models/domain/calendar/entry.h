#pragma once

#include "models/base/instant.h"

#include <QString>

namespace fairlead::calendar {

/// One planned deployment (row K1).
struct Entry {
    QString id; ///< date/component/version, unique in a calendar
    QString component;
    QString version;
    Span window;
    QString windowText; ///< as written: "14:00-16:00 UTC"
    QString owner;
    QString rollbackOwner;

    bool operator==(const Entry&) const = default;
};

} // namespace fairlead::calendar
