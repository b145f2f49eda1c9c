#include "tests/ui/gallery_components.h"

#include "ui/common/icons.h"
#include "ui/common/widgets.h"

#include <QComboBox>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QPainter>
#include <QPlainTextEdit>
#include <QVBoxLayout>

namespace fairlead::tests {

using namespace fairlead::ui;

namespace {

StatusLook look(gate::Outcome outcome)
{
    return lookOf(outcome);
}

class StatusWords final : public QWidget {
public:
    explicit StatusWords(const Theme& theme)
        : m_theme(theme)
    {
        setMinimumSize(200, 6 * 31);
    }

protected:
    void paintEvent(QPaintEvent*) override
    {
        QPainter painter(this);
        const QList<StatusLook> looks{look(gate::Outcome::Pass), look(gate::Outcome::Marginal), look(gate::Outcome::Fail),
            look(gate::Outcome::NoData), look(gate::Outcome::Undecided),
            {Status::NotEffective, QStringLiteral("circle-question-mark"), QStringLiteral("Not effective yet")}};
        int y = 0;
        for (const StatusLook& status : looks) {
            paintIcon(painter, m_theme, status.icon, QRect(0, y + 7, 16, 16), textToken(status.status));
            painter.setFont(m_theme.font(Type::Body, true));
            painter.setPen(m_theme.color(textToken(status.status)));
            painter.drawText(QRect(24, y, 200, 30), Qt::AlignVCenter, status.word);
            const QColor mark = m_theme.color(markToken(status.status));
            painter.fillRect(
                QRect(width() - 36, y + 12, 36, 7), status.status == Status::NoData ? QBrush(mark, Qt::BDiagPattern) : QBrush(mark));
            painter.fillRect(QRect(0, y + 30, width(), 1), m_theme.color(Token::Line));
            y += 31;
        }
    }

private:
    const Theme& m_theme;
};

Card* emptyCard(const Theme& theme)
{
    auto* card = new Card(theme, QStringLiteral("Gates for 50 %"));
    auto* state = new EmptyState(theme, QStringLiteral("list-checks"), QStringLiteral("No gate yet"),
        QStringLiteral("Gates decide by themselves if a step may go on."));
    state->addAction(QStringLiteral("plus"), QStringLiteral("Add from a profile…"), ButtonKind::Primary);
    state->addAction(QStringLiteral("pencil"), QStringLiteral("Write one"), ButtonKind::Normal);
    card->body()->addWidget(state);
    return card;
}

QWidget* banners(const Theme& theme)
{
    auto* box = new QWidget;
    auto* layout = new QVBoxLayout(box);
    layout->setContentsMargins(0, 0, 0, 0);
    const auto add = [&](const StatusLook& status, const QString& bold, const QString& rest, const QString& action = {}) {
        auto* banner = new Banner(theme);
        banner->setMessage(status, bold, rest);
        banner->setAction(action);
        layout->addWidget(banner);
    };
    add({Status::NotEffective, QStringLiteral("circle-question-mark"), {}}, QStringLiteral("Sent, not effective yet."),
        QStringLiteral("Asked 0 %, still 31 % after 18 s."));
    add(look(gate::Outcome::Marginal), QStringLiteral("Window ends in 10 min."), QStringLiteral("75 % would not finish its soak."));
    add(look(gate::Outcome::Undecided), QStringLiteral("Undecided."), QStringLiteral("About 310 calls more, 2 min at this rate."));
    add(look(gate::Outcome::Fail), QStringLiteral("Gates could not be read."),
        QStringLiteral("prometheus-eu answered 401. Not done: nothing was judged, the weight stays at 25 %. Enter a new token."),
        QStringLiteral("Try again"));
    layout->addStretch(1);
    return box;
}

Card* buttons(const Theme& theme)
{
    auto* card = new Card(theme, QStringLiteral("Buttons and inputs"));
    card->setScope(QStringLiteral("three sizes"));
    card->body()->setSpacing(metric::kSpace3);
    auto* row = new QHBoxLayout;
    auto* promote = new ActionButton(theme, QStringLiteral("chevrons-up"), QStringLiteral("Promote to 50 %…"), ButtonKind::Primary);
    promote->setButtonSize(ButtonSize::Large);
    promote->setKeys(QKeySequence(Qt::CTRL | Qt::Key_Return));
    auto* pause = new ActionButton(theme, QStringLiteral("circle-pause"), QStringLiteral("Pause"));
    pause->setButtonSize(ButtonSize::Large);
    pause->setKeys(QKeySequence(Qt::Key_P));
    row->addWidget(promote);
    row->addWidget(pause);
    row->addStretch(1);
    card->body()->addLayout(row);
    auto* second = new QHBoxLayout;
    auto* roll = new ActionButton(theme, QStringLiteral("undo-2"), QStringLiteral("Roll back now…"), ButtonKind::Danger);
    roll->setKeys(QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_R));
    auto* closed = new ActionButton(theme, {}, QStringLiteral("Closed"), ButtonKind::Normal);
    closed->setEnabled(false);
    auto* small = new ActionButton(theme, QStringLiteral("refresh-cw"), QStringLiteral("Check again"));
    small->setButtonSize(ButtonSize::Small);
    second->addWidget(roll);
    second->addWidget(closed);
    second->addWidget(small);
    second->addWidget(new ActionButton(theme, QStringLiteral("copy"), QStringLiteral("Copy"), ButtonKind::Flat));
    second->addStretch(1);
    card->body()->addLayout(second);
    auto* inputs = new QHBoxLayout;
    auto* line = new QLineEdit;
    line->setPlaceholderText(QStringLiteral("Reason"));
    auto* combo = new QComboBox;
    combo->addItems({QStringLiteral("data_analyst 2.0.0"), QStringLiteral("mandatory_json 1.1.0")});
    inputs->addWidget(line);
    inputs->addWidget(combo);
    card->body()->addLayout(inputs);
    return card;
}

Card* figures(const Theme& theme)
{
    auto* card = new Card(theme, QStringLiteral("Figures and pills"));
    card->setDense(true);
    card->body()->setSpacing(metric::kSpace3);
    auto* row = new QHBoxLayout;
    const auto add = [&](const QString& label, const QString& value, const QString& proof, Token token, const QString& icon) {
        auto* figure = new Figure(theme, label);
        figure->setValue(value, token, icon);
        figure->setProof(proof);
        row->addWidget(figure);
    };
    add(QStringLiteral("Asked"), QStringLiteral("25 %"), QStringLiteral("set 14:33:02 by the engine"), Token::Text, {});
    add(QStringLiteral("Observed"), QStringLiteral("31 %"), QStringLiteral("falling, was 50 %"), Token::NotEffectiveText,
        QStringLiteral("trending-down"));
    add(QStringLiteral("Soak time left"), QStringLiteral("6:58"), QStringLiteral("ends 14:48:20 UTC"), Token::Text, {});
    card->body()->addLayout(row);
    auto* pills = new QHBoxLayout;
    for (const auto phase :
        {rollout::Phase::Soaking, rollout::Phase::Paused, rollout::Phase::Held, rollout::Phase::RollingBack, rollout::Phase::Activated}) {
        auto* pill = new StatusPill(theme);
        pill->setLook(lookOf(phase));
        pills->addWidget(pill);
    }
    auto* large = new StatusPill(theme, true);
    large->setLook({Status::Pass, QStringLiteral("circle-check"), QStringLiteral("Passing")});
    pills->addWidget(large);
    pills->addStretch(1);
    card->body()->addLayout(pills);
    return card;
}

} // namespace

QWidget* makeComponentSheet(const Theme& theme)
{
    auto* sheet = new QWidget;
    auto* grid = new QGridLayout(sheet);
    grid->setContentsMargins(24, 20, 24, 20);
    grid->setSpacing(16);
    auto* words = new Card(theme, QStringLiteral("Status"));
    words->body()->addWidget(new StatusWords(theme));
    grid->addWidget(emptyCard(theme), 0, 0);
    grid->addWidget(words, 0, 1);
    grid->addWidget(banners(theme), 0, 2);
    grid->addWidget(buttons(theme), 1, 0, 1, 2);
    grid->addWidget(figures(theme), 1, 2);
    for (int column = 0; column < 3; ++column)
        grid->setColumnStretch(column, 1);
    return sheet;
}

} // namespace fairlead::tests
