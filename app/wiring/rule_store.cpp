#include "app/wiring/rule_store.h"

#include "models/formats/alerts/conversion.h"
#include "models/formats/alerts/fairlead_line.h"
#include "models/formats/profile_writer.h"
#include "models/formats/profiles.h"
#include "models/formats/source_text.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QRegularExpression>
#include <QSaveFile>

#include <algorithm>

namespace fairlead::wiring {

namespace {

const QString kFolder = QStringLiteral("rules");

QString fileNameOf(const QString& set)
{
    static const QRegularExpression others(QStringLiteral("[^\\p{L}\\p{N}]+"));
    QString name = set.toLower().replace(others, QStringLiteral("-"));
    while (name.startsWith(QLatin1Char('-'))) {
        name.remove(0, 1);
    }
    while (name.endsWith(QLatin1Char('-'))) {
        name.chop(1);
    }
    return name;
}

/// The name of the set that a file holds; empty where it holds none.
QString nameIn(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? formats::readProfile(path, file.readAll()).name : QString();
}

} // namespace

RuleSets readRuleSets(const QString& directory)
{
    RuleSets sets;
    Problems problems; // told when the workspace is opened
    sets.builtIn = formats::readProfiles(formats::kBuiltInProfiles, problems);
    if (QDir(directory).exists(kFolder)) {
        sets.own = formats::readProfiles(QDir(directory).filePath(kFolder), problems);
    }
    return sets;
}

Result<QString> writeRuleSet(const QString& directory, const gate::RuleSet& set)
{
    const QString stem = fileNameOf(set.name);
    if (stem.isEmpty()) {
        return fail(ErrorCode::InvalidInput, QStringLiteral("“%1” is no name for a rule set: it has no letter.").arg(set.name));
    }
    const QString relative = QStringLiteral("%1/%2.yaml").arg(kFolder, stem);
    const QString path = QDir(directory).filePath(relative);
    if (QFile::exists(path) && nameIn(path) != set.name) {
        return fail(ErrorCode::Conflict,
            QStringLiteral("%1 holds another rule set. Nothing was written; choose another name.").arg(relative), relative);
    }
    const RuleSets known = readRuleSets(directory);
    for (const gate::RuleSet& builtIn : known.builtIn) {
        if (builtIn.name == set.name) {
            return fail(ErrorCode::Conflict, QStringLiteral("“%1” is the name of a built-in set. Choose another.").arg(set.name));
        }
    }
    QSaveFile file(path);
    if (!QDir(directory).mkpath(kFolder) || !file.open(QIODevice::WriteOnly)) {
        return fail(ErrorCode::Storage, QStringLiteral("%1 cannot be written: %2.").arg(relative, file.errorString()), relative);
    }
    file.write(formats::writeProfile(set));
    if (!file.commit()) {
        return fail(ErrorCode::Storage, QStringLiteral("%1 cannot be written: %2.").arg(relative, file.errorString()), relative);
    }
    return relative;
}

Result<ImportedRules> importRules(const QString& file)
{
    namespace alerts = formats::alerts;
    const QString name = QFileInfo(file).fileName();
    const formats::Loaded<QByteArray> bytes = formats::readSourceFile(file, name);
    if (!bytes.valid()) {
        return fail(ErrorCode::InvalidInput, toText(bytes.problems.front()), name);
    }
    const alerts::RuleFormat format = alerts::detectRuleFormat(file, *bytes.value);
    const alerts::RuleReading reading = alerts::readRuleFile(format, name, *bytes.value);
    const auto wrong = std::ranges::find(reading.problems, Severity::Error, &Problem::severity);
    if (wrong != reading.problems.end()) {
        return fail(ErrorCode::InvalidInput, toText(*wrong), name);
    }
    ImportedRules imported;
    QStringList lines;
    for (const alerts::RuleGroup& group : reading.rules.groups) {
        for (const alerts::AlertRule& alert : group.rules) {
            const QString metric = alerts::metricNameFor(alert);
            const auto line = alert.recording ? std::nullopt : alerts::toFairleadLine(alert, metric);
            if (line) {
                lines.append(QStringLiteral("# %1: %2 is %3").arg(alert.name, metric, line->query.simplified()));
                lines.append(line->rule);
            } else {
                ++imported.notCarriedOver;
                lines.append(QStringLiteral("# %1 could not be carried over: %2").arg(alert.name, alert.expr.simplified()));
            }
        }
    }
    imported.set.name = QFileInfo(file).completeBaseName();
    imported.set.summary = QStringLiteral("from %1").arg(name);
    imported.set.basis = QStringLiteral("Imported from %1 (%2). The comment above each rule says what its metric is there; a source of the "
                                        "workspace must give a metric of this name.")
                             .arg(name, alerts::toString(format));
    imported.set.text = lines.join(QLatin1Char('\n'));
    return imported;
}

} // namespace fairlead::wiring
