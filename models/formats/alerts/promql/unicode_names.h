#pragma once

#include <QString>

namespace fairlead::formats::alerts::promql {

/// Is @p name a category ("L", "Lu") or a script ("Greek") that \p{…} of RE2 knows (Unicode 13, as in Go 1.19)?
bool isUnicodeClass(const QString& name);

} // namespace fairlead::formats::alerts::promql
