#include "models/storage/sqlite/sqlite_error.h"

#include <QFileInfo>

#include <sqlite3.h>

namespace fairlead::storage {

Error sqliteError(int code, const QString& detail, const QString& path)
{
    const QString name = QFileInfo(path).fileName();
    switch (code & 0xff) { // extended codes keep the primary one in the low byte
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return {ErrorCode::Storage,
            QStringLiteral(
                "%1 is locked by another program. Nothing was read or written. Close that program, or try again when it is done.")
                .arg(name),
            path};
    case SQLITE_READONLY:
        return {ErrorCode::Storage,
            QStringLiteral("%1 is read-only. Nothing was written. Give yourself the right to write to the file and its folder.").arg(name),
            path};
    case SQLITE_FULL:
        return {ErrorCode::Storage,
            QStringLiteral("The disk is full: %1 cannot grow. Nothing was written. Free some space and try again.").arg(name), path};
    case SQLITE_CANTOPEN:
        return {ErrorCode::Storage,
            QStringLiteral("%1 cannot be opened. Nothing was read or written. Check the rights of the file and its folder.").arg(name),
            path};
    case SQLITE_NOTADB:
        return {ErrorCode::Corrupt,
            QStringLiteral("%1 is not an SQLite database. It was left as it is. Move it away, or restore it from a copy.").arg(name), path};
    case SQLITE_CORRUPT:
        return {
            ErrorCode::Corrupt, QStringLiteral("%1 is damaged: %2. Nothing was written. Restore it from a copy.").arg(name, detail), path};
    case SQLITE_IOERR:
        return {ErrorCode::Storage,
            QStringLiteral("The disk failed while %1 was read or written. Nothing was recorded. Check the disk and try again.").arg(name),
            path};
    default: return {ErrorCode::Storage, QStringLiteral("%1 refused: %2. Nothing was written.").arg(name, detail), path};
    }
}

} // namespace fairlead::storage
