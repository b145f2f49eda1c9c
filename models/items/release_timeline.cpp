#include "models/items/release_timeline.h"

#include <QJsonArray>

#include <algorithm>

namespace fairlead::items {

namespace {

namespace kind = audit::kind;

std::optional<TimelineMark> markOf(const audit::Record& record)
{
    TimelineMark mark{TimelineMarkKind::Command, gate::Outcome::Undecided, record.at, record.row};
    const QString& name = record.entry.kind;
    if (name == kind::kVerdict) {
        gate::Verdicts verdicts;
        const QJsonArray values = record.entry.data.value(QLatin1String("verdicts")).toArray();
        for (const QJsonValue& value : values) {
            verdicts.push_back(gate::verdictFromJson(value.toObject()));
        }
        mark.kind = TimelineMarkKind::Verdict;
        mark.outcome = gate::worst(verdicts);
    } else if (name == kind::kRollbackDecided) {
        mark.kind = TimelineMarkKind::Rollback;
    } else if (name == kind::kPromoted) {
        mark.kind = TimelineMarkKind::Promoted;
    } else if (name == kind::kEnded) {
        mark.kind = TimelineMarkKind::Ended;
    } else if (name != kind::kIntent) {
        return std::nullopt;
    }
    return mark;
}

/// Opens and closes gaps as the phase changes.
void followGaps(std::vector<TimelineGap>& gaps, bool& open, const rollout::State& state, Instant at)
{
    const bool paused = state.phase == rollout::Phase::Paused;
    const bool stands = paused || state.phase == rollout::Phase::Held;
    if (open && (!stands || gaps.back().paused != paused)) {
        gaps.back().to = at;
        open = false;
    }
    if (stands && !open) {
        gaps.push_back(TimelineGap{paused, state.holdWhy, at, at});
        open = true;
    }
}

std::vector<TimelineBar> planFrom(const std::vector<rollout::Stage>& stages, Instant start)
{
    std::vector<TimelineBar> bars;
    for (std::size_t i = 0; i < stages.size(); ++i) {
        const rollout::Stage& stage = stages[i];
        bars.push_back({static_cast<int>(i), stage.activation, stage.weight, start, start + stage.soak});
        start = start + stage.soak;
    }
    return bars;
}

std::vector<TimelineBar> happenedOf(const rollout::State& state, const std::vector<rollout::Stage>& stages, Instant end)
{
    std::vector<TimelineBar> bars;
    for (std::size_t i = 0; i < stages.size() && i < state.stageTimes.size(); ++i) {
        const rollout::StageTimes& times = state.stageTimes[i];
        if (times.entered) {
            const Instant left = std::max(*times.entered, times.left.value_or(end));
            bars.push_back({static_cast<int>(i), stages[i].activation, stages[i].weight, *times.entered, left});
        }
    }
    return bars;
}

Millis behindPlan(const ReleaseTimeline& line, Instant end)
{
    if (line.happened.empty() || line.plan.empty()) {
        return Millis(0);
    }
    const TimelineBar& last = line.happened.back();
    const TimelineBar& planned = line.plan[static_cast<std::size_t>(last.stage)];
    // A stage that has not ended can only be late by what is certain: its late start, or its end that has passed.
    return std::max(last.from - planned.from, end - planned.to);
}

void setRange(ReleaseTimeline& line)
{
    bool first = true;
    const auto include = [&](Instant at) {
        line.from = first ? at : std::min(line.from, at);
        line.to = first ? at : std::max(line.to, at);
        first = false;
    };
    for (const auto* bars : {&line.plan, &line.happened}) {
        for (const TimelineBar& bar : *bars) {
            include(bar.from);
            include(bar.to);
        }
    }
    for (const TimelineMark& mark : line.marks) {
        include(mark.at);
    }
}

} // namespace

ReleaseTimeline timelineOf(const rollout::Release& release, std::span<const audit::Record> records, Instant now)
{
    ReleaseTimeline line;
    line.state.release = release;
    bool gapOpen = false;
    for (const audit::Record& record : records) {
        if (record.entry.release != release.id.text() || now < record.at) {
            continue;
        }
        line.state = rollout::apply(std::move(line.state), record);
        followGaps(line.gaps, gapOpen, line.state, record.at);
        if (const auto mark = markOf(record)) {
            line.marks.push_back(*mark);
        }
    }
    const Instant end = line.state.endedAt.value_or(now);
    if (gapOpen) {
        line.gaps.back().to = end;
    }
    for (const TimelineGap& gap : line.gaps) {
        line.held += gap.to - gap.from;
    }
    const std::vector<rollout::Stage> stages = rollout::stagesOf(line.state.release.plan);
    if (line.state.startedAt) {
        line.plan = planFrom(stages, *line.state.startedAt);
    } else if (release.window) {
        line.plan = planFrom(stages, release.window->start());
    }
    line.happened = happenedOf(line.state, stages, end);
    line.behind = behindPlan(line, end);
    setRange(line);
    return line;
}

} // namespace fairlead::items
