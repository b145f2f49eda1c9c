#include "models/domain/checklist/checklist.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <utility>

namespace fairlead::checklist {

namespace {

constexpr std::array<std::pair<State, const char*>, 5> kStates{{{State::Open, "open"}, {State::Done, "done"},
    {State::NotApplicable, "not-applicable"}, {State::Failed, "failed"}, {State::Waived, "waived"}}};

/// The worse a state, the greater; a parent shows the worst. NotApplicable counts least: beside anything else it does not show.
int badness(State state)
{
    switch (state) {
    case State::NotApplicable: return 0;
    case State::Done: return 1;
    case State::Waived: return 2;
    case State::Open: return 3;
    case State::Failed: return 4;
    }
    Q_UNREACHABLE();
}

/// One past the last item that is nested in item @p index.
std::size_t endOfNested(const Phase& phase, std::size_t index)
{
    std::size_t end = index + 1;
    while (end < phase.items.size() && phase.items[end].depth > phase.items[index].depth) {
        ++end;
    }
    return end;
}

bool isUnsettled(State state)
{
    return state == State::Open || state == State::Failed;
}

bool holdsByItself(const Run& run, const Item& item)
{
    return item.blocking && isUnsettled(run.stateOf(item));
}

bool holds(const Run& run, const Phase& phase, std::size_t index)
{
    const Item& item = phase.items[index];
    if (!holdsByItself(run, item)) {
        return false;
    }
    if (run.stateOf(item) == State::Failed) {
        return true;
    }
    // The nested items that hold are named instead: to settle them is what comes first.
    const auto first = phase.items.begin() + static_cast<std::ptrdiff_t>(index) + 1;
    const auto last = phase.items.begin() + static_cast<std::ptrdiff_t>(endOfNested(phase, index));
    return std::none_of(first, last, [&](const Item& nested) { return holdsByItself(run, nested); });
}

std::vector<Item> holdingOf(const Run& run, const Phase& phase)
{
    std::vector<Item> items;
    for (std::size_t i = 0; i < phase.items.size(); ++i) {
        if (holds(run, phase, i)) {
            items.push_back(phase.items[i]);
        }
    }
    return items;
}

bool hasItem(const Template& checklist, const QString& id)
{
    return std::ranges::any_of(
        checklist.phases, [&](const Phase& phase) { return std::ranges::find(phase.items, id, &Item::id) != phase.items.end(); });
}

} // namespace

int Template::itemCount() const
{
    int count = 0;
    for (const Phase& phase : phases) {
        count += static_cast<int>(phase.items.size());
    }
    return count;
}

QString toString(State state)
{
    const auto* const found = std::ranges::find(kStates, state, &std::pair<State, const char*>::first);
    return QLatin1String(found->second);
}

std::optional<State> stateFromString(const QString& text)
{
    const auto* const found = std::ranges::find_if(kStates, [&](const auto& each) { return text == QLatin1String(each.second); });
    return found == kStates.end() ? std::nullopt : std::optional(found->first);
}

State Run::stateOf(const Item& item) const
{
    const auto found = answers.find(item.id);
    if (found == answers.end() || found->second.empty()) {
        return item.ticked ? State::Done : State::Open;
    }
    return found->second.back().state;
}

Run apply(Run run, const audit::Record& record)
{
    const audit::Entry& entry = record.entry;
    if (entry.kind != audit::kind::kChecklistAnswer || entry.release != run.release) {
        return run;
    }
    const QString item = entry.data.value(QLatin1String("item")).toString();
    const std::optional<State> state = stateFromString(entry.data.value(QLatin1String("state")).toString());
    if (!state || !hasItem(run.checklist, item)) {
        return run;
    }
    run.answers[item].push_back({*state, entry.who, record.at, entry.data.value(QLatin1String("note")).toString(), record.row});
    return run;
}

std::vector<State> shownStates(const Run& run, const Phase& phase)
{
    std::vector<State> states;
    for (std::size_t i = 0; i < phase.items.size(); ++i) {
        State shown = run.stateOf(phase.items[i]);
        for (std::size_t j = i + 1; j < endOfNested(phase, i); ++j) {
            const State nested = run.stateOf(phase.items[j]);
            shown = badness(nested) > badness(shown) ? nested : shown;
        }
        states.push_back(shown);
    }
    return states;
}

std::vector<Item> holding(const Run& run)
{
    std::vector<Item> items;
    for (const Phase& phase : run.checklist.phases) {
        if (!phase.later) {
            std::ranges::move(holdingOf(run, phase), std::back_inserter(items));
        }
    }
    return items;
}

Result<std::vector<Item>> holdingIn(const Run& run, const QString& title)
{
    const auto phase = std::ranges::find(run.checklist.phases, title, &Phase::title);
    if (phase == run.checklist.phases.end()) {
        return fail(ErrorCode::NotFound, QStringLiteral("Its checklist has no part “%1”.").arg(title));
    }
    return holdingOf(run, *phase);
}

Result<void> checkAnswer(State state, const QString& note)
{
    if (!note.trimmed().isEmpty()) {
        return {};
    }
    if (state == State::Waived) {
        return fail(
            ErrorCode::InvalidInput, QStringLiteral("A waiver needs a reason. Nothing was recorded. Write why the item may stay undone."));
    }
    if (state == State::NotApplicable) {
        return fail(ErrorCode::InvalidInput,
            QStringLiteral("“Not applicable” needs a reason. Nothing was recorded. Write why the item does not apply."));
    }
    return {};
}

} // namespace fairlead::checklist
