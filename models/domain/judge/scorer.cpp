#include "models/domain/judge/scorer.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <iterator>
#include <string>

namespace fairlead::judge {

namespace {

constexpr double kTooMuchNodata = 50; ///< percent of the metrics

GroupScore groupScore(const QString& name, const std::vector<Label>& labels)
{
    const auto count = [&](Label label) { return static_cast<double>(std::ranges::count(labels, label)); };
    const double passed = count(Label::Pass);
    const double total = passed + count(Label::High) + count(Label::Low) + count(Label::NodataFailMetric);
    return total == 0 ? GroupScore{name, 0, true} : GroupScore{name, passed / total * 100, false};
}

std::vector<GroupScore> groupScores(const std::vector<Counted>& results)
{
    std::map<QString, std::vector<Label>> labels;
    for (const Counted& result : results) {
        for (const QString& group : result.groups) {
            labels[group].push_back(result.label);
        }
    }
    std::vector<GroupScore> scores;
    scores.reserve(labels.size());
    for (const auto& [name, here] : labels) {
        scores.push_back(groupScore(name, here));
    }
    return scores;
}

double weightedSum(const std::vector<GroupScore>& groups, const std::map<QString, double>& weights)
{
    double given = 0;
    for (const auto& [name, weight] : weights) {
        given += weight;
    }
    const auto unweighted = std::ranges::count_if(groups, [&](const GroupScore& group) { return !weights.contains(group.name); });
    double sum = 0;
    for (const GroupScore& group : groups) {
        const auto weight = weights.find(group.name);
        const double percent = weight == weights.end() ? (100 - given) / static_cast<double>(unweighted) : weight->second;
        sum += (group.noData ? 100 : group.score) * (percent / 100);
    }
    return roundedToCents(sum);
}

/// Adds one to the last digit of @p digits, a decimal number without a sign.
void increment(std::string& digits)
{
    for (auto digit = digits.rbegin(); digit != digits.rend(); ++digit) {
        if (*digit == '.') {
            continue;
        }
        if (*digit != '9') {
            ++*digit;
            return;
        }
        *digit = '0';
    }
    digits.insert(digits.begin(), '1');
}

} // namespace

Score scoreOf(const std::vector<Counted>& results, const std::map<QString, double>& weights)
{
    std::vector<Counted> counted;
    std::ranges::copy_if(results, std::back_inserter(counted), [](const Counted& result) { return !result.muted; });
    Score score;
    score.groups = groupScores(counted);
    const auto failure
        = std::ranges::find_if(counted, [](const Counted& result) { return result.critical && result.label != Label::Pass; });
    const auto nodata = static_cast<double>(std::ranges::count(counted, Label::Nodata, &Counted::label));
    if (failure != counted.end()) {
        score.reason = QStringLiteral("Canary Failed: %1").arg(failure->reason);
    } else if (!counted.empty() && nodata / static_cast<double>(counted.size()) * 100 >= kTooMuchNodata) {
        score.reason = QStringLiteral("Canary Failed: 50% or more metrics returned NODATA");
    } else {
        score.summary = weightedSum(score.groups, weights);
    }
    return score;
}

double roundedToCents(double value)
{
    if (!std::isfinite(value)) {
        return value;
    }
    std::array<char, 400> text{};
    const auto written = std::to_chars(text.data(), text.data() + text.size(), std::abs(value), std::chars_format::fixed);
    std::string digits(text.data(), written.ptr);
    const std::size_t point = digits.find('.');
    if (point == std::string::npos || digits.size() - point <= 3) {
        return value + 0.0; // and never -0
    }
    const bool up = digits[point + 3] >= '5';
    digits.resize(point + 3);
    if (up) {
        increment(digits);
    }
    double rounded = 0;
    std::from_chars(digits.data(), digits.data() + digits.size(), rounded);
    return value < 0 && rounded > 0 ? -rounded : rounded;
}

QString toString(Verdict verdict)
{
    switch (verdict) {
    case Verdict::Pass: return QStringLiteral("Pass");
    case Verdict::Marginal: return QStringLiteral("Marginal");
    case Verdict::Fail: break;
    }
    return QStringLiteral("Fail");
}

Verdict verdictOf(double score, const Thresholds& thresholds)
{
    if (score >= thresholds.pass) {
        return Verdict::Pass;
    }
    return score >= thresholds.marginal ? Verdict::Marginal : Verdict::Fail;
}

} // namespace fairlead::judge
