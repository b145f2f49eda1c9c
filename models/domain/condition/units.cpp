#include "models/domain/condition/units.h"

#include <algorithm>

namespace fairlead::condition {

namespace {

using metrics::Unit;

bool isScore(const Term& term)
{
    return term.metric == metrics::kQuality && term.aggregate != Aggregate::Count && term.aggregate != Aggregate::Rate;
}

/// The factor of a product of numbers that has a unit; the first when none has.
const Factor& numberWithUnit(const Product& product)
{
    const auto found = std::ranges::find_if(product.factors, [](const Factor& factor) { return factor.number.written != Written::Plain; });
    return found == product.factors.end() ? product.factors.front() : *found;
}

bool hasTerm(const Product& product)
{
    return std::ranges::any_of(product.factors, [](const Factor& factor) { return factor.term.has_value(); });
}

const Factor& firstFactor(const Bound& bound)
{
    return bound.sum.products.front().factors.front();
}

/// Is @p bound one number, as it stands?
bool isNumber(const Bound& bound)
{
    const std::vector<Product>& products = bound.sum.products;
    return products.size() == 1 && products[0].factors.size() == 1 && !products[0].factors[0].term;
}

} // namespace

Units::Kind Units::kindOf(Written written)
{
    if (isTime(written)) {
        return Kind::Time;
    }
    switch (written) {
    case Written::Percent:
    case Written::OfHundred: return Kind::Share;
    case Written::Tokens: return Kind::Count;
    default: return Kind::Plain;
    }
}

Units::Kind Units::kindOf(const Term& term) const
{
    if (term.aggregate == Aggregate::Count) {
        return Kind::Count;
    }
    if (term.aggregate == Aggregate::Rate) {
        return Kind::Plain;
    }
    switch (metrics::unitOf(term.metric)) {
    case Unit::Seconds: return Kind::Time;
    case Unit::Fraction: return Kind::Share;
    case Unit::Count: return Kind::Count;
    case Unit::None: break;
    }
    const auto adopted = m_adopted.constFind(term.metric);
    return isScore(term) ? Kind::Share : adopted == m_adopted.constEnd() ? Kind::Unknown : kindOf(adopted->written);
}

Units::Kind Units::kindOf(const Product& product) const
{
    int times = 0;
    bool anyTime = false;
    int terms = 0;
    Kind single = Kind::Unknown;
    for (const Factor& factor : product.factors) {
        const Kind kind = factor.term ? kindOf(termAt(*factor.term)) : kindOf(factor.number.written);
        anyTime = anyTime || kind == Kind::Time;
        times += kind == Kind::Time ? (factor.divides ? -1 : 1) : 0;
        terms += factor.term || kind == Kind::Time ? 1 : 0;
        single = factor.term ? kind : single;
    }
    if (times == 1) {
        return Kind::Time;
    }
    // A time by a time is a plain number, and so are calls by a time.
    return anyTime ? Kind::Plain : terms == 1 ? single : Kind::Unknown;
}

std::optional<Units::Kind> Units::kindOf(const Sum& left)
{
    const Kind first = kindOf(left.products.front());
    for (const Product& product : left.products) {
        const Kind kind = kindOf(product);
        const bool mixes = kind != Kind::Unknown && first != Kind::Unknown && (kind == Kind::Time) != (first == Kind::Time);
        if (mixes) {
            m_errors.add(left.place, QStringLiteral("A time and a number without one are added."),
                QStringLiteral("Add or subtract values of one unit only."));
            return std::nullopt;
        }
    }
    return first;
}

void Units::check(const Node& node)
{
    const std::optional<Kind> left = kindOf(node.left);
    if (!left || (node.high && (!endsFit(node, *left) || !ordered(node)))) {
        return;
    }
    const std::size_t before = m_errors.size();
    fit(node.low, node, *left);
    if (node.high && m_errors.size() == before) {
        fit(*node.high, node, *left);
    }
}

void Units::finish()
{
    for (TermUse& use : m_tree.terms) {
        const auto adopted = m_adopted.constFind(use.term.metric);
        const bool counts = use.term.aggregate == Aggregate::Count || use.term.aggregate == Aggregate::Rate;
        if (adopted == m_adopted.constEnd() || counts || use.unit != Unit::None || isScore(use.term)) {
            continue;
        }
        switch (kindOf(adopted->written)) {
        case Kind::Time: use.unit = Unit::Seconds; break;
        case Kind::Count: use.unit = Unit::Count; break;
        case Kind::Share: use.unit = adopted->written == Written::Percent ? Unit::Fraction : Unit::None; break;
        default: break;
        }
    }
}

bool Units::endsFit(const Node& node, Kind left)
{
    const Bound& low = node.low;
    const Bound& high = *node.high;
    if (!isNumber(low) || !isNumber(high)) {
        return true;
    }
    const Place both{low.sum.place.at, high.sum.place.end() - low.sum.place.at};
    const QString start = written(low.sum.place);
    const QString end = written(high.sum.place);
    if (low.relative != high.relative) {
        m_errors.add(both, QStringLiteral("Only one end of the range %1 is relative to the baseline.").arg(written(both)),
            QStringLiteral("Write a sign before both ends, as in -5%..+10%, or before none."));
        return false;
    }
    const Factor& first = firstFactor(low);
    const Factor& last = firstFactor(high);
    const Kind kind = kindOf(first.number.written);
    if (kind == kindOf(last.number.written)) {
        return true;
    }
    const QString unit = unitText(last);
    const QString name = kind == Kind::Time ? QStringLiteral("A time")
        : kind == Kind::Share               ? QStringLiteral("A share")
        : kind == Kind::Count               ? QStringLiteral("A count")
                                            : QStringLiteral("A number without a unit");
    const auto figuresOf = [this](const Factor& number) { return written({number.place.at, number.unitAt - number.place.at}).toDouble(); };
    const bool keepFirst = kind == Kind::Time && left == Kind::Time && node.shape == Shape::Range;
    const double top = figuresOf(last);
    const QString range = keepFirst ? QStringLiteral("%1..%2%3").arg(start).arg(2 * figuresOf(first)).arg(unitText(first))
                                    : QStringLiteral("%1%2..%3").arg(top > 10 ? top - 10 : top / 2).arg(unit, end);
    m_errors.add(both,
        QStringLiteral("%1 (%2) cannot start a range that ends in %3.")
            .arg(name, start, unit.isEmpty() ? QStringLiteral("a plain number") : unit),
        QStringLiteral("Write both ends in one unit: %1.").arg(range));
    return false;
}

bool Units::ordered(const Node& node)
{
    if (!isNumber(node.low) || !isNumber(*node.high) || firstFactor(node.low).number.value <= firstFactor(*node.high).number.value) {
        return true;
    }
    const Place both{node.low.sum.place.at, node.high->sum.place.end() - node.low.sum.place.at};
    m_errors.add(both, QStringLiteral("The range runs backwards."),
        QStringLiteral("Write %1..%2.").arg(written(node.high->sum.place), written(node.low.sum.place)));
    return false;
}

void Units::fit(const Bound& bound, const Node& node, Kind left)
{
    if (bound.relative) {
        return;
    }
    const std::optional<std::size_t> single = onlyTerm(node.left);
    if (node.shape == Shape::Change && node.inPercent) {
        const Factor& amount = firstFactor(bound);
        if (node.drops && amount.number.value > 1.0 && single && metrics::unitOf(termAt(*single).metric) != Unit::None) {
            m_errors.add(amount.place, QStringLiteral("%1 is never below zero, so it drops by 100 % at most.").arg(nameOf(termAt(*single))),
                QStringLiteral("Write a percentage up to 100%."));
        }
        return;
    }
    for (const Product& product : bound.sum.products) {
        if (hasTerm(product)) {
            if (!fitBaseline(product, left)) {
                return;
            }
            continue;
        }
        const Factor& number = numberWithUnit(product);
        const auto units
            = std::ranges::count_if(product.factors, [](const Factor& factor) { return factor.number.written != Written::Plain; });
        if (units > 1) {
            m_errors.add(number.place, QStringLiteral("Two numbers with units are multiplied."), QStringLiteral("Leave one unit away."));
        } else if (single) {
            fitNumber(number, termAt(*single), isNumber(bound));
        } else {
            fitCalculated(number, left);
        }
    }
}

bool Units::fitBaseline(const Product& product, Kind left)
{
    for (const Factor& factor : product.factors) {
        const bool divisor = factor.term && factor.divides;
        const bool unit = !factor.term && (isTime(factor.number.written) || factor.number.written == Written::Tokens);
        if (divisor || unit) {
            m_errors.add(factor.place, QStringLiteral("The baseline is not multiplied or divided by “%1”.").arg(written(factor.place)),
                QStringLiteral("Write a plain number or a percentage: \"baseline * 1.5\", \"150% of baseline\"."));
            return false;
        }
    }
    const Kind kind = kindOf(product);
    if (kind != Kind::Unknown && left != Kind::Unknown && (kind == Kind::Time) != (left == Kind::Time)) {
        m_errors.add(product.factors.front().place,
            QStringLiteral("A time is compared with a baseline that is none, or the other way round."),
            QStringLiteral("Compare a metric with its own baseline."));
        return false;
    }
    return true;
}

void Units::fitNumber(const Factor& number, const Term& term, bool wholeBound)
{
    const Kind kind = kindOf(term);
    const bool declared = metrics::unitOf(term.metric) != Unit::None || isScore(term) || term.aggregate == Aggregate::Count
        || term.aggregate == Aggregate::Rate;
    if (!declared) {
        return fitUnknown(number, term);
    }
    if (fitKnown(number, term, kind) && wholeBound) {
        fitRange(number, term);
    }
}

bool Units::fitKnown(const Factor& number, const Term& term, Kind kind)
{
    const Kind is = kindOf(number.number.written);
    const QString name = nameOf(term);
    const QString unit = unitText(number);
    if (kind == Kind::Time && is != Kind::Time) {
        if (is == Kind::Plain) {
            m_errors.add({number.place.end(), 1}, QStringLiteral("%1 is a time, and its bound has no unit.").arg(name),
                QStringLiteral("Add s, ms or another unit of time: \"< 2s\", \"< 500ms\"."));
        } else {
            m_errors.add(unitPlace(number), QStringLiteral("%1 is a time; “%2” does not fit.").arg(name, unit),
                QStringLiteral("Write s, ms or another unit of time: \"< 2s\", \"< 500ms\"."));
        }
        return false;
    }
    if (kind != Kind::Time && is == Kind::Time) {
        m_errors.add(unitPlace(number), QStringLiteral("%1 is not a time; “%2” does not fit.").arg(name, unit),
            kind == Kind::Share ? QStringLiteral("Write a fraction or a percentage: \"< 0.01\", \"< 1%\".")
                                : QStringLiteral("Write a plain number."));
        return false;
    }
    if (kind == Kind::Count && is == Kind::Share) {
        m_errors.add(unitPlace(number), QStringLiteral("%1 is a count; “%2” does not fit.").arg(name, unit),
            QStringLiteral("Write a plain number."));
        return false;
    }
    if (kind == Kind::Share && is == Kind::Count) {
        m_errors.add(unitPlace(number), QStringLiteral("%1 is a share; “%2” does not fit.").arg(name, unit),
            QStringLiteral("Write a fraction or a percentage: \"< 0.01\", \"< 1%\"."));
        return false;
    }
    return true;
}

void Units::fitRange(const Factor& number, const Term& term)
{
    if (number.number.value < 0.0) {
        m_errors.add(number.place, QStringLiteral("%1 is never below zero.").arg(nameOf(term)), QStringLiteral("Write a positive bound."));
    } else if (kindOf(term) == Kind::Share && term.aggregate != Aggregate::Sum && number.number.value > 1.0) {
        const double figures = kindOf(number.number.written) == Kind::Share ? number.number.value * 100 : number.number.value;
        m_errors.add(number.place, QStringLiteral("%1 runs from 0 to 1, so it never reaches this bound.").arg(nameOf(term)),
            QStringLiteral("Write a fraction, or a unit: %1% is %2.").arg(figures).arg(figures / 100));
    }
}

void Units::fitUnknown(const Factor& number, const Term& term)
{
    const Kind kind = kindOf(number.number.written);
    const auto adopted = m_adopted.find(term.metric);
    if (adopted == m_adopted.end()) {
        m_adopted.insert(term.metric, {number.number.written, written(number.place)});
        return;
    }
    const Kind first = kindOf(adopted->written);
    const bool fits = first == kind || (first != Kind::Time && kind != Kind::Time && (first == Kind::Plain || kind == Kind::Plain));
    if (!fits) {
        m_errors.add(number.place,
            QStringLiteral("%1 is compared with %2 before, and “%3” is of another kind.")
                .arg(term.metric, adopted->text, written(number.place)),
            QStringLiteral("Write both bounds in one unit."));
    } else if (first == Kind::Plain) {
        *adopted = {number.number.written, written(number.place)};
    }
}

void Units::fitCalculated(const Factor& number, Kind left)
{
    const bool time = isTime(number.number.written);
    if (left == Kind::Time && !time) {
        m_errors.add(number.place, QStringLiteral("A time is compared with “%1”, which is none.").arg(written(number.place)),
            QStringLiteral("Add s, ms or another unit of time: \"< 2s\", \"< 500ms\"."));
    } else if (left != Kind::Time && left != Kind::Unknown && time) {
        m_errors.add(number.place, QStringLiteral("“%1” is a time, and the left side is none.").arg(written(number.place)),
            QStringLiteral("Write a plain number or a percentage."));
    }
}

QString Units::unitText(const Factor& number) const
{
    return m_text.mid(number.unitAt, number.place.end() - number.unitAt).toString().remove(QLatin1Char(' '));
}

Place Units::unitPlace(const Factor& number) const
{
    return {number.unitAt, number.place.end() - number.unitAt};
}

} // namespace fairlead::condition
