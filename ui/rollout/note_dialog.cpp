#include "ui/rollout/note_dialog.h"

#include "ui/common/widgets.h"

#include <QDateTimeEdit>
#include <QHBoxLayout>
#include <QPlainTextEdit>
#include <QShortcut>
#include <QVBoxLayout>

namespace fairlead::ui {

namespace {

constexpr int kWidth = 460;
constexpr int kWordsHeight = 96;

QDateTime shown(Instant at)
{
    return QDateTime::fromMSecsSinceEpoch(at.ms() / 1000 * 1000, Qt::UTC);
}

} // namespace

NoteDialog::NoteDialog(const Theme& theme, const QString& release, Instant at, Instant now, QWidget* parent)
    : QDialog(parent)
    , m_proposed(at)
    , m_words(new QPlainTextEdit)
    , m_time(new QDateTimeEdit)
    , m_add(new ActionButton(theme, QStringLiteral("message-square"), tr("Add the note"), ButtonKind::Primary))
{
    setWindowTitle(tr("Add a note"));
    setMinimumWidth(kWidth);
    const auto label = [&theme](const QString& text, Type type, Token token) {
        auto* made = new TextLabel(theme, type, token);
        made->setText(text);
        made->setWordWrap(true);
        return made;
    };
    m_words->setAccessibleName(tr("Note"));
    m_words->setTabChangesFocus(true);
    m_words->setFixedHeight(kWordsHeight);
    m_time->setAccessibleName(tr("Moment, UTC"));
    m_time->setTimeSpec(Qt::UTC);
    m_time->setDisplayFormat(QStringLiteral("yyyy-MM-dd HH:mm:ss"));
    m_time->setDateTime(shown(at));
    m_time->setMaximumDateTime(shown(now));
    auto* cancel = new ActionButton(theme, {}, tr("Cancel"));
    cancel->setKeys(QKeySequence(Qt::Key_Escape));
    m_add->setKeys(QKeySequence(Qt::CTRL | Qt::Key_Return));

    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(metric::kSpace4, metric::kSpace4, metric::kSpace4, metric::kSpace4);
    layout->setSpacing(metric::kSpace2);
    layout->addWidget(label(tr("What should be remembered about %1?").arg(release), Type::Section, Token::Text));
    layout->addWidget(m_words);
    auto* time = new QHBoxLayout;
    time->addWidget(label(tr("About the moment, UTC"), Type::Small, Token::Text2));
    time->addWidget(m_time);
    time->addStretch(1);
    layout->addLayout(time);
    layout->addWidget(label(tr("Recorded in the history with your name; it stays, and everybody who watches sees it in the charts."),
        Type::Small, Token::Text3));
    auto* buttons = new QHBoxLayout;
    buttons->addStretch(1);
    buttons->addWidget(cancel);
    buttons->addWidget(m_add);
    layout->addLayout(buttons);

    connect(m_words, &QPlainTextEdit::textChanged, this, &NoteDialog::updateButton);
    connect(m_add, &QPushButton::clicked, this, &NoteDialog::add);
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    for (const auto key : {Qt::Key_Return, Qt::Key_Enter}) {
        auto* keys = new QShortcut(QKeySequence(Qt::CTRL | key), this);
        connect(keys, &QShortcut::activated, this, &NoteDialog::add);
    }
    m_words->setFocus();
    updateButton();
}

Instant NoteDialog::at() const
{
    // Untouched it is the moment that was pointed at, to the millisecond.
    return m_time->dateTime() == shown(m_proposed) ? m_proposed : Instant::fromMs(m_time->dateTime().toMSecsSinceEpoch());
}

QString NoteDialog::words() const
{
    return m_words->toPlainText().trimmed();
}

bool NoteDialog::canAdd() const
{
    return !words().isEmpty();
}

void NoteDialog::updateButton()
{
    m_add->setEnabled(canAdd());
}

void NoteDialog::add()
{
    if (!canAdd())
        return;
    Q_EMIT written(at(), words());
    accept();
}

} // namespace fairlead::ui
