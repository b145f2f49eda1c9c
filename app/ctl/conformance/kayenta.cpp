#include "app/ctl/conformance/agreement.h"
#include "app/ctl/conformance/category.h"
#include "app/ctl/conformance/kayenta_vectors.h"
#include "models/domain/judge/judgement.h"
#include "models/domain/judge/repeated.h"
#include "models/domain/judge/scorer.h"
#include "models/domain/judge/transforms.h"
#include "models/formats/json_text.h"
#include "models/formats/kayenta_config.h"
#include "models/formats/kayenta_data.h"
#include "models/formats/kayenta_result.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonObject>

#include <algorithm>
#include <array>
#include <functional>

// The tolerances: what is counted exactly, means and ratios to the last digits, ends of intervals and estimates by the
// reach of their root finder.

namespace fairlead::ctl::conformance {

namespace {

using formats::JsonPath;
using formats::JsonReader;
using formats::JsonText;

constexpr Tolerance kLastDigits{1e-12, 0};
constexpr Tolerance kRoot{1e-9, 1e-6};
constexpr Tolerance kNoise{1e-3, 0}; ///< what the reference adds to series of one value each

bool isConstant(const judge::Values& values)
{
    return !values.empty() && std::ranges::all_of(values, [&](double value) { return value == values.front(); });
}

bool sameText(const QJsonValue& actual, const QJsonValue& expected)
{
    return actual.toString() == expected.toString();
}

bool classify(JsonReader& reader, const JsonPath& path, const QJsonObject& expected)
{
    const formats::KayentaSample sample = formats::readKayentaSample(reader, path);
    const QJsonObject found = formats::classified(sample);
    const bool noisy = isConstant(sample.experiment) && isConstant(sample.control) && sample.experiment.front() != sample.control.front();
    const auto number = [&](const char* key, Tolerance tolerance) {
        return agrees(found.value(QLatin1String(key)), expected.value(QLatin1String(key)), tolerance);
    };
    const bool verdict = found.value(QStringLiteral("classification")) == expected.value(QStringLiteral("classification"))
        && found.value(QStringLiteral("critical")) == expected.value(QStringLiteral("critical"));
    if (noisy) {
        return verdict && number("deviation", kNoise);
    }
    return verdict && number("deviation", kLastDigits) && number("cles", kLastDigits) && number("ciLow", kRoot) && number("ciHigh", kRoot)
        && number("estimate", kRoot);
}

/// The reference's own tests: they say some of what classify() reports.
bool classifier(JsonReader& reader, const JsonPath& path, const QJsonObject& expected)
{
    const formats::KayentaSample sample = formats::readKayentaSample(reader, path);
    const QString label = expected.value(QStringLiteral("classification")).toString();
    if (reader.text().at(path / QStringLiteral("classifier")).toString() == QLatin1String("meanInequality")) {
        return judge::toString(judge::compareMeans(sample.experiment, sample.control, sample.rules)) == label;
    }
    const QJsonObject found = formats::classified(sample);
    const QJsonValue critical = expected.value(QStringLiteral("critical"));
    const QJsonValue deviation = expected.value(QStringLiteral("deviation"));
    return found.value(QStringLiteral("classification")).toString() == label
        && (critical.isUndefined() || critical == found.value(QStringLiteral("critical")))
        && (deviation.isUndefined() || agrees(found.value(QStringLiteral("deviation")), deviation, kLastDigits));
}

bool sameStats(const QJsonObject& actual, const QJsonObject& expected, Tolerance tolerance)
{
    return std::ranges::all_of(
        expected.keys(), [&](const QString& key) { return agrees(actual.value(key), expected.value(key), tolerance); });
}

bool sameResult(const QJsonObject& actual, const QJsonObject& expected, bool noisy)
{
    for (const auto& key : {QStringLiteral("name"), QStringLiteral("classification"), QStringLiteral("classificationReason")}) {
        if (!sameText(actual.value(key), expected.value(key))) {
            return false;
        }
    }
    const Tolerance ratio = noisy ? kNoise : kLastDigits;
    const auto stats
        = [&](const QString& key) { return sameStats(actual.value(key).toObject(), expected.value(key).toObject(), kLastDigits); };
    return actual.value(QStringLiteral("critical")).toBool() == expected.value(QStringLiteral("critical")).toBool()
        && actual.value(QStringLiteral("muted")).toBool() == expected.value(QStringLiteral("muted")).toBool()
        && agrees(actual.value(QStringLiteral("ratio")), expected.value(QStringLiteral("ratio")), ratio)
        && stats(QStringLiteral("controlStats")) && stats(QStringLiteral("experimentStats"));
}

/// The groups' order is not part of an answer.
QMap<QString, QJsonValue> scoresByGroup(const QJsonValue& groups)
{
    QMap<QString, QJsonValue> scores;
    for (const QJsonArray groupList = groups.toArray(); const QJsonValue& group : groupList) {
        scores.insert(group[QStringLiteral("name")].toString(), group[QStringLiteral("score")]);
    }
    return scores;
}

bool sameGroups(const QJsonValue& actual, const QJsonValue& expected)
{
    const QMap<QString, QJsonValue> mine = scoresByGroup(actual);
    const QMap<QString, QJsonValue> theirs = scoresByGroup(expected);
    const QStringList groups = theirs.keys();
    return mine.size() == theirs.size() && std::ranges::all_of(groups, [&](const QString& group) {
        return mine.contains(group) && agrees(mine[group], theirs[group], kLastDigits);
    });
}

bool sameJudgement(const QJsonObject& actual, const QJsonObject& expected, const std::vector<bool>& noisy)
{
    const QJsonValue mine = actual.value(QStringLiteral("score"));
    const QJsonValue theirs = expected.value(QStringLiteral("score"));
    const QJsonArray results = actual.value(QStringLiteral("results")).toArray();
    const QJsonArray wanted = expected.value(QStringLiteral("results")).toArray();
    bool same = mine[QStringLiteral("score")] == theirs[QStringLiteral("score")]
        && mine[QStringLiteral("classification")] == theirs[QStringLiteral("classification")]
        && sameText(mine[QStringLiteral("classificationReason")], theirs[QStringLiteral("classificationReason")])
        && sameGroups(actual.value(QStringLiteral("groupScores")), expected.value(QStringLiteral("groupScores")))
        && results.size() == wanted.size();
    for (int i = 0; same && i < results.size(); ++i) {
        same = sameResult(results.at(i).toObject(), wanted.at(i).toObject(), noisy[static_cast<std::size_t>(i)]);
    }
    return same;
}

bool wholeJudge(JsonReader& reader, const JsonPath& path, const QJsonObject& expected)
{
    const formats::KayentaConfig config = formats::readKayentaConfig(reader.text(), path);
    const formats::KayentaPairs data = formats::readKayentaPairs(reader.text(), {}, path);
    const bool refusal = expected.contains(QStringLiteral("exception"));
    if (!config.isUsable() || !data.isUsable() || !config.requested) {
        return refusal;
    }
    const Result<judge::Judgement> judgement = judge::judge(config.canary, *config.requested, data.pairs);
    if (!judgement || refusal) {
        return !judgement && refusal;
    }
    std::vector<bool> noisy;
    for (const judge::MetricPair& pair : data.pairs) {
        const judge::MetricConfig* const metric = config.canary.find(pair.name);
        const judge::Values experiment = judge::transform(pair.experiment, metric->rules);
        const judge::Values control = judge::transform(pair.control, metric->rules);
        noisy.push_back(isConstant(experiment) && isConstant(control) && experiment.front() != control.front());
    }
    return sameJudgement(formats::toJson(*judgement), expected, noisy);
}

bool scorer(JsonReader& reader, const JsonPath& path, const QJsonObject& expected)
{
    const QJsonObject input = reader.text().at(path).toObject();
    std::map<QString, double> weights;
    const QJsonObject given = input.value(QStringLiteral("groupWeights")).toObject();
    for (const QString& group : given.keys()) {
        weights[group] = given.value(group).toDouble();
    }
    std::vector<judge::Counted> results;
    for (const QJsonArray resultList = input.value(QStringLiteral("results")).toArray(); const QJsonValue& result : resultList) {
        const auto label = judge::labelFrom(result[QStringLiteral("classification")].toString());
        QStringList groups;
        for (const QJsonArray groupList = result[QStringLiteral("groups")].toArray(); const QJsonValue& group : groupList) {
            groups.append(group.toString());
        }
        results.push_back({groups, label.value_or(judge::Label::Error), result[QStringLiteral("classificationReason")].toString(),
            result[QStringLiteral("critical")].toBool(), result[QStringLiteral("muted")].toBool()});
    }
    const judge::Score score = judge::scoreOf(results, weights);
    std::vector<double> mine;
    mine.reserve(score.groups.size());
    std::vector<double> theirs;
    for (const judge::GroupScore& group : score.groups) {
        mine.push_back(group.score);
    }
    for (const QJsonArray groupList = expected.value(QStringLiteral("groupScores")).toArray(); const QJsonValue& group : groupList) {
        theirs.push_back(group.toDouble());
    }
    std::ranges::sort(mine);
    std::ranges::sort(theirs);
    const bool groups = !expected.contains(QStringLiteral("groupScores"))
        || std::ranges::equal(mine, theirs, [](double a, double b) { return agrees(a, b, kLastDigits); });
    return groups && agrees(score.summary, expected.value(QStringLiteral("summaryScore")), {});
}

bool aggregate(JsonReader& reader, const JsonPath& path, const QJsonObject& expected)
{
    const judge::FinalResult found = judge::finalResult(reader.number(path / QStringLiteral("finalScore")).value_or(0),
        reader.number(path / QStringLiteral("pass")), reader.number(path / QStringLiteral("marginal")));
    const QJsonValue message = expected.value(QStringLiteral("message"));
    return found.passed == expected.value(QStringLiteral("didPassThresholds")).toBool()
        && (message.isUndefined() || message.toString() == found.message);
}

Category configs(const QString& folder, const JsonText& manifest)
{
    Category category{QStringLiteral("kayenta-configs"), 0, {}};
    for (const QJsonArray entryList = manifest.root()[QStringLiteral("files")].toArray(); const QJsonValue& entry : entryList) {
        const QString name = entry[QStringLiteral("file")].toString();
        QFile file(folder + QLatin1Char('/') + name);
        const bool open = file.open(QIODevice::ReadOnly);
        category.count(name, open && sameConfig(formats::readKayentaConfig(name, file.readAll()), entry.toObject()));
    }
    return category;
}

struct Kind {
    const char* name;
    const char* file;
    bool (*agrees)(JsonReader& reader, const JsonPath& path, const QJsonObject& expected);
};

constexpr std::array kKinds{Kind{"kayenta-classify", "kayenta/classify.json", classify},
    Kind{"kayenta-classifier", "kayenta/classifier.json", classifier}, Kind{"kayenta-judge", "kayenta/judge.json", wholeJudge},
    Kind{"kayenta-scorer", "kayenta/scorer.json", scorer}, Kind{"kayenta-statistic", "kayenta/statistic.json", statistic},
    Kind{"kayenta-transform", "kayenta/transform.json", transform}, Kind{"kayenta-detector", "kayenta/detector.json", detector},
    Kind{"kayenta-mixer", "kayenta/mixer.json", mixer}, Kind{"kayenta-aggregate", "kayenta/aggregate.json", aggregate},
    Kind{"kayenta-mannwhitney", "kayenta/mannwhitney.json", mannWhitney}, Kind{"r-wilcox", "r-wilcox.json", wilcoxon}};

Category run(const Kind& kind, const JsonText& text)
{
    Category category{QLatin1String(kind.name), 0, {}};
    const QJsonArray cases = text.root()[QStringLiteral("cases")].toArray();
    for (int i = 0; i < cases.size(); ++i) {
        Problems problems;
        JsonReader reader(text, problems);
        const QJsonValue one = cases.at(i);
        category.count(one[QStringLiteral("id")].toString(),
            kind.agrees(reader, {QStringLiteral("cases"), QString::number(i)}, one[QStringLiteral("expected")].toObject()));
    }
    return category;
}

/// Adds what @p judge makes of the file, if there is one.
void add(Categories& categories, const QString& path, const QString& name, const std::function<Category(const JsonText&)>& judge)
{
    QFile file(path);
    if (!file.exists()) {
        return;
    }
    const bool open = file.open(QIODevice::ReadOnly);
    const std::expected<JsonText, Problem> text = JsonText::parse(path, file.readAll());
    categories.append(open && text ? judge(*text) : Category{name, 0, {QFileInfo(path).fileName()}});
}

} // namespace

Categories kayenta(const QString& directory)
{
    Categories categories;
    for (const Kind& kind : kKinds) {
        add(categories, directory + QLatin1Char('/') + QLatin1String(kind.file), QLatin1String(kind.name),
            [&](const JsonText& text) { return run(kind, text); });
    }
    const QString folder = directory + QStringLiteral("/kayenta/configs");
    add(categories, folder + QStringLiteral("/manifest.json"), QStringLiteral("kayenta-configs"),
        [&](const JsonText& text) { return configs(folder, text); });
    return categories;
}

} // namespace fairlead::ctl::conformance
