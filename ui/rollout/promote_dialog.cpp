#include "ui/rollout/promote_dialog.h"

#include "models/domain/rollout/verbs.h"
#include "ui/common/ask_words.h"
#include "ui/common/check_lines.h"
#include "ui/common/formatters.h"
#include "ui/rollout/checks.h"
#include "ui/rollout/verb_words.h"
#include "ui/rollout/words.h"

#include <QHBoxLayout>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QVBoxLayout>

#include <algorithm>

namespace fairlead::ui {

namespace {

constexpr int kReasonHeight = 58;

/// Later weights that stay steps of their own: "75 % and 100 %".
QStringList laterWeights(const rollout::Snapshot& snapshot, int step)
{
    QStringList words;
    const auto stages = rollout::stagesOf(snapshot.state.release.plan);
    for (std::size_t i = 0; i < stages.size(); ++i) {
        if (stages[i].firstStep > step && !stages[i].activation)
            words += stageText(stages[i], i == 0 ? nullptr : &stages[i - 1]);
    }
    return words;
}

Millis soakAfter(const rollout::Snapshot& snapshot, int step)
{
    const auto stages = rollout::stagesOf(snapshot.state.release.plan);
    const int stage = rollout::stageOfStep(stages, step);
    return stage < 0 ? Millis(0) : stages[std::size_t(stage)].soak;
}

} // namespace

PromoteDialog::PromoteDialog(const Theme& theme, const rollout::Snapshot& snapshot, QWidget* parent)
    : CommandDialog(theme, ButtonKind::Primary,
          snapshot.state.phase == rollout::Phase::ToStart ? QStringLiteral("play") : QStringLiteral("chevrons-up"), parent)
    , m_snapshot(snapshot)
    , m_opened(snapshot)
    , m_step(rollout::promotionStep(snapshot.state))
{
    setWindowTitle(snapshot.state.phase == rollout::Phase::ToStart ? tr("Start") : tr("Promote one step"));
    buildColumns();
    connect(m_reason, &QPlainTextEdit::textChanged, this, &PromoteDialog::updateClosed);
    connect(m_name, &QLineEdit::textChanged, this, &PromoteDialog::updateClosed);
    showSnapshot(snapshot);
    m_reason->setFocus();
}

void PromoteDialog::buildColumns()
{
    m_checkedAt = new TextLabel(theme(), Type::Small, Token::Text2);
    m_checks = new CheckLines(theme());
    leftColumn()->addWidget(m_checkedAt);
    leftColumn()->addWidget(m_checks, 1);

    m_reasonLabel = new TextLabel(theme(), Type::Small, Token::Text2);
    m_reason = new QPlainTextEdit;
    m_reason->setFixedHeight(std::max(kReasonHeight, 2 * QFontMetrics(theme().font(Type::Body)).lineSpacing() + 2 * metric::kSpace2 + 6));
    m_reason->setTabChangesFocus(true);
    m_reason->setAccessibleName(tr("Reason"));
    m_nameLabel = new TextLabel(theme(), Type::Small, Token::Text2);
    m_nameLabel->setTextFormat(Qt::RichText);
    auto* row = new QHBoxLayout;
    m_name = new QLineEdit;
    m_nameState = new TextLabel(theme(), Type::Small, Token::PassText);
    row->addWidget(m_name, 1);
    row->addWidget(m_nameState);
    m_recorded = new TextLabel(theme(), Type::Small, Token::Text3);
    m_recorded->setText(tr("Recorded with your name and the values on this screen."));
    m_recorded->setWordWrap(true);
    rightColumn()->addWidget(m_reasonLabel);
    rightColumn()->addWidget(m_reason);
    rightColumn()->addSpacing(metric::kSpace1);
    rightColumn()->addWidget(m_nameLabel);
    rightColumn()->addLayout(row);
    rightColumn()->addWidget(m_recorded);
    rightColumn()->addStretch(1);

    const rollout::Release& release = m_snapshot.state.release;
    m_name->setAccessibleName(tr("Type %1 to confirm").arg(release.name));
    m_nameLabel->setText(tr("Type <b>%1</b> to confirm").arg(release.name.toHtmlEscaped()));
    m_name->setVisible(release.production);
    m_nameLabel->setVisible(release.production);
    m_nameState->setVisible(release.production);
}

void PromoteDialog::showSnapshot(const rollout::Snapshot& snapshot)
{
    if (!(snapshot.state.release.id == m_snapshot.state.release.id))
        return;
    m_snapshot = snapshot;
    m_checkedAt->setText(tr("Checked now, %1").arg(utcText(snapshot.at)));
    m_checks->setChecks(promoteChecks(snapshot));
    // What it would do stays what the person opened; if the rollout has gone on by itself, the button says so.
    if (rollout::promotionStep(snapshot.state) == m_step)
        updateWords();
    updateClosed();
}

void PromoteDialog::updateWords()
{
    const rollout::Release& release = m_snapshot.state.release;
    const QString version = release.manifest.version;
    const auto ask = rollout::nextAsk(m_snapshot.state);
    const QString place = release.production ? tr("Production.") : release.environment + QLatin1Char('.');
    const Percent before = m_snapshot.state.asked().weight;
    const QString now = askText(m_snapshot.state.asked());
    if (leadsToApproval(m_snapshot.state)) {
        setQuestion(tr("Ask for the approval of %1 %2 now?").arg(release.name, version),
            tr("%1 The traffic stays %2 until enough people have said yes.").arg(place, now));
        setPicture(before, before, tr("the traffic does not change"), false);
        setButtons(tr("Ask for approval"), tr("Cancel"), false);
    } else if (!ask && !leadsToActivation(m_snapshot.state)) {
        const QString what = nextStepText(m_snapshot.state);
        setQuestion(tr("Go on to %1 for %2 %3 now?").arg(what, release.name, version), tr("%1 The traffic stays %2.").arg(place, now));
        setPicture(before, before, tr("the traffic does not change"), false);
        setButtons(tr("Go on to %1").arg(what), tr("Cancel"), false);
    } else if (!ask) {
        setQuestion(tr("Activate %1 %2?").arg(release.name, version),
            tr("%1 It becomes the version of record; the traffic stays %2.").arg(place, now));
        setPicture(before, before, tr("the traffic does not change"), false);
        setButtons(tr("Activate %1").arg(version), tr("Cancel"), false);
    } else {
        const QString after = askText(*ask);
        const QStringList later = laterWeights(m_snapshot, m_step);
        const bool share = ask->weight > Percent();
        QString sentence = place + QLatin1Char(' ')
            + (share ? tr("%1 of its calls go to the new version.") : tr("The new version then has: %1.")).arg(after);
        if (!later.isEmpty())
            sentence += QLatin1Char(' ')
                + (later.size() == 1 ? tr("%1 stays a separate step.").arg(later.front())
                                     : tr("%1 stay separate steps.").arg(listText(later)));
        setQuestion((share ? tr("Send %1 of %2 traffic to %3?") : tr("Send %1 to %2 %3?")).arg(after, release.name, version), sentence);
        const Millis soak = soakAfter(m_snapshot, m_step);
        const QString then = soak > Millis(0)
            ? tr("then %1 soak, to about %2").arg(lengthText(soak), whenText(m_snapshot.at + soak, m_snapshot.at, false))
            : QString();
        setPicture(before, ask->weight, then, false);
        setButtons(tr("Send %1 to %2").arg(after, version), tr("Cancel"), false);
    }
    setRequest(tr("The exact request to <b>%1</b>; Fairlead then reads the weight back until it is observed or %2 pass")
                   .arg(release.target.toHtmlEscaped(), lengthText(release.plan.effectDeadline)),
        m_snapshot.pendingRequest);
    const QString why = departure(m_snapshot);
    m_reasonLabel->setText(why.isEmpty() ? tr("Reason (optional: this is what the plan says)") : tr("Reason (%1)").arg(why));
    m_reason->setAccessibleDescription(why);
}

QString PromoteDialog::worseThanOpened() const
{
    const std::vector<Check> before = promoteChecks(m_opened);
    for (const Check& check : promoteChecks(m_snapshot)) {
        if (check.status == Status::Pass || check.key == QLatin1String("soak"))
            continue;
        const bool known
            = std::ranges::any_of(before, [&](const Check& old) { return old.key == check.key && old.status == check.status; });
        if (!known)
            return check.bold + QLatin1Char(' ') + check.rest;
    }
    return {};
}

void PromoteDialog::updateClosed()
{
    const rollout::Release& release = m_snapshot.state.release;
    const bool start = m_opened.state.phase == rollout::Phase::ToStart;
    const QString typed = m_name->text().trimmed();
    const bool named = !release.production || typed == release.name;
    m_nameState->setText(release.production && named ? tr("✓ matches") : QString());

    const QString& verb = start ? m_snapshot.verbs.start : m_snapshot.verbs.promote;
    if (rollout::promotionStep(m_snapshot.state) != m_step || rollout::isEnded(m_snapshot.state.phase)
        || m_snapshot.state.phase == rollout::Phase::RollingBack)
        return setClosed(tr("The rollout has gone on since this opened: %1. Nothing was sent from here.").arg(wordsOf(m_snapshot).title));
    if (!verb.isEmpty())
        return setClosed(tr("Closed: %1").arg(verb));
    const QString worse = worseThanOpened();
    if (!worse.isEmpty())
        return setClosed(tr("Changed since this opened: %1").arg(worse));
    if (!departure(m_snapshot).isEmpty() && m_reason->toPlainText().trimmed().isEmpty())
        return setClosed(tr("A reason is missing."));
    if (!named)
        return setClosed(tr("The name is missing: %1.").arg(release.name));
    setClosed({});
    setFootNote(tr("Undo: Roll back now, always in reach"));
}

QString PromoteDialog::reason() const
{
    return m_reason->toPlainText().trimmed();
}

} // namespace fairlead::ui
