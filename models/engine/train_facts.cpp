#include "models/engine/train_facts.h"

#include "models/domain/rollout/verbs.h"

#include <algorithm>

namespace fairlead::engine {

std::vector<KnownTrain> trainsOf(const ReleaseBook& book, const std::vector<train::Train>& planned)
{
    std::map<QString, KnownTrain> byName;
    for (const auto& [name, run] : book.trains) {
        if (run.underWay()) {
            byName[name] = {run.train, &run};
        }
    }
    for (const train::Train& train : planned) {
        const auto run = book.trains.find(train.name);
        // Other cars under the same name are another train: what became of the last one says nothing of them.
        const bool same = run != book.trains.end() && run->second.train == train;
        byName.insert({train.name, {train, same ? &run->second : nullptr}});
    }
    std::vector<KnownTrain> trains;
    trains.reserve(byName.size());
    for (const auto& [name, known] : byName) {
        trains.push_back(known);
    }
    return trains;
}

const rollout::State* newestAttempt(const ReleaseBook& book, const train::Car& car)
{
    const rollout::State* newest = nullptr;
    for (const auto& [id, state] : book.releases) { // UUIDv7: later ids are later attempts
        const rollout::Release& release = state.release;
        const bool same = release.manifest.component == car.component && release.manifest.version == car.version
            && release.environment == car.environment && release.target == car.target;
        newest = same ? &state : newest;
    }
    return newest;
}

train::Facts trainFacts(const ReleaseBook& book, const train::Train& train)
{
    train::Facts facts;
    facts.reserve(train.cars.size());
    for (const train::Car& car : train.cars) {
        const rollout::State* state = newestAttempt(book, car);
        facts.push_back(state == nullptr ? train::CarFacts() : train::factsOf(*state));
        if (state != nullptr) {
            rollout::VerbFacts known;
            known.blockers = blockersOf(book, state->release.id.text());
            known.lineStop = book.lineStop;
            known.quarantine = quarantineOf(book, state->release);
            const rollout::Verbs verbs = rollout::verbsOf(*state, known);
            facts.back().startClosed = verbs.start;
            facts.back().rollBackClosed = verbs.rollBack;
        }
    }
    return facts;
}

std::map<ReleaseId, QString> trainHolds(const ReleaseBook& book, const std::vector<train::Train>& planned)
{
    std::map<ReleaseId, QString> holds;
    const std::vector<KnownTrain> trains = trainsOf(book, planned);
    for (const KnownTrain& known : trains) {
        const train::Facts facts = trainFacts(book, known.train);
        for (std::size_t i = 0; i < facts.size(); ++i) {
            const QString hold = train::holdOf(known.train, known.run, facts, i);
            if (!hold.isEmpty() && facts[i].phase) {
                holds[facts[i].release] = hold;
            }
        }
    }
    return holds;
}

} // namespace fairlead::engine
