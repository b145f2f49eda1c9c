#pragma once

#include <QString>

#include <string>
#include <string_view>
#include <vector>

namespace fairlead::storage {

/// The text in which records are searched: without case, in UTF-8. A field ends with a line break, so that nothing is found across two.

/// One field as it is searched. ASCII takes a short way.
void appendFolded(std::string& text, std::string_view utf8);
/// The texts in @p json (canonical JSON), without its keys and numbers; all of it where it is no JSON.
void appendFoldedStrings(std::string& text, std::string_view json);
/// What a person typed, in the same form.
std::string folded(const QString& typed);

/// @p text with everything but letters and digits made a blank, and without accents: what is left are words. Begins and ends with a blank.
std::string wordsOf(std::string_view text);
/// The words of what a person typed: "CHG-42" is two.
std::vector<std::string> wordsIn(const QString& typed);
/// A word that stands for a kind of record and for nothing that people write.
std::string wordForKind(std::string_view kind);

} // namespace fairlead::storage
