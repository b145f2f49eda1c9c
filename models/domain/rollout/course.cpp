#include "models/domain/rollout/course.h"

#include "models/domain/rollout/schedule.h"

#include <algorithm>

namespace fairlead::rollout {

namespace {

/// When each step is entered, from @c first on; one more for the end. Empty from where it is not known.
using Entries = std::vector<std::optional<Instant>>;

struct Walk {
    const Release& release;
    Instant startedAt;
    std::span<const calendar::Freeze> freezes;

    /// Enters @p step at @p at, @p done of its soak behind it; @p waits: it is still to be sent.
    Entries from(int step, Instant at, Millis done, bool waits) const
    {
        const std::vector<Step>& steps = release.plan.steps;
        Entries entries(steps.size() + 1);
        std::optional<Instant> now = at;
        for (auto i = static_cast<std::size_t>(std::max(step, 0)); i <= steps.size() && now; ++i) {
            const auto index = static_cast<int>(i);
            if ((index != step || waits) && opensUp(release.plan, index)) {
                const Opening opening = openingFor(release, index, startedAt, freezes, *now);
                now = opening.open ? now : opening.until;
            }
            entries[i] = now;
            if (now && i < steps.size() && steps[i].kind == StepKind::Soak) {
                now = *now + std::max(steps[i].soak - (index == step ? done : Millis(0)), Millis(0));
            }
        }
        return entries;
    }
};

/// The steps of a stage or a phase: first and last, inclusive.
struct Part {
    int first = 0;
    int last = -1;
};

std::vector<Part> phasesOf(const Plan& plan)
{
    std::vector<Part> parts(plan.phases.size());
    for (int i = 0; i < static_cast<int>(plan.steps.size()); ++i) {
        const int phase = plan.steps[static_cast<std::size_t>(i)].phase;
        if (phase >= 0 && phase < static_cast<int>(parts.size())) {
            Part& part = parts[static_cast<std::size_t>(phase)];
            part.first = part.last < 0 ? i : part.first;
            part.last = i;
        }
    }
    return parts;
}

std::optional<Stretch> between(const Entries& entries, const Part& part)
{
    if (part.last < part.first) {
        return std::nullopt;
    }
    const std::optional<Instant>& begin = entries[static_cast<std::size_t>(part.first)];
    return begin ? std::optional(Stretch{*begin, entries[static_cast<std::size_t>(part.last) + 1]}) : std::nullopt;
}

std::optional<Stretch> happenedIn(const std::vector<StageTimes>& times, std::size_t index)
{
    if (index >= times.size() || !times[index].entered) {
        return std::nullopt;
    }
    return Stretch{*times[index].entered, times[index].left};
}

Instant startOf(const State& state, Instant now)
{
    if (state.startedAt) {
        return *state.startedAt;
    }
    const std::optional<Span>& window = state.release.window;
    return window && window->start() > now ? window->start() : now;
}

/// The first try is not what the present one goes by.
Instant walkedSince(const State& state, Instant now)
{
    const auto entered = std::ranges::find_if(state.stageTimes, [](const StageTimes& times) { return times.entered.has_value(); });
    return entered == state.stageTimes.end() ? startOf(state, now) : std::max(startOf(state, now), *entered->entered);
}

bool isOver(const State& state)
{
    return isEnded(state.phase) || state.phase == Phase::RollingBack || state.phase == Phase::Aborted;
}

UnitState stateOf(const State& state, const QString& unit)
{
    const Percent everybody = Percent::clamped(100);
    const auto reaches = [&](const Ask& ask) { return ask.weight == everybody || ask.reach.units.contains(unit); };
    const bool asked = reaches(state.asked());
    if (reaches(state.seen())) {
        return asked ? UnitState::Serves : UnitState::GoingBack;
    }
    if (asked) {
        return UnitState::Asked;
    }
    const auto first = state.commands.begin() + static_cast<std::ptrdiff_t>(std::min(state.firstCommand, state.commands.size()));
    if (std::any_of(first, state.commands.end(), [&](const Command& command) { return command.shifts() && reaches(command.ask()); })) {
        return UnitState::Back;
    }
    return isOver(state) ? UnitState::NotReached : UnitState::ToCome;
}

} // namespace

Stretch Course::whole() const
{
    Instant begin = startedAt;
    Instant end = startedAt + Millis(1);
    for (const std::vector<Leg>* legs : {&stages, &phases}) {
        for (const Leg& leg : *legs) {
            for (const std::optional<Stretch>* each : {&leg.planned, &leg.happened, &leg.expected}) {
                if (*each) {
                    begin = std::min(begin, (*each)->begin);
                    end = std::max(end, (*each)->end.value_or((*each)->begin));
                }
            }
        }
    }
    return {begin, end};
}

Course courseOf(const State& state, const CourseFacts& facts)
{
    const Release& release = state.release;
    const std::vector<Stage> stages = stagesOf(release.plan);
    Course course;
    course.startedAt = walkedSince(state, facts.now);
    const Entries planned = Walk{release, startOf(state, facts.now), {}}.from(0, course.startedAt, Millis(0), true);

    Entries expected(release.plan.steps.size() + 1);
    if (!isOver(state)) {
        const auto step = static_cast<std::size_t>(std::max(state.step, 0));
        const std::vector<Step>& steps = release.plan.steps;
        const bool unsent = step < steps.size() && isShift(steps[step].kind) && state.currentCommand() == nullptr;
        const bool waits = state.step < 0 || unsent;
        const Instant at = state.phase == Phase::ToStart ? course.startedAt : facts.now;
        expected = Walk{release, startOf(state, facts.now), facts.freezes}.from(std::max(state.step, 0), at, facts.soakDone, waits);
    }
    const auto legOf = [&](const Part& part, const std::optional<Stretch>& happened) {
        Leg leg{between(planned, part), happened, between(expected, part)};
        if (part.first < state.step && state.step <= part.last && !isOver(state)) {
            leg.expected = Stretch{facts.now, expected[static_cast<std::size_t>(part.last) + 1]};
        }
        return leg;
    };
    for (const Stage& stage : stages) {
        course.stages.push_back(legOf({stage.firstStep, stage.lastStep}, happenedIn(state.stageTimes, course.stages.size())));
    }
    for (const Part& part : phasesOf(release.plan)) {
        course.phases.push_back(legOf(part, happenedIn(state.phaseTimes, course.phases.size())));
    }
    return course;
}

std::vector<CourseUnit> courseUnits(const State& state, const Observation& observation)
{
    const std::vector<Stage> stages = stagesOf(state.release.plan);
    std::vector<CourseUnit> units;
    for (std::size_t i = 0; i < stages.size(); ++i) {
        for (const QString& unit : stages[i].reach.units) {
            if (std::ranges::find(units, unit, &CourseUnit::unit) != units.end()) {
                continue;
            }
            CourseUnit made{unit, static_cast<int>(i), stateOf(state, unit), std::nullopt};
            if (observation.reach) {
                const bool all = observation.weight && *observation.weight == Percent::clamped(100);
                made.servedByTarget = all || observation.reach->units.contains(unit);
            }
            units.push_back(made);
        }
    }
    return units;
}

std::vector<Stretch> closedHours(const Plan& plan, Instant from, Instant to, int most)
{
    const std::optional<ZoneClock> clock = plan.allowed.empty() ? std::nullopt : ZoneClock::of(plan.zone);
    std::vector<Stretch> closed;
    Instant at = from;
    while (clock && at < to && static_cast<int>(closed.size()) < most) {
        const std::optional<ZoneClock::Stretch> open = clock->hoursFrom(at, plan.allowed);
        const Instant opens = open ? std::min(open->begin, to) : to;
        if (at < opens) {
            closed.push_back({at, opens});
        }
        at = open && open->end ? std::max(*open->end, at + Millis(1)) : to;
    }
    return closed;
}

} // namespace fairlead::rollout
