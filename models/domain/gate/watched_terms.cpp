#include "models/domain/gate/watched_terms.h"

#include <algorithm>
#include <set>

namespace fairlead::gate {

namespace {

/// The series whose samples make moments.
std::vector<metrics::SeriesKey> driversOf(const condition::Condition& condition)
{
    std::set<metrics::SeriesKey> canary;
    std::set<metrics::SeriesKey> baseline;
    for (const condition::Term& term : condition.terms()) {
        (term.role == metrics::Role::Canary ? canary : baseline).insert({term.metric, term.role});
    }
    const std::set<metrics::SeriesKey>& drivers = canary.empty() ? baseline : canary;
    return {drivers.begin(), drivers.end()};
}

struct Arrival {
    Instant at;
    std::size_t driver = 0;
};

/// All samples of the drivers in [@p from, @p to], in order of time.
std::vector<Arrival> arrivalsOf(const Series& series, const std::vector<metrics::SeriesKey>& drivers, Instant from, Instant to)
{
    std::vector<Arrival> arrivals;
    for (std::size_t driver = 0; driver < drivers.size(); ++driver) {
        const auto found = series.find(drivers[driver]);
        if (found == series.end()) {
            continue;
        }
        const std::vector<metrics::Sample>& samples = found->second.samples();
        for (auto sample = std::ranges::lower_bound(samples, from, {}, &metrics::Sample::at); sample != samples.end() && sample->at <= to;
            ++sample) {
            arrivals.push_back({sample->at, driver});
        }
    }
    std::ranges::stable_sort(arrivals, {}, &Arrival::at);
    return arrivals;
}

} // namespace

WatchedTerms::WatchedTerms(const Series& series, const Window& window, Instant from, Instant to, Millis staleAfter)
    : m_series(&series)
    , m_window(window)
    , m_from(from)
    , m_to(to)
    , m_staleAfter(staleAfter)
    , m_at(from)
{
}

std::vector<Round> WatchedTerms::rounds(const condition::Condition& condition) const
{
    const std::vector<metrics::SeriesKey> drivers = driversOf(condition);
    const std::vector<Arrival> arrivals = arrivalsOf(*m_series, drivers, m_from, m_to);
    std::vector<Round> rounds;
    std::vector<std::size_t> roundOf(drivers.size(), 0); // the newest round of each driver, from 1
    for (std::size_t i = 0; i < arrivals.size();) {
        std::size_t end = i;
        bool begins = rounds.empty();
        for (; end < arrivals.size() && arrivals[end].at == arrivals[i].at; ++end) {
            begins = begins || roundOf[arrivals[end].driver] == rounds.size();
        }
        if (begins) {
            rounds.push_back({});
        }
        rounds.back().at = arrivals[i].at;
        for (; i < end; ++i) {
            roundOf[arrivals[i].driver] = rounds.size();
        }
    }
    CallsAlong along(*m_series, drivers.empty() ? metrics::Role::Canary : drivers.front().role, m_staleAfter);
    for (Round& round : rounds) {
        round.calls = along.at(round.at);
    }
    return rounds;
}

TermWindow& WatchedTerms::windowOf(const condition::Term& term) const
{
    const auto found = std::ranges::find(m_windows, term, [](const auto& window) { return window->term(); });
    if (found != m_windows.end()) {
        return **found;
    }
    const metrics::SeriesKey key{term.metric, term.role};
    auto column = m_columns.find(key);
    if (column == m_columns.end()) {
        column = m_columns.emplace(key, SampleColumn::of(*m_series, key, m_from, m_to, m_staleAfter)).first;
    }
    return *m_windows.emplace_back(std::make_unique<TermWindow>(column->second, term, m_window, m_staleAfter));
}

std::optional<double> WatchedTerms::value(const condition::Term& term) const
{
    TermWindow& window = windowOf(term);
    window.moveTo(m_at);
    return window.value();
}

TermState WatchedTerms::stateOf(const std::vector<condition::Reading>& readings) const
{
    TermState worst = TermState::Ready;
    for (const condition::Reading& reading : readings) {
        worst = std::max(worst, windowOf(reading.term).state());
    }
    return worst;
}

Filling WatchedTerms::fillingOf(const std::vector<condition::Reading>& readings) const
{
    const auto found = std::ranges::find_if(
        readings, [this](const condition::Reading& reading) { return windowOf(reading.term).state() == TermState::Filling; });
    return found == readings.end() ? Filling() : windowOf(found->term).filling();
}

Instant WatchedTerms::sinceOf(const std::vector<condition::Reading>& readings) const
{
    return readings.empty() ? m_at : windowOf(readings.front().term).since();
}

} // namespace fairlead::gate
