#include "ui/common/status.h"

#include <QCoreApplication>

namespace fairlead::ui {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("fairlead::ui::Status", text);
}

// The three colours of a status stand together in Token, in the order of Status.
Token statusToken(Token first, Status status)
{
    return static_cast<Token>(static_cast<int>(first) + 3 * static_cast<int>(status));
}

} // namespace

Token textToken(Status status)
{
    return statusToken(Token::PassText, status);
}

Token tintToken(Status status)
{
    return statusToken(Token::PassTint, status);
}

Token markToken(Status status)
{
    return statusToken(Token::PassMark, status);
}

StatusLook lookOf(gate::Outcome outcome)
{
    switch (outcome) {
    case gate::Outcome::Pass: return {Status::Pass, QStringLiteral("circle-check"), tr("Pass")};
    case gate::Outcome::Marginal: return {Status::Marginal, QStringLiteral("triangle-alert"), tr("Marginal")};
    case gate::Outcome::Fail: return {Status::Fail, QStringLiteral("octagon-x"), tr("Fail")};
    case gate::Outcome::NoData: return {Status::NoData, QStringLiteral("circle-slash"), tr("No data")};
    case gate::Outcome::Undecided: return {Status::Undecided, QStringLiteral("hourglass"), tr("Undecided")};
    }
    return {};
}

QString wordOf(gate::Action action)
{
    switch (action) {
    case gate::Action::Notify: return tr("alert the team");
    case gate::Action::LogIncident: return tr("log an incident");
    case gate::Action::Investigate: return tr("investigate");
    case gate::Action::Hold: return tr("hold");
    case gate::Action::RollBack: return tr("roll back");
    }
    return {};
}

StatusLook lookOf(checklist::State state)
{
    switch (state) {
    case checklist::State::Open: return {Status::NoData, QStringLiteral("circle"), tr("open")};
    case checklist::State::Done: return {Status::Pass, QStringLiteral("circle-check"), tr("done")};
    case checklist::State::NotApplicable: return {Status::NoData, QStringLiteral("circle-minus"), tr("not applicable")};
    case checklist::State::Failed: return {Status::Fail, QStringLiteral("octagon-x"), tr("failed")};
    case checklist::State::Waived: return {Status::Marginal, QStringLiteral("shield-alert"), tr("waived")};
    }
    return {};
}

StatusLook lookOf(rollout::Phase phase)
{
    using rollout::Phase;
    switch (phase) {
    case Phase::ToStart: return {Status::NoData, QStringLiteral("calendar-clock"), tr("To start")};
    case Phase::Shifting: return {Status::Undecided, QStringLiteral("hourglass"), tr("Shifting")};
    case Phase::Soaking: return {Status::Undecided, QStringLiteral("ship-wheel"), tr("Soaking")};
    case Phase::Approving: return {Status::NoData, QStringLiteral("users"), tr("Waits for approval")};
    case Phase::Acting: return {Status::Undecided, QStringLiteral("hourglass"), tr("Carries out a task")};
    case Phase::Held: return {Status::NoData, QStringLiteral("circle-pause"), tr("Held")};
    case Phase::Paused: return {Status::NoData, QStringLiteral("circle-pause"), tr("Paused")};
    case Phase::Activating: return {Status::Undecided, QStringLiteral("hourglass"), tr("Activating")};
    case Phase::Activated: return {Status::Pass, QStringLiteral("badge-check"), tr("Activated")};
    case Phase::RollingBack: return {Status::Fail, QStringLiteral("undo-2"), tr("Rolling back")};
    case Phase::RolledBack: return {Status::Fail, QStringLiteral("undo-2"), tr("Rolled back")};
    case Phase::Aborted: return {Status::NoData, QStringLiteral("octagon-minus"), tr("Aborted")};
    }
    return {};
}

StatusLook lookOf(const rollout::Snapshot& snapshot)
{
    if (!snapshot.effective)
        return {Status::NotEffective, QStringLiteral("circle-question-mark"), tr("Sent, not effective yet")};
    if (snapshot.state.phase != rollout::Phase::Soaking || snapshot.verdicts.empty())
        return lookOf(snapshot.state.phase);
    StatusLook look = lookOf(gate::worst(snapshot.verdicts));
    if (look.status == Status::Pass)
        look.word = tr("Passing");
    else if (look.status == Status::Fail)
        look.word = tr("Failing");
    return look;
}

} // namespace fairlead::ui
