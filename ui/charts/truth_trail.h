#pragma once

#include "models/domain/gate/verdict.h"
#include "ui/charts/pyramid.h"

#include <vector>

namespace fairlead::ui {

/// What a strip under a plot says of a moment; a later one outweighs an earlier one where they share a pixel.
enum class Truth {
    None, ///< the condition does not apply yet
    Pass,
    Undecided, ///< too few samples since the step began
    Pending, ///< beyond the bound, not often enough to act
    Fail,
};

/// One condition, judged at every canary sample in the way of gate::judge: counted since the step
/// began, failed after Policy::failAfter samples in a row beyond the bound.
class TruthTrail {
public:
    TruthTrail(gate::Condition condition, gate::Policy policy);

    const gate::Condition& condition() const { return m_condition; }

    /// When each step's weight was first observed, oldest first. True when this changed anything.
    bool setStepBegins(std::vector<qint64> begins, const Pyramid& samples);
    /// Judges @p samples again from index @p from on (what lies before is unchanged).
    void follow(const Pyramid& samples, std::size_t from);

    /// The worst of [begin, end).
    Truth worst(std::size_t begin, std::size_t end) const;
    /// How many samples lie beyond the bound since the first step began.
    std::size_t beyondCount() const;
    qint64 lastBeyondAt() const { return m_beyond.empty() ? 0 : m_beyond.back(); }

private:
    struct Counts {
        int sinceStep = 0;
        int inRow = 0;
    };
    gate::Condition m_condition;
    gate::Policy m_policy;
    std::vector<qint64> m_begins;
    Pyramid m_truth;
    std::vector<Counts> m_counts;
    std::vector<qint64> m_beyond;
};

} // namespace fairlead::ui
