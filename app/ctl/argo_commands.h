#pragma once

#include "app/ctl/command_line.h"

#include <QJsonValue>

namespace fairlead::ctl {

/// "gate check EXPR --language argo": reads a condition of an AnalysisTemplate. The exit code.
int argoCheck(const CommandLine& line);

/// "gate eval … --language argo": what a condition gives for @p result, or the phase of a measurement with --success and
/// --failure. The exit code.
int argoEval(const CommandLine& line, const QJsonValue& result);

/// The JSON value that @p text is, which may be a single number or text. Empty for anything else.
std::optional<QJsonValue> jsonValueFrom(const QString& text);

} // namespace fairlead::ctl
