#include "ui/common/widgets.h"

namespace fairlead::ui {

TextLabel::TextLabel(const Theme& theme, Type type, Token token, bool bold, QWidget* parent)
    : QLabel(parent)
    , m_theme(theme)
    , m_type(type)
    , m_token(token)
    , m_bold(bold)
{
    // Texts come from files and servers: never let one be read as markup by chance.
    setTextFormat(Qt::PlainText);
    connect(&theme, &Theme::changed, this, &TextLabel::follow);
    follow();
}

void TextLabel::setToken(Token token)
{
    if (token == m_token)
        return;
    m_token = token;
    follow();
}

void TextLabel::follow()
{
    setFont(m_theme.font(m_type, m_bold));
    QPalette colors = palette();
    colors.setColor(QPalette::WindowText, m_theme.color(m_token));
    setPalette(colors);
}

} // namespace fairlead::ui
