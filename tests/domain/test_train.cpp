#include "tests/domain/train_yard.h"

#include <QTest>

#include <algorithm>

using namespace fairlead;
using rollout::Phase;
using test::car;
using test::TrainYard;
using train::Act;
using train::Flaw;

namespace {

train::Train three()
{
    return {QStringLiteral("spring"),
        {car(QStringLiteral("schema")), car(QStringLiteral("api"), {QStringLiteral("schema")}),
            car(QStringLiteral("web"), {QStringLiteral("api")})}};
}

QStringList namesInOrder(const train::Train& train)
{
    QStringList names;
    for (const std::size_t index : train::order(train)) {
        names += train.cars[index].name;
    }
    return names;
}

/// Steps until there is nothing to do.
void settle(TrainYard& yard)
{
    for (int i = 0; i < 100 && yard.step().act != Act::Nothing; ++i) { }
}

QStringList standings(const TrainYard& yard)
{
    QStringList words;
    const train::Snapshot snapshot = yard.snapshot();
    for (const train::CarView& view : snapshot.cars) {
        words += toString(view.standing);
    }
    return words;
}

} // namespace

class TestTrain : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aTrainWithoutFlawsHasNone()
    {
        QVERIFY(train::flawsOf(three()).empty());
        QCOMPARE(namesInOrder(three()), (QStringList{QStringLiteral("schema"), QStringLiteral("api"), QStringLiteral("web")}));
        const train::Train turned{QStringLiteral("spring"),
            {car(QStringLiteral("web"), {QStringLiteral("api")}), car(QStringLiteral("docs")),
                car(QStringLiteral("api"), {QStringLiteral("schema")}), car(QStringLiteral("schema"))}};
        QCOMPARE(namesInOrder(turned),
            (QStringList{QStringLiteral("docs"), QStringLiteral("schema"), QStringLiteral("api"), QStringLiteral("web")}));
    }

    void flawsAreNamed_data()
    {
        QTest::addColumn<QStringList>("cars"); // "name < after after"
        QTest::addColumn<int>("kind");
        QTest::addColumn<QString>("name");
        const auto add = [](const char* title, const QStringList& cars, Flaw::Kind kind, const char* name) {
            QTest::newRow(title) << cars << static_cast<int>(kind) << QString::fromUtf8(name);
        };
        const auto text = [](const char* word) { return QString::fromUtf8(word); };
        add("empty", {}, Flaw::Kind::Empty, "");
        add("the same name", {text("a"), text("a <")}, Flaw::Kind::DuplicateName, "a");
        add("a stranger", {text("a < b")}, Flaw::Kind::UnknownCar, "b");
        add("twice", {text("a"), text("b < a a")}, Flaw::Kind::FollowsTwice, "a");
        add("itself", {text("a < a")}, Flaw::Kind::Circle, "a → a");
        add("two in a circle", {text("x"), text("a < b x"), text("b < a")}, Flaw::Kind::Circle, "a → b → a");
        add("a circle that others lead into", {text("z < a"), text("a < b"), text("b < c"), text("c < a")}, Flaw::Kind::Circle,
            "a → b → c → a");
    }

    void flawsAreNamed()
    {
        QFETCH(const QStringList, cars);
        QFETCH(const int, kind);
        QFETCH(const QString, name);
        train::Train made{QStringLiteral("t"), {}};
        for (const QString& text : cars) {
            const QString after = text.section(QStringLiteral(" < "), 1);
            made.cars.push_back(car(text.section(QLatin1Char(' '), 0, 0), after.split(QLatin1Char(' '), Qt::SkipEmptyParts)));
            made.cars.back().component += QString::number(made.cars.size());
        }
        const std::vector<Flaw> flaws = train::flawsOf(made);
        QCOMPARE(static_cast<int>(flaws.size()), 1);
        QCOMPARE(static_cast<int>(flaws.front().kind), kind);
        QCOMPARE(flaws.front().name, name);
        QVERIFY(!train::trainFromJson(train::toJson(made)).has_value());
    }

    void twoCarsCannotBringTheSame()
    {
        train::Train made = three();
        made.cars[2] = made.cars[0];
        made.cars[2].name = QStringLiteral("again");
        const std::vector<Flaw> flaws = train::flawsOf(made);
        QCOMPARE(static_cast<int>(flaws.size()), 1);
        QCOMPARE(static_cast<int>(flaws.front().kind), static_cast<int>(Flaw::Kind::DuplicateRelease));
        QCOMPARE(flaws.front().car, 2);
        QCOMPARE(flaws.front().name, QStringLiteral("schema"));
    }

    void aTrainGoesThroughJson()
    {
        const Result<train::Train> read = train::trainFromJson(train::toJson(three()));
        QVERIFY(read.has_value());
        QVERIFY(*read == three());
    }

    void carsGoInTheirOrder()
    {
        TrainYard yard(three());
        QCOMPARE(yard.snapshot().verbs.start, QString());
        QVERIFY(train::holdOf(yard.train(), nullptr, yard.facts, 0).isEmpty());
        QVERIFY(train::holdOf(yard.train(), nullptr, yard.facts, 1).contains(QStringLiteral("follows schema 2.0 in the train")));
        yard.start();
        QVERIFY(!yard.snapshot().verbs.start.isEmpty());
        settle(yard);
        QCOMPARE(standings(yard), (QStringList{QStringLiteral("under-way"), QStringLiteral("waits"), QStringLiteral("waits")}));
        yard.move(0, Phase::Activated);
        settle(yard);
        QCOMPARE(standings(yard), (QStringList{QStringLiteral("activated"), QStringLiteral("under-way"), QStringLiteral("waits")}));
        yard.move(1, Phase::Activated);
        settle(yard);
        yard.move(2, Phase::Activated);
        settle(yard);
        QCOMPARE(toString(yard.snapshot().stage), QStringLiteral("completed"));
        QVERIFY(!yard.snapshot().verbs.rollBack.isEmpty()); // activated releases stay
        QVERIFY(!yard.snapshot().verbs.start.isEmpty());
    }

    void aChecklistHoldsItsCarAlone()
    {
        TrainYard yard({QStringLiteral("two"), {car(QStringLiteral("a")), car(QStringLiteral("b"))}});
        yard.facts[0].startClosed = QStringLiteral("1 item of its checklist is open and holds the start.");
        yard.start();
        settle(yard);
        QCOMPARE(standings(yard), (QStringList{QStringLiteral("waits"), QStringLiteral("under-way")}));
        QVERIFY(yard.snapshot().cars[0].why.contains(QStringLiteral("checklist")));
        yard.facts[0].startClosed.clear();
        settle(yard);
        QCOMPARE(standings(yard), (QStringList{QStringLiteral("under-way"), QStringLiteral("under-way")}));
    }

    void aFailureHoldsTheOthersUntilAPersonResumes()
    {
        TrainYard yard(
            {QStringLiteral("two"), {car(QStringLiteral("a")), car(QStringLiteral("b")), car(QStringLiteral("c"), {QStringLiteral("b")})}});
        yard.start();
        settle(yard);
        yard.move(0, Phase::RolledBack, QStringLiteral("too many errors"));
        settle(yard);
        QCOMPARE(standings(yard), (QStringList{QStringLiteral("back"), QStringLiteral("held-back"), QStringLiteral("waits")}));
        QCOMPARE(toString(yard.snapshot().stage), QStringLiteral("held"));
        QVERIFY(train::holdOf(yard.train(), &yard.run(), yard.facts, 1).contains(QStringLiteral("a 2.0 was rolled back: too many errors")));
        QVERIFY(yard.run().hold.has_value());
        yard.write(train::resumeEntry(yard.run(), yard.snapshot().faults, QStringLiteral("m.vogel"), QStringLiteral("b does not need it")));
        settle(yard);
        QCOMPARE(standings(yard), (QStringList{QStringLiteral("back"), QStringLiteral("under-way"), QStringLiteral("waits")}));
        yard.move(1, Phase::Activated);
        settle(yard);
        QCOMPARE(standings(yard), (QStringList{QStringLiteral("back"), QStringLiteral("activated"), QStringLiteral("under-way")}));
        QVERIFY(yard.run().underWay()); // a is not there
    }

    void anExcuseIsForOneFailure()
    {
        TrainYard yard({QStringLiteral("two"), {car(QStringLiteral("a")), car(QStringLiteral("b"))}});
        yard.start();
        settle(yard);
        yard.move(0, Phase::Held, QStringLiteral("the target refused"));
        settle(yard);
        yard.write(train::resumeEntry(yard.run(), yard.snapshot().faults, QStringLiteral("m.vogel"), QStringLiteral("known")));
        settle(yard);
        QVERIFY(yard.snapshot().faults.empty());
        yard.move(0, Phase::RolledBack, QStringLiteral("worse"));
        settle(yard);
        QCOMPARE(static_cast<int>(yard.snapshot().faults.size()), 1);
        yard.write(train::resumeEntry(yard.run(), yard.snapshot().faults, QStringLiteral("m.vogel"), QStringLiteral("known")));
        settle(yard);
        yard.move(0, Phase::Shifting); // another attempt: the excuse is used up
        settle(yard);
        QVERIFY(yard.run().excused.empty());
        yard.move(0, Phase::RolledBack, QStringLiteral("again"));
        settle(yard);
        QCOMPARE(toString(yard.snapshot().stage), QStringLiteral("held"));
    }

    void aNewAttemptIsWellOnlyOnceItHasStarted()
    {
        TrainYard yard({QStringLiteral("two"), {car(QStringLiteral("a")), car(QStringLiteral("b"))}});
        yard.start();
        settle(yard);
        yard.move(0, Phase::RolledBack);
        settle(yard);
        yard.move(0, Phase::ToStart);
        yard.facts[0].release = ReleaseId(QStringLiteral("second"));
        yard.facts[0].startClosed = QStringLiteral("a 2.0 is quarantined.");
        settle(yard);
        QCOMPARE(standings(yard), (QStringList{QStringLiteral("waits"), QStringLiteral("held-back")}));
        yard.facts[0].startClosed.clear();
        settle(yard);
        QCOMPARE(standings(yard), (QStringList{QStringLiteral("under-way"), QStringLiteral("under-way")}));
        QVERIFY(!yard.run().hold);
    }

    void aRollbackNamesWhatStays()
    {
        TrainYard yard(three());
        yard.start();
        settle(yard);
        yard.move(0, Phase::Activated);
        settle(yard);
        QCOMPARE(yard.snapshot().verbs.rollBack, QString());
        yard.write(train::rollbackEntry(yard.run(), QStringLiteral("m.vogel"), QStringLiteral("wrong day")));
        settle(yard);
        QCOMPARE(standings(yard), (QStringList{QStringLiteral("stays-activated"), QStringLiteral("going-back"), QStringLiteral("waits")}));
        QVERIFY(train::holdOf(yard.train(), &yard.run(), yard.facts, 2).contains(QStringLiteral("m.vogel rolls back the train")));
        yard.move(1, Phase::RolledBack);
        settle(yard);
        QCOMPARE(toString(yard.snapshot().stage), QStringLiteral("rolled-back"));
        QCOMPARE(yard.run().stays, QStringList{QStringLiteral("schema 2.0")});
    }

    void anActivatedCarGoesBackWhereThatIsPossible()
    {
        TrainYard yard(three());
        yard.start();
        for (std::size_t i = 0; i < 3; ++i) {
            settle(yard);
            yard.move(i, Phase::Activated);
            yard.facts[i].rollBackClosed.clear();
        }
        settle(yard);
        QCOMPARE(yard.snapshot().verbs.rollBack, QString());
        yard.write(train::rollbackEntry(yard.run(), QStringLiteral("m.vogel"), QStringLiteral("customers complain")));
        for (const std::size_t index : {2, 1, 0}) {
            settle(yard);
            QCOMPARE(toString(*yard.facts[index].phase), toString(Phase::RollingBack));
            QVERIFY(index == 0 || yard.facts[index - 1].phase == Phase::Activated);
            yard.move(index, Phase::RolledBack);
        }
        settle(yard);
        QCOMPARE(toString(yard.snapshot().stage), QStringLiteral("rolled-back"));
        QVERIFY(yard.run().stays.isEmpty());
    }

    void theSameRecordsGiveTheSameRun()
    {
        TrainYard yard({QStringLiteral("two"), {car(QStringLiteral("a")), car(QStringLiteral("b"))}});
        yard.start();
        settle(yard);
        yard.move(0, Phase::Aborted, QStringLiteral("not today"));
        settle(yard);
        train::Runs again;
        for (const audit::Record& record : yard.records) {
            QVERIFY(train::take(again, record).has_value());
        }
        QVERIFY(again == yard.runs);
        QCOMPARE(toString(again.at(QStringLiteral("two")).hold->failure), QStringLiteral("aborted"));
    }

    void aRecordThatCannotBeReadIsSaid()
    {
        train::Runs runs;
        audit::Record record;
        record.entry.kind = audit::kind::kTrainStarted;
        record.entry.data = {{QStringLiteral("name"), QStringLiteral("x")}};
        QVERIFY(!train::take(runs, record).has_value());
        QVERIFY(runs.empty());
    }

    void whateverHappensTheOrderIsKept()
    {
        QRandomGenerator random(20251121);
        int starts = 0;
        int rollbacks = 0;
        for (int round = 0; round < 600; ++round) {
            TrainYard yard(test::randomTrain(random));
            storm(yard, random, starts, rollbacks);
            if (QTest::currentTestFailed()) {
                qWarning("round %d", round);
                return;
            }
        }
        QVERIFY2(starts > 500 && rollbacks > 150, qPrintable(QStringLiteral("%1 %2").arg(starts).arg(rollbacks)));
    }

