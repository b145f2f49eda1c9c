#pragma once

#include "models/domain/train/snapshot.h"

#include <QRandomGenerator>

namespace fairlead::test {

/// A started train whose cars are moved by hand, with real records.
class TrainYard {
public:
    explicit TrainYard(train::Train train)
        : m_train(std::move(train))
        , facts(m_train.cars.size())
    {
        for (std::size_t i = 0; i < facts.size(); ++i) {
            facts[i].release = ReleaseId(QStringLiteral("first-%1").arg(i));
            facts[i].phase = rollout::Phase::ToStart;
            facts[i].rollBackClosed = QStringLiteral("It has not started.");
        }
    }

    const train::Train& train() const { return m_train; }
    const train::Run& run() const { return runs.at(m_train.name); }
    const train::Run* runOrNull() const { return runs.contains(m_train.name) ? &run() : nullptr; }
    train::Snapshot snapshot() const { return train::snapshotOf(m_train, runOrNull(), facts); }

    void write(const audit::Entry& entry)
    {
        ++m_row;
        const audit::Record record = audit::seal(entry, Instant::fromMs(m_row * 1000), m_row - 1, QByteArray(32, '\0'));
        records.push_back(record);
        static_cast<void>(train::take(runs, record));
    }
    void start() { write(train::startEntry(m_train, QStringLiteral("m.vogel"), QStringLiteral("as planned"))); }

    void move(std::size_t car, rollout::Phase phase, const QString& why = {})
    {
        using rollout::Phase;
        train::CarFacts& each = facts[car];
        each.phase = phase;
        each.why = why;
        each.needsPerson = phase == Phase::Held;
        const bool closed = phase == Phase::ToStart || rollout::isEnded(phase) || phase == Phase::RollingBack;
        each.rollBackClosed = closed ? QStringLiteral("closed") : QString();
    }

    /// What the engine would do: records, starts and rollbacks. Returns what was decided.
    train::Decision step()
    {
        using train::Act;
        const train::Decision decision = train::decide(run(), facts);
        const auto car = static_cast<std::size_t>(std::max(decision.car, 0));
        switch (decision.act) {
        case Act::Nothing: break;
        case Act::Hold: write(train::holdEntry(run(), decision.fault, decision.why)); break;
        case Act::Continue: write(train::continueEntry(run(), m_train.cars[car].name, decision.why)); break;
        case Act::StartCar: move(car, rollout::Phase::Shifting); break;
        case Act::RollBackCar: move(car, rollout::Phase::RollingBack, decision.why); break;
        case Act::Finish: write(train::endEntry(run(), decision.ending, decision.stays, decision.why)); break;
        }
        return decision;
    }

private:
    train::Train m_train;
    qint64 m_row = 0;

public:
    train::Facts facts;
    train::Runs runs;
    std::vector<audit::Record> records;
};

inline train::Car car(const QString& name, const QStringList& after = {})
{
    return {name, after, name + QStringLiteral(" 2.0"), QStringLiteral("components/") + name, QStringLiteral("2.0"),
        QStringLiteral("production"), QStringLiteral("edge")};
}

/// Cars that follow only such as were made before them, written down in another order.
inline train::Train randomTrain(QRandomGenerator& random)
{
    train::Train train{QStringLiteral("random"), {}};
    const int count = random.bounded(1, 8);
    for (int i = 0; i < count; ++i) {
        QStringList after;
        for (int k = 0; k < i; ++k) {
            after += random.bounded(3) == 0 ? QStringList{QStringLiteral("c%1").arg(k)} : QStringList();
        }
        const int place = random.bounded(i + 1);
        train.cars.insert(train.cars.begin() + place, car(QStringLiteral("c%1").arg(i), after));
    }
    return train;
}

} // namespace fairlead::test
