#pragma once

#include "models/base/error.h"
#include "models/base/instant.h"

#include <QMap>
#include <QString>
#include <QStringList>
#include <QUrl>

namespace fairlead::remote {

/// Reads the settings of one endpoint. Every error is InvalidInput, names the key, and has the
/// endpoint ("target haproxy-eu") as its place.
class Settings {
public:
    Settings(QString where, QMap<QString, QString> values);

    const QString& where() const { return m_where; }

    /// Refuses keys that are not in @p known.
    Result<void> expectOnly(const QStringList& known) const;
    /// A text that must be there and not be empty.
    Result<QString> text(const QString& key) const;
    /// A text that may be missing; empty then.
    QString optional(const QString& key) const { return m_values.value(key); }
    /// A name that a remote system takes as an identifier: letters, digits and "_ - . :" only.
    /// Everything else is refused here, because such names are written into command lines and paths.
    Result<QString> identifier(const QString& key) const;
    /// A length such as "5s"; @p fallback where the key is missing. Outside [@p least, @p most] is refused.
    Result<Millis> length(const QString& key, Millis fallback, Millis least, Millis most) const;
    /// An http or https address without user name, password, query or fragment. No trailing slash.
    Result<QUrl> httpUrl(const QString& key) const;

    std::unexpected<Error> refuse(const QString& key, const QString& what) const;

private:
    QString m_where;
    QMap<QString, QString> m_values;
};

} // namespace fairlead::remote
