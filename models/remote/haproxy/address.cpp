#include "models/remote/haproxy/address.h"

#include <QDir>
#include <QFile>
#include <QRegularExpression>

namespace fairlead::remote::haproxy {

Result<Address> Address::parse(const QString& text)
{
    // sockaddr_un::sun_path holds 108 bytes, the last one a zero (unix(7)).
    constexpr qsizetype longestPath = 107;
    static const QRegularExpression tcp(QStringLiteral("\\Atcp:(\\[[0-9a-fA-F:.]+\\]|[A-Za-z0-9._-]+):([0-9]{1,5})\\z"));

    if (text.startsWith(QLatin1String("unix:"))) {
        const QString path = text.mid(5);
        if (!QDir::isAbsolutePath(path) || path.contains(QLatin1Char('"')) || path.contains(QLatin1Char('\n'))) {
            return fail(ErrorCode::InvalidInput, QStringLiteral("unix: must be followed by an absolute path"));
        }
        if (QFile::encodeName(path).size() > longestPath) {
            return fail(ErrorCode::InvalidInput, QStringLiteral("the socket's path is longer than %1 bytes").arg(longestPath));
        }
        return Address{path, {}, 0};
    }
    const auto match = tcp.match(text);
    const uint port = match.captured(2).toUInt();
    if (!match.hasMatch() || port == 0 || port > 65535) {
        return fail(ErrorCode::InvalidInput, QStringLiteral("must be unix:/path/of/socket or tcp:host:port"));
    }
    return Address{{}, match.captured(1), static_cast<quint16>(port)};
}

QString Address::toText() const
{
    return isUnix() ? QStringLiteral("unix:%1").arg(path) : QStringLiteral("tcp:%1:%2").arg(host).arg(port);
}

QString Address::forSocat() const
{
    return isUnix() ? QStringLiteral("UNIX-CONNECT:%1").arg(path) : QStringLiteral("TCP:%1:%2").arg(host).arg(port);
}

} // namespace fairlead::remote::haproxy
