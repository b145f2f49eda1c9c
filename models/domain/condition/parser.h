#pragma once

#include "models/domain/condition/errors.h"
#include "models/domain/condition/lexer.h"
#include "models/domain/condition/units.h"

#include <QHash>

namespace fairlead::condition {

/// Reads a condition from the middle of a text: recursive descent over resources/help/conditions.md. Parentheses and "not"
/// nest to a depth of 100, so no text exhausts the stack. Each token is read once, so time grows with the length.
class Parser {
public:
    /// @p endsAt tells where the surrounding text goes on ("for 5 consecutive calls") so that errors stop there.
    using EndsAt = bool (*)(QStringView text, const Token& token);

    Parser(QStringView text, qsizetype from, QString subject, Errors& errors, EndsAt endsAt = nullptr);

    /// Reads as much as is a condition. With errors the tree is of no use.
    void parse();
    /// The first token that is not part of the condition.
    const Token& next() const { return m_token; }
    /// Where the condition ends; its beginning when there is none.
    qsizetype end() const { return m_end; }
    /// "not part of a condition" for the token @p next(), with what to write instead.
    void refuseNext();
    Tree takeTree() { return std::move(m_tree); }

private:
    enum class Side { Left, Right };

    Node disjunction();
    Node conjunction();
    Node negation();
    Node group();
    Node comparison();
    Node relation(Sum left);
    Node numberFirst();
    Node compare(Sum left, Comparator comparator);
    Node range(Sum left, bool outside);
    Node change(Sum left);
    void finishRange(Node& node, Bound low);
    Sum leftSide();
    Sum subjectSide();
    void compareNumbers(const Bound& low, Comparator comparator);
    Bound bound(Node& node);
    Sum sum(Side side);
    bool product(Product& product, Side side);
    bool numberFactor(Product& product);
    bool termFactor(Product& product, Side side);
    bool ofBaseline(Product& product);
    std::optional<Term> aggregated(bool ofBaseline);
    std::optional<Term> baselineTerm(bool call);
    bool closeCall();
    bool notANumber();
    bool missingMetric();
    bool isRelation() const;
    bool beginsSum() const;

    std::size_t indexOf(const Term& term);
    std::optional<std::size_t> baselineOf(const Sum& left, Place place);
    QString exampleLeft(const Sum& left) const;
    void advance();
    bool take(const char* word);
    bool take(Symbol symbol);
    void error(Place place, const QString& message, const QString& help);
    void recover();
    QString textOf(Place place) const { return shown(m_text.mid(place.at, place.length)); }
    Token following() const { return tokenAt(m_text, m_token.place.end()); }

    QStringView m_text;
    QString m_subject;
    Errors& m_errors;
    EndsAt m_endsAt;
    Tree m_tree;
    Units m_units;
    QHash<QString, std::size_t> m_indexes;
    Token m_token;
    qsizetype m_end = 0;
    int m_depth = 0;
    bool m_failed = false; ///< in the comparison being read
    bool m_dead = false; ///< nested too deep: nothing further is read
    std::optional<Place> m_sign; ///< a minus that belongs to the number that follows
    std::optional<Term> m_leftTerm; ///< first of the comparison being read: what "baseline" alone belongs to
};

/// The aggregate that @p word names, if any: mean, median, p50, p90, p95, p99, min, max, sum, count, rate.
std::optional<Aggregate> aggregateNamed(const Token& word);

} // namespace fairlead::condition
