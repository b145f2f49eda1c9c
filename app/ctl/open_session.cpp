#include "app/ctl/open_session.h"

#include "app/ctl/output.h"

namespace fairlead::ctl {

QCommandLineOption takeOverOption()
{
    return {QStringLiteral("take-over"),
        QStringLiteral("Takes over where another console or run holds the workspace, for this reason. It is asked first; whoever does not "
                       "answer within 5 s is overtaken."),
        QStringLiteral("REASON")};
}

std::optional<QString> takeOverReason(const CommandLine& line)
{
    const QString reason = line.value(QStringLiteral("take-over")).trimmed();
    if (line.has(QStringLiteral("take-over")) && reason.isEmpty()) {
        say(QStringLiteral("--take-over needs a reason, which is recorded."));
        return std::nullopt;
    }
    return reason;
}

Result<std::unique_ptr<wiring::Session>> openSession(const workspace::Workspace& workspace, const QString& takeOver)
{
    Result<std::unique_ptr<wiring::Session>> session = wiring::Session::open(workspace, {{}, false, takeOver});
    if (!session) {
        say(session.error());
        if (session.error().code == ErrorCode::Conflict) {
            say(QStringLiteral("--take-over REASON asks it for the workspace and goes on here; “fairleadctl rollout status” only looks."));
        }
        return session;
    }
    QObject::connect(session->get(), &wiring::Session::custodyChanged, session->get(), [](const wiring::Custody& custody) {
        if (custody.isActing()) {
            say(QStringLiteral("The releases of this workspace are carried out here now."));
        } else if (custody.asking && !custody.lost) {
            say(QStringLiteral("%1 is asked to hand over; without an answer within 5 s it is overtaken.")
                    .arg(workspace::describe(custody.holder)));
        }
    });
    return session;
}

} // namespace fairlead::ctl
