#include "models/engine/release_log.h"

#include "models/base/future.h"

#include <QThread>

namespace fairlead::engine {

ReleaseLog::ReleaseLog(ports::HistoryStore& history, rollout::State state, QObject* parent)
    : QObject(parent)
    , m_history(history)
    , m_state(std::move(state))
{
}

void ReleaseLog::append(
    const QString& kind, const QString& who, const QString& why, const QJsonObject& data, std::function<void(const audit::Record&)> then)
{
    Q_ASSERT(QThread::currentThread() == thread());
    audit::Entry entry{kind, who, m_state.release.id.text(), m_state.release.title(), why, data};
    ++m_pending;
    whenDone(m_history.append(std::move(entry)), this, [this, then = std::move(then)](const Result<audit::Record>& record) {
        --m_pending;
        if (!record) {
            Q_EMIT failed(record.error());
            return;
        }
        fold(*record);
        if (then) {
            then(*record);
        }
    });
}

void ReleaseLog::fold(const audit::Record& record)
{
    m_state = rollout::apply(std::move(m_state), record);
    Q_EMIT recorded(record);
}

} // namespace fairlead::engine
