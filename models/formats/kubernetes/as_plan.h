#pragma once

#include "models/formats/kubernetes/plan_object.h"

#include <QString>

namespace fairlead::formats::kubernetes {

/// A plan of Fairlead's own that does what @p object says, as the text of a file in a workspace's plans/: readPlan takes it without an
/// error. What the object leaves to its controller, and what a plan cannot say, stands in comments before it. Empty for kinds that roll
/// nothing out. @p metrics are those of the AnalysisTemplates at hand, named in a comment: their queries belong to a source.
///
/// Argo: setWeight and pause become setWeight and soak, or an approval where the pause has no end; an analysis becomes a gate; a
/// background analysis begins where it starts; blue-green becomes an approval, the switch and a gate. Flagger: each weight is soaked for
/// an interval and gated; the threshold becomes fail_after; ranges of its two built-in metrics become criteria.
/// Source: the public documents of both; semantics as in scheduleOf().
QString asPlan(const PlanObject& object, const std::vector<PlanMetric>& metrics);

} // namespace fairlead::formats::kubernetes
