#pragma once

#include "models/domain/gate/verdict.h"
#include "ui/charts/pyramid.h"

#include <optional>
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

/// A condition on one metric and its baseline, judged at every canary sample in the way of gate::judge: counted since the step
/// began, failed after Policy::failAfter samples in a row beyond the bound.
class TruthTrail {
public:
    TruthTrail(condition::Condition condition, gate::Policy policy);

    /// Does @p condition ask for nothing but @p metric and its baseline, sample by sample?
    static bool canFollow(const condition::Condition& condition, const QString& metric);

    const condition::Condition& condition() const { return m_condition; }

    /// When each step's weight was first observed, oldest first. True when this changed anything.
    bool setStepBegins(std::vector<qint64> begins, const Pyramid& samples, const Pyramid& baseline = Pyramid());
    /// Judges @p samples again from index @p from on (what lies before is unchanged). The newest of @p baseline at each is what
    /// a condition relative to it compares with; without one nothing is said.
    void follow(const Pyramid& samples, std::size_t from, const Pyramid& baseline = Pyramid());

    /// The worst of [begin, end).
    Truth worst(std::size_t begin, std::size_t end) const;
    /// How many samples lie beyond the bound since the first step began.
    std::size_t beyondCount() const;
    qint64 lastBeyondAt() const { return m_beyond.empty() ? 0 : m_beyond.back(); }

private:
    /// Of samples, up to what the policy asks for.
    struct Counts {
        int sinceStep = 0;
        int inRow = 0;

        bool operator==(const Counts&) const = default;
    };
    struct Judged {
        Counts counts = {};
        Truth truth = Truth::None;
        bool beyond = false;
    };
    /// Stands on what was judged of the sample before.
    Judged judge(const Pyramid& samples, std::size_t index, const Pyramid& baseline) const;
    void judgeFrom(const Pyramid& samples, std::size_t from, const Pyramid& baseline);
    /// One sample is new or other than before at @p from, or the baseline is: judges on until nothing changes any more, so that
    /// samples in any order cost what they change.
    void repair(const Pyramid& samples, std::size_t from, const Pyramid& baseline, bool inserted);
    condition::Truth answerAt(const Pyramid& samples, std::size_t index, const Pyramid& baseline) const;

    condition::Condition m_condition;
    std::optional<condition::Threshold> m_threshold;
    gate::Policy m_policy;
    std::vector<qint64> m_begins;
    Pyramid m_truth;
    std::vector<Counts> m_counts;
    std::vector<qint64> m_beyond;
};

} // namespace fairlead::ui
