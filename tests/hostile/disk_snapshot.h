#pragma once

#include <QCryptographicHash>
#include <QDateTime>
#include <QDirIterator>
#include <QFile>
#include <QFileInfo>
#include <QString>
#include <QStringList>

namespace fairlead::tests {

/// Every entry below @p directory with its size, time of change and content, as lines: equal lists mean that nothing changed.
inline QStringList snapshotOf(const QString& directory)
{
    QStringList lines;
    QDirIterator entries(directory, QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot, QDirIterator::Subdirectories);
    while (entries.hasNext()) {
        const QFileInfo info(entries.next());
        QByteArray hash;
        if (info.isFile() && !info.isSymLink()) {
            QFile file(info.filePath());
            if (file.open(QIODevice::ReadOnly)) {
                hash = QCryptographicHash::hash(file.readAll(), QCryptographicHash::Sha256).toHex();
            }
        }
        lines.append(QStringLiteral("%1 %2 %3 %4")
                .arg(info.filePath())
                .arg(info.size())
                .arg(info.lastModified().toMSecsSinceEpoch())
                .arg(QString::fromLatin1(hash)));
    }
    lines.sort();
    return lines;
}

} // namespace fairlead::tests
