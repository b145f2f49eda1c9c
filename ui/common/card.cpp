#include "ui/common/widgets.h"

#include <QHBoxLayout>
#include <QVBoxLayout>

namespace fairlead::ui {

namespace {

constexpr int kDensePadding = 12;

} // namespace

Card::Card(const Theme& theme, const QString& title, QWidget* parent)
    : QFrame(parent)
    , m_title(new TextLabel(theme, Type::Body, Token::Text, true))
    , m_scope(new TextLabel(theme, Type::Body, Token::Text3))
    , m_header(new QHBoxLayout)
    , m_body(new QVBoxLayout)
{
    auto* headerBox = new QFrame;
    headerBox->setObjectName(QStringLiteral("cardHeader"));
    headerBox->setLayout(m_header);
    headerBox->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    m_header->setSpacing(metric::kSpace2);
    m_header->addWidget(m_title);
    m_header->addWidget(m_scope);
    m_header->addStretch(1);

    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(1, 1, 1, 1);
    layout->setSpacing(0);
    layout->addWidget(headerBox);
    // A widget and not a bare layout: it takes what is left, so that the header keeps its height.
    auto* bodyBox = new QWidget;
    bodyBox->setLayout(m_body);
    m_body->setSpacing(0);
    layout->addWidget(bodyBox, 1);
    m_scope->hide();
    setDense(false);
    setTitle(title);
}

void Card::setTitle(const QString& title)
{
    m_title->setText(title);
    setAccessibleName(title);
}

void Card::setScope(const QString& scope)
{
    m_scope->setText(scope);
    m_scope->setVisible(!scope.isEmpty());
    setAccessibleDescription(scope);
}

void Card::setDense(bool dense)
{
    const int padding = dense ? kDensePadding : metric::kSpace4;
    const int height = dense ? metric::kCockpitCardHeader : metric::kCardHeader;
    m_header->setContentsMargins(padding, 0, padding, 0);
    m_header->parentWidget()->setMinimumHeight(height);
    m_body->setContentsMargins(padding, padding, padding, padding);
}

} // namespace fairlead::ui
