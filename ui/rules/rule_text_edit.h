#pragma once

#include "models/domain/gate/rule.h"
#include "ui/common/theme.h"

#include <QPlainTextEdit>

#include <vector>

class QCompleter;
class QTimer;

namespace fairlead::ui {

class RuleHighlighter;

/// Rules, one a line, with line numbers, colours, underlined errors and completion (Ctrl+Space). Reads its text a moment
/// after the last key and tells what each line is. Thread: GUI.
class RuleTextEdit : public QPlainTextEdit {
    Q_OBJECT
public:
    explicit RuleTextEdit(const Theme& theme, QWidget* parent = nullptr);

    void setRules(const QString& text); ///< as if it had been read from a file: not an edit of the person
    const std::vector<gate::RuleLine>& lines() const { return m_lines; }
    int errorCount() const;
    int ruleCount() const;
    int currentLine() const; ///< 1-based
    void goTo(int line, int column);
    /// Words that completion offers besides the language's own.
    void setMetrics(const QStringList& metrics);
    /// Reads the text now instead of a moment later.
    void readNow();
    /// Puts the cursor on the next line with an error, from the current one on; nothing where there is none.
    void goToNextError();
    /// Offers words and phrases at the cursor.
    void complete();

Q_SIGNALS:
    void linesRead();
    void currentLineChanged(int line);

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    class Numbers;
    int numbersWidth() const;
    void paintNumbers(QPaintEvent* event);
    void markLines();
    QString wordBeforeCursor() const;
    void insertCompletion(const QString& word);
    void follow();

    const Theme& m_theme;
    RuleHighlighter* m_highlighter;
    Numbers* m_numbers;
    QCompleter* m_completer;
    QTimer* m_later;
    QStringList m_metrics;
    std::vector<gate::RuleLine> m_lines;
    int m_current = 1;
};

} // namespace fairlead::ui
