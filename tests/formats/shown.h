#pragma once

#include "models/base/problem.h"

#include <QString>
#include <QStringList>

namespace fairlead::formats {

/// "3:5 unknown-key" and "3:5 mojibake?" for a warning: short enough to be compared as a list.
inline QString shown(const Problem& problem)
{
    const QString mark = problem.severity == Severity::Warning ? QStringLiteral("?") : QString();
    return QStringLiteral("%1:%2 %3%4").arg(problem.at.line).arg(problem.at.column).arg(problem.code, mark);
}

inline QString shown(const Problems& problems)
{
    QStringList lines;
    for (const Problem& problem : problems) {
        lines.append(shown(problem));
    }
    return lines.join(QStringLiteral(", "));
}

/// The same with the file's name in front, for workspaces.
inline QStringList shownWithFiles(const Problems& problems)
{
    QStringList lines;
    for (const Problem& problem : problems) {
        lines.append(problem.file + QLatin1Char(' ') + shown(problem));
    }
    return lines;
}

} // namespace fairlead::formats
