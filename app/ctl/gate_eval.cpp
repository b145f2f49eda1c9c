#include "app/ctl/argo_commands.h"
#include "app/ctl/commands.h"
#include "app/ctl/output.h"
#include "models/base/json_number.h"
#include "models/domain/condition/condition.h"
#include "models/formats/problem_json.h"

#include <QJsonArray>

namespace fairlead::ctl {

namespace {

QString aggregateName(condition::Aggregate aggregate)
{
    switch (aggregate) {
    case condition::Aggregate::Newest: return {};
    case condition::Aggregate::Mean: return QStringLiteral("mean");
    case condition::Aggregate::Median: return QStringLiteral("median");
    case condition::Aggregate::P90: return QStringLiteral("p90");
    case condition::Aggregate::P95: return QStringLiteral("p95");
    case condition::Aggregate::P99: return QStringLiteral("p99");
    case condition::Aggregate::Min: return QStringLiteral("min");
    case condition::Aggregate::Max: return QStringLiteral("max");
    case condition::Aggregate::Sum: return QStringLiteral("sum");
    case condition::Aggregate::Count: return QStringLiteral("count");
    case condition::Aggregate::Rate: return QStringLiteral("rate");
    }
    return {};
}

/// Numbers of a JSON object: {"latency": 0.4, "p95(latency)": 0.9, "baseline": {"latency": 0.5}}. A number alone is the
/// subject's. A baseline may be one number as well.
class GivenValues : public condition::Values {
public:
    GivenValues(QJsonValue given, QString subject)
        : m_given(std::move(given))
        , m_subject(std::move(subject))
    {
    }

