#include "models/formats/kayenta_result.h"

#include "models/base/json_number.h"
#include "models/domain/judge/metric_classifier.h"
#include "models/domain/judge/transforms.h"
#include "models/domain/statistics/mann_whitney.h"

#include <QJsonArray>

namespace fairlead::formats {

namespace {

QJsonValue orNull(const std::optional<double>& value)
{
    return value ? numberToJson(*value) : QJsonValue();
}

QJsonValue orNull(const QString& text)
{
    return text.isEmpty() ? QJsonValue() : QJsonValue(text);
}

QJsonObject resultToJson(const judge::MetricResult& result)
{
    const judge::Classification& found = result.classification;
    QJsonObject tags;
    for (auto tag = result.tags.begin(); tag != result.tags.end(); ++tag) {
        tags.insert(tag.key(), tag.value());
    }
    return {{QStringLiteral("name"), result.name}, {QStringLiteral("id"), orNull(result.id)}, {QStringLiteral("tags"), tags},
        {QStringLiteral("groups"), QJsonArray::fromStringList(result.groups)},
        {QStringLiteral("classification"), judge::toString(found.label)}, {QStringLiteral("classificationReason"), orNull(found.reason)},
        {QStringLiteral("critical"), found.critical}, {QStringLiteral("muted"), result.muted},
        {QStringLiteral("ratio"), orNull(found.ratio)}, {QStringLiteral("controlStats"), toJson(result.control)},
        {QStringLiteral("experimentStats"), toJson(result.experiment)}};
}

} // namespace

QJsonObject toJson(const statistics::Summary& summary)
{
    return {{QStringLiteral("min"), numberToJson(summary.minimum)}, {QStringLiteral("max"), numberToJson(summary.maximum)},
        {QStringLiteral("mean"), numberToJson(summary.mean)}, {QStringLiteral("std"), numberToJson(summary.standardDeviation)},
        {QStringLiteral("count"), static_cast<qint64>(summary.count)}};
}

QJsonObject toJson(const judge::Judgement& judgement)
{
    QJsonArray groups;
    for (const judge::GroupScore& group : judgement.score.groups) {
        groups.append(QJsonObject{{QStringLiteral("name"), group.name}, {QStringLiteral("score"), numberToJson(group.score)}});
    }
    QJsonArray results;
    for (const judge::MetricResult& result : judgement.results) {
        results.append(resultToJson(result));
    }
    const QJsonObject score{{QStringLiteral("score"), numberToJson(judgement.score.summary)},
        {QStringLiteral("classification"), judge::toString(judgement.verdict)},
        {QStringLiteral("classificationReason"), judgement.score.reason}};
    return {{QStringLiteral("score"), score}, {QStringLiteral("groupScores"), groups}, {QStringLiteral("results"), results}};
}

QJsonObject classified(const KayentaSample& sample)
{
    const judge::Values experiment = judge::transform(sample.experiment, sample.rules);
    const judge::Values control = judge::transform(sample.control, sample.rules);
    const judge::Classification found = judge::classify(sample.metric, experiment, control, sample.rules, sample.significance);
    const std::optional<statistics::MannWhitney> ranks = statistics::MannWhitney::of(experiment, control);
    // A verdict that needed no comparison has no interval; it is reported all the same.
    std::optional<statistics::ShiftInterval> shift = found.interval;
    if (!shift && ranks) {
        shift = ranks->interval(sample.significance.confidence);
    }
    return {{QStringLiteral("classification"), judge::toString(found.label)},
        {QStringLiteral("classificationReason"), orNull(found.reason)}, {QStringLiteral("critical"), found.critical},
        {QStringLiteral("deviation"), orNull(found.ratio)}, {QStringLiteral("ciLow"), shift ? numberToJson(shift->low) : QJsonValue()},
        {QStringLiteral("ciHigh"), shift ? numberToJson(shift->high) : QJsonValue()},
        {QStringLiteral("estimate"), shift ? numberToJson(shift->estimate) : QJsonValue()},
        {QStringLiteral("cles"), ranks ? numberToJson(ranks->test().superiority) : QJsonValue()}};
}

QJsonObject rankComparison(const RankSample& sample)
{
    const std::optional<statistics::MannWhitney> ranks = statistics::MannWhitney::of(sample.x, sample.y);
    if (!ranks) {
        return {};
    }
    const std::optional<statistics::ShiftInterval> shift = ranks->interval(sample.confidence);
    const statistics::RankTest test = ranks->test();
    return {{QStringLiteral("confLow"), shift ? numberToJson(shift->low) : QJsonValue()},
        {QStringLiteral("confHigh"), shift ? numberToJson(shift->high) : QJsonValue()},
        {QStringLiteral("estimate"), shift ? numberToJson(shift->estimate) : QJsonValue()}, {QStringLiteral("u"), numberToJson(test.u)},
        {QStringLiteral("pValue"), numberToJson(test.pValue)}, {QStringLiteral("n"), static_cast<qint64>(sample.x.size())},
        {QStringLiteral("m"), static_cast<qint64>(sample.y.size())}};
}

} // namespace fairlead::formats
