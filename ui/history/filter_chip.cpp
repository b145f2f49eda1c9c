#include "ui/history/filter_chip.h"

#include "ui/common/icons.h"

#include <QKeyEvent>
#include <QMenu>
#include <QPainter>

#include <algorithm>

namespace fairlead::ui {

namespace {

constexpr int kMostText = 220; ///< a longer choice gives way in its middle

} // namespace

FilterChip::FilterChip(const Theme& theme, const QString& name, const QString& all, QWidget* parent)
    : QAbstractButton(parent)
    , m_theme(theme)
    , m_name(name)
    , m_all(all)
{
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    connect(this, &QAbstractButton::clicked, this, &FilterChip::openMenu);
    connect(&theme, &Theme::changed, this, [this] {
        updateGeometry();
        update();
    });
    announce();
}

void FilterChip::setChoices(std::vector<Choice> choices)
{
    m_choices = std::move(choices);
    setCurrent(m_current);
}

void FilterChip::setCurrent(const QVariant& value)
{
    const bool known = std::ranges::any_of(m_choices, [&](const Choice& choice) { return choice.value == value; });
    m_current = known ? value : QVariant();
    announce();
    updateGeometry();
    update();
}

QString FilterChip::currentText() const
{
    const auto found = std::ranges::find_if(m_choices, [this](const Choice& choice) { return choice.value == m_current; });
    return !m_current.isValid() || found == m_choices.end() ? QString() : found->text;
}

void FilterChip::announce()
{
    setAccessibleName(m_name);
    setAccessibleDescription(m_current.isValid() ? currentText() : m_all);
    setToolTip(m_current.isValid() ? currentText() : QString());
}

void FilterChip::openMenu()
{
    QMenu menu(this);
    const auto add = [&](const QString& text, const QVariant& value) {
        QAction* action = menu.addAction(QString(text).replace(QLatin1Char('&'), QLatin1String("&&")));
        action->setCheckable(true);
        action->setChecked(value == m_current);
        action->setData(value);
    };
    add(m_all, {});
    menu.addSeparator();
    for (const Choice& choice : m_choices) {
        add(choice.text, choice.value);
    }
    const QAction* taken = menu.exec(mapToGlobal(QPoint(0, height() + metric::kSpace1)));
    if (taken && taken->data() != m_current) {
        setCurrent(taken->data());
        Q_EMIT chosen(m_current);
    }
}

void FilterChip::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Down || event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) {
        click();
        return;
    }
    QAbstractButton::keyPressEvent(event);
}

QSize FilterChip::sizeHint() const
{
    const QFontMetrics plain(m_theme.font(Type::Body));
    const QFontMetrics bold(m_theme.font(Type::Body, true));
    const QString text = currentText();
    int width = plain.horizontalAdvance(m_name) + 2 * metric::kSpace3 + metric::kSpace2 + metric::kIconSmall;
    if (!text.isEmpty()) {
        width += metric::kSpace1 + 2 + std::min(bold.horizontalAdvance(text), kMostText);
    }
    return {width, qMax(metric::kButtonSmall, bold.height() + metric::kSpace2)};
}

void FilterChip::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QString text = currentText();
    const bool set = !text.isEmpty();
    painter.setPen(m_theme.color(set ? Token::Accent : Token::Control));
    painter.setBrush(m_theme.color(set ? Token::Selected : (underMouse() ? Token::Raised : Token::Panel)));
    const QRectF frame = QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5);
    painter.drawRoundedRect(frame, frame.height() / 2, frame.height() / 2);

    QRect box = rect().adjusted(metric::kSpace3, 0, -metric::kSpace3, 0);
    const QRect chevron(
        box.right() - metric::kIconSmall + 1, box.center().y() - metric::kIconSmall / 2 + 1, metric::kIconSmall, metric::kIconSmall);
    paintIcon(painter, m_theme, QStringLiteral("chevron-down"), chevron, Token::Text2);
    box.setRight(chevron.left() - metric::kSpace2);
    painter.setFont(m_theme.font(Type::Body));
    painter.setPen(m_theme.color(Token::Text));
    painter.drawText(box, Qt::AlignLeft | Qt::AlignVCenter, m_name);
    if (set) {
        box.setLeft(box.left() + painter.fontMetrics().horizontalAdvance(m_name) + metric::kSpace1);
        const QFont bold = m_theme.font(Type::Body, true);
        painter.setFont(bold);
        painter.drawText(box, Qt::AlignLeft | Qt::AlignVCenter, QFontMetrics(bold).elidedText(text, Qt::ElideMiddle, box.width()));
    }
}

} // namespace fairlead::ui
