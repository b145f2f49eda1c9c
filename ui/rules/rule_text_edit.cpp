#include "ui/rules/rule_text_edit.h"

#include "ui/rules/rule_highlighter.h"

#include <QAbstractItemView>
#include <QCompleter>
#include <QKeyEvent>
#include <QPainter>
#include <QScrollBar>
#include <QStringListModel>
#include <QTextBlock>
#include <QTimer>

#include <algorithm>

namespace fairlead::ui {

namespace {

constexpr auto kReadAfter = std::chrono::milliseconds(120);
constexpr int kLineSpace = 4; ///< over and under each line

/// What the language itself has to offer, in the order in which a rule is written.
QStringList phrases()
{
    return {QStringLiteral("alert team when "), QStringLiteral("notify when "), QStringLiteral("log incident when "),
        QStringLiteral("investigate when "), QStringLiteral("hold when "), QStringLiteral("roll back when "),
        QStringLiteral("for 5 consecutive samples"), QStringLiteral("for 10 consecutive calls"), QStringLiteral("3 of the last 5"),
        QStringLiteral("mean over 50 calls"), QStringLiteral("p95 over 15m"), QStringLiteral("for 5m"), QStringLiteral("in the first 5m"),
        QStringLiteral("after 10m"), QStringLiteral("until "), QStringLiteral("at least 20 samples"), QStringLiteral("no data holds"),
        QStringLiteral("no data fires"), QStringLiteral("no data is ignored"), QStringLiteral("dry run"), QStringLiteral("of baseline"),
        QStringLiteral("drops by "), QStringLiteral("rises by "), QStringLiteral("baseline * 1.5")};
}

} // namespace

/// The margin with the line numbers.
class RuleTextEdit::Numbers : public QWidget {
public:
    explicit Numbers(RuleTextEdit* edit)
        : QWidget(edit)
        , m_edit(edit)
    {
    }
    QSize sizeHint() const override { return {m_edit->numbersWidth(), 0}; }

protected:
    void paintEvent(QPaintEvent* event) override { m_edit->paintNumbers(event); }

private:
    RuleTextEdit* m_edit;
};

RuleTextEdit::RuleTextEdit(const Theme& theme, QWidget* parent)
    : QPlainTextEdit(parent)
    , m_theme(theme)
    , m_highlighter(new RuleHighlighter(theme, document()))
    , m_numbers(new Numbers(this))
    , m_completer(new QCompleter(this))
    , m_later(new QTimer(this))
{
    setAccessibleName(tr("Rules, one a line"));
    setFrameShape(QFrame::NoFrame);
    setLineWrapMode(QPlainTextEdit::NoWrap);
    setTabChangesFocus(true);
    m_completer->setWidget(this);
    m_completer->setCaseSensitivity(Qt::CaseInsensitive);
    m_completer->setFilterMode(Qt::MatchContains);
    m_completer->setModel(new QStringListModel(phrases(), m_completer));
    m_later->setSingleShot(true);
    m_later->setInterval(kReadAfter);
    connect(m_later, &QTimer::timeout, this, &RuleTextEdit::readNow);
    connect(this, &QPlainTextEdit::textChanged, m_later, qOverload<>(&QTimer::start));
    connect(this, &QPlainTextEdit::blockCountChanged, this, [this] { setViewportMargins(numbersWidth(), 0, 0, 0); });
    connect(this, &QPlainTextEdit::updateRequest, this, [this](const QRect& box, int dy) {
        if (dy != 0)
            m_numbers->scroll(0, dy);
        else
            m_numbers->update(0, box.y(), m_numbers->width(), box.height());
    });
    connect(this, &QPlainTextEdit::cursorPositionChanged, this, [this] {
        markLines();
        if (const int line = currentLine(); line != m_current) {
            m_current = line;
            Q_EMIT currentLineChanged(line);
        }
    });
    connect(m_completer, qOverload<const QString&>(&QCompleter::activated), this, &RuleTextEdit::insertCompletion);
    connect(&theme, &Theme::changed, this, &RuleTextEdit::follow);
    follow();
}

void RuleTextEdit::follow()
{
    setFont(m_theme.fixedFont());
    setViewportMargins(numbersWidth(), 0, 0, 0);
    markLines();
    m_numbers->update();
}

void RuleTextEdit::setRules(const QString& text)
{
    setPlainText(text);
    document()->setModified(false);
    readNow();
}

void RuleTextEdit::readNow()
{
    m_later->stop();
    m_lines = gate::readRules(toPlainText());
    std::map<int, std::vector<condition::TextError>> errors;
    for (const gate::RuleLine& line : m_lines) {
        if (!line.errors.empty())
            errors[line.line] = line.errors;
    }
    m_highlighter->setErrors(std::move(errors));
    markLines();
    Q_EMIT linesRead();
}

int RuleTextEdit::errorCount() const
{
    return static_cast<int>(std::ranges::count_if(m_lines, [](const gate::RuleLine& line) { return !line.errors.empty(); }));
}

int RuleTextEdit::ruleCount() const
{
    return static_cast<int>(std::ranges::count_if(m_lines, [](const gate::RuleLine& line) { return line.rule.has_value(); }));
}

int RuleTextEdit::currentLine() const
{
    return textCursor().blockNumber() + 1;
}

void RuleTextEdit::goTo(int line, int column)
{
    const QTextBlock block = document()->findBlockByNumber(line - 1);
    if (!block.isValid())
        return;
    QTextCursor cursor(block);
    cursor.setPosition(block.position() + std::clamp(column - 1, 0, block.length() - 1));
    setTextCursor(cursor);
    setFocus(Qt::OtherFocusReason);
}

void RuleTextEdit::goToNextError()
{
    const auto wrong = [](const gate::RuleLine& line) { return !line.errors.empty(); };
    auto found = std::ranges::find_if(m_lines, [&](const gate::RuleLine& line) { return line.line >= currentLine() && wrong(line); });
    if (found == m_lines.end())
        found = std::ranges::find_if(m_lines, wrong);
    if (found != m_lines.end())
        goTo(found->line, found->errors.front().column);
}

void RuleTextEdit::setMetrics(const QStringList& metrics)
{
    m_metrics = metrics;
}

void RuleTextEdit::markLines()
{
    QList<QTextEdit::ExtraSelection> marks;
    const auto mark = [&](int line, Token token) {
        QTextEdit::ExtraSelection selection;
        selection.format.setBackground(m_theme.color(token));
        selection.format.setProperty(QTextFormat::FullWidthSelection, true);
        selection.cursor = QTextCursor(document()->findBlockByNumber(line - 1));
        marks.append(selection);
    };
    bool currentIsWrong = false;
    for (const gate::RuleLine& line : m_lines) {
        if (line.errors.empty())
            continue;
        mark(line.line, Token::FailTint);
        currentIsWrong = currentIsWrong || line.line == currentLine();
    }
    if (!currentIsWrong)
        mark(currentLine(), Token::Raised);
    setExtraSelections(marks);
}

int RuleTextEdit::numbersWidth() const
{
    const int digits = static_cast<int>(QString::number(std::max(99, blockCount())).size());
    return fontMetrics().horizontalAdvance(QLatin1Char('9')) * digits + metric::kSpace4 + metric::kSpace3;
}

void RuleTextEdit::paintNumbers(QPaintEvent* event)
{
    QPainter painter(m_numbers);
    painter.fillRect(event->rect(), m_theme.color(Token::Panel));
    painter.setFont(font());
    QTextBlock block = firstVisibleBlock();
    int top = qRound(blockBoundingGeometry(block).translated(contentOffset()).top());
    while (block.isValid() && top <= event->rect().bottom()) {
        const int height = qRound(blockBoundingRect(block).height());
        painter.setPen(m_theme.color(block.blockNumber() + 1 == currentLine() ? Token::Text : Token::Text3));
        painter.drawText(0, top, m_numbers->width() - metric::kSpace3, height, Qt::AlignRight | Qt::AlignVCenter,
            QString::number(block.blockNumber() + 1));
        top += height;
        block = block.next();
    }
}

void RuleTextEdit::resizeEvent(QResizeEvent* event)
{
    QPlainTextEdit::resizeEvent(event);
    const QRect inside = contentsRect();
    m_numbers->setGeometry(inside.left(), inside.top(), numbersWidth(), inside.height());
}

void RuleTextEdit::changeEvent(QEvent* event)
{
    QPlainTextEdit::changeEvent(event);
    if (event->type() == QEvent::FontChange)
        setViewportMargins(numbersWidth(), kLineSpace, 0, kLineSpace);
}

QString RuleTextEdit::wordBeforeCursor() const
{
    const QTextCursor cursor = textCursor();
    const QString before = cursor.block().text().left(cursor.positionInBlock());
    qsizetype from = before.size();
    while (from > 0 && (before[from - 1].isLetterOrNumber() || before[from - 1] == QLatin1Char('_')))
        --from;
    return before.mid(from);
}

void RuleTextEdit::complete()
{
    QStringList words = phrases();
    words += m_metrics;
    static_cast<QStringListModel*>(m_completer->model())->setStringList(words);
    m_completer->setCompletionPrefix(wordBeforeCursor());
    QRect box = cursorRect();
    box.translate(numbersWidth(), 0);
    box.setWidth(m_completer->popup()->sizeHintForColumn(0) + metric::kSpace8);
    m_completer->popup()->setCurrentIndex(m_completer->completionModel()->index(0, 0));
    m_completer->complete(box);
}

void RuleTextEdit::insertCompletion(const QString& word)
{
    QTextCursor cursor = textCursor();
    cursor.movePosition(QTextCursor::Left, QTextCursor::KeepAnchor, static_cast<int>(wordBeforeCursor().size()));
    cursor.insertText(word);
    setTextCursor(cursor);
}

void RuleTextEdit::keyPressEvent(QKeyEvent* event)
{
    const bool open = m_completer->popup()->isVisible();
    if (open && QList<int>{Qt::Key_Return, Qt::Key_Enter, Qt::Key_Escape, Qt::Key_Tab}.contains(event->key())) {
        event->ignore(); // the completer's
        return;
    }
    if (event->key() == Qt::Key_Space && event->modifiers() == Qt::ControlModifier) {
        complete();
        return;
    }
    if (event->key() == Qt::Key_Period && event->modifiers() == Qt::ControlModifier) {
        goToNextError();
        return;
    }
    QPlainTextEdit::keyPressEvent(event);
    if (open)
        complete();
}

} // namespace fairlead::ui
