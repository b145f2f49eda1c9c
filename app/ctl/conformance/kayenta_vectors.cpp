#include "app/ctl/conformance/kayenta_vectors.h"

#include "app/ctl/conformance/agreement.h"
#include "models/domain/judge/mixer.h"
#include "models/domain/judge/transforms.h"
#include "models/domain/statistics/descriptive.h"
#include "models/domain/statistics/effect_size.h"
#include "models/domain/statistics/mann_whitney.h"
#include "models/domain/statistics/outliers.h"
#include "models/formats/kayenta_data.h"
#include "models/formats/kayenta_result.h"

#include <QJsonArray>

#include <algorithm>
#include <tuple>

namespace fairlead::ctl::conformance {

namespace {

using formats::JsonPath;
using formats::JsonReader;
using judge::Values;
using statistics::Continuity;
using statistics::MannWhitney;

constexpr Tolerance kLastDigits{1e-12, 0};
constexpr Tolerance kRoot{1e-9, 1e-6};

bool sameValues(const Values& actual, const QJsonValue& expected)
{
    const QJsonArray wanted = expected.toArray();
    bool same = wanted.size() == static_cast<qsizetype>(actual.size());
    for (int i = 0; same && i < wanted.size(); ++i) {
        same = agrees(numberToJson(actual[static_cast<std::size_t>(i)]), wanted.at(i), {});
    }
    return same;
}

std::vector<bool> outliersOf(JsonReader& reader, const JsonPath& path, const Values& data)
{
    const double value = reader.number(path / QStringLiteral("value")).value_or(0);
    if (reader.word(path / QStringLiteral("detector")) == QStringLiteral("KSigma")) {
        return statistics::sigmaOutliers(data, value);
    }
    const bool reduced = reader.flag(path / QStringLiteral("reduceSensitivity")).value_or(false);
    const auto sensitivity = reduced ? statistics::Sensitivity::Reduced : statistics::Sensitivity::Full;
    return statistics::outliers(data, statistics::tukeyFences(data, value, sensitivity));
}

/// What a case of two samples calls them.
std::optional<MannWhitney> samplesOf(JsonReader& reader, const JsonPath& path)
{
    const bool named = reader.has(path / QStringLiteral("experiment"));
    return MannWhitney::of(formats::readValues(reader, path / (named ? QStringLiteral("experiment") : QStringLiteral("x"))),
        formats::readValues(reader, path / (named ? QStringLiteral("control") : QStringLiteral("y"))));
}

bool sameInterval(const std::optional<statistics::ShiftInterval>& found, const QJsonValue& low, const QJsonValue& high,
    const QJsonValue& estimate, Tolerance ends, Tolerance middle)
{
    return found && agrees(found->low, low, ends) && agrees(found->high, high, ends) && agrees(found->estimate, estimate, middle);
}

std::vector<judge::MetricPair> sorted(std::vector<judge::MetricPair> pairs)
{
    std::ranges::sort(pairs, [](const judge::MetricPair& a, const judge::MetricPair& b) {
        return std::tuple(a.name, a.tags.keys(), a.tags.values()) < std::tuple(b.name, b.tags.keys(), b.tags.values());
    });
    return pairs;
}

std::vector<judge::MetricPair> expectedPairs(const QJsonArray& array)
{
    std::vector<judge::MetricPair> pairs;
    for (const QJsonValue& pair : array) {
        judge::Tags tags;
        const QJsonObject given = pair[QStringLiteral("tags")].toObject();
        for (const QString& key : given.keys()) {
            tags.insert(key, given.value(key).toString());
        }
        pairs.push_back({pair[QStringLiteral("name")].toString(), {}, tags, {}, {}});
    }
    return pairs;
}

} // namespace

bool statistic(JsonReader& reader, const JsonPath& path, const QJsonObject& expected)
{
    const QString op = reader.word(path / QStringLiteral("op")).value_or(QString());
    const Tolerance tolerance{1e-12, reader.number(path / QStringLiteral("tolerance")).value_or(0)};
    const Values data = formats::readValues(reader, path / QStringLiteral("data"));
    if (op == QLatin1String("summary")) {
        const QJsonObject summary = formats::toJson(statistics::summarize(data));
        return std::ranges::all_of(
            expected.keys(), [&](const QString& key) { return agrees(summary.value(key), expected.value(key), tolerance); });
    }
    const QJsonValue wanted = reader.text().at(path / QStringLiteral("expected"));
    if (op == QLatin1String("percentile")) {
        const double percent = reader.number(path / QStringLiteral("p")).value_or(0);
        return agrees(numberToJson(statistics::percentile(data, percent)), wanted, tolerance);
    }
    const Values experiment = formats::readValues(reader, path / QStringLiteral("experiment"));
    const Values control = formats::readValues(reader, path / QStringLiteral("control"));
    if (op == QLatin1String("meanRatio")) {
        return agrees(numberToJson(statistics::meanRatio(statistics::mean(experiment), statistics::mean(control))), wanted, tolerance);
    }
    if (op == QLatin1String("cles")) {
        const std::optional<MannWhitney> samples = MannWhitney::of(experiment, control);
        return samples && agrees(numberToJson(samples->test().superiority), wanted, tolerance);
    }
    const double size = statistics::cohensD(statistics::summarize(experiment), statistics::summarize(control));
    return op.startsWith(QLatin1String("cohen"), Qt::CaseInsensitive) && agrees(numberToJson(size), wanted, tolerance);
}

bool transform(JsonReader& reader, const JsonPath& path, const QJsonObject&)
{
    const QString op = reader.word(path / QStringLiteral("op")).value_or(QString());
    const Values data = formats::readValues(reader, path / QStringLiteral("data"));
    const QJsonValue wanted = reader.text().at(path / QStringLiteral("expected"));
    if (op == QLatin1String("removeNaNs")) {
        return sameValues(judge::withoutNan(data), wanted);
    }
    if (op == QLatin1String("replaceNaNs")) {
        return sameValues(judge::withZeroForNan(data), wanted);
    }
    return op == QLatin1String("removeOutliers") && sameValues(judge::without(data, outliersOf(reader, path, data)), wanted);
}

bool detector(JsonReader& reader, const JsonPath& path, const QJsonObject& expected)
{
    const std::vector<bool> found = outliersOf(reader, path, formats::readValues(reader, path / QStringLiteral("data")));
    const QJsonArray wanted = expected.value(QStringLiteral("isOutlier")).toArray();
    bool same = wanted.size() == static_cast<qsizetype>(found.size());
    for (int i = 0; same && i < wanted.size(); ++i) {
        same = wanted.at(i).toBool() == found[static_cast<std::size_t>(i)];
    }
    return same;
}

bool mixer(JsonReader& reader, const JsonPath& path, const QJsonObject& expected)
{
    QStringList metrics;
    for (const QJsonArray nameList = reader.text().at(path / QStringLiteral("metricNames")).toArray(); const QJsonValue& name : nameList) {
        metrics.append(name.toString());
    }
    const formats::KayentaPairs found = formats::readKayentaPairs(reader.text(), metrics, path);
    if (expected.contains(QStringLiteral("error")) || !found.isUsable()) {
        return expected.contains(QStringLiteral("error")) && !found.isUsable();
    }
    const std::vector<judge::MetricPair> pairs = sorted(found.pairs);
    const QJsonArray array = expected.value(QStringLiteral("pairs")).toArray();
    const std::vector<judge::MetricPair> wanted = sorted(expectedPairs(array));
    if (pairs.size() != wanted.size()) {
        return false;
    }
    return std::ranges::all_of(array, [&](const QJsonValue& value) {
        const judge::MetricPair key = expectedPairs({value}).front();
        return std::ranges::any_of(pairs, [&](const judge::MetricPair& pair) {
            return pair.name == key.name && pair.tags == key.tags && sameValues(pair.control, value[QStringLiteral("control")])
                && sameValues(pair.experiment, value[QStringLiteral("experiment")]);
        });
    });
}

bool mannWhitney(JsonReader& reader, const JsonPath& path, const QJsonObject& expected)
{
    const std::optional<MannWhitney> samples = samplesOf(reader, path);
    if (!samples) {
        return false;
    }
    const JsonPath tolerance = path / QStringLiteral("tolerance");
    if (reader.word(path / QStringLiteral("op")) == QStringLiteral("wilcoxonDiff")) {
        const std::optional<double> found = samples->statistic(
            reader.number(path / QStringLiteral("mu")).value_or(0), reader.number(path / QStringLiteral("quantile")).value_or(0));
        const Tolerance reach{0, reader.number(tolerance).value_or(0)};
        return found && agrees(numberToJson(*found), reader.text().at(path / QStringLiteral("expected")), reach);
    }
    const auto found = samples->interval(formats::readConfidence(reader, path / QStringLiteral("confLevel")));
    const Tolerance ends{1e-9, reader.number(tolerance / QStringLiteral("ci")).value_or(1e-6)};
    const Tolerance middle{1e-9, reader.number(tolerance / QStringLiteral("estimate")).value_or(1e-6)};
    const QJsonObject output = reader.text().at(path / QStringLiteral("referenceOutput")).toObject();
    const auto same = [&](const QJsonObject& wanted, Tolerance a, Tolerance b) {
        return sameInterval(found, wanted.value(QStringLiteral("ciLow")), wanted.value(QStringLiteral("ciHigh")),
            wanted.value(QStringLiteral("estimate")), a, b);
    };
    return same(expected, ends, middle) && (output.isEmpty() || same(output, kRoot, kRoot));
}

bool wilcoxon(JsonReader& reader, const JsonPath& path, const QJsonObject&)
{
    const std::optional<MannWhitney> samples = samplesOf(reader, path);
    if (!samples) {
        return false;
    }
    const auto column = [&](const char* name) { return reader.text().at(path / QLatin1String(name)).toObject(); };
    const auto interval = [&](const QJsonObject& wanted, double confidence, Continuity ends, Continuity estimate) {
        return wanted.isEmpty()
            || sameInterval(samples->interval(confidence, ends, estimate), wanted.value(QStringLiteral("confLow")),
                wanted.value(QStringLiteral("confHigh")), wanted.value(QStringLiteral("estimate")), kRoot, kRoot);
    };
    const auto test = [&](const QJsonObject& wanted, Continuity continuity) {
        const statistics::RankTest found = samples->test(continuity);
        return wanted.isEmpty()
            || (agrees(found.u, wanted.value(QStringLiteral("W")), kLastDigits)
                && agrees(found.pValue, wanted.value(QStringLiteral("pValue")), {1e-9, 1e-300}));
    };
    const double confidence = formats::readConfidence(reader, path / QStringLiteral("confLevel"));
    const QJsonObject corrected = column("asymptoticCorrected");
    const QJsonObject uncorrected = column("asymptoticUncorrected");
    return interval(column("kayenta"), confidence, Continuity::Corrected, Continuity::Corrected)
        && interval(column("kayenta95"), 0.95, Continuity::Corrected, Continuity::Corrected)
        && interval(corrected, confidence, Continuity::Corrected, Continuity::Uncorrected)
        && interval(column("asymptoticCorrected95"), 0.95, Continuity::Corrected, Continuity::Uncorrected)
        && interval(uncorrected, confidence, Continuity::Uncorrected, Continuity::Uncorrected) && test(corrected, Continuity::Corrected)
        && test(uncorrected, Continuity::Uncorrected);
}

bool sameConfig(const formats::KayentaConfig& config, const QJsonObject& entry)
{
    QJsonArray metrics;
    for (const judge::MetricConfig& metric : config.canary.metrics) {
        metrics.append(QJsonObject{{QStringLiteral("name"), metric.name}, {QStringLiteral("queryType"), metric.source},
            {QStringLiteral("groups"), QJsonArray::fromStringList(metric.groups)},
            {QStringLiteral("direction"), metric.directionWord ? QJsonValue(*metric.directionWord) : QJsonValue()},
            {QStringLiteral("critical"), metric.rules.critical}, {QStringLiteral("muted"), metric.rules.muted}});
    }
    QJsonObject weights;
    for (const auto& [group, weight] : config.canary.groupWeights) {
        weights.insert(group, weight);
    }
    const std::optional<judge::Thresholds>& thresholds = config.canary.thresholds;
    const QJsonValue limits = thresholds
        ? QJsonValue(QJsonObject{{QStringLiteral("pass"), thresholds->pass}, {QStringLiteral("marginal"), thresholds->marginal}})
        : QJsonValue();
    return entry.value(QStringLiteral("valid")).toBool() == config.isValid()
        && entry.value(QStringLiteral("name")).toString() == config.canary.name && entry.value(QStringLiteral("metrics")) == metrics
        && entry.value(QStringLiteral("groupWeights")).toObject() == weights
        && entry.value(QStringLiteral("scoreThresholds")).toObject() == limits.toObject()
        && entry.value(QStringLiteral("duplicateMetricNames")) == QJsonArray::fromStringList(config.duplicateNames);
}

} // namespace fairlead::ctl::conformance
