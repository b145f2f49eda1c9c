#pragma once

#include "models/formats/alerts/fault.h"
#include "models/formats/alerts/templates/template_lexer.h"

#include <QSet>
#include <QString>
#include <QStringList>

namespace fairlead::formats::alerts {

/// Actions and parentheses nested deeper than this are refused.
inline constexpr int kDeepestTemplate = 200;

/// Recursive descent over one template, as src/text/template/parse/parse.go of Go 1.19 does it. Stops at the first fault.
class TemplateParser {
public:
    explicit TemplateParser(const QString& text);
    Faults run();

private:
    using Token = TemplateToken;
    enum class Ending { None, End, Else, ElseIf };

    void advance();
    void stop(qsizetype offset, QString message);
    void unexpected(const QString& where);
    void skipSpace();
    void close(const QString& where);
    bool takeKeyword(const char* word);
    /// Items up to “{{end}}” or “{{else}}”.
    Ending items(const QString& what, qsizetype begin);
    Ending item(bool top);
    Ending keyword(bool top);
    void control(const QString& word, qsizetype begin);
    QString name(const QString& where);
    void callTemplate();
    /// The body of a definition sees no variable from outside.
    void body(const QString& what, const QString& named, qsizetype begin);
    void block(qsizetype begin);
    void define(bool top, qsizetype begin);
    /// The declarations at the beginning of a pipeline, “$x := ” or “$i, $x := ”; true when a variable was taken that is
    /// none, and is the first operand of a command.
    bool declarations(const QString& context);
    /// Commands joined by “|” up to @p end, which is taken.
    void pipeline(const QString& context, Token end);
    static bool startsOperand(Token token);
    static bool cannotBeCalled(Token token);
    /// Operands parted by blanks, up to “|” (which is taken), “)” or “}}”. @p begun: its first operand, a variable, was taken.
    void command(const QString& context, bool begun, int stage);
    void missing(const QString& context);
    void operand();
    void term();
    /// “.a.b” directly behind a term.
    void fields(Token kind);
    void use(const TemplateLexeme& variable);
    void checkLiteral();

    TemplateLexer m_lexer;
    TemplateLexeme m_now;
    QStringList m_variables;
    Faults m_faults;
    qsizetype m_itemAt = 0;
    int m_depth = 0;
    int m_ranges = 0;
    bool m_spaced = false; ///< a blank stands behind the variable that begins a command
    bool m_callable = true; ///< the operand just read may stand behind “|”
    QSet<QString> m_defined; ///< names of definitions that hold something
    bool m_content = false; ///< the definition under way holds something
    bool m_stopped = false;
};

} // namespace fairlead::formats::alerts
