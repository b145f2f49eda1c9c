#include "ui/rules/rule_highlighter.h"

#include <QRegularExpression>
#include <QTextDocument>

#include <algorithm>

namespace fairlead::ui {

namespace {

/// Words of the language that are neither action nor metric.
const QStringList& grammarWords()
{
    static const QStringList words{QStringLiteral("when"), QStringLiteral("and"), QStringLiteral("or"), QStringLiteral("not"),
        QStringLiteral("for"), QStringLiteral("of"), QStringLiteral("the"), QStringLiteral("last"), QStringLiteral("mean"),
        QStringLiteral("median"), QStringLiteral("over"), QStringLiteral("in"), QStringLiteral("first"), QStringLiteral("after"),
        QStringLiteral("until"), QStringLiteral("at"), QStringLiteral("least"), QStringLiteral("no"), QStringLiteral("data"),
        QStringLiteral("consecutive"), QStringLiteral("samples"), QStringLiteral("sample"), QStringLiteral("calls"),
        QStringLiteral("measurements"), QStringLiteral("drops"), QStringLiteral("rises"), QStringLiteral("by"), QStringLiteral("holds"),
        QStringLiteral("fires"), QStringLiteral("is"), QStringLiteral("ignored"), QStringLiteral("dry"), QStringLiteral("run"),
        QStringLiteral("tokens"), QStringLiteral("baseline"), QStringLiteral("p50"), QStringLiteral("p90"), QStringLiteral("p95"),
        QStringLiteral("p99"), QStringLiteral("min"), QStringLiteral("max"), QStringLiteral("sum"), QStringLiteral("count"),
        QStringLiteral("rate")};
    return words;
}

QTextCharFormat plain(const Theme& theme, Token token, bool bold = false)
{
    QTextCharFormat format;
    format.setForeground(theme.color(token));
    format.setFontWeight(bold ? QFont::Bold : QFont::Normal);
    return format;
}

} // namespace

RuleHighlighter::RuleHighlighter(const Theme& theme, QTextDocument* document)
    : QSyntaxHighlighter(document)
    , m_theme(theme)
{
    connect(&theme, &Theme::changed, this, &QSyntaxHighlighter::rehighlight);
}

void RuleHighlighter::setErrors(std::map<int, std::vector<condition::TextError>> errors)
{
    if (errors == m_errors)
        return;
    m_errors = std::move(errors);
    rehighlight();
}

void RuleHighlighter::highlightBlock(const QString& text)
{
    static const QRegularExpression tokens(QStringLiteral("#.*$|\\d[\\d.]*(?:/100|ns|us|µs|ms|s|m|h|%)?|[A-Za-z_][A-Za-z0-9_.:]*"));
    const auto when = text.indexOf(QStringLiteral("when"));
    auto found = tokens.globalMatch(text);
    while (found.hasNext()) {
        const QRegularExpressionMatch match = found.next();
        const QString word = match.captured();
        const auto from = static_cast<int>(match.capturedStart());
        const auto length = static_cast<int>(match.capturedLength());
        if (word.startsWith(QLatin1Char('#')))
            setFormat(from, length, plain(m_theme, Token::Text3));
        else if (word.front().isDigit())
            setFormat(from, length, plain(m_theme, Token::MarginalText));
        else if (when < 0 || from < when)
            setFormat(from, length, plain(m_theme, Token::Accent, true));
        else if (grammarWords().contains(word))
            setFormat(from, length, plain(m_theme, Token::Text2));
        else
            setFormat(from, length, plain(m_theme, Token::Text, true));
    }
    const auto errors = m_errors.find(currentBlock().blockNumber() + 1);
    if (errors == m_errors.end())
        return;
    for (const condition::TextError& error : errors->second) {
        const int from = std::clamp(error.column - 1, 0, std::max(0, static_cast<int>(text.size()) - 1));
        for (int i = from; i < from + std::max(1, error.length) && i < text.size(); ++i) {
            QTextCharFormat wrong = format(i);
            wrong.setForeground(m_theme.color(Token::FailText));
            wrong.setUnderlineStyle(QTextCharFormat::WaveUnderline);
            wrong.setUnderlineColor(m_theme.color(Token::FailMark));
            setFormat(i, 1, wrong);
        }
    }
}

} // namespace fairlead::ui
