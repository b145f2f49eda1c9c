#pragma once

#include "models/formats/json_text.h"
#include "models/formats/kayenta_config.h"

#include <QJsonObject>

namespace fairlead::ctl::conformance {

// The parts of the judge one by one: each runs the case at a path and is true if it comes out as expected.

bool statistic(formats::JsonReader& reader, const formats::JsonPath& path, const QJsonObject& expected);
bool transform(formats::JsonReader& reader, const formats::JsonPath& path, const QJsonObject& expected);
bool detector(formats::JsonReader& reader, const formats::JsonPath& path, const QJsonObject& expected);
bool mixer(formats::JsonReader& reader, const formats::JsonPath& path, const QJsonObject& expected);
bool mannWhitney(formats::JsonReader& reader, const formats::JsonPath& path, const QJsonObject& expected);
bool wilcoxon(formats::JsonReader& reader, const formats::JsonPath& path, const QJsonObject& expected);
/// @p entry is one of a manifest of configurations.
bool sameConfig(const formats::KayentaConfig& config, const QJsonObject& entry);

} // namespace fairlead::ctl::conformance
