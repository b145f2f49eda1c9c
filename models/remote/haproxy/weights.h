#pragma once

#include "models/base/error.h"
#include "models/base/percent.h"

namespace fairlead::remote::haproxy {

/// HAProxy's own numbers for a split. Both are between 1 and 256 (its highest absolute weight, Management
/// Guide 9.3 "set weight"), or one is 0: that server is drained, its weight is never set to 0.
struct Weights {
    int baseline = 0;
    int canary = 0;

    bool operator==(const Weights&) const = default;
};

/// The pair that comes nearest to @p share: 25 % is 75 and 25, 12.5 % is 175 and 25. InvalidInput where HAProxy
/// cannot come within 0.1 points (below about 0.3 % and above 99.7 %).
Result<Weights> weightsFor(Percent share);

} // namespace fairlead::remote::haproxy
