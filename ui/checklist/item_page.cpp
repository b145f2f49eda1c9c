#include "ui/checklist/item_page.h"

#include "ui/checklist/earlier_answers.h"
#include "ui/checklist/meta_line.h"
#include "ui/checklist/note_box.h"
#include "ui/common/formatters.h"
#include "ui/common/widgets.h"

#include <QApplication>
#include <QClipboard>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QPlainTextEdit>
#include <QStyle>
#include <QVBoxLayout>

namespace fairlead::ui {

namespace {

constexpr qsizetype kMostCommandLines = 10; ///< longer ones scroll
constexpr int kCodePadding = 24; ///< border, padding and document margin, both sides
constexpr int kFittingWidth = 560; ///< of the text in the narrowest window

QString capitalised(QString word)
{
    if (!word.isEmpty())
        word[0] = word.at(0).toUpper();
    return word;
}

} // namespace

ItemPage::ItemPage(const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_error(new Banner(theme))
    , m_meta(new MetaLine(theme))
    , m_title(new TextLabel(theme, Type::State, Token::Text))
    , m_hint(new TextLabel(theme, Type::Body, Token::Text2))
    , m_verdict(new Banner(theme))
    , m_commandBox(new QWidget)
    , m_commands(new QPlainTextEdit)
    , m_copy(new ActionButton(theme, QStringLiteral("copy"), tr("Copy"), ButtonKind::Flat))
    , m_note(new NoteBox(theme))
    , m_earlier(new EarlierAnswers(theme))
{
    m_title->setWordWrap(true);
    m_hint->setWordWrap(true);
    m_commands->setReadOnly(true);
    m_commands->setFont(theme.fixedFont());
    connect(&theme, &Theme::changed, this, [this] { m_commands->setFont(m_theme.fixedFont()); });
    m_commands->setAccessibleName(tr("Commands of the guide"));
    m_commands->setLineWrapMode(QPlainTextEdit::NoWrap);
    m_commands->setTabChangesFocus(true);
    m_copy->setButtonSize(ButtonSize::Small);
    m_copy->setAccessibleName(tr("Copy commands"));
    connect(m_copy, &QPushButton::clicked, this, [this] { QApplication::clipboard()->setText(m_commands->toPlainText()); });

    auto* commandTitle = new TextLabel(theme, Type::Small, Token::Text2);
    commandTitle->setText(tr("Commands of the guide, word for word"));
    auto* commandHead = new QHBoxLayout;
    commandHead->addWidget(commandTitle, 1);
    commandHead->addWidget(m_copy);
    auto* commandLayout = new QVBoxLayout(m_commandBox);
    commandLayout->setContentsMargins(0, 0, 0, 0);
    commandLayout->setSpacing(2);
    commandLayout->addLayout(commandHead);
    commandLayout->addWidget(m_commands);

    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(metric::kSpace8, metric::kSpace3, metric::kSpace8, metric::kSpace4);
    layout->setSpacing(0);
    const auto add = [layout](QWidget* widget, int below) {
        // The gap hides with its widget.
        auto* box = new QVBoxLayout;
        widget->setParent(nullptr);
        box->addWidget(widget);
        layout->addLayout(box);
        box->setContentsMargins(0, 0, 0, below);
    };
    add(m_error, metric::kSpace4);
    add(m_meta, 4);
    add(m_title, 6);
    add(m_hint, metric::kSpace4);
    add(m_verdict, metric::kSpace4);
    add(m_commandBox, metric::kSpace6);
    add(m_note, metric::kSpace6);
    add(m_earlier, 0);
    layout->addStretch(1);
    m_error->hide();
    m_verdict->hide();
}

void ItemPage::setView(const View& view)
{
    const bool other = view.item.id != m_shown;
    m_shown = view.item.id;
    setMeta(view);
    m_title->setText(view.item.text);
    setVerdict(view);
    setCommands(view.item.commands);
    m_earlier->setAnswers(view.answers);
    if (other) {
        m_note->stopAsking();
        m_note->setText(view.draft);
    }
}

void ItemPage::setMeta(const View& view)
{
    const StatusLook look = lookOf(view.state);
    QList<MetaLine::Fact> facts;
    facts << MetaLine::Fact{{}, tr("%1, item %2 of %3").arg(view.phase).arg(view.number).arg(view.total), Token::Text2};
    if (view.saving)
        facts << MetaLine::Fact{QStringLiteral("loader"), tr("saving"), Token::Accent};
    else
        facts << MetaLine::Fact{look.icon, look.word, textToken(look.status)};
    if (view.holds)
        facts << MetaLine::Fact{QStringLiteral("ban"), tr("blocks the start"), Token::Text2};
    if (view.item.line > 0)
        facts << MetaLine::Fact{{}, tr("guide line %1").arg(view.item.line), Token::Text2};
    m_meta->setFacts(facts);
    m_hint->setText(tr("From %1.").arg(QFileInfo(view.source).fileName()));
    m_hint->setVisible(!view.source.isEmpty());
}

void ItemPage::setVerdict(const View& view)
{
    const bool told
        = view.state == checklist::State::Failed || view.state == checklist::State::Waived || view.state == checklist::State::NotApplicable;
    if (!told || view.answers.empty() || view.answers.back().state != view.state) {
        m_verdict->hide();
        return;
    }
    const checklist::Answer& answer = view.answers.back();
    const StatusLook look = lookOf(view.state);
    const QString who = tr("%1 by %2 at %3.").arg(capitalised(look.word), answer.who, utcText(answer.at));
    QString rest = answer.note;
    if (view.state == checklist::State::Failed)
        rest = rest.isEmpty() ? tr("It blocks the start. Answer it again, or waive it with a reason.") : rest;
    m_verdict->setMessage(look, who, rest);
    m_verdict->show();
}

void ItemPage::setCommands(const QStringList& commands)
{
    m_commandBox->setVisible(!commands.isEmpty());
    const QString text = commands.join(QLatin1Char('\n'));
    if (text != m_commands->toPlainText())
        m_commands->setPlainText(text);
    const QFontMetrics metrics(m_theme.fixedFont());
    const QStringList lines = text.split(QLatin1Char('\n'));
    int widest = 0;
    for (const QString& line : lines)
        widest = qMax(widest, metrics.horizontalAdvance(line));
    // A line that does not fit needs room for the scroll bar below it.
    const int bar = widest > kFittingWidth ? m_commands->style()->pixelMetric(QStyle::PM_ScrollBarExtent) : 0;
    const auto shown = static_cast<int>(qMin(kMostCommandLines, lines.size()));
    m_commands->setFixedHeight(shown * metrics.lineSpacing() + kCodePadding + bar);
}

void ItemPage::showError(const Error& error)
{
    // The first sentence says what happened, the rest what was not done and what to do.
    const auto end = error.message.indexOf(QLatin1String(". "));
    const QString first = end < 0 ? error.message : error.message.left(end + 1);
    QString rest = end < 0 ? QString() : error.message.mid(end + 2);
    if (!error.where.isEmpty())
        rest += (rest.isEmpty() ? QString() : QStringLiteral(" ")) + QLatin1Char('(') + error.where + QLatin1Char(')');
    m_error->setMessage({Status::Fail, QStringLiteral("octagon-x"), {}}, first, rest);
    m_error->show();
}

void ItemPage::clearError()
{
    m_error->hide();
}

} // namespace fairlead::ui
