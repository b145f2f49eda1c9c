#pragma once

#include "tests/bench/measure.h"

#include <QString>

namespace fairlead::bench {

void measureSearch(Report& report, const QString& history);
void measureSorting(Report& report);

} // namespace fairlead::bench
