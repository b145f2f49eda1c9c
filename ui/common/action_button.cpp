#include "ui/common/icons.h"
#include "ui/common/widgets.h"

#include <QPainter>

namespace fairlead::ui {

struct ActionButton::Colors {
    QColor fill;
    QColor border;
    Token ink = Token::Text;
};

namespace {

constexpr int kGap = 8;
constexpr int kCapGap = 6;
constexpr int kCapPadding = 5;
constexpr int kCapHeight = 18;

int heightOf(ButtonSize size)
{
    switch (size) {
    case ButtonSize::Small: return metric::kButtonSmall;
    case ButtonSize::Normal: return metric::kButton;
    case ButtonSize::Large: return metric::kButtonLarge;
    }
    return metric::kButton;
}

int iconOf(ButtonSize size)
{
    return size == ButtonSize::Small ? metric::kIconSmall : metric::kIcon;
}

int paddingOf(ButtonSize size)
{
    switch (size) {
    case ButtonSize::Small: return 9;
    case ButtonSize::Normal: return 11;
    case ButtonSize::Large: return 16;
    }
    return 11;
}

QColor mixed(const QColor& a, const QColor& b, double share)
{
    return QColor::fromRgbF(static_cast<float>(a.redF() + (b.redF() - a.redF()) * share),
        static_cast<float>(a.greenF() + (b.greenF() - a.greenF()) * share),
        static_cast<float>(a.blueF() + (b.blueF() - a.blueF()) * share));
}

QString capOf(Qt::Key key)
{
    switch (key) {
    case Qt::Key_Return:
    case Qt::Key_Enter: return QStringLiteral("↵");
    case Qt::Key_Up: return QStringLiteral("↑");
    case Qt::Key_Down: return QStringLiteral("↓");
    case Qt::Key_Left: return QStringLiteral("←");
    case Qt::Key_Right: return QStringLiteral("→");
    default: return QKeySequence(key).toString(QKeySequence::NativeText);
    }
}

int capWidth(const QFontMetrics& metrics, const QString& cap)
{
    return qMax(kCapHeight, metrics.horizontalAdvance(cap) + 2 * kCapPadding);
}

} // namespace

QStringList capsOf(const QKeySequence& keys)
{
    if (keys.isEmpty())
        return {};
    const QKeyCombination first = keys[0];
    QStringList caps;
    if (first.keyboardModifiers() & Qt::ControlModifier)
        caps << QStringLiteral("Ctrl");
    if (first.keyboardModifiers() & Qt::AltModifier)
        caps << QStringLiteral("Alt");
    if (first.keyboardModifiers() & Qt::ShiftModifier)
        caps << QStringLiteral("⇧");
    caps << capOf(first.key());
    return caps;
}

ActionButton::ActionButton(const Theme& theme, const QString& icon, const QString& text, ButtonKind kind, QWidget* parent)
    : QPushButton(text, parent)
    , m_theme(theme)
    , m_icon(icon)
    , m_kind(kind)
{
    setAccessibleName(text);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    setFont(wordFont());
    setAttribute(Qt::WA_Hover);
    connect(&theme, &Theme::changed, this, [this] {
        setFont(wordFont());
        updateGeometry();
        update();
    });
}

void ActionButton::setKeys(const QKeySequence& keys)
{
    setCaps(capsOf(keys));
}

void ActionButton::setCaps(const QStringList& caps)
{
    m_caps = caps;
    updateGeometry();
    update();
}

void ActionButton::setCapsFirst(bool first)
{
    m_capsFirst = first;
    update();
}

void ActionButton::setButtonSize(ButtonSize size)
{
    m_size = size;
    setFont(wordFont());
    updateGeometry();
    update();
}

void ActionButton::setIconToken(Token token)
{
    m_iconToken = token;
    update();
}

void ActionButton::setIconName(const QString& icon)
{
    m_icon = icon;
    updateGeometry();
    update();
}

QFont ActionButton::wordFont() const
{
    const bool filled = m_kind == ButtonKind::Primary || m_kind == ButtonKind::Danger;
    QFont font = m_theme.font(m_size == ButtonSize::Small ? Type::Small : Type::Body, filled);
    if (m_size == ButtonSize::Large)
        font.setPixelSize(font.pixelSize() + 1);
    return font;
}

int ActionButton::capsWidth() const
{
    const QFontMetrics metrics(m_theme.font(Type::Caption));
    int width = 0;
    for (const QString& cap : m_caps)
        width += capWidth(metrics, cap) + (width > 0 ? kCapGap : 0);
    return width;
}

int ActionButton::contentWidth() const
{
    int width = QFontMetrics(wordFont()).horizontalAdvance(text());
    if (!m_icon.isEmpty())
        width += iconOf(m_size) + (text().isEmpty() ? 0 : kGap);
    if (!m_caps.isEmpty())
        width += capsWidth() + (width > 0 ? kGap + 2 : 0);
    return width;
}

QSize ActionButton::sizeHint() const
{
    const int height = qMax(heightOf(m_size), QFontMetrics(wordFont()).height() + 2 * metric::kSpace1);
    return {contentWidth() + 2 * paddingOf(m_size), height};
}

ActionButton::Colors ActionButton::colors() const
{
    const auto color = [this](Token token) { return m_theme.color(token); };
    const bool filled = m_kind == ButtonKind::Primary || m_kind == ButtonKind::Danger;
    if (!isEnabled())
        return {filled ? color(Token::Raised) : QColor(Qt::transparent),
            m_kind == ButtonKind::Flat ? QColor(Qt::transparent) : color(Token::Line), Token::Text3};
    const double press = isDown() ? 0.2 : (underMouse() ? 0.1 : 0.0);
    if (filled) {
        const QColor fill = color(m_kind == ButtonKind::Primary ? Token::AccentFill : Token::DangerFill);
        return {mixed(fill, color(Token::Text), press), QColor(Qt::transparent),
            m_kind == ButtonKind::Primary ? Token::OnAccent : Token::OnDanger};
    }
    const bool checked = isCheckable() && isChecked();
    const QColor base = checked ? color(Token::Selected) : color(Token::Panel);
    if (m_kind == ButtonKind::Flat)
        return {press > 0 ? mixed(color(Token::Panel), color(Token::Accent), press) : QColor(Qt::transparent), QColor(Qt::transparent),
            Token::Accent};
    return {mixed(base, color(Token::Text), press / 2), color(Token::Control), Token::Text};
}

void ActionButton::paintCaps(QPainter& painter, int x, const Colors& colors) const
{
    const QFont font = m_theme.font(Type::Caption);
    const QFontMetrics metrics(font);
    const bool filled = isEnabled() && (m_kind == ButtonKind::Primary || m_kind == ButtonKind::Danger);
    const QColor ink = m_theme.color(filled ? colors.ink : Token::Text3);
    QColor border = filled ? ink : m_theme.color(isEnabled() ? Token::Control : Token::Line);
    painter.setFont(font);
    for (const QString& cap : m_caps) {
        const int height = qMax(kCapHeight, metrics.height() + 2);
        const int top = (this->height() - height) / 2;
        const QRectF box(x + 0.5, top + 0.5, capWidth(metrics, cap) - 1, height - 1);
        painter.setPen(QPen(border, 1));
        painter.setBrush(filled ? QBrush(Qt::NoBrush) : QBrush(m_theme.color(Token::Raised)));
        painter.drawRoundedRect(box, 3, 3);
        painter.setPen(ink);
        painter.drawText(box, Qt::AlignCenter, cap);
        x += capWidth(metrics, cap) + kCapGap;
    }
}

void ActionButton::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const Colors look = colors();
    QPen border = look.border == QColor(Qt::transparent) ? QPen(Qt::NoPen) : QPen(look.border, 1);
    // In high contrast all borders are white: a closed button is told by its dashes.
    if (!isEnabled() && m_theme.scheme() == Scheme::HighContrast && m_kind != ButtonKind::Flat)
        border.setStyle(Qt::DashLine);
    painter.setPen(border);
    painter.setBrush(look.fill);
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), metric::kRadiusControl, metric::kRadiusControl);

    int x = qMax(paddingOf(m_size) / 2, (width() - contentWidth()) / 2);
    if (m_capsFirst && !m_caps.isEmpty()) {
        paintCaps(painter, x, look);
        x += capsWidth() + kGap + 2;
    }
    if (!m_icon.isEmpty()) {
        const int icon = iconOf(m_size);
        paintIcon(
            painter, m_theme, m_icon, QRect(x, (height() - icon) / 2, icon, icon), isEnabled() ? m_iconToken.value_or(look.ink) : look.ink);
        x += icon + kGap;
    }
    const QFontMetrics metrics(wordFont());
    painter.setFont(wordFont());
    painter.setPen(m_theme.color(look.ink));
    painter.drawText(QRect(x, 0, width() - x, height()), Qt::AlignLeft | Qt::AlignVCenter, text());
    if (!m_capsFirst && !m_caps.isEmpty())
        paintCaps(painter, x + metrics.horizontalAdvance(text()) + kGap + 2, look);
}

} // namespace fairlead::ui
