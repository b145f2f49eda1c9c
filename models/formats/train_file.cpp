#include "models/formats/train_file.h"

#include "models/formats/nearest.h"

#include <algorithm>

namespace fairlead::formats {

namespace {

using train::Flaw;

PlacedText placed(YamlMap& map, const char* key)
{
    const QString text = map.text(key, Need::Required).value_or(QString());
    return {text, map.placeOf(key)};
}

CarDraft readCar(YamlMap& map)
{
    CarDraft car;
    car.name = placed(map, "name");
    car.manifest = placed(map, "manifest");
    car.environment = placed(map, "environment");
    car.after = map.texts("after", Need::Optional);
    map.finish();
    return car;
}

QStringList namesOf(const TrainDraft& draft)
{
    QStringList names;
    for (const CarDraft& car : draft.cars) {
        names += car.name.text;
    }
    return names;
}

train::Train shapeOf(const TrainDraft& draft)
{
    train::Train shape{draft.name.text, {}};
    shape.cars.reserve(draft.cars.size());
    for (const CarDraft& car : draft.cars) {
        train::Car made;
        made.name = car.name.text;
        made.after = textsOf(car.after);
        shape.cars.push_back(std::move(made));
    }
    return shape;
}

/// Names and order; what the cars release is looked at later.
void checkShape(const YamlScribe& scribe, const TrainDraft& draft)
{
    for (const Flaw& flaw : train::flawsOf(shapeOf(draft))) {
        const CarDraft* car = flaw.car < 0 ? nullptr : &draft.cars[static_cast<std::size_t>(flaw.car)];
        const Position at = car == nullptr ? draft.name.at
            : flaw.after < 0               ? car->name.at
                                           : car->after[static_cast<std::size_t>(flaw.after)].at;
        switch (flaw.kind) {
        case Flaw::Kind::DuplicateName:
            if (!flaw.name.isEmpty()) { // else it is reported as missing
                scribe.error(at, "duplicate-name", QStringLiteral("The name “%1” is taken already.").arg(flaw.name.left(60)),
                    QStringLiteral("Choose another one."));
            }
            break;
        case Flaw::Kind::UnknownCar:
            scribe.error(at, "unknown-reference", QStringLiteral("The train has no car “%1”.").arg(flaw.name.left(60)),
                suggestion(flaw.name, namesOf(draft), QStringLiteral("There are"), QStringLiteral("Add one under “cars:”.")));
            break;
        case Flaw::Kind::Circle:
            scribe.error(at, "cyclic-train", QStringLiteral("The cars follow each other in a circle: %1.").arg(flaw.name.left(200)),
                QStringLiteral("Take one of them out of “after:”."));
            break;
        case Flaw::Kind::Empty: // reported where the list is read
        case Flaw::Kind::FollowsTwice: // as duplicate-value
        case Flaw::Kind::DuplicateRelease: break; // linkTrains()
        }
    }
}

void readCars(YamlMap& root, TrainDraft& draft)
{
    const std::vector<YamlNode>* nodes = root.list("cars", Need::Required);
    if (nodes == nullptr) {
        return;
    }
    if (nodes->empty()) {
        root.scribe().error(
            root.placeOf("cars"), "empty-list", QStringLiteral("The train has no cars."), QStringLiteral("Add one under “cars:”."));
    }
    for (const YamlNode& node : *nodes) {
        if (expectMap(root.scribe(), node, QStringLiteral("A car"))) {
            YamlMap map(root.scribe(), node, QStringLiteral("a car"), node.at);
            draft.cars.push_back(readCar(map));
        }
    }
}

const workspace::PlannedRelease* releaseOf(const CarDraft& car, const std::vector<workspace::PlannedRelease>& releases)
{
    const auto found = std::ranges::find_if(releases, [&car](const workspace::PlannedRelease& planned) {
        return planned.manifestFile == car.manifest.text && planned.environment == car.environment.text;
    });
    return found == releases.end() ? nullptr : &*found;
}

void checkWritten(const TrainDraft& draft, const CarDraft& car, const std::vector<ReleaseDraft>& written, Problems& problems)
{
    QStringList there;
    for (const ReleaseDraft& release : written) {
        if (release.environment.text == car.environment.text) {
            there += release.manifest.text;
        }
    }
    if (!there.contains(car.manifest.text)) {
        problems.push_back({draft.file, car.manifest.at, Severity::Error, QStringLiteral("unknown-reference"),
            QStringLiteral("workspace.yaml has no release of “%1” to “%2”.").arg(car.manifest.text.left(80), car.environment.text.left(60)),
            suggestion(car.manifest.text, there, QStringLiteral("There are"), QStringLiteral("Add it under “releases:”."))});
    }
}

bool isSame(const train::Car& a, const train::Car& b)
{
    return a.component == b.component && a.version == b.version && a.environment == b.environment && a.target == b.target;
}

/// A release that goes with two trains would wait for both.
void refuseTwins(
    const TrainDraft& draft, const CarDraft& car, const train::Car& linked, const std::vector<train::Train>& trains, Problems& problems)
{
    for (const train::Train& other : trains) {
        const auto twin = std::ranges::find_if(other.cars, [&linked](const train::Car& each) { return isSame(each, linked); });
        if (twin != other.cars.end()) {
            problems.push_back({draft.file, car.manifest.at, Severity::Error, QStringLiteral("duplicate-car"),
                QStringLiteral("%1 is the car “%2” of the train “%3” already.").arg(linked.title, twin->name, other.name),
                QStringLiteral("A release goes with one train only: keep one of them.")});
        }
    }
}

} // namespace

Loaded<TrainDraft> readTrain(const QString& file, const QByteArray& bytes)
{
    Loaded<TrainDraft> loaded;
    const std::optional<YamlDocument> document = readYaml(file, bytes, loaded.problems);
    if (!document) {
        return loaded;
    }
    const YamlScribe scribe(*document, loaded.problems);
    if (!expectMap(scribe, document->root, QStringLiteral("A train"))) {
        return loaded;
    }
    YamlMap root(scribe, document->root, QStringLiteral("a train"), {1, 1});
    TrainDraft draft;
    draft.file = file;
    draft.name = placed(root, "name");
    loaded.name = draft.name.text;
    loaded.at = draft.name.at;
    readCars(root, draft);
    root.finish();
    checkShape(scribe, draft);
    if (!hasErrors(loaded.problems)) {
        loaded.value = std::move(draft);
    }
    return loaded;
}

std::vector<train::Train> linkTrains(const std::vector<TrainDraft>& drafts, const std::vector<ReleaseDraft>& written,
    const std::vector<workspace::PlannedRelease>& releases, Problems& problems)
{
    std::vector<train::Train> trains;
    trains.reserve(drafts.size());
    for (const TrainDraft& draft : drafts) {
        if (std::ranges::find(trains, draft.name.text, &train::Train::name) != trains.end()) {
            problems.push_back({draft.file, draft.name.at, Severity::Error, QStringLiteral("duplicate-name"),
                QStringLiteral("There is another train “%1”.").arg(draft.name.text.left(60)),
                QStringLiteral("Give this one another name.")});
            continue;
        }
        trains.push_back({draft.name.text, {}});
        for (const CarDraft& car : draft.cars) {
            checkWritten(draft, car, written, problems);
            if (const workspace::PlannedRelease* planned = releaseOf(car, releases)) {
                const train::Car linked = workspace::carOf(*planned, car.name.text, textsOf(car.after));
                refuseTwins(draft, car, linked, trains, problems);
                trains.back().cars.push_back(linked);
            }
        }
    }
    return trains;
}

} // namespace fairlead::formats
