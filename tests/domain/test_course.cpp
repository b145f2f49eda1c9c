#include "models/domain/rollout/course.h"

#include <QTest>

using namespace fairlead;
using namespace fairlead::rollout;
using namespace std::chrono_literals;

namespace {

namespace kind = audit::kind;

Instant at(const char* minute)
{
    const Result<Instant> read = Instant::fromIso(QString::fromLatin1(minute) + QStringLiteral(":00Z"));
    return read ? *read : Instant();
}

QString text(const std::optional<Instant>& instant)
{
    return instant ? instant->toIso().mid(5, 11) : QStringLiteral("?");
}

/// "08-04T10:00 to 08-05T10:00"
QString text(const std::optional<Stretch>& stretch)
{
    return stretch ? QStringLiteral("%1 to %2").arg(text(stretch->begin), text(stretch->end)) : QStringLiteral("-");
}

Step stepOf(StepKind kind, int phase)
{
    Step step;
    step.kind = kind;
    step.phase = phase;
    return step;
}

void addUnits(Plan& plan, int phase, const QStringList& units, Millis soak)
{
    Step unit = stepOf(StepKind::Unit, phase);
    unit.reach.units = units;
    Step wait = stepOf(StepKind::Soak, phase);
    wait.soak = soak;
    plan.steps.insert(plan.steps.end(), {unit, wait, stepOf(StepKind::Gate, phase)});
}

/// docs on day 1, qa on day 3, both for a day, then a watch of two days from day 5 that asks for nothing, and the activation.
Plan plan()
{
    Plan plan;
    plan.phases = {{QStringLiteral("first"), 1, {}}, {QStringLiteral("second"), 3, {}}, {QStringLiteral("watch"), 5, {}}};
    addUnits(plan, 0, {QStringLiteral("docs"), QStringLiteral("research")}, 24h);
    addUnits(plan, 1, {QStringLiteral("qa")}, 24h);
    Step watch = stepOf(StepKind::Soak, 2);
    watch.soak = 48h;
    plan.steps.insert(plan.steps.end(), {watch, stepOf(StepKind::Activate, 2)});
    return plan;
}

/// A release that is told what happened, record by record.
class Teller {
public:
    explicit Teller(Plan plan)
    {
        state.release.id = ReleaseId(QStringLiteral("01989f2e-6c1d-7c55-8000-000000000001"));
        state.release.environment = QStringLiteral("production");
        state.release.plan = std::move(plan);
    }

    void tell(const char* minute, const QString& kind, const QJsonObject& data = {})
    {
        audit::Record record;
        record.row = ++m_row;
        record.at = at(minute);
        record.entry = {kind, QStringLiteral("engine"), state.release.id.text(), {}, {}, data};
        state = apply(std::move(state), record);
    }

    void step(const char* minute, int step) { tell(minute, kind::kStepEntered, {{QStringLiteral("step"), step}}); }

    void ask(const char* minute, const QStringList& units, bool effective = true)
    {
        Reach reach;
        reach.units = units;
        const QString id = QStringLiteral("c%1").arg(m_row);
        const bool back = state.phase == Phase::RollingBack;
        tell(minute, kind::kIntent,
            {{QStringLiteral("command"), id}, {QStringLiteral("reach"), toJson(reach)}, {QStringLiteral("step"), back ? -1 : state.step},
                {QStringLiteral("rollback"), back}});
        tell(minute, kind::kOutcome, {{QStringLiteral("command"), id}, {QStringLiteral("outcome"), QStringLiteral("accepted")}});
        if (effective) {
            tell(minute, kind::kEffect, {{QStringLiteral("command"), id}, {QStringLiteral("effect"), QStringLiteral("effective")}});
        }
    }

    Course course(const char* minute, Millis soakDone = {}, std::span<const calendar::Freeze> freezes = {}) const
    {
        return courseOf(state, {at(minute), soakDone, freezes});
    }

    QStringList units(const Observation& observation = {}) const
    {
        QStringList words;
        for (const CourseUnit& unit : courseUnits(state, observation)) {
            words.append(QStringLiteral("%1 %2 %3").arg(unit.unit).arg(unit.stage).arg(static_cast<int>(unit.state)));
        }
        return words;
    }

