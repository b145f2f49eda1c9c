#include "models/formats/folder.h"

#include "models/formats/source_text.h"

#include <QDir>
#include <QDirIterator>
#include <QFileInfo>

#include <algorithm>

namespace fairlead::formats {

namespace {
/// More files than this in one place are no workspace but a wrong folder.
constexpr qsizetype kMostFiles = 20'000;
} // namespace

Folder::Folder(const QString& directory)
    : m_root(QFileInfo(directory).canonicalFilePath())
{
}

QStringList Folder::files(const QString& sub, const QStringList& endings) const
{
    QStringList found;
    QDirIterator entries(m_root + QLatin1Char('/') + sub, QDir::Files | QDir::System | QDir::NoDotAndDotDot, QDirIterator::Subdirectories);
    while (entries.hasNext() && found.size() < kMostFiles) {
        const QString path = entries.next();
        const bool wanted = std::ranges::any_of(endings, [&](const QString& ending) { return path.endsWith(ending); });
        if (wanted && !entries.fileName().startsWith(QLatin1Char('.'))) {
            found.append(path.mid(m_root.size() + 1));
        }
    }
    found.sort();
    return found;
}

bool Folder::holds(const QString& relative) const
{
    const QString clean = QDir::cleanPath(relative);
    const bool leaves = QDir::isAbsolutePath(relative) || clean == QLatin1String("..") || clean.startsWith(QLatin1String("../"));
    if (leaves) {
        return false;
    }
    const QString real = QFileInfo(m_root + QLatin1Char('/') + clean).canonicalFilePath();
    return real.isEmpty() || real == m_root || real.startsWith(m_root + QLatin1Char('/'));
}

bool Folder::exists(const QString& relative) const
{
    return QFileInfo::exists(m_root + QLatin1Char('/') + relative);
}

std::optional<QByteArray> Folder::read(const QString& relative, Problems& problems) const
{
    if (!holds(relative)) {
        problems.push_back(
            {relative, {}, Severity::Error, QStringLiteral("path-escapes"), QStringLiteral("The file lies outside of the workspace."),
                QStringLiteral("Put it into the workspace's folder; links that lead out are not followed.")});
        return std::nullopt;
    }
    Loaded<QByteArray> loaded = readSourceFile(m_root + QLatin1Char('/') + relative, relative);
    problems.insert(problems.end(), loaded.problems.begin(), loaded.problems.end());
    return loaded.value;
}

} // namespace fairlead::formats
