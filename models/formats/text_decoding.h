#pragma once

#include "models/formats/source_text.h"

#include <QByteArray>
#include <QString>
#include <QStringList>

#include <optional>

namespace fairlead::formats {

/// Strict: UTF-8 with or without BOM, or nothing. Reports what else it is, and warns of mojibake and invisible characters.
/// Codes: too-large, empty-file, utf-16, binary-file, invalid-utf8, control-character; warnings mojibake, hidden-character.
std::optional<SourceText> decodeStrictly(const QString& file, const QByteArray& bytes, Problems& problems);

/// Lenient, for guides: also UTF-16 with BOM and Windows-1252, and mojibake is put right. Each thing done is a sentence in
/// @p repairs. Codes: too-large, empty-file, binary-file; warning lost-characters.
std::optional<SourceText> decodeAndRepair(const QString& file, const QByteArray& bytes, Problems& problems, QStringList& repairs);

} // namespace fairlead::formats
