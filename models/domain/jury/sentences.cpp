#include "models/domain/jury/sentences.h"

#include "models/domain/condition/words.h"

#include <cmath>

namespace fairlead::jury {

namespace {

constexpr std::size_t kAdvised = 50; ///< samples a side: Kayenta's own advice in its documentation of canary runs

/// "+0.02 s", "−0.4 pp": a difference of shares is in percentage points.
QString signedInWords(double value, metrics::Unit unit)
{
    const QString sign = value < 0.0 ? QStringLiteral("\u2212") : QStringLiteral("+");
    if (std::isinf(value)) {
        return sign + QStringLiteral("\u221e");
    }
    QString size = condition::inWords(std::abs(value), unit);
    if (unit == metrics::Unit::Fraction) {
        size.replace(QLatin1Char('%'), QStringLiteral("pp"));
    }
    return sign + size;
}

QString percentInWords(double fraction)
{
    return QString::number(fraction * 100.0, 'g', 4) + QStringLiteral("\u00a0%");
}

QString marginInWords(const Asked& asked)
{
    return asked.relative ? percentInWords(asked.settings.margin) : signedInWords(asked.margin, asked.unit).mid(1);
}

QString countsInWords(const Sides& sides)
{
    return QStringLiteral("%1 against %2 samples")
        .arg(condition::inWords(static_cast<double>(sides.canary.size()), metrics::Unit::Count),
            condition::inWords(static_cast<double>(sides.baseline.size()), metrics::Unit::Count));
}

/// "worse" where it is known which way that is.
QString beyondInWords(const Asked& asked, bool higher)
{
    if (asked.harm == Harm::Either) {
        return higher ? QStringLiteral("higher") : QStringLiteral("lower");
    }
    return QStringLiteral("worse");
}

QString passedInWords(const statistics::ShiftInterval& shift, const Asked& asked)
{
    if (shift.low <= 0.0 && shift.high >= 0.0) {
        return QStringLiteral("No difference seen");
    }
    const bool higher = shift.estimate > 0.0;
    const bool harmless = (asked.harm == Harm::Increase && !higher) || (asked.harm == Harm::Decrease && higher);
    return harmless ? QStringLiteral("Better than the baseline")
                    : QStringLiteral("Different, yet not by more than %1").arg(marginInWords(asked));
}

/// "12 of each side", of 30 that a mean needs.
QString untilMeansAreJudged(const Sides& sides)
{
    return QStringLiteral("Not decided: a mean is judged from %1 samples of each side on, there are %2.")
        .arg(sequential::MeanDifference::kMinimumSamples)
        .arg(countsInWords(sides));
}

/// "; about 120 samples more, 5 min at the present rate"; nothing where that cannot be said.
QString outlook(const sequential::Decision& found, const Sides& sides)
{
    if (!found.moreSamples) {
        return QStringLiteral("; how many more it needs cannot be said yet");
    }
    QString text
        = QStringLiteral("; about %1 samples more").arg(condition::inWords(static_cast<double>(*found.moreSamples), metrics::Unit::Count));
    const Instant first = std::min(sides.canary.front().at, sides.baseline.front().at);
    const Instant last = std::max(sides.canary.back().at, sides.baseline.back().at);
    const auto gaps = static_cast<double>(sides.canary.size() + sides.baseline.size()) - 2.0;
    if (gaps > 0.0 && last > first) {
        const double seconds = static_cast<double>((last - first).count()) / 1000.0 / gaps * static_cast<double>(*found.moreSamples);
        text += QStringLiteral(", %1 at the present rate").arg(condition::lengthInWords(std::ceil(seconds)));
    }
    return text;
}

} // namespace

QString nothingToCompare(const Sides& sides)
{
    return sides.canary.empty() ? QStringLiteral("No sample of the canary since the step took effect; nothing is compared.")
                                : QStringLiteral("No sample of the baseline since the step took effect; nothing is compared.");
}

QString sentenceOf(const judge::Classification& found, const Sides& sides, const Asked& asked)
{
    if (found.label == judge::Label::Error) {
        return QStringLiteral("Cannot be compared: %1 with no spread.").arg(countsInWords(sides));
    }
    if (!found.interval) {
        return QStringLiteral("Canary and baseline are the same; %1.").arg(countsInWords(sides));
    }
    const statistics::ShiftInterval& shift = *found.interval;
    const QString head = found.label == judge::Label::Pass
        ? passedInWords(shift, asked)
        : QStringLiteral("More than %1 %2 than the baseline")
              .arg(marginInWords(asked), beyondInWords(asked, found.label == judge::Label::High));
    QString text = QStringLiteral("%1: %2, %3 interval %4 to %5; %6")
                       .arg(head, signedInWords(shift.estimate, asked.unit), percentInWords(asked.settings.confidence),
                           signedInWords(shift.low, asked.unit), signedInWords(shift.high, asked.unit), countsInWords(sides));
    if (std::min(sides.canary.size(), sides.baseline.size()) < kAdvised) {
        text += QStringLiteral(", %1 are advised").arg(kAdvised);
    }
    return text + QLatin1Char('.');
}

QString sentenceOf(const sequential::Decision& found, const Sides& sides, const Asked& asked)
{
    if (!found.decided && (std::isinf(found.low) && std::isinf(found.high))) {
        return untilMeansAreJudged(sides);
    }
    const QString figures
        = QStringLiteral("%1, between %2 and %3 at every look (%4); %5")
              .arg(signedInWords(found.estimate, asked.unit), signedInWords(found.low, asked.unit), signedInWords(found.high, asked.unit),
                  percentInWords(1.0 - asked.settings.alpha), countsInWords(sides));
    if (!found.decided) {
        return QStringLiteral("Not decided: %1%2.").arg(figures, outlook(found, sides));
    }
    const bool harmed = asked.harm == Harm::Either
        ? found.direction != sequential::Direction::None
        : found.direction == (asked.harm == Harm::Increase ? sequential::Direction::Increase : sequential::Direction::Decrease);
    if (!harmed) {
        const QString word = asked.harm == Harm::Either ? QStringLiteral("different") : QStringLiteral("worse");
        return QStringLiteral("Proven not to be more than %1 %2: %3.").arg(marginInWords(asked), word, figures);
    }
    return QStringLiteral("Proven to be more than %1 %2: %3.")
        .arg(marginInWords(asked), beyondInWords(asked, found.direction == sequential::Direction::Increase), figures);
}

} // namespace fairlead::jury
