#include "app/ctl/command_line.h"
#include "app/ctl/commands.h"
#include "app/ctl/output.h"
#include "models/base/json_number.h"
#include "models/domain/judge/judgement.h"
#include "models/formats/json_text.h"
#include "models/formats/kayenta_config.h"
#include "models/formats/kayenta_data.h"
#include "models/formats/kayenta_result.h"
#include "models/formats/problem_json.h"

#include <cmath>

namespace fairlead::ctl {

namespace {

/// Where neither the command line nor the files say: what Kayenta's own sample configurations have.
constexpr judge::Thresholds kUsualThresholds{95, 75};

/// The end of a command whose input is wrong.
int refuse(const CommandLine& line, const Problems& problems)
{
    say(problems);
    if (line.json()) {
        printJson({{QStringLiteral("valid"), false}, {QStringLiteral("problems"), formats::problemsToJson(problems)}});
    }
    return kNo;
}

/// A JSON file named on the command line; nothing, and @p exit, if it cannot be used.
std::optional<formats::JsonText> readJson(const CommandLine& line, const QString& file, int& exit)
{
    const Result<QByteArray> bytes = readInput(file);
    if (!bytes) {
        say(bytes.error());
        exit = exitOf(bytes.error().code);
        return std::nullopt;
    }
    std::expected<formats::JsonText, Problem> text = formats::JsonText::parse(file, *bytes);
    if (!text) {
        exit = refuse(line, {text.error()});
        return std::nullopt;
    }
    return std::move(*text);
}

/// --pass or --marginal; nothing if not given. False if it is no number.
bool readThreshold(const CommandLine& line, const QString& option, std::optional<double>& threshold)
{
    if (!line.has(option)) {
        return true;
    }
    bool isNumber = false;
    const double value = line.value(option).toDouble(&isNumber);
    if (!isNumber || std::isnan(value)) {
        say(QStringLiteral("--%1 is \"%2\" and must be a number, as 75. Nothing was judged.").arg(option, line.value(option)));
        return false;
    }
    threshold = value;
    return true;
}

/// The command line before the request around the configuration before the configuration before the usual.
std::optional<judge::Thresholds> thresholdsOf(const CommandLine& line, const formats::KayentaConfig& config)
{
    std::optional<double> pass;
    std::optional<double> marginal;
    if (!readThreshold(line, QStringLiteral("pass"), pass) || !readThreshold(line, QStringLiteral("marginal"), marginal)) {
        return std::nullopt;
    }
    const std::optional<judge::Thresholds> written = config.requested ? config.requested : config.canary.thresholds;
    if (!written && !(pass && marginal)) {
        say(QStringLiteral("Not all thresholds are given: where one is missing, %1 passes and %2 is marginal.")
                .arg(kUsualThresholds.pass)
                .arg(kUsualThresholds.marginal));
    }
    const judge::Thresholds fallback = written.value_or(kUsualThresholds);
    return judge::Thresholds{pass.value_or(fallback.pass), marginal.value_or(fallback.marginal)};
}

QStringList namesOf(const judge::CanaryConfig& config)
{
    QStringList names;
    for (const judge::MetricConfig& metric : config.metrics) {
        names.append(metric.name);
    }
    names.removeDuplicates();
    return names;
}

QString toText(const judge::Judgement& judgement)
{
    QStringList lines;
    for (const judge::MetricResult& result : judgement.results) {
        const judge::Classification& found = result.classification;
        lines += QStringLiteral("%1 %2%3").arg(result.name, judge::toString(found.label),
            found.ratio ? QStringLiteral(", mean %1 times the baseline's").arg(*found.ratio) : QString());
    }
    lines += QStringLiteral("Score %1: %2").arg(judgement.score.summary).arg(judge::toString(judgement.verdict));
    if (!judgement.score.reason.isEmpty()) {
        lines += judgement.score.reason;
    }
    return lines.join(QLatin1Char('\n'));
}

/// Prints @p document, which is all that the command has to say.
int conclude(const CommandLine& line, const QJsonObject& document, const QString& text)
{
    if (line.json()) {
        printJson(document);
    } else {
        say(text);
    }
    return kFine;
}

QString number(const QJsonObject& document, const char* key)
{
    const std::optional<double> value = numberFrom(document.value(QLatin1String(key)));
    return value ? QString::number(*value) : QStringLiteral("not known");
}

} // namespace

int judgeRun(const QStringList& words)
{
    int exit = kFine;
    const auto line = CommandLine::parse(
        {QStringLiteral("judge run"), QStringLiteral("Judges a canary run as Kayenta's NetflixACAJudge does. Exit 1 when it fails."),
            QStringLiteral("fairleadctl judge run --config canary.json --data series.json --pass 95 --marginal 75 --json"), {},
            {{QStringLiteral("config"), QStringLiteral("The canary configuration."), QStringLiteral("FILE")},
                {QStringLiteral("data"), QStringLiteral("The series of baseline and canary."), QStringLiteral("FILE")},
                {QStringLiteral("pass"), QStringLiteral("From this score on (0-100) the run passes."), QStringLiteral("N")},
                {QStringLiteral("marginal"), QStringLiteral("From this score on it is marginal."), QStringLiteral("N")}}},
        words, exit);
    if (!line) {
        return exit;
    }
    if (!line->has(QStringLiteral("config")) || !line->has(QStringLiteral("data"))) {
        say(QStringLiteral("judge run needs --config and --data. Nothing was judged."));
        return kWrongUse;
    }
    const auto configText = readJson(*line, line->value(QStringLiteral("config")), exit);
    const auto dataText = configText ? readJson(*line, line->value(QStringLiteral("data")), exit) : std::nullopt;
    if (!configText || !dataText) {
        return exit;
    }
    const formats::KayentaConfig config = formats::readKayentaConfig(*configText);
    if (!config.isUsable()) {
        return refuse(*line, config.problems);
    }
    const formats::KayentaPairs data = formats::readKayentaPairs(*dataText, namesOf(config.canary));
    if (!data.isUsable()) {
        return refuse(*line, data.problems);
    }
    say(config.problems); // warnings
    const std::optional<judge::Thresholds> thresholds = thresholdsOf(*line, config);
    if (!thresholds) {
        return kWrongUse;
    }
    const Result<judge::Judgement> judgement = judge::judge(config.canary, *thresholds, data.pairs);
    if (!judgement) {
        return refuse(*line, {{configText->file(), {}, Severity::Error, QStringLiteral("not-judged"), judgement.error().message, {}}});
    }
    conclude(*line, formats::toJson(*judgement), toText(*judgement));
    return judgement->verdict == judge::Verdict::Fail ? kNo : kFine;
}

int judgeClassify(const QStringList& words)
{
    int exit = kFine;
    const auto line
        = CommandLine::parse({QStringLiteral("judge classify"),
                                 QStringLiteral("Classifies one metric: {\"experiment\", \"control\", \"params\", \"direction\", …}."),
                                 QStringLiteral("fairleadctl judge classify sample.json --json"), {QStringLiteral("FILE")}, {}},
            words, exit);
    const auto text = line ? readJson(*line, line->argument(0), exit) : std::nullopt;
    if (!text) {
        return exit;
    }
    Problems problems;
    formats::JsonReader reader(*text, problems);
    const formats::KayentaSample sample = formats::readKayentaSample(reader, {});
    if (hasErrors(problems)) {
        return refuse(*line, problems);
    }
    say(problems);
    const QJsonObject document = formats::classified(sample);
    return conclude(*line, document,
        QStringLiteral("%1: canary less baseline %2, from %3 to %4")
            .arg(document.value(QStringLiteral("classification")).toString(), number(document, "estimate"), number(document, "ciLow"),
                number(document, "ciHigh")));
}

int judgeWilcoxon(const QStringList& words)
{
    int exit = kFine;
    const auto line
        = CommandLine::parse({QStringLiteral("judge wilcoxon"),
                                 QStringLiteral("Compares two samples by ranks: {\"x\", \"y\", \"confLevel\"}. NaN are left out."),
                                 QStringLiteral("fairleadctl judge wilcoxon samples.json --json"), {QStringLiteral("FILE")}, {}},
            words, exit);
    const auto text = line ? readJson(*line, line->argument(0), exit) : std::nullopt;
    if (!text) {
        return exit;
    }
    Problems problems;
    formats::JsonReader reader(*text, problems);
    const std::optional<formats::RankSample> sample = formats::readRankSample(reader, {});
    if (!sample || hasErrors(problems)) {
        return refuse(*line, problems);
    }
    const QJsonObject document = formats::rankComparison(*sample);
    return conclude(*line, document,
        QStringLiteral("x less y %1, from %2 to %3; U %4, p %5")
            .arg(number(document, "estimate"), number(document, "confLow"), number(document, "confHigh"), number(document, "u"),
                number(document, "pValue")));
}

} // namespace fairlead::ctl
