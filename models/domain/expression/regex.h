#pragma once

#include <QByteArray>
#include <QRegularExpression>
#include <QString>

#include <expected>

namespace fairlead::expression {

/// A pattern of the operator "matches". The language's patterns are those of RE2; here PCRE matches them, so that what RE2
/// does not know (references back, looking ahead and behind, possessive and atomic groups) is refused, and "$" means the
/// very end as it does there. What remains different: a pattern that takes PCRE very long is an error and RE2 has no such.
class Pattern {
public:
    static std::expected<Pattern, QString> read(const QByteArray& utf8);

    /// Whether @p utf8 holds a match anywhere. An error where the search was given up.
    std::expected<bool, QString> matches(const QByteArray& utf8) const;

private:
    explicit Pattern(QRegularExpression expression)
        : m_expression(std::move(expression))
    {
    }
    QRegularExpression m_expression;
};

} // namespace fairlead::expression
