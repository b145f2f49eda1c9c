#include "ui/rollout/checks.h"

#include "models/domain/rollout/verbs.h"
#include "ui/common/ask_words.h"
#include "ui/common/formatters.h"
#include "ui/rollout/verb_words.h"
#include "ui/rollout/words.h"

#include <QCoreApplication>

#include <algorithm>

namespace fairlead::ui {

using rollout::Phase;
using rollout::Snapshot;

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("Checks", text);
}

Status statusOf(gate::Outcome outcome)
{
    return lookOf(outcome).status;
}

void addGates(std::vector<Check>& checks, const Snapshot& snapshot)
{
    if (snapshot.state.phase == Phase::ToStart || snapshot.verdicts.empty())
        return;
    const gate::Outcome worst = gate::worst(snapshot.verdicts);
    if (worst == gate::Outcome::Pass) {
        const auto count = snapshot.verdicts.size();
        Instant oldest = snapshot.at;
        for (const gate::Verdict& verdict : snapshot.verdicts)
            oldest = std::min(oldest, verdict.at);
        checks.push_back(
            {QStringLiteral("gates"), Status::Pass, count == 1 ? tr("The gate passes,") : tr("%1 of %1 gates pass,").arg(count),
                tr("read %1 ago").arg(lengthText(snapshot.at - oldest)), {}});
        return;
    }
    for (const gate::Verdict& verdict : snapshot.verdicts) {
        if (verdict.outcome == gate::Outcome::Pass)
            continue;
        checks.push_back({QStringLiteral("gate ") + verdict.metric, statusOf(verdict.outcome),
            QStringLiteral("%1: %2.").arg(conditionText(verdict.metric, verdict.condition), lookOf(verdict.outcome).word.toLower()),
            verdict.sentence, {}});
    }
}

void addWindow(std::vector<Check>& checks, const Snapshot& snapshot)
{
    const auto& window = snapshot.state.release.window;
    const QString key = QStringLiteral("window");
    if (!window)
        return;
    if (window->contains(snapshot.at))
        checks.push_back({key, Status::Pass, tr("Window open"), tr("until %1").arg(whenText(window->end(), snapshot.at, false)), {}});
    else if (snapshot.at < window->start())
        checks.push_back({key, Status::Marginal, tr("Window not open yet:"),
            tr("it opens at %1.").arg(whenText(window->start(), snapshot.at, false)), {}});
    else
        checks.push_back(
            {key, Status::Marginal, tr("Window is over:"), tr("it ended at %1.").arg(whenText(window->end(), snapshot.at, false)), {}});
}

bool soakUnfinished(const Snapshot& snapshot)
{
    return snapshot.soakDone && *snapshot.soakDone < snapshot.soakLength;
}

QString weights(const Snapshot& snapshot, int fromStage)
{
    QStringList words;
    const auto stages = rollout::stagesOf(snapshot.state.release.plan);
    for (std::size_t i = std::size_t(std::max(fromStage, 0)); i < stages.size(); ++i) {
        if (!stages[i].activation)
            words += stageText(stages[i], i == 0 ? nullptr : &stages[i - 1]);
    }
    return listText(words);
}

} // namespace

std::vector<Check> promoteChecks(const Snapshot& snapshot)
{
    std::vector<Check> checks;
    const rollout::State& state = snapshot.state;
    const bool start = state.phase == Phase::ToStart;
    addGates(checks, snapshot);
    addWindow(checks, snapshot);
    if (start && !state.release.checklist.isEmpty() && snapshot.startBlockers.isEmpty())
        checks.push_back({QStringLiteral("checklist"), Status::Pass, tr("Checklist"), tr("holds nothing any more"), {}});
    if (!snapshot.startBlockers.isEmpty() && start)
        checks.push_back({QStringLiteral("checklist"), Status::Fail, tr("Checklist holds the start:"),
            snapshot.startBlockers.join(QStringLiteral("; ")), {}});
    if (!start && snapshot.effective && !state.asked().isNothing())
        checks.push_back({QStringLiteral("effect"), Status::Pass, tr("%1 is observed,").arg(askText(state.asked())),
            tr("%1 of the calls").arg(shareText(snapshot.observation.share)), {}});
    if (!snapshot.effective)
        checks.push_back({QStringLiteral("effect"), Status::NotEffective, tr("Last command not effective:"),
            tr("%1 asked, %2 observed.").arg(askText(state.asked()), shareText(snapshot.observation.share)), {}});
    checks.push_back({QStringLiteral("back"), Status::Pass, tr("%1 can come back:").arg(fallbackVersion(state.release)),
        tr("Roll back sends 0\u00a0% in one command"), {}});
    if (snapshot.sourceLostSince)
        checks.push_back({QStringLiteral("source"), Status::NoData, tr("%1 does not answer").arg(state.release.source),
            tr("since %1; nothing can be judged.").arg(utcText(*snapshot.sourceLostSince)), {}});
    if (soakUnfinished(snapshot))
        checks.push_back({QStringLiteral("soak"), Status::Marginal, tr("Soak is not finished:"),
            tr("%1 of %2 are left. The early step is recorded as a deviation.")
                .arg(clockText(snapshot.soakLength - *snapshot.soakDone), clockText(snapshot.soakLength)),
            {}});
    const auto badness = [](Status status) {
        switch (status) {
        case Status::Pass: return 0;
        case Status::Marginal: return 1;
        case Status::Undecided: return 2;
        case Status::NoData: return 3;
        case Status::NotEffective: return 4;
        case Status::Fail: return 5;
        }
        return 0;
    };
    std::ranges::stable_sort(checks, {}, [&](const Check& check) { return badness(check.status); });
    return checks;
}

