#include "models/formats/alerts/templates/template_syntax.h"

#include "models/formats/alerts/templates/template_parser.h"

#include <utility>

namespace fairlead::formats::alerts {

TemplateParser::TemplateParser(const QString& text)
    : m_lexer(text)
    , m_variables({QStringLiteral("$"), QStringLiteral("$labels"), QStringLiteral("$externalLabels"), QStringLiteral("$externalURL"),
          QStringLiteral("$value")})
{
    advance();
}

Faults TemplateParser::run()
{
    while (!m_stopped && m_now.token != Token::End) {
        const Ending ending = item(true);
        if (!m_stopped && ending != Ending::None) {
            stop(m_itemAt,
                QStringLiteral("“{{%1}}” belongs to nothing.").arg(ending == Ending::End ? QStringLiteral("end") : QStringLiteral("else")));
        }
    }
    return std::move(m_faults);
}

void TemplateParser::advance()
{
    if (m_stopped) {
        return;
    }
    m_now = m_lexer.next();
    if (m_now.token == Token::Error) {
        stop(m_now.start, m_now.text);
    }
}

void TemplateParser::stop(qsizetype offset, QString message)
{
    if (!m_stopped) {
        m_faults.push_back({offset, std::move(message)});
        m_stopped = true;
        m_now = {Token::End, offset, {}};
    }
}

void TemplateParser::unexpected(const QString& where)
{
    stop(m_now.start,
        m_now.token == Token::End ? QStringLiteral("The template ends inside of %1.").arg(where)
                                  : QStringLiteral("“%1” does not belong into %2.").arg(m_now.text.left(40), where));
}

void TemplateParser::skipSpace()
{
    while (!m_stopped && m_now.token == Token::Space) {
        advance();
    }
}

void TemplateParser::close(const QString& where)
{
    skipSpace();
    if (m_stopped || m_now.token != Token::RightDelimiter) {
        unexpected(where);
        return;
    }
    advance();
}

bool TemplateParser::takeKeyword(const char* word)
{
    const bool here = m_now.is(Token::Keyword, word);
    if (here) {
        advance();
    }
    return here;
}

TemplateParser::Ending TemplateParser::items(const QString& what, qsizetype begin)
{
    if (++m_depth > kDeepestTemplate) {
        stop(begin, QStringLiteral("Actions are nested deeper than %1 levels here.").arg(kDeepestTemplate));
    }
    Ending ending = Ending::None;
    while (!m_stopped && ending == Ending::None) {
        if (m_now.token == Token::End) {
            stop(begin, QStringLiteral("“%1” has no “{{end}}”.").arg(what));
        } else {
            ending = item(false);
        }
    }
    --m_depth;
    return ending;
}

TemplateParser::Ending TemplateParser::item(bool top)
{
    m_itemAt = m_now.start;
    if (m_now.token == Token::Text) {
        m_content = m_content || (!m_now.text.trimmed().isEmpty() && !m_now.text.startsWith(QLatin1String("{{")));
        advance();
        return Ending::None;
    }
    if (m_now.token != Token::LeftDelimiter) {
        unexpected(QStringLiteral("a template"));
        return Ending::None;
    }
    advance();
    skipSpace();
    if (m_now.token == Token::Keyword) {
        return keyword(top);
    }
    m_content = true;
    pipeline(QStringLiteral("a command"), Token::RightDelimiter);
    return Ending::None;
}

TemplateParser::Ending TemplateParser::keyword(bool top)
{
    const QString word = m_now.text;
    const qsizetype begin = m_now.start;
    advance();
    if (word == QLatin1String("end")) {
        close(QStringLiteral("“end”"));
        return Ending::End;
    }
    if (word == QLatin1String("else")) {
        skipSpace();
        if (m_now.is(Token::Keyword, "if")) {
            return Ending::ElseIf;
        }
        close(QStringLiteral("“else”"));
        return Ending::Else;
    }
    m_content = m_content || word != QLatin1String("define");
    if (word == QLatin1String("if") || word == QLatin1String("range") || word == QLatin1String("with")) {
        control(word, begin);
    } else if (word == QLatin1String("template")) {
        callTemplate();
    } else if (word == QLatin1String("block")) {
        block(begin);
    } else if (word == QLatin1String("define")) {
        define(top, begin);
    } else if (m_ranges == 0) {
        stop(begin, QStringLiteral("“%1” stands outside of “range”.").arg(word));
    } else {
        close(QStringLiteral("“%1”").arg(word));
    }
    return Ending::None;
}

void TemplateParser::control(const QString& word, qsizetype begin)
{
    const qsizetype known = m_variables.size();
    pipeline(word, Token::RightDelimiter);
    const int inRange = word == QLatin1String("range") ? 1 : 0;
    m_ranges += inRange;
    Ending ending = m_stopped ? Ending::None : items(word, begin);
    m_ranges -= inRange;
    if (ending == Ending::ElseIf && word == QLatin1String("if")) {
        // “{{else if}}” is an “if” inside of the “else”, with one “{{end}}” for both.
        if (++m_depth > kDeepestTemplate) {
            stop(begin, QStringLiteral("Actions are nested deeper than %1 levels here.").arg(kDeepestTemplate));
        }
        advance();
        control(word, begin);
        --m_depth;
    } else if (ending == Ending::ElseIf) {
        unexpected(QStringLiteral("“%1”, which takes a plain “{{else}}”").arg(word));
    } else if (ending == Ending::Else && items(word, begin) != Ending::End) {
        stop(m_itemAt, QStringLiteral("A second “{{else}}” stands here."));
    }
    m_variables.resize(known);
}

QString TemplateParser::name(const QString& where)
{
    skipSpace();
    if (m_now.token != Token::String && m_now.token != Token::RawString) {
        unexpected(where);
        return {};
    }
    const QString text = m_now.text;
    checkLiteral();
    advance();
    return text.mid(1, text.size() - 2);
}

void TemplateParser::callTemplate()
{
    static_cast<void>(name(QStringLiteral("“template”, which takes a name in quotes")));
    skipSpace();
    if (m_now.token == Token::RightDelimiter) {
        advance();
    } else if (!m_stopped) {
        pipeline(QStringLiteral("template"), Token::RightDelimiter);
    }
}

void TemplateParser::body(const QString& what, const QString& named, qsizetype begin)
{
    const QStringList outside = m_variables;
    const int ranges = m_ranges;
    m_variables = QStringList{QStringLiteral("$")};
    m_ranges = 0;
    const bool content = std::exchange(m_content, false);
    if (!m_stopped && items(what, begin) != Ending::End) {
        stop(m_itemAt, QStringLiteral("“{{else}}” does not belong into “%1”.").arg(what));
    }
    // Go takes an empty definition for none.
    if (m_content && m_defined.contains(named)) {
        stop(begin, QStringLiteral("The template “%1” is defined for the second time.").arg(named));
    }
    if (m_content) {
        m_defined.insert(named);
    }
    m_content = content;
    m_variables = outside;
    m_ranges = ranges;
}

void TemplateParser::block(qsizetype begin)
{
    const QString named = name(QStringLiteral("“block”, which takes a name in quotes"));
    if (!m_stopped) {
        pipeline(QStringLiteral("block"), Token::RightDelimiter);
    }
    body(QStringLiteral("block"), named, begin);
}

void TemplateParser::define(bool top, qsizetype begin)
{
    if (!top) {
        stop(begin, QStringLiteral("“define” stands inside of another action."));
        return;
    }
    const QString named = name(QStringLiteral("“define”, which takes a name in quotes"));
    close(QStringLiteral("“define”"));
    body(QStringLiteral("define"), named, begin);
}

Faults templateFaults(const QString& text)
{
    return TemplateParser(text).run();
}

} // namespace fairlead::formats::alerts
