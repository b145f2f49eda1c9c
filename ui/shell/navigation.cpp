#include "ui/shell/navigation.h"

#include "ui/common/icons.h"

#include <QKeyEvent>
#include <QPainter>
#include <QVBoxLayout>

namespace fairlead::ui {

namespace {

constexpr int kMargin = 8;
constexpr int kBar = 3;
constexpr int kCountHeight = 18;

} // namespace

NavigationButton::NavigationButton(const Theme& theme, const QString& icon, const QString& title, QWidget* parent)
    : QAbstractButton(parent)
    , m_theme(theme)
    , m_icon(icon)
    , m_title(title)
{
    setFocusPolicy(Qt::TabFocus);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setAttribute(Qt::WA_Hover);
    setCursor(Qt::PointingHandCursor);
    connect(&theme, &Theme::changed, this, QOverload<>::of(&QWidget::update));
    say();
}

void NavigationButton::setIconName(const QString& icon)
{
    m_icon = icon;
    update();
}

void NavigationButton::setTitle(const QString& title)
{
    m_title = title;
    say();
}

void NavigationButton::setCount(int count, std::optional<Status> tint)
{
    if (m_count == count && m_tint == tint)
        return;
    m_count = count;
    m_tint = tint;
    say();
    update();
}

void NavigationButton::setCollapsed(bool collapsed)
{
    m_collapsed = collapsed;
    say();
    update();
}

void NavigationButton::setKeys(const QString& keys)
{
    m_keys = keys;
    say();
}

void NavigationButton::say()
{
    // The word alone is the name, so that a control is found by it whatever its count.
    setText(m_title);
    setAccessibleName(m_title);
    setAccessibleDescription(m_count > 0 ? tr("%n waiting", nullptr, m_count) : QString());
    const QString keys = m_keys.isEmpty() ? QString() : QStringLiteral("  ") + m_keys;
    setToolTip(m_collapsed || !m_keys.isEmpty() ? m_title + keys : QString());
}

QSize NavigationButton::sizeHint() const
{
    const int height = qMax(metric::kNavigationRow, QFontMetrics(m_theme.font(Type::Body)).height() + metric::kSpace4);
    return {40, height};
}

void NavigationButton::paintCount(QPainter& painter) const
{
    if (m_count == 0)
        return;
    const QString words = m_count > 99 ? QStringLiteral("99+") : QString::number(m_count);
    const QFont font = m_theme.font(Type::Caption, true);
    const int least = m_collapsed ? 16 : kCountHeight + 2;
    const int tall = m_collapsed ? 16 : kCountHeight;
    const int wide = qMax(least, QFontMetrics(font).horizontalAdvance(words) + 10);
    const QRect box = m_collapsed ? QRect(width() - wide, 0, wide, tall) : QRect(width() - wide - 10, (height() - tall) / 2, wide, tall);
    painter.setPen(m_theme.scheme() == Scheme::HighContrast ? QPen(m_theme.color(Token::Line)) : QPen(Qt::NoPen));
    painter.setBrush(m_theme.color(tintToken(m_tint.value_or(Status::NoData))));
    painter.drawRoundedRect(box, tall / 2.0, tall / 2.0);
    painter.setPen(m_theme.color(m_tint ? textToken(*m_tint) : Token::Text2));
    painter.setFont(font);
    painter.drawText(box, Qt::AlignCenter, words);
}

void NavigationButton::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const bool current = isChecked();
    if (current || underMouse()) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(m_theme.color(current ? Token::Selected : Token::Raised));
        painter.drawRoundedRect(rect(), metric::kRadiusControl, metric::kRadiusControl);
    }
    if (current) {
        painter.setBrush(m_theme.color(Token::Accent));
        painter.drawRoundedRect(QRectF(0, kMargin, kBar, height() - 2 * kMargin), 1.5, 1.5);
    }
    const int size = metric::kIconNavigation;
    const int x = m_collapsed ? (width() - size) / 2 : 11;
    paintIcon(painter, m_theme, m_icon, QRect(x, (height() - size) / 2, size, size), current ? Token::Accent : Token::Text2);
    if (!m_collapsed) {
        painter.setFont(m_theme.font(Type::Body, current));
        painter.setPen(m_theme.color(current ? Token::Text : Token::Text2));
        painter.drawText(rect().adjusted(38, 0, 0, 0), Qt::AlignLeft | Qt::AlignVCenter, m_title);
    }
    paintCount(painter);
}

Navigation::Navigation(const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_rows(new QVBoxLayout)
    , m_collapse(new NavigationButton(theme, QStringLiteral("panel-left-close"), tr("Collapse")))
{
    setAccessibleName(tr("Navigation"));
    m_rows->setSpacing(2);
    m_rows->addStretch(1);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(kMargin, kMargin, kMargin + 1, kMargin);
    layout->addLayout(m_rows, 1);
    layout->addWidget(m_collapse);
    connect(m_collapse, &QAbstractButton::clicked, this, [this] {
        setCollapsed(!m_collapsed);
        Q_EMIT collapseToggled(m_collapsed);
    });
    connect(&theme, &Theme::changed, this, QOverload<>::of(&QWidget::update));
    setCollapsed(false);
}

void Navigation::addItem(const QString& id, const QString& icon, const QString& title, const QString& keys)
{
    auto* button = new NavigationButton(m_theme, icon, title);
    button->setObjectName(id);
    button->setCheckable(true);
    button->setKeys(keys);
    button->setCollapsed(m_collapsed);
    m_rows->insertWidget(static_cast<int>(m_buttons.size()), button);
    m_buttons.append(button);
    // Not clicked(): assistive technology toggles a checkable button. A checked row stays checked when it is pressed
    // again: the panel decides what is current.
    connect(button, &QAbstractButton::toggled, this, [this, id](bool checked) {
        if (checked != (id == m_current))
            Q_EMIT chosen(id);
    });
}

NavigationButton* Navigation::find(const QString& id) const
{
    for (NavigationButton* button : m_buttons) {
        if (button->objectName() == id)
            return button;
    }
    return nullptr;
}

void Navigation::setCount(const QString& id, int count, std::optional<Status> tint)
{
    if (NavigationButton* button = find(id))
        button->setCount(count, tint);
}

void Navigation::setCurrent(const QString& id)
{
    m_current = id;
    for (NavigationButton* button : m_buttons)
        button->setChecked(button->objectName() == id);
}

void Navigation::setCollapsed(bool collapsed)
{
    m_collapsed = collapsed;
    setFixedWidth(collapsed ? metric::kNavigationCollapsed : metric::kNavigationWidth);
    m_collapse->setIconName(collapsed ? QStringLiteral("panel-left-open") : QStringLiteral("panel-left-close"));
    m_collapse->setTitle(collapsed ? tr("Expand") : tr("Collapse"));
    m_collapse->setCollapsed(collapsed);
    for (NavigationButton* button : m_buttons)
        button->setCollapsed(collapsed);
}

void Navigation::focusCurrent()
{
    for (NavigationButton* button : m_buttons) {
        if (button->isChecked()) {
            button->setFocus(Qt::TabFocusReason);
            return;
        }
    }
    m_collapse->setFocus(Qt::TabFocusReason);
}

void Navigation::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Down)
        focusNextChild();
    else if (event->key() == Qt::Key_Up)
        focusPreviousChild();
    else
        QWidget::keyPressEvent(event);
}

void Navigation::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_theme.color(Token::Panel));
    painter.fillRect(QRect(width() - 1, 0, 1, height()), m_theme.color(Token::Line));
}

} // namespace fairlead::ui
