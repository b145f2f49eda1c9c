#pragma once

#include "models/domain/jury/comparing.h"

#include <QString>

namespace fairlead::jury {

/// "Like the baseline: +0.02 s, 98 % interval −0.01 s to +0.05 s; 40 against 40 samples."
QString sentenceOf(const judge::Classification& found, const Sides& sides, const Asked& asked);

/// "Not more than 10 % worse, proven: +0.01 s, between −0.02 s and +0.04 s at every look (95 %); 40 against 40 samples."
QString sentenceOf(const sequential::Decision& found, const Sides& sides, const Asked& asked);

/// What a step without samples of one side means.
QString nothingToCompare(const Sides& sides);

} // namespace fairlead::jury
