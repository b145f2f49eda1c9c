#pragma once

#include "models/base/error.h"

#include <QByteArray>
#include <QString>

namespace fairlead::formats {

/// The component file @p bytes with @p version as its production version, and among its versions. Everything else,
/// comments and layout included, stays byte for byte. @p file is the name in errors.
/// InvalidInput when the file is not a valid component; Unsupported when it is written in a way that cannot be
/// changed without touching the rest (nothing is changed then: the message says which line to edit by hand).
Result<QByteArray> withProduction(const QString& file, const QByteArray& bytes, const QString& version);

} // namespace fairlead::formats
