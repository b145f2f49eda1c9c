#pragma once

#include "models/base/instant.h"
#include "models/domain/condition/condition.h"

#include <QString>

#include <expected>
#include <optional>
#include <vector>

namespace fairlead::gate {

/// What a rule does when it fires (row M6), from the mildest to the strongest.
enum class Action { Notify, LogIncident, Investigate, Hold, RollBack };

/// What a rule makes of a moment without data. Hold is what a rule does that says nothing: neither fires nor clears, and the
/// rollout waits.
enum class NoDataPolicy { Hold, Ignore, Fire };

/// What a count counts. A source that delivers every call gives a sample a call; one that aggregates gives samples with a
/// number of calls each, which are then counted by their calls.
enum class CountOf { Samples, Calls };

/// When a condition counts as met. All that is empty asks for nothing.
struct Window {
    std::optional<condition::Aggregate> aggregate; ///< "mean over 50 calls", "p95 over 15m": applied to every plain term
    std::optional<int> overCount; ///< of the aggregate
    std::optional<Millis> overTime; ///< of the aggregate
    int hits = 1; ///< K of "K of the last N"; N for "N consecutive"; 1 where nothing is said
    int ofLast = 1; ///< N; hits == ofLast: consecutive
    CountOf counts = CountOf::Samples; ///< for hits and overCount
    std::optional<Millis> sustained; ///< "for 5m": true all the time
    std::optional<Millis> onlyFirst; ///< "in the first 5m" of a phase
    std::optional<Millis> notBefore; ///< "after 10m": warm-up
    int minSamples = 0; ///< "at least 20 samples": fewer decide nothing

    bool operator==(const Window&) const = default;
};

/// One line of a rule set: "roll back when latency > 3s for 10 consecutive calls".
struct Rule {
    QString text; ///< as written, trimmed
    Action action = Action::Notify;
    bool armed = true; ///< false: says what it would do and does nothing
    condition::Condition condition;
    Window window;
    std::optional<condition::Condition> clear; ///< "until latency < 2s": hysteresis; else the opposite of condition
    NoDataPolicy noData = NoDataPolicy::Hold;

    /// Reads one line. All errors, in order of column.
    static std::expected<Rule, std::vector<condition::TextError>> parse(const QString& text);
    /// What the engine will do, in whole sentences; "**" around what matters most.
    QString echo() const;

    bool operator==(const Rule& other) const { return text == other.text && armed == other.armed; }
};

/// One line of a rule set as an editor shows it: a rule, or what is wrong. Neither: an empty line or a comment ("#").
struct RuleLine {
    int line = 1; ///< 1-based
    QString text;
    std::optional<Rule> rule;
    std::vector<condition::TextError> errors;
};

/// A named set of rules: built in, or a team's own.
struct RuleSet {
    QString name; ///< "Latency suite"
    QString summary; ///< one line
    QString basis; ///< where it comes from, and how what was ambiguous there is decided
    QString text; ///< the lines as written

    bool operator==(const RuleSet&) const = default;
};

/// Every line of @p text, rules or not. Never fails: errors are in the lines.
std::vector<RuleLine> readRules(const QString& text);

QString toString(Action action); ///< as a rule writes it: "notify", "log incident", "investigate", "hold", "roll back"

} // namespace fairlead::gate