private:
    /// Looks as the engine does, and checks each act before it is done.
    static void lookAndCheck(TrainYard& yard, std::vector<std::size_t>& wentBack, int& starts, int& rollbacks)
    {
        const train::Train& train = yard.train();
        for (int i = 0; i < 50; ++i) {
            const train::Decision decision = train::decide(yard.run(), yard.facts);
            const auto index = static_cast<std::size_t>(std::max(decision.car, 0));
            if (decision.act == Act::StartCar) {
                ++starts;
                for (const QString& name : train.cars[index].after) {
                    QVERIFY(yard.facts[static_cast<std::size_t>(train::indexOf(train, name))].phase == Phase::Activated);
                }
                for (const train::Fault& fault : train::faults(yard.run(), yard.facts)) {
                    QCOMPARE(fault.car, train.cars[index].name);
                }
                QVERIFY(!yard.run().rollback);
            }
            if (decision.act == Act::RollBackCar) {
                ++rollbacks;
                QVERIFY(std::ranges::none_of(yard.facts, [](const train::CarFacts& each) { return each.phase == Phase::RollingBack; }));
                const std::vector<std::size_t> order = train::order(train);
                const auto at = std::ranges::find(order, index);
                for (const std::size_t before : wentBack) {
                    QVERIFY(std::ranges::find(order, before) > at);
                }
                QVERIFY(std::all_of(at + 1, order.end(), [&](std::size_t later) {
                    const Phase phase = *yard.facts[later].phase;
                    return phase == Phase::ToStart || rollout::isEnded(phase);
                }));
                wentBack.push_back(index);
            }
            if (yard.step().act == Act::Nothing) {
                return;
            }
        }
        QFAIL("it never comes to rest");
    }

    /// Cars fail, recover and arrive by chance; a person resumes or rolls back. In the end the train comes to an end.
    static void storm(TrainYard& yard, QRandomGenerator& random, int& starts, int& rollbacks)
    {
        std::vector<std::size_t> wentBack;
        yard.start();
        for (int i = 0; i < 200 && yard.run().underWay(); ++i) {
            lookAndCheck(yard, wentBack, starts, rollbacks);
            if (QTest::currentTestFailed()) {
                return;
            }
            const auto index = static_cast<std::size_t>(random.bounded(static_cast<int>(yard.facts.size())));
            shove(yard, index, random);
            const train::Verbs verbs = yard.snapshot().verbs;
            if (verbs.resume.isEmpty() && random.bounded(6) == 0) {
                yard.write(train::resumeEntry(yard.run(), yard.snapshot().faults, QStringLiteral("p"), QStringLiteral("why")));
            }
            if (verbs.rollBack.isEmpty() && (random.bounded(60) == 0 || i > 150)) {
                yard.write(train::rollbackEntry(yard.run(), QStringLiteral("p"), QStringLiteral("why")));
            }
        }
        QVERIFY(!yard.run().underWay());
    }

    static void shove(TrainYard& yard, std::size_t index, QRandomGenerator& random)
    {
        const bool held = !train::holdOf(yard.train(), &yard.run(), yard.facts, index).isEmpty();
        switch (*yard.facts[index].phase) {
        case Phase::ToStart:
        case Phase::Activated: return;
        case Phase::RolledBack:
            if (random.bounded(3) == 0 && !yard.run().rollback) { // somebody prepares it again
                yard.move(index, Phase::ToStart);
                yard.facts[index].release = ReleaseId(QString::number(random.generate()));
            }
            return;
        case Phase::RollingBack: yard.move(index, Phase::RolledBack); return;
        case Phase::Held:
        case Phase::Aborted: yard.move(index, Phase::Shifting); return;
        default: break;
        }
        constexpr std::array kFates{Phase::Activated, Phase::Activated, Phase::Activated, Phase::Held, Phase::Aborted, Phase::RolledBack};
        const Phase fate = kFates[static_cast<std::size_t>(random.bounded(static_cast<int>(kFates.size())))];
        if (fate != Phase::Activated || !held) { // what is held grows no further
            yard.move(index, fate, QStringLiteral("fate"));
        }
    }
};

QTEST_GUILESS_MAIN(TestTrain)
#include "test_train.moc"
