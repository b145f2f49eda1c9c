#pragma once

#include <QString>

#include <optional>

namespace fairlead::judge {

/// How an analysis over several intervals ended.
struct FinalResult {
    bool passed = false;
    QString message; ///< which threshold decided, in Kayenta's words

    bool operator==(const FinalResult&) const = default;
};

/// True if an interval's score ends the analysis at once: no more than the marginal threshold. A score equal to it is
/// Marginal to the judge (verdictOf()) and yet stops a repeated analysis; Kayenta has both.
bool stopsAnalysis(double score, std::optional<double> marginal);

/// The end of an analysis by the score of its last interval (Kayenta's GenerateCanaryAnalysisResultTask). A threshold that
/// is not given is not asked.
FinalResult finalResult(double lastScore, std::optional<double> pass, std::optional<double> marginal);

} // namespace fairlead::judge
