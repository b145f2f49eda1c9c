#include "models/domain/rollout/schedule.h"

#include "models/domain/rollout/zone_clock.h"

#include <algorithm>
#include <vector>

namespace fairlead::rollout {

namespace {

const Step* stepAt(const Release& release, int step)
{
    const auto index = static_cast<std::size_t>(step);
    return step >= 0 && index < release.plan.steps.size() ? &release.plan.steps[index] : nullptr;
}

const PlanPhase* phaseAt(const Release& release, int step)
{
    const Step* found = stepAt(release, step);
    const std::size_t index = found == nullptr || found->phase < 0 ? release.plan.phases.size() : static_cast<std::size_t>(found->phase);
    return index < release.plan.phases.size() ? &release.plan.phases[index] : nullptr;
}

/// "Monday to Friday", "Monday, Wednesday"; empty for every day.
QString daysInWords(std::vector<int> days)
{
    static const QStringList names{QStringLiteral("Monday"), QStringLiteral("Tuesday"), QStringLiteral("Wednesday"),
        QStringLiteral("Thursday"), QStringLiteral("Friday"), QStringLiteral("Saturday"), QStringLiteral("Sunday")};
    std::ranges::sort(days);
    const bool run = days.size() > 2 && days.back() - days.front() == static_cast<int>(days.size()) - 1;
    if (run) {
        return QStringLiteral("%1 to %2").arg(names.value(days.front() - 1), names.value(days.back() - 1));
    }
    QStringList words;
    for (const int day : days) {
        words.append(names.value(day - 1));
    }
    return words.join(QStringLiteral(", "));
}

/// "02:00 to 06:00", "Monday to Friday 22:00 to 24:00".
QString inWords(const AllowedHours& hours)
{
    const QString days = daysInWords(hours.weekdays);
    const bool midnight = hours.to == QTime(0, 0);
    return QStringLiteral("%1%2 to %3")
        .arg(days.isEmpty() ? QString() : days + QLatin1Char(' '), hours.from.toString(QStringLiteral("HH:mm")),
            midnight ? QStringLiteral("24:00") : hours.to.toString(QStringLiteral("HH:mm")));
}

/// Goes from @c now to the first moment at which nothing is in the way any more, and notes what was.
class Way {
public:
    Way(const Release& release, const PlanPhase* phase, Instant startedAt, std::span<const calendar::Freeze> freezes, ZoneClock clock)
        : m_plan(release.plan)
        , m_phase(phase)
        , m_startedAt(startedAt)
        , m_clock(std::move(clock))
    {
        m_freezes.reserve(freezes.size());
        for (const calendar::Freeze& freeze : freezes) {
            if (appliesTo(freeze, release)) {
                m_freezes.push_back(&freeze);
            }
        }
    }

    Opening from(Instant now)
    {
        std::optional<Instant> at = now;
        // Every round passes the phase's day, the end of a freeze or the time to the next hours, so they come to an end.
        for (bool moved = true; moved && at;) {
            const Instant before = *at;
            waitForDay(*at);
            waitForFreezes(*at);
            at = waitForHours(*at);
            moved = at && *at != before;
        }
        if (m_whys.isEmpty()) {
            return {true, {}, closing(now)};
        }
        return {false, m_whys.join(QLatin1Char(' ')), at};
    }

private:
    void waitForDay(Instant& at)
    {
        if (m_phase == nullptr || m_phase->fromDay <= 1) {
            return;
        }
        const Instant begin = m_clock.beginOfDay(m_startedAt, m_phase->fromDay);
        if (at < begin) {
            at = begin;
            m_whys.append(
                QStringLiteral("Phase “%1” begins on day %2, %3.").arg(m_phase->name).arg(m_phase->fromDay).arg(m_clock.both(at)));
        }
    }

