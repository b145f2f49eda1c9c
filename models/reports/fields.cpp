#include "models/reports/fields.h"

#include "models/reports/words.h"

#include <algorithm>

namespace fairlead::reports {

namespace {

Field field(const char* key, const char* title, const QString& text, bool missing)
{
    return {QLatin1String(key), QLatin1String(title), text, missing};
}

Field method(const Report& report)
{
    const QString& text = report.release.manifest.optimizationMethod;
    return field("optimizationMethod", "Optimisation method", text.trimmed(), text.trimmed().isEmpty());
}

QString scoreList(const std::vector<QualityScore>& scores, std::optional<double> QualityScore::* side)
{
    QStringList parts;
    for (const QualityScore& score : scores) {
        if (score.*side) {
            parts.append(QStringLiteral("%1 %2").arg(score.dimension, scoreInWords(*(score.*side))));
        }
    }
    return parts.join(QStringLiteral(", "));
}

Field qualityScores(const Report& report)
{
    const char* title = "Quality scores before and after";
    const QString before = scoreList(report.scores, &QualityScore::before);
    const QString after = scoreList(report.scores, &QualityScore::after);
    if (before.isEmpty() && after.isEmpty()) {
        return field("qualityScores", title, {}, true);
    }
    if (before.isEmpty() || after.isEmpty()) {
        const QString half = before.isEmpty() ? QStringLiteral("After: %1. The scores before are missing.").arg(after)
                                              : QStringLiteral("Before: %1. The scores after are missing.").arg(before);
        return field("qualityScores", title, half, true);
    }
    const auto both = std::ranges::count_if(report.scores, [](const QualityScore& score) { return score.before && score.after; });
    const auto all = static_cast<qint64>(report.scores.size());
    const QString text
        = QStringLiteral("%1, %2; values under “Quality before and after”.")
              .arg(countOf(all, QStringLiteral("score"), QStringLiteral("scores")),
                  both == all ? QStringLiteral("each before and after") : QStringLiteral("%1 of them before and after").arg(both));
    return field("qualityScores", title, text, false);
}

Field timestamps(const Report& report)
{
    if (!report.startedAt) {
        return field("deploymentTimestamps", "Deployment timestamps", {}, true);
    }
    QString text = QStringLiteral("Started %1").arg(momentInWords(*report.startedAt));
    if (report.endedAt) {
        const bool sameDay = dateInWords(*report.startedAt) == dateInWords(*report.endedAt);
        text += QStringLiteral(", %1 %2").arg(
            report.outcome.code == toString(rollout::Phase::Activated) ? QStringLiteral("activated") : QStringLiteral("rolled back"),
            sameDay ? timeInWords(*report.endedAt) + QStringLiteral(" UTC") : momentInWords(*report.endedAt));
    } else {
        text += QStringLiteral(", not ended when this was written");
    }
    return field("deploymentTimestamps", "Deployment timestamps", text, false);
}

/// Checklist items about a tested rollback that somebody answered as done.
QStringList rollbackAnswers(const Report& report)
{
    QStringList parts;
    if (!report.checklist) {
        return parts;
    }
    for (const ChecklistLine& line : report.checklist->lines) {
        const bool aboutIt = line.text.contains(QLatin1String("rollback"), Qt::CaseInsensitive)
            && (line.text.contains(QLatin1String("test"), Qt::CaseInsensitive)
                || line.text.contains(QLatin1String("rehears"), Qt::CaseInsensitive));
        if (aboutIt && line.answer && line.state == checklist::State::Done) {
            const QString note = line.answer->note.trimmed();
            parts.append(QStringLiteral("“%1” done by %2, %3%4")
                    .arg(line.text, line.answer->who, momentInWords(line.answer->at),
                        note.isEmpty() ? QString() : QStringLiteral(" (%1)").arg(note)));
        }
    }
    return parts;
}

Field rollbackTested(const Report& report)
{
    QStringList parts = rollbackAnswers(report);
    const QString written = report.release.manifest.rollbackTested.trimmed();
    if (!written.isEmpty()) {
        parts.prepend(written);
    }
    return field("rollbackTested", "Rollback procedure tested", parts.join(QStringLiteral("; ")), parts.isEmpty());
}

Field people(const Report& report)
{
    QStringList parts;
    for (const Person& person : report.people) {
        parts.append(QStringLiteral("%1 (%2)").arg(person.name, person.roles.join(QStringLiteral(", "))));
    }
    return field("people", "People involved", parts.join(QStringLiteral("; ")), parts.isEmpty());
}

Field justification(const Report& report)
{
    const QString text = report.release.manifest.businessJustification.trimmed();
    return field("businessJustification", "Business justification", text, text.isEmpty());
}

QString gateSentence(const Report& report)
{
    int judged = 0;
    int passed = 0;
    QStringList failed;
    for (const GateRow& row : report.gates) {
        for (const GateCell& cell : row.cells) {
            ++judged;
            if (cell.verdict.outcome == gate::Outcome::Pass) {
                ++passed;
            } else if (cell.verdict.outcome == gate::Outcome::Fail) {
                failed.append(QStringLiteral("%1 at %2")
                        .arg(
                            gate::titleOf(row.metric), weightInWords(report.stages.at(static_cast<std::size_t>(cell.stage)).stage.weight)));
            }
        }
    }
    if (judged == 0) {
        return QStringLiteral("No gate was judged.");
    }
    if (!failed.isEmpty()) {
        return QStringLiteral("Failed: %1.").arg(listInWords(failed));
    }
    return judged == passed ? QStringLiteral("All gates passed at every step.")
                            : QStringLiteral("%1 of %2 verdicts passed, none failed.").arg(passed).arg(judged);
}

QString countsSentence(const Report& report)
{
    const auto paused = std::ranges::count_if(report.interruptions, &Interruption::paused);
    const auto held = static_cast<qint64>(report.interruptions.size()) - paused;
    Millis heldFor{};
    for (const Interruption& interruption : report.interruptions) {
        heldFor += interruption.paused || !interruption.to ? Millis{} : *interruption.to - interruption.from;
    }
    qint64 waived = 0;
    if (report.checklist) {
        waived = std::ranges::count_if(report.checklist->lines,
            [](const ChecklistLine& line) { return line.answer && line.answer->state == checklist::State::Waived; });
    }
    QString holds = countOf(held, QStringLiteral("hold"), QStringLiteral("holds"));
    if (heldFor > Millis{}) {
        holds += QStringLiteral(" (%1)").arg(lengthInWords(heldFor));
    }
    const QStringList parts{holds, countOf(paused, QStringLiteral("pause"), QStringLiteral("pauses")),
        countOf(waived, QStringLiteral("waiver"), QStringLiteral("waivers"))};
    QString sentence = parts.join(QStringLiteral(", ")) + QLatin1Char('.');
    sentence[0] = sentence.at(0).toUpper();
    return sentence;
}

QString rollbackSentence(const Report& report, const rollout::State& state)
{
    const QString who
        = state.rollbackWho == QLatin1String("engine") ? QStringLiteral("By itself") : QStringLiteral("By %1").arg(state.rollbackWho);
    QString sentence = QStringLiteral("%1: %2").arg(who, asSentence(state.rollbackWhy));
    const rollout::Command* last = state.lastCommand();
    if (last != nullptr && last->rollback && last->effectAt && last->effect == rollout::CommandEffect::Effective) {
        sentence += QStringLiteral(" %1 serves all traffic again since %2 UTC, %3 after the command.")
                        .arg(report.release.baselineVersion, timeInWords(*last->effectAt), lengthInWords(*last->effectAt - last->intentAt));
    }
    return sentence;
}

QString titleOf(rollout::Phase phase)
{
    using rollout::Phase;
    switch (phase) {
    case Phase::ToStart: return QStringLiteral("Not started");
    case Phase::Shifting: return QStringLiteral("Under way: shifting");
    case Phase::Soaking: return QStringLiteral("Under way: soaking");
    case Phase::Approving: return QStringLiteral("Under way: waits for approval");
    case Phase::Acting: return QStringLiteral("Under way: carries out a task");
    case Phase::Held: return QStringLiteral("Held");
    case Phase::Paused: return QStringLiteral("Paused");
    case Phase::Activating: return QStringLiteral("Activating");
    case Phase::Activated: return QStringLiteral("Activated");
    case Phase::RollingBack: return QStringLiteral("Rolling back");
    case Phase::RolledBack: return QStringLiteral("Rolled back");
    case Phase::Aborted: return QStringLiteral("Aborted, the plan is kept");
    }
    Q_UNREACHABLE();
}

} // namespace

std::vector<Field> fieldsOf(const Report& report)
{
    return {method(report), qualityScores(report), timestamps(report), rollbackTested(report), people(report), justification(report)};
}

Outcome outcomeOf(const Report& report, const rollout::State& state)
{
    using rollout::Phase;
    Outcome outcome{rollout::toString(state.phase), titleOf(state.phase), {}};
    switch (state.phase) {
    case Phase::ToStart:
        outcome.sentence = QStringLiteral("Prepared; no traffic was sent to %1.").arg(report.release.manifest.version);
        break;
    case Phase::RollingBack:
    case Phase::Aborted:
    case Phase::RolledBack: outcome.sentence = rollbackSentence(report, state); break;
    case Phase::Held:
    case Phase::Paused:
        outcome.sentence
            = QStringLiteral("At %1 when this was written. %2").arg(rollout::inWords(state.asked()), asSentence(state.holdWhy));
        break;
    case Phase::Activated: outcome.sentence = gateSentence(report) + QLatin1Char(' ') + countsSentence(report); break;
    case Phase::Shifting:
    case Phase::Soaking:
    case Phase::Approving:
    case Phase::Acting:
    case Phase::Activating:
        outcome.sentence = QStringLiteral("At %1 when this was written. %2").arg(rollout::inWords(state.asked()), gateSentence(report));
        break;
    }
    return outcome;
}

} // namespace fairlead::reports
