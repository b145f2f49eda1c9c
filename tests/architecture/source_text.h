#pragma once

#include <QString>

#include <vector>

namespace fairlead::architecture {

/// One #include of a file.
struct Include {
    int line = 0; ///< 1-based
    QString name; ///< without quotes or brackets
    bool quoted = false; ///< "name" rather than <name>

    bool operator==(const Include&) const = default;
};

/// A C++ file as the rules look at it: comments are blanks, so that a rule never trips over words about code.
/// Both texts have the line breaks of the file, so that places stay true.
class SourceText {
public:
    explicit SourceText(const QString& text);

    const QString& withStrings() const { return m_withStrings; } ///< comments blanked
    const QString& code() const { return m_code; } ///< comments and the insides of literals blanked
    int lines() const { return m_lines; }
    int lineAt(qsizetype offset) const; ///< 1-based line of a place in either text
    std::vector<Include> includes() const;

private:
    QString m_withStrings;
    QString m_code;
    int m_lines = 0;
};

} // namespace fairlead::architecture
