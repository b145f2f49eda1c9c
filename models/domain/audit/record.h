#pragma once

#include "models/base/instant.h"

#include <QByteArray>
#include <QJsonObject>
#include <QString>

#include <optional>
#include <vector>

namespace fairlead::audit {

/// The kinds of record that this version writes. Text, because old and newer kinds must stay readable.
namespace kind {
inline const QString kReleasePrepared = QStringLiteral("release.prepared"); ///< data: release (rollout::toJson)
inline const QString kChecklistImported = QStringLiteral("checklist.imported"); ///< data: checklist, hash, items
inline const QString kChecklistAnswer = QStringLiteral("checklist.answer"); ///< data: item, state, note
inline const QString kStarted = QStringLiteral("rollout.started");
inline const QString kStepEntered = QStringLiteral("rollout.step"); ///< data: step
inline const QString kHeld = QStringLiteral("rollout.held");
inline const QString kContinued = QStringLiteral("rollout.continued");
inline const QString kPaused = QStringLiteral("rollout.paused");
inline const QString kResumed = QStringLiteral("rollout.resumed");
inline const QString kPromoted = QStringLiteral("rollout.promoted"); ///< a person ended a soak early; data: step, full, skipped
inline const QString kSkipped = QStringLiteral("rollout.skipped"); ///< a person left a step undone; data: from, step
inline const QString kByHand = QStringLiteral("rollout.weight"); ///< a person chose a weight off the plan; data: weight
inline const QString kApproved = QStringLiteral("rollout.approved"); ///< data: step, by (who sat at the console)
inline const QString kAborted = QStringLiteral("rollout.aborted"); ///< traffic goes back, the plan is kept
inline const QString kParked = QStringLiteral("rollout.parked"); ///< the traffic of an aborted release is back
inline const QString kRetried = QStringLiteral("rollout.retried"); ///< an aborted release begins again
inline const QString kOverdue = QStringLiteral("step.overdue"); ///< data: step, then
inline const QString kQuarantineLifted = QStringLiteral("quarantine.lifted"); ///< a version that was rolled back may get traffic again
inline const QString kLineStopped = QStringLiteral("line.stopped"); ///< of no release: nothing grows until it is released
inline const QString kLineReleased = QStringLiteral("line.released");
inline const QString kVerdict = QStringLiteral("gate.verdict"); ///< data: verdicts, facts
inline const QString kRollbackDecided = QStringLiteral("rollout.rollback"); ///< data: verdicts, facts, gradual (ms, steps)
inline const QString kRuleFired = QStringLiteral("rule.fired"); ///< data: rule, action, armed, value, readings
inline const QString kRuleCleared = QStringLiteral("rule.cleared"); ///< data: rule
inline const QString kIntent = QStringLiteral("command.intent"); ///< data: command, request
inline const QString kOutcome = QStringLiteral("command.outcome"); ///< data: command, outcome, answer, ms
inline const QString kEffect = QStringLiteral("command.effect"); ///< data: command, effect, weight, share, calls
inline const QString kEnded = QStringLiteral("rollout.ended"); ///< data: result
inline const QString kSourceLost = QStringLiteral("source.lost");
inline const QString kSourceBack = QStringLiteral("source.back");
inline const QString kReconciled = QStringLiteral("engine.reconciled");
inline const QString kTakenOver = QStringLiteral("workspace.taken-over"); ///< of no release; data: from, by, asked (and it answered)
// Of trains; all belong to no release and have name (of the train) in their data.
inline const QString kTrainStarted = QStringLiteral("train.started"); ///< data: cars
inline const QString kTrainHeld = QStringLiteral("train.held"); ///< a car failed, the others grow no further; data: car, release, failure
inline const QString kTrainContinued = QStringLiteral("train.continued"); ///< a car that failed is well again; data: car
inline const QString kTrainResumed = QStringLiteral("train.resumed"); ///< a person lets the others go on; data: excused
inline const QString kTrainRollback = QStringLiteral("train.rollback"); ///< all cars go back, in reverse order
inline const QString kTrainEnded = QStringLiteral("train.ended"); ///< data: result, stays
inline const QString kNote = QStringLiteral("rollout.note"); ///< a person wrote something down; data: at (the moment it is about)
inline const QString kReportWritten = QStringLiteral("report.written");
inline const QString kLegalHold = QStringLiteral("retention.hold"); ///< whether all of a release must be kept; data: held
inline const QString kSamplesForgotten = QStringLiteral("retention.samples"); ///< the samples of a release are let go of; data: rule
} // namespace kind

/// What somebody wants to have recorded; the store gives it a row, its time and its place in the chain.
struct Entry {
    QString kind;
    QString who; ///< a person ("m.vogel"), "engine", or the name of a target or source
    QString release; ///< ReleaseId text, or empty
    QString object; ///< what it is about, for people: "data_analyst 2.0.0", an item, a target
    QString why; ///< the reason or the values, one sentence; may be empty
    QJsonObject data;

    bool operator==(const Entry&) const = default;
};

/// One sealed row of the history. hash = SHA-256(canonicalBytes(record)), and previous is the hash of row - 1.
struct Record {
    qint64 row = 0; ///< 1, 2, 3 … without holes
    Instant at; ///< UTC; never earlier than that of row - 1, also when the clock was set back
    Entry entry;
    QByteArray previous; ///< 32 bytes; 32 zero bytes at row 1
    QByteArray hash; ///< 32 bytes

    bool operator==(const Record&) const = default;
};

/// The bytes that are hashed: UTF-8 JSON array
/// [row, at ISO 8601, kind, who, release, object, why, data, previous as lower-case hex], compact, keys of data sorted.
QByteArray canonicalBytes(const Record& record);

/// Compact JSON with sorted keys, the form in which data is stored and hashed.
QByteArray canonicalJson(const QJsonObject& object);

/// Gives @p entry its place after @p last (row 0 and 32 zero bytes before the first).
Record seal(Entry entry, Instant at, qint64 lastRow, const QByteArray& lastHash);

/// Where and how a chain is broken.
struct Break {
    qint64 row = 0; ///< first row at which the chain does not hold
    QString what; ///< "changed", "removed", "inserted", "reordered", in a sentence

    bool operator==(const Break&) const = default;
};

struct Verification {
    qint64 rows = 0;
    QByteArray head; ///< hash of the last row that was read; empty when there is none
    std::optional<Break> firstBroken;

    bool valid() const { return !firstBroken.has_value(); }
    bool operator==(const Verification&) const = default;
};

/// Checks rows one after the other, in the order in which they are read; constant memory.
class ChainVerifier {
public:
    /// Takes the next row. After the first break further rows are only counted.
    void take(const Record& record);
    Verification result() const;

private:
    Verification m_result;
    QByteArray m_expectedPrevious = QByteArray(32, '\0');
};

QJsonObject toJson(const Record& record);

} // namespace fairlead::audit
