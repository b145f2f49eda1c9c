#pragma once

#include "models/domain/condition/text_error.h"
#include "models/domain/metrics/metric.h"

#include <QString>
#include <QStringList>

#include <expected>
#include <memory>
#include <optional>
#include <vector>

namespace fairlead::condition {

enum class Comparator { Less, LessOrEqual, Greater, GreaterOrEqual, Equal, NotEqual };

/// How the samples of a window become one number. Newest is what a plain name means.
enum class Aggregate { Newest, Mean, Median, P90, P95, P99, Min, Max, Sum, Count, Rate };

/// One number that a condition asks for: "latency", "p95(latency)", "baseline".
struct Term {
    QString metric;
    metrics::Role role = metrics::Role::Canary;
    Aggregate aggregate = Aggregate::Newest;

    bool operator==(const Term&) const = default;
};

/// Where a condition gets its numbers. Empty: missing. NaN is a value of its own.
class Values {
public:
    virtual ~Values() = default;
    virtual std::optional<double> value(const Term& term) const = 0;
};

/// Unknown when a number that decides is missing or NaN: never true and never false.
enum class Truth { False, True, Unknown };

/// One number that was looked at while a condition was evaluated.
struct Reading {
    Term term;
    std::optional<double> value; ///< empty: missing; may be NaN
    metrics::Unit unit = metrics::Unit::None;

    bool operator==(const Reading&) const = default;
};

struct Answer {
    Truth truth = Truth::Unknown;
    std::vector<Reading> readings; ///< in the order of the text, each term once
    QString unknownWhy; ///< "latency is missing", "error_rate is NaN"; empty unless Unknown
};

/// The bound of a condition that compares one metric with one fixed number: what a chart draws as a line.
struct Threshold {
    Term term;
    Comparator comparator = Comparator::Less;
    double bound = 0; ///< seconds for times, fraction for percentages
    metrics::Unit unit = metrics::Unit::None;

    bool operator==(const Threshold&) const = default;
};

/// @p value against the bound of @p threshold: Unknown for NaN.
Truth compare(double value, const Threshold& threshold);

struct Node;
struct Tree; // the parsed text; condition/node.h

/// A condition of Fairlead's language (resources/help/conditions.md has the grammar): "< 0.01", "35%..45%",
/// "<= 150% of baseline", "drops by 60%..70%", "p95(latency) < 500ms and not (error_rate > 0.1%)".
/// An immutable value, cheap to copy.
class Condition {
public:
    /// @p subject is the metric that a comparison without a left side means ("< 0.01"); empty: each comparison must name its
    /// metric. Units must fit the metrics and each other. All errors of the text, in order of column; never empty on failure.
    static std::expected<Condition, std::vector<TextError>> parse(const QString& text, const QString& subject = {});

    const QString& text() const { return m_text; } ///< as written, trimmed
    const QString& subject() const { return m_subject; }
    QStringList metrics() const; ///< names used, in order of the text, each once
    std::vector<Term> terms() const; ///< numbers asked for, in order of the text, each once
    metrics::Unit unit() const; ///< of the values of the first term
    bool needsBaseline() const;
    Answer evaluate(const Values& values) const;
    /// In words, made from the parsed parts: "error rate under 1 %", "latency p95 at most 150 % of baseline".
    QString echo() const;
    /// The bound without its metric where there is one comparison with the subject: "under 1 %"; else echo().
    QString boundInWords() const;
    /// As a heading: "Error rate under 1 %".
    QString title() const;
    std::optional<Threshold> threshold() const;
    const Node& root() const;
    const Tree& tree() const { return *m_tree; }

    /// Same text and same subject.
    bool operator==(const Condition& other) const { return m_text == other.m_text && m_subject == other.m_subject; }

private:
    Condition() = default;
    QString m_text;
    QString m_subject;
    std::shared_ptr<const Tree> m_tree;
};

} // namespace fairlead::condition
