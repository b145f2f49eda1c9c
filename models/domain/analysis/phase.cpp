#include "models/domain/analysis/phase.h"

#include <array>

namespace fairlead::analysis {

namespace {

struct Row {
    Phase phase;
    const char* name;
    int badness;
};
constexpr std::array<Row, 6> kPhases{{{Phase::Pending, "Pending", 2}, {Phase::Running, "Running", 1}, {Phase::Successful, "Successful", 0},
    {Phase::Inconclusive, "Inconclusive", 3}, {Phase::Error, "Error", 4}, {Phase::Failed, "Failed", 5}}};

const Row& rowOf(Phase phase)
{
    return kPhases.at(static_cast<std::size_t>(phase));
}

} // namespace

QString toString(Phase phase)
{
    return QString::fromLatin1(rowOf(phase).name);
}

std::optional<Phase> phaseFrom(const QString& name)
{
    for (const Row& row : kPhases) {
        if (name == QLatin1String(row.name)) {
            return row.phase;
        }
    }
    return std::nullopt;
}

bool isCompleted(Phase phase)
{
    return phase != Phase::Pending && phase != Phase::Running;
}

bool isWorse(Phase current, Phase candidate)
{
    return rowOf(candidate).badness > rowOf(current).badness;
}

} // namespace fairlead::analysis
