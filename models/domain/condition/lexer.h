#pragma once

#include "models/domain/condition/node.h"

#include <QString>

namespace fairlead::condition {

enum class Symbol { None, Less, LessOrEqual, Greater, GreaterOrEqual, Equal, NotEqual, Open, Close, Times, Divide, Plus, Minus, To, Comma };

enum class TokenKind { End, Word, Number, Symbol, Unreadable };

struct Token {
    TokenKind kind = TokenKind::End;
    Symbol symbol = Symbol::None;
    Number number;
    Place place;
    qsizetype unitAt = 0; ///< of a number: where its unit stands, or would stand
    QStringView text; ///< as written; a name in backticks without them
    bool quoted = false; ///< a name in backticks: never a word of the language

    bool is(Symbol wanted) const { return kind == TokenKind::Symbol && symbol == wanted; }
    /// The word @p wanted of the language, in any case.
    bool is(const char* wanted) const
    {
        return kind == TokenKind::Word && !quoted && text.compare(QLatin1String(wanted), Qt::CaseInsensitive) == 0;
    }
};

/// The token that begins at or after @p from. Reads no further than that token, so a text of any length is read once.
/// Valid while the text lives.
Token tokenAt(QStringView text, qsizetype from);

/// The unit that a word means that is none: "s" for "seconds".
std::optional<QLatin1String> unitMeant(const Token& word);

/// The comparator that @p symbol is, if it is one.
std::optional<Comparator> comparatorOf(Symbol symbol);

} // namespace fairlead::condition
