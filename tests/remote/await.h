#pragma once

#include "models/base/error.h"

#include <QFuture>
#include <QTest>

namespace fairlead {

/// Lets events run until @p future has ended. A call that never ends is a defect of its own: the error says so.
template <typename T> Result<T> await(const QFuture<Result<T>>& future)
{
    if (!QTest::qWaitFor([&future] { return future.isFinished(); }, 60'000)) {
        return fail(ErrorCode::Corrupt, QStringLiteral("The call never ended."));
    }
    return future.result();
}

/// "refused: HAProxy said: …" for a test's message; "fine" where there is no error.
template <typename T> QByteArray words(const Result<T>& result)
{
    return result ? QByteArray("fine") : (toString(result.error().code) + QStringLiteral(": ") + result.error().message).toUtf8();
}

/// "refused", "unknown" …; "fine" where there is no error.
template <typename T> QString codeOf(const Result<T>& result)
{
    return result ? QStringLiteral("fine") : toString(result.error().code);
}

} // namespace fairlead
