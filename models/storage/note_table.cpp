#include "models/storage/note_table.h"

namespace fairlead::storage {

Result<void> keepNote(Connection& connection, const QString& key, const QString& value)
{
    return value.isEmpty() ? connection.execute(QStringLiteral("DELETE FROM note WHERE key = CAST(? AS TEXT)"), {utf8(key)})
                           : connection.execute(QStringLiteral("INSERT INTO note (key, value) VALUES (CAST(? AS TEXT), CAST(? AS TEXT)) "
                                                               "ON CONFLICT DO UPDATE SET value = excluded.value"),
                                 {utf8(key), utf8(value)});
}

Result<QString> selectNote(const Connection& connection, const QString& key)
{
    const auto value = connection.value(QStringLiteral("SELECT CAST(value AS BLOB) FROM note WHERE key = CAST(? AS TEXT)"), {utf8(key)});
    return value ? Result<QString>(fromUtf8(*value)) : std::unexpected(value.error());
}

} // namespace fairlead::storage
