#include "models/domain/rollout/schedule.h"
#include "models/domain/rollout/zone_clock.h"

#include <QTest>

using namespace fairlead;
using namespace fairlead::rollout;
using calendar::Freeze;

namespace {

const QString kVienna = QStringLiteral("Europe/Vienna");

Instant at(const char* iso)
{
    const Result<Instant> read = Instant::fromIso(
        QString::fromLatin1(iso).size() == 16 ? QString::fromLatin1(iso) + QStringLiteral(":00Z") : QString::fromLatin1(iso));
    return read ? *read : Instant();
}

QString minute(const std::optional<Instant>& instant)
{
    return instant ? instant->toIso().left(16) : QStringLiteral("-");
}

AllowedHours hours(const char* from, const char* to, std::vector<int> days = {})
{
    const auto time = [](const char* text) { return QTime::fromString(QString::fromLatin1(text), QStringLiteral("HH:mm")); };
    return {time(from), time(to), std::move(days)};
}

Freeze freeze(const char* name, const char* from, const char* to)
{
    return {QString::fromUtf8(name), *Span::create(at(from), at(to)), {}, {}, {}};
}

/// A release of one weight in phase "ramp" of @p fromDay, and its activation.
Release releaseOf(const QString& zone, std::vector<AllowedHours> allowed, int fromDay = 1)
{
    Release release;
    release.environment = QStringLiteral("production");
    release.manifest.component = QStringLiteral("agents/data_analyst_v2");
    release.manifest.replaces = QStringLiteral("agents/data_analyst");
    release.plan.zone = zone;
    release.plan.allowed = std::move(allowed);
    release.plan.phases = {{QStringLiteral("canary"), 1, {}}, {QStringLiteral("ramp"), fromDay, {}}};
    release.plan.steps = {{StepKind::SetWeight, Percent::clamped(10), {}, {}, {}, 0},
        {StepKind::SetWeight, Percent::clamped(100), {}, {}, {}, 1}, {StepKind::Activate, {}, {}, {}, {}, 1}};
    return release;
}

/// "open until 2025-…" or "closed until 2025-…".
QString stateOf(const Opening& opening)
{
    return (opening.open ? QStringLiteral("open until ") : QStringLiteral("closed until ")) + minute(opening.until);
}

} // namespace

