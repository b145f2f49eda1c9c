#include "ui/rules/preview_words.h"

#include "ui/common/formatters.h"

#include <QCoreApplication>

#include <algorithm>

namespace fairlead::ui {

namespace {

constexpr std::size_t kMostLines = 3; ///< of a kind; the rest is counted

QString tr(const char* text)
{
    return QCoreApplication::translate("RulePreview", text);
}

/// "rolled back", "alerted", … for "Would have … once".
QString didWhat(gate::Action action)
{
    switch (action) {
    case gate::Action::Notify: return tr("alerted the team");
    case gate::Action::LogIncident: return tr("logged an incident");
    case gate::Action::Investigate: return tr("asked for an investigation");
    case gate::Action::Hold: return tr("held");
    case gate::Action::RollBack: return tr("rolled back");
    }
    return {};
}

QString iconOf(gate::Action action)
{
    return action == gate::Action::RollBack ? QStringLiteral("undo-2")
        : action == gate::Action::Hold      ? QStringLiteral("circle-pause")
                                            : QStringLiteral("bell");
}

QString timesText(std::size_t count)
{
    return count == 1 ? tr("once") : tr("%1 times").arg(count);
}

bool isBlind(const gate::Replay& replay)
{
    return std::ranges::all_of(replay.strip, [](const gate::TruthSpan& span) { return span.truth == gate::RuleTruth::NoData; });
}

Status statusOf(gate::Action action)
{
    return action == gate::Action::RollBack ? Status::Fail : Status::Marginal;
}

} // namespace

std::vector<Check> previewLines(const gate::Rule& rule, const gate::Replay& replay)
{
    std::vector<Check> lines;
    if (isBlind(replay)) {
        lines.push_back({QStringLiteral("blind"), Status::NoData, tr("No data for this rule."),
            tr("Its metrics have no samples here, so nothing can be said about it."), {}});
        return lines;
    }
    if (!replay.firings.empty()) {
        const gate::Firing& first = replay.firings.front();
        const QString bold = tr("Would have %1 %2, at %3:").arg(didWhat(rule.action), timesText(replay.firings.size()), utcText(first.at));
        lines.push_back({QStringLiteral("fired"), statusOf(rule.action), bold, first.sentence, {}});
        for (std::size_t i = 1; i < std::min(kMostLines, replay.firings.size()); ++i) {
            const gate::Firing& again = replay.firings[i];
            lines.push_back({QStringLiteral("fired%1").arg(i), statusOf(rule.action), tr("Again at %1:").arg(utcText(again.at)),
                again.sentence, iconOf(rule.action)});
        }
    }
    for (std::size_t i = 0; i < std::min(kMostLines, replay.nearMisses.size()); ++i) {
        const gate::NearMiss& miss = replay.nearMisses[i];
        lines.push_back(
            {QStringLiteral("near%1").arg(i), Status::Marginal, tr("Came close at %1:").arg(utcText(miss.from)), miss.sentence, {}});
    }
    if (!replay.otherCount.isEmpty())
        lines.push_back({QStringLiteral("other"), Status::Undecided, tr("Counted otherwise:"), replay.otherCount, QStringLiteral("info")});
    std::size_t gaps = 0;
    for (const gate::TruthSpan& span : replay.strip) {
        if (span.truth != gate::RuleTruth::NoData || ++gaps > kMostLines)
            continue;
        lines.push_back({QStringLiteral("gap%1").arg(gaps), Status::NoData,
            tr("No data from %1 to %2:").arg(timeText(span.from), utcText(span.to)),
            rule.noData == gate::NoDataPolicy::Hold ? tr("nothing decided; a rollout would have been held.") : tr("nothing decided."), {}});
    }
    if (replay.firings.empty()) {
        lines.insert(lines.begin(),
            {QStringLiteral("quiet"), Status::Pass, tr("Would not have fired."),
                replay.nearMisses.empty() ? tr("It never came close.") : QString(), {}});
    }
    return lines;
}

Check releaseLine(const QString& title, const gate::Rule& rule, const gate::Replay& replay)
{
    if (replay.firings.empty()) {
        return {title, isBlind(replay) ? Status::NoData : Status::Pass, QStringLiteral("%1:").arg(title),
            isBlind(replay) ? tr("no data for this rule.") : tr("would not have fired."), {}};
    }
    return {title, statusOf(rule.action), QStringLiteral("%1:").arg(title),
        tr("would have %1 %2, first on %3 at %4. %5")
            .arg(didWhat(rule.action), timesText(replay.firings.size()), dateText(replay.firings.front().at),
                utcText(replay.firings.front().at), replay.firings.front().sentence),
        {}};
}

} // namespace fairlead::ui
