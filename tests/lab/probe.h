#pragma once

#include "models/base/error.h"

#include <QByteArray>
#include <QString>
#include <QUrl>

#include <functional>

namespace fairlead::lab {

/// A TCP port on loopback that nobody listens on now.
quint16 freePort();

struct ProbeAnswer {
    int status = 0;
    QByteArray body;
};

/// One HTTP request on a connection of its own; blocks for at most about 10 s.
Result<ProbeAnswer> httpRequest(const QByteArray& method, const QUrl& url, const QByteArray& body = {});

/// One line to a Runtime API socket (a path), and the answer; blocks for at most about 10 s.
Result<QByteArray> runtimeRequest(const QString& socketPath, const QByteArray& line);

/// Asks @p condition again and again until it holds; false after @p timeoutMs. Blocks: for servers that have no
/// way of saying that they are ready.
bool waitUntil(const std::function<bool()>& condition, int timeoutMs);

} // namespace fairlead::lab
