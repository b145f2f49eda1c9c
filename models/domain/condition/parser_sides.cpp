#include "models/domain/condition/parser.h"

namespace fairlead::condition {

namespace {

/// The comparator that says the same with its sides exchanged.
QLatin1String exchanged(Comparator comparator)
{
    switch (comparator) {
    case Comparator::Less: return QLatin1String(">");
    case Comparator::LessOrEqual: return QLatin1String(">=");
    case Comparator::Greater: return QLatin1String("<");
    case Comparator::GreaterOrEqual: return QLatin1String("<=");
    case Comparator::Equal: return QLatin1String("==");
    case Comparator::NotEqual: break;
    }
    return QLatin1String("!=");
}

QString kindInWords(Written written)
{
    if (isTime(written)) {
        return QStringLiteral("A time");
    }
    switch (written) {
    case Written::Percent:
    case Written::OfHundred: return QStringLiteral("A share");
    case Written::Tokens: return QStringLiteral("A count");
    default: return QStringLiteral("A plain number");
    }
}

} // namespace

Sum Parser::leftSide()
{
    return sum(Side::Left);
}

Sum Parser::subjectSide()
{
    Sum side;
    if (m_subject.isEmpty()) {
        error(m_token.place, QStringLiteral("The comparison names no metric."),
            QStringLiteral("Write the metric first: \"error_rate < 0.01\"."));
        return side;
    }
    m_leftTerm = Term{m_subject, metrics::Role::Canary, Aggregate::Newest};
    Factor factor;
    factor.term = indexOf(*m_leftTerm);
    factor.place = m_token.place;
    side.place = m_token.place;
    side.products.push_back({false, {factor}});
    return side;
}

void Parser::compareNumbers(const Bound& low, Comparator comparator)
{
    const QString left = textOf(low.sum.place);
    if (m_token.kind != TokenKind::Number) {
        const QString metric = beginsSum() ? textOf(m_token.place) : QStringLiteral("latency");
        error(low.sum.place, QStringLiteral("A comparison begins with its metric, not with a number."),
            QStringLiteral("Write %1 %2 %3.").arg(metric, exchanged(comparator), left));
        return;
    }
    const Factor& first = low.sum.products.front().factors.front();
    const QString right = textOf(m_token.place);
    const QString kind = kindInWords(first.number.written);
    const QString otherKind = kindInWords(m_token.number.written);
    if (kind != otherKind) {
        error(m_token.place, QStringLiteral("%1 (%2) cannot be compared with %3 (%4).").arg(kind, left, otherKind.toLower(), right),
            QStringLiteral("Write a metric on the left and its own unit on the right: \"latency < 2s\", \"error_rate < 5%\"."));
        return;
    }
    error(low.sum.place, QStringLiteral("Two numbers are compared, so the answer never changes."),
        QStringLiteral("Write a metric on the left: \"latency < %1\".").arg(right));
}

Bound Parser::bound(Node& node)
{
    Bound bound;
    const Token sign = m_token;
    const bool plus = sign.is(Symbol::Plus);
    const Token after = plus || sign.is(Symbol::Minus) ? following() : Token();
    if (after.kind != TokenKind::Number) {
        bound.sum = sum(Side::Right);
        return bound;
    }
    if (plus && after.number.written != Written::Percent) {
        const QString number = textOf(after.place);
        error({sign.place.at, after.place.end() - sign.place.at}, QStringLiteral("“+%1” does not say above what.").arg(number),
            QStringLiteral("Write baseline + %1, or +10% for 10 % above the baseline.").arg(number));
        return bound;
    }
    advance();
    if (after.number.written != Written::Percent) {
        m_sign = sign.place;
        bound.sum = sum(Side::Right);
        return bound;
    }
    bound.relative = true;
    node.baseline = baselineOf(node.left, {sign.place.at, after.place.end() - sign.place.at});
    bound.sum.products.emplace_back();
    numberFactor(bound.sum.products.front());
    Factor& factor = bound.sum.products.front().factors.front();
    factor.number.value = plus ? factor.number.value : -factor.number.value;
    factor.place = {sign.place.at, factor.place.end() - sign.place.at};
    bound.sum.place = factor.place;
    if (!m_failed && m_token.is("of") && following().is("baseline")) {
        advance();
        advance();
    }
    return bound;
}

Sum Parser::sum(Side side)
{
    Sum sum;
    const qsizetype from = m_sign ? m_sign->at : m_token.place.at;
    bool minus = side == Side::Right && !m_sign && take(Symbol::Minus);
    do {
        Product& next = sum.products.emplace_back();
        next.minus = minus;
        if (!product(next, side)) {
            return sum;
        }
        minus = m_token.is(Symbol::Minus);
    } while (take(Symbol::Plus) || take(Symbol::Minus));
    sum.place = {from, m_end - from};
    return sum;
}

bool Parser::product(Product& product, Side side)
{
    bool divides = false;
    do {
        const bool number = m_token.kind == TokenKind::Number && (side == Side::Right || !product.factors.empty());
        if (!(number ? numberFactor(product) : termFactor(product, side))) {
            return false;
        }
        product.factors.back().divides = divides;
        const bool percent = number && product.factors.back().number.written == Written::Percent;
        if (percent && side == Side::Right && take("of")) {
            if (!ofBaseline(product)) {
                return false;
            }
            product.factors.back().divides = divides;
        }
        divides = m_token.is(Symbol::Divide);
    } while (take(Symbol::Times) || take(Symbol::Divide));
    return true;
}

bool Parser::numberFactor(Product& product)
{
    Factor factor;
    factor.number = m_token.number;
    factor.place = m_token.place;
    factor.unitAt = m_token.unitAt;
    if (m_sign) {
        factor.number.value = -factor.number.value;
        factor.place = {m_sign->at, m_token.place.end() - m_sign->at};
        m_sign.reset();
    }
    product.factors.push_back(factor);
    advance();
    const std::optional<QLatin1String> unit = factor.number.written == Written::Plain ? unitMeant(m_token) : std::nullopt;
    if (unit) {
        const QString number = textOf(factor.place);
        error(m_token.place, QStringLiteral("“%1” is not part of a condition.").arg(textOf(m_token.place)),
            QStringLiteral("Write %1%2 instead of %1 %3.").arg(number, *unit, textOf(m_token.place)));
        return false;
    }
    const bool comma = m_token.is(Symbol::Comma) && m_token.place.at == m_end;
    if (comma && m_text.mid(m_token.place.end(), 1) < u":" && m_text.mid(m_token.place.end(), 1) >= u"0") {
        const QString right = QString(factor.number.written == Written::Plain ? textOf(factor.place) : QStringLiteral("0"));
        error(m_token.place, QStringLiteral("A number has a point, not a comma."),
            QStringLiteral("Write %1.%2 instead of %1,%2.").arg(right, textOf(following().place)));
        return false;
    }
    return true;
}

bool Parser::ofBaseline(Product& product)
{
    if (!m_token.is("baseline") && !(aggregateNamed(m_token) && following().is(Symbol::Open))) {
        error(m_token.place, QStringLiteral("A share is taken of the baseline only."), QStringLiteral("Write 150% of baseline."));
        return false;
    }
    return termFactor(product, Side::Right);
}

bool Parser::notANumber()
{
    if (m_token.kind == TokenKind::End) {
        error(m_token.place, QStringLiteral("The bound is missing."), QStringLiteral("Write a number after the comparison: \"< 0.01\"."));
        return false;
    }
    const bool figures = m_token.kind == TokenKind::Unreadable && !m_token.text.isEmpty() && m_token.text.front().isDigit();
    error(m_token.place,
        figures ? QStringLiteral("The number is too large or too small to calculate with.")
                : QStringLiteral("“%1” is not a number.").arg(textOf(m_token.place)),
        QStringLiteral("Write a number or the baseline after the comparison: \"< 0.01\", \"> baseline * 1.5\"."));
    return false;
}

std::optional<std::size_t> Parser::baselineOf(const Sum& left, Place place)
{
    const std::optional<std::size_t> term = onlyTerm(left);
    if (!term) {
        if (!m_failed) {
            error(place, QStringLiteral("What is calculated has no baseline of its own."),
                QStringLiteral("Write one metric on the left, or compare with baseline(latency) * 1.1."));
        }
        return std::nullopt;
    }
    Term baseline = m_tree.terms.at(*term).term;
    baseline.role = metrics::Role::Baseline;
    return indexOf(baseline);
}

QString Parser::exampleLeft(const Sum& left) const
{
    return left.place.length > 0 && onlyTerm(left) ? m_tree.terms.at(*onlyTerm(left)).term.metric : QStringLiteral("latency");
}

} // namespace fairlead::condition
