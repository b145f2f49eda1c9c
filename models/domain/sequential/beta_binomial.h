#pragma once

namespace fairlead::sequential {

/// The logarithm of Robbins' beta-binomial mixture martingale: how much better a mixture of success probabilities around @p p
/// explains @p successes in @p trials than @p p itself does. The mixture is Beta(r p, r (1 - p)) with r = @p priorTrials, so
///     M(p) = B(r p + s, r (1 - p) + n - s) / (B(r p, r (1 - p)) p^s (1 - p)^(n - s)).
/// While the true probability is p, M is a nonnegative martingale that starts at 1, whatever the sample size: by Ville's
/// inequality P(M ever reaches 1 / alpha) <= alpha. No approximation, so it holds for one success and for none.
///
/// Source: Robbins 1970, "Statistical methods related to the law of the iterated logarithm"; in this form the two-sided
/// beta-binomial mixture, proposition 7 of Howard, Ramdas, McAuliffe, Sekhon, "Time-uniform, nonparametric, nonasymptotic
/// confidence sequences", Annals of Statistics 49(2), 2021.
///
/// As a function of p it is convex: ln M = sum_{i<s} ln(r + i / p) + sum_{j<n-s} ln(r + j / (1 - p)) + a term without p, and
/// each ln(r + i / p) has second derivative ((r p + i)^2 - (r p)^2) / (p (r p + i))^2 >= 0. As a function of s it is convex
/// too, since ln Gamma is. Counts need not be whole, which is how "the same shares with k times the samples" is asked.
/// 0 <= p <= 1; infinity where p is impossible (p = 0 with a success).
double logEvidence(double p, double successes, double trials, double priorTrials);

} // namespace fairlead::sequential
