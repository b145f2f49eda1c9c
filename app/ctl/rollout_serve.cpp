#include "app/ctl/command_line.h"
#include "app/ctl/commands.h"
#include "app/ctl/open_session.h"
#include "app/ctl/output.h"
#include "models/formats/workspace.h"

#include <QCoreApplication>
#include <QSocketNotifier>

#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <csignal>

namespace fairlead::ctl {

namespace {

/// The writing end of the pipe that a signal handler may use; handlers know no objects.
int wakeUp = -1; // NOLINT(cppcoreguidelines-avoid-non-const-global-variables)

void onSignal(int /*number*/)
{
    const char byte = 0;
    static_cast<void>(!write(wakeUp, &byte, 1));
}

/// Calls @p then from the event loop on SIGTERM and SIGINT.
void onEnd(QObject* context, const std::function<void()>& then)
{
    std::array<int, 2> ends{};
    if (pipe2(ends.data(), O_CLOEXEC | O_NONBLOCK) != 0) {
        return; // then a signal ends the program as it ends any other: what is recorded stays
    }
    wakeUp = ends[1];
    auto* notifier = new QSocketNotifier(ends[0], QSocketNotifier::Read, context);
    QObject::connect(notifier, &QSocketNotifier::activated, context, then);
    struct sigaction action{};
    action.sa_handler = onSignal;
    sigaction(SIGTERM, &action, nullptr);
    sigaction(SIGINT, &action, nullptr);
}

Usage usage()
{
    return {QStringLiteral("rollout serve"),
        QStringLiteral(
            "Carries on every release of a workspace that was started, without a window, until SIGTERM.\n"
            "Gives the workspace to the first console or run that asks for it, and ends. With --json each record is a line.\n"
            "Exit: 0 ended by a signal or handed over; 1 the workspace is not valid; 3 somebody else holds it, or out of reach."),
        QStringLiteral("fairleadctl rollout serve --workspace releases/"), {}, {workspaceOption(), takeOverOption()}};
}

/// Prints what happens and ends the program when it is over.
class Service : public QObject {
public:
    Service(wiring::Session& session, bool json)
        : m_session(session)
        , m_json(json)
    {
        connect(&session.engine(), &engine::Engine::recorded, this, [this](const auto& records) { print(records); });
        connect(&session.engine(), &engine::Engine::opened, this, [this] {
            if (!std::exchange(m_open, true)) {
                say(QStringLiteral("At work; SIGTERM ends it."));
            }
        });
        connect(&session.engine(), &engine::Engine::failed, this, [](const Error& error) { say(error); });
        connect(&session, &wiring::Session::failed, this, [this](const Error& error) {
            say(error);
            if (!m_session.custody().isActing() && !m_session.custody().asking && !m_acted) {
                QCoreApplication::exit(kOutOfReach);
            }
        });
        connect(&session, &wiring::Session::custodyChanged, this, [this](const wiring::Custody& custody) { take(custody); });
        m_acted = session.custody().isActing();
        onEnd(this, [] {
            say(QStringLiteral("Ended by a signal. What was started stays where it is; nothing is lost."));
            QCoreApplication::exit(kFine);
        });
    }

private:
    void take(const wiring::Custody& custody)
    {
        if (custody.isActing()) {
            m_acted = true;
        } else if (m_acted) {
            say(QStringLiteral("Handed over: %1").arg(custody.closed()));
            // Ends once the lease is given back: the session's end waits for the store.
            QTimer::singleShot(0, this, [] { QCoreApplication::exit(kFine); });
        }
    }
    void print(const std::vector<audit::Record>& records) const
    {
        if (!m_open) {
            return; // what was there before
        }
        for (const audit::Record& record : records) {
            if (m_json) {
                printLine(audit::toJson(record));
            } else {
                say(QStringLiteral("%1 %2 %3. %4").arg(record.at.toIso(), record.entry.object, record.entry.kind, record.entry.why));
            }
        }
    }

    wiring::Session& m_session;
    bool m_json;
    bool m_open = false;
    bool m_acted = false;
};

} // namespace

int rolloutServe(const QStringList& words)
{
    int exit = kFine;
    const std::optional<CommandLine> line = CommandLine::parse(usage(), words, exit);
    if (!line) {
        return exit;
    }
    const std::optional<QString> takeOver = takeOverReason(*line);
    if (!takeOver) {
        return kWrongUse;
    }
    const formats::LoadedWorkspace loaded = formats::readWorkspace(line->value(QStringLiteral("workspace")));
    say(loaded.problems);
    if (!loaded.valid()) {
        return kNo;
    }
    const Result<std::unique_ptr<wiring::Session>> session = openSession(*loaded.value, *takeOver);
    if (!session) {
        return kOutOfReach;
    }
    Service service(**session, line->json());
    (*session)->begin();
    return QCoreApplication::exec();
}

} // namespace fairlead::ctl
