#pragma once

#include "models/formats/alerts/promql/token.h"

#include <QString>

#include <optional>

namespace fairlead::formats::alerts::promql {

/// One comparison of a label with a text.
struct Matcher {
    bool matchesEmpty = false; ///< does a series without the label fit?
    QString fault; ///< what is wrong with the regular expression; empty when nothing is
};

/// Reads the comparison @p op with @p quoted, a text with its quotes as the lexer gives it.
Matcher readMatcher(Token op, const QString& quoted);

/// The characters that a text with its quotes means. Single bytes (\xff) become the character of that number.
QString unquoted(const QString& quoted);

/// A number as Prometheus reads it: decimal, hexadecimal, octal after a leading 0, inf and nan in any case.
/// Empty for what is none and for what is too large.
std::optional<double> numberOf(const QString& text);

} // namespace fairlead::formats::alerts::promql
