#pragma once

#include "models/base/problem.h"
#include "models/formats/source_text.h"
#include "models/formats/yaml_node.h"

#include <QByteArray>
#include <QString>

#include <optional>

namespace fairlead::formats {

/// Nesting beyond this is refused; the deepest file of ours has six levels.
inline constexpr int kDeepestNesting = 64;
/// Values in one file, aliases expanded: what stops an alias bomb.
inline constexpr int kMostValues = 200'000;

/// A YAML file as read: its text, for places inside of values, and its tree.
struct YamlDocument {
    SourceText text;
    YamlNode root;
};

/// Reads the single document of @p bytes and reports what is wrong with its form. No value when the form is so broken that
/// the content cannot be trusted. The content is for YamlMap to check.
/// Codes besides those of decodeStrictly: tab-indent, syntax, unclosed-quote, too-deep, too-many-values, recursive-alias,
/// multiple-documents, unknown-tag, bad-key, duplicate-key (which leaves the tree readable).
std::optional<YamlDocument> readYaml(const QString& file, const QByteArray& bytes, Problems& problems);

} // namespace fairlead::formats
