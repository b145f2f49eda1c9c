#pragma once

#include <QString>

#include <vector>

namespace fairlead::formats {

/// One stretch of text that was UTF-8, was taken for Windows-1252 or Latin-1, and written as UTF-8 again.
struct BrokenText {
    int line = 0; ///< 1-based
    int column = 0; ///< 1-based, in characters; of the text as it was given
    QString broken; ///< "â‰¥"
    QString repaired; ///< "≥"

    bool operator==(const BrokenText&) const = default;
};

struct Repair {
    QString text; ///< with everything put right that can be
    std::vector<BrokenText> repairs; ///< in the order of the text
};

/// Undoes double encoding, also where it happened twice or thrice. Lines stay lines.
Repair repairMojibake(const QString& text);

/// @p byte of Windows-1252 as a character; the five bytes that it leaves undefined are taken as Latin-1.
QChar fromWindows1252(unsigned char byte);

} // namespace fairlead::formats
