#include "ui/shell/toast_stack.h"

#include "ui/common/icons.h"
#include "ui/common/widgets.h"

#include <QCoreApplication>
#include <QHBoxLayout>
#include <QPainter>
#include <QTimer>
#include <QVBoxLayout>

namespace fairlead::ui {

namespace {

constexpr int kSixSeconds = 6000;
constexpr int kMost = 3;
constexpr int kIconRoom = 42;

class Toast final : public QWidget {
public:
    Toast(const Theme& theme, const QString& text, const QString& label, std::function<void()> action)
        : m_theme(theme)
    {
        setAccessibleName(text);
        auto* words = new TextLabel(theme, Type::Body, Token::Text);
        words->setText(text);
        auto* layout = new QHBoxLayout(this);
        layout->setContentsMargins(kIconRoom, 5, 6, 5);
        layout->addWidget(words, 1);
        if (!label.isEmpty()) {
            auto* button = new ActionButton(theme, {}, label, ButtonKind::Flat);
            button->setButtonSize(ButtonSize::Small);
            layout->addWidget(button);
            QObject::connect(button, &QPushButton::clicked, this, [this, action = std::move(action)] {
                leave();
                if (action)
                    action();
            });
        }
        auto* close = new ActionButton(theme, QStringLiteral("x"), {}, ButtonKind::Flat);
        close->setIconToken(Token::Text2);
        close->setAccessibleName(QCoreApplication::translate("fairlead::ui::ToastStack", "Close message"));
        close->setButtonSize(ButtonSize::Small);
        layout->addWidget(close);
        QObject::connect(close, &QPushButton::clicked, this, [this] { leave(); });
        QTimer::singleShot(kSixSeconds, this, [this] { leave(); });
    }

protected:
    void paintEvent(QPaintEvent*) override
    {
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(QPen(m_theme.color(Token::Control), 1));
        painter.setBrush(m_theme.color(Token::Panel));
        painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), metric::kRadiusCard, metric::kRadiusCard);
        const int size = metric::kIconNavigation;
        paintIcon(painter, m_theme, QStringLiteral("circle-check"), QRect(14, (height() - size) / 2, size, size), Token::PassText);
    }

private:
    void leave()
    {
        if (isHidden())
            return;
        hide();
        deleteLater();
        auto* stack = qobject_cast<ToastStack*>(parentWidget());
        if (stack)
            QTimer::singleShot(0, stack, [stack] { stack->place(); });
    }

    const Theme& m_theme;
};

} // namespace

ToastStack::ToastStack(const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_layout(new QVBoxLayout(this))
{
    m_layout->setContentsMargins(0, 0, 0, 0);
    m_layout->setSpacing(metric::kSpace2);
    hide();
}

void ToastStack::show(const QString& text, const QString& label, std::function<void()> action)
{
    if (count() >= kMost) {
        QWidget* oldest = m_layout->itemAt(0)->widget();
        m_layout->removeWidget(oldest);
        oldest->hide();
        oldest->deleteLater();
    }
    auto* toast = new Toast(m_theme, text, label, std::move(action));
    m_layout->addWidget(toast);
    setVisible(true);
    toast->show(); // at once, not when the layout gets to it: place() asks how much room it needs
    place();
}

int ToastStack::count() const
{
    int shown = 0;
    for (int i = 0; i < m_layout->count(); ++i)
        shown += m_layout->itemAt(i)->widget()->isHidden() ? 0 : 1;
    return shown;
}

void ToastStack::place()
{
    if (count() == 0) {
        hide();
        return;
    }
    m_layout->activate();
    const QSize size = sizeHint();
    const QPoint corner = parentWidget()->rect().bottomRight();
    setGeometry(QRect(corner.x() - size.width() - metric::kSpace4 + 1,
        corner.y() - size.height() - metric::kStatusBar - metric::kSpace4 + 1, size.width(), size.height()));
    raise();
}

} // namespace fairlead::ui
