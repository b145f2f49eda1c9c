#include "models/domain/condition/parser.h"

#include <algorithm>
#include <array>

namespace fairlead::condition {

namespace {

const std::array<std::pair<const char*, Aggregate>, 13> kAggregates{
    {{"mean", Aggregate::Mean}, {"avg", Aggregate::Mean}, {"median", Aggregate::Median}, {"p50", Aggregate::Median},
        {"p90", Aggregate::P90}, {"p95", Aggregate::P95}, {"p99", Aggregate::P99}, {"min", Aggregate::Min}, {"max", Aggregate::Max},
        {"sum", Aggregate::Sum}, {"count", Aggregate::Count}, {"rate", Aggregate::Rate}, {"newest", Aggregate::Newest}}};

const std::array<const char*, 11> kWords{"and", "or", "not", "in", "outside", "of", "by", "drops", "drop", "rises", "rise"};

metrics::Unit declaredUnit(const Term& term)
{
    switch (term.aggregate) {
    case Aggregate::Count: return metrics::Unit::Count;
    case Aggregate::Rate: return metrics::Unit::None;
    default: return metrics::unitOf(term.metric);
    }
}

} // namespace

std::optional<Aggregate> aggregateNamed(const Token& word)
{
    const auto found = std::ranges::find_if(kAggregates, [&](const auto& entry) { return word.is(entry.first); });
    return found == kAggregates.end() ? std::nullopt : std::optional(found->second);
}

bool Parser::isRelation() const
{
    const auto any = [this](auto... words) { return (m_token.is(words) || ...); };
    return comparatorOf(m_token.symbol) || any("in", "outside", "drops", "drop", "rises", "rise");
}

bool Parser::beginsSum() const
{
    const bool reserved = std::ranges::any_of(kWords, [this](const char* word) { return m_token.is(word); });
    const bool elsewhere = m_endsAt != nullptr && m_endsAt(m_text, m_token);
    return m_token.kind == TokenKind::Word && !reserved && !elsewhere;
}

bool Parser::termFactor(Product& product, Side side)
{
    Place place = m_token.place;
    if (!beginsSum()) {
        return side == Side::Right ? notANumber() : missingMetric();
    }
    const bool call = !m_token.quoted && following().is(Symbol::Open);
    std::optional<Term> term;
    if (m_token.is("baseline")) {
        term = baselineTerm(call);
    } else if (call) {
        term = aggregated(false);
    } else if (side == Side::Right) {
        return notANumber();
    } else {
        term = Term{m_token.text.toString(), metrics::Role::Canary, Aggregate::Newest};
        advance();
    }
    if (!term) {
        return false;
    }
    place.length = m_end - place.at;
    if (side == Side::Right && term->role != metrics::Role::Baseline) {
        error(place, QStringLiteral("“%1” is not a number.").arg(textOf(place)),
            QStringLiteral("The right side holds numbers and baselines; two metrics are compared by their difference: \"a - b > 0\"."));
        return false;
    }
    if (!m_leftTerm) {
        m_leftTerm = term;
    }
    Factor factor;
    factor.term = indexOf(*term);
    factor.place = place;
    product.factors.push_back(factor);
    return true;
}

std::optional<Term> Parser::aggregated(bool ofBaseline)
{
    const std::optional<Aggregate> aggregate = aggregateNamed(m_token);
    if (!aggregate) {
        error(m_token.place, QStringLiteral("“%1” is not a way to sum up samples.").arg(textOf(m_token.place)),
            QStringLiteral("Write mean, median, p90, p95, p99, min, max, sum, count or rate before a parenthesis."));
        return std::nullopt;
    }
    advance();
    advance();
    // "baseline(p95(baseline(…": the second baseline says nothing new, and endless ones would nest endlessly.
    if (!beginsSum() || (ofBaseline && m_token.is("baseline"))) {
        missingMetric();
        return std::nullopt;
    }
    std::optional<Term> term;
    if (m_token.is("baseline")) {
        term = baselineTerm(following().is(Symbol::Open));
    } else {
        term = Term{m_token.text.toString(), metrics::Role::Canary, Aggregate::Newest};
        advance();
    }
    if (term) {
        term->aggregate = *aggregate;
    }
    return term && closeCall() ? term : std::nullopt;
}

std::optional<Term> Parser::baselineTerm(bool call)
{
    const Place place = m_token.place;
    advance();
    if (!call) {
        if (!m_leftTerm && m_subject.isEmpty()) {
            error(
                place, QStringLiteral("It is not said of which metric the baseline is meant."), QStringLiteral("Write baseline(latency)."));
            return std::nullopt;
        }
        Term term = m_leftTerm.value_or(Term{m_subject, metrics::Role::Canary, Aggregate::Newest});
        term.role = metrics::Role::Baseline;
        return term;
    }
    advance();
    if (!beginsSum()) {
        missingMetric();
        return std::nullopt;
    }
    std::optional<Term> term;
    if (aggregateNamed(m_token) && following().is(Symbol::Open)) {
        term = aggregated(true);
    } else {
        term = Term{m_token.text.toString(), metrics::Role::Baseline, Aggregate::Newest};
        advance();
    }
    if (term) {
        term->role = metrics::Role::Baseline;
    }
    return term && closeCall() ? term : std::nullopt;
}

bool Parser::closeCall()
{
    if (take(Symbol::Close)) {
        return true;
    }
    error(m_token.place, QStringLiteral("A ) is missing after the name of the metric."),
        QStringLiteral("Write one metric between the parentheses: p95(latency)."));
    return false;
}

bool Parser::missingMetric()
{
    error(m_token.place,
        m_token.kind == TokenKind::End ? QStringLiteral("The name of a metric is missing.")
                                       : QStringLiteral("“%1” is not the name of a metric.").arg(textOf(m_token.place)),
        QStringLiteral("Write a name such as latency; put names with other signs in backticks: `cache-hits`."));
    return false;
}

std::size_t Parser::indexOf(const Term& term)
{
    const QString key
        = term.metric + QChar(0) + QChar(static_cast<char16_t>(static_cast<int>(term.aggregate) * 2 + static_cast<int>(term.role)));
    const auto found = m_indexes.constFind(key);
    if (found != m_indexes.constEnd()) {
        return *found;
    }
    const std::size_t index = m_tree.terms.size();
    m_indexes.insert(key, index);
    m_tree.terms.push_back({term, declaredUnit(term)});
    return index;
}

} // namespace fairlead::condition
