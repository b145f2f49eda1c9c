#pragma once

#include "models/formats/source_text.h"

#include <optional>

namespace fairlead::formats {

/// Every line that is indented with a tab, outside of block scalars, where tabs are text.
Problems tabIndentations(const SourceText& text);

/// Where the quote opens that the text never closes.
std::optional<Position> unclosedQuote(const SourceText& text);

/// The line of the second "---", from 1; 0 when there is none.
int secondDocumentLine(const SourceText& text);

} // namespace fairlead::formats
