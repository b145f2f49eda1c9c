#pragma once

#include "models/base/instant.h"
#include "models/base/percent.h"

#include <QString>
#include <QStringList>

/// How a report writes times, lengths and shares. English and UTC: a report is read by others, elsewhere and later.
namespace fairlead::reports {

QString dateInWords(Instant at); ///< "7 Aug 2025"; the day stays with its month
QString timeInWords(Instant at); ///< "14:00:16"
QString momentInWords(Instant at); ///< "7 Aug 2025 14:00:16 UTC"
/// "1 h 35 min", "2 min", "38 s", "0.4 s": the two largest units; figures and units are parted by a no-break space.
QString lengthInWords(Millis length);
QString weightInWords(Percent weight); ///< "10 %"
QString scoreInWords(double score); ///< "0.92": two decimals, more only where the value has them
QString countInWords(qint64 count); ///< "17,902"
/// "1 hold", "2 holds"; "no hold" for 0.
QString countOf(qint64 count, const QString& one, const QString& many);
/// "a", "a and b", "a, b and c".
QString listInWords(const QStringList& parts);
/// "Instruction following" for iff and the other dimensions of a certificate; other names as they are.
QString dimensionInWords(const QString& dimension);
/// @p text as a sentence: with a full stop at its end, empty for nothing.
QString asSentence(const QString& text);

} // namespace fairlead::reports
