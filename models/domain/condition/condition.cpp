#include "models/domain/condition/condition.h"

#include "models/domain/condition/echo.h"
#include "models/domain/condition/evaluation.h"
#include "models/domain/condition/node.h"
#include "models/domain/condition/parser.h"

#include <QSet>

#include <algorithm>

namespace fairlead::condition {

std::expected<Condition, std::vector<TextError>> Condition::parse(const QString& text, const QString& subject)
{
    Errors errors;
    Parser parser(text, 0, subject, errors);
    parser.parse();
    parser.refuseNext();
    if (!errors.isEmpty()) {
        return std::unexpected(errors.inOrder());
    }
    Condition condition;
    condition.m_text = text.trimmed();
    condition.m_subject = subject;
    condition.m_tree = std::make_shared<const Tree>(parser.takeTree());
    return condition;
}

const Node& Condition::root() const
{
    return m_tree->root;
}

std::vector<Term> Condition::terms() const
{
    std::vector<Term> terms;
    for (const TermUse& use : m_tree->terms) {
        terms.push_back(use.term);
    }
    return terms;
}

QStringList Condition::metrics() const
{
    QStringList names;
    QSet<QString> seen;
    for (const TermUse& use : m_tree->terms) {
        if (!seen.contains(use.term.metric)) {
            seen.insert(use.term.metric);
            names.append(use.term.metric);
        }
    }
    return names;
}

metrics::Unit Condition::unit() const
{
    return m_tree->terms.front().unit;
}

bool Condition::needsBaseline() const
{
    return std::ranges::any_of(m_tree->terms, [](const TermUse& use) { return use.term.role == metrics::Role::Baseline; });
}

Answer Condition::evaluate(const Values& values) const
{
    return condition::evaluate(*m_tree, values);
}

QString Condition::echo() const
{
    return echoOf(*m_tree, m_tree->root);
}

QString Condition::boundInWords() const
{
    const Node& root = m_tree->root;
    const std::optional<std::size_t> left = root.parts.empty() ? onlyTerm(root.left) : std::nullopt;
    const bool ofSubject = left && m_tree->terms.at(*left).term == Term{m_subject, metrics::Role::Canary, Aggregate::Newest};
    return ofSubject ? boundOf(*m_tree, root) : echo();
}

QString Condition::title() const
{
    QString title = echo();
    title[0] = title.at(0).toUpper();
    return title;
}

std::optional<Threshold> Condition::threshold() const
{
    const Node& root = m_tree->root;
    const std::optional<std::size_t> left = onlyTerm(root.left);
    const std::optional<double> bound = root.low.relative ? std::nullopt : constantOf(root.low.sum);
    if (root.shape != Shape::Compare || !left || !bound) {
        return std::nullopt;
    }
    const TermUse& use = m_tree->terms.at(*left);
    return Threshold{use.term, root.comparator, *bound, use.unit};
}

std::optional<double> constantOf(const Sum& sum)
{
    double total = 0.0;
    for (const Product& product : sum.products) {
        double value = product.minus ? -1.0 : 1.0;
        for (const Factor& factor : product.factors) {
            if (factor.term || (factor.divides && factor.number.value == 0.0)) {
                return std::nullopt;
            }
            value = factor.divides ? value / factor.number.value : value * factor.number.value;
        }
        total += value;
    }
    return sum.products.empty() ? std::nullopt : std::optional(total);
}

QString nameOf(const Term& term)
{
    QString name = term.metric;
    switch (term.aggregate) {
    case Aggregate::Newest: break;
    case Aggregate::Mean: name = QStringLiteral("mean(%1)").arg(name); break;
    case Aggregate::Median: name = QStringLiteral("median(%1)").arg(name); break;
    case Aggregate::P90: name = QStringLiteral("p90(%1)").arg(name); break;
    case Aggregate::P95: name = QStringLiteral("p95(%1)").arg(name); break;
    case Aggregate::P99: name = QStringLiteral("p99(%1)").arg(name); break;
    case Aggregate::Min: name = QStringLiteral("min(%1)").arg(name); break;
    case Aggregate::Max: name = QStringLiteral("max(%1)").arg(name); break;
    case Aggregate::Sum: name = QStringLiteral("sum(%1)").arg(name); break;
    case Aggregate::Count: name = QStringLiteral("count(%1)").arg(name); break;
    case Aggregate::Rate: name = QStringLiteral("rate(%1)").arg(name); break;
    }
    return term.role == metrics::Role::Baseline ? QStringLiteral("the baseline of ") + name : name;
}

} // namespace fairlead::condition
