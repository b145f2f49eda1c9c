#include "app/wiring/session.h"

#include <QDir>

namespace fairlead::wiring {

Session::Session(workspace::Workspace workspace, storage::WorkspaceLock lock)
    : m_workspace(std::move(workspace))
    , m_lock(std::move(lock))
    , m_registry(m_workspace)
    , m_endpoints(m_clock)
{
    m_thread.setObjectName(QStringLiteral("engine"));
}

Result<std::unique_ptr<Session>> Session::open(const workspace::Workspace& workspace, const QStringList& practiceArguments)
{
    Result<storage::WorkspaceLock> lock = storage::WorkspaceLock::acquire(workspace.directory);
    if (!lock) {
        return std::unexpected(lock.error());
    }
    std::unique_ptr<Session> session(new Session(workspace, std::move(*lock)));
    Result<std::unique_ptr<storage::SqliteHistory>> history
        = storage::SqliteHistory::open(QDir(workspace.directory).filePath(QStringLiteral("history.db")), session->m_clock);
    if (!history) {
        return std::unexpected(history.error());
    }
    session->m_practiceArguments = practiceArguments;
    session->m_history = std::move(*history);
    session->m_engine = new engine::Engine({*session->m_history, session->m_endpoints, session->m_registry, session->m_clock});
    session->m_engine->moveToThread(&session->m_thread);
    connect(&session->m_thread, &QThread::finished, session->m_engine, &QObject::deleteLater);
    session->m_thread.start();
    return session;
}

Session::~Session()
{
    m_thread.quit();
    m_thread.wait();
}

void Session::begin()
{
    if (!needsPracticeTarget(m_workspace)) {
        openEngine(m_workspace);
        return;
    }
    m_practice = std::make_unique<PracticeTarget>(m_workspace.directory, m_practiceArguments);
    connect(m_practice.get(), &PracticeTarget::ready, this, [this](const QString& url) {
        openEngine(withPracticeTarget(m_workspace, url));
        Q_EMIT practiceReady(url);
    });
    connect(m_practice.get(), &PracticeTarget::failed, this, [this](const Error& error) {
        Q_EMIT failed(error);
        openEngine(m_workspace); // history, checklists and reports work without any target
    });
    m_practice->start();
}

void Session::openEngine(const workspace::Workspace& workspace)
{
    QMetaObject::invokeMethod(m_engine, [engine = m_engine, workspace] { engine->open(workspace); });
}

} // namespace fairlead::wiring
