#include "models/formats/alerts/alert_shape.h"
#include "models/formats/alerts/fairlead_line.h"
#include "models/formats/alerts/fairlead_rules.h"
#include "models/formats/alerts/prometheus_reader.h"
#include "models/formats/alerts/promql/duration.h"
#include "models/formats/alerts/promql/parser.h"
#include "models/formats/alerts/rule_yaml.h"
#include "models/formats/text_decoding.h"
#include "models/formats/yaml_map.h"

#include <QRegularExpression>

#include <algorithm>

namespace fairlead::formats::alerts {

namespace {

const QString kGroup = QStringLiteral("fairlead");

/// "LatencyAbove2_5" of "latency > 2.5s": what an alert without a name is called.
QString nameOf(const gate::Rule& rule)
{
    static const QRegularExpression between(QStringLiteral("[^A-Za-z0-9.]+"));
    QString name;
    const QStringList words = rule.condition.text().split(between, Qt::SkipEmptyParts);
    const QString text = rule.condition.text();
    const QString middle = text.contains(QLatin1Char('>')) ? QStringLiteral("Above")
        : text.contains(QLatin1Char('<'))                  ? QStringLiteral("Below")
                                                           : QString();
    for (qsizetype i = 0; i < words.size(); ++i) {
        const bool number = words.at(i).at(0).isDigit();
        name += number && i > 0 ? middle + words.at(i) : words.at(i).left(1).toUpper() + words.at(i).mid(1);
    }
    return prometheusName(name, true);
}

void takeRule(const gate::Rule& read, const QString& query, AlertRule& rule, const QString& path, RuleReading& reading)
{
    rule.expr = toPromqlRule(read, query, path, reading.notCarriedOver);
    rule.pending = read.window.sustained.value_or(Millis(0));
    if (read.action != gate::Action::Notify) {
        rule.labels.emplace_back(QStringLiteral("action"), gate::toString(read.action));
    }
    if (!read.armed) {
        rule.labels.emplace_back(QStringLiteral("dry_run"), QStringLiteral("true"));
    }
}

/// Lines of text.
RuleReading readLines(const QString& file, const SourceText& text)
{
    RuleReading reading;
    RuleGroup group;
    group.name = kGroup;
    const std::vector<gate::RuleLine> lines = gate::readRules(QString::fromUtf8(text.utf8()));
    for (const gate::RuleLine& line : lines) {
        for (const condition::TextError& error : line.errors) {
            reading.problems.push_back(
                {file, {line.line, error.column}, Severity::Error, QStringLiteral("bad-rule"), error.message, error.help});
        }
        if (!line.rule) {
            continue;
        }
        AlertRule rule;
        rule.at = {line.line, 1};
        rule.name = nameOf(*line.rule);
        const auto same = [&](const AlertRule& other) { return other.name == rule.name; };
        const auto count = std::ranges::count_if(group.rules, same);
        takeRule(*line.rule, {}, rule, QStringLiteral("line %1").arg(line.line), reading);
        rule.name += count > 0 ? QStringLiteral("_%1").arg(line.line) : QString();
        if (!rule.expr.isEmpty()) {
            group.rules.push_back(std::move(rule));
        }
    }
    const bool any = std::ranges::any_of(lines, [](const gate::RuleLine& line) { return line.rule || !line.errors.empty(); });
    if (!any) {
        reading.problems.push_back({file, {}, Severity::Error, QStringLiteral("no-rules"), QStringLiteral("There is no rule in this file."),
            QStringLiteral("Write one a line: “alert team when latency > 2.5s for 5m”.")});
    }
    reading.rules.groups.push_back(std::move(group));
    return reading;
}

/// The entries “rule” and “query” of one rule of our YAML, turned into “expr” and “for” of Prometheus.
class RuleEntries {
public:
    RuleEntries(const YamlDocument& document, RuleReading& reading)
        : m_document(document)
        , m_scribe(document, reading.problems)
        , m_reading(reading)
    {
    }

