#include "app/ctl/command_line.h"
#include "app/ctl/commands.h"
#include "app/ctl/output.h"
#include "models/formats/alerts/conversion.h"
#include "models/formats/problem_json.h"

#include <QFile>
#include <QFileInfo>
#include <QJsonArray>

#include <cstdio>

namespace fairlead::ctl {

namespace {

using namespace formats::alerts;

QJsonObject pairsJson(const Pairs& pairs)
{
    QJsonObject object;
    for (const auto& [name, value] : pairs) {
        object.insert(name, value);
    }
    return object;
}

double seconds(Millis length)
{
    return static_cast<double>(length.count()) / 1000;
}

QJsonValue orNull(const QString& text)
{
    return text.isEmpty() ? QJsonValue() : QJsonValue(text);
}

QJsonObject ruleJson(const AlertRule& rule)
{
    return {{QStringLiteral("kind"), rule.recording ? QStringLiteral("recording") : QStringLiteral("alert")},
        {QStringLiteral("name"), orNull(rule.name)}, {QStringLiteral("expr"), rule.expr}, {QStringLiteral("for"), seconds(rule.pending)},
        {QStringLiteral("keepFiringFor"), seconds(rule.keepFiring)}, {QStringLiteral("labels"), pairsJson(rule.labels)},
        {QStringLiteral("annotations"), pairsJson(rule.annotations)}, {QStringLiteral("line"), rule.at.line}};
}

QJsonObject groupJson(const RuleGroup& group)
{
    QJsonArray list;
    for (const AlertRule& rule : group.rules) {
        list.append(ruleJson(rule));
    }
    return {{QStringLiteral("name"), orNull(group.name)}, {QStringLiteral("rules"), static_cast<qint64>(group.rules.size())},
        {QStringLiteral("interval"), group.interval ? QJsonValue(seconds(*group.interval)) : QJsonValue()},
        {QStringLiteral("limit"), group.limit}, {QStringLiteral("list"), list}};
}

QJsonObject readingJson(const RuleReading& reading, RuleFormat format)
{
    QJsonArray groups;
    for (const RuleGroup& group : reading.rules.groups) {
        groups.append(groupJson(group));
    }
    return {{QStringLiteral("valid"), reading.valid()}, {QStringLiteral("problems"), formats::problemsToJson(reading.problems)},
        {QStringLiteral("groups"), groups}, {QStringLiteral("alerts"), reading.rules.alertCount()},
        {QStringLiteral("recordings"), reading.rules.recordingCount()}, {QStringLiteral("format"), toString(format)}};
}

QJsonArray notesJson(const NotCarriedOvers& notes)
{
    QJsonArray list;
    for (const NotCarriedOver& note : notes) {
        list.append(QJsonObject{{QStringLiteral("path"), note.path}, {QStringLiteral("why"), note.why}});
    }
    return list;
}

void sayNotes(const NotCarriedOvers& notes)
{
    for (const NotCarriedOver& note : notes) {
        say(QStringLiteral("not carried over: %1: %2").arg(note.path, note.why));
    }
}

/// The format that @p option names; @p exit is 2 when it names none.
std::optional<RuleFormat> formatOf(const CommandLine& line, const QString& option, int& exit)
{
    const std::optional<RuleFormat> format = ruleFormatNamed(line.value(option));
    if (!format) {
        say(QStringLiteral("--%1 takes one of %2, and not “%3”.")
                .arg(option, ruleFormatNames().join(QStringLiteral(", ")), line.value(option)));
        exit = kWrongUse;
    }
    return format;
}

/// Both formats of a conversion; @p exit says why there are none.
std::optional<std::pair<RuleFormat, RuleFormat>> formatsOf(const CommandLine& line, const QByteArray& bytes, int& exit)
{
    const QString from = QStringLiteral("from");
    const std::optional<RuleFormat> target = formatOf(line, QStringLiteral("to"), exit);
    if (!target) {
        return std::nullopt;
    }
    const std::optional<RuleFormat> source = line.has(from) ? formatOf(line, from, exit) : detectRuleFormat(line.argument(0), bytes);
    if (source && !canRead(*source)) {
        say(QStringLiteral("Grafana dashboards are written, not read. Convert from the rules that they were made of."));
        exit = kWrongUse;
        return std::nullopt;
    }
    return source ? std::optional(std::pair(*source, *target)) : std::nullopt;
}

/// To --output, or to standard output unless there is JSON on it.
int deliver(const CommandLine& line, const QByteArray& bytes)
{
    const QString path = line.value(QStringLiteral("output"));
    if (path.isEmpty()) {
        if (!line.json()) {
            std::fwrite(bytes.constData(), 1, static_cast<std::size_t>(bytes.size()), stdout);
        }
        return kFine;
    }
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly | QIODevice::Truncate) || file.write(bytes) != bytes.size() || !file.flush()) {
        say(QStringLiteral("%1 was not written: %2.").arg(path, file.errorString()));
        return kOutOfReach;
    }
    return kFine;
}

} // namespace

