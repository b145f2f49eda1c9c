#pragma once

#include <QFuture>
#include <QFutureWatcher>
#include <QObject>

#include <utility>

namespace fairlead {

/// Runs @p then with the future's result on @p context's thread, always from its event loop; never, when @p context dies
/// first or the future is cancelled. (QFuture::then with a context asserts in Qt 6.4 when the context has died, which is
/// what happens to a request under way at the program's end.) Call it on @p context's thread.
template <typename T, typename Then> void whenDone(const QFuture<T>& future, QObject* context, Then then)
{
    auto* watcher = new QFutureWatcher<T>(context);
    QObject::connect(watcher, &QFutureWatcherBase::finished, context, [watcher, then = std::move(then)]() mutable {
        watcher->deleteLater();
        if (watcher->future().resultCount() > 0) {
            then(watcher->result());
        }
    });
    watcher->setFuture(future);
}

} // namespace fairlead
