#include "models/formats/plan_kinds.h"

#include "models/formats/nearest.h"

#include <QRegularExpression>

namespace fairlead::formats {

namespace {

using namespace std::chrono_literals;
using rollout::Step;
using rollout::StepKind;

constexpr Millis kShortest = 100ms;
constexpr Millis kLongestSoak = 24h * 30;
constexpr int kMostSamples = 1'000'000;

Step stepOf(StepKind kind)
{
    Step step;
    step.kind = kind;
    return step;
}

/// Is there a value at all? Reported with @p example otherwise.
bool hasValue(const YamlScribe& scribe, const YamlEntry& entry, const QString& example)
{
    if (entry.value.kind != YamlNode::Kind::Null) {
        return true;
    }
    scribe.error(entry.keyAt, "missing-value", QStringLiteral("“%1” has no value.").arg(entry.key),
        QStringLiteral("Write “- %1: %2”.").arg(entry.key, example));
    return false;
}

/// A name that targets take as an identifier.
bool isName(const YamlScribe& scribe, const YamlNode& node, const QString& what)
{
    static const QRegularExpression identifier(QStringLiteral("^[A-Za-z0-9_.:-]{1,80}$"));
    if (node.kind == YamlNode::Kind::Scalar && identifier.match(node.text).hasMatch()) {
        return true;
    }
    scribe.error(node.at, "bad-name", QStringLiteral("%1 must be a name of letters, digits and _ . : -, at most 80.").arg(what));
    return false;
}

/// One name or a list of them, each once; empty where one was refused.
QStringList namesOf(const YamlScribe& scribe, const YamlNode& node, const QString& what)
{
    QStringList names;
    const bool isList = node.kind == YamlNode::Kind::Sequence;
    const std::vector<YamlNode> one = isList ? std::vector<YamlNode>() : std::vector<YamlNode>{node};
    const std::vector<YamlNode>& nodes = isList ? node.items : one;
    if (nodes.empty()) {
        scribe.error(node.at, "empty-list", QStringLiteral("The list is empty."), QStringLiteral("Write at least one name."));
    }
    for (const YamlNode& each : nodes) {
        if (!isName(scribe, each, what)) {
            return {};
        }
        if (names.contains(each.text)) {
            scribe.error(
                each.at, "duplicate-name", QStringLiteral("“%1” is there twice.").arg(each.text), QStringLiteral("Keep one of them."));
            return {};
        }
        names.append(each.text);
    }
    return names;
}

} // namespace

std::optional<Step> readSoak(const YamlScribe& scribe, const YamlEntry& entry)
{
    Step step = stepOf(StepKind::Soak);
    if (entry.value.kind != YamlNode::Kind::Map) {
        const std::optional<Millis> length = durationOf(scribe, entry.value, QStringLiteral("The soak"), kShortest, kLongestSoak);
        step.soak = length.value_or(Millis());
        return length ? std::optional(step) : std::nullopt;
    }
    const int before = scribe.errorCount();
    YamlMap map(scribe, entry.value, QStringLiteral("a soak"), entry.keyAt);
    step.soak = map.duration("for", Need::Optional, kShortest, kLongestSoak).value_or(Millis());
    step.samples = map.whole("samples", Need::Optional, 1, kMostSamples).value_or(0);
    map.finish();
    if (scribe.errorCount() == before && step.soak == Millis() && step.samples == 0) {
        scribe.error(entry.value.at, "missing-value", QStringLiteral("The soak says neither how long nor how many samples."),
            QStringLiteral("Write “- soak: {for: 30m, samples: 50}”, or one of the two."));
    }
    return scribe.errorCount() > before ? std::nullopt : std::optional(step);
}

std::optional<Step> readMirror(const YamlScribe& scribe, const YamlEntry& entry)
{
    const std::optional<double> value = numberOf(scribe, entry.value, QStringLiteral("The mirrored share"), 0.0, 100.0);
    if (!value) {
        return std::nullopt;
    }
    if (*value <= 0.0) {
        scribe.error(entry.value.at, "out-of-range", QStringLiteral("A mirror of 0 % copies nothing; it ends where users come."),
            QStringLiteral("Write a number above 0."));
        return std::nullopt;
    }
    Step step = stepOf(StepKind::Mirror);
    step.reach.mirror = Percent::clamped(*value);
    return step;
}

std::optional<Step> readFlag(const YamlScribe& scribe, const YamlEntry& entry)
{
    Step step = stepOf(StepKind::Flag);
    const int before = scribe.errorCount();
    if (entry.value.kind == YamlNode::Kind::Map) {
        YamlMap map(scribe, entry.value, QStringLiteral("a flag"), entry.keyAt);
        step.weight = Percent::clamped(map.number("percent", Need::Optional, 0.0, 100.0).value_or(0.0));
        if (const YamlNode* segments = map.find("segments", Need::Optional)) {
            step.reach.segments = namesOf(scribe, *segments, QStringLiteral("A segment"));
        }
        map.finish();
    } else {
        step.weight = Percent::clamped(numberOf(scribe, entry.value, QStringLiteral("The percentage"), 0.0, 100.0).value_or(0.0));
    }
    if (scribe.errorCount() == before && step.weight == Percent() && step.reach.segments.isEmpty()) {
        scribe.error(entry.value.at, "out-of-range",
            QStringLiteral("A flag of 0 % without segments is off; a rollback does that by itself."),
            QStringLiteral("Write “- flag: 25” or “- flag: {segments: [beta]}”."));
    }
    return scribe.errorCount() > before ? std::nullopt : std::optional(step);
}

std::optional<Step> readUnit(const YamlScribe& scribe, const YamlEntry& entry)
{
    if (!hasValue(scribe, entry, QStringLiteral("docs"))) {
        return std::nullopt;
    }
    Step step = stepOf(StepKind::Unit);
    step.reach.units = namesOf(scribe, entry.value, QStringLiteral("A unit"));
    return step.reach.units.isEmpty() ? std::nullopt : std::optional(step);
}

std::optional<Step> readConfigure(const YamlScribe& scribe, const YamlEntry& entry)
{
    if (!hasValue(scribe, entry, QStringLiteral("{MODE: enabled}")) || !expectMap(scribe, entry.value, QStringLiteral("A configuration"))) {
        return std::nullopt;
    }
    Step step = stepOf(StepKind::Configure);
    for (const YamlEntry& setting : entry.value.entries) {
        if (setting.value.kind != YamlNode::Kind::Scalar) {
            scribe.error(setting.keyAt, "bad-value", QStringLiteral("“%1” must have one text as its value.").arg(setting.key),
                QStringLiteral("Write “%1: \"\"” for an empty one.").arg(setting.key));
            return std::nullopt;
        }
        step.reach.settings.insert(setting.key, setting.value.text);
    }
    if (step.reach.settings.isEmpty()) {
        scribe.error(
            entry.value.at, "empty-map", QStringLiteral("Nothing is configured."), QStringLiteral("Write “- configure: {MODE: enabled}”."));
        return std::nullopt;
    }
    return step;
}

std::optional<Step> readChecklist(const YamlScribe& scribe, const YamlEntry& entry)
{
    const std::optional<QString> title = textOf(scribe, entry.value, QStringLiteral("The part of the checklist"));
    if (!title) {
        return std::nullopt;
    }
    Step step = stepOf(StepKind::Checklist);
    step.checklist = title->trimmed();
    return step;
}

std::optional<Step> readAnalysis(const YamlScribe& scribe, const YamlEntry& entry)
{
    const QString word = entry.value.kind == YamlNode::Kind::Scalar ? entry.value.text : QString();
    if (word == QLatin1String("background")) {
        return stepOf(StepKind::Analysis);
    }
    if (word == QLatin1String("inline")) {
        return stepOf(StepKind::Gate);
    }
    scribe.error(entry.value.kind == YamlNode::Kind::Null ? entry.keyAt : entry.value.at, "bad-step",
        QStringLiteral("An analysis is “background” or “inline”."),
        QStringLiteral("background: gates and rules act from here on, and not before; inline: all gates must pass here."));
    return std::nullopt;
}

} // namespace fairlead::formats
