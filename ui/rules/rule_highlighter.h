#pragma once

#include "models/domain/condition/text_error.h"
#include "ui/common/theme.h"

#include <QSyntaxHighlighter>

#include <map>
#include <vector>

namespace fairlead::ui {

/// Colours of the rule language: action, metric and number stand out, words between them do not; errors are underlined.
/// Only looks: what a line means is the parser's. Thread: GUI.
class RuleHighlighter : public QSyntaxHighlighter {
    Q_OBJECT
public:
    RuleHighlighter(const Theme& theme, QTextDocument* document);

    /// Errors by 1-based line; lines that are not named have none.
    void setErrors(std::map<int, std::vector<condition::TextError>> errors);

protected:
    void highlightBlock(const QString& text) override;

private:
    const Theme& m_theme;
    std::map<int, std::vector<condition::TextError>> m_errors;
};

} // namespace fairlead::ui
