#include "models/formats/alerts/prometheus_reader.h"

#include "models/formats/alerts/promql/duration.h"
#include "models/formats/alerts/promql/parser.h"
#include "models/formats/alerts/rule_yaml.h"
#include "models/formats/alerts/templates/template_syntax.h"
#include "models/formats/nearest.h"
#include "models/formats/yaml_map.h"

#include <QRegularExpression>
#include <QSet>

#include <algorithm>
#include <cmath>

namespace fairlead::formats::alerts {

namespace {

bool isLabelName(const QString& name)
{
    static const QRegularExpression shape(QStringLiteral("\\A[a-zA-Z_][a-zA-Z0-9_]*\\z"));
    return shape.match(name).hasMatch();
}

bool isMetricName(const QString& name)
{
    static const QRegularExpression shape(QStringLiteral("\\A[a-zA-Z_:][a-zA-Z0-9_:]*\\z"));
    return shape.match(name).hasMatch();
}

QString helpForField(const QString& key, const QStringList& known)
{
    static const QStringList later{QStringLiteral("query_offset"), QStringLiteral("labels")};
    if (later.contains(key)) {
        return QStringLiteral("Prometheus knows it from 2.53 (query_offset) and 3.0 (labels of a group) on, 2.42 does not. Delete it.");
    }
    return suggestion(key, known, QStringLiteral("Known fields are"), QStringLiteral("Delete it."));
}

/// Reads the tree of one file. Every problem is reported; what could be read is kept.
class Reader {
public:
    Reader(const YamlDocument& document, RuleReading& reading)
        : m_document(document)
        , m_scribe(document, reading.problems)
        , m_reading(reading)
    {
    }

    void file(const YamlNode& root)
    {
        const YamlNode* spec = specOf(root);
        const YamlNode& node = spec == nullptr ? root : *spec;
        if (node.kind == YamlNode::Kind::Null) {
            return;
        }
        const QString what = spec == nullptr ? QStringLiteral("a rule file") : QStringLiteral("the spec of a PrometheusRule");
        if (!expectMap(m_scribe, node, what)) {
            return;
        }
        knownOnly(node, {QStringLiteral("groups")}, what);
        for (const YamlNode& group : list(find(node, "groups"), QStringLiteral("“groups”"))) {
            // Prometheus passes over entries that hold nothing.
            if (group.kind != YamlNode::Kind::Null) {
                this->group(group);
            }
        }
        duplicateRules();
    }

private:
    /// The spec of a PrometheusRule; nullptr for a plain rule file.
    static const YamlNode* specOf(const YamlNode& root)
    {
        const YamlNode* kind = find(root, "kind");
        const bool object = kind != nullptr && kind->text == QLatin1String("PrometheusRule") && find(root, "groups") == nullptr;
        static const YamlNode nothing;
        const YamlNode* spec = object ? find(root, "spec") : nullptr;
        return object && spec == nullptr ? &nothing : spec;
    }

    static const YamlNode* find(const YamlNode& map, const char* key)
    {
        const auto place = std::ranges::find(map.entries, QLatin1String(key), &YamlEntry::key);
        return place == map.entries.end() ? nullptr : &place->value;
    }

    void knownOnly(const YamlNode& map, const QStringList& known, const QString& what)
    {
        for (const YamlEntry& entry : map.entries) {
            if (!known.contains(entry.key)) {
                m_scribe.error(entry.keyAt, "unknown-key", QStringLiteral("“%1” is not a field of %2.").arg(entry.key.left(60), what),
                    helpForField(entry.key, known));
            }
        }
    }

    const std::vector<YamlNode>& list(const YamlNode* node, const QString& what)
    {
        static const std::vector<YamlNode> nothing;
        if (node == nullptr || node->kind == YamlNode::Kind::Null) {
            return nothing;
        }
        if (node->kind != YamlNode::Kind::Sequence) {
            m_scribe.error(node->at, "wrong-type", QStringLiteral("%1 must be a list, but this is %2.").arg(what, kindInWords(*node)),
                QStringLiteral("Begin each entry on a line of its own with “- ”."));
        }
        return node->items;
    }

