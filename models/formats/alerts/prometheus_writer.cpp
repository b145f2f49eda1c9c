#include "models/formats/alerts/prometheus_writer.h"

#include "models/formats/alerts/promql/duration.h"
#include "models/formats/alerts/yaml_text.h"

namespace fairlead::formats::alerts {

namespace {

QByteArray duration(int indent, const char* key, Millis length)
{
    return QByteArray(indent, ' ') + key + ": " + promql::toPrometheusDuration(length).toUtf8() + '\n';
}

QByteArray written(const AlertRule& rule)
{
    QByteArray text = yamlText(6, rule.recording ? QStringLiteral("- record") : QStringLiteral("- alert"), rule.name);
    text += yamlText(8, QStringLiteral("expr"), rule.expr);
    if (rule.pending.count() > 0) {
        text += duration(8, "for", rule.pending);
    }
    if (rule.keepFiring.count() > 0) {
        text += duration(8, "keep_firing_for", rule.keepFiring);
    }
    return text + yamlPairs(8, QStringLiteral("labels"), rule.labels) + yamlPairs(8, QStringLiteral("annotations"), rule.annotations);
}

} // namespace

QByteArray writePrometheus(const RuleFile& rules)
{
    if (rules.groups.empty()) {
        return "groups: []\n";
    }
    QByteArray text = "groups:\n";
    for (const RuleGroup& group : rules.groups) {
        text += yamlText(2, QStringLiteral("- name"), group.name);
        if (group.interval) {
            text += duration(4, "interval", *group.interval);
        }
        if (group.limit != 0) {
            text += "    limit: " + QByteArray::number(group.limit) + '\n';
        }
        text += group.rules.empty() ? "    rules: []\n" : "    rules:\n";
        for (const AlertRule& rule : group.rules) {
            text += written(rule);
        }
    }
    return text;
}

} // namespace fairlead::formats::alerts
