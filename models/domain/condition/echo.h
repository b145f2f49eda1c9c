#pragma once

#include "models/domain/condition/node.h"

namespace fairlead::condition {

/// "latency above 3 s and error rate at most 0.1 %"; with @p verbs "latency is above 3 s and …".
QString echoOf(const Tree& tree, const Node& node, bool verbs = false);

/// What @p node asks of its left side: "under 1 %", "between 35 % and 45 %", "60 % to 70 % below baseline".
QString boundOf(const Tree& tree, const Node& node);

/// The left side: "latency", "p95 of latency", "errors divided by calls".
QString leftOf(const Tree& tree, const Node& node);

/// The number of a threshold alone: "3 s". Empty when @p node compares with more than a number.
QString numberOf(const Tree& tree, const Node& node);

} // namespace fairlead::condition
