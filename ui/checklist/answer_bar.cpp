#include "ui/checklist/answer_bar.h"

#include "ui/common/widgets.h"

#include <QHBoxLayout>
#include <QPainter>

namespace fairlead::ui {

AnswerBar::AnswerBar(const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
{
    setAccessibleName(tr("Answers"));
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(metric::kSpace8, 10, metric::kSpace8, 9);
    layout->setSpacing(metric::kSpace2);
    const auto addVerb = [&](const QString& text, const QString& cap, ButtonKind kind, checklist::State state) {
        auto* button = new ActionButton(theme, {}, text, kind);
        button->setButtonSize(ButtonSize::Large);
        button->setCapsFirst(true);
        button->setCaps({cap});
        layout->addWidget(button);
        m_verbs.append(button);
        connect(button, &QPushButton::clicked, this, [this, state] { Q_EMIT answered(state); });
    };
    addVerb(tr("Done"), tr("Space"), ButtonKind::Primary, checklist::State::Done);
    addVerb(tr("Not applicable…"), QStringLiteral("N"), ButtonKind::Normal, checklist::State::NotApplicable);
    addVerb(tr("Failed"), QStringLiteral("F"), ButtonKind::Normal, checklist::State::Failed);
    addVerb(tr("Waive…"), QStringLiteral("W"), ButtonKind::Normal, checklist::State::Waived);
    layout->addStretch(1);
    const auto addMove = [&](const QString& text, const QString& cap, int by) {
        auto* button = new ActionButton(theme, {}, text);
        button->setButtonSize(ButtonSize::Large);
        button->setCapsFirst(true);
        button->setCaps({cap});
        layout->addWidget(button);
        m_moves.append(button);
        connect(button, &QPushButton::clicked, this, [this, by] { Q_EMIT moved(by); });
    };
    addMove(tr("Back"), QStringLiteral("↑"), -1);
    addMove(tr("Next"), QStringLiteral("↓"), +1);
    setMinimumHeight(metric::kActionBar);
    connect(&theme, &Theme::changed, this, QOverload<>::of(&QWidget::update));
}

void AnswerBar::setOpen(bool open)
{
    for (ActionButton* verb : m_verbs)
        verb->setEnabled(open);
}

void AnswerBar::resizeEvent(QResizeEvent*)
{
    int needed = 2 * metric::kSpace8 + metric::kSpace2 * static_cast<int>(m_verbs.size() + m_moves.size());
    for (const ActionButton* button : m_verbs + m_moves)
        needed += button->sizeHint().width();
    // In a narrow window the arrows stand for their words; the accessible names keep them.
    if (needed > width()) {
        for (ActionButton* button : std::as_const(m_moves))
            button->setText({});
    } else if (m_moves.first()->text().isEmpty()) {
        int words = needed;
        for (const ActionButton* button : std::as_const(m_moves))
            words += button->fontMetrics().horizontalAdvance(button->accessibleName()) + metric::kSpace3;
        for (ActionButton* button : std::as_const(m_moves))
            button->setText(words > width() ? QString() : button->accessibleName());
    }
}

void AnswerBar::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_theme.color(Token::Panel));
    painter.fillRect(QRect(0, 0, width(), 1), m_theme.color(Token::Line));
}

} // namespace fairlead::ui
