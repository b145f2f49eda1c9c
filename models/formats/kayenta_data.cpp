#include "models/formats/kayenta_data.h"

#include "models/domain/judge/transforms.h"
#include "models/domain/statistics/mann_whitney.h"
#include "models/formats/kayenta_config.h"

#include <algorithm>

namespace fairlead::formats {

namespace {

using judge::MetricPair;
using judge::MetricSet;
using judge::Tags;
using judge::Values;

constexpr double kMostPoints = 10'000'000; ///< of a series; more would fill the memory with NaN for a slip in a time

Tags readTags(JsonReader& reader, const JsonPath& path)
{
    Tags tags;
    for (const QString& key : reader.keys(path)) {
        tags.insert(key, reader.word(path / key).value_or(QString()));
    }
    return tags;
}

Values requiredValues(JsonReader& reader, const JsonPath& at, const QString& key)
{
    if (!reader.has(at / key)) {
        reader.error(at, QStringLiteral("missing-key"), QStringLiteral("%1 has no \"%2\".").arg(toText(at), key),
            QStringLiteral("Give the series of both sides, as lists of numbers; an empty list is a side without data."));
        return {};
    }
    return readValues(reader, at / key);
}

QString requiredName(JsonReader& reader, const JsonPath& path)
{
    const QString name = reader.word(path / QStringLiteral("name")).value_or(QString());
    if (name.isEmpty()) {
        reader.error(path, QStringLiteral("missing-key"), QStringLiteral("%1 has no name.").arg(toText(path)),
            QStringLiteral("Series are matched with metrics by name: give it one."));
    }
    return name;
}

MetricPair readPair(JsonReader& reader, const JsonPath& path)
{
    if (!reader.isObject(path)) {
        return {};
    }
    const JsonPath values = path / QStringLiteral("values");
    const JsonPath& sides = reader.isObject(values) ? values : path;
    MetricPair pair;
    pair.name = requiredName(reader, path);
    pair.id = reader.word(path / QStringLiteral("id")).value_or(QString());
    pair.tags = readTags(reader, path / QStringLiteral("tags"));
    pair.experiment = requiredValues(reader, sides, QStringLiteral("experiment"));
    pair.control = requiredValues(reader, sides, QStringLiteral("control"));
    return pair;
}

int expectedPoints(JsonReader& reader, const JsonPath& path)
{
    if (const std::optional<double> points = reader.number(path / QStringLiteral("expectedDataPoints"))) {
        return static_cast<int>(std::clamp(*points, 0.0, kMostPoints));
    }
    const double start = reader.number(path / QStringLiteral("startTimeMillis")).value_or(0);
    const double end = reader.number(path / QStringLiteral("endTimeMillis")).value_or(0);
    const double step = reader.number(path / QStringLiteral("stepMillis")).value_or(0);
    return step > 0 && end > start ? static_cast<int>(std::min((end - start) / step, kMostPoints)) : 0;
}

void mixSets(JsonReader& reader, const JsonPath& path, const QStringList& metrics, KayentaPairs& into)
{
    const std::vector<MetricSet> control = readMetricSets(reader, path / QStringLiteral("controlSets"));
    const std::vector<MetricSet> experiment = readMetricSets(reader, path / QStringLiteral("experimentSets"));
    Result<std::vector<MetricPair>> mixed = judge::mix(metrics, control, experiment);
    if (mixed) {
        into.pairs = std::move(*mixed);
    } else {
        reader.error(path, QStringLiteral("unpaired"), mixed.error().message);
    }
}

} // namespace

judge::Values readValues(JsonReader& reader, const JsonPath& path)
{
    Values values;
    if (!reader.size(path)) {
        return values;
    }
    const std::vector<std::optional<double>> numbers = reader.text().numbersAt(path);
    values.reserve(numbers.size());
    for (std::size_t i = 0; i < numbers.size(); ++i) {
        if (numbers[i]) {
            values.push_back(*numbers[i]);
            continue;
        }
        const JsonPath here = path / static_cast<int>(i);
        reader.error(here, QStringLiteral("wrong-type"), QStringLiteral("%1 is no number.").arg(toText(here)),
            QStringLiteral("A point without a value is \"NaN\" or null."));
    }
    return values;
}

std::vector<MetricSet> readMetricSets(JsonReader& reader, const JsonPath& path)
{
    std::vector<MetricSet> sets;
    for (int i = 0; i < reader.size(path).value_or(0); ++i) {
        const JsonPath here = path / i;
        if (reader.isObject(here)) {
            sets.push_back({requiredName(reader, here), readTags(reader, here / QStringLiteral("tags")),
                requiredValues(reader, here, QStringLiteral("values")), expectedPoints(reader, here)});
        }
    }
    return sets;
}

KayentaPairs readKayentaPairs(const JsonText& text, const QStringList& metrics, const JsonPath& path)
{
    KayentaPairs read;
    JsonReader reader(text, read.problems);
    JsonPath list = path;
    if (text.at(path).isObject()) {
        for (const QString& key : {QStringLiteral("pairs"), QStringLiteral("metricSetPairList")}) {
            list = reader.has(path / key) ? path / key : list;
        }
        const bool sets = reader.has(path / QStringLiteral("controlSets")) && reader.has(path / QStringLiteral("experimentSets"));
        if (list == path && sets) {
            mixSets(reader, path, metrics, read);
            return read;
        }
        if (list == path) {
            reader.error(path, QStringLiteral("missing-key"), QStringLiteral("%1 holds no series.").arg(toText(path)),
                QStringLiteral("It is a list of pairs, or an object with metricSetPairList, or with controlSets and experimentSets."));
            return read;
        }
    }
    for (int i = 0; i < reader.size(list).value_or(0); ++i) {
        read.pairs.push_back(readPair(reader, list / i));
    }
    return read;
}

double readConfidence(JsonReader& reader, const JsonPath& path)
{
    const double confidence = reader.number(path).value_or(judge::Significance().confidence);
    if (confidence > 0 && confidence < 1) {
        return confidence;
    }
    reader.error(path, QStringLiteral("out-of-range"), QStringLiteral("%1 is %2.").arg(toText(path)).arg(confidence),
        QStringLiteral("A confidence is between 0 and 1, as 0.98."));
    return judge::Significance().confidence;
}

KayentaSample readKayentaSample(JsonReader& reader, const JsonPath& path)
{
    KayentaSample sample;
    if (!reader.isObject(path)) {
        return sample;
    }
    const JsonPath params = path / QStringLiteral("params");
    sample.metric = reader.word(path / QStringLiteral("metricName")).value_or(QStringLiteral("metric"));
    sample.rules = readMetricRules(reader, path);
    if (reader.isObject(params)) {
        sample.significance.tolerance = reader.number(params / QStringLiteral("tolerance")).value_or(judge::Significance().tolerance);
        sample.significance.confidence = readConfidence(reader, params / QStringLiteral("confLevel"));
        if (reader.has(params / QStringLiteral("effectSize"))) {
            sample.rules.effectSize = readEffectSize(reader, params / QStringLiteral("effectSize"));
        }
    }
    sample.experiment = requiredValues(reader, path, QStringLiteral("experiment"));
    sample.control = requiredValues(reader, path, QStringLiteral("control"));
    return sample;
}

std::optional<RankSample> readRankSample(JsonReader& reader, const JsonPath& path)
{
    if (!reader.isObject(path)) {
        return std::nullopt;
    }
    RankSample sample{judge::withoutNan(requiredValues(reader, path, QStringLiteral("x"))),
        judge::withoutNan(requiredValues(reader, path, QStringLiteral("y"))), readConfidence(reader, path / QStringLiteral("confLevel"))};
    const bool lists = reader.text().at(path / QStringLiteral("x")).isArray() && reader.text().at(path / QStringLiteral("y")).isArray();
    if (lists && !statistics::MannWhitney::of(sample.x, sample.y)) {
        reader.error(path, QStringLiteral("no-ranks"), QStringLiteral("These samples cannot be compared by ranks."),
            QStringLiteral("Each needs a number at least, and none beyond 1e300."));
        return std::nullopt;
    }
    return sample;
}

} // namespace fairlead::formats
