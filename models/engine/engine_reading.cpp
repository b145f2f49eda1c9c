#include "models/base/future.h"
#include "models/engine/engine.h"

#include <algorithm>
#include <utility>

namespace fairlead::engine {

namespace {

constexpr std::size_t kReadAtOnce = 4'096;

} // namespace

void Engine::read()
{
    ++m_round;
    m_reading = std::make_unique<Reading>();
    readOn();
}

/// A piece at a time, so that a long history needs no more memory than a short one.
void Engine::readOn()
{
    ports::RecordQuery query;
    query.afterRow = m_reading->lastRow;
    query.limit = static_cast<int>(kReadAtOnce);
    whenDone(m_ports.history.records(query), this, [this, round = m_round](const Result<std::vector<audit::Record>>& records) {
        if (round != m_round) {
            return;
        }
        if (!records) {
            Q_EMIT failed(records.error());
            return;
        }
        for (const audit::Record& record : *records) {
            engine::take(m_reading->book, record);
            m_reading->lastRow = record.row;
        }
        std::vector<audit::Record>& newest = m_reading->newest;
        newest.insert(newest.end(), records->begin(), records->end());
        if (std::ssize(newest) > kAnnounced) {
            newest.erase(newest.begin(), newest.end() - kAnnounced);
        }
        if (records->size() == kReadAtOnce) {
            readOn();
            return;
        }
        const std::unique_ptr<Reading> all = std::move(m_reading);
        take(*all);
        Q_EMIT opened();
    });
}

void Engine::take(const Reading& reading)
{
    m_runners.clear();
    m_followed.clear();
    m_book = reading.book;
    m_trains.setPlanned(m_workspace.trains);
    m_trains.refresh(); // a car of a train that is held must not go on while the others are made
    announce(reading.newest);
    for (const Problem& problem : m_book.unreadable) {
        Q_EMIT failed({ErrorCode::Corrupt, problem.message, problem.file});
    }
    for (const auto& [release, run] : m_book.runs) {
        restoreWalk(run);
    }
    for (const auto& [id, state] : m_book.releases) {
        if (rollout::isEnded(state.phase) && (!canGoBack(state) || !m_closed.isEmpty())) {
            showEnded(state);
        } else if (m_closed.isEmpty()) {
            addRunner(state);
        } else {
            showFollowed(state);
        }
    }
    Q_EMIT lineChanged(m_book.lineStop);
    if (m_closed.isEmpty()) {
        prepareMissing();
    }
}

void Engine::announce(const std::vector<audit::Record>& records)
{
    std::vector<audit::Record> fresh;
    std::ranges::copy_if(records, std::back_inserter(fresh), [this](const audit::Record& record) { return record.row > m_lastRow; });
    if (!fresh.empty()) {
        m_lastRow = fresh.back().row;
    }
    Q_EMIT recorded(fresh);
}

} // namespace fairlead::engine
