#pragma once

#include <functional>

namespace fairlead::bench {

// Fixed pieces of the work of a chart, always the same. What a function returns is run to be counted, as often as one likes.

std::function<double()> prepareAppend();
std::function<double()> prepareColumns();
std::function<double()> prepareLiveColumns();
std::function<double()> prepareTrace();

} // namespace fairlead::bench
