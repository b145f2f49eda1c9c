#include "models/formats/alerts/fairlead_line.h"

#include "models/base/duration.h"
#include "models/domain/metrics/metric.h"
#include "models/formats/alerts/alert_shape.h"

#include <QRegularExpression>

namespace fairlead::formats::alerts {

namespace {

using condition::Aggregate;

constexpr double kMillisPerSecond = 1000;

/// Fairlead keeps times in seconds; names that say milliseconds are of metrics that do not.
bool countsMillis(const QString& name)
{
    static const QRegularExpression millis(QStringLiteral("(_ms|_millis|_milliseconds)(_|$)"));
    return millis.match(name).hasMatch();
}

bool needsParens(const QString& query)
{
    static const QRegularExpression simple(QStringLiteral("^[A-Za-z_:][A-Za-z0-9_:]*(\\{[^{}]*\\})?$|^[a-z_0-9]+\\([^()]*\\)$"));
    return !simple.match(query).hasMatch();
}

QString overTime(Aggregate aggregate)
{
    switch (aggregate) {
    case Aggregate::Mean: return QStringLiteral("avg_over_time(");
    case Aggregate::Median: return QStringLiteral("quantile_over_time(0.5, ");
    case Aggregate::P90: return QStringLiteral("quantile_over_time(0.9, ");
    case Aggregate::P95: return QStringLiteral("quantile_over_time(0.95, ");
    case Aggregate::P99: return QStringLiteral("quantile_over_time(0.99, ");
    case Aggregate::Min: return QStringLiteral("min_over_time(");
    case Aggregate::Max: return QStringLiteral("max_over_time(");
    case Aggregate::Sum: return QStringLiteral("sum_over_time(");
    case Aggregate::Count: return QStringLiteral("count_over_time(");
    case Aggregate::Newest:
    case Aggregate::Rate: return {};
    }
    Q_UNREACHABLE();
}

QString inWindow(const QString& value, const QString& window)
{
    static const QRegularExpression selector(QStringLiteral("^[A-Za-z_:][A-Za-z0-9_:]*(\\{[^{}]*\\})?$"));
    return selector.match(value).hasMatch() ? QStringLiteral("%1[%2]").arg(value, window) : QStringLiteral("(%1)[%2:]").arg(value, window);
}

} // namespace

QString metricNameFor(const AlertRule& alert)
{
    const std::optional<AlertShape> shape = shapeOf(alert.expr);
    if (shape && shape->metric) {
        return shape->metric->metric.toLower().replace(QLatin1Char(':'), QLatin1Char('_'));
    }
    QString name;
    for (const QChar c : alert.name) {
        if (c.isUpper() && !name.isEmpty() && !name.endsWith(QLatin1Char('_')) && name.back().isLower()) {
            name += QLatin1Char('_');
        }
        name += c.toLower();
    }
    return prometheusName(name, true);
}

std::optional<FairleadLine> toFairleadLine(const AlertRule& alert, const QString& name)
{
    const std::optional<AlertShape> shape = alert.recording ? std::nullopt : shapeOf(alert.expr);
    if (!shape) {
        return std::nullopt;
    }
    FairleadLine line{{}, shape->value};
    double bound = shape->bound;
    QString unit;
    if (metrics::unitOf(name) == metrics::Unit::Seconds) {
        unit = QStringLiteral("s");
        if (countsMillis(name)) {
            bound /= kMillisPerSecond;
            line.query = (needsParens(shape->value) ? QStringLiteral("(%1) / 1000") : QStringLiteral("%1 / 1000")).arg(shape->value);
        }
    }
    line.rule = QStringLiteral("alert team when %1 %2 %3%4").arg(name, toPromql(shape->comparator), numberText(bound), unit);
    if (alert.pending.count() > 0) {
        line.rule += QStringLiteral(" for ") + toText(alert.pending);
    }
    // The rule language has the last word: bounds that its units refuse stay PromQL.
    return gate::Rule::parse(line.rule) ? std::optional(line) : std::nullopt;
}

QString toPromqlRule(const gate::Rule& rule, const QString& query, const QString& path, NotCarriedOvers& notes)
{
    const auto note
        = [&](const char* part, QString why) { notes.push_back({path + QLatin1Char('.') + QLatin1String(part), std::move(why)}); };
    const std::optional<condition::Threshold> threshold = rule.condition.threshold();
    if (!threshold || threshold->term.role != metrics::Role::Canary) {
        note("condition",
            QStringLiteral("“%1” is more than one metric against one number; write the alert in PromQL by hand.")
                .arg(rule.condition.text()));
        return {};
    }
    const gate::Window& window = rule.window;
    QString value = query.isEmpty() ? threshold->term.metric : query;
    const Aggregate aggregate = window.aggregate.value_or(threshold->term.aggregate);
    if (aggregate != Aggregate::Newest) {
        const QString function = overTime(aggregate);
        if (!window.overTime || function.isEmpty()) {
            note("aggregate",
                QStringLiteral("Prometheus sums up over time, not over a number of calls; write the alert in PromQL by hand."));
            return {};
        }
        value = function + inWindow(value, toText(*window.overTime)) + QLatin1Char(')');
    }
    if (window.ofLast > 1) {
        note("window",
            QStringLiteral("“%1 of the last %2” counts samples; Prometheus waits for a length of time: add “for”.")
                .arg(window.hits)
                .arg(window.ofLast));
    }
    if (window.onlyFirst) {
        note("first",
            QStringLiteral("Prometheus knows no phases, so the alert watches always and not in the first %1 only.")
                .arg(toText(*window.onlyFirst)));
    }
    if (window.notBefore) {
        note("after",
            QStringLiteral("Prometheus knows no phases, so the alert does not wait for %1 at the beginning.")
                .arg(toText(*window.notBefore)));
    }
    if (window.minSamples > 0) {
        note("at least", QStringLiteral("Prometheus does not wait for %1 samples.").arg(window.minSamples));
    }
    if (rule.clear) {
        note("until",
            QStringLiteral("An alert of Prometheus ends when its own bound is no longer broken, not when “%1”.").arg(rule.clear->text()));
    }
    if (rule.noData == gate::NoDataPolicy::Fire) {
        note("no data", QStringLiteral("Missing data fires no alert; write one with absent() for that."));
    }
    if (rule.action != gate::Action::Notify) {
        note("action",
            QStringLiteral("Prometheus tells, it does not “%1”; the label action says what is meant.").arg(gate::toString(rule.action)));
    }
    if (!rule.armed) {
        note("dry run", QStringLiteral("Prometheus has no dry runs; the label dry_run says what is meant."));
    }
    return QStringLiteral("%1 %2 %3").arg(value, toPromql(threshold->comparator), numberText(threshold->bound));
}

} // namespace fairlead::formats::alerts
