#include "models/formats/alerts/alert_shape.h"

#include "models/formats/alerts/promql/duration.h"
#include "models/formats/alerts/promql/parser.h"

#include <QLocale>

#include <algorithm>
#include <cmath>

namespace fairlead::formats::alerts {

namespace {

using condition::Comparator;
using promql::Expression;
using promql::Node;
using promql::Token;

std::optional<Comparator> comparatorOf(Token token, bool turned)
{
    switch (token) {
    case Token::Less: return turned ? Comparator::Greater : Comparator::Less;
    case Token::LessOrEqual: return turned ? Comparator::GreaterOrEqual : Comparator::LessOrEqual;
    case Token::Greater: return turned ? Comparator::Less : Comparator::Greater;
    case Token::GreaterOrEqual: return turned ? Comparator::LessOrEqual : Comparator::GreaterOrEqual;
    case Token::Equal: return Comparator::Equal;
    case Token::NotEqual: return Comparator::NotEqual;
    default: return std::nullopt;
    }
}

int withoutParens(const Expression& expression, int node)
{
    while (expression.at(node).kind == Node::Kind::Paren) {
        node = expression.at(node).left;
    }
    return node;
}

/// Moved selectors (offset, @) have no counterpart elsewhere.
bool isPlain(const Node& node)
{
    return !node.hasOffset && !node.hasTime;
}

bool takeVector(const Node& node, MetricShape& shape)
{
    shape.metric = node.name;
    shape.matches = node.matches;
    return node.kind == Node::Kind::Vector && isPlain(node) && !node.name.isEmpty();
}

bool takeAggregate(const Expression& expression, const Node& node, MetricShape& shape)
{
    switch (node.op) {
    case Token::Avg: shape.acrossSeries = QStringLiteral("avg"); break;
    case Token::Sum: shape.acrossSeries = QStringLiteral("sum"); break;
    case Token::Min: shape.acrossSeries = QStringLiteral("min"); break;
    case Token::Max: shape.acrossSeries = QStringLiteral("max"); break;
    case Token::Count: shape.acrossSeries = QStringLiteral("count"); break;
    default: return false;
    }
    shape.by = node.grouping;
    return !node.without && takeVector(expression.at(withoutParens(expression, node.left)), shape);
}

/// avg_over_time(metric[5m]), avg_over_time(avg(metric)[5m:]), quantile_over_time(0.95, metric[5m])
bool takeCall(const Expression& expression, const Node& node, MetricShape& shape)
{
    static const QString suffix = QStringLiteral("_over_time");
    static const QStringList known{QStringLiteral("avg"), QStringLiteral("sum"), QStringLiteral("min"), QStringLiteral("max"),
        QStringLiteral("count"), QStringLiteral("quantile")};
    shape.overTime = node.name.chopped(std::min(suffix.size(), node.name.size()));
    if (!node.name.endsWith(suffix) || !known.contains(shape.overTime)) {
        return false;
    }
    if (shape.overTime == QLatin1String("quantile")) {
        const Node& quantile = expression.at(withoutParens(expression, node.arguments.front()));
        shape.quantile = quantile.number;
        if (quantile.kind != Node::Kind::Number) {
            return false;
        }
    }
    const Node& range = expression.at(withoutParens(expression, node.arguments.back()));
    shape.window = range.range;
    if (!isPlain(range)) {
        return false;
    }
    if (range.kind == Node::Kind::Matrix) {
        return takeVector(expression.at(range.left), shape);
    }
    const Node& inner = expression.at(withoutParens(expression, range.left));
    return range.kind == Node::Kind::Subquery && inner.kind == Node::Kind::Aggregate && takeAggregate(expression, inner, shape);
}

QString braces(const std::vector<promql::LabelMatch>& matches)
{
    QStringList parts;
    for (const promql::LabelMatch& match : matches) {
        const char* sign = match.op == Token::Assign ? "="
            : match.op == Token::NotEqual            ? "!="
            : match.op == Token::MatchRegex          ? "=~"
                                                     : "!~";
        parts.append(match.label + QLatin1String(sign) + quotedText(match.value));
    }
    return parts.isEmpty() ? QString() : QStringLiteral("{%1}").arg(parts.join(QStringLiteral(", ")));
}

} // namespace

std::optional<MetricShape> metricShapeOf(const Expression& expression, int node)
{
    const Node& whole = expression.at(withoutParens(expression, node));
    MetricShape shape;
    bool fits = false;
    switch (whole.kind) {
    case Node::Kind::Vector: fits = takeVector(whole, shape); break;
    case Node::Kind::Aggregate: fits = takeAggregate(expression, whole, shape); break;
    case Node::Kind::Call: fits = takeCall(expression, whole, shape); break;
    default: break;
    }
    return fits ? std::optional(shape) : std::nullopt;
}

std::optional<AlertShape> shapeOf(const QString& expr)
{
    const auto parsed = promql::parseExpression(expr);
    if (!parsed) {
        return std::nullopt;
    }
    const Node& whole = parsed->at(withoutParens(*parsed, parsed->root));
    if (whole.kind != Node::Kind::Binary || whole.returnsBool) {
        return std::nullopt;
    }
    const int left = withoutParens(*parsed, whole.left);
    const int right = withoutParens(*parsed, whole.right);
    const bool turned = parsed->at(left).kind == Node::Kind::Number;
    const Node& number = parsed->at(turned ? left : right);
    const std::optional<Comparator> comparator = comparatorOf(whole.op, turned);
    if (!comparator || number.kind != Node::Kind::Number || parsed->at(turned ? right : left).type != promql::ValueType::InstantVector) {
        return std::nullopt;
    }
    AlertShape shape;
    shape.value = parsed->textOf(parsed->at(turned ? whole.right : whole.left));
    shape.comparator = *comparator;
    shape.bound = number.number;
    shape.boundText = parsed->textOf(number);
    shape.metric = metricShapeOf(*parsed, turned ? right : left);
    return std::isfinite(shape.bound) ? std::optional(shape) : std::nullopt;
}

QString toPromql(const MetricShape& shape)
{
    QString text = shape.metric + braces(shape.matches);
    if (!shape.acrossSeries.isEmpty()) {
        const QString by = shape.by.isEmpty() ? QString() : QStringLiteral(" by (%1) ").arg(shape.by.join(QStringLiteral(", ")));
        text = QStringLiteral("%1%2(%3)").arg(shape.acrossSeries, by, text);
    }
    if (shape.overTime.isEmpty()) {
        return text;
    }
    const QString window = promql::toPrometheusDuration(shape.window) + (shape.acrossSeries.isEmpty() ? QString() : QStringLiteral(":"));
    const QString parameter = shape.overTime == QLatin1String("quantile") ? numberText(shape.quantile) + QStringLiteral(", ") : QString();
    return QStringLiteral("%1_over_time(%2%3[%4])").arg(shape.overTime, parameter, text, window);
}

QString toPromql(Comparator comparator)
{
    switch (comparator) {
    case Comparator::Less: return QStringLiteral("<");
    case Comparator::LessOrEqual: return QStringLiteral("<=");
    case Comparator::Greater: return QStringLiteral(">");
    case Comparator::GreaterOrEqual: return QStringLiteral(">=");
    case Comparator::Equal: return QStringLiteral("==");
    case Comparator::NotEqual: return QStringLiteral("!=");
    }
    Q_UNREACHABLE();
}

QString numberText(double value)
{
    constexpr double kPlain = 1e15;
    if (std::trunc(value) == value && std::abs(value) < kPlain) {
        return QString::number(value, 'f', 0);
    }
    return QString::number(value, 'g', QLocale::FloatingPointShortest);
}

QString quotedText(const QString& text)
{
    QString quoted = QStringLiteral("\"");
    for (const QChar c : text) {
        switch (c.unicode()) {
        case u'"': quoted += QStringLiteral("\\\""); break;
        case u'\\': quoted += QStringLiteral("\\\\"); break;
        case u'\n': quoted += QStringLiteral("\\n"); break;
        case u'\r': quoted += QStringLiteral("\\r"); break;
        case u'\t': quoted += QStringLiteral("\\t"); break;
        default:
            // DEL, the controls of Latin-1 and the line ends of Unicode are no plain text in YAML.
            if (c.unicode() < 0x20 || (c.unicode() >= 0x7F && c.unicode() <= 0x9F) || c.unicode() == 0x2028 || c.unicode() == 0x2029
                || c.unicode() == 0xFEFF) {
                quoted += QStringLiteral("\\u%1").arg(static_cast<uint>(c.unicode()), 4, 16, QLatin1Char('0'));
            } else {
                quoted += c;
            }
        }
    }
    return quoted + QLatin1Char('"');
}

QString prometheusName(const QString& name, bool label)
{
    QString made;
    for (const QChar c : name) {
        const char16_t unit = c.unicode();
        const bool word
            = (unit >= u'a' && unit <= u'z') || (unit >= u'A' && unit <= u'Z') || (unit >= u'0' && unit <= u'9') || unit == u'_';
        made += word || (unit == u':' && !label) ? c : QLatin1Char('_');
    }
    if (made.isEmpty() || made.at(0).isDigit()) {
        made.prepend(QLatin1Char('_'));
    }
    return made == QLatin1String("__name__") && label ? QStringLiteral("name") : made;
}

} // namespace fairlead::formats::alerts
