#include "models/domain/analysis/limits_echo.h"

namespace fairlead::analysis {

namespace {

QString measurements(int count)
{
    return count == 1 ? QStringLiteral("1 measurement") : QStringLiteral("%1 measurements").arg(count);
}

QString endInWords(const Metric& metric)
{
    const std::optional<int> wanted = metric.effectiveCount();
    if (!wanted) {
        return QStringLiteral("is measured until the run is ended, and is then successful");
    }
    if (!metric.limits.successesDecide()) {
        return QStringLiteral("is successful after %1").arg(measurements(*wanted));
    }
    return QStringLiteral("%1 when that has not happened after %2")
        .arg(metric.limits.failuresDecide() ? QStringLiteral("is inconclusive") : QStringLiteral("fails"), measurements(*wanted));
}

} // namespace

QString ordinal(int number)
{
    const int tens = number % 100;
    const int ones = number % 10;
    const bool teen = tens >= 11 && tens <= 13;
    const char* ending = teen ? "th" : ones == 1 ? "st" : ones == 2 ? "nd" : ones == 3 ? "rd" : "th";
    return QString::number(number) + QLatin1String(ending);
}

QStringList limitsInWords(const Metric& metric)
{
    const Limits& limits = metric.limits;
    QStringList words;
    if (limits.failuresDecide()) {
        words.append(QStringLiteral("fails on the %1 failed measurement").arg(ordinal(limits.failureLimit() + 1)));
    } else {
        words.append(QStringLiteral("never fails for its failed measurements alone"));
    }
    words.append(limits.inconclusiveLimit() >= 0
            ? QStringLiteral("is inconclusive on the %1 inconclusive measurement").arg(ordinal(limits.inconclusiveLimit() + 1))
            : QStringLiteral("is inconclusive from its first measurement on"));
    words.append(limits.consecutiveErrorLimit() >= 0
            ? QStringLiteral("is an error on the %1 error in a row").arg(ordinal(limits.consecutiveErrorLimit() + 1))
            : QStringLiteral("is an error from its first measurement on"));
    if (limits.successesDecide()) {
        words.append(QStringLiteral("is successful after %1 successful in a row").arg(measurements(*limits.consecutiveSuccess)));
    }
    words.append(endInWords(metric));
    return words;
}

} // namespace fairlead::analysis
