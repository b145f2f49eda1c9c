#pragma once

#include "models/domain/rollout/plan.h"

#include <QByteArray>
#include <QString>

#include <vector>

namespace fairlead::formats {

/// Where the templates lie that come with the program.
inline const QString kBuiltInPlans = QStringLiteral(":/plans");

/// A plan that a workspace may name without a file of its own, and that people copy to write theirs.
struct PlanTemplate {
    rollout::Plan plan;
    QString about; ///< the comment at its head without its marks: source, and how what was ambiguous is decided
    QByteArray text; ///< the file

    bool operator==(const PlanTemplate&) const = default;
};

/// One for each strategy of the guides that plans can carry, in the order of the guides.
std::vector<PlanTemplate> planTemplates();

} // namespace fairlead::formats
