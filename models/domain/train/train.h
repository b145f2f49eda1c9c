#pragma once

#include "models/base/error.h"

#include <QJsonObject>
#include <QString>
#include <QStringList>

#include <vector>

namespace fairlead::train {

/// One release of a train, by what stays the same over its attempts.
struct Car {
    QString name; ///< within the train: "schema"
    QStringList after; ///< names of the cars that have to be activated first
    QString title; ///< of its release, for people: "schema 2.0.0"
    QString component; ///< as the manifest names it
    QString version;
    QString environment;
    QString target;

    bool operator==(const Car&) const = default;
};

/// Several releases that belong together, each with its own manifest and plan, in the order of what they follow.
struct Train {
    QString name;
    std::vector<Car> cars; ///< as they are written down; order() says in which they go

    bool operator==(const Train&) const = default;
};

/// What is wrong with a train.
struct Flaw {
    enum class Kind {
        Empty, ///< no car
        DuplicateName, ///< two cars have one name
        DuplicateRelease, ///< two cars bring the same version to the same place
        UnknownCar, ///< it follows a car that the train has not
        FollowsTwice, ///< it names a car twice
        Circle, ///< it follows itself, over others or directly
    };
    Kind kind = Kind::Empty;
    int car = -1; ///< index into Train::cars; -1 for the whole train
    int after = -1; ///< index into Car::after; -1 where it is not about one
    QString name; ///< of the car that it is about; for a circle the way round: "a → b → a"

    bool operator==(const Flaw&) const = default;
};

/// All that is wrong with @p train; empty where it can go. Each circle is named once.
std::vector<Flaw> flawsOf(const Train& train);

/// Indexes into Train::cars, each after all that it follows; else as they are written down. Cars in or behind a circle are left out.
std::vector<std::size_t> order(const Train& train);

/// Index of the car @p name; -1 when there is none.
int indexOf(const Train& train, const QString& name);

QJsonObject toJson(const Train& train);
/// Corrupt where a part is missing or the train is flawed.
Result<Train> trainFromJson(const QJsonObject& json);

} // namespace fairlead::train
