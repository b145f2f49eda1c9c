#include "models/domain/analysis/question.h"

#include "models/domain/analysis/assess.h"
#include "models/domain/analysis/run_json.h"
#include "models/domain/analysis/schedule.h"

#include <QJsonArray>
#include <QRegularExpression>

#include <array>

namespace fairlead::analysis {

namespace {

using Answer = Result<QJsonValue>;

/// A fixed moment: all times in a question are relative to it.
constexpr Instant kNow = Instant::fromMs(1'000'000'000'000);

QJsonObject part(const QJsonObject& question, const char* name)
{
    return question.value(QLatin1String(name)).toObject();
}

Answer metricStatus(const QJsonObject& question)
{
    const Result<Metric> metric = metricFromJson(part(question, "metric"));
    const Result<MetricResult> result = resultFromJson(part(question, "result"), kNow);
    if (!metric || !result) {
        return std::unexpected(metric ? result.error() : metric.error());
    }
    const Phase phase = assess(*metric, *result, question.value(QStringLiteral("terminating")).toBool());
    return QJsonObject{{QStringLiteral("phase"), toString(phase)}};
}

Answer failure(const QJsonObject& question)
{
    const Result<Metric> metric = metricFromJson(part(question, "metric"));
    if (!metric) {
        return std::unexpected(metric.error());
    }
    const std::optional<Exceeded> by = exceeded(metric->limits, countersFromJson(part(question, "result")));
    return QJsonObject{
        {QStringLiteral("phase"), by ? toString(by->phase) : QString()}, {QStringLiteral("message"), by ? by->message : QString()}};
}

Answer worse(const QJsonObject& question)
{
    const std::optional<Phase> current = phaseFrom(question.value(QStringLiteral("current")).toString());
    const std::optional<Phase> candidate = phaseFrom(question.value(QStringLiteral("candidate")).toString());
    if (!current || !candidate) {
        return fail(ErrorCode::InvalidInput, QStringLiteral("\"current\" and \"candidate\" are phases, for example Running and Failed."));
    }
    return QJsonValue(isWorse(*current, *candidate));
}

Answer terminating(const QJsonObject& question)
{
    Run run;
    run.terminate = question.value(QStringLiteral("specTerminate")).toBool();
    for (const QJsonArray eachList = question.value(QStringLiteral("metricResults")).toArray(); const QJsonValue& each : eachList) {
        const Result<MetricResult> result = resultFromJson(each.toObject(), kNow);
        if (!result) {
            return std::unexpected(result.error());
        }
        const QString name = QString::number(run.results.size());
        run.results.push_back(*result);
        run.results.back().name = name;
        Metric metric;
        metric.name = name;
        metric.dryRun = each.toObject().value(QStringLiteral("dryRun")).toBool();
        run.metrics.push_back(metric);
    }
    return QJsonValue(isTerminating(run));
}

Answer applied(const QJsonObject& question)
{
    const std::optional<Phase> measured = phaseFrom(question.value(QStringLiteral("measurement")).toString());
    if (!measured) {
        return fail(ErrorCode::InvalidInput, QStringLiteral("\"measurement\" is a phase, for example Failed."));
    }
    Counters counters = countersFromJson(part(question, "before"));
    counters.add(*measured);
    return toJson(counters);
}

Answer due(const QJsonObject& question)
{
    const Result<Run> run = runFromJson(question, kNow);
    if (!run) {
        return std::unexpected(run.error());
    }
    return QJsonObject{{QStringLiteral("dueMetrics"), QJsonArray::fromStringList(dueMetrics(*run, kNow))}};
}

Answer next(const QJsonObject& question)
{
    const Result<Run> run = runFromJson(question, kNow);
    if (!run) {
        return std::unexpected(run.error());
    }
    const std::optional<Instant> at = nextLook(*run, kNow);
    const QJsonValue seconds = at ? QJsonValue(static_cast<double>((*at - kNow).count()) / 1000.0) : QJsonValue();
    return QJsonObject{{QStringLiteral("nextReconcileIn"), seconds}};
}

Answer trim(const QJsonObject& question)
{
    std::vector<MetricResult> results;
    const QJsonObject history = part(question, "history");
    for (auto metric = history.begin(); metric != history.end(); ++metric) {
        MetricResult result;
        result.name = metric.key();
        for (const QJsonArray valueList = metric.value().toArray(); const QJsonValue& value : valueList) {
            Measurement measurement;
            measurement.value = value.toString();
            result.measurements.push_back(measurement);
        }
        results.push_back(result);
    }
    std::map<QString, int> kept;
    const QJsonObject retention = part(question, "retention");
    for (auto rule = retention.begin(); rule != retention.end(); ++rule) {
        kept.insert_or_assign(rule.key(), rule.value().toInt());
    }
    QJsonObject left;
    for (const MetricResult& result : trimmed(results, kept, question.value(QStringLiteral("limit")).toInt(kKeptMeasurements))) {
        QJsonArray values;
        for (const Measurement& measurement : result.measurements) {
            values.append(measurement.value);
        }
        left.insert(result.name, values);
    }
    return left;
}

Answer expired(const QJsonObject& question)
{
    const QJsonObject strategy = part(question, "ttlStrategy");
    const auto seconds = [](const QJsonValue& value) { return value.isDouble() ? std::optional(value.toInteger()) : std::nullopt; };
    const TimeToLive timeToLive{seconds(strategy.value(QStringLiteral("secondsAfterCompletion"))),
        seconds(strategy.value(QStringLiteral("secondsAfterSuccess"))), seconds(strategy.value(QStringLiteral("secondsAfterFailure")))};
    const std::optional<Phase> phase = phaseFrom(question.value(QStringLiteral("phase")).toString());
    const QJsonValue since = question.value(QStringLiteral("secondsSinceCompletion"));
    const std::optional<qint64> ago = since.isDouble() ? std::optional(static_cast<qint64>(since.toDouble())) : std::nullopt;
    return QJsonObject{{QStringLiteral("delete"), isExpired(timeToLive, phase.value_or(Phase::Running), ago)}};
}

/// A rule that names a metric which the run does not have: the run ends before it begins.
Answer invalid(const QJsonObject& question)
{
    static const QRegularExpression kProblem(QStringLiteral("^(dryRun|measurementRetention)\\b.*?\\bmetric (\\S+),"));
    const QRegularExpressionMatch match = kProblem.match(question.value(QStringLiteral("problem")).toString());
    if (!match.hasMatch()) {
        return fail(
            ErrorCode::Unsupported, QStringLiteral("\"problem\" names a rule: dryRun or measurementRetention names metric X, which …"));
    }
    const std::expected<QStringList, QString> named
        = metricsOfRules(match.captured(1), {QRegularExpression::escape(match.captured(2))}, {});
    return QJsonObject{{QStringLiteral("phase"), toString(Phase::Error)},
        {QStringLiteral("message"), QStringLiteral("Analysis spec invalid: %1").arg(named ? QString() : named.error())}};
}

/// What happens in the look itself before the run is assessed: first measurements come in, and what is in flight ends.
void measure(Run& run, const QJsonObject& question)
{
    const std::optional<Phase> first = phaseFrom(question.value(QStringLiteral("firstMeasurement")).toString());
    if (first) {
        for (const QString& name : dueMetrics(run, kNow)) {
            MetricResult made;
            made.name = name;
            made.phase = Phase::Running;
            made.counters.add(*first);
            made.measurements.push_back({*first, kNow, kNow, {}, {}, {}});
            run.results.push_back(made);
        }
    }
    if (!isTerminating(run)) {
        return;
    }
    for (const QJsonArray eachList = question.value(QStringLiteral("results")).toArray(); const QJsonValue& each : eachList) {
        const std::optional<Phase> ending = phaseFrom(each.toObject().value(QStringLiteral("providerTerminates")).toString());
        MetricResult* result = run.resultOf(each.toObject().value(QStringLiteral("name")).toString());
        if (!ending || result == nullptr || result->measurements.empty() || result->measurements.back().finishedAt) {
            continue;
        }
        Measurement& last = result->measurements.back();
        last.phase = *ending;
        last.finishedAt = kNow;
        last.message = QStringLiteral("Metric Terminated");
        result->counters.add(*ending);
    }
}

Answer runStatus(const QJsonObject& question)
{
    Result<Run> run = runFromJson(question, kNow);
    if (!run) {
        return std::unexpected(run.error());
    }
    measure(*run, question);
    const RunStatus status = assess(std::move(*run));
    QJsonObject phases;
    QJsonArray messages;
    for (const MetricResult& result : status.run.results) {
        phases.insert(result.name, result.phase ? toString(*result.phase) : QString());
        messages.append(result.message.isEmpty() ? QJsonValue() : QJsonValue(result.message));
    }
    return QJsonObject{{QStringLiteral("phase"), toString(status.phase)}, {QStringLiteral("message"), status.message},
        {QStringLiteral("metricPhases"), phases}, {QStringLiteral("metricMessages"), messages},
        {QStringLiteral("runSummary"), toJson(status.summary)}, {QStringLiteral("dryRunSummary"), toJson(status.dryRunSummary)}};
}

struct Row {
    const char* op;
    Answer (*run)(const QJsonObject&);
};
constexpr auto kOps = std::to_array<Row>({{"assessMetricStatus", metricStatus}, {"assessFailure", failure}, {"assessRunStatus", runStatus},
    {"isWorse", worse}, {"isTerminating", terminating}, {"invalidRun", invalid}, {"applyMeasurement", applied}, {"dueMeasurements", due},
    {"nextReconcile", next}, {"trimHistory", trim}, {"ttlExpired", expired}});

} // namespace

Answer answer(const QJsonObject& question)
{
    const QString op = question.value(QStringLiteral("op")).toString();
    for (const Row& row : kOps) {
        if (op == QLatin1String(row.op)) {
            return row.run(question);
        }
    }
    return fail(ErrorCode::Unsupported, QStringLiteral("There is no op \"%1\".").arg(op));
}

} // namespace fairlead::analysis
