#include "ui/course/course_words.h"

#include "ui/common/ask_words.h"
#include "ui/common/formatters.h"

#include <QCoreApplication>

#include <algorithm>

namespace fairlead::ui {

using rollout::Leg;
using rollout::Phase;
using rollout::UnitState;

namespace {

using namespace std::chrono_literals;

constexpr Millis kOnTime = 1min;
constexpr Millis kDaysFrom = 36h;
constexpr Millis kSecondsBelow = 30min;
constexpr QChar kDash(0x2013);

QString tr(const char* text)
{
    return QCoreApplication::translate("Course", text);
}

bool goesBack(Phase phase)
{
    return phase == Phase::RollingBack || phase == Phase::RolledBack;
}

CellState stateOf(const Leg& leg, Phase phase)
{
    const bool over = goesBack(phase) || phase == Phase::Activated;
    if (!leg.happened)
        return over ? CellState::NotReached : CellState::ToCome;
    return leg.happened->end ? CellState::Done : stateUnderWay(phase);
}

/// A rollback or an abort leaves all; the last that was entered is the one in which it failed or stands.
void markLast(std::vector<CourseLine>& lines, Phase phase)
{
    if (!goesBack(phase) && phase != Phase::Aborted)
        return;
    const auto last = std::find_if(lines.rbegin(), lines.rend(), [](const CourseLine& line) { return line.leg.happened.has_value(); });
    if (last != lines.rend())
        last->state = stateUnderWay(phase);
}

/// What a person takes back has not failed.
StatusLook lookOfTakenBack(const rollout::State& state)
{
    if (state.rollbackWho == QLatin1String("engine"))
        return {Status::Fail, QStringLiteral("octagon-x"), tr("Failed")};
    return {Status::Fail, QStringLiteral("undo-2"), state.phase == Phase::RolledBack ? tr("Rolled back") : tr("Rolling back")};
}

StatusLook lookOfLine(CellState state, const rollout::Snapshot& snapshot)
{
    switch (state) {
    case CellState::Done: return {Status::Pass, QStringLiteral("circle-check"), tr("Done")};
    case CellState::Failed: return lookOfTakenBack(snapshot.state);
    case CellState::ToCome: return {Status::NoData, QStringLiteral("circle-dashed"), tr("To come")};
    case CellState::NotReached: return {Status::NoData, QStringLiteral("circle-slash"), tr("Not reached")};
    case CellState::Now:
    case CellState::Held: break;
    }
    return lookOf(snapshot);
}

/// A moment as the length of the whole course asks for: with its date, to the minute or to the second.
class Telling {
public:
    explicit Telling(const CourseScene& scene)
        : m_days(isDays(scene.course.whole()))
        , m_short(*scene.course.whole().end - scene.course.whole().begin < kSecondsBelow)
        , m_now(scene.snapshot.at)
    {
    }
    QString operator()(Instant at) const { return m_short ? secondText(at, m_now) : momentText(at, m_days ? Instant() : m_now); }

private:
    bool m_days;
    bool m_short;
    Instant m_now;
};

QString sinceOf(const Leg& leg, const Telling& told)
{
    if (leg.happened && leg.happened->end)
        return told(leg.happened->begin) + kDash + told(*leg.happened->end);
    if (leg.happened)
        return tr("since %1").arg(told(leg.happened->begin));
    return leg.expected ? tr("about %1").arg(told(leg.expected->begin)) : QString();
}

/// @p tolerance: what is nearer is on time.
QString lateText(Millis late, Millis tolerance)
{
    if (late > -tolerance && late < tolerance)
        return tr("on time");
    const Millis rounded = late > 48h || late < -48h ? std::chrono::duration_cast<std::chrono::days>(late)
        : late > 1h || late < -1h                    ? std::chrono::duration_cast<std::chrono::hours>(late)
        : late > kOnTime || late < -kOnTime          ? std::chrono::duration_cast<std::chrono::minutes>(late)
                                                     : std::chrono::duration_cast<std::chrono::seconds>(late);
    return rounded.count() > 0 ? tr("%1 late").arg(lengthText(rounded)) : tr("%1 early").arg(lengthText(-rounded));
}

/// A minute, and less where the whole is short.
Millis toleranceOf(const CourseScene& scene)
{
    const rollout::Stretch whole = scene.course.whole();
    return std::clamp((*whole.end - whole.begin) / 20, Millis(1000), kOnTime);
}

std::optional<Millis> lateness(const Leg& leg)
{
    if (!leg.planned)
        return std::nullopt;
    if (leg.happened)
        return leg.happened->begin - leg.planned->begin;
    return leg.expected ? std::optional(leg.expected->begin - leg.planned->begin) : std::nullopt;
}

CourseLine lineOf(const QString& name, const Leg& leg, const CourseScene& scene)
{
    const rollout::Snapshot& snapshot = scene.snapshot;
    const Telling told(scene);
    CourseLine line;
    line.name = name;
    line.leg = leg;
    line.state = stateOf(leg, snapshot.state.phase);
    line.since = sinceOf(leg, told);
    line.planned = leg.planned ? told(leg.planned->begin) : QString(kDash);
    const std::optional<Millis> late = lateness(leg);
    line.lateness = late ? lateText(*late, toleranceOf(scene)) : QString();
    return line;
}

std::vector<CourseLine> stageLines(const CourseScene& scene)
{
    const std::vector<rollout::Stage> stages = rollout::stagesOf(scene.snapshot.state.release.plan);
    std::vector<CourseLine> lines;
    for (std::size_t i = 0; i < stages.size() && i < scene.course.stages.size(); ++i) {
        CourseLine line = lineOf(stageText(stages[i], i == 0 ? nullptr : &stages[i - 1]), scene.course.stages[i], scene);
        line.detail = stages[i].activation ? tr("registry")
            : stages[i].soak > Millis(0)   ? tr("%1 soak").arg(lengthText(stages[i].soak))
                                           : QString();
        lines.push_back(std::move(line));
    }
    return lines;
}

void finish(std::vector<CourseLine>& lines, const rollout::Snapshot& snapshot)
{
    markLast(lines, snapshot.state.phase);
    for (CourseLine& line : lines)
        line.look = lookOfLine(line.state, snapshot);
}

/// A stage may last longer than its phase, where the next one begins without asking for anything: the unit's part ends with its own.
void endWith(Leg& leg, const Leg& phase)
{
    for (const auto part : {&Leg::planned, &Leg::happened, &Leg::expected}) {
        const std::optional<rollout::Stretch>& limit = phase.*part;
        std::optional<rollout::Stretch>& own = leg.*part;
        if (own && limit && limit->end && (!own->end || *limit->end < *own->end))
            own->end = std::max(*limit->end, own->begin);
    }
}

/// When it was asked back, and when that was seen.
QString backText(const rollout::State& state, const QString& unit, const Telling& told)
{
    const auto without = [&](const rollout::Command& command) { return command.rollback && !command.ask().reach.units.contains(unit); };
    const auto asked = std::ranges::find_if(state.commands, without);
    if (asked == state.commands.end())
        return {};
    const auto seen = std::find_if(asked, state.commands.end(),
        [&](const rollout::Command& command) { return without(command) && command.effect == rollout::CommandEffect::Effective; });
    const bool known = seen != state.commands.end() && seen->effectAt;
    return known ? tr("at %1").arg(told(*seen->effectAt)) : tr("asked %1").arg(told(asked->intentAt));
}

/// What is known of the unit itself says more than its stage.
void takeUnit(CourseLine& line, UnitState state, const QString& backAt)
{
    if (state == UnitState::GoingBack || state == UnitState::Back)
        line.since = backAt;
    switch (state) {
    case UnitState::ToCome:
    case UnitState::Serves: return;
    case UnitState::Asked:
        line.look = {Status::Undecided, QStringLiteral("hourglass"), tr("Asked")};
        line.state = CellState::Now;
        return;
    case UnitState::GoingBack:
        line.look = {Status::NotEffective, QStringLiteral("hourglass"), tr("Going back")};
        line.state = CellState::Failed;
        return;
    case UnitState::Back:
        line.look = {Status::NoData, QStringLiteral("undo-2"), tr("Back")};
        line.state = CellState::NotReached;
        return;
    case UnitState::NotReached:
        line.look = {Status::NoData, QStringLiteral("circle-slash"), tr("Not reached")};
        line.state = CellState::NotReached;
        return;
    }
}

QString servedText(const rollout::CourseUnit& unit, const rollout::Release& release)
{
    if (!unit.servedByTarget)
        return {};
    return *unit.servedByTarget ? release.manifest.version : release.baselineVersion;
}

QString hoursText(const rollout::Plan& plan)
{
    QStringList hours;
    for (const rollout::AllowedHours& each : plan.allowed) {
        hours += tr("%1 to %2")
                     .arg(each.from.toString(QStringLiteral("HH:mm")),
                         each.to == QTime(0, 0) ? QStringLiteral("24:00") : each.to.toString(QStringLiteral("HH:mm")));
    }
    return hours.isEmpty() ? QString() : tr("growth only %1 %2").arg(listText(hours), plan.zone);
}

} // namespace

CellState stateUnderWay(Phase phase)
{
    switch (phase) {
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

std::vector<CourseLine> phaseLines(const CourseScene& scene)
{
    const rollout::Plan& plan = scene.snapshot.state.release.plan;
    std::vector<CourseLine> lines;
    for (std::size_t i = 0; i < plan.phases.size() && i < scene.course.phases.size(); ++i)
        lines.push_back(lineOf(plan.phases[i].name, scene.course.phases[i], scene));
    if (lines.empty())
        lines = stageLines(scene);
    finish(lines, scene.snapshot);
    return lines;
}

std::vector<CourseLine> partLines(const CourseScene& scene)
{
    const rollout::State& state = scene.snapshot.state;
    std::vector<CourseLine> stages = stageLines(scene);
    finish(stages, scene.snapshot);
    const std::vector<rollout::CourseUnit> units = rollout::courseUnits(state, scene.snapshot.observation);
    if (units.empty())
        return stages;
    const std::vector<rollout::Step>& steps = state.release.plan.steps;
    const std::vector<rollout::Stage> plan = rollout::stagesOf(state.release.plan);
    std::vector<CourseLine> lines;
    for (const rollout::CourseUnit& unit : units) {
        const auto stage = std::size_t(unit.stage);
        CourseLine line = stages[stage];
        line.name = unit.unit;
        const int phase = steps[std::size_t(plan[stage].firstStep)].phase;
        line.detail = phase < 0 ? line.detail : state.release.plan.phases[std::size_t(phase)].name;
        if (phase >= 0 && std::size_t(phase) < scene.course.phases.size())
            endWith(line.leg, scene.course.phases[std::size_t(phase)]);
        line.target = servedText(unit, state.release);
        takeUnit(line, unit.state, backText(state, unit.unit, Telling(scene)));
        lines.push_back(std::move(line));
    }
    return lines;
}

QString courseText(const CourseScene& scene)
{
    const rollout::Plan& plan = scene.snapshot.state.release.plan;
    QStringList words{isDays(scene.course.whole()) ? tr("days of %1").arg(plan.zone) : tr("UTC")};
    if (!plan.allowed.empty())
        words += hoursText(plan);
    const auto& stages = scene.course.stages;
    if (!stages.empty() && stages.back().expected) {
        if (const std::optional<Millis> late = lateness(stages.back()); late && scene.snapshot.state.startedAt)
            words += lateText(*late, toleranceOf(scene));
    }
    return words.join(QStringLiteral(", "));
}

bool isDays(const rollout::Stretch& whole)
{
    return whole.end && *whole.end - whole.begin > kDaysFrom;
}

bool isLong(const rollout::Plan& plan)
{
    const bool days = std::ranges::any_of(plan.phases, [](const rollout::PlanPhase& phase) { return phase.fromDay > 1; });
    const bool units = std::ranges::any_of(plan.steps, [](const rollout::Step& step) { return step.kind == rollout::StepKind::Unit; });
    return days || units || !plan.allowed.empty();
}

} // namespace fairlead::ui
