// The cards beside the charts, or the tabs under them: which there are at a moment, and their words.

#include "models/domain/rollout/verbs.h"
#include "ui/common/check_lines.h"
#include "ui/common/widgets.h"
#include "ui/rollout/checks.h"
#include "ui/rollout/cockpit.h"
#include "ui/rollout/event_feed.h"
#include "ui/rollout/gate_list.h"
#include "ui/rollout/judge_list.h"
#include "ui/rollout/side_panel.h"
#include "ui/rollout/train_card.h"
#include "ui/rollout/words.h"

#include <QScrollArea>

namespace fairlead::ui {

using rollout::Phase;

namespace {

constexpr int kTabsBelow = 1240; ///< a window of 1280 less the collapsed navigation

bool isAlarm(Phase phase)
{
    return phase == Phase::RollingBack || phase == Phase::RolledBack;
}

QString countOf(const EventFeed& events)
{
    return events.count() > 0 ? QString::number(events.count()) : QString();
}

} // namespace

bool Cockpit::isNarrow() const
{
    return !m_wall && width() <= kTabsBelow;
}

std::vector<SidePage> Cockpit::alarmPages()
{
    const rollout::Snapshot& snapshot = *m_snapshot;
    QWidget* copy = snapshot.state.lastCommand() != nullptr ? m_copyRequest : nullptr;
    m_next->setChecks(afterRollback(snapshot));
    std::vector<SidePage> pages{{m_events, tr("What happened"), countOf(*m_events), std::nullopt, copy, 1},
        {m_next, tr("What happens next"), {}, std::nullopt, nullptr, 0}};
    // In the column the sentence at the top has said it; room is for what happened.
    if (isNarrow())
        pages.push_back({m_gatesArea, tr("Gates at the decision"), gatesText(snapshot.state.lastVerdicts),
            lookOf(gate::worst(snapshot.state.lastVerdicts)).status, nullptr, 0});
    m_train->addPage(pages, id());
    return pages;
}

std::vector<SidePage> Cockpit::usualPages()
{
    const rollout::Snapshot& snapshot = *m_snapshot;
    const Phase phase = snapshot.state.phase;
    QWidget* copy = snapshot.state.lastCommand() != nullptr ? m_copyRequest : nullptr;
    std::vector<SidePage> pages;
    if (phase == Phase::ToStart && !snapshot.startBlockers.isEmpty()) {
        std::vector<Check> lines;
        lines.reserve(std::size_t(snapshot.startBlockers.size()));
        for (const QString& text : snapshot.startBlockers)
            lines.push_back({text, Status::NoData, {}, text, QStringLiteral("circle")});
        m_blockers->setChecks(lines);
        pages.push_back({m_blockers, tr("Blockers"), tr("%1 open", "checklist items").arg(snapshot.startBlockers.size()), Status::Fail,
            m_openChecklist, 0});
    }
    const QString next = nextText(snapshot);
    const bool bare = next.isEmpty() || phase == Phase::ToStart || rollout::isEnded(phase);
    pages.push_back({m_gatesArea, bare ? tr("Gates") : tr("Gates for %1").arg(next), gatesText(snapshot.verdicts),
        snapshot.verdicts.empty() ? std::nullopt : std::optional(lookOf(gate::worst(snapshot.verdicts)).status), nullptr, 0});
    if (const std::vector<jury::Deliberation>& judges = judgesHeard(snapshot); !judges.empty()) {
        const JudgesScope scope = scopeOf(judges);
        pages.push_back({m_judgesArea, tr("Judges"), scope.text, scope.worst, nullptr, 0});
    }
    m_train->addPage(pages, id());
    pages.push_back({m_events, tr("Events"), countOf(*m_events), std::nullopt, copy, 1});
    return pages;
}

void Cockpit::showSide()
{
    if (m_wall) {
        const gate::Verdicts& verdicts = m_snapshot->verdicts;
        const auto worst = verdicts.empty() ? std::nullopt : std::optional(lookOf(gate::worst(verdicts)).status);
        m_side->setPages({{m_gatesArea, tr("Gates"), gatesText(verdicts), worst, nullptr, 0}});
        return;
    }
    m_side->setPages(isAlarm(m_snapshot->state.phase) ? alarmPages() : usualPages());
}

} // namespace fairlead::ui
