#include "models/base/problem.h"

#include <algorithm>

namespace fairlead {

bool hasErrors(const Problems& problems)
{
    return std::ranges::any_of(problems, [](const Problem& p) { return p.severity == Severity::Error; });
}

QString toText(const Problem& problem)
{
    QString text = problem.file;
    if (problem.at.line > 0) {
        text += QStringLiteral(":%1").arg(problem.at.line);
    }
    if (problem.at.column > 0) {
        text += QStringLiteral(":%1").arg(problem.at.column);
    }
    text += problem.severity == Severity::Error ? QStringLiteral(": error: ") : QStringLiteral(": warning: ");
    text += problem.message;
    if (!problem.help.isEmpty()) {
        text += QLatin1Char(' ') + problem.help;
    }
    return text;
}

} // namespace fairlead
