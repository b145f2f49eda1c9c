#include "ui/common/icons.h"
#include "ui/common/widgets.h"

#include <QHBoxLayout>
#include <QPainter>
#include <QVBoxLayout>

namespace fairlead::ui {

namespace {

constexpr int kTextWidth = 420;

class LargeIcon final : public QWidget {
public:
    LargeIcon(const Theme& theme, QString name)
        : m_theme(theme)
        , m_name(std::move(name))
    {
        setFixedSize(metric::kIconState, metric::kIconState);
    }

protected:
    void paintEvent(QPaintEvent*) override
    {
        QPainter painter(this);
        paintIcon(painter, m_theme, m_name, rect(), Token::Text3);
    }

private:
    const Theme& m_theme;
    QString m_name;
};

} // namespace

EmptyState::EmptyState(const Theme& theme, const QString& icon, const QString& title, const QString& text, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_actions(new QHBoxLayout)
{
    auto* titleLabel = new TextLabel(theme, Type::Body, Token::Text, true);
    titleLabel->setText(title);
    titleLabel->setAlignment(Qt::AlignCenter);
    auto* textLabel = new TextLabel(theme, Type::Body, Token::Text2);
    textLabel->setText(text);
    textLabel->setAlignment(Qt::AlignCenter);
    textLabel->setWordWrap(true);
    textLabel->setMaximumWidth(kTextWidth);
    textLabel->setMinimumWidth(qMin(kTextWidth, textLabel->fontMetrics().horizontalAdvance(text) + 2));
    // An aligned widget in a box layout is not asked for its height by width: several lines would be cut.
    textLabel->setMinimumHeight(textLabel->heightForWidth(textLabel->minimumWidth()));
    m_actions->setSpacing(metric::kSpace2);
    m_actions->addStretch(1);
    m_actions->addStretch(1);

    auto* layout = new QVBoxLayout(this);
    layout->setSpacing(metric::kSpace1);
    layout->addStretch(1);
    layout->addWidget(new LargeIcon(theme, icon), 0, Qt::AlignHCenter);
    layout->addSpacing(metric::kSpace2);
    layout->addWidget(titleLabel);
    layout->addWidget(textLabel, 0, Qt::AlignHCenter);
    layout->addSpacing(metric::kSpace2);
    layout->addLayout(m_actions);
    layout->addStretch(1);
    setAccessibleName(title);
    setAccessibleDescription(text);
}

ActionButton* EmptyState::addAction(const QString& icon, const QString& text, ButtonKind kind)
{
    auto* button = new ActionButton(m_theme, icon, text, kind);
    m_actions->insertWidget(m_actions->count() - 1, button);
    return button;
}

} // namespace fairlead::ui