    void waitForFreezes(Instant& at)
    {
        const calendar::Freeze* longest = nullptr;
        for (const calendar::Freeze* freeze : m_freezes) {
            if (freeze->span.contains(at) && (longest == nullptr || freeze->span.end() > longest->span.end())) {
                longest = freeze;
            }
        }
        if (longest != nullptr) {
            at = longest->span.end();
            const QString reason = longest->reason.isEmpty() ? QString() : QStringLiteral(" (%1)").arg(longest->reason);
            m_whys.append(QStringLiteral("Frozen: %1%2 until %3.").arg(longest->name, reason, m_clock.both(at)));
        }
    }

    std::optional<Instant> waitForHours(Instant at)
    {
        if (m_plan.allowed.empty()) {
            return at;
        }
        const std::optional<ZoneClock::Stretch> hours = m_clock.hoursFrom(at, m_plan.allowed);
        if (hours && hours->begin <= at) {
            return at;
        }
        QStringList words;
        for (const AllowedHours& each : m_plan.allowed) {
            words.append(inWords(each));
        }
        const QString only = QStringLiteral("Only %1 %2").arg(words.join(QStringLiteral(" or ")), m_clock.name());
        m_whys.removeIf([&only](const QString& why) { return why.startsWith(only); }); // only the last wait for them counts
        m_whys.append(only + (hours ? QStringLiteral("; opens %1.").arg(m_clock.both(hours->begin, false)) : QStringLiteral(".")));
        return hours ? std::optional(hours->begin) : std::nullopt;
    }

    /// When what is open at @p now is closed again.
    std::optional<Instant> closing(Instant now) const
    {
        std::optional<Instant> first;
        if (!m_plan.allowed.empty()) {
            const std::optional<ZoneClock::Stretch> hours = m_clock.hoursFrom(now, m_plan.allowed);
            first = hours ? hours->end : std::nullopt;
        }
        for (const calendar::Freeze* freeze : m_freezes) {
            const Instant begin = freeze->span.start();
            if (begin > now && (!first || begin < *first)) {
                first = begin;
            }
        }
        return first;
    }

    const Plan& m_plan;
    const PlanPhase* m_phase;
    Instant m_startedAt;
    ZoneClock m_clock;
    std::vector<const calendar::Freeze*> m_freezes; ///< those that apply
    QStringList m_whys;
};

} // namespace

Opening openingFor(const Release& release, int step, Instant startedAt, std::span<const calendar::Freeze> freezes, Instant now)
{
    if (stepAt(release, step) == nullptr) {
        return {};
    }
    const PlanPhase* phase = phaseAt(release, step);
    const bool needsZone = !release.plan.allowed.empty() || (phase != nullptr && phase->fromDay > 1);
    std::optional<ZoneClock> clock = ZoneClock::of(release.plan.zone);
    if (!clock && needsZone) {
        return {false,
            QStringLiteral("The time zone “%1” is not known on this machine, so the plan's days and hours cannot be told.")
                .arg(release.plan.zone),
            std::nullopt};
    }
    if (!clock) {
        clock = ZoneClock::of(QStringLiteral("UTC"));
    }
    return Way(release, phase, startedAt, freezes, *clock).from(now);
}

bool appliesTo(const calendar::Freeze& freeze, const Release& release)
{
    const bool here = freeze.environments.isEmpty() || freeze.environments.contains(release.environment);
    const Manifest& manifest = release.manifest;
    return here
        && (freeze.components.isEmpty() || freeze.components.contains(manifest.component)
            || (!manifest.replaces.isEmpty() && freeze.components.contains(manifest.replaces)));
}

bool opensUp(const Plan& plan, int step)
{
    const std::vector<Step>& steps = plan.steps;
    if (step < 0 || step >= static_cast<int>(steps.size())) {
        return false;
    }
    const Step& wanted = steps[static_cast<std::size_t>(step)];
    const bool otherPhase = step > 0 && steps[static_cast<std::size_t>(step) - 1].phase != wanted.phase;
    return isShift(wanted.kind) || wanted.kind == StepKind::Activate || otherPhase;
}

const std::vector<gate::Gate>& gatesAt(const Release& release, int step)
{
    const PlanPhase* phase = phaseAt(release, step);
    return phase == nullptr || phase->criteria.empty() ? release.manifest.successCriteria : phase->criteria;
}

} // namespace fairlead::rollout
