#include "models/engine/engine.h"

#include "models/base/future.h"
#include "models/domain/rollout/verbs.h"

#include <QThread>

#include <algorithm>

namespace fairlead::engine {

namespace {

namespace kind = audit::kind;

QString walkKey(const QString& release)
{
    return QStringLiteral("walk/") + release;
}

QString draftKey(const QString& release, const QString& item)
{
    return QStringLiteral("draft/%1/%2").arg(release, item);
}

} // namespace

Engine::Engine(EnginePorts ports, QObject* parent)
    : QObject(parent)
    , m_ports(ports)
    , m_trains(m_book, ports.history, ports.clock, trainDoors(), this)
{
    connect(&m_trains, &TrainConductor::changed, this, &Engine::trainChanged);
    connect(&m_trains, &TrainConductor::failed, this, &Engine::failed);
}

Engine::~Engine() = default;

void Engine::open(const workspace::Workspace& workspace)
{
    Q_ASSERT(QThread::currentThread() == thread());
    m_workspace = workspace;
    m_closed.clear();
    read();
}

/// May what was activated be taken back from here?
bool Engine::canGoBack(const rollout::State& state) const
{
    const bool reachable = m_workspace.target(state.release.target) != nullptr && m_workspace.source(state.release.source) != nullptr;
    return state.phase == rollout::Phase::Activated && reachable && supersededBy(m_book, state.release).isEmpty();
}

void Engine::prepareMissing()
{
    for (const workspace::PlannedRelease& planned : m_workspace.releases) {
        const rollout::State* known = newestAttempt(m_book, planned);
        const ReleaseId id = known == nullptr ? ReleaseId::create(m_ports.clock.now().ms()) : known->release.id;
        const Result<rollout::Release> wanted = workspace::assemble(m_workspace, planned, id);
        if (!wanted) {
            Q_EMIT failed(wanted.error());
        } else if (known == nullptr) {
            prepare(*wanted, QStringLiteral("Planned in the workspace."));
        } else if (known->phase == rollout::Phase::ToStart && known->release != *wanted) {
            prepare(*wanted, QStringLiteral("The workspace's files changed before the start."));
        }
    }
}

void Engine::prepare(const rollout::Release& release, const QString& why)
{
    for (const audit::Entry& entry : preparationEntries(m_workspace, release, m_workspace.person, why)) {
        write(entry);
    }
}

void Engine::write(const audit::Entry& entry)
{
    if (!mayAct()) {
        return;
    }
    whenDone(m_ports.history.append(entry), this, [this](const Result<audit::Record>& record) {
        if (!record) {
            Q_EMIT failed(record.error());
        } else if (m_closed.isEmpty()) { // else it comes with the news
            addRecord(*record);
        }
    });
}

void Engine::addRecord(const audit::Record& record)
{
    m_lastRow = std::max(m_lastRow, record.row);
    const ReleaseId id(record.entry.release);
    const bool known = m_book.releases.contains(id);
    engine::take(m_book, record);
    if (!known && m_book.releases.contains(id)) {
        addRunner(m_book.releases.at(id));
    }
    if (record.entry.kind == kind::kChecklistImported || record.entry.kind == kind::kChecklistAnswer) {
        Q_EMIT checklistChanged(m_book.runs[record.entry.release]);
    }
    if (RolloutRunner* found = runner(id)) {
        found->fold(record); // emits recorded()
    } else {
        Q_EMIT recorded({record});
        if (known) {
            showEnded(m_book.releases.at(id));
        }
    }
    if (record.entry.kind == kind::kLineStopped || record.entry.kind == kind::kLineReleased) {
        Q_EMIT lineChanged(m_book.lineStop);
    }
    if (m_book.releases.contains(id)) {
        refreshAround(id);
    } else {
        refresh();
    }
}

Surroundings Engine::surroundingsOf(const rollout::State& state) const
{
    return {m_workspace.person, blockersOf(m_book, state.release.id.text()), quarantineOf(m_book, state.release), m_book.lineStop,
        m_workspace.freezes, openParts(m_book, state.release), supersededBy(m_book, state.release), m_trains.holdOf(state.release.id)};
}

void Engine::refresh()
{
    m_trains.refresh();
    for (const auto& [id, each] : m_runners) {
        each->setSurroundings(surroundingsOf(each->state()));
    }
}

void Engine::refreshAround(const ReleaseId& release)
{
    m_trains.refresh();
    const bool all = m_trains.concerns(release);
    const rollout::Release& about = m_book.releases.at(release).release;
    for (const auto& [id, each] : m_runners) {
        if (all || areRelated(about, each->state().release)) {
            each->setSurroundings(surroundingsOf(each->state()));
        }
    }
    for (const auto& [id, state] : m_book.releases) {
        // What a later attempt stood on can be taken back again once that one is back itself.
        if (runner(id) == nullptr && areRelated(about, state.release) && canGoBack(state)) {
            addRunner(state);
        }
    }
}

void Engine::addRunner(const rollout::State& state)
{
    const workspace::Target* target = m_workspace.target(state.release.target);
    const workspace::Source* source = m_workspace.source(state.release.source);
    const ReleaseId id = state.release.id;
    if (target == nullptr || source == nullptr) {
        Q_EMIT failed({ErrorCode::NotFound,
            QStringLiteral("%1 needs target “%2” and source “%3”; the workspace lacks one. Nothing is done.")
                .arg(state.release.title(), state.release.target, state.release.source),
            {}});
        showEnded(state);
        return;
    }
    Result<std::unique_ptr<ports::TrafficTarget>> trafficTarget = m_ports.endpoints.makeTarget(*target);
    Result<std::unique_ptr<ports::MetricSource>> metricSource = m_ports.endpoints.makeSource(*source);
    if (!trafficTarget || !metricSource) {
        Q_EMIT failed(trafficTarget ? metricSource.error() : trafficTarget.error());
        showEnded(state);
        return;
    }
    auto made = std::make_unique<RolloutRunner>(RunnerPorts{m_ports.history, m_ports.registry, m_ports.clock, std::move(*trafficTarget),
                                                    std::move(*metricSource), m_ports.endpoints.makeTasks(m_workspace, *target)},
        state, nullptr);
    RolloutRunner* added = made.get();
    m_runners[id] = std::move(made);
    connect(added, &RolloutRunner::changed, this, &Engine::releaseChanged);
    connect(added, &RolloutRunner::recorded, this, [this, id](const audit::Record& record) {
        m_lastRow = std::max(m_lastRow, record.row);
        const QStringList concernsOthers{kind::kStarted, kind::kEnded, kind::kParked, kind::kRetried};
        const bool aroundOthers = concernsOthers.contains(record.entry.kind);
        rollout::State& folded = m_book.releases[id];
        folded = rollout::apply(std::move(folded), record);
        Q_EMIT recorded({record});
        // What was rolled back is quarantined in all its releases, what starts stands on others until it is aborted, and a car that
        // fails holds others.
        if (aroundOthers || m_trains.concerns(id)) {
            refreshAround(id);
        }
    });
    connect(added, &RolloutRunner::answered, this, [this, id](const metrics::Readings& readings) { Q_EMIT answered(id, readings); });
    connect(added, &RolloutRunner::failed, this, &Engine::failed);
    added->setSurroundings(surroundingsOf(state));

    // Samples and soak first: without them a gate would be judged on less than was seen.
    const int round = m_round;
    whenDone(m_ports.history.note(QStringLiteral("soak/") + id.text()), this, [this, id, round](const Result<QString>& soak) {
        whenDone(m_ports.history.readings(id.text()), this, [this, id, soak, round](const Result<metrics::Readings>& readings) {
            RolloutRunner* found = round == m_round ? runner(id) : nullptr;
            if (found == nullptr) {
                return;
            }
            found->restore(readings.value_or(metrics::Readings()), soak.value_or(QString()));
            if (readings && !readings->empty()) {
                Q_EMIT answered(id, *readings);
            }
            found->begin();
        });
    });
}

void Engine::showEnded(const rollout::State& state)
{
    rollout::Snapshot snapshot;
    snapshot.state = state;
    snapshot.at = state.endedAt.value_or(m_ports.clock.now());
    snapshot.observation = state.lastObservation();
    snapshot.verdicts = state.lastVerdicts;
    snapshot.effective = state.effective();
    const Surroundings around = surroundingsOf(state);
    snapshot.quarantine = around.quarantine;
    snapshot.lineStop = around.lineStop;
    snapshot.train = around.train;
    rollout::VerbFacts facts;
    facts.judged = state.lastVerdicts;
    facts.blockers = around.blockers;
    facts.person = around.person;
    facts.lineStop = around.lineStop;
    facts.train = around.train;
    facts.quarantine = around.quarantine;
    facts.superseded = around.superseded;
    snapshot.verbs = m_closed.isEmpty() ? rollout::verbsOf(state, facts) : closedVerbs(m_closed);
    Q_EMIT releaseChanged(snapshot);
}

void Engine::restoreWalk(const checklist::Run& run)
{
    Q_EMIT checklistChanged(run);
    whenDone(m_ports.history.note(walkKey(run.release)), this, [this, release = run.release](const Result<QString>& item) {
        if (item && !item->isEmpty()) {
            Q_EMIT positionRestored(release, *item);
        }
    });
    for (const checklist::Phase& phase : run.checklist.phases) {
        for (const checklist::Item& item : phase.items) {
            whenDone(m_ports.history.note(draftKey(run.release, item.id)), this,
                [this, release = run.release, id = item.id](const Result<QString>& text) {
                    if (text && !text->isEmpty()) {
                        Q_EMIT draftRestored(release, id, *text);
                    }
                });
        }
    }
}

RolloutRunner* Engine::runner(const ReleaseId& release)
{
    const auto found = m_runners.find(release);
    return found == m_runners.end() ? nullptr : found->second.get();
}

void Engine::answerItem(const QString& release, const QString& item, checklist::State state, const QString& note)
{
    Q_ASSERT(QThread::currentThread() == thread());
    const auto run = m_book.runs.find(release);
    const auto known = m_book.releases.find(ReleaseId(release));
    if (run == m_book.runs.end() || known == m_book.releases.end()) {
        Q_EMIT failed({ErrorCode::NotFound, QStringLiteral("Not answered: this release has no checklist."), item});
        return;
    }
    const Result<void> allowed = checklist::checkAnswer(state, note);
    if (!allowed) {
        Q_EMIT failed(allowed.error());
        return;
    }
    QString text = item;
    for (const checklist::Phase& phase : run->second.checklist.phases) {
        const auto found = std::ranges::find(phase.items, item, &checklist::Item::id);
        text = found == phase.items.end() ? text : found->text;
    }
    const audit::Entry entry{kind::kChecklistAnswer, m_workspace.person, release, text, note,
        QJsonObject{{QStringLiteral("item"), item}, {QStringLiteral("state"), checklist::toString(state)}, {QStringLiteral("note"), note}}};
    write(entry);
    keepNote(draftKey(release, item), {});
}

void Engine::keepNote(const QString& key, const QString& value)
{
    if (!m_closed.isEmpty()) {
        return; // drafts and the place in a walk belong to whoever acts
    }
    whenDone(m_ports.history.keepNote(key, value), this, [this](const Result<void>& kept) {
        if (!kept) {
            Q_EMIT failed(kept.error());
        }
    });
}

void Engine::keepDraft(const QString& release, const QString& item, const QString& text)
{
    keepNote(draftKey(release, item), text);
}

void Engine::keepPosition(const QString& release, const QString& item)
{
    keepNote(walkKey(release), item);
}

void Engine::loadReadings(const ReleaseId& release)
{
    whenDone(m_ports.history.readings(release.text()), this, [this, release](const Result<metrics::Readings>& readings) {
        if (readings) {
            Q_EMIT answered(release, *readings);
        } else {
            Q_EMIT failed(readings.error());
        }
    });
}

void Engine::verifyHistory()
{
    const Millis began = m_ports.clock.elapsed();
    whenDone(m_ports.history.verify(), this, [this, began](const Result<audit::Verification>& verification) {
        if (verification) {
            Q_EMIT verified(*verification, m_ports.clock.now(), m_ports.clock.elapsed() - began);
        } else {
            Q_EMIT failed(verification.error());
        }
    });
}

} // namespace fairlead::engine
