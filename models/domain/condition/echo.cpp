#include "models/domain/condition/echo.h"

#include "models/domain/condition/words.h"

#include <array>
#include <cmath>

namespace fairlead::condition {

namespace {

const QString kBaseline = QStringLiteral("baseline");

/// What a number is compared with decides how it is said.
struct Measure {
    metrics::Unit unit = metrics::Unit::None;
    bool isScore = false;
    std::optional<Term> own; ///< the baseline that needs no name
};

Measure measureOf(const Tree& tree, const Node& node)
{
    Measure measure;
    if (const std::optional<std::size_t> term = onlyTerm(node.left)) {
        const TermUse& use = tree.terms.at(*term);
        measure = {use.unit, use.term.metric == metrics::kQuality, use.term};
        measure.own->role = metrics::Role::Baseline;
    }
    return measure;
}

QString wordOf(Comparator comparator)
{
    switch (comparator) {
    case Comparator::Less: return QStringLiteral("under ");
    case Comparator::LessOrEqual: return QStringLiteral("at most ");
    case Comparator::Greater: return QStringLiteral("above ");
    case Comparator::GreaterOrEqual: return QStringLiteral("at least ");
    case Comparator::Equal: return QStringLiteral("exactly ");
    case Comparator::NotEqual: return QStringLiteral("other than ");
    }
    Q_UNREACHABLE();
}

QString amountWordOf(Comparator comparator)
{
    switch (comparator) {
    case Comparator::Less: return QStringLiteral("less than ");
    case Comparator::Greater: return QStringLiteral("more than ");
    default: return wordOf(comparator);
    }
}

QString percent(double share)
{
    return boundInWords({share, Written::Percent}, metrics::Unit::Fraction, false);
}

QString factorInWords(const Tree& tree, const Factor& factor, const Measure& measure, bool alone)
{
    if (factor.term) {
        const Term& term = tree.terms.at(*factor.term).term;
        return term == measure.own ? kBaseline : termInWords(term);
    }
    return alone ? boundInWords(factor.number, measure.unit, measure.isScore) : boundInWords(factor.number, metrics::Unit::None, false);
}

QString productInWords(const Tree& tree, const Product& product, const Measure& measure)
{
    const std::vector<Factor>& factors = product.factors;
    if (factors.size() == 1) {
        return factorInWords(tree, factors[0], measure, true);
    }
    const bool two
        = factors.size() == 2 && !factors[0].divides && !factors[1].divides && factors[0].term.has_value() != factors[1].term.has_value();
    if (two) {
        const Factor& number = factors[0].term ? factors[1] : factors[0];
        const Factor& term = factors[0].term ? factors[0] : factors[1];
        return QStringLiteral("%1 %2 %3")
            .arg(factorInWords(tree, number, measure, false),
                number.number.written == Written::Percent ? QStringLiteral("of") : QStringLiteral("times"),
                factorInWords(tree, term, measure, false));
    }
    QString text;
    for (const Factor& factor : factors) {
        if (!text.isEmpty()) {
            text += factor.divides ? QStringLiteral(" divided by ") : QStringLiteral(" times ");
        }
        text += factorInWords(tree, factor, measure, false);
    }
    return text;
}

QString sumInWords(const Tree& tree, const Sum& sum, const Measure& measure)
{
    QString text;
    for (const Product& product : sum.products) {
        if (!text.isEmpty()) {
            text += product.minus ? QStringLiteral(" minus ") : QStringLiteral(" plus ");
        } else if (product.minus) {
            text += QStringLiteral("minus ");
        }
        text += productInWords(tree, product, measure);
    }
    return text;
}

double relativeOf(const Bound& bound)
{
    return bound.sum.products.front().factors.front().number.value;
}

QString compareInWords(const Tree& tree, const Node& node, const Measure& measure)
{
    if (!node.low.relative) {
        return wordOf(node.comparator) + sumInWords(tree, node.low.sum, measure);
    }
    // "at least 5 % below" would be read the wrong way round.
    const double relative = relativeOf(node.low);
    return wordOf(node.comparator)
        + (relative > 0 ? QStringLiteral("%1 above baseline").arg(percent(relative))
                        : QStringLiteral("%1 of baseline").arg(percent(1 + relative)));
}

QString rangeInWords(const Tree& tree, const Node& node, const Measure& measure)
{
    const auto side = [](double relative) {
        return percent(std::abs(relative)) + (relative < 0 ? QStringLiteral(" below") : QStringLiteral(" above"));
    };
    const bool relative = node.low.relative;
    const QString low = relative ? side(relativeOf(node.low)) : sumInWords(tree, node.low.sum, measure);
    const QString high = relative ? side(relativeOf(*node.high)) + QStringLiteral(" baseline") : sumInWords(tree, node.high->sum, measure);
    return (node.outside ? QStringLiteral("outside %1 to %2") : QStringLiteral("between %1 and %2")).arg(low, high);
}

QString changeInWords(const Tree& tree, const Node& node, const Measure& measure)
{
    const auto amount
        = [&](const Bound& bound) { return node.inPercent ? percent(relativeOf(bound)) : sumInWords(tree, bound.sum, measure); };
    const QString size = node.high ? QStringLiteral("%1 to %2").arg(amount(node.low), amount(*node.high))
                                   : amountWordOf(node.comparator) + amount(node.low);
    return size + (node.drops ? QStringLiteral(" below baseline") : QStringLiteral(" above baseline"));
}

} // namespace

QString boundOf(const Tree& tree, const Node& node)
{
    const Measure measure = measureOf(tree, node);
    switch (node.shape) {
    case Shape::Compare: return compareInWords(tree, node, measure);
    case Shape::Range: return rangeInWords(tree, node, measure);
    case Shape::Change: return changeInWords(tree, node, measure);
    default: return {};
    }
}

QString leftOf(const Tree& tree, const Node& node)
{
    return sumInWords(tree, node.left, {});
}

QString numberOf(const Tree& tree, const Node& node)
{
    const bool number = node.shape == Shape::Compare && !node.low.relative && constantOf(node.low.sum);
    return number ? sumInWords(tree, node.low.sum, measureOf(tree, node)) : QString();
}

QString echoOf(const Tree& tree, const Node& node, bool verbs)
{
    if (node.shape == Shape::Not) {
        return QStringLiteral("not (%1)").arg(echoOf(tree, node.parts.front(), verbs));
    }
    if (node.shape == Shape::And || node.shape == Shape::Or) {
        QStringList parts;
        for (const Node& part : node.parts) {
            const bool nested = part.shape == Shape::And || part.shape == Shape::Or;
            parts.append(nested ? QStringLiteral("(%1)").arg(echoOf(tree, part, verbs)) : echoOf(tree, part, verbs));
        }
        return parts.join(node.shape == Shape::And ? QStringLiteral(" and ") : QStringLiteral(" or "));
    }
    const std::optional<std::size_t> term = onlyTerm(node.left);
    const bool plural = term && isPlural(tree.terms.at(*term).term);
    const QString verb = !verbs ? QStringLiteral(" ") : plural ? QStringLiteral(" are ") : QStringLiteral(" is ");
    return leftOf(tree, node) + verb + boundOf(tree, node);
}

} // namespace fairlead::condition
