#pragma once

#include "models/base/problem.h"
#include "models/domain/audit/record.h"

#include <QString>
#include <QStringList>

#include <map>
#include <optional>
#include <vector>

namespace fairlead::checklist {

/// One box of a guide. Children follow their parent in the list with a greater depth.
struct Item {
    QString id; ///< stable over re-imports: phase and text, not position
    QString text;
    int line = 0; ///< in the guide, 1-based
    int depth = 0; ///< 0 for a top item
    bool ticked = false; ///< already ticked in the guide
    bool blocking = true; ///< holds the start while open or failed
    QStringList commands; ///< of the code block that follows the item, verbatim

    bool operator==(const Item&) const = default;
};

struct Phase {
    QString title;
    int line = 0;
    std::vector<Item> items; ///< in the order of the guide, nested ones included
    bool later = false; ///< a step of the plan waits for it; it does not hold the start

    bool operator==(const Phase&) const = default;
};

struct Template {
    QString name;
    QString source; ///< the guide's file
    std::vector<Phase> phases;

    int itemCount() const;
    bool operator==(const Template&) const = default;
};

enum class State { Open, Done, NotApplicable, Failed, Waived };

QString toString(State state); ///< "open", "done", "not-applicable", "failed", "waived"
std::optional<State> stateFromString(const QString& text);

struct Answer {
    State state = State::Open;
    QString who;
    Instant at;
    QString note;
    qint64 row = 0; ///< in the history

    bool operator==(const Answer&) const = default;
};

/// One walk of a template for one release: the template and what was answered, newest last for each item.
struct Run {
    QString release; ///< ReleaseId text
    Template checklist;
    std::map<QString, std::vector<Answer>> answers; ///< by item id

    /// The item's own answer; Done for one that was ticked in the guide and never answered.
    State stateOf(const Item& item) const;
    bool operator==(const Run&) const = default;
};

/// Applies a checklist.answer record; others, and items that the template lacks, leave @p run as it is.
Run apply(Run run, const audit::Record& record);

/// State of each item of @p phase in order, where a parent shows the worst of its own answer and its children:
/// Failed, then Open, then Waived, then Done; NotApplicable only when all are.
std::vector<State> shownStates(const Run& run, const Phase& phase);

/// Blocking items that hold the start, in order: open or failed ones. A parent with children is
/// held by its children and named only when it is itself unanswered and they are all settled.
std::vector<Item> holding(const Run& run);
/// The same for the phase with this title, whether it holds the start or a step of the plan; NotFound where there is none.
Result<std::vector<Item>> holdingIn(const Run& run, const QString& phase);

/// May @p state be given to an item? A waiver and "not applicable" need a note that says why; InvalidInput otherwise.
Result<void> checkAnswer(State state, const QString& note);

} // namespace fairlead::checklist
