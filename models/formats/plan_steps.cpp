#include "models/formats/plan_steps.h"

#include "models/base/duration.h"
#include "models/formats/nearest.h"

#include <algorithm>
#include <cmath>

namespace fairlead::formats {

namespace {

using namespace std::chrono_literals;
using rollout::Approval;
using rollout::Deadline;
using rollout::Overdue;
using rollout::Step;
using rollout::StepKind;

constexpr Millis kShortest = 100ms;
constexpr Millis kLongestSoak = 24h * 30;
constexpr Millis kLongestDeadline = 24h * 60; ///< of a step: a soak with as much again
constexpr int kMostPeople = 20;

const QString kDeadline = QStringLiteral("deadline");

bool checkWord(const YamlScribe& scribe, const YamlEntry& entry, const char* word)
{
    const QString expected = QString::fromLatin1(word);
    if (entry.value.kind == YamlNode::Kind::Scalar && entry.value.text == expected) {
        return true;
    }
    scribe.error(entry.value.kind == YamlNode::Kind::Null ? entry.keyAt : entry.value.at, "bad-step",
        QStringLiteral("“%1” takes only “%2”.").arg(entry.key, expected), QStringLiteral("Write “- %1: %2”.").arg(entry.key, expected));
    return false;
}

Step stepOf(StepKind kind)
{
    Step step;
    step.kind = kind;
    return step;
}

std::optional<Step> readWeight(const YamlScribe& scribe, const YamlEntry& entry)
{
    const std::optional<double> value = numberOf(scribe, entry.value, QStringLiteral("The weight"), 0.0, 100.0);
    if (value && *value <= 0.0) {
        scribe.error(entry.value.at, "out-of-range", QStringLiteral("A weight of 0 % sends nothing; a rollback does that by itself."),
            QStringLiteral("Write a number above 0."));
        return std::nullopt;
    }
    if (!value) {
        return std::nullopt;
    }
    Step step = stepOf(StepKind::SetWeight);
    step.weight = Percent::clamped(*value);
    return step;
}

std::optional<Step> readSoak(const YamlScribe& scribe, const YamlEntry& entry)
{
    const std::optional<Millis> length = durationOf(scribe, entry.value, QStringLiteral("The soak"), kShortest, kLongestSoak);
    if (!length) {
        return std::nullopt;
    }
    Step step = stepOf(StepKind::Soak);
    step.soak = *length;
    return step;
}

/// “approval: 2”.
std::optional<Approval> readPeopleCount(const YamlScribe& scribe, const YamlNode& node)
{
    const std::optional<double> needed = numberOf(scribe, node, QStringLiteral("The number of people"), 1, kMostPeople);
    if (needed && std::trunc(*needed) != *needed) {
        scribe.error(node.at, "bad-value", QStringLiteral("People are counted in whole numbers."),
            QStringLiteral("Write %1, for example.").arg(std::trunc(*needed)));
        return std::nullopt;
    }
    return needed ? std::optional(Approval{static_cast<int>(*needed), {}}) : std::nullopt;
}

/// “approval: {needed: 2, people: […]}”.
std::optional<Approval> readPeople(const YamlScribe& scribe, const YamlEntry& entry)
{
    const int before = scribe.errorCount();
    YamlMap map(scribe, entry.value, QStringLiteral("an approval"), entry.keyAt);
    Approval approval;
    approval.needed = map.whole("needed", Need::Optional, 1, kMostPeople).value_or(1);
    approval.people = textsOf(map.texts("people", Need::Optional));
    const YamlNode* people = map.find("people", Need::Optional);
    map.finish();
    if (people != nullptr && people->kind == YamlNode::Kind::Sequence && people->items.empty()) {
        scribe.error(people->at, "empty-list", QStringLiteral("An empty list does not say whether anybody may approve or nobody."),
            QStringLiteral("Delete the key for anybody, or name some people."));
    }
    if (scribe.errorCount() > before) {
        return std::nullopt;
    }
    if (!approval.people.isEmpty() && approval.needed > approval.people.size()) {
        scribe.error(map.placeOf("needed"), "too-few-people",
            QStringLiteral("%1 people must approve, but only %2 may.").arg(approval.needed).arg(approval.people.size()),
            QStringLiteral("Name more people, or ask for fewer."));
        return std::nullopt;
    }
    return approval;
}

std::optional<Step> readApproval(const YamlScribe& scribe, const YamlEntry& entry)
{
    if (entry.value.kind == YamlNode::Kind::Null) {
        scribe.error(entry.keyAt, "missing-value", QStringLiteral("“approval” has no value."),
            QStringLiteral("Write how many people must approve: “- approval: 1”."));
        return std::nullopt;
    }
    const std::optional<Approval> approval
        = entry.value.kind == YamlNode::Kind::Map ? readPeople(scribe, entry) : readPeopleCount(scribe, entry.value);
    if (!approval) {
        return std::nullopt;
    }
    Step step = stepOf(StepKind::Approval);
    step.approval = *approval;
    return step;
}

std::optional<Step> readKind(const YamlScribe& scribe, const YamlEntry& entry)
{
    if (entry.key == QLatin1String("setWeight")) {
        return readWeight(scribe, entry);
    }
    if (entry.key == QLatin1String("soak")) {
        return readSoak(scribe, entry);
    }
    if (entry.key == QLatin1String("approval")) {
        return readApproval(scribe, entry);
    }
    if (entry.key == QLatin1String("gate")) {
        return checkWord(scribe, entry, "success_criteria") ? std::optional(stepOf(StepKind::Gate)) : std::nullopt;
    }
    if (entry.key == QLatin1String("activate")) {
        return checkWord(scribe, entry, "registry") ? std::optional(stepOf(StepKind::Activate)) : std::nullopt;
    }
    const QStringList kinds{QStringLiteral("setWeight"), QStringLiteral("soak"), QStringLiteral("gate"), QStringLiteral("approval"),
        QStringLiteral("activate")};
    scribe.error(entry.keyAt, "bad-step", QStringLiteral("“%1” is not a step.").arg(entry.key),
        suggestion(entry.key, kinds, QStringLiteral("Steps are"), QString()));
    return std::nullopt;
}

std::optional<Deadline> readDeadline(const YamlScribe& scribe, const YamlEntry& entry)
{
    if (entry.value.kind == YamlNode::Kind::Null) {
        scribe.error(entry.keyAt, "missing-value", QStringLiteral("“deadline” has no value."),
            QStringLiteral("Write “deadline: {after: 45m, then: roll back}”."));
        return std::nullopt;
    }
    if (!expectMap(scribe, entry.value, QStringLiteral("A deadline"))) {
        return std::nullopt;
    }
    const int before = scribe.errorCount();
    YamlMap map(scribe, entry.value, QStringLiteral("a deadline"), entry.keyAt);
    Deadline deadline;
    deadline.length = map.duration("after", Need::Required, kShortest, kLongestDeadline).value_or(Millis());
    const std::optional<QString> then = map.text("then", Need::Optional);
    map.finish();
    if (then && !rollout::overdueFrom(*then)) {
        const QStringList words{toString(Overdue::Notify), toString(Overdue::Hold), toString(Overdue::RollBack)};
        scribe.error(map.placeOf("then"), "bad-value", QStringLiteral("“%1” is not what can happen at a deadline.").arg(then->left(60)),
            suggestion(*then, words, QStringLiteral("It can be"), QString()));
    } else if (then) {
        deadline.then = *rollout::overdueFrom(*then);
    }
    return scribe.errorCount() > before ? std::nullopt : std::optional(deadline);
}

/// A soak whose deadline comes first would always be late.
bool fitsInTime(const YamlScribe& scribe, const YamlEntry& deadline, const Step& step)
{
    if (step.kind != StepKind::Soak || step.soak < step.deadline->length) {
        return true;
    }
    scribe.error(deadline.value.at, "out-of-range",
        QStringLiteral("The soak takes %1, but its deadline passes after %2.").arg(toText(step.soak), toText(step.deadline->length)),
        QStringLiteral("Let the deadline be longer than the soak."));
    return false;
}

std::optional<Step> readStep(const YamlScribe& scribe, const YamlNode& node)
{
    const auto isDeadline = [](const YamlEntry& entry) { return entry.key == kDeadline; };
    const auto deadlines = std::ranges::count_if(node.entries, isDeadline);
    if (node.kind != YamlNode::Kind::Map || deadlines > 1 || std::ssize(node.entries) - deadlines != 1) {
        scribe.error(node.at, "bad-step", QStringLiteral("A step must be one key with its value, and at most a deadline beside it."),
            QStringLiteral("Write “- setWeight: 10” or “- soak: 30m”."));
        return std::nullopt;
    }
    std::optional<Step> step = readKind(scribe, *std::ranges::find_if_not(node.entries, isDeadline));
    if (deadlines == 0) {
        return step;
    }
    const YamlEntry& entry = *std::ranges::find_if(node.entries, isDeadline);
    const std::optional<Deadline> deadline = readDeadline(scribe, entry);
    if (!step || !deadline) {
        return std::nullopt;
    }
    step->deadline = deadline;
    return fitsInTime(scribe, entry, *step) ? step : std::nullopt;
}

void wrongOrder(const YamlScribe& scribe, Position at, const QString& message, const QString& help)
{
    scribe.error(at, "bad-step-order", message, help);
}

void checkWeight(const YamlScribe& scribe, const std::vector<PlacedStep>& steps, std::size_t i, std::optional<double>& last, bool gated)
{
    const double weight = steps[i].step.weight.value();
    if (last && weight <= *last) {
        wrongOrder(scribe, steps[i].at, QStringLiteral("The weight goes from %1 % to %2 %, but weights must rise.").arg(*last).arg(weight),
            QStringLiteral("Order the weights from small to large."));
    }
    if (last && !gated) {
        scribe.warn(steps[i].at, "ungated-weight", QStringLiteral("No gate stands between %1 % and %2 %.").arg(*last).arg(weight),
            QStringLiteral("Add “- gate: success_criteria” before this step."));
    }
    const StepKind next = i + 1 < steps.size() ? steps[i + 1].step.kind : StepKind::Activate;
    if (next != StepKind::Soak && next != StepKind::Approval) {
        wrongOrder(scribe, steps[i].at, QStringLiteral("Neither a soak nor an approval follows the weight of %1 %.").arg(weight),
            QStringLiteral("Add “- soak: 15m” after it: a weight that nobody watches proves nothing."));
    }
    last = weight;
}

void checkEnd(const YamlScribe& scribe, const std::vector<PlacedStep>& steps, const std::optional<double>& lastWeight, bool gated)
{
    const PlacedStep& end = steps.back();
    if (end.step.kind != StepKind::Activate) {
        wrongOrder(scribe, end.at, QStringLiteral("The plan does not end with the activation."),
            QStringLiteral("Add “- activate: registry” as the last step."));
        return;
    }
    if (lastWeight && *lastWeight < 100.0) {
        wrongOrder(scribe, end.at, QStringLiteral("The plan activates at %1 % of the traffic.").arg(*lastWeight),
            QStringLiteral("Let the weights reach 100 before the activation."));
    }
    if (lastWeight && !gated) {
        scribe.warn(end.at, "ungated-weight", QStringLiteral("No gate stands between %1 % and the activation.").arg(*lastWeight),
            QStringLiteral("Add “- gate: success_criteria” before this step."));
    }
}

} // namespace

ReadSteps readSteps(YamlMap& map, int phase)
{
    ReadSteps read;
    const std::vector<YamlNode>* nodes = map.list("steps", Need::Required);
    read.complete = nodes != nullptr;
    if (nodes == nullptr) {
        return read;
    }
    read.steps.reserve(nodes->size());
    for (const YamlNode& node : *nodes) {
        std::optional<Step> step = readStep(map.scribe(), node);
        read.complete = read.complete && step.has_value();
        if (step) {
            step->phase = phase;
            read.steps.push_back({*step, node.at});
        }
    }
    return read;
}

void checkOrder(const YamlScribe& scribe, Position at, const std::vector<PlacedStep>& steps)
{
    if (steps.empty()) {
        scribe.error(at, "no-steps", QStringLiteral("The plan has no steps."), QStringLiteral("Begin with “- setWeight: 10”."));
        return;
    }
    std::optional<double> lastWeight;
    bool gated = false;
    for (std::size_t i = 0; i < steps.size(); ++i) {
        const StepKind kind = steps[i].step.kind;
        if (kind == StepKind::SetWeight) {
            checkWeight(scribe, steps, i, lastWeight, gated);
            gated = false;
        } else if (!lastWeight && kind != StepKind::Approval) {
            wrongOrder(scribe, steps[i].at, QStringLiteral("“%1” stands before the first weight.").arg(toString(kind)),
                QStringLiteral("Begin with “- setWeight: 10”."));
            return;
        }
        if (kind == StepKind::Activate && i + 1 < steps.size()) {
            wrongOrder(scribe, steps[i].at, QStringLiteral("The activation is not the last step."), QStringLiteral("Move it to the end."));
            return;
        }
        // A person who looks at the figures and says yes holds a bad release as a gate does.
        gated = gated || kind == StepKind::Gate || kind == StepKind::Approval;
    }
    checkEnd(scribe, steps, lastWeight, gated);
}

} // namespace fairlead::formats
