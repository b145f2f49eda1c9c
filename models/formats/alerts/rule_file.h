#pragma once

#include "models/base/instant.h"
#include "models/base/problem.h"

#include <QByteArray>
#include <QString>

#include <optional>
#include <utility>
#include <vector>

namespace fairlead::formats::alerts {

/// Names and texts in the order of the file.
using Pairs = std::vector<std::pair<QString, QString>>;

/// One rule of a Prometheus rule file: an alert, or a recording.
struct AlertRule {
    bool recording = false;
    QString name; ///< of the alert, or of the metric that is recorded
    QString expr; ///< PromQL
    Millis pending{0}; ///< “for”: how long the expression must give a result before the alert fires
    Millis keepFiring{0}; ///< “keep_firing_for”
    Pairs labels;
    Pairs annotations;
    Position at;

    /// The value of @p label, or nothing.
    QString label(const QString& wanted) const;
    QString annotation(const QString& wanted) const;
    /// Where the rule stands does not count.
    bool operator==(const AlertRule& other) const
    {
        return recording == other.recording && name == other.name && expr == other.expr && pending == other.pending
            && keepFiring == other.keepFiring && labels == other.labels && annotations == other.annotations;
    }
};

struct RuleGroup {
    QString name;
    std::optional<Millis> interval;
    int limit = 0; ///< alerts at most; 0 without limit
    std::vector<AlertRule> rules;
    Position at;

    bool operator==(const RuleGroup& other) const
    {
        return name == other.name && interval == other.interval && limit == other.limit && rules == other.rules;
    }
};

/// A Prometheus rule file: what every format is read into and written from.
struct RuleFile {
    std::vector<RuleGroup> groups;

    int alertCount() const;
    int recordingCount() const;
    bool operator==(const RuleFile&) const = default;
};

/// Something that the other format cannot say. Nothing is left out without one of these.
struct NotCarriedOver {
    QString path; ///< of what was left out, in the file it was read from: "groups[0].rules[2].keep_firing_for"
    QString why; ///< one sentence

    bool operator==(const NotCarriedOver&) const = default;
};

using NotCarriedOvers = std::vector<NotCarriedOver>;

/// A file in another format, and what it cannot say.
struct WrittenRules {
    QByteArray bytes;
    NotCarriedOvers notCarriedOver;
};

/// What a reader made of a file. The rules are what could be read, also beside errors.
struct RuleReading {
    RuleFile rules;
    Problems problems;
    NotCarriedOvers notCarriedOver;

    bool valid() const { return !hasErrors(problems); }
};

} // namespace fairlead::formats::alerts
