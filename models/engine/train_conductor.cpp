#include "models/engine/train_conductor.h"

#include "models/base/future.h"

#include <QThread>

#include <algorithm>

namespace fairlead::engine {

namespace {

constexpr Millis kAgain = std::chrono::seconds(1);
constexpr Millis kQuiet = std::chrono::seconds(2);

QString where(const QString& train)
{
    return QStringLiteral("train %1").arg(train);
}

} // namespace

TrainConductor::TrainConductor(const ReleaseBook& book, ports::HistoryStore& history, const Clock& clock, TrainDoors doors, QObject* parent)
    : QObject(parent)
    , m_book(book)
    , m_history(history)
    , m_clock(clock)
    , m_doors(std::move(doors))
    , m_soon(this) // go along to the engine's thread
    , m_again(this)
{
    m_soon.setSingleShot(true);
    m_soon.setInterval(0);
    connect(&m_soon, &QTimer::timeout, this, &TrainConductor::look);
    m_again.setInterval(kAgain);
    connect(&m_again, &QTimer::timeout, this, &TrainConductor::look);
}

void TrainConductor::setPlanned(const std::vector<train::Train>& trains)
{
    m_planned = trains;
}

void TrainConductor::refresh()
{
    Q_ASSERT(QThread::currentThread() == thread());
    m_holds = trainHolds(m_book, m_planned);
    m_cars.clear();
    const std::vector<KnownTrain> trains = trainsOf(m_book, m_planned);
    for (const KnownTrain& known : trains) {
        for (const train::Car& car : known.train.cars) {
            if (const rollout::State* state = newestAttempt(m_book, car)) {
                m_cars.insert(state->release.id);
            }
        }
    }
    if (!trains.empty()) {
        m_soon.start(); // not now: what called this is in the middle of something
    }
}

QString TrainConductor::holdOf(const ReleaseId& release) const
{
    const auto found = m_holds.find(release);
    return found == m_holds.end() ? QString() : found->second;
}

train::Facts TrainConductor::factsOf(const train::Train& train) const
{
    train::Facts facts = trainFacts(m_book, train);
    for (train::CarFacts& car : facts) {
        if (car.phase && !m_doors.isCarried(car.release)) { // it ended before, or its target is missing
            const QString why = QStringLiteral("Nobody carries it out here.");
            car.startClosed = car.startClosed.isEmpty() ? why : car.startClosed;
            car.rollBackClosed = car.rollBackClosed.isEmpty() ? why : car.rollBackClosed;
        }
    }
    return facts;
}

void TrainConductor::look()
{
    const std::vector<KnownTrain> trains = trainsOf(m_book, m_planned);
    bool underWay = false;
    for (const KnownTrain& known : trains) {
        const train::Facts facts = factsOf(known.train);
        publish(known, facts);
        underWay = underWay || (known.run != nullptr && known.run->underWay());
    }
    publishGone(trains);
    if (!m_doors.closed().isEmpty()) {
        m_again.stop();
        return;
    }
    if (underWay && !m_again.isActive()) {
        m_again.start();
    } else if (!underWay) {
        m_again.stop();
    }
    // One act a train and look: the next follows from its record, which comes later and leaves the book alone until then.
    for (const KnownTrain& known : trains) {
        if (known.run != nullptr && known.run->underWay() && !m_writing.contains(known.train.name) && m_clock.elapsed() >= m_quietUntil) {
            const train::Facts facts = factsOf(known.train);
            const train::Decision decision = train::decide(*known.run, facts);
            act(*known.run, facts, decision);
        }
    }
}

void TrainConductor::act(const train::Run& run, const train::Facts& facts, const train::Decision& decision)
{
    using train::Act;
    const QString name = run.train.name;
    const auto index = static_cast<std::size_t>(std::max(decision.car, 0));
    switch (decision.act) {
    case Act::Nothing: return;
    case Act::Hold: write(name, train::holdEntry(run, decision.fault, decision.why)); return;
    case Act::Continue: write(name, train::continueEntry(run, run.train.cars[index].name, decision.why)); return;
    case Act::Finish: write(name, train::endEntry(run, decision.ending, decision.stays, decision.why)); return;
    case Act::StartCar:
    case Act::RollBackCar: break;
    }
    const ReleaseId release = facts[index].release;
    if (!m_doors.isCarried(release) || m_doors.isBusy(release)) {
        return;
    }
    const bool starts = decision.act == Act::StartCar;
    // In the name of who asked for it: nobody approves what they set going themselves.
    const Result<void> done
        = starts ? m_doors.start(release, run.started.who, decision.why) : m_doors.rollBack(release, run.rollback->who, decision.why);
    if (!done) {
        tellOnce(name, done.error());
    }
}

void TrainConductor::publish(const KnownTrain& known, const train::Facts& facts)
{
    train::Snapshot snapshot = train::snapshotOf(known.train, known.run, facts);
    if (const QString closed = m_doors.closed(); !closed.isEmpty()) {
        snapshot.verbs = {closed, closed, closed};
    }
    const auto before = m_shown.find(known.train.name);
    if (before == m_shown.end() || before->second != snapshot) {
        m_shown[known.train.name] = snapshot;
        Q_EMIT changed(snapshot);
    }
}

/// How a train ended that the workspace does not plan any more: after that it is only history.
void TrainConductor::publishGone(const std::vector<KnownTrain>& trains)
{
    std::vector<KnownTrain> gone;
    for (const auto& [name, shown] : m_shown) {
        const auto run = m_book.trains.find(name);
        if (run != m_book.trains.end()
            && std::ranges::find(trains, name, [](const KnownTrain& known) { return known.train.name; }) == trains.end()) {
            gone.push_back({run->second.train, &run->second});
        }
    }
    for (const KnownTrain& known : gone) {
        publish(known, factsOf(known.train));
    }
}

void TrainConductor::write(const QString& train, const audit::Entry& entry)
{
    m_writing.insert(train);
    whenDone(m_history.append(entry), this, [this, train](const Result<audit::Record>& record) {
        m_writing.erase(train);
        if (record) {
            m_told.erase(train);
            m_doors.recorded(*record);
        } else {
            m_quietUntil = m_clock.elapsed() + kQuiet;
            tellOnce(train, record.error());
        }
    });
}

void TrainConductor::tellOnce(const QString& train, const Error& error)
{
    if (std::exchange(m_told[train], error.message) != error.message) {
        Q_EMIT failed(error);
    }
}

Result<KnownTrain> TrainConductor::find(const QString& name) const
{
    const std::vector<KnownTrain> trains = trainsOf(m_book, m_planned);
    const auto found = std::ranges::find_if(trains, [&name](const KnownTrain& known) { return known.train.name == name; });
    if (found == trains.end()) {
        return fail(ErrorCode::NotFound, QStringLiteral("Not done: there is no train “%1”. Add a file to trains/.").arg(name), where(name));
    }
    return *found;
}

Result<void> TrainConductor::check(const QString& name, const QString& closed, const QString& reason, bool reasonNeeded) const
{
    QString why = closed;
    if (why.isEmpty() && reasonNeeded && reason.trimmed().isEmpty()) {
        why = QStringLiteral("a reason is required.");
    }
    if (why.isEmpty() && m_writing.contains(name)) {
        why = QStringLiteral("what was asked just before is still being written.");
    }
    return why.isEmpty() ? Result<void>() : fail(ErrorCode::Conflict, QStringLiteral("Not done: %1").arg(why), where(name));
}

Result<void> TrainConductor::start(const QString& name, const QString& who, const QString& reason)
{
    const Result<KnownTrain> known = find(name);
    if (!known) {
        return std::unexpected(known.error());
    }
    const train::Verbs verbs = train::snapshotOf(known->train, known->run, factsOf(known->train)).verbs;
    Result<void> open = check(name, verbs.start, reason, false);
    if (open) {
        write(name, train::startEntry(known->train, who, reason.trimmed()));
    }
    return open;
}

Result<void> TrainConductor::resume(const QString& name, const QString& who, const QString& reason)
{
    const Result<KnownTrain> known = find(name);
    if (!known) {
        return std::unexpected(known.error());
    }
    const train::Snapshot snapshot = train::snapshotOf(known->train, known->run, factsOf(known->train));
    Result<void> open = check(name, snapshot.verbs.resume, reason, true);
    if (open) {
        std::vector<train::Fault> excused = known->run->excused;
        excused.insert(excused.end(), snapshot.faults.begin(), snapshot.faults.end());
        write(name, train::resumeEntry(*known->run, excused, who, reason.trimmed()));
    }
    return open;
}

Result<void> TrainConductor::rollBack(const QString& name, const QString& who, const QString& reason)
{
    const Result<KnownTrain> known = find(name);
    if (!known) {
        return std::unexpected(known.error());
    }
    const train::Verbs verbs = train::snapshotOf(known->train, known->run, factsOf(known->train)).verbs;
    Result<void> open = check(name, verbs.rollBack, reason, true);
    if (open) {
        write(name, train::rollbackEntry(*known->run, who, reason.trimmed()));
    }
    return open;
}

} // namespace fairlead::engine
