#include "app/ctl/command_line.h"
#include "app/ctl/commands.h"
#include "app/ctl/output.h"
#include "models/base/json_number.h"
#include "models/domain/sequential/comparison.h"
#include "models/formats/problem_json.h"
#include "models/formats/samples_csv.h"

#include <algorithm>
#include <optional>

namespace fairlead::ctl {

namespace {

using sequential::Arm;
using sequential::Comparison;
using sequential::Decision;
using sequential::Effect;
using sequential::Kind;

/// What the command line asks for; the kind is empty where the values are to choose it.
struct Asked {
    std::optional<Kind> kind;
    double alpha = 0.05;
    std::optional<double> horizon;
    Effect effect;
};

struct ArmSample {
    Instant at;
    Arm arm;
    double value;
};

/// The comparison after its last look, and when it was decided first.
struct Judged {
    Comparison comparison;
    std::optional<Instant> decidedAt;
    bool kindFromValues;
};

QCommandLineOption option(const char* name, const QString& what, const char* value, const QString& otherwise = {})
{
    return {QLatin1String(name), what, QLatin1String(value), otherwise};
}

Usage usageOf()
{
    return {QStringLiteral("judge sequential"),
        QStringLiteral(
            "Compares a canary's samples with the baseline's, looking after every sample in the order of time. The interval holds at\n"
            "all looks at once: the probability that it EVER misses the true difference is at most alpha, so looking costs nothing.\n\n"
            "Both files are CSV with the header time,value; time is ISO 8601 or seconds since 1970. Values that are missing or not\n"
            "finite are counted and not used. Values that are all 0 or 1 are judged as a proportion unless --kind says otherwise.\n\n"
            "--effect says which difference matters:\n"
            "  +2%     an increase: the estimate is at least 2 % of the baseline and the interval is wholly above 0\n"
            "  -5%     a decrease: the estimate is at least 5 % down and the interval is wholly below 0\n"
            "  2%      a change either way: the interval is wholly beyond +2 % or wholly beyond -2 %\n"
            "  0.01    the same in the samples' own unit; 50ms is a duration (see --unit), 0.5pp percentage points\n"
            "  0       any difference (the default): the interval leaves 0 out\n"
            "It is also decided, with direction none, when the interval shows that there is no such effect.\n\n"
            "Means are asymptotic and judged from 30 samples in each arm on; proportions and quantiles hold from the first sample on.\n"
            "low, high and estimate are canary - baseline after the last sample; first is the look that decided.\n"
            "Exit: 0 judged, decided or not; 1 a file is invalid; 2 wrong use; 3 a file cannot be read."),
        QStringLiteral("fairleadctl judge sequential --baseline old.csv --canary new.csv --alpha 0.05 --effect +2% --json"), {},
        {option("baseline", QStringLiteral("The baseline's samples; - is standard input."), "FILE"),
            option("canary", QStringLiteral("The canary's samples; - is standard input."), "FILE"),
            option("alpha", QStringLiteral("Probability of ever being wrong; half of it on each side."), "A", QStringLiteral("0.05")),
            option("effect", QStringLiteral("The difference that matters, as above."), "E", QStringLiteral("0")),
            option("kind", QStringLiteral("mean, proportion, p50 or p95."), "K"),
            option("rule",
                QStringLiteral("at-least (estimate at least the effect, interval clear of 0; the default with a sign) or beyond (interval "
                               "wholly beyond the effect; the default without)."),
                "R"),
            option("unit", QStringLiteral("Unit of the samples, for an effect such as 50ms; the effect's own unit unless given."), "U"),
            option("horizon",
                QStringLiteral("Samples an arm at which the interval is to be narrowest: 1000, and 5000 for proportions, unless given."),
                "N")}};
}

Result<std::optional<double>> numberOf(const CommandLine& line, const QString& option)
{
    if (!line.has(option)) {
        return std::nullopt;
    }
    bool fine = false;
    const double value = line.value(option).toDouble(&fine);
    if (!fine) {
        return fail(ErrorCode::InvalidInput, QStringLiteral("--%1 %2 is no number").arg(option, line.value(option)));
    }
    return value;
}

Result<std::optional<Effect::Rule>> ruleOf(const CommandLine& line)
{
    const QString word = line.value(QStringLiteral("rule"));
    if (word == QLatin1String("at-least")) {
        return Effect::Rule::AtLeast;
    }
    if (word == QLatin1String("beyond")) {
        return Effect::Rule::Beyond;
    }
    if (line.has(QStringLiteral("rule"))) {
        return fail(ErrorCode::InvalidInput, QStringLiteral("the rule “%1” is none of at-least, beyond").arg(word));
    }
    return std::nullopt;
}

Result<Asked> askedBy(const CommandLine& line)
{
    const QString baseline = line.value(QStringLiteral("baseline"));
    const QString canary = line.value(QStringLiteral("canary"));
    if (baseline.isEmpty() || canary.isEmpty()) {
        return fail(ErrorCode::InvalidInput, QStringLiteral("give both --baseline FILE.csv and --canary FILE.csv"));
    }
    if (baseline == QLatin1String("-") && canary == baseline) {
        return fail(ErrorCode::InvalidInput, QStringLiteral("only one of both files can be standard input"));
    }
    Asked asked;
    if (line.has(QStringLiteral("kind"))) {
        const Result<Kind> kind = sequential::kindFrom(line.value(QStringLiteral("kind")));
        if (!kind) {
            return std::unexpected(kind.error());
        }
        asked.kind = *kind;
    }
    const Result<std::optional<double>> alpha = numberOf(line, QStringLiteral("alpha"));
    const Result<std::optional<double>> horizon = numberOf(line, QStringLiteral("horizon"));
    const Result<std::optional<Effect::Rule>> rule = ruleOf(line);
    if (!alpha || !horizon || !rule) {
        return std::unexpected(!alpha ? alpha.error() : !horizon ? horizon.error() : rule.error());
    }
    asked.alpha = alpha->value_or(asked.alpha);
    asked.horizon = *horizon;
    const Result<Effect> effect = Effect::parse(line.value(QStringLiteral("effect")), line.value(QStringLiteral("unit")), *rule);
    if (!effect) {
        return std::unexpected(effect.error());
    }
    asked.effect = *effect;
    const auto settings = sequential::Settings::create(asked.alpha, asked.horizon.value_or(1000.0));
    return settings ? Result<Asked>(asked) : std::unexpected(settings.error());
}

/// Appends the samples of one file; the problems of a file that cannot be used go to @p problems.
Result<void> append(std::vector<ArmSample>& samples, Arm arm, const QString& file, Problems& problems)
{
    const Result<QByteArray> bytes = readInput(file);
    if (!bytes) {
        return std::unexpected(bytes.error());
    }
    const formats::Loaded<formats::SampleTable> loaded = formats::readSamplesCsv(file, *bytes);
    problems.insert(problems.end(), loaded.problems.begin(), loaded.problems.end());
    if (loaded.valid()) {
        for (const formats::CsvSample& sample : loaded.value->samples) {
            samples.push_back({sample.at, arm, sample.value});
        }
    }
    return {};
}

/// In the order of time; of the same time the baseline's first, and each file's own order after that.
Judged judge(std::vector<ArmSample> samples, const Asked& asked)
{
    std::ranges::stable_sort(samples, {}, &ArmSample::at);
    const bool binary = !samples.empty()
        && std::ranges::all_of(samples, [](const ArmSample& sample) { return sample.value == 0.0 || sample.value == 1.0; });
    const Kind kind = asked.kind.value_or(binary ? Kind::Proportion : Kind::Mean);
    const auto settings = sequential::Settings::create(asked.alpha, asked.horizon.value_or(sequential::defaultHorizon(kind)));
    Judged judged{Comparison(kind, settings.value(), asked.effect), {}, !asked.kind && binary};
    for (const ArmSample& sample : samples) {
        if (judged.comparison.add(sample.arm, sample.value) && judged.comparison.look() && !judged.decidedAt) {
            judged.decidedAt = sample.at;
        }
    }
    return judged;
}

QJsonObject intervalJson(double low, double high, double estimate)
{
    return {{QStringLiteral("low"), numberToJson(low)}, {QStringLiteral("high"), numberToJson(high)},
        {QStringLiteral("estimate"), numberToJson(estimate)}};
}

QJsonObject lookJson(const Decision& decision)
{
    QJsonObject json = intervalJson(decision.low, decision.high, decision.estimate);
    json.insert(QStringLiteral("relative"), intervalJson(decision.relative.low, decision.relative.high, decision.relative.estimate));
    json.insert(QStringLiteral("samples"), decision.samples);
    json.insert(QStringLiteral("baselineSamples"), decision.baselineSamples);
    json.insert(QStringLiteral("canarySamples"), decision.canarySamples);
    json.insert(QStringLiteral("lookedAt"), decision.lookedAt);
    json.insert(QStringLiteral("sentence"), decision.sentence);
    return json;
}

QString sentenceOf(const Judged& judged, const Decision& last)
{
    QString sentence = last.sentence;
    if (judged.decidedAt) {
        const Decision& first = *judged.comparison.first();
        sentence += QStringLiteral(" It was decided at look %1 of %2 (%3).")
                        .arg(first.lookedAt)
                        .arg(last.lookedAt)
                        .arg(judged.decidedAt->toIso());
    }
    if (judged.kindFromValues) {
        sentence += QStringLiteral(" All values are 0 or 1, so a proportion is judged.");
    }
    return sentence;
}

QJsonObject judgedJson(const Judged& judged)
{
    const Comparison& comparison = judged.comparison;
    const Decision last = comparison.decision();
    QJsonObject json = lookJson(last);
    json.insert(QStringLiteral("decided"), last.decided);
    json.insert(QStringLiteral("direction"), sequential::toString(last.direction));
    json.insert(QStringLiteral("sentence"), sentenceOf(judged, last));
    json.insert(QStringLiteral("kind"), sequential::toString(comparison.kind()));
    json.insert(QStringLiteral("kindFromValues"), judged.kindFromValues);
    json.insert(QStringLiteral("alpha"), comparison.settings().alpha());
    json.insert(QStringLiteral("effect"), comparison.effect().text());
    json.insert(QStringLiteral("rule"),
        comparison.effect().rule() == Effect::Rule::AtLeast ? QStringLiteral("at-least") : QStringLiteral("beyond"));
    json.insert(QStringLiteral("refused"), last.refused);
    json.insert(QStringLiteral("moreSamples"), last.moreSamples ? QJsonValue(*last.moreSamples) : QJsonValue());
    QJsonValue first;
    if (judged.decidedAt) {
        QJsonObject look = lookJson(*comparison.first());
        look.insert(QStringLiteral("at"), judged.decidedAt->toIso());
        first = look;
    }
    json.insert(QStringLiteral("first"), first);
    return json;
}

} // namespace

int judgeSequential(const QStringList& words)
{
    int exit = kFine;
    const std::optional<CommandLine> line = CommandLine::parse(usageOf(), words, exit);
    if (!line) {
        return exit;
    }
    const Result<Asked> asked = askedBy(*line);
    if (!asked) {
        say(QStringLiteral("fairleadctl judge sequential: %1. See fairleadctl judge sequential --help").arg(asked.error().message));
        return kWrongUse;
    }
    std::vector<ArmSample> samples;
    Problems problems;
    const Result<void> baseline = append(samples, Arm::Baseline, line->value(QStringLiteral("baseline")), problems);
    const Result<void> canary = baseline ? append(samples, Arm::Canary, line->value(QStringLiteral("canary")), problems) : baseline;
    if (!canary) {
        say(canary.error());
        return exitOf(canary.error().code);
    }
    QJsonObject json = judgedJson(judge(problems.empty() ? std::move(samples) : std::vector<ArmSample>(), *asked));
    json.insert(QStringLiteral("problems"), formats::problemsToJson(problems));
    if (!problems.empty()) {
        json.insert(QStringLiteral("sentence"), QStringLiteral("Not judged: %1").arg(toText(problems.front())));
    }
    if (line->json()) {
        printJson(json);
    } else {
        say(problems);
        say(json.value(QStringLiteral("sentence")).toString());
    }
    return problems.empty() ? kFine : kNo;
}

} // namespace fairlead::ctl