    /// A single value as text; null and nothing are the empty text.
    QString text(const YamlNode* node, const QString& what)
    {
        if (node == nullptr || node->kind == YamlNode::Kind::Null) {
            return {};
        }
        if (node->kind != YamlNode::Kind::Scalar) {
            m_scribe.error(node->at, "wrong-type", QStringLiteral("%1 must be text, but this is %2.").arg(what, kindInWords(*node)),
                QStringLiteral("Write one value on the same line."));
            return {};
        }
        return node->text;
    }

    Millis duration(const YamlNode* node, const QString& what)
    {
        const QString written = text(node, what);
        if (node == nullptr || node->kind != YamlNode::Kind::Scalar) {
            return Millis(0);
        }
        const Result<Millis> length = promql::parsePrometheusDuration(written);
        if (!length) {
            m_scribe.error(node->at, "bad-duration", QStringLiteral("%1 is not a length of time: “%2”.").arg(what, written.left(60)),
                QStringLiteral("Write whole numbers with units, the largest first: 30s, 5m, 1h30m, 1d."));
        }
        return length.value_or(Millis(0));
    }

    int limit(const YamlNode* node)
    {
        if (node == nullptr || node->kind == YamlNode::Kind::Null) {
            return 0;
        }
        static const QRegularExpression based(QStringLiteral("^[-+]?0(x[0-9A-Fa-f_]+|b[01_]+|o[0-7_]+|[0-7_]+)$"));
        QString plain = node->text;
        plain.remove(QLatin1Char('_'));
        bool ok = false;
        double value = 0;
        if (based.match(node->text).hasMatch()) {
            const bool binary = plain.contains(QLatin1Char('b')) && !plain.contains(QLatin1Char('x'));
            const bool octal = plain.contains(QLatin1Char('o'));
            value = static_cast<double>(binary ? plain.remove(QLatin1String("0b")).toLongLong(&ok, 2)
                    : octal                    ? plain.remove(QLatin1Char('o')).toLongLong(&ok, 8)
                                               : plain.toLongLong(&ok, 0));
        } else {
            value = plain.toDouble(&ok);
        }
        if (node->kind != YamlNode::Kind::Scalar || node->quoted || !ok || !std::isfinite(value) || std::abs(value) > 9.2e18) {
            m_scribe.error(node->at, "wrong-type",
                QStringLiteral("“limit” must be a whole number, but this is %1.").arg(kindInWords(*node)),
                QStringLiteral("Write a plain number, or delete the line for no limit."));
            return 0;
        }
        return static_cast<int>(std::clamp(value, -2e9, 2e9));
    }

    Pairs pairs(const YamlNode* node, const QString& what)
    {
        Pairs read;
        if (node == nullptr || node->kind == YamlNode::Kind::Null || !expectMap(m_scribe, *node, what)) {
            return read;
        }
        for (const YamlEntry& entry : node->entries) {
            read.emplace_back(entry.key, text(&entry.value, QStringLiteral("“%1”").arg(entry.key)));
        }
        return read;
    }

    void group(const YamlNode& node)
    {
        RuleGroup group;
        group.at = node.at;
        if (!expectMap(m_scribe, node, QStringLiteral("A group"))) {
            return;
        }
        knownOnly(node, {QStringLiteral("name"), QStringLiteral("interval"), QStringLiteral("limit"), QStringLiteral("rules")},
            QStringLiteral("a group"));
        group.name = text(find(node, "name"), QStringLiteral("“name”"));
        if (group.name.isEmpty()) {
            m_scribe.error(node.at, "missing-name", QStringLiteral("A group has no name."), QStringLiteral("Add a line “name: …”."));
        }
        if (m_groups.contains(group.name)) {
            m_scribe.error(node.at, "duplicate-group",
                QStringLiteral("The group “%1” stands in this file for the second time.").arg(group.name.left(60)),
                QStringLiteral("Give it another name, or put the rules together."));
        }
        m_groups.insert(group.name);
        const YamlNode* interval = find(node, "interval");
        const Millis every = duration(interval, QStringLiteral("“interval”"));
        group.interval = interval != nullptr && every.count() > 0 ? std::optional(every) : std::nullopt;
        group.limit = limit(find(node, "limit"));
        for (const YamlNode& rule : list(find(node, "rules"), QStringLiteral("“rules”"))) {
            if (rule.kind != YamlNode::Kind::Null) {
                this->rule(rule, group);
            }
        }
        m_reading.rules.groups.push_back(std::move(group));
    }