    std::optional<double> value(const condition::Term& term) const override
    {
        const QJsonValue side = term.role == metrics::Role::Baseline ? m_given.toObject().value(QStringLiteral("baseline")) : m_given;
        if (!side.isObject()) {
            return term.metric == m_subject ? numberFrom(side) : std::nullopt;
        }
        const QJsonObject numbers = side.toObject();
        const QString aggregate = aggregateName(term.aggregate);
        const QString called = QStringLiteral("%1(%2)").arg(aggregate, term.metric);
        return numberFrom(numbers.value(!aggregate.isEmpty() && numbers.contains(called) ? called : term.metric));
    }

private:
    QJsonValue m_given;
    QString m_subject;
};

/// The metric that "< 0.01" is about: the one that is named, or the only one there is.
QString subjectOf(const CommandLine& line, const QJsonValue& result)
{
    const QString named = line.value(QStringLiteral("metric"));
    if (!named.isEmpty()) {
        return named;
    }
    QStringList names = result.toObject().keys();
    names.removeAll(QStringLiteral("baseline"));
    if (!result.isObject()) {
        return QStringLiteral("value");
    }
    return names.size() == 1 ? names.first() : QString();
}

Problems problemsOf(const std::vector<condition::TextError>& errors)
{
    Problems problems;
    for (const condition::TextError& error : errors) {
        problems.push_back({QString(), {1, error.column}, Severity::Error, QStringLiteral("invalid-condition"), error.message, error.help});
    }
    return problems;
}

struct Judged {
    condition::Truth truth = condition::Truth::Unknown;
    QString why; ///< of Unknown
    Problems problems;
};

Judged judge(const QString& text, const QString& subject, const QJsonValue& result)
{
    const auto read = condition::Condition::parse(text, subject);
    if (!read) {
        return {condition::Truth::Unknown, {}, problemsOf(read.error())};
    }
    const condition::Answer answer = read->evaluate(GivenValues(result, subject));
    return {answer.truth, answer.unknownWhy, {}};
}

int conclude(const CommandLine& line, const QJsonValue& value, const QString& phase, const QString& why, const Problems& problems)
{
    if (line.json()) {
        printJson({{QStringLiteral("value"), value}, {QStringLiteral("phase"), phase}, {QStringLiteral("why"), why},
            {QStringLiteral("problems"), formats::problemsToJson(problems)}});
    } else {
        say(problems);
        say(why.isEmpty() ? phase : QStringLiteral("%1: %2.").arg(phase, why));
    }
    return phase == QLatin1String("Successful") ? kFine : kNo;
}

/// One condition: true is Successful, false Failed. A number that is missing or NaN decides nothing: Inconclusive.
int evalOne(const CommandLine& line, const QJsonValue& result)
{
    const Judged judged = judge(line.argument(0), subjectOf(line, result), result);
    if (!judged.problems.empty()) {
        return conclude(line, {}, QStringLiteral("Error"), {}, judged.problems);
    }
    if (judged.truth == condition::Truth::Unknown) {
        return conclude(line, {}, QStringLiteral("Inconclusive"), judged.why, {});
    }
    const bool truth = judged.truth == condition::Truth::True;
    return conclude(line, truth, truth ? QStringLiteral("Successful") : QStringLiteral("Failed"), {}, {});
}

/// A success and a failure condition together, as Argo puts them together: one alone is the other's opposite, failure wins.
int evalPair(const CommandLine& line, const QJsonValue& result)
{
    const QString subject = subjectOf(line, result);
    Judged success{condition::Truth::Unknown, {}, {}};
    Judged failure = success;
    const bool asksSuccess = !line.value(QStringLiteral("success")).isEmpty();
    const bool asksFailure = !line.value(QStringLiteral("failure")).isEmpty();
    if (asksSuccess) {
        success = judge(line.value(QStringLiteral("success")), subject, result);
    }
    if (asksFailure) {
        failure = judge(line.value(QStringLiteral("failure")), subject, result);
    }
    Problems problems = success.problems;
    problems.insert(problems.end(), failure.problems.begin(), failure.problems.end());
    if (!problems.empty()) {
        return conclude(line, {}, QStringLiteral("Error"), {}, problems);
    }
    const bool failed = asksFailure ? failure.truth == condition::Truth::True : asksSuccess && success.truth == condition::Truth::False;
    const bool succeeded = asksSuccess ? success.truth == condition::Truth::True : !asksFailure || failure.truth == condition::Truth::False;
    const QString why = success.why.isEmpty() ? failure.why : success.why;
    const QString phase = failed ? QStringLiteral("Failed") : succeeded ? QStringLiteral("Successful") : QStringLiteral("Inconclusive");
    return conclude(line, {}, phase, why, {});
}

} // namespace

int gateEval(const QStringList& words)
{
    const bool pair = std::any_of(words.begin(), words.end(),
        [](const QString& word) { return word.startsWith(QLatin1String("--success")) || word.startsWith(QLatin1String("--failure")); });
    const Usage usage{QStringLiteral("gate eval"),
        QStringLiteral(
            "Evaluates a condition on a measured value, or with --success and --failure the phase of a measurement. An expression "
            "that begins with a minus stands behind --."),
        QStringLiteral("fairleadctl gate eval \"result[0] >= 0.95\" --language argo --kind floats --result \"[0.97]\" --json"),
        pair ? QStringList() : QStringList{QStringLiteral("EXPR")},
        {{QStringLiteral("result"), QStringLiteral("What was measured. Fairlead's language: an object of metric values, or one number."),
             QStringLiteral("JSON"), QStringLiteral("null")},
            {QStringLiteral("language"), QStringLiteral("fairlead or argo."), QStringLiteral("NAME"), QStringLiteral("fairlead")},
            {QStringLiteral("kind"), QStringLiteral("Argo: what the provider returned: json, int, float, floats, floatPtr or nil."),
                QStringLiteral("KIND"), QStringLiteral("json")},
            {QStringLiteral("metric"), QStringLiteral("Fairlead: the metric that a comparison without a left side means."),
                QStringLiteral("NAME")},
            {QStringLiteral("success"), QStringLiteral("The success condition, instead of EXPR."), QStringLiteral("EXPR")},
            {QStringLiteral("failure"), QStringLiteral("The failure condition, instead of EXPR."), QStringLiteral("EXPR")}}};
    int exit = kFine;
    const std::optional<CommandLine> line = CommandLine::parse(usage, words, exit);
    if (!line) {
        return exit;
    }
    const std::optional<QJsonValue> result = jsonValueFrom(line->value(QStringLiteral("result")));
    if (!result) {
        say(QStringLiteral("--result is no JSON: %1. Text needs quotes of its own: '\"text\"'.")
                .arg(line->value(QStringLiteral("result"))));
        return kWrongUse;
    }
    const QString language = line->value(QStringLiteral("language"));
    if (language == QLatin1String("argo")) {
        return argoEval(*line, *result);
    }
    if (language != QLatin1String("fairlead")) {
        say(QStringLiteral("There is no language \"%1\": it is fairlead or argo.").arg(language));
        return kWrongUse;
    }
    return pair ? evalPair(*line, *result) : evalOne(*line, *result);
}

} // namespace fairlead::ctl
