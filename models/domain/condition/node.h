#pragma once

#include "models/domain/condition/condition.h"

#include <optional>
#include <vector>

namespace fairlead::condition {

/// How a number was written: what its echo says, and what it may be compared with.
enum class Written { Plain, Percent, OfHundred, Tokens, Nanoseconds, Microseconds, Milliseconds, Seconds, Minutes, Hours, Days };

constexpr bool isTime(Written written)
{
    return written >= Written::Nanoseconds;
}

/// A number of a text, in the unit of values: seconds for times, fraction for % and /100.
struct Number {
    double value = 0;
    Written written = Written::Plain;
};

/// Where something stands in the text, in UTF-16 code units from its beginning.
struct Place {
    qsizetype at = 0;
    qsizetype length = 1;

    qsizetype end() const { return at + length; }
};

/// One factor of a product: a number or a term.
struct Factor {
    bool divides = false; ///< "/" before it
    std::optional<std::size_t> term; ///< index in Tree::terms; empty: the number
    Number number;
    Place place;
    qsizetype unitAt = 0; ///< where the unit of the number stands, or would stand
};

struct Product {
    bool minus = false;
    std::vector<Factor> factors; ///< at least one
};

/// One side of a comparison: products, added up.
struct Sum {
    std::vector<Product> products; ///< at least one
    Place place;
};

/// The right side of a comparison.
struct Bound {
    Sum sum; ///< of one number when relative
    bool relative = false; ///< "+10%", "-5%": that much above the baseline of the left side
};

enum class Shape {
    Or,
    And,
    Not,
    Compare, ///< left comparator low
    Range, ///< left in low..high, both ends included
    Change, ///< left drops or rises by comparator low, or by low..high
};

struct Node {
    Shape shape = Shape::Compare;
    std::vector<Node> parts; ///< Or, And: two or more; Not: one
    Sum left;
    Comparator comparator = Comparator::Less;
    Bound low;
    std::optional<Bound> high; ///< of a range
    bool outside = false; ///< Range: true outside of it
    bool drops = false; ///< Change: below the baseline, else above it
    bool inPercent = false; ///< Change: as a share of the baseline, else in the unit of the metric
    std::optional<std::size_t> baseline; ///< of the left side, where the comparison is relative to it; index in Tree::terms
};

/// A term of a condition with the unit in which its values are kept.
struct TermUse {
    Term term;
    metrics::Unit unit = metrics::Unit::None;
};

struct Tree {
    Node root;
    std::vector<TermUse> terms; ///< in the order of the text, each once
};

/// The only term of @p sum, if it is nothing else.
inline std::optional<std::size_t> onlyTerm(const Sum& sum)
{
    const bool single = sum.products.size() == 1 && !sum.products.front().minus && sum.products.front().factors.size() == 1;
    return single ? sum.products.front().factors.front().term : std::nullopt;
}

/// The value of a side that has no term.
std::optional<double> constantOf(const Sum& sum);

/// "latency", "p95(latency)", "the baseline of latency": as people say it in a message.
QString nameOf(const Term& term);

} // namespace fairlead::condition
