#include "models/domain/sequential/sentence.h"

#include <cmath>

namespace fairlead::sequential {

namespace {

QString number(double value)
{
    if (std::isinf(value)) {
        return value > 0 ? QStringLiteral("+infinity") : QStringLiteral("-infinity");
    }
    return QString::number(value, 'g', 4);
}

/// "1,234,567".
QString grouped(qint64 value)
{
    QString digits = QString::number(value);
    for (qsizetype at = digits.size() - 3; at > 0; at -= 3) {
        digits.insert(at, QLatin1Char(','));
    }
    return digits;
}

QString percent(double fraction)
{
    const QString sign = fraction >= 0.0 ? QStringLiteral("+") : QString();
    return sign + QString::number(100.0 * fraction, 'g', 3) + QStringLiteral(" %");
}

QString nounOf(Kind kind)
{
    return kind == Kind::P50 ? QStringLiteral("median") : toString(kind);
}

QString claimOf(const Decision& decision, const Question& question)
{
    const QString noun = nounOf(question.kind);
    if (!decision.decided) {
        return QStringLiteral("Undecided whether the canary's %1 shows %2").arg(noun, question.effect.inWords());
    }
    const Direction asked = question.effect.direction();
    const QString missing = QStringLiteral("The canary's %1 does not show %2").arg(noun, question.effect.inWords());
    if (decision.direction == Direction::None) {
        return missing;
    }
    const QString word = decision.direction == Direction::Increase ? QStringLiteral("higher") : QStringLiteral("lower");
    if (asked != Direction::None && asked != decision.direction) {
        return QStringLiteral("%1, it is %2 than the baseline's").arg(missing, word);
    }
    const QString claim = QStringLiteral("The canary's %1 is %2 than the baseline's").arg(noun, word);
    return question.effect.size() == 0.0 ? claim : QStringLiteral("%1 and shows %2").arg(claim, question.effect.inWords());
}

QString figuresOf(const Decision& decision, const Question& question)
{
    QString figures = QStringLiteral("difference %1").arg(number(decision.estimate));
    if (std::isfinite(decision.relative.estimate)) {
        figures += QStringLiteral(" (%1)").arg(percent(decision.relative.estimate));
    }
    return figures
        + QStringLiteral(", always-valid interval %1 to %2 at alpha %3, after %4 samples (%5 baseline, %6 canary) and %7 looks")
              .arg(number(decision.low), number(decision.high), number(question.settings.alpha()), grouped(decision.samples),
                  grouped(decision.baselineSamples), grouped(decision.canarySamples), grouped(decision.lookedAt));
}

QString outlookOf(const Decision& decision, const Question& question)
{
    const qint64 fewest = std::min(decision.baselineSamples, decision.canarySamples);
    if (fewest == 0) {
        return QStringLiteral(" No sample of the %1 is there yet.")
            .arg(decision.baselineSamples == 0 ? QStringLiteral("baseline") : QStringLiteral("canary"));
    }
    if (question.kind == Kind::Mean && fewest < MeanDifference::kMinimumSamples) {
        return QStringLiteral(" Means are judged from %1 samples in each arm on.").arg(MeanDifference::kMinimumSamples);
    }
    if (decision.moreSamples) {
        return QStringLiteral(" About %1 more samples at the present difference and variance decide it.")
            .arg(grouped(*decision.moreSamples));
    }
    if (question.effect.relative() && !std::isfinite(decision.relative.high)) {
        return QStringLiteral(" The baseline (%1) is not clearly away from 0, so a percentage of it says nothing; give an absolute effect.")
            .arg(number(question.baselineEstimate));
    }
    return QStringLiteral(" How many more samples it takes cannot be said: the difference lies too near the border.");
}

} // namespace

QString sentenceFor(const Decision& decision, const Question& question)
{
    const bool empty = decision.baselineSamples == 0 || decision.canarySamples == 0;
    QString sentence = claimOf(decision, question);
    if (!empty) {
        sentence += QStringLiteral(": ") + figuresOf(decision, question);
    }
    sentence += QLatin1Char('.');
    if (!decision.decided) {
        sentence += outlookOf(decision, question);
    }
    if (decision.refused > 0) {
        sentence += QStringLiteral(" %1 samples were not used: %2.")
                        .arg(grouped(decision.refused),
                            question.kind == Kind::Proportion ? QStringLiteral("neither 0 nor 1") : QStringLiteral("not finite"));
    }
    return sentence;
}

} // namespace fairlead::sequential
