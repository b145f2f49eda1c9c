#include "ui/registry/registry_words.h"

#include <QCoreApplication>

namespace fairlead::ui {

namespace {

using registry::DeploymentStatus;

QString tr(const char* text)
{
    return QCoreApplication::translate("fairlead::ui::Registry", text);
}

} // namespace

StatusLook lookOf(DeploymentStatus status)
{
    switch (status) {
    case DeploymentStatus::None: return {Status::NoData, QStringLiteral("circle-dashed"), tr("Not deployed")};
    case DeploymentStatus::Candidate: return {Status::NoData, QStringLiteral("circle-dashed"), tr("Candidate")};
    case DeploymentStatus::Canary: return {Status::Undecided, QStringLiteral("ship-wheel"), tr("Canary")};
    case DeploymentStatus::Production: return {Status::Pass, QStringLiteral("circle-check"), tr("Production")};
    case DeploymentStatus::Backup: return {Status::NoData, QStringLiteral("package"), tr("Backup")};
    case DeploymentStatus::Quarantined: return {Status::Fail, QStringLiteral("shield-x"), tr("Quarantined")};
    }
    return {};
}

bool isNeutral(DeploymentStatus status)
{
    return status != DeploymentStatus::Canary && status != DeploymentStatus::Quarantined;
}

StatusLook lookOf(items::ScoreState state)
{
    switch (state) {
    case items::ScoreState::Met: return {Status::Pass, QStringLiteral("circle-check"), tr("Met")};
    case items::ScoreState::Missed: return {Status::Fail, QStringLiteral("octagon-x"), tr("Missed")};
    case items::ScoreState::NotJudged: return {Status::NoData, QStringLiteral("circle-slash"), tr("Not judged")};
    }
    return {};
}

QString keyText(items::Dimension dimension)
{
    switch (dimension) {
    case items::Dimension::InstructionFollowing: return QStringLiteral("IFF");
    case items::Dimension::TaskLockIn: return QStringLiteral("TLP");
    case items::Dimension::Orchestration: return QStringLiteral("AOC");
    case items::Dimension::Consistency: return QStringLiteral("BC");
    case items::Dimension::TokenEfficiency: return QStringLiteral("TE");
    }
    return {};
}

QString nameText(items::Dimension dimension)
{
    switch (dimension) {
    case items::Dimension::InstructionFollowing: return tr("Instruction following");
    case items::Dimension::TaskLockIn: return tr("Task lock-in");
    case items::Dimension::Orchestration: return tr("Orchestration");
    case items::Dimension::Consistency: return tr("Consistency");
    case items::Dimension::TokenEfficiency: return tr("Token efficiency");
    }
    return {};
}

QString scoreText(std::optional<double> score, int decimals)
{
    return score ? QString::number(*score, 'f', decimals) : QStringLiteral("–");
}

QString boundText(const items::Score& score)
{
    const QString bound = QStringLiteral("≥\u00a0") + scoreText(score.bound);
    return score.boundIsImprovement ? tr("%1 gain").arg(bound) : bound;
}

QString versionText(const registry::Component& component)
{
    if (component.production == component.candidate) { // just activated: nothing is on its way any more
        return component.production.isEmpty() ? QStringLiteral("–") : component.production;
    }
    if (component.production.isEmpty() || component.candidate.isEmpty()) {
        const QString one = component.production + component.candidate;
        return one.isEmpty() ? QStringLiteral("–") : one;
    }
    return component.production + QStringLiteral(" → ") + component.candidate;
}

QString flagsText(const items::ComponentFlags& flags)
{
    QStringList parts;
    if (flags.quarantined) {
        parts << tr("quarantined");
    }
    if (flags.missedScores > 0) {
        parts << (flags.missedScores == 1 ? tr("1 score is below its bound")
                                          : tr("%1 scores are below their bounds").arg(flags.missedScores));
    }
    if (!flags.missingDependencies.isEmpty()) {
        parts << tr("not in this workspace: %1").arg(flags.missingDependencies.join(QStringLiteral(", ")));
    }
    return parts.join(QStringLiteral("; "));
}

} // namespace fairlead::ui
