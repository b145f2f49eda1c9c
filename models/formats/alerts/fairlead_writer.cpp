#include "models/formats/alerts/conversion_notes.h"
#include "models/formats/alerts/fairlead_line.h"
#include "models/formats/alerts/fairlead_rules.h"
#include "models/formats/alerts/promql/duration.h"
#include "models/formats/alerts/yaml_text.h"

#include <QMap>

namespace fairlead::formats::alerts {

namespace {

/// Gives each query a name of its own.
class Names {
public:
    /// The first of @p wanted, @p wanted_2, … that stands for @p query or for nothing yet.
    QString name(const QString& wanted, const QString& query)
    {
        QString candidate = wanted;
        for (int i = 2; m_queries.contains(candidate) && m_queries.value(candidate) != query; ++i) {
            candidate = QStringLiteral("%1_%2").arg(wanted).arg(i);
        }
        m_queries.insert(candidate, query);
        return candidate;
    }

private:
    QMap<QString, QString> m_queries;
};

std::optional<FairleadLine> lineOf(const AlertRule& rule, Names& names)
{
    const QString wanted = metricNameFor(rule);
    const std::optional<FairleadLine> first = toFairleadLine(rule, wanted);
    return first ? toFairleadLine(rule, names.name(wanted, first->query)) : std::nullopt;
}

QByteArray written(const AlertRule& rule, const std::optional<FairleadLine>& line)
{
    QByteArray text = yamlText(6, rule.recording ? QStringLiteral("- record") : QStringLiteral("- alert"), rule.name);
    if (line) {
        text += yamlText(8, QStringLiteral("rule"), line->rule) + yamlText(8, QStringLiteral("query"), line->query);
    } else {
        text += yamlText(8, QStringLiteral("expr"), rule.expr);
        if (rule.pending.count() > 0) {
            text += "        for: " + promql::toPrometheusDuration(rule.pending).toUtf8() + '\n';
        }
    }
    if (rule.keepFiring.count() > 0) {
        text += "        keep_firing_for: " + promql::toPrometheusDuration(rule.keepFiring).toUtf8() + '\n';
    }
    return text + yamlPairs(8, QStringLiteral("labels"), rule.labels) + yamlPairs(8, QStringLiteral("annotations"), rule.annotations);
}

} // namespace

WrittenRules writeFairlead(const RuleFile& rules)
{
    WrittenRules out;
    Names names;
    out.bytes = rules.groups.empty() ? "groups: []\n" : "groups:\n";
    for (std::size_t g = 0; g < rules.groups.size(); ++g) {
        const RuleGroup& group = rules.groups.at(g);
        out.bytes += yamlText(2, QStringLiteral("- name"), group.name);
        if (group.interval) {
            out.bytes += "    interval: " + promql::toPrometheusDuration(*group.interval).toUtf8() + '\n';
        }
        if (group.limit != 0) {
            out.bytes += "    limit: " + QByteArray::number(group.limit) + '\n';
        }
        out.bytes += group.rules.empty() ? "    rules: []\n" : "    rules:\n";
        for (std::size_t r = 0; r < group.rules.size(); ++r) {
            const AlertRule& rule = group.rules.at(r);
            const std::optional<FairleadLine> line = lineOf(rule, names);
            if (!line) {
                const QString why = rule.recording
                    ? QStringLiteral("A recording is kept as it is; Fairlead does not compute it.")
                    : QStringLiteral(
                          "The expression is not one value against one number; it is kept as it is, and Fairlead does not judge it.");
                out.notCarriedOver.push_back({pathOf(g, r, QStringLiteral("expr")), why});
            } else if (rule.keepFiring.count() > 0) {
                out.notCarriedOver.push_back(
                    {pathOf(g, r, QStringLiteral("keep_firing_for")), QStringLiteral("It is kept; a rule of Fairlead ends by “until”.")});
            }
            out.bytes += written(rule, line);
        }
    }
    return out;
}

} // namespace fairlead::formats::alerts
