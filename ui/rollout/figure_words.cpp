#include "ui/common/ask_words.h"
#include "ui/common/formatters.h"
#include "ui/rollout/verb_words.h"
#include "ui/rollout/words.h"

#include <QCoreApplication>

#include <algorithm>

namespace fairlead::ui {

using rollout::Phase;
using rollout::Snapshot;

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("Cockpit", text);
}

FigureWords windowFigure(const Snapshot& snapshot)
{
    const auto& window = snapshot.state.release.window;
    if (!window)
        return {tr("Window"), QStringLiteral("–"), tr("none in the calendar"), Token::Text3, {}};
    if (snapshot.at < window->start())
        return {tr("Window opens in"), clockText(window->start() - snapshot.at),
            tr("at %1").arg(whenText(window->start(), snapshot.at, false)), Token::Text, {}};
    if (snapshot.at < window->end())
        return {tr("Window ends in"), clockText(window->end() - snapshot.at), tr("at %1").arg(whenText(window->end(), snapshot.at, false)),
            Token::Text, {}};
    return {tr("Window"), tr("over"), tr("ended %1").arg(whenText(window->end(), snapshot.at, false)), Token::MarginalText, {}};
}

/// What the third figure counts to while the plan is left: the next weight of a gradual rollback, or the opening of the window.
std::optional<FigureWords> deviationFigure(const Snapshot& snapshot)
{
    const rollout::State& state = snapshot.state;
    const auto next = state.phase == Phase::RollingBack && state.descent ? nextOf(*state.descent, snapshot.at) : std::nullopt;
    if (next && snapshot.effective)
        return FigureWords{tr("Goes to %1 in").arg(askFigure(next->ask)), clockText(next->at - snapshot.at),
            tr("at %1").arg(whenText(next->at, snapshot.at)), Token::Text, {}};
    if (isHeldByWindow(snapshot) && snapshot.next.until && *snapshot.next.until > snapshot.at)
        return FigureWords{tr("Opens in"), clockText(*snapshot.next.until - snapshot.at),
            tr("at %1").arg(whenText(*snapshot.next.until, snapshot.at)), Token::Text, {}};
    return std::nullopt;
}

QString readBack(const rollout::Observation& seen)
{
    return askText({seen.weight.value_or(Percent()), seen.reach.value_or(rollout::Reach())});
}

bool awaitsEffect(const Snapshot& snapshot)
{
    const rollout::Command* command = snapshot.state.lastCommand();
    return command != nullptr && command->shifts() && command->effect != rollout::CommandEffect::Effective;
}

} // namespace

FigureWords askedFigure(const Snapshot& snapshot)
{
    const rollout::Command* command = snapshot.state.lastCommand();
    if (command == nullptr)
        return {tr("Asked"), QStringLiteral("–"), tr("nothing was sent yet"), Token::Text3, {}};
    const QString form = snapshot.state.byHand && command->byHand ? tr("%1 by %2, off the plan") : tr("%1 by %2");
    const QString proof = form.arg(secondText(command->intentAt, snapshot.at), whoText(command->who));
    const UnitCount units = unitCount(snapshot.state);
    if (units.asked > 0 && units.all > 1)
        return {tr("Units asked"), tr("%1 of %2").arg(units.asked).arg(units.all), proof, Token::Text, {}};
    return {tr("Asked"), askFigure(snapshot.state.asked()), proof, Token::Text, {}};
}

FigureWords observedFigure(const Snapshot& snapshot)
{
    const rollout::Observation& seen = snapshot.observation;
    FigureWords words{tr("Observed"), shareText(seen.share), {}, Token::Text, {}};
    if (seen.totalCalls >= 1.0)
        words.proof = tr("%1 of %2 calls").arg(countText(qint64(seen.canaryCalls)), countText(qint64(seen.totalCalls)));
    else
        words.proof = seen.weight ? tr("no call seen yet; %1 reads back").arg(readBack(seen)) : tr("no call seen yet");
    if (!seen.share)
        words.token = Token::Text3;
    if (awaitsEffect(snapshot)) {
        words.token = Token::NotEffectiveText;
        if (seen.share) {
            const bool falling = *seen.share > snapshot.state.asked().weight.fraction();
            words.icon = falling ? QStringLiteral("trending-down") : QStringLiteral("trending-up");
        }
        if (seen.weight)
            words.proof += tr(", %1 reads back").arg(readBack(seen));
    }
    return words;
}

FigureWords timeFigure(const Snapshot& snapshot)
{
    const rollout::State& state = snapshot.state;
    if (state.phase == Phase::ToStart)
        return windowFigure(snapshot);
    if (rollout::isEnded(state.phase)) {
        const bool known = state.startedAt && state.endedAt;
        return {tr("It took"), known ? clockText(*state.endedAt - *state.startedAt) : QStringLiteral("–"),
            state.endedAt ? tr("ended %1").arg(whenText(*state.endedAt, snapshot.at)) : QString(), Token::Text, {}};
    }
    if (const auto figure = deviationFigure(snapshot))
        return *figure;
    const bool waits = state.phase == Phase::Shifting || state.phase == Phase::RollingBack;
    if (waits && snapshot.effectDue) {
        const bool late = snapshot.at >= *snapshot.effectDue;
        const Millis left = late ? snapshot.at - *snapshot.effectDue : *snapshot.effectDue - snapshot.at;
        return {late ? tr("Effect overdue by") : tr("Effect due in"), clockText(left),
            late ? tr("since %1").arg(bothTimes(*snapshot.effectDue)) : tr("by %1").arg(bothTimes(*snapshot.effectDue)),
            late ? Token::NotEffectiveText : Token::Text, {}};
    }
    if (!snapshot.soakDone)
        return {tr("Time left"), QStringLiteral("–"), waits ? tr("the command is on its way") : QString(), Token::Text3, {}};
    const Millis left = std::max(Millis(0), snapshot.soakLength - *snapshot.soakDone);
    if (snapshot.soakEnds)
        return {tr("Soak time left"), clockText(left), tr("ends %1").arg(whenText(*snapshot.soakEnds, snapshot.at)), Token::Text, {}};
    return {tr("Soak time left"), clockText(left), tr("the clock is stopped"), Token::NoDataText, {}};
}

} // namespace fairlead::ui
