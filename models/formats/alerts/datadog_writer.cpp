#include "models/formats/alerts/conversion_notes.h"
#include "models/formats/alerts/datadog.h"
#include "models/formats/alerts/datadog_query.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>

#include <algorithm>

namespace fairlead::formats::alerts {

namespace {

using condition::Comparator;

bool isAbove(Comparator comparator)
{
    return comparator == Comparator::Greater || comparator == Comparator::GreaterOrEqual;
}

/// Can Datadog say this pattern with “*”?
bool isWildcard(const QString& pattern)
{
    static const QRegularExpression shape(QStringLiteral("^([A-Za-z0-9_/:-]|\\\\[./:-]|\\.\\*)*$"));
    return shape.match(pattern).hasMatch();
}

bool isTagValue(const QString& value)
{
    static const QRegularExpression shape(QStringLiteral("^[A-Za-z0-9_./:-]+$"));
    return shape.match(value).hasMatch();
}

/// Why @p rule cannot become a monitor; empty when it can.
QString obstacle(const AlertRule& rule, const std::optional<AlertShape>& shape)
{
    if (rule.recording) {
        return QStringLiteral("Datadog has no recordings.");
    }
    if (!shape || !shape->metric || shape->comparator == Comparator::Equal || shape->comparator == Comparator::NotEqual) {
        return QStringLiteral("A metric monitor compares one metric with one number, and this expression does something else: %1")
            .arg(rule.expr.simplified());
    }
    for (const promql::LabelMatch& match : shape->metric->matches) {
        const bool pattern = match.op == promql::Token::MatchRegex || match.op == promql::Token::MatchNotRegex;
        if (pattern ? !isWildcard(match.value) : !isTagValue(match.value)) {
            return QStringLiteral("A filter of Datadog cannot say “%1” of the label “%2”.").arg(match.value, match.label);
        }
    }
    const bool counted = shape->metric->overTime == QLatin1String("count") || shape->metric->overTime == QLatin1String("quantile");
    return counted ? QStringLiteral("A monitor of Datadog takes avg, sum, min or max over its window only.") : QString();
}

/// “for” becomes the window whose smallest (largest) value still breaks the bound.
void putWindow(const AlertRule& rule, const AlertShape& shape, MetricShape& metric, const RuleNotes& notes)
{
    if (metric.overTime.isEmpty()) {
        metric.overTime = isAbove(shape.comparator) ? QStringLiteral("min") : QStringLiteral("max");
        metric.window = rule.pending.count() > 0 ? rule.pending : Millis(60'000);
        if (rule.pending.count() == 0) {
            notes.add(QStringLiteral("for"), QStringLiteral("A monitor of Datadog looks at one minute at least."));
        }
    } else if (rule.pending.count() > 0) {
        notes.add(
            QStringLiteral("for"), QStringLiteral("A monitor has one window, and that is the expression's; it does not wait besides."));
    }
}

/// Templates of Prometheus as Datadog writes them, where it can.
QString messageOf(const QString& text, const RuleNotes& notes, const QString& annotation)
{
    static const QRegularExpression label(QStringLiteral("\\{\\{-?\\s*\\$labels\\.([A-Za-z0-9_]+)\\s*-?\\}\\}"));
    static const QRegularExpression value(QStringLiteral("\\{\\{-?\\s*\\$value\\s*-?\\}\\}"));
    static const QRegularExpression literal(QStringLiteral("\\{\\{ \"\\{\\{\" \\}\\}"));
    QString message = text;
    message.replace(label, QStringLiteral("{{\\1.name}}")).replace(value, QStringLiteral("{{value}}"));
    message.replace(literal, QStringLiteral("{{"));
    if (message.contains(QLatin1Char('$')) && message.contains(QLatin1String("{{"))) {
        notes.add(annotation,
            QStringLiteral("Datadog knows {{value}} and {{label.name}} only: the other templates stay in the text as they are."));
    }
    return message;
}

void putTexts(const AlertRule& rule, QJsonObject& monitor, const RuleNotes& notes)
{
    QString chosen;
    for (const char* name : {"message", "description", "summary"}) {
        if (chosen.isEmpty() && !rule.annotation(QLatin1String(name)).isEmpty()) {
            chosen = QLatin1String(name);
        }
    }
    monitor.insert(QStringLiteral("message"), messageOf(rule.annotation(chosen), notes, QStringLiteral("annotations.") + chosen));
    for (const auto& [name, value] : rule.annotations) {
        if (name != chosen && name != QLatin1String("datadog_metric")) {
            notes.add(QStringLiteral("annotations.") + name, QStringLiteral("A monitor has one message only."));
        }
    }
    QJsonArray tags;
    for (const auto& [name, value] : rule.labels) {
        if (name != QLatin1String("severity") || (value != QLatin1String("critical") && value != QLatin1String("warning"))) {
            tags.append(name + QLatin1Char(':') + value);
        }
    }
    if (!tags.isEmpty()) {
        monitor.insert(QStringLiteral("tags"), tags);
    }
    if (rule.keepFiring.count() > 0) {
        notes.add(QStringLiteral("keep_firing_for"), QStringLiteral("Datadog ends an alert by a recovery threshold, not by time."));
    }
}

/// Is @p rule the warning that belongs to the critical alert @p of?
bool isWarningOf(const AlertRule& rule, const AlertRule& of)
{
    const std::optional<AlertShape> mine = shapeOf(rule.expr);
    const std::optional<AlertShape> other = shapeOf(of.expr);
    const auto others = [](const AlertRule& each) {
        Pairs labels = each.labels;
        std::erase_if(labels, [](const auto& pair) { return pair.first == QLatin1String("severity"); });
        return labels;
    };
    return rule.name == of.name && rule.pending == of.pending && rule.annotations == of.annotations && others(rule) == others(of)
        && rule.label(QStringLiteral("severity")) == QLatin1String("warning")
        && of.label(QStringLiteral("severity")) == QLatin1String("critical") && mine && other && mine->metric == other->metric
        && mine->comparator == other->comparator;
}

QJsonObject monitorOf(const AlertRule& rule, const AlertShape& shape, const std::optional<double>& warning, const RuleNotes& notes)
{
    MetricShape metric = *shape.metric;
    if (metric.acrossSeries.isEmpty()) {
        notes.add(QStringLiteral("expr"), QStringLiteral("Datadog puts all series together (avg); Prometheus looks at each for itself."));
    }
    putWindow(rule, shape, metric, notes);
    const QString own = rule.annotation(QStringLiteral("datadog_metric"));
    const QString name = prometheusName(own, false) == metric.metric ? own : metric.metric;
    QJsonObject thresholds{{QStringLiteral("critical"), shape.bound}};
    if (warning) {
        thresholds.insert(QStringLiteral("warning"), *warning);
    }
    QJsonObject monitor{{QStringLiteral("name"), rule.name}, {QStringLiteral("type"), QStringLiteral("query alert")},
        {QStringLiteral("query"), toDatadogQuery(metric, name, shape.comparator, shape.bound)},
        {QStringLiteral("options"), QJsonObject{{QStringLiteral("thresholds"), thresholds}}}};
    putTexts(rule, monitor, notes);
    return monitor;
}

} // namespace

WrittenRules writeDatadog(const RuleFile& rules)
{
    WrittenRules written;
    QJsonArray monitors;
    for (std::size_t g = 0; g < rules.groups.size(); ++g) {
        const RuleGroup& group = rules.groups.at(g);
        if (group.name != QLatin1String("datadog") || group.interval || group.limit != 0) {
            written.notCarriedOver.push_back({pathOf(g),
                QStringLiteral("Datadog has no groups: the name “%1”, its interval and its limit are left out.").arg(group.name)});
        }
        for (std::size_t r = 0; r < group.rules.size(); ++r) {
            const AlertRule& rule = group.rules.at(r);
            const RuleNotes notes(written.notCarriedOver, g, r);
            const std::optional<AlertShape> shape = shapeOf(rule.expr);
            const QString why = obstacle(rule, shape);
            if (!why.isEmpty()) {
                notes.whole(why);
                continue;
            }
            const bool pair = r + 1 < group.rules.size() && isWarningOf(group.rules.at(r + 1), rule);
            const std::optional<double> warning = pair ? std::optional(shapeOf(group.rules.at(r + 1).expr)->bound) : std::nullopt;
            monitors.append(monitorOf(rule, *shape, warning, notes));
            r += pair ? 1 : 0;
        }
    }
    written.bytes = QJsonDocument(QJsonObject{{QStringLiteral("monitors"), monitors}}).toJson(QJsonDocument::Indented);
    return written;
}

} // namespace fairlead::formats::alerts
