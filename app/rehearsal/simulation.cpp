#include "app/rehearsal/simulation.h"

#include <algorithm>
#include <cmath>

namespace fairlead::rehearsal {

namespace {

using namespace std::chrono_literals;

constexpr Millis kHistory = 60s;
constexpr Millis kKept = 10min;
constexpr Millis kEffectBegins = 1s;
constexpr Millis kEffectComplete = 2s;
constexpr double kSharePerUnit = 0.1;
constexpr double kSharePerSegment = 0.05;

struct Character {
    double errorRate;
    double latencyP95;
    double quality;
    double tokens;
};
constexpr Character kCanary{0.0042, 1.62, 0.872, 1286.0};
constexpr Character kBaseline{0.0037, 1.86, 0.810, 1818.0};

/// SplitMix64 (Steele, Lea, Flood 2014): the same everywhere, unlike std::uniform_real_distribution.
quint64 mix(quint64 value)
{
    value += 0x9e3779b97f4a7c15U;
    value = (value ^ (value >> 30)) * 0xbf58476d1ce4e5b9U;
    value = (value ^ (value >> 27)) * 0x94d049bb133111ebU;
    return value ^ (value >> 31);
}

/// In [-1, 1).
double unitNoise(quint64 seed, quint64 stream, qint64 at)
{
    const quint64 bits = mix(mix(seed ^ (stream << 32)) ^ static_cast<quint64>(at));
    return static_cast<double>(bits >> 11) / static_cast<double>(quint64(1) << 52) - 1.0;
}

void add(Side& sum, const Side& side)
{
    const auto calls = static_cast<double>(side.calls);
    sum.calls += side.calls;
    sum.copies += side.copies;
    sum.errorRate += side.errorRate * calls;
    sum.latencyP95 += side.latencyP95 * calls;
    sum.quality += side.quality * calls;
    sum.tokens += side.tokens * calls;
}

double shareFor(const rollout::Ask& ask)
{
    const double apart = std::min(1.0,
        kSharePerUnit * static_cast<double>(ask.reach.units.size()) + kSharePerSegment * static_cast<double>(ask.reach.segments.size()));
    return apart + (1.0 - apart) * ask.weight.fraction();
}

Side mean(Side sum)
{
    if (sum.calls > 0) {
        const auto calls = static_cast<double>(sum.calls);
        sum.errorRate /= calls;
        sum.latencyP95 /= calls;
        sum.quality /= calls;
        sum.tokens /= calls;
    }
    return sum;
}

} // namespace

std::optional<double> Window::share() const
{
    const qint64 served = canary.calls - canary.copies;
    const qint64 calls = served + baseline.calls;
    return calls == 0 ? std::nullopt : std::optional(static_cast<double>(served) / static_cast<double>(calls));
}

double Simulation::Split::shareAt(Millis at) const
{
    const double progress
        = static_cast<double>((at - changedAt - kEffectBegins).count()) / static_cast<double>((kEffectComplete - kEffectBegins).count());
    return std::lerp(shareFrom, shareTo, std::clamp(progress, 0.0, 1.0));
}

Simulation::Simulation(quint64 seed, double callsPerSecond, const QStringList& splits, Millis tick)
    : m_seed(seed)
    , m_callsPerSecond(callsPerSecond)
    , m_tick(tick)
    , m_historyTicks(std::max<qint64>(kHistory / tick, 1))
{
    Q_ASSERT(callsPerSecond > 0.0 && tick > Millis(0));
    quint64 stream = 0;
    for (const QString& name : splits) {
        Split split;
        split.stream = ++stream << 8;
        split.nextTick = -m_historyTicks;
        split.changedAt = -m_historyTicks * tick;
        m_splits.emplace(name, std::move(split));
    }
}

bool Simulation::has(const QString& split) const
{
    return m_splits.contains(split);
}

QStringList Simulation::splits() const
{
    QStringList names;
    for (const auto& [name, split] : m_splits) {
        names.append(name);
    }
    return names;
}

void Simulation::setAsk(const QString& name, const rollout::Ask& ask, Millis now)
{
    Split& split = m_splits.at(name);
    advance(split, now);
    split.asked = ask.weight.value();
    const double current = split.shareAt(now);
    const bool ignored = acting(m_faults, FaultKind::WeightIgnored, ask.weight.value()) != nullptr;
    split.mirror = ask.reach.mirror.fraction();
    split.shareFrom = current;
    split.shareTo = ignored ? current : shareFor(ask);
    split.changedAt = now;
}

void Simulation::setFaults(Faults faults, Millis now)
{
    // What was before the change stays as it was.
    for (auto& [name, split] : m_splits) {
        advance(split, now);
    }
    m_faults = std::move(faults);
}

Window Simulation::window(const QString& name, Millis now, Millis length)
{
    Split& split = m_splits.at(name);
    advance(split, now);
    const auto wanted = std::min<std::size_t>(static_cast<std::size_t>(std::max<qint64>(length / m_tick, 1)), split.ticks.size());
    Window window;
    window.length = static_cast<qint64>(wanted) * m_tick;
    for (auto it = split.ticks.end() - static_cast<std::ptrdiff_t>(wanted); it != split.ticks.end(); ++it) {
        add(window.canary, it->canary);
        add(window.baseline, it->baseline);
    }
    window.canary = mean(window.canary);
    window.baseline = mean(window.baseline);
    return window;
}

Totals Simulation::totals(const QString& name, Millis now)
{
    Split& split = m_splits.at(name);
    advance(split, now);
    return split.totals;
}

void Simulation::advance(Split& split, Millis now)
{
    const qint64 end = now / m_tick;
    while (split.nextTick < end) {
        split.ticks.push_back(makeTick(split, split.nextTick++));
        if (split.ticks.size() > static_cast<std::size_t>(std::max<qint64>(kKept / m_tick, 1))) {
            split.ticks.pop_front();
        }
    }
}

Simulation::Tick Simulation::makeTick(Split& split, qint64 number)
{
    // Carried over from tick to tick, so that shares are exact over any longer stretch.
    split.callsDue += m_callsPerSecond * std::chrono::duration<double>(m_tick).count() * (1.0 + 0.08 * noise(split.stream, number));
    const auto calls = static_cast<qint64>(split.callsDue);
    split.callsDue -= static_cast<double>(calls);
    split.canaryDue += static_cast<double>(calls) * split.shareAt(number * m_tick);
    const auto canaryCalls = std::clamp<qint64>(std::llround(std::floor(split.canaryDue + 1e-9)), 0, calls);
    split.canaryDue -= static_cast<double>(canaryCalls);

    split.copiesDue += static_cast<double>(calls) * split.mirror;
    const auto copies = static_cast<qint64>(split.copiesDue);
    split.copiesDue -= static_cast<double>(copies);

    const auto side = [&](const Character& character, qint64 sideCalls, quint64 offset) {
        return Side{sideCalls, 0, character.errorRate * (1.0 + 0.25 * noise(split.stream + offset, number)),
            character.latencyP95 * (1.0 + 0.04 * noise(split.stream + offset + 1, number)),
            character.quality * (1.0 + 0.008 * noise(split.stream + offset + 2, number)),
            character.tokens * (1.0 + 0.03 * noise(split.stream + offset + 3, number))};
    };
    Tick tick{side(kCanary, canaryCalls, 1), side(kBaseline, calls - canaryCalls, 5)};
    tick.canary.calls += copies;
    tick.canary.copies = copies;
    // Faults follow the traffic that the canary really gets, not the weight that was asked for.
    const double reached = 100.0 * split.shareAt(number * m_tick) + 1e-9;
    if (const Fault* spike = acting(m_faults, FaultKind::ErrorSpike, reached)) {
        tick.canary.errorRate = std::min(1.0, spike->rate * (1.0 + 0.1 * noise(split.stream + 1, number)));
    }
    if (const Fault* spike = acting(m_faults, FaultKind::LatencySpike, reached)) {
        tick.canary.latencyP95 = spike->seconds * (1.0 + 0.04 * noise(split.stream + 2, number));
    }
    split.totals.canary += canaryCalls;
    split.totals.baseline += calls - canaryCalls;
    return tick;
}

double Simulation::noise(quint64 stream, qint64 tick) const
{
    // A slow wave with knots every 3 s, and a little of its own for every tick.
    const qint64 knot = std::max<qint64>(3s / m_tick, 1);
    const qint64 shifted = tick + m_historyTicks;
    const double place = static_cast<double>(shifted % knot) / static_cast<double>(knot);
    const double eased = place * place * (3.0 - 2.0 * place);
    const double wave = std::lerp(unitNoise(m_seed, stream, shifted / knot), unitNoise(m_seed, stream, shifted / knot + 1), eased);
    return 0.8 * wave + 0.2 * unitNoise(m_seed, stream + 0x80, shifted);
}

} // namespace fairlead::rehearsal
