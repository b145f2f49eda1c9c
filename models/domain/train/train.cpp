#include "models/domain/train/train.h"

#include <QJsonArray>
#include <QSet>

#include <algorithm>

namespace fairlead::train {

namespace {

using Kind = Flaw::Kind;

void findTwins(const Train& train, std::vector<Flaw>& flaws)
{
    for (std::size_t i = 0; i < train.cars.size(); ++i) {
        const Car& car = train.cars[i];
        const auto end = train.cars.begin() + static_cast<std::ptrdiff_t>(i);
        if (std::find_if(train.cars.begin(), end, [&](const Car& other) { return other.name == car.name; }) != end) {
            flaws.push_back({Kind::DuplicateName, static_cast<int>(i), -1, car.name});
        }
        const auto same = [&](const Car& other) {
            return other.component == car.component && other.version == car.version && other.environment == car.environment
                && other.target == car.target;
        };
        const auto twin = std::find_if(train.cars.begin(), end, same);
        if (twin != end && !car.component.isEmpty()) { // empty: its manifest could not be read
            flaws.push_back({Kind::DuplicateRelease, static_cast<int>(i), -1, twin->name});
        }
    }
}

void findStrangers(const Train& train, std::vector<Flaw>& flaws)
{
    for (std::size_t i = 0; i < train.cars.size(); ++i) {
        const QStringList& after = train.cars[i].after;
        for (qsizetype k = 0; k < after.size(); ++k) {
            if (indexOf(train, after[k]) < 0) {
                flaws.push_back({Kind::UnknownCar, static_cast<int>(i), static_cast<int>(k), after[k]});
            } else if (after.indexOf(after[k]) < k) {
                flaws.push_back({Kind::FollowsTwice, static_cast<int>(i), static_cast<int>(k), after[k]});
            }
        }
    }
}

/// What each car follows, as indexes; names that the train has not are left out.
std::vector<std::vector<std::size_t>> followed(const Train& train)
{
    std::vector<std::vector<std::size_t>> all(train.cars.size());
    for (std::size_t i = 0; i < train.cars.size(); ++i) {
        for (const QString& name : train.cars[i].after) {
            const int index = indexOf(train, name);
            if (index >= 0) {
                all[i].push_back(static_cast<std::size_t>(index));
            }
        }
    }
    return all;
}

/// Walks from each car that is in no order against what it follows: it comes back to where it was, each way once.
void findCircles(const Train& train, std::vector<Flaw>& flaws)
{
    const std::vector<std::size_t> fine = order(train);
    const std::vector<std::vector<std::size_t>> all = followed(train);
    const auto isFine = [&fine](std::size_t car) { return std::ranges::find(fine, car) != fine.end(); };
    std::vector<bool> seen(train.cars.size());
    for (std::size_t start = 0; start < train.cars.size(); ++start) {
        std::vector<std::size_t> way;
        std::size_t at = start;
        while (!isFine(at) && !seen[at]) {
            seen[at] = true;
            way.push_back(at);
            at = *std::ranges::find_if(all[at], [&](std::size_t next) { return !isFine(next); });
        }
        const auto begin = std::ranges::find(way, at);
        if (begin == way.end()) {
            continue;
        }
        QStringList names;
        for (auto each = begin; each != way.end(); ++each) {
            names += train.cars[*each].name;
        }
        names += train.cars[*begin].name;
        const int closing
            = static_cast<int>(std::ranges::find_if(all[*begin], [&](std::size_t next) { return !isFine(next); }) - all[*begin].begin());
        flaws.push_back({Kind::Circle, static_cast<int>(*begin), closing, names.join(QStringLiteral(" → "))});
    }
}

} // namespace

int indexOf(const Train& train, const QString& name)
{
    const auto found = std::ranges::find(train.cars, name, &Car::name);
    return found == train.cars.end() ? -1 : static_cast<int>(found - train.cars.begin());
}

std::vector<std::size_t> order(const Train& train)
{
    const std::vector<std::vector<std::size_t>> all = followed(train);
    std::vector<std::size_t> done;
    done.reserve(train.cars.size());
    const auto isDone = [&done](std::size_t car) { return std::ranges::find(done, car) != done.end(); };
    while (done.size() < train.cars.size()) {
        std::size_t next = 0;
        while (next < train.cars.size() && (isDone(next) || !std::ranges::all_of(all[next], isDone))) {
            ++next;
        }
        if (next == train.cars.size()) {
            break; // what is left runs in a circle
        }
        done.push_back(next);
    }
    return done;
}

std::vector<Flaw> flawsOf(const Train& train)
{
    if (train.cars.empty()) {
        return {Flaw{}};
    }
    std::vector<Flaw> flaws;
    findTwins(train, flaws);
    findStrangers(train, flaws);
    findCircles(train, flaws);
    return flaws;
}

QJsonObject toJson(const Train& train)
{
    QJsonArray cars;
    for (const Car& car : train.cars) {
        cars.append(QJsonObject{{QStringLiteral("name"), car.name}, {QStringLiteral("after"), QJsonArray::fromStringList(car.after)},
            {QStringLiteral("title"), car.title}, {QStringLiteral("component"), car.component}, {QStringLiteral("version"), car.version},
            {QStringLiteral("environment"), car.environment}, {QStringLiteral("target"), car.target}});
    }
    return {{QStringLiteral("name"), train.name}, {QStringLiteral("cars"), cars}};
}

Result<Train> trainFromJson(const QJsonObject& json)
{
    Train train;
    train.name = json.value(QStringLiteral("name")).toString();
    const QJsonArray cars = json.value(QStringLiteral("cars")).toArray();
    train.cars.reserve(static_cast<std::size_t>(cars.size()));
    for (const QJsonValue& value : cars) {
        const auto text = [&value](const char* key) { return value.toObject().value(QLatin1String(key)).toString(); };
        Car car{text("name"), {}, text("title"), text("component"), text("version"), text("environment"), text("target")};
        const QJsonArray after = value.toObject().value(QStringLiteral("after")).toArray();
        for (const QJsonValue& name : after) {
            car.after += name.toString();
        }
        train.cars.push_back(std::move(car));
    }
    if (train.name.isEmpty() || !flawsOf(train).empty()) {
        return fail(ErrorCode::Corrupt, QStringLiteral("The record of the train “%1” cannot be read. It goes no further.").arg(train.name));
    }
    return train;
}

} // namespace fairlead::train
