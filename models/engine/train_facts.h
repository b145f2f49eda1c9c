#pragma once

#include "models/domain/train/snapshot.h"
#include "models/engine/release_book.h"

#include <map>
#include <vector>

namespace fairlead::engine {

/// A train and what became of it.
struct KnownTrain {
    train::Train train; ///< as it was started while it is under way, else as the workspace plans it
    const train::Run* run = nullptr; ///< in the book; null where these cars were never started as a train
};

/// The trains under way, also such as the workspace does not plan any more, and those that it plans; by name.
std::vector<KnownTrain> trainsOf(const ReleaseBook& book, const std::vector<train::Train>& planned);

/// The newest attempt at what @p car brings; null when there is none.
const rollout::State* newestAttempt(const ReleaseBook& book, const train::Car& car);

/// What @p book tells of the cars of @p train, in their order.
train::Facts trainFacts(const ReleaseBook& book, const train::Train& train);

/// Why a train lets a release get no more traffic, by release; those that it does not hold are left out.
std::map<ReleaseId, QString> trainHolds(const ReleaseBook& book, const std::vector<train::Train>& planned);

} // namespace fairlead::engine
