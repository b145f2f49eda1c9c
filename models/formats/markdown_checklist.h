#pragma once

#include "models/domain/checklist/checklist.h"
#include "models/formats/loaded.h"

#include <QByteArray>
#include <QString>
#include <QStringList>

namespace fairlead::formats {

/// A Markdown guide as a checklist, and what else was found in it.
struct Guide {
    checklist::Template checklist; ///< Template::name is the file's stem, or "stem#Section" when a section was asked for
    int criteria = 0; ///< list entries that start with ✅
    QStringList repairs; ///< what was put right in the text, a sentence each
};

/// Reads the task list items ("- [ ] …") of a guide. Every heading that directly holds items is a phase; nesting is kept, ticked
/// boxes stay ticked, and code blocks that follow an item (before the next item or heading) are its commands, each block one.
/// Broken encodings are put right. Item ids are "phase/text" as lower-case words joined by dashes, "-2" for a second one.
/// With @p section only what stands under that heading (of any level) counts; the heading is compared by its words.
/// Codes: those of decodeAndRepair, unknown-section; warnings no-items, empty-item.
Loaded<Guide> importChecklist(const QString& file, const QByteArray& bytes, const QString& section = {});

} // namespace fairlead::formats
