#pragma once

#include "models/base/error.h"

#include <QFuture>
#include <QPromise>

#include <memory>

namespace fairlead::remote {

/// The open end of a call: holds the promise and finishes it once. A second finish() is ignored, so that
/// whichever comes first (answer, time-out, end of the driver) decides. Shared by the callbacks of one call;
/// one that is dropped unfinished ends its future with Unknown, so that nobody waits forever.
template <typename T> class Pending {
public:
    static std::shared_ptr<Pending> create() { return std::make_shared<Pending>(); }

    Pending() { m_promise.start(); }
    Pending(const Pending&) = delete;
    Pending& operator=(const Pending&) = delete;
    ~Pending() { finish(fail(ErrorCode::Unknown, QStringLiteral("The call was given up before an answer came."))); }

    QFuture<Result<T>> future() const { return m_promise.future(); }

    void finish(Result<T> result)
    {
        if (m_finished) {
            return;
        }
        // Own state first: finishing runs continuations at once.
        m_finished = true;
        m_promise.addResult(std::move(result));
        m_promise.finish();
    }

private:
    QPromise<Result<T>> m_promise;
    bool m_finished = false;
};

} // namespace fairlead::remote
