#pragma once

#include "models/formats/alerts/rule_file.h"

#include <QByteArray>
#include <QString>

namespace fairlead::formats::alerts {

/// A line “key: value” of a YAML map, @p indent blanks in. Texts are quoted; those of several lines become a block where a
/// block reads back as the same text.
QByteArray yamlText(int indent, const QString& key, const QString& text);
/// The map @p key with @p pairs; nothing when there are none.
QByteArray yamlPairs(int indent, const QString& key, const Pairs& pairs);

} // namespace fairlead::formats::alerts
