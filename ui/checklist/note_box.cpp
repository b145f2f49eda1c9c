#include "ui/checklist/note_box.h"

#include "ui/common/widgets.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QPlainTextEdit>
#include <QSignalBlocker>
#include <QVBoxLayout>

namespace fairlead::ui {

namespace {

constexpr int kNoteHeight = 112;

} // namespace

NoteBox::NoteBox(const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_edit(new QPlainTextEdit)
    , m_question(new QWidget)
    , m_why(new TextLabel(theme, Type::Body, Token::MarginalText, true))
    , m_confirm(new ActionButton(theme, {}, {}, ButtonKind::Normal))
{
    auto* title = new TextLabel(theme, Type::Small, Token::Text2);
    title->setText(tr("Note, saved as you type"));
    title->setBuddy(m_edit);
    m_edit->setAccessibleName(tr("Note"));
    m_edit->setTabChangesFocus(true);
    m_edit->setFixedHeight(kNoteHeight);
    m_edit->installEventFilter(this);
    m_why->setWordWrap(true);
    m_confirm->setKeys(QKeySequence(Qt::CTRL | Qt::Key_Return));

    auto* asking = new QHBoxLayout(m_question);
    asking->setContentsMargins(0, 2, 0, 0);
    asking->addWidget(m_why, 1);
    asking->addWidget(m_confirm);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(6);
    layout->addWidget(title);
    layout->addWidget(m_edit);
    layout->addWidget(m_question);
    m_question->hide();

    connect(m_edit, &QPlainTextEdit::textChanged, this, [this] {
        m_confirm->setEnabled(!text().trimmed().isEmpty());
        Q_EMIT edited(text());
    });
    connect(m_confirm, &QPushButton::clicked, this, &NoteBox::confirm);
}

void NoteBox::setText(const QString& text)
{
    if (m_edit->toPlainText() == text)
        return;
    const QSignalBlocker quiet(m_edit);
    m_edit->setPlainText(text);
    m_confirm->setEnabled(!text.trimmed().isEmpty());
}

QString NoteBox::text() const
{
    return m_edit->toPlainText();
}

void NoteBox::focusNote()
{
    m_edit->setFocus(Qt::ShortcutFocusReason);
    m_edit->moveCursor(QTextCursor::End);
}

void NoteBox::askFor(checklist::State state, const QString& why)
{
    m_asked = state;
    m_why->setText(why);
    m_confirm->setText(state == checklist::State::Waived ? tr("Waive with this note") : tr("Not applicable, with this note"));
    m_confirm->setAccessibleName(m_confirm->text());
    m_confirm->setEnabled(!text().trimmed().isEmpty());
    m_question->show();
    focusNote();
}

void NoteBox::stopAsking()
{
    m_asked.reset();
    m_question->hide();
}

void NoteBox::confirm()
{
    if (m_asked && !text().trimmed().isEmpty())
        Q_EMIT confirmed(*m_asked);
}

bool NoteBox::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_edit && event->type() == QEvent::KeyPress) {
        const auto* key = static_cast<QKeyEvent*>(event);
        if (key->key() == Qt::Key_Escape) {
            stopAsking();
            Q_EMIT left();
            return true;
        }
        const bool enter = key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter;
        if (enter && key->modifiers().testFlag(Qt::ControlModifier)) {
            confirm();
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace fairlead::ui
