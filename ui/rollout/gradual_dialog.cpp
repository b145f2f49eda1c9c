#include "ui/rollout/gradual_dialog.h"

#include "ui/common/ask_words.h"
#include "ui/common/check_lines.h"
#include "ui/common/formatters.h"
#include "ui/rollout/number_field.h"
#include "ui/rollout/verb_words.h"
#include "ui/rollout/words.h"

#include <QHBoxLayout>
#include <QSpinBox>
#include <QVBoxLayout>

namespace fairlead::ui {

namespace {

// The engine takes 1 s to 24 h in 2 to 20 steps; a person thinks in minutes.
constexpr int kLongestMinutes = 24 * 60;
constexpr int kUsualMinutes = 10;
constexpr int kFewestSteps = 2;
constexpr int kMostSteps = 20;
constexpr int kUsualSteps = 5;

} // namespace

GradualDialog::GradualDialog(const Theme& theme, const rollout::Snapshot& snapshot, QWidget* parent)
    : VerbDialog(theme, RareVerb::RollBackGradually, ButtonKind::Danger, snapshot, parent)
    , m_minutes(new NumberField(theme, tr("Length in minutes"), tr("\u00a0min")))
    , m_steps(new NumberField(theme, tr("Number of steps"), tr("\u00a0steps")))
{
    auto* row = new QHBoxLayout;
    row->setSpacing(metric::kSpace3);
    auto* first = new QVBoxLayout;
    auto* second = new QVBoxLayout;
    for (auto* column : {first, second}) {
        column->setSpacing(6);
        row->addLayout(column, 1);
    }
    addLabel(first, tr("Over"));
    addLabel(second, tr("In"));
    first->addWidget(m_minutes);
    second->addWidget(m_steps);
    follow(m_minutes->box(), 1, kLongestMinutes, kUsualMinutes);
    follow(m_steps->box(), kFewestSteps, kMostSteps, kUsualSteps);
    rightColumn()->addLayout(row);
    rightColumn()->addSpacing(metric::kSpace1);
    addList(tr("What will happen"));
    addReason();
    addRecorded();
    begin();
}

void GradualDialog::follow(QSpinBox& box, int least, int most, int value)
{
    box.setRange(least, most);
    box.setValue(value);
    connect(&box, &QSpinBox::valueChanged, this, [this] {
        updateWords();
        updateClosed();
    });
}

rollout::Descent GradualDialog::descent() const
{
    rollout::Descent descent;
    descent.length = std::chrono::minutes(m_minutes->box().value());
    descent.steps = m_steps->box().value();
    descent.from = snapshot().state.asked();
    descent.begunAt = snapshot().at;
    return descent;
}

void GradualDialog::updateWords()
{
    const rollout::Release& release = snapshot().state.release;
    const rollout::Descent down = descent();
    const QString length = lengthText(down.length);
    const auto steps = stepsOf(down).size();
    setQuestion(tr("Take %1 traffic back to %2 in %3 steps over %4?").arg(name(), fallbackVersion(release)).arg(steps).arg(length),
        tr("%1 %2 gets fewer calls with each step and none in the end.").arg(place(), version()));
    setPicture(down.from.weight, Percent(), tr("in %1 steps").arg(steps), true);
    list().setChecks({
        {QStringLiteral("weights"), Status::Pass, tr("If it is sent now:"), descentText(down), QStringLiteral("trending-down")},
        {QStringLiteral("gate"), Status::Marginal, tr("At once,"), tr("if a gate fails meanwhile: then 0\u00a0% is sent without waiting."),
            {}},
        {QStringLiteral("now"), Status::Pass, tr("Roll back now"), tr("stays open and ends it at once."), QStringLiteral("undo-2")},
        {QStringLiteral("quarantine"), Status::Pass, tr("%1 is quarantined").arg(version()),
            tr("when it has ended, until released with a reason."), QStringLiteral("shield-x")},
    });
    setTargetRequest(tr("The last request to <b>%1</b>; those before carry the weights above"), snapshot().rollbackRequest);
    setButtons(
        tr("Send %1 to %2 first").arg(askFigure(down.askAt(down.begunAt)), version()), tr("Keep %1").arg(askFigure(down.from)), true);
}

void GradualDialog::fill(VerbRequest& request) const
{
    request.length = std::chrono::minutes(m_minutes->box().value());
    request.steps = m_steps->box().value();
}

} // namespace fairlead::ui
