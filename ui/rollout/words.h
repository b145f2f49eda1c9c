#pragma once

#include "models/domain/rollout/snapshot.h"
#include "ui/common/status.h"
#include "ui/common/theme.h"

#include <QString>
#include <QStringList>

#include <optional>

namespace fairlead::ui {

/// How many of the plan's units are asked for; none where all users are.
struct UnitCount {
    int asked = 0;
    int all = 0;
};
UnitCount unitCount(const rollout::State& state);

/// The cockpit's words for one snapshot. Pure: the same snapshot gives the same words.
struct CockpitWords {
    QString title; ///< "Soaking at 25 %"
    QString icon; ///< Lucide name beside the title; empty while all is well
    Token iconToken = Token::Text;
    QString sentence; ///< what is, and what happens by itself next; rich text
    bool alarm = false; ///< red frame: rolling or rolled back

    bool operator==(const CockpitWords&) const = default;
};

CockpitWords wordsOf(const rollout::Snapshot& snapshot);
/// The pill beside them: as ui/common has it, and violet as soon as a rollback or an unanswered command is not observed.
StatusLook pillOf(const rollout::Snapshot& snapshot);

/// Label, figure and proof of one of the three figures.
struct FigureWords {
    QString label;
    QString value;
    QString proof;
    Token token = Token::Text;
    QString icon;

    bool operator==(const FigureWords&) const = default;
};

FigureWords askedFigure(const rollout::Snapshot& snapshot);
FigureWords observedFigure(const rollout::Snapshot& snapshot);
FigureWords timeFigure(const rollout::Snapshot& snapshot);

/// "Promote to 50 %…", "Start at 10 %…", "Activate 2.0.0…".
QString promoteText(const rollout::Snapshot& snapshot);
/// "2 of 3 pass"; empty without gates.
QString gatesText(const gate::Verdicts& verdicts);
/// "50 %" or "activation": where the next step leads; empty when there is none.
QString nextText(const rollout::Snapshot& snapshot);
/// What serves when it is rolled back: "1.4.2".
QString fallbackVersion(const rollout::Release& release);
/// "the engine" for the engine, else the person's name.
QString whoText(const QString& who);
/// "14:48:20 UTC · 16:48"; the local part only where the machine's zone differs.
QString bothTimes(Instant at, bool seconds = true);
/// The same with its day where it is on another UTC day than @p now: "Fri 8 Aug 02:00 UTC · 04:00".
QString whenText(Instant at, Instant now, bool seconds = true);
/// A condition as written, in words: "Error rate under 1 %".
QString conditionText(const QString& metric, const QString& condition);
/// A value of @p metric with its unit.
QString valueText(const QString& metric, const QString& condition, std::optional<double> value);
/// A person's reason in quotation marks; a sentence of the engine as it is.
QString reasonText(const QString& who, const QString& why);

} // namespace fairlead::ui
