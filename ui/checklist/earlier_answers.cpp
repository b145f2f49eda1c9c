#include "ui/checklist/earlier_answers.h"

#include "ui/common/formatters.h"
#include "ui/common/icons.h"
#include "ui/common/widgets.h"

#include <QHBoxLayout>
#include <QPainter>
#include <QVBoxLayout>

namespace fairlead::ui {

namespace {

constexpr int kRowHeight = 30;
constexpr int kIconLeft = 104;

/// The line above a row and the state's icon; the words are labels.
class AnswerRow final : public QWidget {
public:
    AnswerRow(const Theme& theme, const StatusLook& look)
        : m_theme(theme)
        , m_look(look)
    {
    }

protected:
    void paintEvent(QPaintEvent*) override
    {
        QPainter painter(this);
        painter.fillRect(QRect(0, 0, width(), 1), m_theme.color(Token::Line));
        const int size = metric::kIconSmall;
        paintIcon(painter, m_theme, m_look.icon, QRect(kIconLeft, 8, size, size), textToken(m_look.status));
    }

private:
    const Theme& m_theme;
    StatusLook m_look;
};

QString sentenceOf(const checklist::Answer& answer)
{
    QString words = lookOf(answer.state).word;
    words[0] = words.at(0).toUpper();
    const QString start = EarlierAnswers::tr("%1, by %2").arg(words, answer.who);
    return answer.note.isEmpty() ? start : start + QStringLiteral(": ") + answer.note;
}

} // namespace

EarlierAnswers::EarlierAnswers(const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_rows(new QVBoxLayout)
{
    auto* title = new TextLabel(theme, Type::Small, Token::Text2);
    title->setText(tr("Earlier answers"));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(6);
    layout->addWidget(title);
    m_rows->setSpacing(0);
    layout->addLayout(m_rows);
    setAccessibleName(tr("Earlier answers"));
    hide();
}

QWidget* EarlierAnswers::makeRow(const checklist::Answer& answer) const
{
    auto* row = new AnswerRow(m_theme, lookOf(answer.state));
    auto* when = new TextLabel(m_theme, Type::Small, Token::Text3);
    when->setText(dateText(answer.at).section(QLatin1Char(' '), 0, 1) + QLatin1Char(' ') + timeText(answer.at, false));
    when->setToolTip(dateText(answer.at) + QLatin1Char(' ') + utcText(answer.at));
    when->setFixedWidth(kIconLeft - metric::kSpace2);
    auto* words = new TextLabel(m_theme, Type::Body, Token::Text);
    words->setText(sentenceOf(answer));
    words->setWordWrap(true);
    auto* number = new TextLabel(m_theme, Type::Small, Token::Text3);
    number->setText(tr("row %1").arg(countText(answer.row)));

    auto* layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 6, 0, 5);
    layout->setSpacing(metric::kSpace2);
    layout->addWidget(when, 0, Qt::AlignTop);
    layout->addSpacing(metric::kIconSmall + metric::kSpace2);
    layout->addWidget(words, 1);
    layout->addWidget(number, 0, Qt::AlignTop);
    row->setMinimumHeight(kRowHeight);
    row->setAccessibleName(when->text() + QStringLiteral(", ") + words->text() + QStringLiteral(", ") + number->text());
    return row;
}

void EarlierAnswers::setAnswers(const std::vector<checklist::Answer>& answers)
{
    if (answers == m_shown)
        return;
    m_shown = answers;
    while (QLayoutItem* item = m_rows->takeAt(0)) {
        item->widget()->hide();
        item->widget()->deleteLater();
        delete item;
    }
    for (auto answer = answers.rbegin(); answer != answers.rend(); ++answer)
        m_rows->addWidget(makeRow(*answer));
    setVisible(!answers.empty());
}

} // namespace fairlead::ui
