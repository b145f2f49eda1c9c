#include "app/wiring/programs.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QStandardPaths>

namespace fairlead::wiring {

Result<QString> findProgram(const QString& name)
{
    const QString beside = QCoreApplication::applicationDirPath() + QLatin1Char('/') + name;
    if (QFileInfo(beside).isExecutable()) {
        return beside;
    }
    const QString onPath = QStandardPaths::findExecutable(name);
    if (!onPath.isEmpty()) {
        return onPath;
    }
    return fail(
        ErrorCode::NotFound, QStringLiteral("The program %1 is missing. Build it with ./dev build, or install Fairlead again.").arg(name));
}

} // namespace fairlead::wiring
