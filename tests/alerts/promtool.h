#pragma once

#include <QByteArray>
#include <QStandardPaths>
#include <QString>
#include <QStringList>

#include <optional>

namespace promtool {

/// Is promtool installed? Its word is the specification; where it is absent, tests that ask it are skipped.
inline bool isHere()
{
    return !QStandardPaths::findExecutable(QStringLiteral("promtool")).isEmpty();
}

/// What promtool says of each of @p files; empty when it could not be asked. Files go to a folder of their own.
/// Duplicate rules are no error of promtool's: it says so and loads them, so that it is not asked for them.
std::optional<QList<bool>> accepts(const QList<QByteArray>& files);

/// The version it says of itself: "2.42.0"; empty when it says none.
QString version();

} // namespace promtool