class TestSchedule : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void withoutDaysHoursAndFreezesItIsAlwaysOpen()
    {
        const Release release = releaseOf(kVienna, {});
        QCOMPARE(openingFor(release, 0, at("2025-08-08T00:00"), {}, at("2025-08-08T00:00")), Opening());
        QCOMPARE(openingFor(Release(), 0, at("2025-08-08T00:00"), {}, at("2025-08-08T00:00")), Opening());
    }

    void aStepThatThePlanDoesNotHaveIsOpen()
    {
        const Release release = releaseOf(kVienna, {hours("02:00", "06:00")}, 8);
        const Instant noon = at("2025-08-08T10:00");
        const std::vector<Freeze> frozen{freeze("All year", "2025-01-01T00:00", "2026-01-01T00:00")};
        QVERIFY(openingFor(release, 3, noon, frozen, noon).open);
        QVERIFY(openingFor(release, -1, noon, frozen, noon).open);
        QVERIFY(!openingFor(release, 2, noon, frozen, noon).open);
    }

    void hoursOpenAndClose_data()
    {
        QTest::addColumn<QString>("zone");
        QTest::addColumn<QByteArray>("from");
        QTest::addColumn<QByteArray>("to");
        QTest::addColumn<QString>("days");
        QTest::addColumn<QByteArray>("now");
        QTest::addColumn<QString>("state");
        const auto row = [](const char* zone, const char* from, const char* to, const char* days, const char* now, const char* state) {
            QTest::addRow("%s %s-%s %s at %s", zone, from, to, days, now)
                << QString::fromLatin1(zone) << QByteArray(from) << QByteArray(to) << QString::fromLatin1(days) << QByteArray(now)
                << QString::fromLatin1(state);
        };
        row("UTC", "02:00", "06:00", "", "2025-08-08T01:59", "closed until 2025-08-08T02:00");
        row("UTC", "02:00", "06:00", "", "2025-08-08T01:59:59.999Z", "closed until 2025-08-08T02:00");
        row("UTC", "02:00", "06:00", "", "2025-08-08T02:00", "open until 2025-08-08T06:00");
        row("UTC", "02:00", "06:00", "", "2025-08-08T05:59:59.999Z", "open until 2025-08-08T06:00");
        row("UTC", "02:00", "06:00", "", "2025-08-08T06:00", "closed until 2025-08-09T02:00"); // the end is the first moment after
        row("Europe/Vienna", "02:00", "06:00", "", "2025-08-07T23:59", "closed until 2025-08-08T00:00");
        row("Europe/Vienna", "02:00", "06:00", "", "2025-01-08T00:59", "closed until 2025-01-08T01:00");
        row("America/New_York", "02:00", "06:00", "", "2025-08-08T03:00", "closed until 2025-08-08T06:00");
        row("Asia/Kathmandu", "02:00", "06:00", "", "2025-08-07T20:15", "open until 2025-08-08T00:15");
        // Over midnight; from and to alike is a whole day.
        row("UTC", "22:00", "02:00", "", "2025-08-08T21:59", "closed until 2025-08-08T22:00");
        row("UTC", "22:00", "02:00", "", "2025-08-08T22:00", "open until 2025-08-09T02:00");
        row("UTC", "22:00", "02:00", "", "2025-08-09T01:59", "open until 2025-08-09T02:00");
        row("UTC", "22:00", "00:00", "", "2025-08-08T23:59", "open until 2025-08-09T00:00");
        row("UTC", "00:00", "00:00", "", "2025-08-08T23:59", "open until -");
        row("UTC", "05:00", "05:00", "", "2025-08-08T04:00", "open until -");
        // Weekdays are those on which the hours begin. 2025-08-08 is a Friday.
        row("UTC", "02:00", "06:00", "5", "2025-08-08T06:00", "closed until 2025-08-15T02:00");
        row("UTC", "22:00", "02:00", "5", "2025-08-09T01:00", "open until 2025-08-09T02:00");
        row("UTC", "22:00", "02:00", "6", "2025-08-09T01:00", "closed until 2025-08-09T22:00");
        row("UTC", "00:00", "00:00", "1 2 3 4 5", "2025-08-08T10:00", "open until 2025-08-09T00:00");
        row("UTC", "00:00", "00:00", "1 2 3 4 5", "2025-08-09T00:00", "closed until 2025-08-11T00:00");
        row("America/New_York", "20:00", "23:00", "5", "2025-08-09T01:00", "open until 2025-08-09T03:00"); // still Friday there
        // 2025-03-30: Vienna's clocks go from 02:00 to 03:00 at 01:00 UTC.
        row("Europe/Vienna", "02:30", "06:00", "", "2025-03-30T00:59", "closed until 2025-03-30T01:00");
        row("Europe/Vienna", "02:30", "06:00", "", "2025-03-30T01:00", "open until 2025-03-30T04:00");
        row("Europe/Vienna", "02:00", "03:00", "", "2025-03-30T00:30", "closed until 2025-03-31T00:00"); // left out with its hour
        row("Europe/Vienna", "02:00", "03:00", "7", "2025-03-23T02:00", "closed until 2025-04-06T00:00"); // and so with its Sunday
        row("Europe/Vienna", "01:00", "03:30", "", "2025-03-30T00:30", "open until 2025-03-30T01:30");
        row("Europe/Vienna", "22:00", "04:00", "", "2025-03-29T21:00", "open until 2025-03-30T02:00"); // five hours long
        // 2025-10-26: from 03:00 back to 02:00 at 01:00 UTC.
        row("Europe/Vienna", "02:00", "03:00", "", "2025-10-25T23:59", "closed until 2025-10-26T00:00");
        row("Europe/Vienna", "02:00", "03:00", "", "2025-10-26T00:00", "open until 2025-10-26T02:00"); // two hours long
        row("Europe/Vienna", "02:30", "03:00", "", "2025-10-26T00:30", "open until 2025-10-26T01:00"); // and twice
        row("Europe/Vienna", "02:30", "03:00", "", "2025-10-26T01:00", "closed until 2025-10-26T01:30");
        row("Europe/Vienna", "02:30", "03:00", "", "2025-10-26T01:30", "open until 2025-10-26T02:00");
        row("Europe/Vienna", "22:00", "04:00", "", "2025-10-25T20:00", "open until 2025-10-26T03:00"); // seven hours long
        // 2025-03-09 07:00 UTC and 2025-11-02 06:00 UTC in New York.
        row("America/New_York", "02:00", "06:00", "", "2025-03-09T06:59", "closed until 2025-03-09T07:00");
        row("America/New_York", "02:00", "06:00", "", "2025-03-09T07:00", "open until 2025-03-09T10:00");
        row("America/New_York", "01:30", "02:00", "", "2025-11-02T05:30", "open until 2025-11-02T06:00");
        row("America/New_York", "01:30", "02:00", "", "2025-11-02T06:00", "closed until 2025-11-02T06:30");
        row("Europe/Vienna", "02:30", "06:00", "", "2049-03-28T00:30", "closed until 2049-03-28T01:00"); // beyond every table of changes
    }

    void hoursOpenAndClose()
    {
        QFETCH(QString, zone);
        QFETCH(QByteArray, from);
        QFETCH(QByteArray, to);
        QFETCH(QString, days);
        QFETCH(QByteArray, now);
        std::vector<int> weekdays;
        const QStringList words = days.split(QLatin1Char(' '), Qt::SkipEmptyParts);
        for (const QString& day : words) {
            weekdays.push_back(day.toInt());
        }
        const Release release = releaseOf(zone, {hours(from.constData(), to.constData(), weekdays)});
        const Instant moment = at(now.constData());
        const Opening opening = openingFor(release, 0, moment, {}, moment);
        QTEST(stateOf(opening), "state");
        QCOMPARE(opening.why.isEmpty(), opening.open);
        if (!opening.open) { // and then it really is open, and was not a moment before
            QVERIFY(openingFor(release, 0, moment, {}, *opening.until).open);
            QVERIFY(!openingFor(release, 0, moment, {}, *opening.until - Millis(1)).open);
        }
    }

    void anyOfSeveralHoursWill()
    {
        const Release release
            = releaseOf(QStringLiteral("UTC"), {hours("02:00", "04:00"), hours("04:00", "05:00"), hours("12:00", "13:00", {1})});
        const auto state = [&release](const char* now) { return stateOf(openingFor(release, 0, at(now), {}, at(now))); };
        QCOMPARE(state("2025-08-08T03:00"), QStringLiteral("open until 2025-08-08T05:00")); // where one ends the next begins
        QCOMPARE(state("2025-08-08T12:30"), QStringLiteral("closed until 2025-08-09T02:00"));
        QCOMPARE(state("2025-08-11T12:30"), QStringLiteral("open until 2025-08-11T13:00"));
    }

    void daysOfAPhaseAreCountedByTheCalendar_data()
    {
        QTest::addColumn<QString>("zone");
        QTest::addColumn<QByteArray>("started");
        QTest::addColumn<int>("day");
        QTest::addColumn<QString>("begins");
        const auto row = [](const char* zone, const char* started, int day, const char* begins) {
            QTest::addRow("%s %s day %d", zone, started, day)
                << QString::fromLatin1(zone) << QByteArray(started) << day << QString::fromLatin1(begins);
        };
        row("UTC", "2025-08-08T23:59", 2, "2025-08-09T00:00"); // a minute later
        row("UTC", "2025-08-08T00:00", 2, "2025-08-09T00:00");
        row("Europe/Vienna", "2025-08-08T14:00", 8, "2025-08-14T22:00");
        row("Europe/Vienna", "2025-08-07T22:30", 8, "2025-08-14T22:00"); // the 8th has begun there
        row("Europe/Vienna", "2025-03-28T12:00", 2, "2025-03-28T23:00"); // winter
        row("Europe/Vienna", "2025-03-28T12:00", 4, "2025-03-30T22:00"); // summer since the 30th, 71 hours after day 1
        row("Europe/Vienna", "2025-10-24T12:00", 4, "2025-10-26T23:00"); // 73 hours
        row("America/New_York", "2025-11-01T12:00", 3, "2025-11-03T05:00");
        row("America/New_York", "2025-03-08T12:00", 3, "2025-03-10T04:00");
        row("America/Sao_Paulo", "2018-11-03T12:00", 2, "2018-11-04T03:00"); // midnight is left out, the day begins at one
        row("America/Havana", "2025-11-01T12:00", 2, "2025-11-02T04:00"); // the first of two midnights
        row("Pacific/Apia", "2011-12-29T12:00", 3, "2011-12-30T10:00"); // the island left out the 30th: the 31st
        row("Europe/Vienna", "2024-02-27T12:00", 366, "2025-02-25T23:00"); // over a leap day
    }

    void daysOfAPhaseAreCountedByTheCalendar()
    {
        QFETCH(QString, zone);
        QFETCH(QByteArray, started);
        QFETCH(int, day);
        const Release release = releaseOf(zone, {}, day);
        const Instant start = at(started.constData());
        const Opening opening = openingFor(release, 1, start, {}, start);
        QTEST(minute(opening.until), "begins");
        QVERIFY(!opening.open && opening.why.startsWith(QStringLiteral("Phase “ramp” begins on day %1, ").arg(day)));
        QVERIFY(!openingFor(release, 1, start, {}, *opening.until - Millis(1)).open);
        QCOMPARE(openingFor(release, 1, start, {}, *opening.until), Opening());
        QVERIFY(openingFor(release, 0, start, {}, start).open); // the phase before does not wait
    }

    void whyIsASentenceWithLocalTimeAndUtc_data()
    {
        QTest::addColumn<QString>("zone");
        QTest::addColumn<QByteArray>("now");
        QTest::addColumn<QString>("why");
        const auto row = [](const char* zone, const char* now, const char* why) {
            QTest::addRow("%s %s", zone, now) << QString::fromLatin1(zone) << QByteArray(now) << QString::fromUtf8(why);
        };
        row("Europe/Vienna", "2025-08-20T20:00", "Only 02:00 to 06:00 Europe/Vienna; opens 2025-08-21 02:00 (00:00 UTC).");
        row("UTC", "2025-08-20T20:00", "Only 02:00 to 06:00 UTC; opens 2025-08-21 02:00 UTC.");
        row("Asia/Tokyo", "2025-08-20T15:00", "Only 02:00 to 06:00 Asia/Tokyo; opens 2025-08-21 02:00 (2025-08-20 17:00 UTC).");
        row("Europe/Vienna", "2025-08-08T12:00",
            "Phase “ramp” begins on day 8, 2025-08-15 00:00 Europe/Vienna (2025-08-14 22:00 UTC). "
            "Only 02:00 to 06:00 Europe/Vienna; opens 2025-08-15 02:00 (00:00 UTC).");
    }

    void whyIsASentenceWithLocalTimeAndUtc()
    {
        QFETCH(QString, zone);
        QFETCH(QByteArray, now);
        const Opening opening
            = openingFor(releaseOf(zone, {hours("02:00", "06:00")}, 8), 1, at("2025-08-08T12:00"), {}, at(now.constData()));
        QTEST(opening.why, "why");
    }

    void hoursAreNamedWithTheirDays()
    {
        const auto why = [](std::vector<AllowedHours> allowed) {
            return openingFor(releaseOf(QStringLiteral("UTC"), std::move(allowed)), 0, {}, {}, at("2025-08-09T12:00"))
                .why.section(QLatin1Char(';'), 0, 0);
        };
        QCOMPARE(why({hours("22:00", "00:00", {5, 1, 2, 4, 3})}), QStringLiteral("Only Monday to Friday 22:00 to 24:00 UTC"));
        QCOMPARE(why({hours("22:00", "02:00", {1, 2}), hours("09:00", "10:00")}),
            QStringLiteral("Only Monday, Tuesday 22:00 to 02:00 or 09:00 to 10:00 UTC"));
    }

    void aFreezeHoldsWhatItNames()
    {
        const Instant now = at("2025-11-28T12:00");
        const auto held = [now](QStringList environments, QStringList components) {
            const std::vector<Freeze> freezes{
                {QStringLiteral("Black Friday"), *Span::create(at("2025-11-27T23:00"), at("2025-11-30T23:00")),
                    QStringLiteral("peak trade"), std::move(environments), std::move(components)}};
            return openingFor(releaseOf(kVienna, {}), 0, now, freezes, now);
        };
        const Opening all = held({}, {});
        QCOMPARE(stateOf(all), QStringLiteral("closed until 2025-11-30T23:00"));
        QCOMPARE(all.why, QStringLiteral("Frozen: Black Friday (peak trade) until 2025-12-01 00:00 Europe/Vienna (2025-11-30 23:00 UTC)."));
        QVERIFY(!held({QStringLiteral("production")}, {}).open);
        QVERIFY(!held({}, {QStringLiteral("agents/data_analyst_v2")}).open);
        QVERIFY(!held({}, {QStringLiteral("agents/data_analyst")}).open); // what it takes the place of
        QVERIFY(held({QStringLiteral("staging")}, {}).open);
        QVERIFY(held({}, {QStringLiteral("agents/other")}).open);
        QVERIFY(held({QStringLiteral("staging")}, {QStringLiteral("agents/data_analyst")}).open); // both must fit
        QVERIFY(!held({QStringLiteral("production")}, {QStringLiteral("agents/data_analyst")}).open);
    }

    void anEmptyNameIsNoComponent()
    {
        Release release = releaseOf(kVienna, {});
        release.manifest.replaces.clear();
        std::vector<Freeze> freezes{freeze("x", "2025-01-01T00:00", "2026-01-01T00:00")};
        freezes.front().components = {QString()};
        QVERIFY(openingFor(release, 0, at("2025-08-08T00:00"), freezes, at("2025-08-08T00:00")).open);
    }

    void untilIsTheFirstMomentAtWhichItReallyMayBegin_data()
    {
        QTest::addColumn<QByteArray>("now");
        QTest::addColumn<QString>("state");
        QTest::addColumn<QString>("why");
        const auto row = [](const char* now, const char* state, const char* why) {
            QTest::newRow(now) << QByteArray(now) << QString::fromLatin1(state) << QString::fromUtf8(why);
        };
        // Hours 02:00 to 06:00 UTC; frozen 10th 01:00 to 03:00, 11th 05:00 to 12th 04:00, and from then to the 12th 07:00.
        row("2025-08-09T12:00", "closed until 2025-08-10T03:00",
            "Only 02:00 to 06:00 UTC; opens 2025-08-10 02:00 UTC. Frozen: A until 2025-08-10 03:00 UTC.");
        row("2025-08-10T01:30", "closed until 2025-08-10T03:00", "Frozen: A until 2025-08-10 03:00 UTC.");
        row("2025-08-10T03:00", "open until 2025-08-10T06:00", "");
        row("2025-08-11T02:00", "open until 2025-08-11T05:00", "");
        row("2025-08-11T05:00", "closed until 2025-08-13T02:00",
            "Frozen: B until 2025-08-12 04:00 UTC. Frozen: C until 2025-08-12 07:00 UTC. "
            "Only 02:00 to 06:00 UTC; opens 2025-08-13 02:00 UTC.");
        row("2025-08-11T07:00", "closed until 2025-08-13T02:00",
            "Frozen: B until 2025-08-12 04:00 UTC. Frozen: C until 2025-08-12 07:00 UTC. "
            "Only 02:00 to 06:00 UTC; opens 2025-08-13 02:00 UTC.");
    }

    void untilIsTheFirstMomentAtWhichItReallyMayBegin()
    {
        QFETCH(QByteArray, now);
        const std::vector<Freeze> freezes{freeze("C", "2025-08-12T03:30", "2025-08-12T07:00"),
            freeze("A", "2025-08-10T01:00", "2025-08-10T03:00"), freeze("inside B", "2025-08-11T05:00", "2025-08-11T06:00"),
            freeze("B", "2025-08-11T05:00", "2025-08-12T04:00")};
        const Release release = releaseOf(QStringLiteral("UTC"), {hours("02:00", "06:00")});
        const Opening opening = openingFor(release, 0, at("2025-08-01T00:00"), freezes, at(now.constData()));
        QTEST(stateOf(opening), "state");
        QTEST(opening.why, "why");
    }

    void whatIsOpenClosesWithTheNextFreezeThatApplies()
    {
        std::vector<Freeze> freezes{freeze("later", "2025-08-20T00:00", "2025-08-21T00:00"),
            freeze("sooner", "2025-08-10T00:00", "2025-08-11T00:00"), freeze("past", "2025-08-01T00:00", "2025-08-02T00:00"),
            freeze("elsewhere", "2025-08-09T00:00", "2025-08-11T00:00")};
        freezes.back().environments = {QStringLiteral("staging")};
        const Instant now = at("2025-08-08T00:00");
        QCOMPARE(stateOf(openingFor(releaseOf(kVienna, {}), 0, now, freezes, now)), QStringLiteral("open until 2025-08-10T00:00"));
    }

    void hoursThatNeverComeAreSaidToBeSo()
    {
        const Instant now = at("2025-08-08T00:00");
        const Opening opening = openingFor(releaseOf(kVienna, {hours("02:00", "06:00", {9})}), 0, now, {}, now);
        QVERIFY(!opening.open && !opening.until && !opening.why.contains(QStringLiteral("opens")));
    }

    void anUnknownZoneKeepsClosedWhatNeedsIt()
    {
        const Instant now = at("2025-08-08T00:00");
        const QString zone = QStringLiteral("Europe/Atlantis");
        const Opening opening = openingFor(releaseOf(zone, {hours("02:00", "06:00")}), 0, now, {}, now);
        QVERIFY(!opening.open && !opening.until);
        QVERIFY2(opening.why.contains(zone), qPrintable(opening.why));
        QVERIFY(!openingFor(releaseOf(zone, {}, 2), 1, now, {}, now).open);
        QVERIFY(openingFor(releaseOf(zone, {}, 2), 0, now, {}, now).open); // day 1 and no hours: nothing to tell
        const std::vector<Freeze> freezes{freeze("x", "2025-01-01T00:00", "2026-01-01T00:00")};
        QCOMPARE(openingFor(releaseOf(zone, {}), 0, now, freezes, now).why, QStringLiteral("Frozen: x until 2026-01-01 00:00 UTC."));
    }

    void theGatesOfAStepAreThoseOfItsPhase()
    {
        const auto gate = [](const char* metric) {
            const QString name = QString::fromLatin1(metric);
            return gate::Gate{name, *condition::Condition::parse(QStringLiteral("< 0.01"), name)};
        };
        Release release = releaseOf(kVienna, {});
        release.manifest.successCriteria = {gate("error_rate")};
        release.plan.phases[1].criteria = {gate("miss_rate")};
        QCOMPARE(gatesAt(release, 0).front().metric, QStringLiteral("error_rate")); // a phase without its own
        QCOMPARE(gatesAt(release, 1).front().metric, QStringLiteral("miss_rate"));
        QCOMPARE(gatesAt(release, 2).size(), std::size_t(1));
        QCOMPARE(gatesAt(release, 3).front().metric, QStringLiteral("error_rate"));
        QCOMPARE(gatesAt(release, -1).front().metric, QStringLiteral("error_rate"));
        release.plan.steps[1].phase = 7;
        QCOMPARE(gatesAt(release, 1).front().metric, QStringLiteral("error_rate"));
        release.plan.steps[1].phase = -1;
        QCOMPARE(gatesAt(release, 1).front().metric, QStringLiteral("error_rate"));
    }
};

QTEST_APPLESS_MAIN(TestSchedule)
#include "test_schedule.moc"