    void rule(const YamlNode& node, RuleGroup& group)
    {
        AlertRule rule;
        rule.at = node.at;
        if (!expectMap(m_scribe, node, QStringLiteral("A rule"))) {
            return;
        }
        static const QStringList known{QStringLiteral("record"), QStringLiteral("alert"), QStringLiteral("expr"), QStringLiteral("for"),
            QStringLiteral("keep_firing_for"), QStringLiteral("labels"), QStringLiteral("annotations")};
        knownOnly(node, known, QStringLiteral("a rule"));
        name(node, rule);
        expression(node, rule);
        rule.pending = duration(find(node, "for"), QStringLiteral("“for”"));
        rule.keepFiring = duration(find(node, "keep_firing_for"), QStringLiteral("“keep_firing_for”"));
        rule.labels = pairs(find(node, "labels"), QStringLiteral("“labels”"));
        rule.annotations = pairs(find(node, "annotations"), QStringLiteral("“annotations”"));
        if (rule.recording) {
            recording(node, rule);
        }
        labelNames(find(node, "labels"), true);
        labelNames(find(node, "annotations"), false);
        if (find(node, "alert") != nullptr && !writtenText(m_document, *find(node, "alert")).isEmpty()) {
            templates(find(node, "labels"));
            templates(find(node, "annotations"));
        }
        group.rules.push_back(std::move(rule));
    }

    void name(const YamlNode& node, AlertRule& rule)
    {
        const YamlNode* alert = find(node, "alert");
        const YamlNode* record = find(node, "record");
        const QString alertName = alert == nullptr ? QString() : writtenText(m_document, *alert);
        const QString recordName = record == nullptr ? QString() : writtenText(m_document, *record);
        rule.recording = alert == nullptr && record != nullptr;
        rule.name = rule.recording ? recordName : alertName;
        if (!alertName.isEmpty() && !recordName.isEmpty()) {
            m_scribe.error(record->at, "record-and-alert", QStringLiteral("A rule is either an alert or a recording, and this is both."),
                QStringLiteral("Delete “alert” or “record”, or write two rules."));
        }
        if (alertName.isEmpty() && recordName.isEmpty()) {
            m_scribe.error(node.at, "missing-name", QStringLiteral("The rule is neither an alert nor a recording."),
                QStringLiteral("Add a line “alert: …” or “record: …” with a name."));
        }
        if (!recordName.isEmpty() && !isMetricName(recordName)) {
            m_scribe.error(record->at, "bad-metric-name", QStringLiteral("“%1” is not the name of a metric.").arg(recordName.left(60)),
                QStringLiteral("Use letters, digits, _ and : only, with no digit first."));
        }
    }

    void expression(const YamlNode& node, AlertRule& rule)
    {
        const YamlNode* expr = find(node, "expr");
        rule.expr = expr == nullptr ? QString() : writtenText(m_document, *expr);
        if (rule.expr.isEmpty()) {
            m_scribe.error(expr == nullptr ? node.at : expr->at, "missing-expr", QStringLiteral("The rule has no expression."),
                QStringLiteral("Add a line “expr: …” with a PromQL expression."));
            return;
        }
        const auto parsed = promql::parseExpression(rule.expr);
        if (!parsed) {
            for (const Fault& fault : parsed.error()) {
                m_scribe.error(placeInScalar(m_document, *expr, fault.offset), "bad-expression", fault.message,
                    QStringLiteral("Correct the expression; this place is its character %1.").arg(fault.offset + 1));
            }
        }
        if (expr->kind == YamlNode::Kind::Scalar && rule.expr != expr->text) {
            m_scribe.warn(expr->at, "alias-expression",
                QStringLiteral("Prometheus takes the alias's name “%1” for the expression, not what it stands for.")
                    .arg(rule.expr.left(60)),
                QStringLiteral("Write the expression out."));
        }
    }

