#include "ui/rollout/track.h"

#include "ui/charts/hatch.h"
#include "ui/common/ask_words.h"
#include "ui/common/formatters.h"
#include "ui/rollout/words.h"

#include <QCoreApplication>
#include <QPainter>
#include <QPainterPath>

#include <algorithm>

namespace fairlead::ui {

using rollout::Phase;

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("StepTrack", text);
}

QString between(const rollout::StageTimes& times)
{
    const QString entered = times.entered ? timeText(*times.entered, false) : QString();
    return times.left ? QStringLiteral("%1–%2").arg(entered, timeText(*times.left, false)) : entered;
}

/// Words under the cell that the release stands in.
QString nowBelow(const rollout::Snapshot& snapshot, const rollout::StageTimes& times)
{
    if (!snapshot.soakDone)
        return times.entered ? tr("since %1").arg(timeText(*times.entered)) : QString();
    const QString clock = tr("%1 of %2").arg(clockText(*snapshot.soakDone), clockText(snapshot.soakLength));
    if (snapshot.soakEnds && times.entered)
        return tr("%1–%2, %3").arg(timeText(*times.entered, false), timeText(*snapshot.soakEnds, false), clock);
    return tr("%1, clock stopped").arg(clock);
}

QString failedBelow(const rollout::StageTimes& times)
{
    if (!times.entered || !times.left)
        return between(times);
    return tr("%1, after %2").arg(between(times), clockText(*times.left - *times.entered));
}

CellState currentState(const rollout::Snapshot& snapshot)
{
    switch (snapshot.state.phase) {
    case Phase::Approving:
    case Phase::Held:
    case Phase::Aborted:
    case Phase::Paused: return CellState::Held;
    case Phase::RollingBack:
    case Phase::RolledBack: return CellState::Failed;
    case Phase::Activated: return CellState::Done;
    default: return CellState::Now;
    }
}

double progressOf(const rollout::Snapshot& snapshot)
{
    if (!snapshot.soakDone || snapshot.soakLength.count() <= 0)
        return 0.0;
    return std::clamp(double(snapshot.soakDone->count()) / double(snapshot.soakLength.count()), 0.0, 1.0);
}

QString noteOf(const rollout::Stage& stage, CellState state, bool over)
{
    if (over) {
        switch (state) {
        case CellState::Done: return tr("passed");
        case CellState::Failed: return tr("failed");
        default: return tr("not reached");
        }
    }
    if (stage.activation)
        return tr("registry");
    const QString length = lengthText(stage.soak);
    return state == CellState::ToCome ? length : tr("%1 soak").arg(length);
}

} // namespace

std::vector<TrackCell> trackOf(const rollout::Snapshot& snapshot)
{
    const rollout::State& state = snapshot.state;
    const auto stages = rollout::stagesOf(state.release.plan);
    const int current = state.phase == Phase::ToStart ? -1 : rollout::stageOfStep(stages, state.step);
    const bool over = state.phase == Phase::RollingBack || state.phase == Phase::RolledBack;
    // When the clock is stopped nobody knows when later steps begin, so nothing is said.
    std::optional<Instant> begins = snapshot.soakEnds;
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
            cell.below = times.left ? tr("%1 passed").arg(between(times)) : between(times);
        } else if (i == current) {
            cell.state = currentState(snapshot);
            cell.progress = progressOf(snapshot);
            cell.below = over ? failedBelow(times) : nowBelow(snapshot, times);
        } else {
            cell.state = over ? CellState::NotReached : CellState::ToCome;
            if (!over && begins) {
                cell.below = tr("about %1").arg(bothTimes(*begins, false));
                begins = *begins + stage.soak;
            }
        }
        cell.note = noteOf(stage, cell.state, over);
        cells.push_back(cell);
    }
    return cells;
}

void paintTrackBar(QPainter& painter, const Theme& theme, const QRectF& box, const TrackCell& cell)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    QPainterPath shape;
    shape.addRoundedRect(box, 2.0, 2.0);
    const auto fill = [&](Token token) { painter.fillPath(shape, theme.color(token)); };
    Token border = Token::Line;
    switch (cell.state) {
    case CellState::Done:
        fill(Token::AccentFill);
        border = Token::AccentFill;
        break;
    case CellState::Now:
    case CellState::Held: {
        fill(Token::UndecidedTint);
        painter.setClipPath(shape);
        const QRectF done(box.topLeft(), QSizeF(box.width() * cell.progress, box.height()));
        const bool held = cell.state == CellState::Held;
        painter.fillRect(done, theme.color(held ? Token::NoDataMark : Token::AccentFill));
        if (held)
            paintHatch(painter, QRectF(done.topRight(), box.bottomRight()), theme.color(Token::NoDataMark), 6.0, 1.25);
        border = held ? Token::NoDataMark : Token::Accent;
        break;
    }
    case CellState::Failed:
        fill(Token::FailTint);
        painter.setClipPath(shape);
        paintHatch(painter, box, theme.color(Token::FailMark), 8.0, 3.5);
        border = Token::FailMark;
        break;
    case CellState::ToCome:
    case CellState::NotReached: fill(Token::NoDataTint); break;
    }
    painter.setClipping(false);
    painter.setPen(QPen(theme.color(border), 1.0));
    painter.setBrush(Qt::NoBrush);
    painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 2.0, 2.0);
    painter.restore();
}

} // namespace fairlead::ui
