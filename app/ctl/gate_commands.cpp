#include "app/ctl/argo_commands.h"
#include "app/ctl/command_line.h"
#include "app/ctl/commands.h"
#include "app/ctl/gate_samples.h"
#include "app/ctl/output.h"
#include "models/base/duration.h"
#include "models/base/json_number.h"
#include "models/domain/gate/rule_watch.h"
#include "models/formats/problem_json.h"
#include "models/formats/series_csv.h"

#include <QJsonArray>
#include <QRegularExpression>

#include <algorithm>
#include <cmath>

namespace fairlead::ctl {

namespace {

using condition::Condition;
using condition::TextError;

/// What a comparison without a metric is about: "< 0.01".
const QString kAnyMetric = QStringLiteral("value");
/// Where a problem of an argument stands.
const QString kWhere = QStringLiteral("argument");

Problems problemsOf(const std::vector<TextError>& errors)
{
    Problems problems;
    for (const TextError& error : errors) {
        problems.push_back({kWhere, {1, error.column}, Severity::Error, QStringLiteral("invalid-condition"), error.message, error.help});
    }
    return problems;
}

QString withoutMarks(QString text)
{
    return text.remove(QStringLiteral("**"));
}

/// What gate check says.
struct Checked {
    Problems problems;
    QString echo;
    QStringList metrics;
};

Checked checkedRule(const QString& text)
{
    const auto rule = gate::Rule::parse(text);
    if (!rule) {
        return {problemsOf(rule.error()), {}, {}};
    }
    QStringList metrics = rule->condition.metrics();
    if (rule->clear) {
        metrics += rule->clear->metrics();
    }
    metrics.removeDuplicates();
    return {{}, withoutMarks(rule->echo()), metrics};
}

Checked checkedCondition(const QString& text, const QString& metric)
{
    const auto named = Condition::parse(text, metric);
    if (named) {
        return {{}, named->echo(), named->metrics()};
    }
    const auto bare = metric.isEmpty() ? Condition::parse(text, kAnyMetric) : named;
    if (bare) {
        QStringList metrics = bare->metrics();
        metrics.removeAll(kAnyMetric);
        return {{}, bare->boundInWords(), metrics};
    }
    // That no metric is named is the lesser fault where something else is wrong too.
    const bool further = bare.error().front().column > named.error().front().column;
    return {problemsOf(further ? bare.error() : named.error()), {}, {}};
}

Result<QString> textOf(const QString& argument)
{
    if (argument != QLatin1String("-")) {
        return argument;
    }
    const Result<QByteArray> bytes = readInput(argument);
    return bytes ? Result<QString>(QString::fromUtf8(*bytes).trimmed()) : std::unexpected(bytes.error());
}

/// Reads one file of samples; problems are added, and an error of the world is an Error.
Result<gate::Series> readSeries(const QString& file, const formats::SeriesWanted& wanted, Problems& problems)
{
    const Result<QByteArray> bytes = readInput(file);
    if (!bytes) {
        return std::unexpected(bytes.error());
    }
    const formats::Loaded<gate::Series> loaded = formats::readSeriesCsv(file, *bytes, wanted);
    problems.insert(problems.end(), loaded.problems.begin(), loaded.problems.end());
    return loaded.value.value_or(gate::Series());
}

/// What the command line says about times; wrong use is an Error.
struct Times {
    std::optional<Instant> began;
    std::optional<Instant> now;
    std::optional<Millis> staleAfter;
};

Result<Times> timesOf(const CommandLine& line)
{
    Times times;
    for (const auto& [option, place] : {std::pair(QStringLiteral("began"), &times.began), std::pair(QStringLiteral("now"), &times.now)}) {
        if (line.has(option)) {
            const Result<Instant> at = Instant::fromIso(line.value(option));
            if (!at) {
                return std::unexpected(at.error());
            }
            *place = *at;
        }
    }
    if (line.has(QStringLiteral("stale-after"))) {
        const Result<Millis> length = parseDuration(line.value(QStringLiteral("stale-after")));
        if (!length) {
            return std::unexpected(length.error());
        }
        times.staleAfter = *length;
    }
    return times;
}

/// The metrics of @p rule, that of its first comparison first.
QStringList metricsOf(const gate::Rule& rule)
{
    QStringList metrics = rule.condition.metrics();
    if (rule.clear) {
        metrics += rule.clear->metrics();
    }
    metrics.removeDuplicates();
    return metrics;
}

/// Why nothing can be judged at all; empty where something can.
QString nothingToJudge(const gate::Rule& rule, const gate::Series& series)
{
    const auto hasNumber = [&](const condition::Term& term) {
        const auto found = series.find({term.metric, term.role});
        return found != series.end()
            && std::ranges::any_of(found->second.samples(), [](const metrics::Sample& sample) { return !std::isnan(sample.value); });
    };
    const std::vector<condition::Term> terms = rule.condition.terms();
    if (std::ranges::none_of(terms, hasNumber)) {
        return QStringLiteral("The samples hold no number of %1; nothing is judged.")
            .arg(rule.condition.metrics().join(QStringLiteral(", ")));
    }
    const auto missing = std::ranges::find_if(
        terms, [&](const condition::Term& term) { return term.role == metrics::Role::Baseline && !hasNumber(term); });
    return missing == terms.end()
        ? QString()
        : QStringLiteral("The baseline of %1 is missing; nothing is judged. Give it with --baseline FILE.csv.").arg(missing->metric);
}

/// The verdict's word, as cli.md has it: what the last sample leaves; a rollback is not taken back by what comes after it.
QString wordOf(const gate::Rule& rule, const gate::RuleVerdict& verdict, const gate::Replay& replayed)
{
    const bool rolledBack = rule.action == gate::Action::RollBack && !replayed.firings.empty();
    if (rolledBack || (verdict.truth == gate::RuleTruth::Fired && rule.action != gate::Action::Hold)) {
        return QStringLiteral("fail");
    }
    if (verdict.truth == gate::RuleTruth::Fired) {
        return QStringLiteral("hold");
    }
    switch (verdict.outcome) {
    case gate::Outcome::Pass: return QStringLiteral("pass");
    case gate::Outcome::NoData: return QStringLiteral("no data");
    default: return QStringLiteral("undecided");
    }
}

QJsonArray firingsJson(const gate::Rule& rule, const gate::Replay& replayed)
{
    QJsonArray firings;
    for (const gate::Firing& firing : replayed.firings) {
        firings.append(QJsonObject{{QStringLiteral("at"), firing.at.toIso()}, {QStringLiteral("since"), firing.since.toIso()},
            {QStringLiteral("value"), firing.value ? numberToJson(*firing.value) : QJsonValue()},
            {QStringLiteral("action"), gate::toString(rule.action)}, {QStringLiteral("sentence"), firing.sentence}});
    }
    return firings;
}

QJsonArray nearMissesJson(const gate::Replay& replayed)
{
    QJsonArray misses;
    for (const gate::NearMiss& miss : replayed.nearMisses) {
        misses.append(QJsonObject{{QStringLiteral("from"), miss.from.toIso()}, {QStringLiteral("to"), miss.to.toIso()},
            {QStringLiteral("sentence"), miss.sentence}});
    }
    return misses;
}

/// A run that could not be made: nothing was judged, so it is no verdict at all.
int refuse(const CommandLine& line, const Problems& problems)
{
    if (line.json()) {
        printJson({{QStringLiteral("valid"), false}, {QStringLiteral("problems"), formats::problemsToJson(problems)},
            {QStringLiteral("verdict"), QJsonValue()}, {QStringLiteral("sentence"), QStringLiteral("Nothing was judged.")},
            {QStringLiteral("firings"), QJsonArray()}});
    } else {
        say(problems);
    }
    return kNo;
}

int conclude(const CommandLine& line, const gate::Rule& rule, const RunSamples& run, const Problems& problems)
{
    const gate::Replay replayed = gate::replay(rule, run.series, run.began, run.now, run.staleAfter);
    const gate::RuleVerdict verdict = gate::judgeRule(rule, run.series, run.began, run.now, run.staleAfter);
    const QString nothing = nothingToJudge(rule, run.series);
    QString word = nothing.isEmpty() ? wordOf(rule, verdict, replayed) : QStringLiteral("no data");
    QString sentence = nothing.isEmpty() ? verdict.sentence : nothing;
    if (word == QLatin1String("fail") && verdict.truth != gate::RuleTruth::Fired) {
        sentence = replayed.firings.front().sentence + QStringLiteral(" The rollout rolls back; what came after it changes nothing.");
    }
    if (line.json()) {
        printJson({{QStringLiteral("valid"), true}, {QStringLiteral("problems"), formats::problemsToJson(problems)},
            {QStringLiteral("verdict"), word}, {QStringLiteral("sentence"), sentence},
            {QStringLiteral("firings"), firingsJson(rule, replayed)}, {QStringLiteral("nearMisses"), nearMissesJson(replayed)},
            {QStringLiteral("otherCount"), replayed.otherCount}, {QStringLiteral("echo"), withoutMarks(rule.echo())},
            {QStringLiteral("holds"), verdict.holds}, {QStringLiteral("from"), run.began.toIso()},
            {QStringLiteral("to"), run.now.toIso()}});
    } else {
        say(problems);
        say(QStringLiteral("%1: %2").arg(word, sentence));
        for (const gate::Firing& firing : replayed.firings) {
            say(QStringLiteral("fired at %1: %2").arg(firing.at.toIso(), firing.sentence));
        }
        for (const gate::NearMiss& miss : replayed.nearMisses) {
            say(QStringLiteral("came close at %1: %2").arg(miss.to.toIso(), miss.sentence));
        }
        if (!replayed.otherCount.isEmpty()) {
            say(replayed.otherCount);
        }
    }
    return word == QLatin1String("pass") ? kFine : kNo;
}

Usage runUsage()
{
    return {QStringLiteral("gate run"),
        QStringLiteral("Runs a rule over recorded samples and says what it would have done.\n\n"
                       "Files are CSV with the header time,value[,label…]; time is ISO 8601 with its zone or seconds since 1970, a value\n"
                       "is in its metric's own unit: seconds for times, fractions for shares. Values are of the rule's first metric; a\n"
                       "column called metric names another for each row, and a column called as a further metric of the rule, or calls\n"
                       "(how many calls the row stands for), holds that metric's values.\n\n"
                       "The phase begins with the first sample and is judged at the last one. A baseline of one row counts all the\n"
                       "time; one recorded at another time is moved so that both begin together.\n\n"
                       "Verdicts: fail (it fired; a rollback at any time, another action when it is not cleared at the end), hold (a\n"
                       "hold rule fired and is not cleared), pass, no data, undecided (on its way, or too few samples).\n"
                       "Exit: 0 pass; 1 any other verdict, or an invalid rule or file; 2 wrong use; 3 a file cannot be read."),
        QStringLiteral("fairleadctl gate run \"roll back when latency > 3s for 10 consecutive calls\" --samples calls.csv --json"),
        {QStringLiteral("RULE")},
        {{QStringLiteral("samples"), QStringLiteral("The canary's samples; - is standard input."), QStringLiteral("FILE")},
            {QStringLiteral("baseline"), QStringLiteral("The baseline's samples."), QStringLiteral("FILE")},
            {QStringLiteral("began"), QStringLiteral("When the phase began."), QStringLiteral("TIME")},
            {QStringLiteral("now"), QStringLiteral("When it is judged."), QStringLiteral("TIME")},
            {QStringLiteral("stale-after"),
                QStringLiteral("Age from which a newest sample counts no more: three times the usual distance, at least 1m, unless given."),
                QStringLiteral("LENGTH")}}};
}

int wrongUse(const QString& message)
{
    say(QStringLiteral("fairleadctl gate: %1 See fairleadctl gate run --help").arg(message));
    return kWrongUse;
}

} // namespace

int gateCheck(const QStringList& words)
{
    const Usage usage{QStringLiteral("gate check"),
        QStringLiteral("Reads a condition or a rule and says what it means. With --language argo the condition of an AnalysisTemplate."),
        QStringLiteral("fairleadctl gate check \"p95(latency) < 500ms and error_rate <= 0.1%\" --json"), {QStringLiteral("EXPR")},
        {{QStringLiteral("language"), QStringLiteral("fairlead or argo."), QStringLiteral("LANGUAGE"), QStringLiteral("fairlead")},
            {QStringLiteral("metric"), QStringLiteral("The metric of a comparison that names none, such as \"< 0.01\"."),
                QStringLiteral("NAME")}}};
    int exit = kFine;
    const std::optional<CommandLine> line = CommandLine::parse(usage, words, exit);
    if (!line) {
        return exit;
    }
    const QString language = line->value(QStringLiteral("language"));
    if (language == QLatin1String("argo")) {
        return argoCheck(*line);
    }
    if (language != QLatin1String("fairlead")) {
        say(QStringLiteral("There is no language “%1”: it is fairlead or argo.").arg(language));
        return kWrongUse;
    }
    const Result<QString> text = textOf(line->argument(0));
    if (!text) {
        say(text.error());
        return exitOf(text.error().code);
    }
    static const QRegularExpression when(QStringLiteral("\\bwhen\\b"), QRegularExpression::CaseInsensitiveOption);
    const Checked checked = text->contains(when) ? checkedRule(*text) : checkedCondition(*text, line->value(QStringLiteral("metric")));
    const bool valid = checked.problems.empty();
    if (line->json()) {
        printJson({{QStringLiteral("valid"), valid}, {QStringLiteral("problems"), formats::problemsToJson(checked.problems)},
            {QStringLiteral("echo"), checked.echo}, {QStringLiteral("metrics"), QJsonArray::fromStringList(checked.metrics)}});
    } else {
        say(checked.problems);
        if (valid) {
            say(checked.echo);
        }
    }
    return valid ? kFine : kNo;
}

int gateRun(const QStringList& words)
{
    int exit = kFine;
    const std::optional<CommandLine> line = CommandLine::parse(runUsage(), words, exit);
    if (!line) {
        return exit;
    }
    if (!line->has(QStringLiteral("samples"))) {
        return wrongUse(QStringLiteral("gate run takes --samples FILE.csv."));
    }
    const Result<Times> times = timesOf(*line);
    if (!times) {
        return wrongUse(times.error().message);
    }
    const auto rule = gate::Rule::parse(line->argument(0));
    if (!rule) {
        return refuse(*line, problemsOf(rule.error()));
    }
    Problems problems;
    RunSamples run;
    const auto read = [&](const char* option, metrics::Role role) {
        return readSeries(line->value(QLatin1String(option)), {metricsOf(*rule), role}, problems);
    };
    const Result<gate::Series> samples = read("samples", metrics::Role::Canary);
    const Result<gate::Series> baseline
        = line->has(QStringLiteral("baseline")) ? read("baseline", metrics::Role::Baseline) : Result<gate::Series>(gate::Series());
    if (!samples || !baseline) {
        const Error& error = samples ? baseline.error() : samples.error();
        say(error);
        return exitOf(error.code);
    }
    if (hasErrors(problems)) {
        return refuse(*line, problems);
    }
    run.series = *samples;
    const Covered covered = coveredBy(run.series).value_or(Covered());
    run.began = times->began.value_or(covered.first);
    run.now = times->now.value_or(covered.last);
    const auto first = run.series.find({metricsOf(*rule).constFirst(), metrics::Role::Canary});
    run.staleAfter = times->staleAfter.value_or(usualStaleAfter(first == run.series.end() ? metrics::SeriesWindow() : first->second));
    addBaseline(run, *baseline);
    return conclude(*line, *rule, run, problems);
}

} // namespace fairlead::ctl
