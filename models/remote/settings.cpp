#include "models/remote/settings.h"

#include "models/base/duration.h"

#include <QRegularExpression>

namespace fairlead::remote {

Settings::Settings(QString where, QMap<QString, QString> values)
    : m_where(std::move(where))
    , m_values(std::move(values))
{
}

Result<void> Settings::expectOnly(const QStringList& known) const
{
    for (auto it = m_values.keyBegin(); it != m_values.keyEnd(); ++it) {
        if (!known.contains(*it)) {
            return refuse(*it, QStringLiteral("is not a setting of this driver. It knows: %1").arg(known.join(QStringLiteral(", "))));
        }
    }
    return {};
}

Result<QString> Settings::text(const QString& key) const
{
    const QString value = m_values.value(key).trimmed();
    if (value.isEmpty()) {
        return refuse(key, QStringLiteral("is missing"));
    }
    return value;
}

Result<QString> Settings::identifier(const QString& key) const
{
    static const QRegularExpression allowed(QStringLiteral("\\A[A-Za-z0-9_.:-]{1,200}\\z"));
    auto value = text(key);
    if (value && !allowed.match(*value).hasMatch()) {
        return refuse(key, QStringLiteral("\"%1\" may hold letters, digits and _ - . : only").arg(*value));
    }
    return value;
}

Result<Millis> Settings::length(const QString& key, Millis fallback, Millis least, Millis most) const
{
    if (!m_values.contains(key)) {
        return fallback;
    }
    const auto value = parseDuration(m_values.value(key));
    if (!value) {
        return refuse(key, value.error().message);
    }
    if (*value < least || *value > most) {
        return refuse(key, QStringLiteral("must be between %1 and %2").arg(toText(least), toText(most)));
    }
    return *value;
}

Result<QUrl> Settings::httpUrl(const QString& key) const
{
    const auto value = text(key);
    if (!value) {
        return std::unexpected(value.error());
    }
    QUrl url(*value, QUrl::StrictMode);
    const bool http = url.scheme() == QLatin1String("http") || url.scheme() == QLatin1String("https");
    if (!url.isValid() || !http || url.host().isEmpty()) {
        // The text itself is not repeated: a mistyped address may hold a password.
        return refuse(key, QStringLiteral("must be an address such as http://host:9090"));
    }
    if (!url.userInfo().isEmpty()) {
        return refuse(key, QStringLiteral("must not hold a user name or password: this file is shared"));
    }
    if (url.hasQuery() || url.hasFragment()) {
        return refuse(key, QStringLiteral("must end with the path, without ? or #"));
    }
    return url.adjusted(QUrl::StripTrailingSlash);
}

std::unexpected<Error> Settings::refuse(const QString& key, const QString& what) const
{
    return fail(ErrorCode::InvalidInput, QStringLiteral("Setting %1: %2.").arg(key, what), m_where);
}

} // namespace fairlead::remote
