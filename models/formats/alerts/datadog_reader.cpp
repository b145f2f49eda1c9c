#include "models/formats/alerts/alarm_map.h"
#include "models/formats/alerts/datadog.h"
#include "models/formats/alerts/datadog_query.h"
#include "models/formats/alerts/rule_yaml.h"

#include <QRegularExpression>

#include <algorithm>

namespace fairlead::formats::alerts {

namespace {

using condition::Comparator;

/// A message of Datadog as a template of Prometheus. What it has no word for stays visible text.
QString templateOf(const QString& message)
{
    static const QRegularExpression tag(QStringLiteral("\\{\\{\\s*([A-Za-z0-9_]+)(\\.name)?\\s*\\}\\}"));
    QString text;
    qsizetype at = 0;
    const auto plain = [](QString part) { return part.replace(QLatin1String("{{"), QLatin1String("{{ \"{{\" }}")); };
    QRegularExpressionMatchIterator matches = tag.globalMatch(message);
    while (matches.hasNext()) {
        const QRegularExpressionMatch match = matches.next();
        text += plain(message.mid(at, match.capturedStart() - at));
        const QString word = match.captured(1);
        text += word == QLatin1String("value") ? QStringLiteral("{{ $value }}")
                                               : QStringLiteral("{{ $labels.%1 }}").arg(prometheusName(word, true));
        at = match.capturedEnd();
    }
    return text + plain(message.mid(at));
}

class Reader {
public:
    Reader(const YamlDocument& document, RuleReading& reading)
        : m_document(document)
        , m_scribe(document, reading.problems)
        , m_reading(reading)
    {
        m_group.name = QStringLiteral("datadog");
    }

    void run(const YamlNode& root)
    {
        const auto monitors = std::ranges::find(root.entries, QStringLiteral("monitors"), &YamlEntry::key);
        const bool single = std::ranges::find(root.entries, QStringLiteral("query"), &YamlEntry::key) != root.entries.end();
        if (root.kind == YamlNode::Kind::Sequence) {
            list(root, QString());
        } else if (single) {
            monitor(root, QStringLiteral("monitor"));
        } else if (monitors != root.entries.end() && monitors->value.kind == YamlNode::Kind::Sequence) {
            list(monitors->value, QStringLiteral("monitors"));
        } else {
            m_scribe.error(root.at, "no-monitors", QStringLiteral("There are no Datadog monitors in this file."),
                QStringLiteral("Give a monitor with “name” and “query”, a list of them, or {\"monitors\": […]}."));
        }
        m_reading.rules.groups.push_back(std::move(m_group));
    }

private:
    void list(const YamlNode& node, const QString& name)
    {
        for (std::size_t i = 0; i < node.items.size(); ++i) {
            monitor(node.items.at(i), QStringLiteral("%1[%2]").arg(name).arg(i));
        }
    }

    void monitor(const YamlNode& node, const QString& path)
    {
        if (!expectMap(m_scribe, node, QStringLiteral("A monitor"))) {
            return;
        }
        AlarmMap map(m_scribe, node, path, m_reading.notCarriedOver);
        const int before = m_scribe.errorCount();
        AlertRule rule;
        rule.at = node.at;
        rule.name = map.text("name");
        if (rule.name.isEmpty()) {
            map.missing("name");
        }
        const std::optional<DatadogQuery> query = readQuery(map);
        if (!query) {
            return;
        }
        texts(map, *query, rule);
        tags(map, rule);
        const YamlNode* options = map.find("options");
        const YamlNode* thresholds = map.find("thresholds");
        if (options != nullptr && expectMap(m_scribe, *options, QStringLiteral("“options”"))) {
            AlarmMap inner(m_scribe, *options, path + QStringLiteral(".options"), m_reading.notCarriedOver);
            thresholds = thresholds == nullptr ? inner.find("thresholds") : thresholds;
            inner.finish(QStringLiteral("“%1” is Datadog's own: how and when people are told is a matter of Alertmanager."));
        }
        map.finish(QStringLiteral("“%1” is Datadog's own; a rule of Prometheus has no place for it."));
        alerts(map, *query, thresholds, rule, before);
    }

    std::optional<DatadogQuery> readQuery(AlarmMap& map)
    {
        const YamlNode* node = map.find("query");
        const QString type = map.text("type");
        const QString text = map.text("query");
        if (text.isEmpty()) {
            map.missing("query");
            return std::nullopt;
        }
        if (!type.isEmpty() && type != QLatin1String("metric alert") && type != QLatin1String("query alert")) {
            map.note(
                {}, QStringLiteral("A monitor of type “%1” does not look at a metric; Prometheus needs another rule for it.").arg(type));
            return std::nullopt;
        }
        const auto query = readDatadogQuery(text);
        if (!query) {
            m_scribe.error(placeInScalar(m_document, *node, query.error().offset), "bad-query", query.error().message,
                QStringLiteral("Write the alert in PromQL by hand. This place is character %1 of the query.")
                    .arg(query.error().offset + 1));
            return std::nullopt;
        }
        return *query;
    }

