#include "models/domain/judge/repeated.h"

#include <QLocale>

namespace fairlead::judge {

namespace {

/// At least one decimal, as Java writes a double: 75.0, 33.33.
QString written(double score)
{
    const QString plain = QString::number(score, 'g', QLocale::FloatingPointShortest);
    return plain.contains(QLatin1Char('.')) || plain.contains(QLatin1Char('e')) ? plain : plain + QStringLiteral(".0");
}

} // namespace

bool stopsAnalysis(double score, std::optional<double> marginal)
{
    return marginal && score <= *marginal;
}

FinalResult finalResult(double lastScore, std::optional<double> pass, std::optional<double> marginal)
{
    if (!pass && !marginal) {
        return {true, QStringLiteral("No score thresholds were specified.")};
    }
    const QString score = written(lastScore);
    if (stopsAnalysis(lastScore, marginal)) {
        return {false, QStringLiteral("Final canary score %1 is not above the marginal score threshold.").arg(score)};
    }
    if (!pass) {
        return {true, QStringLiteral("No pass score threshold was specified.")};
    }
    if (lastScore < *pass) {
        return {false, QStringLiteral("Final canary score %1 is below the pass score threshold.").arg(score)};
    }
    return {true, QStringLiteral("Final canary score %1 met or exceeded the pass score threshold.").arg(score)};
}

} // namespace fairlead::judge
