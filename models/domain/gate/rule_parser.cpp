#include "models/domain/gate/rule_parser.h"

#include <algorithm>
#include <array>

namespace fairlead::gate {

namespace {

using condition::Place;
using condition::Token;
using condition::tokenAt;
using condition::TokenKind;

struct ActionName {
    const char* first;
    const char* second; ///< "" for one word
    Action action;
};
constexpr std::array<ActionName, 6> kActions{
    {{"alert", "team", Action::Notify}, {"notify", "", Action::Notify}, {"log", "incident", Action::LogIncident},
        {"investigate", "", Action::Investigate}, {"hold", "", Action::Hold}, {"roll", "back", Action::RollBack}}};

const QString kActionHelp = QStringLiteral("Begin with alert team, notify, log incident, investigate, hold or roll back.");
const QString kClauseHelp
    = QStringLiteral("After the condition may stand: for 5 consecutive calls, 3 of the last 5 samples, mean over 50 calls, "
                     "for 5m, in the first 5m, after 10m, until …, at least 20 samples, no data holds, dry run.");

/// Does the text of a rule go on with a clause at @p token?
bool beginsClause(QStringView text, const Token& token)
{
    if (token.is(condition::Symbol::Comma) || token.is("for") || token.is("after") || token.is("until")) {
        return true;
    }
    const auto followedBy = [&](const char* word) { return tokenAt(text, token.place.end()).is(word); };
    if (token.kind == TokenKind::Number) {
        const Token next = tokenAt(text, token.place.end());
        const Token second = tokenAt(text, next.place.end());
        return next.is("of") && (second.is("the") || second.is("last"));
    }
    return (token.is("in") && followedBy("the")) || (token.is("at") && followedBy("least")) || (token.is("no") && followedBy("data"))
        || (token.is("dry") && followedBy("run")) || (condition::aggregateNamed(token) && followedBy("over"));
}

} // namespace

RuleParser::RuleParser(QStringView text)
    : m_text(text)
    , m_token(tokenAt(text, 0))
    , m_end(m_token.place.at)
{
}

std::expected<Rule, std::vector<condition::TextError>> RuleParser::parse()
{
    if (readAction()) {
        m_condition = readCondition({});
        readClauses();
        checkWhole();
    }
    if (!m_errors.isEmpty() || !m_condition) {
        return std::unexpected(m_errors.inOrder());
    }
    return Rule{m_text.trimmed().toString(), m_action, m_armed, *m_condition, m_window, m_clear, m_noData};
}

bool RuleParser::readAction()
{
    const Place first = m_token.place;
    if (m_token.kind == TokenKind::End) {
        return refuse(QStringLiteral("The rule is empty."), QStringLiteral("Write what to do and when: \"hold when error_rate > 5%\"."));
    }
    const auto* found = std::ranges::find_if(
        kActions, [&](const ActionName& name) { return m_token.is(name.first) && (*name.second == '\0' || following().is(name.second)); });
    if (found == kActions.end()) {
        const auto joined = std::ranges::find_if(
            kActions, [&](const ActionName& name) { return m_token.text.contains(QLatin1String(name.first), Qt::CaseInsensitive); });
        const QString help = joined == kActions.end()
            ? kActionHelp
            : QStringLiteral("Write %1 when …")
                  .arg((QLatin1String(joined->first) + QLatin1Char(' ') + QLatin1String(joined->second)).trimmed());
        refuse(QStringLiteral("“%1” is not an action.").arg(textOf(first)), help);
        while (m_token.kind != TokenKind::End && !m_token.is("when")) {
            advance();
        }
        return take("when");
    }
    m_action = found->action;
    advance();
    if (*found->second != '\0') {
        advance();
    }
    return expect(
        "when", QStringLiteral("Write when and a condition: \"%1 when error_rate > 5%\".").arg(textOf({first.at, m_end - first.at})));
}

std::optional<condition::Condition> RuleParser::readCondition(const QString& subject)
{
    const std::size_t before = m_errors.size();
    const qsizetype from = m_token.place.at;
    condition::Parser parser(m_text, from, subject, m_errors, beginsClause);
    parser.parse();
    m_end = parser.end();
    m_token = parser.next();
    if (m_errors.size() > before) {
        return std::nullopt;
    }
    const auto read = condition::Condition::parse(m_text.mid(from, m_end - from).toString(), subject);
    Q_ASSERT(read.has_value());
    return read ? std::optional(*read) : std::nullopt;
}

void RuleParser::readClauses()
{
    if (m_condition && m_condition->metrics().size() == 1) {
        m_subject = m_condition->metrics().front();
    }
    while (m_token.kind != TokenKind::End && !m_errors.isFull()) {
        if (m_token.is(condition::Symbol::Comma)) {
            advance();
        } else if (!readClause()) {
            skipToClause();
        }
    }
}

bool RuleParser::readClause()
{
    if (m_token.is("for")) {
        return readFor();
    }
    if (m_token.is("in")) {
        return readInTheFirst();
    }
    if (m_token.is("after")) {
        return readAfter();
    }
    if (m_token.is("until")) {
        return readUntil();
    }
    if (m_token.is("at")) {
        return readAtLeast();
    }
    if (m_token.is("no")) {
        return readNoData();
    }
    if (m_token.is("dry")) {
        return readDryRun();
    }
    if (m_token.kind == TokenKind::Number && following().is("of")) {
        return readOfLast();
    }
    const std::optional<condition::Aggregate> aggregate = condition::aggregateNamed(m_token);
    if (aggregate && following().is("over")) {
        return readAggregate(*aggregate);
    }
    const bool joins = m_token.is("and") || m_token.is("or");
    return refuse(QStringLiteral("“%1” is not part of a rule.").arg(textOf(m_token.place)),
        joins ? QStringLiteral("Conditions stand before the clauses: \"hold when a > 1 and b > 2 for 5m\".") : kClauseHelp);
}

void RuleParser::checkWhole()
{
    if (m_counts) {
        m_window.counts = *m_counts;
    }
    if (m_window.onlyFirst && m_window.notBefore && *m_window.notBefore >= *m_window.onlyFirst) {
        refuse(m_firstPlace, QStringLiteral("The first minutes are over before the rule begins to look."),
            QStringLiteral("Write a length after first that is longer than the one after “after”."));
    }
    if (m_window.aggregate && m_condition) {
        const std::vector<condition::Term> terms = m_condition->terms();
        const bool plain
            = std::ranges::any_of(terms, [](const condition::Term& term) { return term.aggregate == condition::Aggregate::Newest; });
        if (!plain) {
            refuse({0, m_text.size()}, QStringLiteral("Every metric of the condition is summed up already."),
                QStringLiteral("Leave the clause with over away, or name the metrics alone: \"latency > 2s p95 over 15m\"."));
        }
    }
}

void RuleParser::skipToClause()
{
    // At least one token, so that a clause that is wrong at its first word is not read again.
    do {
        advance();
    } while (m_token.kind != TokenKind::End && !beginsClause(m_text, m_token));
}

void RuleParser::advance()
{
    m_end = m_token.place.end();
    m_token = tokenAt(m_text, m_end);
}

bool RuleParser::take(const char* word)
{
    const bool found = m_token.is(word);
    if (found) {
        advance();
    }
    return found;
}

bool RuleParser::expect(const char* word, const QString& help)
{
    return take(word) || refuse(QStringLiteral("“%1” is missing here.").arg(QLatin1String(word)), help);
}

bool RuleParser::refuse(const QString& message, const QString& help)
{
    return refuse(m_token.place, message, help);
}

bool RuleParser::refuse(Place place, const QString& message, const QString& help)
{
    m_errors.add(place, message, help);
    return false;
}

} // namespace fairlead::gate
