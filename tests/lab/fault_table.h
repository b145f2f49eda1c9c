#pragma once

#include "models/base/error.h"

#include <QList>
#include <QString>
#include <QStringList>

namespace fairlead::lab {

/// A Markdown table; the first row is its head.
QString markdownTable(const QList<QStringList>& rows);

/// Holds a table against the one that stands in the Markdown file @p path between the lines "<!-- NAME -->" and
/// "<!-- end of NAME -->". Corrupt, with the lines that differ, where they do; Storage or NotFound where there is no such
/// place. With the environment variable FAIRLEAD_WRITE_HELP set it writes the table there instead.
Result<void> holdAgainstHelp(const QString& path, const QString& name, const QString& table);

} // namespace fairlead::lab
