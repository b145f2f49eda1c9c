#include "models/domain/condition/parser.h"

namespace fairlead::condition {

namespace {

constexpr int kDeepest = 100;

QString helpForNext(QStringView text, const Token& token)
{
    const QStringView after = text.mid(token.place.end(), 1);
    if (token.text == u"=") {
        return after == u"<" || after == u">" ? QStringLiteral("Write %1=.").arg(after) : QStringLiteral("Write == for “equal to”.");
    }
    if (token.text.startsWith(QLatin1Char('&'))) {
        return QStringLiteral("Write and.");
    }
    if (token.text.startsWith(QLatin1Char('|'))) {
        return QStringLiteral("Write or.");
    }
    if (token.text == u"!") {
        return QStringLiteral("Write not before a comparison, or != for “other than”.");
    }
    if (token.is(Symbol::Close)) {
        return QStringLiteral("Take it away, or write ( before the comparison.");
    }
    if (comparatorOf(token.symbol)) {
        return QStringLiteral("A comparison has one bound. Write a range (1s..2s), or join two comparisons by and.");
    }
    return QStringLiteral(
        "After the number only a unit (ns, µs, ms, s, m, h, d, %, /100 or tokens) may stand; join comparisons by and or or.");
}

} // namespace

QString shown(QStringView text)
{
    constexpr qsizetype kMost = 40;
    return text.size() <= kMost ? text.toString() : text.left(kMost - 1).toString() + QChar(0x2026);
}

Parser::Parser(QStringView text, qsizetype from, QString subject, Errors& errors, EndsAt endsAt)
    : m_text(text)
    , m_subject(std::move(subject))
    , m_errors(errors)
    , m_endsAt(endsAt)
    , m_units(m_tree, text, errors)
    , m_token(tokenAt(text, from))
    , m_end(m_token.place.at)
{
}

void Parser::parse()
{
    m_tree.root = disjunction();
    m_units.finish();
}

void Parser::refuseNext()
{
    if (m_token.kind != TokenKind::End && !m_dead) {
        error(m_token.place, QStringLiteral("“%1” is not part of a condition.").arg(textOf(m_token.place)), helpForNext(m_text, m_token));
    }
}

Node Parser::disjunction()
{
    Node first = conjunction();
    if (m_dead || !m_token.is("or")) {
        return first;
    }
    Node node;
    node.shape = Shape::Or;
    node.parts.push_back(std::move(first));
    while (!m_dead && take("or")) {
        node.parts.push_back(conjunction());
    }
    return node;
}

Node Parser::conjunction()
{
    Node first = negation();
    if (m_dead || !m_token.is("and")) {
        return first;
    }
    Node node;
    node.shape = Shape::And;
    node.parts.push_back(std::move(first));
    while (!m_dead && take("and")) {
        node.parts.push_back(negation());
    }
    return node;
}

Node Parser::negation()
{
    const bool negated = m_token.is("not");
    if (!negated && !m_token.is(Symbol::Open)) {
        return comparison();
    }
    if (m_depth >= kDeepest) {
        error(m_token.place, QStringLiteral("Parentheses and not are nested deeper than %1.").arg(kDeepest),
            QStringLiteral("Take away parentheses that change nothing, or write two rules."));
        m_dead = true;
        return {};
    }
    ++m_depth;
    Node node;
    if (negated) {
        advance();
        node.shape = Shape::Not;
        node.parts.push_back(negation());
    } else {
        node = group();
    }
    --m_depth;
    return node;
}

Node Parser::group()
{
    const Place open = m_token.place;
    advance();
    Node node = disjunction();
    if (m_dead || take(Symbol::Close)) {
        return node;
    }
    if (m_token.kind == TokenKind::End || (m_endsAt != nullptr && m_endsAt(m_text, m_token))) {
        error(open, QStringLiteral("This parenthesis is not closed."), QStringLiteral("Write ) after its last comparison."));
        return node;
    }
    refuseNext();
    recover();
    take(Symbol::Close);
    return node;
}

Node Parser::comparison()
{
    m_failed = false;
    m_leftTerm.reset();
    Node node;
    const bool sign = m_token.is(Symbol::Plus) || m_token.is(Symbol::Minus);
    if (isRelation()) {
        node = relation(subjectSide());
    } else if (m_token.kind == TokenKind::Number || (sign && following().kind == TokenKind::Number)) {
        node = numberFirst();
    } else if (beginsSum()) {
        node = relation(leftSide());
    } else if (m_token.kind == TokenKind::Unreadable) {
        error(m_token.place, QStringLiteral("“%1” does not begin a comparison.").arg(textOf(m_token.place)), helpForNext(m_text, m_token));
    } else {
        error(m_token.place, QStringLiteral("A comparison is missing here."),
            m_subject.isEmpty() ? QStringLiteral("Write a metric, a comparison and a bound: \"error_rate < 0.01\".")
                                : QStringLiteral("Begin with <, <=, > or >=: \"< 0.01\"."));
    }
    if (m_failed) {
        recover();
    } else {
        m_units.check(node);
    }
    return node;
}

Node Parser::relation(Sum left)
{
    if (m_failed) {
        return {};
    }
    if (const std::optional<Comparator> comparator = comparatorOf(m_token.symbol)) {
        advance();
        return compare(std::move(left), *comparator);
    }
    const bool outside = m_token.is("outside");
    if (outside || m_token.is("in")) {
        advance();
        return range(std::move(left), outside);
    }
    if (isRelation()) {
        return change(std::move(left));
    }
    const bool sign = m_token.is(Symbol::Plus) || m_token.is(Symbol::Minus);
    if (m_token.kind == TokenKind::Number || sign) {
        return range(std::move(left), false);
    }
    const QString name = exampleLeft(left);
    if (m_token.is("not")) {
        error(m_token.place, QStringLiteral("“not” stands before a comparison."),
            QStringLiteral("Write not %1 < 2s, or %1 outside 1s..2s.").arg(name));
    } else if (m_token.kind == TokenKind::End || m_token.is("and") || m_token.is("or") || m_token.is(Symbol::Close)) {
        error(m_token.place, QStringLiteral("A comparison is missing after “%1”.").arg(name),
            QStringLiteral("Write a bound, such as %1 < 2s. Parentheses hold whole comparisons.").arg(name));
    } else {
        error(m_token.place, QStringLiteral("“%1” is not a comparison.").arg(textOf(m_token.place)),
            m_token.kind == TokenKind::Unreadable ? helpForNext(m_text, m_token)
                                                  : QStringLiteral("Write <, <=, >, >=, ==, !=, in, outside, drops by or rises by."));
    }
    return {};
}

Node Parser::numberFirst()
{
    const Place first = m_token.place;
    Node node;
    if (!m_subject.isEmpty()) {
        node.left = subjectSide();
    }
    Bound low = bound(node);
    if (m_failed) {
        return node;
    }
    if (take(Symbol::To)) {
        node.shape = Shape::Range;
        if (m_subject.isEmpty()) {
            error(first, QStringLiteral("The range names no metric."), QStringLiteral("Write the metric first: \"calls in 35%..45%\"."));
        } else {
            finishRange(node, std::move(low));
        }
        return node;
    }
    const std::optional<Comparator> comparator = comparatorOf(m_token.symbol);
    if (!comparator) {
        error(first, QStringLiteral("The condition does not begin with a comparison."),
            m_subject.isEmpty() ? QStringLiteral("Begin with a metric: \"error_rate < 0.01\".")
                                : QStringLiteral("Begin with <, <=, > or >=: \"< %1\".").arg(textOf(low.sum.place)));
        return node;
    }
    advance();
    compareNumbers(low, *comparator);
    return node;
}

Node Parser::compare(Sum left, Comparator comparator)
{
    Node node;
    node.shape = Shape::Compare;
    node.left = std::move(left);
    node.comparator = comparator;
    node.low = bound(node);
    if (!m_failed && take(Symbol::To)) {
        error(node.low.sum.place, QStringLiteral("A range stands without a comparison before it."),
            QStringLiteral("Write %1 in %2..%3.").arg(exampleLeft(node.left), textOf(node.low.sum.place), textOf(m_token.place)));
    }
    return node;
}

Node Parser::range(Sum left, bool outside)
{
    Node node;
    node.shape = Shape::Range;
    node.left = std::move(left);
    node.outside = outside;
    Bound low = bound(node);
    if (m_failed) {
        return node;
    }
    if (!take(Symbol::To)) {
        const QString name = exampleLeft(node.left);
        const QString number = textOf(low.sum.place);
        error(low.sum.place, QStringLiteral("“%1” is not a range.").arg(number),
            QStringLiteral("Write a comparison (%1 < %2), or both ends of a range (%1 in 35%..45%).").arg(name, number));
        return node;
    }
    finishRange(node, std::move(low));
    return node;
}

void Parser::finishRange(Node& node, Bound low)
{
    node.low = std::move(low);
    node.high = bound(node);
    if (m_failed) {
        return;
    }
    // "90%..110% of baseline": what follows the second end is meant of both.
    const std::vector<Factor>& high = node.high->sum.products.front().factors;
    std::vector<Product>& first = node.low.sum.products;
    const bool share = high.size() == 2 && high[0].number.written == Written::Percent && !high[0].term && high[1].term;
    if (share && !node.low.relative && first.size() == 1 && first[0].factors.size() == 1
        && first[0].factors[0].number.written == Written::Percent) {
        first[0].factors.push_back(high[1]);
    }
}

Node Parser::change(Sum left)
{
    Node node;
    node.shape = Shape::Change;
    node.left = std::move(left);
    node.drops = m_token.is("drops") || m_token.is("drop");
    const Token verb = m_token;
    advance();
    if (!take("by")) {
        error(m_token.place, QStringLiteral("“by” is missing after “%1”.").arg(verb.text),
            QStringLiteral("Write %1 %2 by 5%, or compare: %1 %3 2s.")
                .arg(exampleLeft(node.left), verb.text.toString(), QLatin1String(node.drops ? "<" : ">")));
        return node;
    }
    node.comparator = Comparator::GreaterOrEqual;
    if (const std::optional<Comparator> comparator = comparatorOf(m_token.symbol)) {
        node.comparator = *comparator;
        advance();
    }
    node.baseline = baselineOf(node.left, verb.place);
    const auto amount = [this](Bound& bound) {
        bound.sum.products.emplace_back();
        const bool read = m_token.kind == TokenKind::Number ? numberFactor(bound.sum.products.front()) : notANumber();
        bound.sum.place = read ? bound.sum.products.front().factors.front().place : m_token.place;
        return read;
    };
    if (!amount(node.low)) {
        return node;
    }
    if (take(Symbol::To) && !amount(node.high.emplace())) {
        return node;
    }
    node.inPercent = node.low.sum.products.front().factors.front().number.written == Written::Percent;
    if (m_token.is("of") || m_token.is("from")) {
        advance();
        if (!take("baseline")) {
            error(
                m_token.place, QStringLiteral("A change is measured from the baseline."), QStringLiteral("Write of baseline, or nothing."));
        }
    }
    return node;
}

void Parser::recover()
{
    int open = 0;
    while (!m_dead && m_token.kind != TokenKind::End) {
        if (m_endsAt != nullptr && m_endsAt(m_text, m_token)) {
            return;
        }
        const bool joins = m_token.is("and") || m_token.is("or") || m_token.is(Symbol::Close);
        if (open == 0 && joins) {
            return;
        }
        open += m_token.is(Symbol::Open) ? 1 : 0;
        open -= m_token.is(Symbol::Close) ? 1 : 0;
        advance();
    }
}

void Parser::advance()
{
    m_end = m_token.place.end();
    m_token = tokenAt(m_text, m_end);
}

bool Parser::take(const char* word)
{
    const bool found = m_token.is(word);
    if (found) {
        advance();
    }
    return found;
}

bool Parser::take(Symbol symbol)
{
    const bool found = m_token.is(symbol);
    if (found) {
        advance();
    }
    return found;
}

void Parser::error(Place place, const QString& message, const QString& help)
{
    m_failed = true;
    if (!m_dead) {
        m_errors.add(place, message, help);
    }
    m_dead = m_dead || m_errors.isFull();
}

} // namespace fairlead::condition
