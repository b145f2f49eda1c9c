#pragma once

#include "app/rehearsal/fault.h"
#include "models/domain/rollout/reach.h"

#include <QString>
#include <QStringList>

#include <deque>
#include <map>
#include <optional>

namespace fairlead::rehearsal {

/// What one side did in a window. A side without calls has no rates.
struct Side {
    qint64 calls = 0;
    qint64 copies = 0; ///< of the calls: mirrored ones, whose answers nobody got
    double errorRate = 0.0; ///< fraction
    double latencyP95 = 0.0; ///< seconds
    double quality = 0.0; ///< 0 to 1
    double tokens = 0.0; ///< mean per call

    bool operator==(const Side&) const = default;
};

struct Window {
    Millis length{};
    Side canary;
    Side baseline;

    /// Canary's part of the calls; nothing where there were none.
    std::optional<double> share() const;
    bool operator==(const Window&) const = default;
};

struct Totals {
    qint64 canary = 0;
    qint64 baseline = 0;

    bool operator==(const Totals&) const = default;
};

/// Traffic that two versions of a service share, made up but always the same: equal seeds, commands and times
/// give equal numbers, however often it is asked. Pure: times come in as the time since the start, never backwards.
///
/// A weight shows its effect between 1 and 2 s after it was set, as calls in flight end where they began.
/// Calls are whole; of 1,000 calls at 25 % the canary gets 250, give or take one. Error rates are those of a large
/// population (no call is thrown as a die), so that a healthy version stays healthy at any number of calls:
/// 0.42 % against 0.37 %, p95 1.62 s against 1.86 s, quality 0.872 against 0.810, 1,286 tokens against 1,818.
class Simulation {
public:
    /// One minute of traffic at weight 0 lies behind the start. @p callsPerSecond above 0.
    /// @p tick is how finely it goes; coarser than the effect of a weight, the effect is there with the next one.
    Simulation(quint64 seed, double callsPerSecond, const QStringList& splits, Millis tick = std::chrono::milliseconds(100));

    bool has(const QString& split) const;
    QStringList splits() const;

    /// Each unit is a tenth of the calls and each segment a twentieth, apart from the share of all users. What is mirrored serves nobody
    /// and counts in no total, but it has its figures.
    void setAsk(const QString& split, const rollout::Ask& ask, Millis now);
    void setFaults(Faults faults, Millis now);
    const Faults& faults() const { return m_faults; }

    /// The last @p length before @p now, in steps of 100 ms, at most 10 min.
    Window window(const QString& split, Millis now, Millis length);
    Totals totals(const QString& split, Millis now);

private:
    struct Tick {
        Side canary;
        Side baseline;
    };
    struct Split {
        quint64 stream = 0; ///< keeps the noise of splits apart
        qint64 nextTick = 0;
        double asked = 0.0; ///< percent
        double shareFrom = 0.0; ///< fractions before and after the last change
        double shareTo = 0.0;
        Millis changedAt{};
        double callsDue = 0.0;
        double canaryDue = 0.0;
        double mirror = 0.0; ///< fraction of the calls that are copied
        double copiesDue = 0.0;
        Totals totals;
        std::deque<Tick> ticks; ///< oldest first

        double shareAt(Millis at) const;
    };

    void advance(Split& split, Millis now);
    Tick makeTick(Split& split, qint64 number);
    double noise(quint64 stream, qint64 tick) const;

    quint64 m_seed;
    double m_callsPerSecond;
    Millis m_tick;
    qint64 m_historyTicks; ///< of the minute before the start
    Faults m_faults;
    std::map<QString, Split> m_splits;
};

} // namespace fairlead::rehearsal
