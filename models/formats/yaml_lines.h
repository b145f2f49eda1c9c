#pragma once

#include "models/formats/source_text.h"

#include <optional>

namespace fairlead::formats {

/// Every line that is indented with a tab, outside of block scalars, where tabs are text.
Problems tabIndentations(const SourceText& text);

/// Is the quote at byte @p offset closed somewhere behind it? True also where no quote stands.
bool isClosedQuote(const SourceText& text, qsizetype offset);

/// For a text that is not YAML: where a quote opens that is never closed, or closes only behind other keys.
std::optional<Position> unclosedQuote(const SourceText& text);

/// The line of the second "---", from 1; 0 when there is none.
int secondDocumentLine(const SourceText& text);

} // namespace fairlead::formats
