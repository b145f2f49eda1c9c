#include "ui/rollout/action_bar.h"

#include "ui/rollout/more_menu.h"
#include "ui/rollout/verb_words.h"
#include "ui/rollout/words.h"

#include <QHBoxLayout>
#include <QPainter>

namespace fairlead::ui {

using rollout::Phase;

namespace {

/// Shows @p button when @p shown; a @p closed verb stays in its place, disabled, and says why.
void setVerb(ActionButton* button, bool shown, const QString& closed)
{
    button->setVisible(shown);
    button->setEnabled(closed.isEmpty());
    button->setToolTip(closed);
    button->setAccessibleDescription(closed);
}

} // namespace

ActionBar::ActionBar(const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_start(new ActionButton(theme, QStringLiteral("play"), tr("Start…"), ButtonKind::Primary))
    , m_promote(new ActionButton(theme, QStringLiteral("chevrons-up"), tr("Promote…"), ButtonKind::Primary))
    , m_approve(new ActionButton(theme, iconOf(RareVerb::Approve), textOf(RareVerb::Approve), ButtonKind::Primary))
    , m_retry(new ActionButton(theme, iconOf(RareVerb::Retry), textOf(RareVerb::Retry), ButtonKind::Primary))
    , m_report(new ActionButton(theme, QStringLiteral("file-text"), tr("Write report…"), ButtonKind::Primary))
    , m_pause(new ActionButton(theme, QStringLiteral("circle-pause"), tr("Pause")))
    , m_resume(new ActionButton(theme, QStringLiteral("play"), tr("Resume")))
    , m_resend(new ActionButton(theme, QStringLiteral("refresh-cw"), tr("Send again")))
    , m_checklist(new ActionButton(theme, QStringLiteral("list-checks"), tr("Open checklist")))
    , m_again(new ActionButton(theme, QStringLiteral("rotate-ccw"), tr("Prepare again…")))
    , m_more(new ActionButton(theme, QStringLiteral("chevron-up"), tr("More")))
    , m_menu(new MoreMenu(theme, this))
    , m_note(new TextLabel(theme, Type::Small, Token::Text3))
    , m_rollBack(new ActionButton(theme, QStringLiteral("undo-2"), tr("Roll back now…"), ButtonKind::Danger))
{
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(metric::kSpace4, 10, metric::kSpace4, 10);
    layout->setSpacing(metric::kSpace2);
    for (ActionButton* button :
        {m_start, m_promote, m_approve, m_retry, m_report, m_pause, m_resume, m_resend, m_checklist, m_again, m_more}) {
        button->setButtonSize(ButtonSize::Large);
        layout->addWidget(button);
        button->hide();
    }
    m_more->show();
    m_more->setAccessibleDescription(tr("The verbs that are seldom needed"));
    m_note->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    m_note->setWordWrap(true);
    layout->addWidget(m_note, 1);
    layout->addSpacing(metric::kSpace2);
    m_rollBack->setButtonSize(ButtonSize::Large);
    layout->addWidget(m_rollBack);

    const QKeySequence forward(Qt::CTRL | Qt::Key_Return);
    for (ActionButton* button : {m_start, m_promote, m_approve, m_retry})
        button->setKeys(forward);
    m_pause->setKeys(QKeySequence(Qt::Key_P));
    m_resume->setKeys(QKeySequence(Qt::Key_P));
    m_more->setKeys(QKeySequence(Qt::Key_M));
    m_rollBack->setKeys(QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_R));
    connectButtons();
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

void ActionBar::connectButtons()
{
    connect(m_start, &QPushButton::clicked, this, &ActionBar::startWanted);
    connect(m_promote, &QPushButton::clicked, this, &ActionBar::promoteWanted);
    connect(m_approve, &QPushButton::clicked, this, [this] { Q_EMIT rareVerbWanted(RareVerb::Approve); });
    connect(m_retry, &QPushButton::clicked, this, [this] { Q_EMIT rareVerbWanted(RareVerb::Retry); });
    connect(m_report, &QPushButton::clicked, this, &ActionBar::reportWanted);
    connect(m_pause, &QPushButton::clicked, this, &ActionBar::pauseWanted);
    connect(m_resume, &QPushButton::clicked, this, &ActionBar::resumeWanted);
    connect(m_resend, &QPushButton::clicked, this, &ActionBar::resumeWanted);
    connect(m_checklist, &QPushButton::clicked, this, &ActionBar::checklistWanted);
    connect(m_again, &QPushButton::clicked, this, &ActionBar::prepareAgainWanted);
    connect(m_rollBack, &QPushButton::clicked, this, &ActionBar::rollBackWanted);
    connect(m_more, &QPushButton::clicked, this, &ActionBar::openMore);
    connect(m_menu, &MoreMenu::chosen, this, &ActionBar::rareVerbWanted);
}

QSize ActionBar::sizeHint() const
{
    return {QWidget::sizeHint().width(), metric::kActionBar};
}

void ActionBar::showSnapshot(const rollout::Snapshot& snapshot)
{
    const Phase phase = snapshot.state.phase;
    const bool toStart = phase == Phase::ToStart;
    const bool approving = phase == Phase::Approving;
    const bool aborted = phase == Phase::Aborted;
    const bool ended = rollout::isEnded(phase);
    const bool promotable = !toStart && !ended && !approving && !aborted;
    const bool resumable = snapshot.verbs.resume.isEmpty() && !toStart && !ended;
    const bool hasChecklist = !snapshot.state.release.checklist.isEmpty();

    ActionButton* forward = toStart ? m_start : m_promote;
    forward->setText(promoteText(snapshot));
    forward->setAccessibleName(promoteText(snapshot));
    setVerb(m_start, toStart, snapshot.verbs.start);
    setVerb(m_promote, promotable, snapshot.verbs.promote);
    setVerb(m_approve, approving, whyClosed(snapshot, RareVerb::Approve));
    setVerb(m_retry, aborted, snapshot.verbs.retry);
    setVerb(m_report, ended, {});
    // Its key must not turn from Pause to sending under somebody's finger: Resume has it only where a person is waited for.
    const bool waits = phase == Phase::Paused || snapshot.state.holdNeedsPerson;
    setVerb(m_pause, !toStart && !ended && !(resumable && waits) && !aborted, snapshot.verbs.pause);
    setVerb(m_resume, resumable && waits, {});
    setVerb(m_resend, resumable && !waits, {});
    setVerb(m_checklist, toStart && hasChecklist, {});
    setVerb(m_again, phase == Phase::RolledBack, {});
    setVerb(m_rollBack, true, snapshot.verbs.rollBack);
    std::vector<RareVerb> leftOut;
    if (approving)
        leftOut.push_back(RareVerb::Approve);
    if (aborted)
        leftOut.push_back(RareVerb::Retry);
    m_menu->showSnapshot(snapshot, leftOut);

    QString note;
    if (toStart && !snapshot.verbs.start.isEmpty())
        note = tr("Start is closed: %1").arg(shortWhy(snapshot, snapshot.verbs.start));
    else if (promotable && !snapshot.verbs.promote.isEmpty())
        note = tr("Promote is closed: %1").arg(shortWhy(snapshot, snapshot.verbs.promote));
    else if (approving && !m_approve->isEnabled())
        note = tr("Approve is closed: %1").arg(m_approve->toolTip());
    else if (aborted && !snapshot.verbs.retry.isEmpty())
        note = tr("Try again is closed: %1").arg(shortWhy(snapshot, snapshot.verbs.retry));
    else if (!toStart && !ended && !snapshot.verbs.rollBack.isEmpty())
        note = tr("Roll back is closed: %1").arg(snapshot.verbs.rollBack);
    m_note->setText(note);
    m_more->setVisible(!m_onlyRollBack);
    if (m_onlyRollBack) {
        for (ActionButton* button : {m_start, m_promote, m_approve, m_retry, m_report, m_pause, m_resume, m_resend, m_checklist, m_again})
            button->hide();
    }
}

void ActionBar::setOnlyRollBack(bool only)
{
    m_onlyRollBack = only;
}

void ActionBar::triggerPrimary()
{
    for (ActionButton* button : {m_start, m_promote, m_approve, m_retry}) {
        if (button->isVisible())
            button->click();
    }
}

void ActionBar::openMore()
{
    m_menu->openAbove(*m_more);
}

void ActionBar::triggerPause()
{
    (m_resume->isVisible() ? m_resume : m_pause)->click();
}

void ActionBar::paintEvent(QPaintEvent* /*event*/)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_theme.color(Token::Panel));
    painter.fillRect(0, 0, width(), 1, m_theme.color(Token::Line));
}

} // namespace fairlead::ui
