#pragma once

#include "models/base/problem.h"

#include <QByteArray>
#include <QString>
#include <QStringList>

#include <optional>

namespace fairlead::formats {

/// A workspace's folder: the only place that its files may come from, links included. Thread: any.
class Folder {
public:
    /// @p directory must exist.
    explicit Folder(const QString& directory);

    QString path() const { return m_root; } ///< absolute, links resolved
    /// Files of @p sub and its folders that end in one of @p endings (".yaml"), as paths relative to the folder, sorted.
    QStringList files(const QString& sub, const QStringList& endings) const;
    /// Is @p relative a path that stays inside, links followed? A file that does not exist yet may be inside too.
    bool holds(const QString& relative) const;
    bool exists(const QString& relative) const;
    /// Codes: path-escapes and those of readSourceFile, all with @p relative as the file.
    std::optional<QByteArray> read(const QString& relative, Problems& problems) const;

private:
    QString m_root;
};

} // namespace fairlead::formats
