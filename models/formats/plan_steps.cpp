#include "models/formats/plan_steps.h"

#include "models/base/duration.h"
#include "models/formats/nearest.h"
#include "models/formats/plan_kinds.h"
#include "models/formats/plan_tasks.h"

#include <algorithm>
#include <cmath>
#include <map>

namespace fairlead::formats {

namespace {

using namespace std::chrono_literals;
using rollout::Approval;
using rollout::Deadline;
using rollout::Overdue;
using rollout::Step;
using rollout::StepKind;

constexpr Millis kShortest = 100ms;
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

std::optional<Step> readGate(const YamlScribe& scribe, const YamlEntry& entry)
{
    return checkWord(scribe, entry, "success_criteria") ? std::optional(stepOf(StepKind::Gate)) : std::nullopt;
}

std::optional<Step> readActivation(const YamlScribe& scribe, const YamlEntry& entry)
{
    return checkWord(scribe, entry, "registry") ? std::optional(stepOf(StepKind::Activate)) : std::nullopt;
}

std::optional<Step> readSwitch(const YamlScribe& scribe, const YamlEntry& entry)
{
    return checkWord(scribe, entry, "candidate") ? std::optional(stepOf(StepKind::Switch)) : std::nullopt;
}

using KindReader = std::optional<Step> (*)(const YamlScribe&, const YamlEntry&);

const std::map<QString, KindReader>& kindReaders()
{
    static const std::map<QString, KindReader> readers{{toString(StepKind::SetWeight), readWeight}, {toString(StepKind::Soak), readSoak},
        {toString(StepKind::Approval), readApproval}, {toString(StepKind::Gate), readGate}, {toString(StepKind::Activate), readActivation},
        {toString(StepKind::Mirror), readMirror}, {toString(StepKind::Switch), readSwitch}, {toString(StepKind::Flag), readFlag},
        {toString(StepKind::Unit), readUnit}, {toString(StepKind::Configure), readConfigure}, {toString(StepKind::Verify), readVerify},
        {toString(StepKind::Action), readAction}, {toString(StepKind::Checklist), readChecklist},
        {toString(StepKind::Analysis), readAnalysis}};
    return readers;
}

std::optional<Step> readKind(const YamlScribe& scribe, const YamlEntry& entry)
{
    const auto reader = kindReaders().find(entry.key);
    if (reader != kindReaders().end()) {
        return reader->second(scribe, entry);
    }
    QStringList kinds;
    for (const auto& [kind, read] : kindReaders()) {
        kinds.append(kind);
    }
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

} // namespace fairlead::formats
