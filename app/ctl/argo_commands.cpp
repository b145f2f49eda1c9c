#include "app/ctl/argo_commands.h"

#include "app/ctl/commands.h"
#include "app/ctl/output.h"
#include "models/domain/analysis/limits_echo.h"
#include "models/domain/analysis/measurement_phase.h"
#include "models/domain/analysis/question.h"
#include "models/domain/analysis/run_json.h"
#include "models/domain/expression/measured.h"
#include "models/domain/expression/words.h"
#include "models/formats/problem_json.h"

#include <QDateTime>
#include <QJsonArray>
#include <QJsonDocument>

#include <cstdio>

namespace fairlead::ctl {

namespace {

Problem problemOf(const expression::Fault& fault)
{
    return {QString(), {1, fault.column}, Severity::Error, QStringLiteral("invalid-condition"), fault.message, fault.help};
}

Problems problemsOf(const expression::Faults& faults)
{
    Problems problems;
    for (const expression::Fault& fault : faults) {
        problems.push_back(problemOf(fault));
    }
    return problems;
}

/// One JSON document; an answer may be a bare true or false.
void printAnswer(const QJsonValue& answer)
{
    if (answer.isObject()) {
        printJson(answer.toObject());
    } else {
        std::fputs(answer.toBool() ? "true\n" : "false\n", stdout);
    }
}

/// Says the answer of an evaluation and gives the exit code: what is false, failed, undecided or in error is a no.
int conclude(const CommandLine& line, const QJsonValue& value, analysis::Phase phase, const Problems& problems)
{
    if (line.json()) {
        printJson({{QStringLiteral("value"), value}, {QStringLiteral("phase"), toString(phase)},
            {QStringLiteral("problems"), formats::problemsToJson(problems)}});
    } else {
        say(problems);
        say(toString(phase));
    }
    return phase == analysis::Phase::Successful ? kFine : kNo;
}

int evalCondition(const CommandLine& line, const expression::Value& result, Instant now)
{
    const auto read = expression::Expression::parse(line.argument(0));
    if (!read) {
        return conclude(line, {}, analysis::Phase::Error, problemsOf(read.error()));
    }
    const std::expected<bool, expression::Fault> truth = read->holds(result, now);
    if (!truth) {
        return conclude(line, {}, analysis::Phase::Error, {problemOf(truth.error())});
    }
    return conclude(line, *truth, *truth ? analysis::Phase::Successful : analysis::Phase::Failed, {});
}

} // namespace

std::optional<QJsonValue> jsonValueFrom(const QString& text)
{
    QJsonParseError error;
    const QJsonArray wrapped = QJsonDocument::fromJson('[' + text.toUtf8() + ']', &error).array();
    return error.error == QJsonParseError::NoError && wrapped.size() == 1 ? std::optional(wrapped.first()) : std::nullopt;
}

int argoCheck(const CommandLine& line)
{
    const auto read = expression::Expression::parse(line.argument(0));
    const Problems problems = read ? Problems() : problemsOf(read.error());
    const QString echo = read ? expression::inWords(*read) : QString();
    if (line.json()) {
        printJson({{QStringLiteral("valid"), read.has_value()}, {QStringLiteral("problems"), formats::problemsToJson(problems)},
            {QStringLiteral("echo"), echo}, {QStringLiteral("metrics"), QJsonArray::fromStringList(read ? read->names() : QStringList())}});
    } else {
        say(problems);
        say(echo);
    }
    return read ? kFine : kNo;
}

int argoEval(const CommandLine& line, const QJsonValue& json)
{
    const std::optional<expression::ResultKind> kind = expression::resultKindFrom(line.value(QStringLiteral("kind")));
    if (!kind) {
        say(QStringLiteral("There is no kind \"%1\": it is json, int, float, floats, floatPtr or nil.")
                .arg(line.value(QStringLiteral("kind"))));
        return kWrongUse;
    }
    const Result<expression::Value> result = expression::measured(json, *kind);
    if (!result) {
        say(result.error());
        return kWrongUse;
    }
    const Instant now = Instant::fromMs(QDateTime::currentMSecsSinceEpoch());
    if (!line.arguments().isEmpty()) {
        return evalCondition(line, *result, now);
    }
    const analysis::Measured measured
        = analysis::phaseOf(*result, line.value(QStringLiteral("success")), line.value(QStringLiteral("failure")), now);
    Problems problems;
    if (!measured.message.isEmpty()) {
        problems.push_back({QString(), {}, Severity::Error, QStringLiteral("invalid-condition"), measured.message, QString()});
    }
    return conclude(line, {}, measured.phase, problems);
}

int analysisAssess(const QStringList& words)
{
    const Usage usage{QStringLiteral("analysis assess"),
        QStringLiteral("Answers what Argo's limits make of given measurements. The file's \"op\" says what is asked."),
        QStringLiteral("fairleadctl analysis assess case.json --json"), {QStringLiteral("FILE.json")}, {}};
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
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(*bytes, &error);
    if (!document.isObject()) {
        say(QStringLiteral("%1 is no JSON object: %2 at byte %3.").arg(line->argument(0), error.errorString()).arg(error.offset));
        return kNo;
    }
    const Result<QJsonValue> answer = analysis::answer(document.object());
    if (!answer) {
        say(answer.error());
        return answer.error().code == ErrorCode::Unsupported ? kNo : exitOf(answer.error().code);
    }
    if (document.object().contains(QStringLiteral("metric"))) {
        const Result<analysis::Metric> metric = analysis::metricFromJson(document.object().value(QStringLiteral("metric")).toObject());
        say(metric ? QStringLiteral("The metric ") + analysis::limitsInWords(*metric).join(QStringLiteral("; ")) + QLatin1Char('.')
                   : QString());
    }
    printAnswer(*answer);
    return kFine;
}

} // namespace fairlead::ctl
