#include "models/formats/profile_writer.h"

#include <yaml-cpp/yaml.h>

namespace fairlead::formats {

namespace {

void emitLine(YAML::Emitter& out, const char* key, const QString& text)
{
    out << YAML::Key << key << YAML::Value << YAML::DoubleQuoted << text.simplified().toStdString();
}

} // namespace

QByteArray writeProfile(const gate::RuleSet& set)
{
    YAML::Emitter out;
    out << YAML::BeginMap;
    emitLine(out, "name", set.name);
    emitLine(out, "summary", set.summary.isEmpty() ? set.name : set.summary);
    emitLine(out, "basis", set.basis.isEmpty() ? QStringLiteral("Written by the team.") : set.basis);
    QString rules = set.text;
    // A tab or blanks at the end are no part of a rule, and a block of text cannot carry them safely.
    rules.replace(QLatin1Char('\t'), QLatin1Char(' '));
    out << YAML::Key << "rules" << YAML::Value << YAML::Literal << rules.trimmed().toStdString();
    out << YAML::EndMap;
    return QByteArray::fromStdString(std::string(out.c_str()) + "\n");
}

} // namespace fairlead::formats
