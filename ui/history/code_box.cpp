#include "ui/history/code_box.h"

#include <QTextDocument>

#include <algorithm>

namespace fairlead::ui {

CodeBox::CodeBox(const Theme& theme, const QString& name, QWidget* parent)
    : QPlainTextEdit(parent)
    , m_theme(theme)
{
    setReadOnly(true);
    setAccessibleName(name);
    setTabChangesFocus(true);
    setWordWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
    connect(&theme, &Theme::changed, this, &CodeBox::follow);
    follow();
}

void CodeBox::setCode(const QString& code)
{
    setPlainText(code);
    fitHeight();
}

void CodeBox::follow()
{
    setFont(m_theme.fixedFont());
    fitHeight();
}

void CodeBox::resizeEvent(QResizeEvent* event)
{
    QPlainTextEdit::resizeEvent(event);
    fitHeight();
}

void CodeBox::fitHeight()
{
    // QPlainTextEdit's document counts its height in lines.
    const int all = std::max(1, static_cast<int>(document()->size().height()));
    const int lines = std::min(all, kMostLines);
    setVerticalScrollBarPolicy(all > kMostLines ? Qt::ScrollBarAsNeeded : Qt::ScrollBarAlwaysOff);
    const int frame = std::max(2, height() - viewport()->height());
    const int text = lines * fontMetrics().lineSpacing() + 2 * static_cast<int>(document()->documentMargin());
    setFixedHeight(text + frame + 2);
}

} // namespace fairlead::ui
