#include "ui/rollout/weight_dialog.h"

#include "ui/common/ask_words.h"
#include "ui/common/check_lines.h"
#include "ui/common/formatters.h"
#include "ui/rollout/number_field.h"
#include "ui/rollout/words.h"

#include <QSpinBox>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>

namespace fairlead::ui {

namespace {

constexpr int kStep = 5;

/// The whole percents that may be set.
int mostOf(const rollout::Snapshot& snapshot)
{
    return std::max(1, int(std::floor(snapshot.mostByHand.value())));
}

} // namespace

WeightDialog::WeightDialog(const Theme& theme, const rollout::Snapshot& snapshot, QWidget* parent)
    : VerbDialog(theme, RareVerb::SetWeight, ButtonKind::Primary, snapshot, parent)
    , m_field(new NumberField(theme, tr("Weight in percent"), QStringLiteral("\u00a0%")))
    , m_weight(&m_field->box())
{
    const int most = mostOf(snapshot);
    addLabel(rightColumn(), tr("Weight, 1 to %1").arg(percentText(most)));
    m_weight->setRange(1, most);
    m_weight->setSingleStep(kStep);
    m_weight->setValue(std::max(1, most / 2 / kStep * kStep));
    rightColumn()->addWidget(m_field);
    m_deviation = addLabel(rightColumn(), QString());
    rightColumn()->addSpacing(metric::kSpace1);
    addList(tr("What it means"));
    addReason();
    addRecorded();
    connect(m_weight, &QSpinBox::valueChanged, this, [this] {
        updateWords();
        updateClosed();
    });
    begin();
    m_weight->setFocus();
    m_weight->selectAll();
}

Percent WeightDialog::weight() const
{
    return Percent::clamped(m_weight->value());
}

void WeightDialog::updateWords()
{
    const rollout::State& state = snapshot().state;
    const double plan = snapshot().mostByHand.value();
    m_weight->setMaximum(mostOf(snapshot()));
    const QString wanted = percentText(weight().value());
    setQuestion(tr("Send %1 of %2 traffic to %3, off the plan?").arg(wanted, name(), version()),
        tr("%1 The plan says %2 here; this stays until somebody resumes.").arg(place(), percentText(plan)));
    setPicture(state.asked().weight, weight(), tr("then it is held at %1").arg(wanted), false);
    const double away = plan - weight().value();
    m_deviation->setText(away > 0.0 ? tr("%1 points under the plan's %2").arg(QString::number(away), percentText(plan))
                                    : tr("The plan's own weight, held there"));
    list().setChecks({
        {QStringLiteral("held"), Status::Marginal, tr("The plan stands still:"), tr("no soak counts and nothing is promoted meanwhile."),
            {}},
        {QStringLiteral("back"), Status::Pass, tr("Resume goes back"), tr("to %1 and begins its soak anew.").arg(percentText(plan)),
            QStringLiteral("play")},
        {QStringLiteral("guard"), Status::Pass, tr("Gates and rules stay armed:"), tr("one that fails rolls back."),
            QStringLiteral("shield-check")},
        {QStringLiteral("more"), Status::Pass, tr("More than %1").arg(percentText(plan)), tr("takes a promotion."),
            QStringLiteral("circle-minus")},
    });
    setButtons(tr("Send %1 to %2").arg(wanted, version()), tr("Keep %1").arg(askText(state.asked())), false);
}

QString WeightDialog::missing() const
{
    if (weight() > snapshot().mostByHand)
        return tr("The plan allows at most %1 here; more takes a promotion.").arg(percentText(snapshot().mostByHand.value(), 1));
    const bool same = weight() == snapshot().state.asked().weight;
    return same ? tr("%1 is asked for already; Pause holds it there.").arg(percentText(weight().value())) : QString();
}

void WeightDialog::fill(VerbRequest& request) const
{
    request.weight = weight();
}

} // namespace fairlead::ui
