#pragma once

#include "models/formats/yaml_reader.h"

#include <QByteArray>
#include <QString>

#include <optional>

namespace fairlead::formats::alerts {

/// Reads YAML or JSON as Prometheus does where our own files are stricter: only the first document counts, an empty one is
/// null, merge keys (<<) are carried out, unknown tags are ignored (a warning), UTF-16 with BOM is read.
std::optional<YamlDocument> readRuleYaml(const QString& file, const QByteArray& bytes, Problems& problems);

/// The text of a scalar as Prometheus takes it for “expr”, “alert” and “record”: of a null what is written (“~”), of an
/// alias its name.
QString writtenText(const YamlDocument& document, const YamlNode& scalar);

/// The place of character @p offset of a scalar's text, in every style of YAML: plain, quoted and block scalars.
Position placeInScalar(const YamlDocument& document, const YamlNode& scalar, qsizetype offset);

} // namespace fairlead::formats::alerts
