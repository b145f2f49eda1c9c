#include "ui/rollout/approve_dialog.h"

#include "models/domain/rollout/verbs.h"
#include "ui/common/ask_words.h"
#include "ui/common/check_lines.h"
#include "ui/common/formatters.h"
#include "ui/rollout/checks.h"
#include "ui/rollout/verb_words.h"
#include "ui/rollout/words.h"

#include <QComboBox>
#include <QLineEdit>
#include <QVBoxLayout>

#include <algorithm>

namespace fairlead::ui {

ApproveDialog::ApproveDialog(const Theme& theme, const rollout::Snapshot& snapshot, const QString& person, QWidget* parent)
    : VerbDialog(theme, RareVerb::Approve, ButtonKind::Primary, snapshot, parent)
    , m_person(person)
{
    addList(tr("Who has said yes, and checked now"));
    addPerson();
    addReason(false);
    addRecorded();
    begin();
    (m_choice != nullptr ? static_cast<QWidget*>(m_choice) : m_name)->setFocus();
}

void ApproveDialog::addPerson()
{
    const rollout::Approval* approval = approvalAt(snapshot().state);
    addLabel(rightColumn(), tr("Who says yes"));
    if (approval != nullptr && !approval->people.isEmpty()) {
        m_choice = new QComboBox;
        m_choice->setAccessibleName(tr("Who says yes"));
        m_choice->setMinimumHeight(metric::kInput);
        m_choice->addItems(approversLeft(snapshot().state));
        m_choice->setCurrentIndex(std::max(0, m_choice->findText(m_person)));
        rightColumn()->addWidget(m_choice);
        connect(m_choice, &QComboBox::currentTextChanged, this, [this] {
            updateWords();
            updateClosed();
        });
    } else {
        m_name = new QLineEdit(m_person);
        m_name->setAccessibleName(tr("Who says yes"));
        rightColumn()->addWidget(m_name);
        connect(m_name, &QLineEdit::textChanged, this, [this] {
            updateWords();
            updateClosed();
        });
    }
    rightColumn()->addSpacing(metric::kSpace1);
}

QString ApproveDialog::approver() const
{
    return m_choice != nullptr ? m_choice->currentText() : m_name->text().trimmed();
}

bool ApproveDialog::hasGoneOn() const
{
    return snapshot().state.step != opened().state.step;
}

void ApproveDialog::updateWords()
{
    const rollout::State& state = snapshot().state;
    const rollout::Approval* approval = approvalAt(state);
    const int missing = approval == nullptr ? 0 : approval->needed - int(state.approvals.size());
    const QString then = leadsToActivation(state) ? tr("%1 is activated").arg(version()) : tr("it goes on to %1").arg(nextStepText(state));
    setQuestion(tr("Approve %1 %2 at %3?").arg(name(), version(), askText(state.asked())),
        missing <= 1 ? tr("%1 This is the last yes it needs: %2.").arg(place(), then)
                     : tr("%1 %2 more are needed after this one, then %3.").arg(place()).arg(missing - 1).arg(then));
    std::vector<Check> lines;
    lines.reserve(state.approvals.size() + 4);
    for (const rollout::GivenApproval& given : state.approvals)
        lines.push_back({given.who, Status::Pass, tr("%1 said yes").arg(given.who),
            tr("at %1%2").arg(whenText(given.at, snapshot().at), given.why.isEmpty() ? QString() : QStringLiteral(": “%1”").arg(given.why)),
            QStringLiteral("badge-check")});
    if (!state.startedBy.isEmpty())
        lines.push_back({QStringLiteral("starter"), Status::Pass, tr("%1 started it").arg(state.startedBy), tr("and cannot approve it."),
            QStringLiteral("user")});
    for (const Check& check : promoteChecks(snapshot()))
        lines.push_back(check);
    list().setChecks(lines);
    setButtons(approver().isEmpty() ? tr("Approve") : tr("Approve as %1").arg(approver()), tr("Cancel"), false);
}

QString ApproveDialog::missing() const
{
    const QString who = approver();
    return who.isEmpty() ? tr("Who says yes is missing.") : rollout::approveClosed(snapshot().state, who);
}

void ApproveDialog::fill(VerbRequest& request) const
{
    request.person = approver();
}

} // namespace fairlead::ui
