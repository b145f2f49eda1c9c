#pragma once

#include "models/domain/condition/parser.h"
#include "models/domain/gate/rule.h"

#include <set>

namespace fairlead::gate {

/// Reads one line of the rule language (resources/help/conditions.md): ACTION when CONDITION, then clauses in any order.
/// What is wrong in one clause does not hide what is wrong in the next.
class RuleParser {
public:
    /// @p text without its comment; it outlives the parser.
    explicit RuleParser(QStringView text);

    std::expected<Rule, std::vector<condition::TextError>> parse();

private:
    using Token = condition::Token;
    enum class Part { Hits, Aggregate, Sustained, First, After, Until, AtLeast, NoData, DryRun };

    bool readAction();
    std::optional<condition::Condition> readCondition(const QString& subject);
    void readClauses();
    bool readClause();
    bool readFor();
    bool readConsecutive(int count);
    bool readOfLast();
    bool readAggregate(condition::Aggregate aggregate);
    bool readInTheFirst();
    bool readAfter();
    bool readUntil();
    bool readAtLeast();
    bool readNoData();
    bool readDryRun();
    void checkWhole();

    std::optional<int> wholeNumber(const QString& help);
    std::optional<Millis> duration(const QString& help);
    std::optional<CountOf> counted(const QString& help);
    bool once(Part part, qsizetype from);
    bool countsIn(CountOf of, condition::Place place);
    void skipToClause();

    void advance();
    bool take(const char* word);
    bool expect(const char* word, const QString& help);
    bool refuse(const QString& message, const QString& help);
    bool refuse(condition::Place place, const QString& message, const QString& help);
    Token following() const { return condition::tokenAt(m_text, m_token.place.end()); }
    QString textOf(condition::Place place) const { return condition::shown(m_text.mid(place.at, place.length)); }

    QStringView m_text;
    condition::Errors m_errors;
    Token m_token;
    qsizetype m_end = 0; ///< of the token before
    Action m_action = Action::Notify;
    bool m_armed = true;
    Window m_window;
    std::optional<condition::Condition> m_condition;
    std::optional<condition::Condition> m_clear;
    QString m_subject; ///< the only metric of the condition: what "until < 2s" is about
    NoDataPolicy m_noData = NoDataPolicy::Hold;
    std::set<Part> m_said;
    std::optional<CountOf> m_counts;
    condition::Place m_firstPlace; ///< of "in the first"
};

} // namespace fairlead::gate
