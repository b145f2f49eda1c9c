#include "models/domain/train/run.h"

#include <QJsonArray>

#include <algorithm>

namespace fairlead::train {

namespace {

namespace kind = audit::kind;

const QString kEngine = QStringLiteral("engine");
const QString kName = QStringLiteral("name");
const QString kCar = QStringLiteral("car");
const QString kRelease = QStringLiteral("release");
const QString kFailure = QStringLiteral("failure");
const QString kExcused = QStringLiteral("excused");
const QString kResult = QStringLiteral("result");
const QString kStays = QStringLiteral("stays");

QJsonObject toJson(const Fault& fault)
{
    return {{kCar, fault.car}, {kRelease, fault.release.text()}, {kFailure, toString(fault.failure)}};
}

Fault faultFrom(const QJsonObject& json)
{
    return {json.value(kCar).toString(), ReleaseId(json.value(kRelease).toString()), failureFrom(json.value(kFailure).toString())};
}

audit::Entry entry(const QString& kind, const QString& who, const QString& train, const QString& why, QJsonObject data = {})
{
    data.insert(kName, train);
    return {kind, who, {}, train, why, data};
}

void forget(Run& run, const QString& car)
{
    std::erase_if(run.excused, [&car](const Fault& fault) { return fault.car == car; });
    if (run.hold && run.hold->car == car) {
        run.hold.reset();
        run.held.reset();
    }
}

void takeInto(Run& run, const audit::Record& record)
{
    const audit::Entry& entry = record.entry;
    const Word word{entry.who, entry.why, record.at};
    run.lastAt = record.at;
    if (entry.kind == kind::kTrainHeld) {
        run.hold = faultFrom(entry.data);
        run.held = word;
    } else if (entry.kind == kind::kTrainContinued) {
        forget(run, entry.data.value(kCar).toString());
    } else if (entry.kind == kind::kTrainResumed) {
        run.hold.reset();
        run.held.reset();
        run.excused.clear();
        const QJsonArray excused = entry.data.value(kExcused).toArray();
        for (const QJsonValue& fault : excused) {
            run.excused.push_back(faultFrom(fault.toObject()));
        }
    } else if (entry.kind == kind::kTrainRollback) {
        run.rollback = word;
        run.ending.reset(); // a train that had arrived can go back
    } else if (entry.kind == kind::kTrainEnded) {
        run.ending = entry.data.value(kResult).toString() == toString(Ending::Completed) ? Ending::Completed : Ending::RolledBack;
        run.stays.clear();
        const QJsonArray stays = entry.data.value(kStays).toArray();
        for (const QJsonValue& title : stays) {
            run.stays += title.toString();
        }
    }
}

} // namespace

QString toString(Failure failure)
{
    switch (failure) {
    case Failure::None: break;
    case Failure::HeldForPerson: return QStringLiteral("held");
    case Failure::Aborted: return QStringLiteral("aborted");
    case Failure::RolledBack: return QStringLiteral("rolled-back");
    }
    return QStringLiteral("none");
}

Failure failureFrom(const QString& text)
{
    for (const Failure failure : {Failure::HeldForPerson, Failure::Aborted, Failure::RolledBack}) {
        if (text == toString(failure)) {
            return failure;
        }
    }
    return Failure::None;
}

QString toString(Ending ending)
{
    return ending == Ending::Completed ? QStringLiteral("completed") : QStringLiteral("rolled-back");
}

Result<void> take(Runs& runs, const audit::Record& record)
{
    if (record.entry.kind == kind::kTrainStarted) {
        Result<Train> train = trainFromJson(record.entry.data);
        if (!train) {
            return std::unexpected(train.error());
        }
        Run run;
        run.train = std::move(*train);
        run.started = {record.entry.who, record.entry.why, record.at};
        run.lastAt = record.at;
        const QString name = run.train.name;
        runs.insert_or_assign(name, std::move(run));
        return {};
    }
    const bool ofTrain = record.entry.kind.startsWith(QStringLiteral("train."));
    const auto run = ofTrain ? runs.find(record.entry.data.value(kName).toString()) : runs.end();
    if (run != runs.end()) {
        takeInto(run->second, record);
    }
    return {};
}

audit::Entry startEntry(const Train& train, const QString& who, const QString& why)
{
    return entry(kind::kTrainStarted, who, train.name, why, toJson(train));
}

audit::Entry holdEntry(const Run& run, const Fault& fault, const QString& why)
{
    return entry(kind::kTrainHeld, kEngine, run.train.name, why, toJson(fault));
}

audit::Entry continueEntry(const Run& run, const QString& car, const QString& why)
{
    return entry(kind::kTrainContinued, kEngine, run.train.name, why, {{kCar, car}});
}

audit::Entry resumeEntry(const Run& run, const std::vector<Fault>& excused, const QString& who, const QString& why)
{
    QJsonArray faults;
    for (const Fault& fault : excused) {
        faults.append(toJson(fault));
    }
    return entry(kind::kTrainResumed, who, run.train.name, why, {{kExcused, faults}});
}

audit::Entry rollbackEntry(const Run& run, const QString& who, const QString& why)
{
    return entry(kind::kTrainRollback, who, run.train.name, why);
}

audit::Entry endEntry(const Run& run, Ending ending, const QStringList& stays, const QString& why)
{
    return entry(
        kind::kTrainEnded, kEngine, run.train.name, why, {{kResult, toString(ending)}, {kStays, QJsonArray::fromStringList(stays)}});
}

} // namespace fairlead::train
