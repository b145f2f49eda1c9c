#pragma once

#include "models/domain/gate/rank_tree.h"
#include "models/domain/gate/rule.h"
#include "models/domain/gate/sample_column.h"

#include <memory>
#include <optional>

namespace fairlead::gate {

/// Why a term has no number, from the best to the worst.
enum class TermState {
    Ready,
    Filling, ///< its window waits for more
    Missing, ///< no sample, or only one that is too old
};

/// How far a window that fills is: "12 of 50 calls".
struct Filling {
    double have = 0.0;
    double need = 0.0;
    enum class Of { Samples, Calls, Millis } of = Of::Samples;
};

/// One term of a condition, going along its series in time: the newest value, or the aggregate of a window that slides.
///
/// A window over N samples or calls waits until they are there. Of calls, the newest whole samples that make up N count.
/// A window over a time T at t is (t - T, t] and waits until the samples cover T: n of them stand for n times their mean
/// distance, so that 300 of one a second make five minutes. An aggregate without a window is that of all samples so far.
/// Means are weighted by calls; quantiles and extremes are of samples, linear between the nearest two (R type 7); rate is
/// the growth of a counter a second; sum adds the values, count the samples (the calls, where the rule counts calls).
class TermWindow {
public:
    /// @p column outlives the window.
    TermWindow(const SampleColumn& column, const condition::Term& term, const Window& window, Millis staleAfter);

    /// Moves on to @p at, which never goes back.
    void moveTo(Instant at);
    TermState state() const { return m_state; }
    std::optional<double> value() const { return m_value; }
    Instant since() const; ///< the oldest sample that counts now; the epoch where there is none
    const Filling& filling() const { return m_filling; } ///< while Filling
    const condition::Term& term() const { return m_term; } ///< as the condition asks for it

private:
    void moveNewest(Instant at);
    void moveStart(Instant at);
    bool stillFilling();
    bool fill(double have, double need, Filling::Of of);
    double aggregated() const;
    double weightFrom(std::size_t first) const;

    const SampleColumn* m_column;
    condition::Term m_term;
    condition::Aggregate m_aggregate;
    Window m_window;
    Millis m_staleAfter;
    std::unique_ptr<RankTree> m_ranks; ///< only where an order is asked for
    std::size_t m_first = 0; ///< of the known samples in the window
    std::size_t m_end = 0;
    std::size_t m_newest = 0; ///< number of all samples so far
    TermState m_state = TermState::Missing;
    std::optional<double> m_value;
    Filling m_filling;
};

} // namespace fairlead::gate
