#pragma once

#include "models/domain/gate/term_window.h"

#include <map>
#include <memory>
#include <vector>

namespace fairlead::gate {

/// A moment at which a rule looks: each series that it asks for has at most one new sample in it.
struct Round {
    Instant at; ///< of the last of its samples
    double calls = 1.0; ///< that it stands for

    bool operator==(const Round&) const = default;
};

/// The numbers of a rule's conditions, going along all their series together. The series outlive it.
class WatchedTerms : public condition::Values {
public:
    /// Looks at samples in [@p from, @p to].
    WatchedTerms(const Series& series, const Window& window, Instant from, Instant to, Millis staleAfter);

    /// The moments at which @p condition is looked at: canary samples make them, baseline samples only where it asks for
    /// nothing else. Series that are read one after the other, a few milliseconds apart, make one moment together: it lasts
    /// until one of them has its next sample.
    std::vector<Round> rounds(const condition::Condition& condition) const;

    /// Never back.
    void moveTo(Instant at) { m_at = at; }
    std::optional<double> value(const condition::Term& term) const override;
    /// The worst state of the terms that were read.
    TermState stateOf(const std::vector<condition::Reading>& readings) const;
    /// The first window of @p readings that fills.
    Filling fillingOf(const std::vector<condition::Reading>& readings) const;
    /// The oldest sample that counts for the first of @p readings.
    Instant sinceOf(const std::vector<condition::Reading>& readings) const;

private:
    TermWindow& windowOf(const condition::Term& term) const;

    const Series* m_series;
    Window m_window;
    Instant m_from;
    Instant m_to;
    Millis m_staleAfter;
    Instant m_at;
    mutable std::map<metrics::SeriesKey, SampleColumn> m_columns; ///< made when first asked for
    mutable std::vector<std::unique_ptr<TermWindow>> m_windows;
};

} // namespace fairlead::gate
