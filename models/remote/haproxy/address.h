#pragma once

#include "models/base/error.h"

#include <QString>

namespace fairlead::remote::haproxy {

/// Where a Runtime API listens: "unix:/run/haproxy/admin.sock" or "tcp:127.0.0.1:9999".
struct Address {
    QString path; ///< absolute path of the socket; empty for TCP
    QString host;
    quint16 port = 0;

    /// InvalidInput for anything else, and for a path that the system cannot hold (over 107 bytes).
    static Result<Address> parse(const QString& text);

    bool isUnix() const { return !path.isEmpty(); }
    QString toText() const;
    /// The same place in socat's words: "UNIX-CONNECT:/run/haproxy/admin.sock".
    QString forSocat() const;

    bool operator==(const Address&) const = default;
};

} // namespace fairlead::remote::haproxy
