#pragma once

#include "models/base/problem.h"
#include "models/formats/yaml_node.h"

#include <QByteArray>
#include <QString>

#include <optional>
#include <vector>

namespace fairlead::formats {

/// Documents beyond this are refused: no stream that people write has as many.
inline constexpr int kMostDocuments = 1'000;

/// One document of a stream. Places, also those in its problems, are places of the whole file.
struct YamlPart {
    int number = 1; ///< of the document within the file, from 1; documents of comments alone are not counted
    int line = 1; ///< the first one that is neither blank nor a comment
    QByteArray text; ///< the document alone
    int firstLine = 1; ///< of text within the file
    std::optional<YamlNode> root; ///< empty when the document is no YAML, and then a problem says why
    /// The document leaves parts out ("..." where a value would be), as guides print it. It is not YAML, and a problem says so;
    /// root is then what the rest says.
    bool elided = false;
};

/// Reads every document of @p bytes by itself, so that one that is broken does not hide the others. Documents begin at "---".
/// Codes besides those of readYaml: elided, template, too-many-documents.
std::vector<YamlPart> readYamlStream(const QString& file, const QByteArray& bytes, Problems& problems);

} // namespace fairlead::formats
