#pragma once

#include "models/domain/gate/rule.h"
#include "models/formats/loaded.h"

#include <QByteArray>
#include <QString>

#include <vector>

namespace fairlead::formats {

/// Where the profiles lie that come with the program.
inline const QString kBuiltInProfiles = QStringLiteral(":/profiles");

/// Reads a rule profile: name, summary, basis (how what was ambiguous is decided) and rules: a list
/// with a line of the rule language each, or a block of text ("rules: |") with one a line, comments between them.
/// RuleSet::text has these lines in their order. Codes besides those of readYaml and YamlMap: bad-rule, no-rules.
Loaded<gate::RuleSet> readProfile(const QString& file, const QByteArray& bytes);

/// All profiles (*.yaml) of @p directory in the order of their file names; a folder, or a resource such as kBuiltInProfiles.
/// What cannot be read is in @p problems and left out; a directory that is not there is the problem missing-file.
std::vector<gate::RuleSet> readProfiles(const QString& directory, Problems& problems);

} // namespace fairlead::formats
