#pragma once

#include "models/formats/alerts/rule_file.h"

#include <QByteArray>
#include <QString>
#include <QStringList>

#include <optional>

namespace fairlead::formats::alerts {

enum class RuleFormat { Prometheus, CloudWatch, Datadog, Fairlead, Grafana };

/// "prometheus", "cloudwatch", "datadog", "fairlead", "grafana".
QString toString(RuleFormat format);
std::optional<RuleFormat> ruleFormatNamed(const QString& name);
QStringList ruleFormatNames();
/// Grafana dashboards are written only.
bool canRead(RuleFormat format);

/// What @p bytes most likely are; Prometheus when nothing says otherwise (its reader's messages are the best ones then).
RuleFormat detectRuleFormat(const QString& file, const QByteArray& bytes);

/// Reads @p bytes. @p format is one that canRead.
RuleReading readRuleFile(RuleFormat format, const QString& file, const QByteArray& bytes);
/// @p title names a dashboard.
WrittenRules writeRuleFile(RuleFormat format, const RuleFile& rules, const QString& title);

} // namespace fairlead::formats::alerts