QString departure(const Snapshot& snapshot)
{
    const auto& window = snapshot.state.release.window;
    if (soakUnfinished(snapshot))
        return tr("required, because the soak is not finished");
    if (snapshot.state.phase != Phase::ToStart && !snapshot.verdicts.empty() && gate::worst(snapshot.verdicts) != gate::Outcome::Pass)
        return tr("required, because not all gates pass");
    if (window && !window->contains(snapshot.at))
        return tr("required, because the window is not open");
    return {};
}

std::vector<Check> rollbackSteps(const Snapshot& snapshot)
{
    const rollout::Release& release = snapshot.state.release;
    const QString deadline = lengthText(release.plan.effectDeadline);
    const QString later = weights(snapshot, rollout::stageOfStep(rollout::stagesOf(release.plan), snapshot.state.step) + 1);
    std::vector<Check> steps{
        {QStringLiteral("intent"), Status::Pass, tr("Intent"), tr("is written to the history before anything is sent."),
            QStringLiteral("file-text")},
        {QStringLiteral("send"), Status::Pass, tr("0\u00a0% goes to %1").arg(release.target),
            tr("at once, in one command, and is read back until it is observed. After %1 without effect it says so, and is sent again.")
                .arg(deadline),
            QStringLiteral("undo-2")},
        {QStringLiteral("proof"), Status::Pass, tr("%1 serves all calls:").arg(fallbackVersion(release)),
            tr("the share in the metrics has to fall to 0\u00a0% as well."), QStringLiteral("list-checks")},
    };
    steps.push_back({QStringLiteral("quarantine"), Status::Pass, tr("%1 is quarantined").arg(release.manifest.version),
        tr("until somebody releases it with a reason."), QStringLiteral("shield-x")});
    if (snapshot.state.registryChanged)
        steps.push_back({QStringLiteral("registry"), Status::Pass, tr("The registry"),
            tr("names %1 again as soon as no call reaches %2.").arg(fallbackVersion(release), release.manifest.version),
            QStringLiteral("library")});
    else
        steps.push_back({QStringLiteral("not"), Status::Pass, tr("Not done:"),
            later.isEmpty() ? tr("the registry is not changed.") : tr("the registry is not changed. Not sent: %1.").arg(later),
            QStringLiteral("circle-minus")});
    return steps;
}

std::vector<Check> afterRollback(const Snapshot& snapshot)
{
    const rollout::State& state = snapshot.state;
    std::vector<Check> lines;
    const QString down = gradualText(state, snapshot.at);
    const rollout::Command* command = state.currentCommand();
    const bool seen = command != nullptr && command->effect == rollout::CommandEffect::Effective;
    if (!down.isEmpty())
        lines.push_back(
            {QStringLiteral("gradual"), Status::Pass, down, tr("At once if a gate fails meanwhile."), QStringLiteral("trending-down")});
    if (state.phase == Phase::RollingBack && snapshot.effectDue && snapshot.at < *snapshot.effectDue)
        lines.push_back({QStringLiteral("due"), Status::Pass, tr("At %1,").arg(utcText(*snapshot.effectDue)),
            (!state.asked().isNothing() ? tr("if %3 is not observed for %1, it counts as not effective; it is sent again at %2.")
                                        : tr("if requests still reach %1, it counts as not effective; %3 is sent again at %2."))
                .arg(state.release.manifest.version, timeText(*snapshot.effectDue + state.release.plan.effectDeadline),
                    askText(state.asked())),
            QStringLiteral("clock")});
    else if (state.phase == Phase::RollingBack && (down.isEmpty() || !seen))
        lines.push_back({QStringLiteral("again"), Status::Pass, tr("%1 is sent again").arg(askText(state.asked())),
            (!state.asked().isNothing() ? tr("until it is observed for %1.") : tr("until no request reaches %1."))
                .arg(state.release.manifest.version),
            QStringLiteral("refresh-cw")});
    if (snapshot.quarantine && state.phase == Phase::RolledBack)
        lines.push_back({QStringLiteral("quarantine"), Status::Pass, tr("Release from quarantine"),
            tr("comes first: until then no attempt at %1 can start.").arg(snapshot.quarantine->version), QStringLiteral("shield-x")});
    if (state.phase == Phase::RolledBack)
        lines.push_back({QStringLiteral("again"), Status::Pass, tr("Prepare again"),
            tr("makes a new attempt from the manifest as it is then; this one stays in the history."), QStringLiteral("rotate-ccw")});
    if (state.aborting)
        lines.push_back(
            {QStringLiteral("kept"), Status::Pass, tr("The plan is kept:"), tr("Try again begins it anew."), QStringLiteral("refresh-cw")});
    else if (state.phase == Phase::RollingBack)
        lines.push_back({QStringLiteral("quarantine"), Status::Pass, tr("Then %1 is quarantined").arg(state.release.manifest.version),
            tr("until somebody releases it with a reason."), QStringLiteral("shield-x")});
    const QString later = weights(snapshot, rollout::stageOfStep(rollout::stagesOf(state.release.plan), state.step) + 1);
    if (state.registryChanged)
        lines.push_back({QStringLiteral("registry"), Status::Pass, tr("The registry"),
            tr("names %1 again as soon as no call reaches %2.").arg(fallbackVersion(state.release), state.release.manifest.version),
            QStringLiteral("library")});
    else
        lines.push_back({QStringLiteral("not"), Status::Pass, tr("Not done:"),
            later.isEmpty() ? tr("the registry is unchanged.") : tr("the registry is unchanged. Not sent: %1.").arg(later),
            QStringLiteral("circle-minus")});
    return lines;
}

} // namespace fairlead::ui