    void texts(AlarmMap& map, const DatadogQuery& query, AlertRule& rule)
    {
        const QString message = map.text("message");
        if (!message.isEmpty()) {
            rule.annotations.emplace_back(QStringLiteral("message"), templateOf(message));
        }
        if (message.contains(QLatin1String("{{#")) || message.contains(QLatin1String("{{^"))) {
            map.note(QStringLiteral("message"),
                QStringLiteral("Conditions such as {{#is_alert}} stay in the text as they are: Prometheus does not know them."));
        }
        static const QRegularExpression handle(QStringLiteral("(^|\\s)@[A-Za-z]"));
        if (handle.match(message).hasMatch()) {
            map.note(QStringLiteral("message"),
                QStringLiteral("Who is told (@…) is a matter of Alertmanager's routes; the names stay in the text."));
        }
        if (query.shape.metric != query.metric) {
            rule.annotations.emplace_back(QStringLiteral("datadog_metric"), query.metric);
        }
    }

    void tags(AlarmMap& map, AlertRule& rule)
    {
        for (const YamlNode& node : map.list("tags")) {
            const qsizetype colon = node.text.indexOf(QLatin1Char(':'));
            const QString name = node.text.left(std::max<qsizetype>(colon, 0));
            const QString label = prometheusName(name, true);
            const bool known = std::ranges::any_of(rule.labels, [&](const auto& pair) { return pair.first == label; });
            if (colon <= 0 || known || label == QLatin1String("severity")) {
                map.note(
                    QStringLiteral("tags"), QStringLiteral("The tag “%1” has no value of its own, so it makes no label.").arg(node.text));
                continue;
            }
            rule.labels.emplace_back(label, node.text.mid(colon + 1));
        }
    }

    void alerts(AlarmMap& map, const DatadogQuery& query, const YamlNode* thresholds, AlertRule rule, int before)
    {
        std::optional<double> critical = query.threshold;
        std::optional<double> warning;
        if (thresholds != nullptr && expectMap(m_scribe, *thresholds, QStringLiteral("“thresholds”"))) {
            AlarmMap inner(m_scribe, *thresholds, map.path() + QStringLiteral(".thresholds"), m_reading.notCarriedOver);
            const std::optional<double> given = inner.number("critical");
            warning = inner.number("warning");
            if (given && *given != query.threshold) {
                inner.error("critical", "threshold-differs",
                    QStringLiteral("The critical threshold is %1, but the query compares with %2.")
                        .arg(numberText(*given), numberText(query.threshold)),
                    QStringLiteral("Write the same number in both."));
            }
            checkOrder(inner, query, warning);
            inner.finish(QStringLiteral(
                "“%1”: a rule of Prometheus ends when its bound is no longer broken; keep_firing_for is the nearest it has."));
        }
        if (m_scribe.errorCount() != before) {
            return;
        }
        const auto add = [&](double bound, const QString& severity) {
            AlertRule made = rule;
            made.expr = QStringLiteral("%1 %2 %3").arg(toPromql(query.shape), toPromql(query.comparator), numberText(bound));
            made.labels.insert(made.labels.begin(), {QStringLiteral("severity"), severity});
            m_group.rules.push_back(std::move(made));
        };
        add(*critical, QStringLiteral("critical"));
        if (warning) {
            add(*warning, QStringLiteral("warning"));
        }
    }

    /// A warning comes before the alert, so its bound is broken first.
    static void checkOrder(AlarmMap& thresholds, const DatadogQuery& query, const std::optional<double>& warning)
    {
        const bool above = query.comparator == Comparator::Greater || query.comparator == Comparator::GreaterOrEqual;
        if (warning && (above ? *warning >= query.threshold : *warning <= query.threshold)) {
            thresholds.error("warning", "wrong-order",
                QStringLiteral("The warning at %1 would come after the alert at %2.")
                    .arg(numberText(*warning), numberText(query.threshold)),
                QStringLiteral("Put the warning %1 the critical threshold.")
                    .arg(above ? QStringLiteral("below") : QStringLiteral("above")));
        }
    }

    const YamlDocument& m_document;
    YamlScribe m_scribe;
    RuleReading& m_reading;
    RuleGroup m_group;
};

} // namespace

RuleReading readDatadog(const QString& file, const QByteArray& bytes)
{
    RuleReading reading;
    const std::optional<YamlDocument> document = readRuleYaml(file, bytes, reading.problems);
    if (document) {
        Reader(*document, reading).run(document->root);
    }
    return reading;
}

} // namespace fairlead::formats::alerts
