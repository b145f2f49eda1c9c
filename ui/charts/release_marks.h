#pragma once

#include "models/domain/audit/record.h"
#include "ui/charts/chart_mark.h"

#include <vector>

namespace fairlead::ui {

/// What the records of a release mark in its charts besides the weights: verdicts, rules that fired, what people did and wrote.
/// A note stands at the moment that it is about, not at that of its record.
std::vector<ChartMark> marksOf(const std::vector<audit::Record>& records);

/// "Note", "Rule fired": what a glyph means, for tables and legends.
QString wordOf(MarkKind kind);

} // namespace fairlead::ui
