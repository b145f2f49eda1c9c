#pragma once

#include <QString>
#include <QStringList>

namespace fairlead::formats {

/// The one of @p candidates that @p word most likely means: at most a third of its letters differ
/// (Damerau-Levenshtein, upper and lower case alike). Empty when none is near.
QString nearest(const QString& word, const QStringList& candidates);

/// What to say to somebody who wrote @p word where only @p candidates are possible:
/// "Did you mean “owner”?", or the list of what there is after @p listIntro ("Known keys are"), or @p whenNone.
QString suggestion(const QString& word, const QStringList& candidates, const QString& listIntro, const QString& whenNone);

} // namespace fairlead::formats
