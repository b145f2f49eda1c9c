#pragma once

#include "models/base/problem.h"
#include "models/formats/kubernetes/flagger_schedule.h"

#include <QJsonObject>
#include <QJsonValue>
#include <QString>
#include <QStringList>

#include <optional>
#include <vector>

namespace fairlead::formats::kubernetes {

/// One step as written, in the object's own words: {"setWeight", 20}, {"pause", {duration, durationSeconds, indefinite}}.
struct PlanStep {
    QString type;
    QJsonValue value;
    Position at;

    bool operator==(const PlanStep&) const = default;
};

/// One metric with its limits. Numbers are numbers and lengths are seconds; a placeholder such as "{{args.count}}" stays text;
/// what is not written is null.
struct PlanMetric {
    QString name;
    QString provider; ///< empty when none is named
    QJsonValue interval;
    QJsonValue initialDelay;
    QJsonValue count;
    std::optional<QString> successCondition;
    std::optional<QString> failureCondition;
    QJsonValue failureLimit;
    QJsonValue inconclusiveLimit;
    QJsonValue consecutiveErrorLimit;
    QJsonValue consecutiveSuccessLimit;
    // Flagger only.
    std::optional<ThresholdRange> range;
    std::optional<double> threshold;
    QString templateRef;

    bool operator==(const PlanMetric&) const = default;

    /// How many measurements there are: count, or 1 where neither count nor interval is written, or null: until stopped.
    QJsonValue effectiveCount() const;
};

/// What decides, and what then happens, with a sentence that says both.
struct PlanRule {
    QString metric; ///< empty when it is about all of them
    QString action; ///< "roll back", "pause", "go on"
    QString echo;

    bool operator==(const PlanRule&) const = default;
};

/// A part of the object that Fairlead does not take over.
struct NotCarriedOver {
    QString path; ///< "spec.strategy.canary.steps[2].experiment"
    QString why;
    Position at;

    bool operator==(const NotCarriedOver&) const = default;
};

/// An object that says how something is rolled out or judged, as it was read from a file.
struct PlanObject {
    int document = 1; ///< from 1
    int line = 1; ///< where the object begins
    QString kind;
    QString apiVersion;
    QString name; ///< empty when it has none
    QString strategy; ///< "canary", "blueGreen", "abTesting"; empty for what has none
    std::vector<PlanStep> steps;
    std::vector<double> weights; ///< every weight that is asked for on the way, in order; full traffic comes behind the last one
    std::vector<PlanMetric> metrics;
    std::vector<PlanRule> rules;
    std::vector<NotCarriedOver> notCarriedOver;
    std::optional<FlaggerSchedule> schedule; ///< Canary only
    QJsonObject details; ///< what else there is to know of this kind: arguments, templates, webhooks, alerts

    bool operator==(const PlanObject&) const = default;
};

QJsonObject toJson(const PlanObject& object);

} // namespace fairlead::formats::kubernetes
