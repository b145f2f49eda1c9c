#include "app/ctl/command_line.h"
#include "app/ctl/commands.h"
#include "app/ctl/find_release.h"
#include "app/ctl/output.h"
#include "app/ctl/status_json.h"

namespace fairlead::ctl {

int rolloutStatus(const QStringList& words)
{
    const Usage usage{QStringLiteral("rollout status"),
        QStringLiteral("Says where a release stands, by the history; also beside a running console."),
        QStringLiteral("fairleadctl rollout status latest --workspace releases/ --json"), {QStringLiteral("RELEASE")}, {workspaceOption()}};
    int exit = kFine;
    const std::optional<CommandLine> line = CommandLine::parse(usage, words, exit);
    if (!line) {
        return exit;
    }
    const Result<storage::ReadOnlyHistory> history = openHistory(line->value(QStringLiteral("workspace")));
    const Result<rollout::State> state
        = history ? findRelease(*history, line->argument(0)) : Result<rollout::State>(std::unexpected(history.error()));
    if (!state) {
        say(state.error());
        return exitOf(state.error().code);
    }
    if (line->json()) {
        printJson(statusJson(*state));
    } else {
        say(QStringLiteral("%1 to %2: %3, asked %4\u00a0%. %5")
                .arg(state->release.title(), state->release.environment, toString(state->phase))
                .arg(state->asked().weight.value())
                .arg(state->rollbackWhy.isEmpty() ? state->holdWhy : state->rollbackWhy));
    }
    return kFine;
}

} // namespace fairlead::ctl
