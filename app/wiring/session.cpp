#include "app/wiring/session.h"

#include "models/base/future.h"
#include "models/storage/workspace_lock.h"

#include <QDir>

namespace fairlead::wiring {

namespace {

constexpr Millis kLookAtCommands{50};
/// Longer than a target needs, shorter than the patience of whoever asks.
constexpr Millis kLongestHanding = std::chrono::seconds(2);

} // namespace

QString Custody::closed() const
{
    if (isActing()) {
        return {};
    }
    if (lost) {
        return QStringLiteral("Nobody carries out the releases: %1 is gone. Take over to act here.").arg(workspace::describe(holder));
    }
    return QStringLiteral("%1 carries out the releases; take over to act here.").arg(workspace::describe(holder));
}

Session::Session(workspace::Workspace workspace)
    : m_workspace(std::move(workspace))
    , m_registry(m_workspace)
    , m_endpoints(m_clock)
    , m_sleep(QDBusConnection::systemBus())
{
    m_thread.setObjectName(QStringLiteral("engine"));
    m_handing.setInterval(kLookAtCommands);
    connect(&m_handing, &QTimer::timeout, this, [this] {
        if (!m_fence->isBusy() || m_clock.elapsed() - m_handingSince > kLongestHanding) {
            m_handing.stop();
            giveBack(m_wish);
        }
    });
}

Result<std::unique_ptr<Session>> Session::open(const workspace::Workspace& workspace, const SessionOptions& options)
{
    // A version before the lease, if one is at work here, still holds the lock file.
    if (const Result<storage::WorkspaceLock> old = storage::WorkspaceLock::acquire(workspace.directory); !old) {
        return std::unexpected(old.error());
    }
    std::unique_ptr<Session> session(new Session(workspace));
    session->m_options = options;
    Result<std::unique_ptr<storage::SqliteHistory>> history
        = storage::SqliteHistory::open(QDir(workspace.directory).filePath(QStringLiteral("history.db")), session->m_clock);
    if (!history) {
        return std::unexpected(history.error());
    }
    session->m_history = std::move(*history);
    const workspace::Holder me = storage::thisProcess(workspace.person);
    QFuture<Result<storage::Lease>> claiming = session->m_history->claim({me, {}, {}});
    claiming.waitForFinished();
    if (const Result<storage::Lease> lease = claiming.result(); !lease) {
        const bool other = lease.error().code == ErrorCode::Conflict;
        if (!other || (!options.mayFollow && options.takeOver.isEmpty())) {
            return std::unexpected(lease.error());
        }
        session->m_custody.role = Custody::Role::Following;
        QFuture<Result<storage::News>> news = session->m_history->news({});
        news.waitForFinished();
        if (const Result<storage::News> found = news.result()) {
            session->m_custody.holder = found->lease.holder;
        }
    }
    session->m_follower = std::make_unique<Follower>(*session->m_history, session->m_clock, me);
    session->m_fence = std::make_unique<Fence>(session->m_history->lease());
    session->m_fencedRegistry = std::make_unique<FencedRegistry>(session->m_registry, *session->m_fence);
    session->m_fencedEndpoints = std::make_unique<FencedEndpoints>(session->m_endpoints, *session->m_fence);
    session->m_engine
        = new engine::Engine({*session->m_history, *session->m_fencedEndpoints, *session->m_fencedRegistry, session->m_clock});
    session->m_engine->moveToThread(&session->m_thread);
    connect(&session->m_thread, &QThread::finished, session->m_engine, &QObject::deleteLater);
    session->connectLease();
    session->m_thread.start();
    return session;
}

Session::~Session()
{
    m_thread.quit();
    m_thread.wait();
}

void Session::connectLease()
{
    const storage::LeaseKeeper* lease = &m_history->lease();
    connect(lease, &storage::LeaseKeeper::asked, this, &Session::handOver);
    connect(lease, &storage::LeaseKeeper::overtaken, this, &Session::lose);
    connect(m_follower.get(), &Follower::recorded, m_engine, &engine::Engine::takeNews);
    connect(m_follower.get(), &Follower::answered, m_engine, &engine::Engine::takeReadings);
    connect(m_follower.get(), &Follower::looked, this, &Session::takeLook);
    connect(m_follower.get(), &Follower::claimed, this,
        [this](const storage::Lease& /*lease*/, std::chrono::milliseconds grace) { takeLease(grace); });
    connect(m_follower.get(), &Follower::refused, this, [this](const Error& error) {
        Custody custody = m_custody;
        custody.asking = false;
        setCustody(custody);
        Q_EMIT failed(error);
    });
    connect(m_engine, &engine::Engine::releaseChanged, this, &Session::takeSnapshot);
}

void Session::takeSnapshot(const rollout::Snapshot& snapshot)
{
    const rollout::Phase phase = snapshot.state.phase;
    if (!rollout::isEnded(phase)) {
        m_follower->watch(snapshot.state.release.id);
    }
    if (rollout::isEnded(phase) || phase == rollout::Phase::ToStart || phase == rollout::Phase::Aborted) {
        m_underWay.erase(snapshot.state.release.id);
    } else {
        m_underWay.insert_or_assign(snapshot.state.release.id, snapshot.state.release.title());
    }
    refreshSleep();
}

void Session::refreshSleep()
{
    const bool wanted = m_custody.isActing() && !m_underWay.empty();
    m_sleep.setWanted(wanted, wanted ? QStringLiteral("%1 is being released.").arg(m_underWay.begin()->second) : QString());
}

void Session::begin()
{
    if (m_custody.isActing()) {
        act();
        return;
    }
    follow();
    if (!m_options.takeOver.isEmpty()) {
        takeOver(m_options.takeOver);
    }
}

void Session::act()
{
    if (!needsPracticeTarget(m_workspace)) {
        openEngine(m_workspace);
        return;
    }
    m_practice = std::make_unique<PracticeTarget>(m_workspace.directory, m_options.practiceArguments);
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
    if (m_custody.isActing()) { // the practice target may have taken its time
        QMetaObject::invokeMethod(m_engine, [this, engine = m_engine, workspace] {
            engine->open(workspace);
            QMetaObject::invokeMethod(this, [this] { m_live = m_custody.isActing(); });
        });
    }
}

void Session::follow()
{
    m_history->follow(m_custody.closed());
    QMetaObject::invokeMethod(
        m_engine, [engine = m_engine, workspace = m_workspace, closed = m_custody.closed()] { engine->follow(workspace, closed); });
    m_follower->start();
}

void Session::takeLook(const storage::Lease& lease, bool lost)
{
    if (m_custody.isActing()) {
        return;
    }
    Custody custody = m_custody;
    custody.holder = lease.holder;
    custody.lost = lost;
    setCustody(custody);
    QMetaObject::invokeMethod(m_engine, &engine::Engine::lookOn);
}

void Session::takeOver(const QString& why)
{
    if (m_custody.isActing() || m_custody.asking) {
        return;
    }
    if (why.trimmed().isEmpty()) {
        Q_EMIT failed({ErrorCode::InvalidInput, QStringLiteral("Not taken over: a reason is required."), {}});
        return;
    }
    Custody custody = m_custody;
    custody.asking = true;
    setCustody(custody);
    m_follower->takeOver(why.trimmed());
}

void Session::takeLease(std::chrono::milliseconds grace)
{
    m_fence->open();
    setCustody({});
    QTimer::singleShot(grace, this, [this] {
        if (m_custody.isActing()) {
            act();
        }
    });
}

void Session::handOver(const workspace::Wish& wish)
{
    if (!m_custody.isActing()) {
        return;
    }
    m_fence->close();
    m_wish = wish;
    m_handingSince = m_clock.elapsed();
    m_handing.start();
}

void Session::giveBack(const workspace::Wish& wish)
{
    if (!m_custody.isActing()) {
        return; // overtaken meanwhile
    }
    const Custody custody{Custody::Role::Following, wish.by, false, false};
    // Once the engine stands, nothing more is asked of the store; what was asked is written before the lease is given back.
    QMetaObject::invokeMethod(m_engine, [this, engine = m_engine, closed = custody.closed()] {
        engine->standDown(closed);
        QMetaObject::invokeMethod(this, [this] {
            whenDone(m_history->giveBack(), this, [this](const Result<void>& given) {
                if (!given) {
                    Q_EMIT failed(given.error());
                }
                m_follower->start();
            });
        });
    });
    setCustody(custody);
}

void Session::lose(const Error& error, const workspace::Holder& by)
{
    if (!m_custody.isActing()) {
        return;
    }
    m_fence->close();
    m_handing.stop();
    const Custody custody{Custody::Role::Following, by, false, false};
    QMetaObject::invokeMethod(m_engine, [engine = m_engine, closed = custody.closed()] { engine->standDown(closed); });
    setCustody(custody);
    m_follower->start();
    Q_EMIT failed(error);
}

void Session::setCustody(Custody custody)
{
    if (custody == m_custody) {
        return;
    }
    const bool reason = custody.closed() != m_custody.closed() && !custody.isActing() && !m_custody.isActing();
    m_custody = std::move(custody);
    m_live = m_live && m_custody.isActing();
    refreshSleep();
    if (reason) {
        QMetaObject::invokeMethod(
            m_engine, [engine = m_engine, closed = m_custody.closed(), lost = m_custody.lost] { engine->setClosed(closed, lost); });
    }
    Q_EMIT custodyChanged(m_custody);
}

} // namespace fairlead::wiring
