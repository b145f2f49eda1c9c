#include "models/domain/condition/evaluation.h"

#include <algorithm>
#include <cmath>

namespace fairlead::condition {

namespace {

/// Numbers that were calculated agree when they agree to twelve figures: 0.77 is at most 10 % above 0.7, although
/// 0.7 + 0.07 is a little less in binary fractions.
constexpr double kNoise = 1e-12;
constexpr qsizetype kMostReasons = 3;

bool agree(double a, double b)
{
    if (!std::isfinite(a) || !std::isfinite(b)) {
        return a == b;
    }
    return std::abs(a - b) <= kNoise * std::max(std::abs(a), std::abs(b));
}

bool holds(Comparator comparator, double value, double bound, bool calculated)
{
    const bool equal = calculated ? agree(value, bound) : value == bound;
    switch (comparator) {
    case Comparator::Less: return value < bound && !equal;
    case Comparator::LessOrEqual: return value < bound || equal;
    case Comparator::Greater: return value > bound && !equal;
    case Comparator::GreaterOrEqual: return value > bound || equal;
    case Comparator::Equal: return equal;
    case Comparator::NotEqual: return !equal;
    }
    Q_UNREACHABLE();
}

Truth truthOf(bool value)
{
    return value ? Truth::True : Truth::False;
}

bool isSimple(const Sum& sum)
{
    return sum.products.size() == 1 && sum.products.front().factors.size() == 1;
}

class Evaluation {
public:
    Evaluation(const Tree& tree, const Values& values)
        : m_tree(tree)
    {
        m_answer.readings.reserve(tree.terms.size());
        for (const TermUse& use : tree.terms) {
            m_answer.readings.push_back({use.term, values.value(use.term), use.unit});
        }
    }

    Answer run()
    {
        m_answer.truth = truth(m_tree.root);
        if (m_answer.truth == Truth::Unknown) {
            m_answer.unknownWhy = m_reasons.join(QStringLiteral(", "));
        }
        return std::move(m_answer);
    }

private:
    Truth truth(const Node& node)
    {
        switch (node.shape) {
        case Shape::And: return joined(node, Truth::False);
        case Shape::Or: return joined(node, Truth::True);
        case Shape::Not: {
            const Truth inner = truth(node.parts.front());
            return inner == Truth::Unknown ? inner : truthOf(inner == Truth::False);
        }
        case Shape::Compare: return compared(node);
        case Shape::Range: return ranged(node);
        case Shape::Change: return changed(node);
        }
        Q_UNREACHABLE();
    }

    /// Kleene: one part that decides makes what the others do not know unimportant.
    Truth joined(const Node& node, Truth decides)
    {
        const qsizetype before = m_reasons.size();
        Truth all = decides == Truth::False ? Truth::True : Truth::False;
        for (const Node& part : node.parts) {
            const Truth one = truth(part);
            if (one == decides) {
                m_reasons.resize(before);
                return decides;
            }
            all = one == Truth::Unknown ? one : all;
        }
        return all;
    }

    Truth compared(const Node& node)
    {
        const std::optional<double> left = sumOf(node.left);
        const std::optional<double> bound = boundOf(node, node.low);
        if (!left || !bound) {
            return Truth::Unknown;
        }
        return truthOf(holds(node.comparator, *left, *bound, isCalculated(node.left, node.low)));
    }

    Truth ranged(const Node& node)
    {
        const std::optional<double> left = sumOf(node.left);
        const std::optional<double> low = boundOf(node, node.low);
        const std::optional<double> high = boundOf(node, *node.high);
        if (!left || !low || !high) {
            return Truth::Unknown;
        }
        const bool inside = holds(Comparator::GreaterOrEqual, *left, *low, isCalculated(node.left, node.low))
            && holds(Comparator::LessOrEqual, *left, *high, isCalculated(node.left, *node.high));
        return truthOf(inside != node.outside);
    }

    Truth changed(const Node& node)
    {
        const std::optional<double> left = sumOf(node.left);
        const std::optional<double> baseline = valueOf(*node.baseline);
        if (!left || !baseline) {
            return Truth::Unknown;
        }
        double amount = node.drops ? *baseline - *left : *left - *baseline;
        if (node.inPercent) {
            if (*baseline == 0.0) {
                return unknown(nameOf(m_tree.terms.at(*node.baseline).term) + QStringLiteral(" is 0"));
            }
            amount /= std::abs(*baseline);
        }
        const double low = constantOf(node.low.sum).value_or(0.0);
        if (!node.high) {
            return truthOf(holds(node.comparator, amount, low, true));
        }
        const double high = constantOf(node.high->sum).value_or(0.0);
        return truthOf(holds(Comparator::GreaterOrEqual, amount, low, true) && holds(Comparator::LessOrEqual, amount, high, true));
    }

    static bool isCalculated(const Sum& left, const Bound& bound) { return !isSimple(left) || bound.relative || !isSimple(bound.sum); }

    std::optional<double> boundOf(const Node& node, const Bound& bound)
    {
        if (!bound.relative) {
            return sumOf(bound.sum);
        }
        const std::optional<double> baseline = valueOf(*node.baseline);
        const double share = constantOf(bound.sum).value_or(0.0);
        return baseline ? std::optional(*baseline + share * std::abs(*baseline)) : std::nullopt;
    }

    std::optional<double> sumOf(const Sum& sum)
    {
        double total = 0.0;
        bool complete = true;
        for (const Product& product : sum.products) {
            const std::optional<double> value = productOf(product);
            complete = complete && value;
            total += (product.minus ? -1.0 : 1.0) * value.value_or(0.0);
        }
        if (complete && std::isnan(total)) {
            unknown(QStringLiteral("what is calculated is NaN"));
            return std::nullopt;
        }
        return complete ? std::optional(total) : std::nullopt;
    }

    std::optional<double> productOf(const Product& product)
    {
        double total = 1.0;
        for (const Factor& factor : product.factors) {
            const std::optional<double> value = factor.term ? valueOf(*factor.term) : std::optional(factor.number.value);
            if (!value) {
                return std::nullopt;
            }
            if (factor.divides && *value == 0.0) {
                unknown(factor.term ? nameOf(m_tree.terms.at(*factor.term).term) + QStringLiteral(" is 0, which divides nothing")
                                    : QStringLiteral("nothing is divided by 0"));
                return std::nullopt;
            }
            total = factor.divides ? total / *value : total * *value;
        }
        return total;
    }

    std::optional<double> valueOf(std::size_t term)
    {
        const Reading& reading = m_answer.readings.at(term);
        if (!reading.value) {
            unknown(nameOf(reading.term) + QStringLiteral(" is missing"));
            return std::nullopt;
        }
        if (std::isnan(*reading.value)) {
            unknown(nameOf(reading.term) + QStringLiteral(" is NaN"));
            return std::nullopt;
        }
        return reading.value;
    }

    Truth unknown(const QString& why)
    {
        if (m_reasons.size() < kMostReasons && !m_reasons.contains(why)) {
            m_reasons.append(why);
        }
        return Truth::Unknown;
    }

    const Tree& m_tree;
    Answer m_answer;
    QStringList m_reasons;
};

} // namespace

Truth compare(double value, const Threshold& threshold)
{
    return std::isnan(value) ? Truth::Unknown : truthOf(holds(threshold.comparator, value, threshold.bound, false));
}

Answer evaluate(const Tree& tree, const Values& values)
{
    return Evaluation(tree, values).run();
}

} // namespace fairlead::condition