    /// Takes both out of @p node; @p path names the rule in notes. False when the rule has no place in Prometheus.
    bool turn(YamlNode& node, const QString& path)
    {
        const YamlEntry* line = find(node, "rule");
        if (line == nullptr) {
            return true;
        }
        const YamlEntry* query = find(node, "query");
        const QString text = query == nullptr ? QString() : query->value.text;
        if (query != nullptr && !isExpression(query->value)) {
            return false;
        }
        const auto parsed = gate::Rule::parse(line->value.text);
        if (!parsed) {
            for (const condition::TextError& error : parsed.error()) {
                m_scribe.error(placeInScalar(m_document, line->value, error.column - 1), "bad-rule", error.message, error.help);
            }
            return false;
        }
        AlertRule rule;
        takeRule(*parsed, valueOf(text), rule, path, m_reading);
        const Position at = line->value.at;
        std::erase_if(
            node.entries, [](const YamlEntry& entry) { return entry.key == QLatin1String("rule") || entry.key == QLatin1String("query"); });
        if (rule.expr.isEmpty()) {
            return false;
        }
        add(node, QStringLiteral("expr"), rule.expr, at);
        if (rule.pending.count() > 0) {
            add(node, QStringLiteral("for"), promql::toPrometheusDuration(rule.pending), at);
        }
        addLabels(node, rule.labels, at);
        return true;
    }

private:
    static const YamlEntry* find(const YamlNode& node, const char* key)
    {
        const auto place = std::ranges::find(node.entries, QLatin1String(key), &YamlEntry::key);
        return place == node.entries.end() ? nullptr : &*place;
    }

    static YamlNode scalar(const QString& text, Position at)
    {
        YamlNode node;
        node.kind = YamlNode::Kind::Scalar;
        node.at = at;
        node.text = text;
        return node;
    }

    static void add(YamlNode& node, const QString& key, const QString& text, Position at)
    {
        node.entries.push_back({key, at, scalar(text, at)});
    }

    static void addLabels(YamlNode& node, const Pairs& labels, Position at)
    {
        if (labels.empty()) {
            return;
        }
        auto place = std::ranges::find(node.entries, QStringLiteral("labels"), &YamlEntry::key);
        if (place == node.entries.end()) {
            YamlNode map;
            map.kind = YamlNode::Kind::Map;
            map.at = at;
            node.entries.push_back({QStringLiteral("labels"), at, map});
            place = std::prev(node.entries.end());
        }
        for (const auto& [name, value] : labels) {
            if (find(place->value, qPrintable(name)) == nullptr) {
                add(place->value, name, value, at);
            }
        }
    }

    bool isExpression(const YamlNode& query)
    {
        const auto parsed = promql::parseExpression(query.text);
        if (parsed) {
            return true;
        }
        for (const Fault& fault : parsed.error()) {
            m_scribe.error(
                placeInScalar(m_document, query, fault.offset), "bad-expression", fault.message, QStringLiteral("Correct the query."));
        }
        return false;
    }

    /// In parentheses where a comparison behind it would take a part of it away.
    static QString valueOf(const QString& query)
    {
        const auto parsed = promql::parseExpression(query);
        const bool loose = parsed && parsed->whole().kind == promql::Node::Kind::Binary
            && (promql::isComparison(parsed->whole().op) || promql::isSetOperator(parsed->whole().op));
        return loose ? QStringLiteral("(%1)").arg(query) : query;
    }

    const YamlDocument& m_document;
    YamlScribe m_scribe;
    RuleReading& m_reading;
};

RuleReading readTree(const YamlDocument& document, Problems problems)
{
    RuleReading turned;
    turned.problems = std::move(problems);
    YamlDocument copy = document;
    RuleEntries entries(document, turned);
    const auto groups = std::ranges::find(copy.root.entries, QStringLiteral("groups"), &YamlEntry::key);
    if (groups != copy.root.entries.end()) {
        for (std::size_t g = 0; g < groups->value.items.size(); ++g) {
            YamlNode& group = groups->value.items.at(g);
            const auto rules = std::ranges::find(group.entries, QStringLiteral("rules"), &YamlEntry::key);
            std::size_t r = 0;
            if (rules != group.entries.end()) {
                std::erase_if(rules->value.items,
                    [&](YamlNode& rule) { return !entries.turn(rule, QStringLiteral("groups[%1].rules[%2]").arg(g).arg(r++)); });
            }
        }
    }
    RuleReading read = readPrometheusTree(copy);
    read.problems.insert(read.problems.begin(), turned.problems.begin(), turned.problems.end());
    read.notCarriedOver = turned.notCarriedOver;
    return read;
}

} // namespace

RuleReading readFairlead(const QString& file, const QByteArray& bytes)
{
    RuleReading reading;
    const std::optional<SourceText> text = decodeStrictly(file, bytes, reading.problems);
    if (!text) {
        return reading;
    }
    static const QRegularExpression yaml(QStringLiteral("^\\s*(groups|\\{|---)"), QRegularExpression::MultilineOption);
    if (!yaml.match(QString::fromUtf8(text->utf8())).hasMatch()) {
        return readLines(file, *text);
    }
    Problems problems;
    const std::optional<YamlDocument> document = readRuleYaml(file, bytes, problems);
    if (!document) {
        reading.problems = std::move(problems);
        return reading;
    }
    return readTree(*document, std::move(problems));
}

} // namespace fairlead::formats::alerts