    void recording(const YamlNode& node, const AlertRule& rule)
    {
        const auto refuse = [&](const char* field) {
            m_scribe.error(find(node, field)->at, "not-for-recordings",
                QStringLiteral("“%1” is for alerts, and this rule records.").arg(QLatin1String(field)), QStringLiteral("Delete it."));
        };
        if (rule.name.isEmpty()) {
            return;
        }
        if (!rule.annotations.empty()) {
            refuse("annotations");
        }
        if (rule.pending.count() != 0) {
            refuse("for");
        }
        if (rule.keepFiring.count() != 0) {
            refuse("keep_firing_for");
        }
    }

    void labelNames(const YamlNode* node, bool isLabel)
    {
        if (node == nullptr) {
            return;
        }
        for (const YamlEntry& entry : node->entries) {
            if (!isLabelName(entry.key) || (isLabel && entry.key == QLatin1String("__name__"))) {
                const QString kind = isLabel ? QStringLiteral("a label") : QStringLiteral("an annotation");
                m_scribe.error(entry.keyAt, "bad-label-name", QStringLiteral("“%1” is not the name of %2.").arg(entry.key.left(60), kind),
                    QStringLiteral("Use letters, digits and _ only, with no digit first. (Prometheus 3 takes others too, 2.42 does not.)"));
            }
        }
    }

    void templates(const YamlNode* node)
    {
        if (node == nullptr) {
            return;
        }
        for (const YamlEntry& entry : node->entries) {
            for (const Fault& fault : templateFaults(entry.value.text)) {
                m_scribe.error(placeInScalar(m_document, entry.value, fault.offset), "bad-template",
                    QStringLiteral("The template of “%1”: %2").arg(entry.key.left(60), fault.message),
                    QStringLiteral("Correct it; this place is its character %1.").arg(fault.offset + 1));
            }
        }
    }

    /// Rules of the same name and labels hide each other's series.
    void duplicateRules()
    {
        QSet<QString> seen;
        for (const RuleGroup& group : m_reading.rules.groups) {
            for (const AlertRule& rule : group.rules) {
                Pairs labels = rule.labels;
                std::ranges::sort(labels);
                QString key = rule.name;
                for (const auto& [name, value] : labels) {
                    key += QChar(0) + name + QChar(1) + value;
                }
                if (!rule.name.isEmpty() && seen.contains(key)) {
                    m_scribe.warn(rule.at, "duplicate-rule",
                        QStringLiteral("“%1” with these labels stands in this file for the second time.").arg(rule.name.left(60)),
                        QStringLiteral("Tell them apart by a label, or delete one."));
                }
                seen.insert(key);
            }
        }
    }

    const YamlDocument& m_document;
    YamlScribe m_scribe;
    RuleReading& m_reading;
    QSet<QString> m_groups;
};

} // namespace

RuleReading readPrometheusTree(const YamlDocument& document)
{
    RuleReading reading;
    Reader(document, reading).file(document.root);
    return reading;
}

RuleReading readPrometheus(const QString& file, const QByteArray& bytes)
{
    RuleReading reading;
    Problems form;
    const std::optional<YamlDocument> document = readRuleYaml(file, bytes, form);
    if (document) {
        reading = readPrometheusTree(*document);
    }
    reading.problems.insert(reading.problems.begin(), form.begin(), form.end());
    std::ranges::stable_sort(reading.problems, {}, [](const Problem& problem) { return std::pair(problem.at.line, problem.at.column); });
    return reading;
}

} // namespace fairlead::formats::alerts