int rulesCheck(const QStringList& words)
{
    const Usage usage{QStringLiteral("rules check"),
        QStringLiteral(
            "Reads alert rules and names everything that is wrong with them: Prometheus rule files (as promtool 2.42 does), PrometheusRule "
            "objects, CloudWatch alarms, Datadog monitors and Fairlead's own rules. The format is found out from the file."),
        QStringLiteral("fairleadctl rules check alerts.yml --json"), {QStringLiteral("FILE")}, {}};
    int exit = kFine;
    const std::optional<CommandLine> line = CommandLine::parse(usage, words, exit);
    if (!line) {
        return exit;
    }
    const Result<QByteArray> bytes = readInput(line->argument(0));
    if (!bytes) {
        say(bytes.error());
        return exitOf(bytes.error().code);
    }
    const RuleFormat format = detectRuleFormat(line->argument(0), *bytes);
    const RuleReading reading = readRuleFile(format, line->argument(0), *bytes);
    if (line->json()) {
        QJsonObject document = readingJson(reading, format);
        document.insert(QStringLiteral("notCarriedOver"), notesJson(reading.notCarriedOver));
        printJson(document);
    } else {
        say(reading.problems);
        sayNotes(reading.notCarriedOver);
        if (reading.valid()) {
            say(QStringLiteral("%1 is valid (%2): %3 groups, %4 alerts, %5 recordings.")
                    .arg(line->argument(0), toString(format))
                    .arg(reading.rules.groups.size())
                    .arg(reading.rules.alertCount())
                    .arg(reading.rules.recordingCount()));
        }
    }
    return reading.valid() ? kFine : kNo;
}

int rulesConvert(const QStringList& words)
{
    const QString formats = QStringLiteral("FORMAT");
    const Usage usage{QStringLiteral("rules convert"),
        QStringLiteral("Writes alert rules in another format: prometheus, cloudwatch, datadog, fairlead or grafana. What the other format "
                       "cannot say is "
                       "listed on standard error and under “notCarriedOver”, never left out silently."),
        QStringLiteral("fairleadctl rules convert --from datadog --to prometheus monitors.json > alerts.yml"), {QStringLiteral("FILE")},
        {{QStringLiteral("from"), QStringLiteral("Format of FILE; found out from it when not given."), formats},
            {QStringLiteral("to"), QStringLiteral("Format to write."), formats},
            {{QStringLiteral("o"), QStringLiteral("output")}, QStringLiteral("File to write, instead of standard output."),
                QStringLiteral("OUT")}}};
    int exit = kFine;
    const std::optional<CommandLine> line = CommandLine::parse(usage, words, exit);
    if (!line) {
        return exit;
    }
    const Result<QByteArray> bytes = readInput(line->argument(0));
    if (!bytes) {
        say(bytes.error());
        return exitOf(bytes.error().code);
    }
    const auto wanted = formatsOf(*line, *bytes, exit);
    if (!wanted) {
        return exit;
    }
    const RuleReading reading = readRuleFile(wanted->first, line->argument(0), *bytes);
    WrittenRules written;
    if (reading.valid()) {
        written = writeRuleFile(wanted->second, reading.rules, QFileInfo(line->argument(0)).completeBaseName());
        exit = deliver(*line, written.bytes);
    }
    NotCarriedOvers notes = reading.notCarriedOver;
    notes.insert(notes.end(), written.notCarriedOver.begin(), written.notCarriedOver.end());
    say(reading.problems);
    sayNotes(notes);
    if (line->json()) {
        QJsonObject document = readingJson(reading, wanted->first);
        document.insert(QStringLiteral("notCarriedOver"), notesJson(notes));
        document.insert(QStringLiteral("to"), toString(wanted->second));
        document.insert(QStringLiteral("output"), reading.valid() ? QJsonValue(QString::fromUtf8(written.bytes)) : QJsonValue());
        printJson(document);
    }
    return reading.valid() ? exit : kNo;
}

} // namespace fairlead::ctl