    State state;

private:
    qint64 m_row = 0;
};

QString of(const char* unit, int stage, UnitState state)
{
    return QStringLiteral("%1 %2 %3").arg(QLatin1String(unit)).arg(stage).arg(static_cast<int>(state));
}

/// docs and research were brought on the fourth at ten.
Teller firstUnits()
{
    Teller teller(plan());
    teller.tell("2025-08-04T10:00", kind::kStarted);
    teller.step("2025-08-04T10:00", 0);
    teller.ask("2025-08-04T10:00", {QStringLiteral("docs"), QStringLiteral("research")});
    teller.step("2025-08-04T10:01", 1);
    return teller;
}

} // namespace

/// Where a release's stages, phases and units stand in time.
class TestCourse : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void beforeTheStartAllIsPlannedFromTheWindowOn()
    {
        Teller teller(plan());
        teller.state.release.window = *Span::create(at("2025-08-04T10:00"), at("2025-08-04T12:00"));
        const Course course = teller.course("2025-08-04T07:00");
        QCOMPARE(text(course.stages[0].planned), QStringLiteral("08-04T10:00 to 08-06T00:00"));
        QCOMPARE(text(course.stages[1].planned), QStringLiteral("08-06T00:00 to 08-10T00:00"));
        QCOMPARE(text(course.phases[1].planned), QStringLiteral("08-06T00:00 to 08-08T00:00"));
        QCOMPARE(text(course.phases[2].planned), QStringLiteral("08-08T00:00 to 08-10T00:00"));
        QCOMPARE(course.stages, teller.course("2025-08-04T07:00").stages);
        for (const Leg& leg : course.stages) {
            QVERIFY(!leg.happened);
            QCOMPARE(leg.expected, leg.planned);
        }
        QCOMPARE(text(course.whole()), QStringLiteral("08-04T10:00 to 08-10T00:00"));
        // A window that is over: it would start now.
        QCOMPARE(text(teller.course("2025-08-04T13:00").startedAt), QStringLiteral("08-04T13:00"));
    }

    void whatIsLeftIsExpectedFromNow()
    {
        Teller teller = firstUnits();
        const Course course = teller.course("2025-08-04T20:00", 10h);
        QCOMPARE(text(course.stages[0].happened), QStringLiteral("08-04T10:00 to ?"));
        QCOMPARE(text(course.stages[0].expected), QStringLiteral("08-04T20:00 to 08-06T00:00"));
        QCOMPARE(text(course.phases[2].expected), QStringLiteral("08-08T00:00 to 08-10T00:00"));

        // A soak that stood still for two days: all moves.
        const Course late = teller.course("2025-08-06T20:00", 10h);
        QCOMPARE(text(late.stages[0].planned), QStringLiteral("08-04T10:00 to 08-06T00:00"));
        QCOMPARE(text(late.stages[0].expected), QStringLiteral("08-06T20:00 to 08-07T10:00"));
        QCOMPARE(text(late.stages[1].expected), QStringLiteral("08-07T10:00 to 08-10T10:00"));
    }

    void aPhaseThatAsksForNothingHasItsTimes()
    {
        Teller teller = firstUnits();
        teller.step("2025-08-06T00:00", 3);
        teller.ask("2025-08-06T00:00", {QStringLiteral("docs"), QStringLiteral("research"), QStringLiteral("qa")});
        teller.step("2025-08-06T00:01", 4);
        teller.step("2025-08-08T00:00", 6);
        const Course course = teller.course("2025-08-08T06:00", 6h);
        QCOMPARE(text(course.phases[0].happened), QStringLiteral("08-04T10:00 to 08-06T00:00"));
        QCOMPARE(text(course.phases[1].happened), QStringLiteral("08-06T00:00 to 08-08T00:00"));
        QCOMPARE(text(course.phases[2].happened), QStringLiteral("08-08T00:00 to ?"));
        QCOMPARE(text(course.phases[2].expected), QStringLiteral("08-08T06:00 to 08-10T00:00"));
        QVERIFY(!course.phases[1].expected);
        QCOMPARE(text(course.stages[1].happened), QStringLiteral("08-06T00:00 to ?"));
    }

    void freezesMoveWhatIsExpectedAndNotWhatWasPlanned()
    {
        Teller teller = firstUnits();
        const std::vector<calendar::Freeze> freezes{
            {QStringLiteral("fair"), *Span::create(at("2025-08-05T00:00"), at("2025-08-07T12:00")), {}, {}, {}}};
        const Course course = teller.course("2025-08-04T20:00", 10h, freezes);
        QCOMPARE(text(course.stages[1].planned), QStringLiteral("08-06T00:00 to 08-10T00:00"));
        QCOMPARE(text(course.stages[1].expected), QStringLiteral("08-07T12:00 to 08-10T12:00"));
    }

    void hoursThatNeverComeAreNotKnown()
    {
        Plan unknown = plan();
        unknown.zone = QStringLiteral("Europe/Nowhere");
        const Course course = Teller(unknown).course("2025-08-04T07:00");
        QCOMPARE(text(course.stages[0].planned), QStringLiteral("08-04T07:00 to ?"));
        QCOMPARE(text(course.stages[1].planned), QStringLiteral("-"));
        QVERIFY(closedHours(unknown, at("2025-08-04T07:00"), at("2025-08-05T07:00"), 9).empty());
    }

    void whatIsOverExpectsNothing()
    {
        Teller teller = firstUnits();
        teller.tell("2025-08-04T21:00", kind::kRollbackDecided);
        const Course course = teller.course("2025-08-04T22:00");
        QCOMPARE(text(course.stages[0].happened), QStringLiteral("08-04T10:00 to 08-04T21:00"));
        QCOMPARE(text(course.phases[0].happened), QStringLiteral("08-04T10:00 to 08-04T21:00"));
        for (const Leg& leg : course.stages) {
            QVERIFY(!leg.expected);
        }
    }

    void unitsFollowWhatWasAskedAndSeen()
    {
        Teller teller(plan());
        QCOMPARE(teller.units(),
            QStringList({of("docs", 0, UnitState::ToCome), of("research", 0, UnitState::ToCome), of("qa", 1, UnitState::ToCome)}));
        teller.tell("2025-08-04T10:00", kind::kStarted);
        teller.step("2025-08-04T10:00", 0);
        teller.ask("2025-08-04T10:00", {QStringLiteral("docs"), QStringLiteral("research")}, false);
        QCOMPARE(teller.units(),
            QStringList({of("docs", 0, UnitState::Asked), of("research", 0, UnitState::Asked), of("qa", 1, UnitState::ToCome)}));

        teller = firstUnits();
        teller.tell("2025-08-04T21:00", kind::kRollbackDecided);
        teller.ask("2025-08-04T21:00", {QStringLiteral("docs")}, false);
        QCOMPARE(teller.units(),
            QStringList({of("docs", 0, UnitState::Serves), of("research", 0, UnitState::GoingBack), of("qa", 1, UnitState::NotReached)}));
        teller.ask("2025-08-04T22:00", {});
        QCOMPARE(teller.units(),
            QStringList({of("docs", 0, UnitState::Back), of("research", 0, UnitState::Back), of("qa", 1, UnitState::NotReached)}));
    }

    void whatTheTargetSaysOfAUnitStandsBesides()
    {
        Teller teller = firstUnits();
        Observation observation;
        QVERIFY(!courseUnits(teller.state, observation).front().servedByTarget);
        observation.weight = Percent();
        observation.reach = Reach{{}, {QStringLiteral("docs")}, {}, {}};
        QCOMPARE(courseUnits(teller.state, observation)[0].servedByTarget, std::optional(true));
        QCOMPARE(courseUnits(teller.state, observation)[1].servedByTarget, std::optional(false));
        observation.weight = Percent::clamped(100);
        QCOMPARE(courseUnits(teller.state, observation)[1].servedByTarget, std::optional(true));
    }

    void closedHoursAreWhatTheOpenOnesLeave()
    {
        Plan nights = plan();
        nights.allowed = {{QTime(2, 0), QTime(6, 0), {}}};
        QStringList closed;
        for (const Stretch& stretch : closedHours(nights, at("2025-08-04T03:00"), at("2025-08-06T01:00"), 9)) {
            closed.append(text(std::optional(stretch)));
        }
        QCOMPARE(closed, QStringList({QStringLiteral("08-04T06:00 to 08-05T02:00"), QStringLiteral("08-05T06:00 to 08-06T01:00")}));
        QCOMPARE(closedHours(nights, at("2025-08-04T03:00"), at("2025-09-04T01:00"), 4).size(), std::size_t(4));
        QVERIFY(closedHours(plan(), at("2025-08-04T03:00"), at("2025-09-04T01:00"), 4).empty());
    }
};

QTEST_APPLESS_MAIN(TestCourse)

#include "test_course.moc"
