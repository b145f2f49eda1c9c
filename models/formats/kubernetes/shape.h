#pragma once

#include "models/base/problem.h"
#include "models/formats/kubernetes/field.h"
#include "models/formats/kubernetes/plan_object.h"

#include <QString>

#include <span>
#include <vector>

namespace fairlead::formats::kubernetes {

/// The keys that one kind of map may have, blank-separated: "name!:text count:intOrText metrics:[Metric] template".
/// "!" after the name: required. Types: int, number, bool, text, intOrText, map, list, or the name of another shape; in
/// brackets a list of them. Without a type everything goes.
struct Shape {
    const char* name;
    const char* keys;
};

/// Kinds of Argo Rollouts (argoproj.io/v1alpha1) and of Flagger (flagger.app/v1beta1), after their CRDs.
std::span<const Shape> argoShapes();
std::span<const Shape> flaggerShapes();

/// What the walk over an object finds.
struct ShapeFindings {
    Problems problems;
    std::vector<NotCarriedOver> unknown; ///< keys that no shape has
};

/// Compares @p object with the shape of @p kind: unknown keys are warnings, missing ones and wrong types errors, each at its
/// place. Codes: unknown-key, missing-key, wrong-type.
ShapeFindings checkShape(const QString& file, const Field& object, const QString& kind, std::span<const Shape> shapes);

} // namespace fairlead::formats::kubernetes
