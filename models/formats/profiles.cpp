#include "models/formats/profiles.h"

#include "models/formats/plan_rules.h"
#include "models/formats/source_text.h"
#include "models/formats/yaml_map.h"

#include <QDir>

// Resources of a static library are dropped by the linker unless they are named; the macro works only outside a namespace.
static void keepProfiles()
{
    Q_INIT_RESOURCE(profiles);
}

namespace fairlead::formats {

namespace {

constexpr int kBlockIndent = 2; ///< as YAML files are written; the exact one is lost with the block

/// Rules as a block of text keep their comments and empty lines.
QStringList readRuleBlock(YamlMap& map, const YamlNode& block)
{
    for (const gate::RuleLine& line : gate::readRules(block.text)) {
        for (const condition::TextError& error : line.errors) {
            map.scribe().error({block.at.line + line.line, error.column + kBlockIndent}, "bad-rule", error.message, error.help);
        }
    }
    return block.text.trimmed().split(QLatin1Char('\n'));
}

QStringList readLines(YamlMap& map)
{
    const YamlNode* rules = map.find("rules", Need::Optional);
    if (rules != nullptr && rules->kind == YamlNode::Kind::Scalar) {
        return readRuleBlock(map, *rules);
    }
    QStringList lines;
    for (const gate::Rule& rule : readRuleLines(map, Need::Required)) {
        lines.append(rule.text);
    }
    if (rules != nullptr && rules->items.empty() && rules->kind == YamlNode::Kind::Sequence) {
        map.scribe().error(map.placeOf("rules"), "no-rules", QStringLiteral("The profile has no rules."),
            QStringLiteral("Write one a line: “- roll back when error_rate > 2%”."));
    }
    return lines;
}

} // namespace

Loaded<gate::RuleSet> readProfile(const QString& file, const QByteArray& bytes)
{
    Loaded<gate::RuleSet> loaded;
    const std::optional<YamlDocument> document = readYaml(file, bytes, loaded.problems);
    if (!document) {
        return loaded;
    }
    const YamlScribe scribe(*document, loaded.problems);
    if (!expectMap(scribe, document->root, QStringLiteral("the profile"))) {
        return loaded;
    }
    YamlMap map(scribe, document->root, QStringLiteral("the profile"), document->root.at);
    gate::RuleSet set;
    set.name = map.text("name", Need::Required).value_or(QString());
    set.summary = map.text("summary", Need::Required).value_or(QString());
    set.basis = map.paragraph("basis", Need::Required).value_or(QString()).simplified();
    set.text = readLines(map).join(QLatin1Char('\n'));
    map.finish();
    loaded.name = set.name;
    loaded.at = map.placeOf("name");
    if (!hasErrors(loaded.problems)) {
        loaded.value = std::move(set);
    }
    return loaded;
}

std::vector<gate::RuleSet> readProfiles(const QString& directory, Problems& problems)
{
    keepProfiles();
    std::vector<gate::RuleSet> sets;
    const QDir folder(directory);
    if (!folder.exists()) {
        problems.push_back({directory, {}, Severity::Error, QStringLiteral("missing-file"),
            QStringLiteral("The folder of rule profiles is not there."), QStringLiteral("Make it, or name another.")});
        return sets;
    }
    const QStringList names = folder.entryList({QStringLiteral("*.yaml")}, QDir::Files, QDir::Name);
    for (const QString& name : names) {
        const Loaded<QByteArray> bytes = readSourceFile(folder.filePath(name), name);
        problems.insert(problems.end(), bytes.problems.begin(), bytes.problems.end());
        if (!bytes.valid()) {
            continue;
        }
        const Loaded<gate::RuleSet> loaded = readProfile(name, *bytes.value);
        problems.insert(problems.end(), loaded.problems.begin(), loaded.problems.end());
        if (loaded.valid()) {
            sets.push_back(*loaded.value);
        }
    }
    return sets;
}

} // namespace fairlead::formats
