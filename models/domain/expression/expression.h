#pragma once

#include "models/base/instant.h"
#include "models/domain/expression/fault.h"
#include "models/domain/expression/value.h"

#include <QStringList>

#include <expected>
#include <memory>

namespace fairlead::expression {

struct Node;

/// A condition of an Argo AnalysisTemplate: "result[0] >= 0.95", "len(result) > 0 && all(result, {# < 5})".
/// The language is expr (github.com/expr-lang/expr) with Argo's names: result, asInt, asFloat, isNaN, isInf, isNil, default.
/// An immutable value, cheap to copy, usable from several threads.
class Expression {
public:
    /// Reads @p text and checks what does not depend on the measured value: names, arguments, types of what is written down.
    /// All faults, in order of column; never empty on failure.
    static std::expected<Expression, Faults> parse(const QString& text);

    const QString& text() const { return m_text; } ///< as written
    const Node& root() const { return *m_root; }
    QStringList names() const; ///< of its surroundings that it uses, in order of the text, each once: "result", "asFloat"

    /// What it gives for @p result. The type of @p result is known before it runs, so that comparing a list with a number is a
    /// fault even in a part that would not be reached. @p now is what now() gives.
    std::expected<Value, Fault> evaluate(const Value& result, Instant now = Instant()) const;

    /// The same for a condition: a value that is neither true nor false is a fault.
    std::expected<bool, Fault> holds(const Value& result, Instant now = Instant()) const;

    bool operator==(const Expression& other) const { return m_text == other.m_text; }

private:
    Expression() = default;
    QString m_text;
    std::shared_ptr<const Node> m_root; ///< as written: what is checked
    std::shared_ptr<const Node> m_folded; ///< with its constants worked out: what runs
};

/// The moment that @p text gives: 'date("2023-08-14", "2006-01-02", "UTC") + duration("48h")'. It has no measured value.
std::expected<Time, Fault> evaluateMoment(const QString& text, Instant now);

} // namespace fairlead::expression
