#include "models/domain/gate/rule.h"

#include "models/domain/gate/rule_parser.h"

namespace fairlead::gate {

namespace {

/// @p text up to the "#" of its comment; one in backticks is part of a name.
QStringView withoutComment(QStringView text)
{
    bool quoted = false;
    for (qsizetype i = 0; i < text.size(); ++i) {
        quoted = text.at(i) == QLatin1Char('`') ? !quoted : quoted;
        if (text.at(i) == QLatin1Char('#') && !quoted) {
            return text.left(i);
        }
    }
    return text;
}

} // namespace

std::expected<Rule, std::vector<condition::TextError>> Rule::parse(const QString& text)
{
    return RuleParser(withoutComment(text)).parse();
}

std::vector<RuleLine> readRules(const QString& text)
{
    std::vector<RuleLine> lines;
    int number = 0;
    for (const QStringView part : QStringView(text).split(QLatin1Char('\n'))) {
        RuleLine line;
        line.line = ++number;
        line.text = (part.endsWith(QLatin1Char('\r')) ? part.chopped(1) : part).toString();
        if (!withoutComment(line.text).trimmed().isEmpty()) {
            std::expected<Rule, std::vector<condition::TextError>> rule = Rule::parse(line.text);
            if (rule) {
                line.rule = std::move(*rule);
            } else {
                line.errors = std::move(rule.error());
            }
        }
        lines.push_back(std::move(line));
    }
    return lines;
}

QString toString(Action action)
{
    switch (action) {
    case Action::Notify: return QStringLiteral("notify");
    case Action::LogIncident: return QStringLiteral("log incident");
    case Action::Investigate: return QStringLiteral("investigate");
    case Action::Hold: return QStringLiteral("hold");
    case Action::RollBack: return QStringLiteral("roll back");
    }
    Q_UNREACHABLE();
}

} // namespace fairlead::gate
