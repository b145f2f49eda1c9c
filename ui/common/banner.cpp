#include "ui/common/accessible.h"
#include "ui/common/icons.h"
#include "ui/common/widgets.h"

#include <QAbstractTextDocumentLayout>
#include <QPainter>
#include <QPainterPath>
#include <QTextCursor>
#include <QTextDocument>

namespace fairlead::ui {

namespace {

constexpr int kBar = 4;
constexpr int kIconLeft = 18;
constexpr int kTextLeft = 46;
constexpr int kPadding = 10;

} // namespace

Banner::Banner(const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_button(new ActionButton(theme, {}, {}, ButtonKind::Normal, this))
{
    m_button->setButtonSize(ButtonSize::Small);
    m_button->hide();
    connect(m_button, &QPushButton::clicked, this, &Banner::actionTriggered);
    connect(&theme, &Theme::changed, this, &Banner::rebuild);
    QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Minimum);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
}

void Banner::setMessage(const StatusLook& look, const QString& boldClause, const QString& rest)
{
    if (m_look.status == look.status && m_look.icon == look.icon && m_bold == boldClause && m_rest == rest)
        return;
    m_look = look;
    m_bold = boldClause;
    m_rest = rest;
    setSpokenText(*this, rest.isEmpty() ? boldClause : boldClause + QLatin1Char(' ') + rest);
    rebuild();
}

void Banner::setAction(const QString& label)
{
    m_button->setText(label);
    m_button->setAccessibleName(label);
    m_button->setVisible(!label.isEmpty());
    rebuild();
}

void Banner::rebuild()
{
    const QSize size = m_button->sizeHint();
    m_button->setGeometry(QRect(QPoint(width() - metric::kSpace3 - size.width(), (height() - size.height()) / 2), size));
    updateGeometry();
    update();
}

QRect Banner::textArea(int width) const
{
    const int right = m_button->isHidden() ? metric::kSpace4 : m_button->sizeHint().width() + 2 * metric::kSpace3;
    return {kTextLeft, kPadding, qMax(40, width - kTextLeft - right), 0};
}

void Banner::layOut(QTextDocument& document, int width) const
{
    document.setDocumentMargin(0);
    document.setDefaultFont(m_theme.font(Type::Body));
    QTextCursor cursor(&document);
    QTextCharFormat format;
    format.setForeground(m_theme.color(Token::Text));
    format.setFontWeight(QFont::Bold);
    QTextBlockFormat block;
    block.setLineHeight(20.0 / 18.0 * 100.0, QTextBlockFormat::ProportionalHeight);
    cursor.setBlockFormat(block);
    cursor.insertText(m_bold, format);
    format.setFontWeight(QFont::Normal);
    if (!m_rest.isEmpty())
        cursor.insertText(QLatin1Char(' ') + m_rest, format);
    document.setTextWidth(textArea(width).width());
}

QSize Banner::sizeHint() const
{
    const int width = 480;
    return {width, heightForWidth(width)};
}

int Banner::heightForWidth(int width) const
{
    QTextDocument document;
    layOut(document, width);
    const int least = m_button->isHidden() ? metric::kButtonLarge : m_button->sizeHint().height() + metric::kSpace4;
    return qMax(least, static_cast<int>(document.size().height()) + 2 * kPadding);
}

void Banner::resizeEvent(QResizeEvent*)
{
    rebuild();
}

void Banner::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QColor mark = m_theme.color(markToken(m_look.status));
    QPainterPath outline;
    outline.addRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), metric::kRadiusCard, metric::kRadiusCard);
    painter.fillPath(outline, m_theme.color(tintToken(m_look.status)));
    painter.save();
    painter.setClipPath(outline);
    painter.fillRect(QRect(0, 0, kBar, height()), mark);
    painter.restore();
    painter.setPen(QPen(mark, 1));
    painter.drawPath(outline);

    QTextDocument document;
    layOut(document, width());
    const QRect area = textArea(width());
    const int textHeight = static_cast<int>(document.size().height());
    const int top = (height() - textHeight) / 2;
    const QFontMetrics metrics(m_theme.font(Type::Body));
    paintIcon(painter, m_theme, m_look.icon,
        QRect(kIconLeft, top + (metrics.height() - metric::kIconNavigation) / 2 + 1, metric::kIconNavigation, metric::kIconNavigation),
        textToken(m_look.status));
    painter.translate(area.left(), top);
    document.documentLayout()->draw(&painter, QAbstractTextDocumentLayout::PaintContext());
}

} // namespace fairlead::ui
