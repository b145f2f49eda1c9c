#pragma once

#include "models/formats/alerts/promql/regex_syntax.h"

#include <QList>
#include <QSet>
#include <QString>

#include <optional>

namespace fairlead::formats::alerts::promql {

/// A part of the expression: whether it matches nothing at all, and how often its innermost part may be repeated in all.
struct RegexPart {
    bool empty = true;
    int repetitions = 1;
};

/// How often a part is repeated.
struct RegexBounds {
    int least = 0;
    int most = 0; ///< -1 without end
    qsizetype length = 0; ///< of the text "{2,5}"
};

/// Walks over a regular expression once, without building it. Stops at the first fault.
class RegexReader {
public:
    explicit RegexReader(const QString& pattern);
    RegexSyntax run();

private:
    bool atEnd() const { return m_at >= m_text.size(); }
    char32_t peek(qsizetype ahead = 0) const
    {
        return m_at + ahead < m_text.size() ? static_cast<char32_t>(m_text.at(m_at + ahead)) : U'\0';
    }
    bool looksAt(const char* ascii) const;
    QString rest(qsizetype from, qsizetype length) const;
    void fault(const QString& what);
    bool failed() const { return !m_fault.isEmpty(); }

    RegexPart alternatives();
    RegexPart sequence();
    static void take(RegexPart& whole, const std::optional<RegexPart>& part);
    void repeat(RegexPart& part, const RegexBounds& bounds);
    /// The repetition that stands here, not yet taken.
    std::optional<RegexBounds> repetition();
    std::optional<int> count(qsizetype& ahead) const;
    /// "{2}", "{2,}", "{2,5}"; anything else behind a brace is plain text.
    std::optional<RegexBounds> counted();
    /// One element; empty for flags such as (?i), which cannot be repeated.
    std::optional<RegexPart> element();
    std::optional<RegexPart> group();
    bool name();
    /// "?i-s:" opens a group (true); "?i)" only sets flags (false), and so does what is wrong.
    bool flags();
    std::optional<RegexPart> escape();
    /// \Q…\E
    std::optional<RegexPart> literal();
    /// \d, \s, \w, \pL, \p{Greek} and their opposites.
    bool classEscape();
    /// One escaped character, as in classes and outside of them.
    char32_t character();
    char32_t hexadecimal(qsizetype start);
    /// [a-z]
    void bracket();
    bool posix();
    char32_t classCharacter();
    void range();

    QList<uint> m_text;
    qsizetype m_at = 0;
    int m_depth = 0;
    QString m_fault;
    QSet<QString> m_names;
};

} // namespace fairlead::formats::alerts::promql
