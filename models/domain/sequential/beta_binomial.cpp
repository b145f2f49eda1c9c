#include "models/domain/sequential/beta_binomial.h"

#include <boost/math/policies/policy.hpp>
#include <boost/math/special_functions/gamma.hpp>

#include <cmath>
#include <limits>

namespace fairlead::sequential {

namespace {

namespace policies = boost::math::policies;
/// Doubles are enough (sums of a billion samples keep six digits of the logarithm), and no exception leaves.
using Plain = policies::policy<policies::promote_double<false>, policies::domain_error<policies::ignore_error>,
    policies::pole_error<policies::ignore_error>, policies::overflow_error<policies::ignore_error>,
    policies::evaluation_error<policies::ignore_error>>;

double logGamma(double x)
{
    return boost::math::lgamma(x, Plain());
}

/// ln of (r p) (r p + 1) ... (r p + count - 1) / p^count.
double risingOverPower(double p, double count, double priorTrials)
{
    if (count <= 0.0) {
        return 0.0;
    }
    if (p <= 0.0) {
        return std::numeric_limits<double>::infinity();
    }
    return logGamma(priorTrials * p + count) - logGamma(priorTrials * p) - count * std::log(p);
}

} // namespace

double logEvidence(double p, double successes, double trials, double priorTrials)
{
    if (trials <= 0.0) {
        return 0.0;
    }
    return risingOverPower(p, successes, priorTrials) + risingOverPower(1.0 - p, trials - successes, priorTrials)
        - (logGamma(priorTrials + trials) - logGamma(priorTrials));
}

} // namespace fairlead::sequential
