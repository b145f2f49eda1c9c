#include "ui/rollout/more_menu.h"

#include "ui/common/icons.h"
#include "ui/common/widgets.h"

#include <QAbstractButton>
#include <QKeyEvent>
#include <QPainter>
#include <QScreen>
#include <QVBoxLayout>

#include <algorithm>

namespace fairlead::ui {

namespace {

constexpr int kWidth = 440;
constexpr int kMargin = 5; ///< room for the focus ring
constexpr int kLeft = 40; ///< of the words
constexpr int kEdge = 7; ///< above and below them
constexpr int kCap = 18;
constexpr int kBar = 3; ///< at the left of the chosen row

} // namespace

/// Icon, name, key; the reason below where it is closed.
class MoreMenu::Row final : public QAbstractButton {
public:
    Row(const Theme& theme, RareVerb verb, QWidget* parent)
        : QAbstractButton(parent)
        , m_theme(theme)
        , m_verb(verb)
    {
        setText(textOf(verb));
        setAccessibleName(text());
        setAttribute(Qt::WA_Hover);
        setFocusPolicy(Qt::StrongFocus);
        setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    }

    void setClosed(const QString& why)
    {
        setEnabled(why.isEmpty());
        setToolTip(why);
        setAccessibleDescription(why);
        m_why = why;
        updateGeometry();
        update();
    }

    QSize sizeHint() const override
    {
        const int line = QFontMetrics(m_theme.font(Type::Body)).height();
        return {kWidth, 2 * kEdge + line + (m_why.isEmpty() ? 0 : whyRect().height() + 2)};
    }

protected:
    void keyPressEvent(QKeyEvent* event) override
    {
        if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)
            click();
        else if (event->key() == Qt::Key_Up || event->key() == Qt::Key_Down)
            event->ignore(); // the menu's, not the button group's
        else
            QAbstractButton::keyPressEvent(event);
    }

    void enterEvent(QEnterEvent* event) override
    {
        if (isEnabled())
            setFocus(Qt::MouseFocusReason);
        QAbstractButton::enterEvent(event);
    }

    void paintEvent(QPaintEvent* /*event*/) override
    {
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        if (isEnabled() && (hasFocus() || underMouse())) {
            painter.fillRect(rect(), m_theme.color(Token::Selected));
            painter.fillRect(QRect(0, 0, kBar, height()), m_theme.color(Token::Accent));
        }
        const Token ink = isEnabled() ? Token::Text : Token::Text3;
        const QFont font = m_theme.font(Type::Body);
        const int line = QFontMetrics(font).height();
        paintIcon(painter, m_theme, iconOf(m_verb),
            QRect(metric::kSpace3, kEdge + (line - metric::kIcon) / 2, metric::kIcon, metric::kIcon), ink);
        painter.setFont(font);
        painter.setPen(m_theme.color(ink));
        painter.drawText(QRect(kLeft, kEdge, width() - kLeft, line), Qt::AlignLeft | Qt::AlignVCenter, text());
        paintCaps(painter, line);
        if (m_why.isEmpty())
            return;
        painter.setFont(m_theme.font(Type::Small));
        painter.setPen(m_theme.color(Token::Text3));
        painter.drawText(whyRect(), Qt::AlignLeft | Qt::TextWordWrap, m_why);
    }

private:
    QRect whyRect() const
    {
        const int line = QFontMetrics(m_theme.font(Type::Body)).height();
        const QRect most(kLeft, kEdge + line + 2, kWidth - kLeft - metric::kSpace3, QWIDGETSIZE_MAX);
        return QFontMetrics(m_theme.font(Type::Small)).boundingRect(most, Qt::AlignLeft | Qt::TextWordWrap, m_why);
    }

    void paintCaps(QPainter& painter, int line) const
    {
        const QStringList caps = isEnabled() ? capsOf(keysOf(m_verb)) : QStringList();
        if (caps.isEmpty())
            return;
        const QRectF box(width() - metric::kSpace3 - kCap + 0.5, kEdge + (line - kCap) / 2.0 + 0.5, kCap - 1, kCap - 1);
        painter.setPen(m_theme.color(Token::Control));
        painter.setBrush(m_theme.color(Token::Raised));
        painter.drawRoundedRect(box, 3, 3);
        painter.setFont(m_theme.font(Type::Caption));
        painter.setPen(m_theme.color(Token::Text3));
        painter.drawText(box, Qt::AlignCenter, caps.front());
    }

    const Theme& m_theme;
    RareVerb m_verb;
    QString m_why;
};

MoreMenu::MoreMenu(const Theme& theme, QWidget* parent)
    : QWidget(parent, Qt::Popup)
    , m_theme(theme)
{
    setAccessibleName(tr("More verbs"));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(kMargin, kMargin, kMargin, kMargin);
    layout->setSpacing(0);
    layout->setSizeConstraint(QLayout::SetFixedSize);
    for (const RareVerb verb : kRareVerbs) {
        auto* row = new Row(theme, verb, this);
        m_rows.emplace(verb, row);
        layout->addWidget(row);
        connect(row, &QAbstractButton::clicked, this, [this, verb] {
            close();
            Q_EMIT chosen(verb);
        });
    }
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

void MoreMenu::showSnapshot(const rollout::Snapshot& snapshot, const std::vector<RareVerb>& leftOut)
{
    for (const auto& [verb, row] : m_rows) {
        row->setVisible(std::ranges::find(leftOut, verb) == leftOut.end());
        row->setClosed(whyClosed(snapshot, verb));
    }
}

void MoreMenu::openAbove(const QWidget& button)
{
    adjustSize();
    QPoint place = button.mapToGlobal(QPoint(0, -height() - metric::kSpace1));
    if (const QScreen* screen = button.screen()) {
        const QRect room = screen->availableGeometry();
        place.setX(std::clamp(place.x(), room.left(), std::max(room.left(), room.right() - width())));
        place.setY(std::max(place.y(), room.top()));
    }
    move(place);
    show();
    moveFocus(1);
}

/// The next open row, round the ends; from nowhere the first.
void MoreMenu::moveFocus(int by)
{
    std::vector<QWidget*> open;
    for (const RareVerb verb : kRareVerbs) {
        Row* row = m_rows.at(verb);
        if (row->isEnabled() && !row->isHidden())
            open.push_back(row);
    }
    if (open.empty()) {
        setFocus();
        return;
    }
    const int count = int(open.size());
    const auto now = std::ranges::find(open, focusWidget());
    const int next = now == open.end() ? (by > 0 ? 0 : count - 1) : (int(now - open.begin()) + by + count) % count;
    open[std::size_t(next)]->setFocus(Qt::TabFocusReason);
}

void MoreMenu::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Down)
        moveFocus(1);
    else if (event->key() == Qt::Key_Up)
        moveFocus(-1);
    else
        QWidget::keyPressEvent(event); // Esc closes a popup
}

void MoreMenu::paintEvent(QPaintEvent* /*event*/)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_theme.color(Token::Panel));
    painter.setPen(m_theme.color(Token::Control));
    painter.drawRect(rect().adjusted(0, 0, -1, -1));
}

} // namespace fairlead::ui
