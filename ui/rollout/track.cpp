#include "ui/rollout/track.h"

#include "ui/common/ask_words.h"
#include "ui/common/formatters.h"
#include "ui/rollout/words.h"

#include <QCoreApplication>

#include <algorithm>

namespace fairlead::ui {

using rollout::Phase;

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("StepTrack", text);
}

constexpr Millis kLongSoak = std::chrono::hours(1);

/// "12 h", "2 d": for lengths of which the small part does not matter.
QString roundText(Millis length)
{
    using namespace std::chrono;
    if (length < minutes(1))
        return lengthText(floor<seconds>(length));
    if (length >= hours(48))
        return lengthText(floor<days>(length));
    return lengthText(length >= hours(1) ? Millis(floor<hours>(length)) : Millis(floor<minutes>(length)));
}

QString between(const rollout::StageTimes& times, Instant now)
{
    if (!times.entered)
        return {};
    return times.left ? stretchText(*times.entered, *times.left, now) : momentText(*times.entered, now);
}

/// Words under the cell that the release stands in.
QString nowBelow(const rollout::Snapshot& snapshot, const rollout::StageTimes& times)
{
    if (!snapshot.soakDone)
        return times.entered ? tr("since %1").arg(secondText(*times.entered, snapshot.at)) : QString();
    const bool hours = snapshot.soakLength >= kLongSoak;
    const QString clock = hours ? tr("%1 of %2").arg(roundText(*snapshot.soakDone), roundText(snapshot.soakLength))
                                : tr("%1 of %2").arg(clockText(*snapshot.soakDone), clockText(snapshot.soakLength));
    if (hours && snapshot.soakEnds)
        return tr("till %1, %2").arg(momentText(*snapshot.soakEnds, snapshot.at), clock);
    if (snapshot.soakEnds && times.entered)
        return tr("%1–%2, %3").arg(momentText(*times.entered, snapshot.at), momentText(*snapshot.soakEnds, snapshot.at), clock);
    return tr("%1, clock stopped").arg(clock);
}

QString failedBelow(const rollout::Snapshot& snapshot, const rollout::StageTimes& times)
{
    if (!times.entered || !times.left)
        return between(times, snapshot.at);
    return tr("%1, after %2").arg(between(times, snapshot.at), clockText(*times.left - *times.entered));
}

double progressOf(const rollout::Snapshot& snapshot)
{
    if (!snapshot.soakDone || snapshot.soakLength.count() <= 0)
        return 0.0;
    return std::clamp(double(snapshot.soakDone->count()) / double(snapshot.soakLength.count()), 0.0, 1.0);
}

QString noteOf(const rollout::Stage& stage, CellState state, bool over, bool byPerson)
{
    if (over) {
        switch (state) {
        case CellState::Done: return tr("passed");
        case CellState::Failed: return byPerson ? tr("taken back") : tr("failed");
        default: return tr("not reached");
        }
    }
    if (stage.activation)
        return tr("registry");
    const QString length = lengthText(stage.soak);
    if (stage.soak <= Millis(0))
        return {};
    return state == CellState::ToCome ? length : tr("%1 soak").arg(length);
}

/// While the clock stands, nobody knows when later steps begin.
QString aboutBelow(const rollout::Snapshot& snapshot, const rollout::Course* course, std::size_t stage)
{
    const bool stands = !snapshot.soakEnds && (snapshot.soakDone || snapshot.state.holdNeedsPerson);
    if (course == nullptr || stands || snapshot.state.phase == Phase::ToStart || !course->stages[stage].expected)
        return {};
    const Instant begins = course->stages[stage].expected->begin;
    const QString moment = momentText(begins, snapshot.at);
    return tr("about %1").arg(moment == timeText(begins, false) ? bothTimes(begins, false) : moment);
}

} // namespace

std::vector<TrackCell> trackOf(const rollout::Snapshot& snapshot, const rollout::Course* course)
{
    const rollout::State& state = snapshot.state;
    const auto stages = rollout::stagesOf(state.release.plan);
    const int current = state.phase == Phase::ToStart ? -1 : rollout::stageOfStep(stages, state.step);
    const bool over = state.phase == Phase::RollingBack || state.phase == Phase::RolledBack;
    std::vector<TrackCell> cells;
    for (int i = 0; i < int(stages.size()); ++i) {
        const rollout::Stage& stage = stages[std::size_t(i)];
        const rollout::StageTimes times
            = std::size_t(i) < state.stageTimes.size() ? state.stageTimes[std::size_t(i)] : rollout::StageTimes{};
        TrackCell cell;
        cell.title = stageText(stage, i == 0 ? nullptr : &stages[std::size_t(i - 1)]);
        if (i < current || (i == current && state.phase == Phase::Activated)) {
            cell.state = CellState::Done;
            cell.progress = 1.0;
            cell.below = times.left ? tr("%1 passed").arg(between(times, snapshot.at)) : between(times, snapshot.at);
        } else if (i == current) {
            cell.state = stateUnderWay(state.phase);
            cell.progress = progressOf(snapshot);
            cell.below = over ? failedBelow(snapshot, times) : nowBelow(snapshot, times);
        } else {
            cell.state = over ? CellState::NotReached : CellState::ToCome;
            cell.below = aboutBelow(snapshot, course, std::size_t(i));
        }
        cell.note = noteOf(stage, cell.state, over, state.rollbackWho != QLatin1String("engine"));
        cells.push_back(cell);
    }
    return cells;
}

} // namespace fairlead::ui
