#include "ui/rollout/number_field.h"

#include "ui/common/widgets.h"

#include <QHBoxLayout>
#include <QSpinBox>

namespace fairlead::ui {

NumberField::NumberField(const Theme& theme, const QString& name, const QString& suffix, QWidget* parent)
    : QWidget(parent)
    , m_box(new QSpinBox)
{
    m_box->setButtonSymbols(QAbstractSpinBox::NoButtons);
    m_box->setSuffix(suffix);
    m_box->setAccessibleName(name);
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(metric::kSpace1);
    layout->addWidget(m_box, 1);
    const auto add = [&](const QString& icon, const QString& words, void (QSpinBox::*step)()) {
        auto* button = new ActionButton(theme, icon, QString());
        button->setAccessibleName(words);
        button->setToolTip(words);
        button->setAutoDefault(false);
        layout->addWidget(button);
        connect(button, &QPushButton::clicked, m_box, step);
    };
    add(QStringLiteral("minus"), tr("Less: %1").arg(name), &QSpinBox::stepDown);
    add(QStringLiteral("plus"), tr("More: %1").arg(name), &QSpinBox::stepUp);
    setFocusProxy(m_box);
}

} // namespace fairlead::ui
