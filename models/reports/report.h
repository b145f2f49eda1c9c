#pragma once

#include "models/domain/audit/record.h"
#include "models/domain/checklist/checklist.h"
#include "models/domain/gate/verdict.h"
#include "models/domain/rollout/state.h"

#include <optional>
#include <vector>

namespace fairlead::reports {

/// One of the six things that a record of a deployment must hold. @c text says what there is; a field may have
/// text and still be missing, when only a part of it is there.
struct Field {
    QString
        key; ///< stable: "optimizationMethod", "qualityScores", "deploymentTimestamps", "rollbackTested", "people", "businessJustification"
    QString title;
    QString text;
    bool missing = false;

    bool operator==(const Field&) const = default;
};

/// How the release ended, or where it stood when the report was written.
struct Outcome {
    QString code; ///< rollout::toString(phase): "activated", "rolled-back", "soaking", "to-start", …
    QString title; ///< "Activated", "Rolled back", "Under way: soaking"
    QString sentence;

    bool operator==(const Outcome&) const = default;
};

/// A stage of the plan and when it was entered and left.
struct StageTrack {
    rollout::Stage stage;
    rollout::StageTimes times;

    bool operator==(const StageTrack&) const = default;
};

/// Time that did not count: held by the engine, or paused by a person.
struct Interruption {
    bool paused = false;
    Instant from;
    std::optional<Instant> to; ///< empty while it lasts
    QString why;
    QString who;

    bool operator==(const Interruption&) const = default;
};

struct QualityScore {
    QString dimension;
    std::optional<double> before;
    std::optional<double> after;

    bool operator==(const QualityScore&) const = default;
};

/// What a gate said last at a stage.
struct GateCell {
    int stage = 0; ///< index into Report::stages
    gate::Verdict verdict;
    qint64 row = 0; ///< of the record that holds it

    bool operator==(const GateCell&) const = default;
};

struct GateRow {
    QString metric;
    QString condition; ///< as written
    std::vector<GateCell> cells; ///< in the order of stages; stages that were not judged are left out

    bool operator==(const GateRow&) const = default;
};

struct ChecklistLine {
    QString phase;
    QString text;
    int depth = 0;
    bool blocking = true;
    checklist::State state = checklist::State::Open;
    std::optional<checklist::Answer> answer; ///< the newest; empty when it was never answered

    bool operator==(const ChecklistLine&) const = default;
};

struct ChecklistPart {
    QString name;
    QString source;
    std::vector<ChecklistLine> lines;

    bool operator==(const ChecklistPart&) const = default;
};

struct Person {
    QString name;
    QStringList roles; ///< "release owner", "started", "checklist", …

    bool operator==(const Person&) const = default;
};

/// Something that did not go the plain way.
struct Deviation {
    qint64 row = 0;
    Instant at;
    QString who;
    QString text;

    bool operator==(const Deviation&) const = default;
};

/// Everything that a report of one release says. Made from the release's records alone, so that the same records
/// give the same report; renderers add nothing.
struct Report {
    Instant writtenAt;
    rollout::Release release;
    Outcome outcome;
    std::vector<Field> fields; ///< the six, in their order
    std::optional<Instant> startedAt;
    std::optional<Instant> endedAt;
    std::vector<StageTrack> stages;
    std::vector<Interruption> interruptions;
    std::vector<QualityScore> scores;
    std::vector<GateRow> gates;
    std::vector<rollout::Command> commands;
    std::optional<ChecklistPart> checklist; ///< empty when no checklist held the release
    std::vector<Person> people;
    std::vector<Deviation> deviations;
    std::vector<audit::Record> events; ///< of this release, oldest first
    audit::Verification history; ///< of the whole history, when the report was written

    /// Keys of the fields that are missing.
    QStringList missing() const;
};

/// Folds @p records of one release, oldest first, into its report. @p history is the check of the whole chain, made when
/// the report is written at @p writtenAt. NotFound without a record that a release was prepared; Corrupt when that
/// record cannot be read.
Result<Report> buildReport(const std::vector<audit::Record>& records, const audit::Verification& history, Instant writtenAt);

} // namespace fairlead::reports
