#include "models/formats/kayenta_config.h"

#include <QSet>

#include <array>

namespace fairlead::formats {

namespace {

using judge::EffectMeasure;
using judge::EffectSize;
using judge::MetricConfig;
using judge::MetricRules;
using judge::Thresholds;

constexpr double kOutlierFactor = 3; ///< where removal is asked for without a factor

void warnUnlessKnown(JsonReader& reader, const JsonPath& path, const QString& word, const QStringList& known, const QString& meant)
{
    if (!known.contains(word)) {
        reader.warn(path, QStringLiteral("unknown-word"),
            QStringLiteral("%1 is \"%2\" and is judged as %3.").arg(toText(path), word, meant),
            QStringLiteral("Known are: %1.").arg(known.join(QStringLiteral(", "))));
    }
}

std::optional<double> readOutlierFactor(JsonReader& reader, const JsonPath& path)
{
    if (!reader.isObject(path)) {
        return std::nullopt;
    }
    const QString strategy = reader.word(path / QStringLiteral("strategy")).value_or(QStringLiteral("none"));
    warnUnlessKnown(reader, path / QStringLiteral("strategy"), strategy,
        {QStringLiteral("keep"), QStringLiteral("none"), QStringLiteral("remove")}, QStringLiteral("keep"));
    const double factor = reader.number(path / QStringLiteral("outlierFactor")).value_or(kOutlierFactor);
    return strategy == QLatin1String("remove") ? std::optional(factor) : std::nullopt;
}

/// Where a metric's rules stand; an empty path where it has none.
JsonPath rulesPath(JsonReader& reader, const JsonPath& metric)
{
    for (const QString& key : {QStringLiteral("analysisConfigurations"), QStringLiteral("extensions")}) {
        if (reader.has(metric / key)) {
            return reader.isObject(metric / key) ? metric / key / QStringLiteral("canary") : JsonPath();
        }
    }
    return {};
}

QStringList readWords(JsonReader& reader, const JsonPath& path)
{
    QStringList words;
    for (int i = 0; i < reader.size(path).value_or(0); ++i) {
        if (const std::optional<QString> word = reader.word(path / i)) {
            words.append(*word);
        }
    }
    return words;
}

MetricConfig readMetric(JsonReader& reader, const JsonPath& path)
{
    MetricConfig metric;
    if (!reader.isObject(path)) {
        return metric;
    }
    metric.name = reader.word(path / QStringLiteral("name")).value_or(QString());
    if (metric.name.isEmpty() && !reader.has(path / QStringLiteral("name"))) {
        reader.error(path, QStringLiteral("missing-key"), QStringLiteral("%1 has no name.").arg(toText(path)),
            QStringLiteral("Series are matched with metrics by name: give it one."));
    }
    metric.groups = readWords(reader, path / QStringLiteral("groups"));
    const JsonPath query = path / QStringLiteral("query");
    if (reader.isObject(query)) {
        metric.source = reader.word(query / QStringLiteral("type")).value_or(QString());
    }
    const JsonPath rules = rulesPath(reader, path);
    if (!rules.isEmpty()) {
        metric.rules = readMetricRules(reader, rules);
        const QJsonValue word = reader.text().at(rules / QStringLiteral("direction"));
        metric.directionWord = word.isString() ? std::optional(word.toString()) : std::nullopt;
    }
    return metric;
}

void readMetrics(JsonReader& reader, const JsonPath& config, KayentaConfig& into)
{
    const JsonPath path = config / QStringLiteral("metrics");
    if (!reader.has(path)) {
        reader.error(config, QStringLiteral("missing-key"), QStringLiteral("The canary configuration has no metrics."),
            QStringLiteral("\"metrics\" is the list of what is compared; it may be empty."));
        return;
    }
    QSet<QString> seen;
    QSet<QString> twice;
    for (int i = 0; i < reader.size(path).value_or(0); ++i) {
        const MetricConfig metric = readMetric(reader, path / i);
        into.canary.metrics.push_back(metric);
        if (metric.name.isEmpty()) {
            continue;
        }
        if (seen.contains(metric.name)) {
            twice.insert(metric.name);
            reader.warn(path / i, QStringLiteral("duplicate-name"),
                QStringLiteral("The metric %1 is configured before: this one is never used.").arg(metric.name));
        }
        seen.insert(metric.name);
    }
    into.duplicateNames = QStringList(twice.begin(), twice.end());
    into.duplicateNames.sort();
}

void readClassifier(JsonReader& reader, const JsonPath& path, KayentaConfig& into)
{
    if (!reader.isObject(path)) {
        return;
    }
    QSet<QString> groups;
    for (const MetricConfig& metric : into.canary.metrics) {
        groups.unite(QSet<QString>(metric.groups.begin(), metric.groups.end()));
    }
    const JsonPath weights = path / QStringLiteral("groupWeights");
    for (const QString& group : reader.keys(weights)) {
        const std::optional<double> weight = reader.number(weights / group);
        if (!weight) {
            continue;
        }
        into.canary.groupWeights[group] = *weight;
        if (!groups.contains(group)) {
            reader.warn(weights / group, QStringLiteral("unused-weight"),
                QStringLiteral("No metric is in the group %1: its weight is lost and the score cannot reach 100.").arg(group));
        }
    }
    into.canary.thresholds = readThresholds(reader, path / QStringLiteral("scoreThresholds"));
}

} // namespace

EffectSize readEffectSize(JsonReader& reader, const JsonPath& path)
{
    if (!reader.isObject(path)) {
        return {};
    }
    const QString measure = reader.word(path / QStringLiteral("measure")).value_or(QStringLiteral("meanRatio"));
    warnUnlessKnown(reader, path / QStringLiteral("measure"), measure, {QStringLiteral("cles"), QStringLiteral("meanRatio")},
        QStringLiteral("meanRatio"));
    EffectSize size = EffectSize::none(measure == QLatin1String("cles") ? EffectMeasure::Superiority : EffectMeasure::MeanRatio);
    const std::array<std::pair<QString, double*>, 4> thresholds{
        {{QStringLiteral("allowedIncrease"), &size.allowedIncrease}, {QStringLiteral("allowedDecrease"), &size.allowedDecrease},
            {QStringLiteral("criticalIncrease"), &size.criticalIncrease}, {QStringLiteral("criticalDecrease"), &size.criticalDecrease}}};
    for (const auto& [key, threshold] : thresholds) {
        *threshold = reader.number(path / key).value_or(*threshold);
    }
    return size;
}

MetricRules readMetricRules(JsonReader& reader, const JsonPath& path)
{
    MetricRules rules;
    if (!reader.isObject(path)) {
        return rules;
    }
    const JsonPath direction = path / QStringLiteral("direction");
    if (const std::optional<QString> word = reader.word(direction)) {
        rules.direction = judge::directionFrom(*word);
        warnUnlessKnown(reader, direction, *word, {QStringLiteral("decrease"), QStringLiteral("either"), QStringLiteral("increase")},
            QStringLiteral("either"));
    }
    const JsonPath nan = path / QStringLiteral("nanStrategy");
    if (const std::optional<QString> word = reader.word(nan)) {
        rules.nanStrategy = judge::nanStrategyFrom(*word);
        warnUnlessKnown(
            reader, nan, *word, {QStringLiteral("none"), QStringLiteral("remove"), QStringLiteral("replace")}, QStringLiteral("remove"));
    }
    rules.outlierFactor = readOutlierFactor(reader, path / QStringLiteral("outliers"));
    rules.critical = reader.flag(path / QStringLiteral("critical")).value_or(false);
    rules.mustHaveData = reader.flag(path / QStringLiteral("mustHaveData")).value_or(false);
    rules.muted = reader.flag(path / QStringLiteral("muted")).value_or(false);
    rules.effectSize = readEffectSize(reader, path / QStringLiteral("effectSize"));
    return rules;
}

std::optional<Thresholds> readThresholds(JsonReader& reader, const JsonPath& path)
{
    if (!reader.isObject(path)) {
        return std::nullopt;
    }
    const std::optional<double> pass = reader.number(path / QStringLiteral("pass"));
    const std::optional<double> marginal = reader.number(path / QStringLiteral("marginal"));
    if (pass && marginal) {
        return Thresholds{*pass, *marginal};
    }
    if (!reader.has(path / QStringLiteral("pass")) || !reader.has(path / QStringLiteral("marginal"))) {
        reader.warn(
            path, QStringLiteral("missing-key"), QStringLiteral("%1 needs both pass and marginal, and is not used.").arg(toText(path)));
    }
    return std::nullopt;
}

KayentaConfig readKayentaConfig(const JsonText& text, const JsonPath& path)
{
    KayentaConfig config;
    JsonReader reader(text, config.problems);
    if (!reader.isObject(path)) {
        return config;
    }
    const JsonPath inner = path / QStringLiteral("canaryConfig");
    const bool wrapped = reader.has(inner);
    const JsonPath& here = wrapped ? inner : path;
    if (!reader.isObject(here)) {
        return config;
    }
    config.canary.name = reader.word(here / QStringLiteral("name")).value_or(QString());
    readMetrics(reader, here, config);
    readClassifier(reader, here / QStringLiteral("classifier"), config);
    if (wrapped) {
        config.requested = readThresholds(reader, path / QStringLiteral("scoreThresholds"));
        const JsonPath request = path / QStringLiteral("executionRequest");
        if (!config.requested && reader.isObject(request)) {
            config.requested = readThresholds(reader, request / QStringLiteral("thresholds"));
        }
    }
    return config;
}

KayentaConfig readKayentaConfig(const QString& file, const QByteArray& bytes)
{
    const std::expected<JsonText, Problem> text = JsonText::parse(file, bytes);
    if (!text) {
        KayentaConfig refused;
        refused.problems.push_back(text.error());
        return refused;
    }
    return readKayentaConfig(*text);
}

} // namespace fairlead::formats
