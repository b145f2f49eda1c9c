#include "models/formats/alerts/templates/template_literals.h"
#include "models/formats/alerts/templates/template_parser.h"
#include "models/formats/nearest.h"

namespace fairlead::formats::alerts {

bool TemplateParser::declarations(const QString& context)
{
    int declared = 0;
    while (!m_stopped && m_now.token == Token::Variable) {
        const TemplateLexeme variable = m_now;
        advance();
        const bool spaced = m_now.token == Token::Space;
        skipSpace();
        if (m_now.token == Token::Assign || m_now.token == Token::Declare) {
            m_variables.append(variable.text);
            advance();
            skipSpace();
            return false;
        }
        if (m_now.token != Token::Comma) {
            use(variable);
            m_spaced = spaced;
            return true;
        }
        m_variables.append(variable.text);
        ++declared;
        advance();
        skipSpace();
        if (context != QLatin1String("range") || declared > 1) {
            stop(variable.start, QStringLiteral("Too many variables are declared here."));
        } else if (m_now.token != Token::Variable && m_now.token != Token::RightDelimiter && m_now.token != Token::RightParen) {
            stop(m_now.start, QStringLiteral("“range” declares variables only."));
        }
    }
    return false;
}

void TemplateParser::pipeline(const QString& context, Token end)
{
    if (++m_depth > kDeepestTemplate) {
        stop(m_now.start, QStringLiteral("Actions are nested deeper than %1 levels here.").arg(kDeepestTemplate));
    }
    skipSpace();
    const qsizetype begin = m_now.start;
    bool operand = declarations(context);
    int stage = 0;
    while (!m_stopped) {
        if (!operand) {
            skipSpace();
            if (m_now.token == end) {
                break;
            }
        }
        command(context, operand, ++stage);
        operand = false;
    }
    if (!m_stopped && stage == 0) {
        stop(begin, QStringLiteral("A value is missing in %1.").arg(context));
    }
    if (!m_stopped) {
        advance();
    }
    --m_depth;
}

bool TemplateParser::startsOperand(Token token)
{
    return token == Token::Bool || token == Token::Character || token == Token::Dot || token == Token::Field || token == Token::Identifier
        || token == Token::Number || token == Token::Nil || token == Token::RawString || token == Token::String || token == Token::Variable
        || token == Token::LeftParen;
}

bool TemplateParser::cannotBeCalled(Token token)
{
    return token == Token::Bool || token == Token::Dot || token == Token::Nil || token == Token::Number || token == Token::Character
        || token == Token::String || token == Token::RawString;
}

void TemplateParser::command(const QString& context, bool begun, int stage)
{
    if (!begun && !startsOperand(m_now.token)) {
        unexpected(context);
        return;
    }
    const TemplateLexeme first = m_now;
    bool blank = m_spaced;
    if (begun) {
        if (!m_spaced) {
            fields(Token::Variable);
            blank = false;
        }
        m_spaced = false;
    } else {
        blank = false;
        operand();
    }
    if (!begun && stage > 1 && m_callable == false) {
        stop(first.start, QStringLiteral("“%1” stands behind “|” and cannot be called.").arg(first.text.left(40)));
    }
    while (!m_stopped) {
        if (m_now.token == Token::Space) {
            blank = true;
            skipSpace();
        }
        if (m_now.token == Token::RightDelimiter || m_now.token == Token::RightParen) {
            return;
        }
        if (m_now.token == Token::Pipe) {
            advance();
            skipSpace();
            if (!startsOperand(m_now.token)) {
                missing(context);
            }
            return;
        }
        if (!blank || !startsOperand(m_now.token)) {
            unexpected(QStringLiteral("an operand"));
            return;
        }
        blank = false;
        operand();
    }
}

void TemplateParser::missing(const QString& context)
{
    const bool end = m_now.token == Token::RightDelimiter || m_now.token == Token::RightParen;
    // Go takes “{{ x | }}” for a pipeline that is over.
    if (!end) {
        unexpected(context);
    }
}

void TemplateParser::operand()
{
    const Token kind = m_now.token;
    m_callable = !cannotBeCalled(kind);
    term();
    if (!m_stopped) {
        fields(kind);
    }
}

void TemplateParser::term()
{
    switch (m_now.token) {
    case Token::Identifier:
        if (!isTemplateFunction(m_now.text)) {
            const QString near = nearest(m_now.text, templateFunctions());
            stop(m_now.start,
                QStringLiteral("There is no function “%1”%2.")
                    .arg(m_now.text, near.isEmpty() ? QString() : QStringLiteral("; did you mean “%1”?").arg(near)));
        }
        break;
    case Token::Variable: use(m_now); break;
    case Token::LeftParen:
        advance();
        pipeline(QStringLiteral("parentheses"), Token::RightParen);
        m_callable = true;
        return;
    case Token::Number:
    case Token::Character:
    case Token::String:
    case Token::RawString: checkLiteral(); break;
    default: break;
    }
    advance();
}

void TemplateParser::fields(Token kind)
{
    const bool field = m_now.token == Token::Field;
    if (field && cannotBeCalled(kind)) {
        stop(m_now.start, QStringLiteral("“%1” stands behind a value that has no fields.").arg(m_now.text));
    }
    while (!m_stopped && m_now.token == Token::Field) {
        m_callable = true;
        advance();
    }
}

void TemplateParser::use(const TemplateLexeme& variable)
{
    if (!m_variables.contains(variable.text)) {
        stop(variable.start, QStringLiteral("The variable “%1” is not defined.").arg(variable.text));
    }
}

void TemplateParser::checkLiteral()
{
    if (!isTemplateLiteral(m_now.token, m_now.text)) {
        stop(m_now.start, QStringLiteral("“%1” is not a value that Go can read.").arg(m_now.text.left(40)));
    }
}

} // namespace fairlead::formats::alerts
