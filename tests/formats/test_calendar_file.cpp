#include "models/formats/calendar.h"
#include "tests/formats/shown.h"

#include <QTest>
#include <QTimeZone>

using namespace fairlead;
using namespace fairlead::formats;

namespace {

const QString kFile = QStringLiteral("calendar.yaml");

/// The calendar of the deployment guide, as people copy it.
const QByteArray kCalendar = R"(deployment_schedule:
  - date: 2025-08-07
    component: personas/analysts/data_analyst
    version: 2.0.0
    window: "14:00-16:00 UTC"
    owner: optimization_team
    rollback_owner: oncall_engineer
    
  - date: 2025-08-08
    component: behaviors/core/mandatory_json
    version: 1.1.0
    window: "10:00-12:00 UTC"
    owner: platform_team
    rollback_owner: platform_oncall
)";

} // namespace

class TestCalendarFile : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void readsTheGuidesCalendarVerbatim()
    {
        const Loaded<Calendar> loaded = readCalendar(kFile, kCalendar);
        QCOMPARE(shown(loaded.problems), QString());
        QCOMPARE(loaded.value->entries.size(), std::size_t(2));
        const calendar::Entry& first = loaded.value->entries.front();
        QCOMPARE(first.id, QStringLiteral("2025-08-07/personas/analysts/data_analyst/2.0.0"));
        QCOMPARE(first.version, QStringLiteral("2.0.0"));
        QCOMPARE(first.window.start().toIso(), QStringLiteral("2025-08-07T14:00:00.000Z"));
        QCOMPARE(first.window.end().toIso(), QStringLiteral("2025-08-07T16:00:00.000Z"));
        QCOMPARE(first.windowText, QStringLiteral("14:00-16:00 UTC"));
        QCOMPARE(first.owner, QStringLiteral("optimization_team"));
        QCOMPARE(first.rollbackOwner, QStringLiteral("oncall_engineer"));
        QCOMPARE(loaded.value->places.at(1), (Position{10, 16}));
    }

    void readsWindows_data()
    {
        QTest::addColumn<QString>("date");
        QTest::addColumn<QString>("window");
        QTest::addColumn<QString>("span");
        const auto row = [](const char* date, const char* window, const char* span) {
            QTest::addRow("%s %s", date, window) << QString::fromUtf8(date) << QString::fromUtf8(window) << QString::fromUtf8(span);
        };
        row("2025-08-07", "22:00-02:00 UTC", "2025-08-07T22:00 2025-08-08T02:00");
        row("2025-12-31", "23:30-00:30 UTC", "2025-12-31T23:30 2026-01-01T00:30");
        row("2025-08-07", "22:00-24:00 UTC", "2025-08-07T22:00 2025-08-08T00:00");
        row("2025-08-07", "00:00-24:00 UTC", "2025-08-07T00:00 2025-08-08T00:00");
        row("2025-08-07", "9:00 – 11:00 UTC", "2025-08-07T09:00 2025-08-07T11:00");
        row("2025-08-07", "16:00-18:00 Europe/Berlin", "2025-08-07T14:00 2025-08-07T16:00");
        row("2025-01-07", "16:00-18:00 Europe/Berlin", "2025-01-07T15:00 2025-01-07T17:00");
        row("2025-08-07", "23:00-01:00 America/New_York", "2025-08-08T03:00 2025-08-08T05:00");
        row("2025-03-30", "01:30-03:00 Europe/Berlin", "2025-03-30T00:30 2025-03-30T01:00"); // the hour from 2 is skipped
        row("2025-10-26", "01:30-03:00 Europe/Berlin", "2025-10-25T23:30 2025-10-26T02:00"); // the hour from 2 happens twice
        row("2024-02-29", "10:00-11:00 Asia/Kathmandu", "2024-02-29T04:15 2024-02-29T05:15");
    }

    void readsWindows()
    {
        QFETCH(QString, date);
        QFETCH(QString, window);
        QFETCH(QString, span);
        const auto read = readWindow(date, window);
        QVERIFY2(read.has_value(), read ? "" : qPrintable(read.error().message));
        QCOMPARE(read->start().toIso().left(16) + QLatin1Char(' ') + read->end().toIso().left(16), span);
    }

    void refusesWindowsThatItWouldHaveToGuess_data()
    {
        QTest::addColumn<QString>("date");
        QTest::addColumn<QString>("window");
        QTest::addColumn<QString>("wrong");
        const auto row = [](const char* date, const char* window, const char* wrong) {
            QTest::addRow("%s %s", date, window) << QString::fromUtf8(date) << QString::fromUtf8(window) << QString::fromUtf8(wrong);
        };
        row("2025-08-07", "afternoon", "1 bad-window");
        row("2025-08-07", "", "1 bad-window");
        row("2025-08-07", "14:00 UTC", "1 bad-window");
        row("2025-08-07", "25:00-26:00 UTC", "1 bad-window");
        row("2025-08-07", "14:60-15:00 UTC", "1 bad-window");
        row("2025-08-07", "14:00-24:01 UTC", "7 bad-window");
        row("2025-08-07", "14:00-14:00 UTC", "7 bad-window");
        row("2025-02-29", "14:00-15:00 UTC", "1 bad-window");
        row("2025-08-07", "14:00-16:00", "1 bad-zone");
        row("2025-08-07", "14:00-16:00 CEST", "13 bad-zone");
        row("2025-08-07", "14:00-16:00 +02:00", "13 bad-zone");
        row("2025-08-07", "14:00-16:00 Europe/Berlim", "13 bad-zone");
        row("2025-03-30", "02:30-04:00 Europe/Berlin", "1 local-time-missing");
        row("2025-03-30", "01:00-02:00 Europe/Berlin", "7 local-time-missing");
        row("2025-03-29", "23:00-02:15 Europe/Berlin", "7 local-time-missing");
        row("2025-10-26", "02:30-04:00 Europe/Berlin", "1 local-time-ambiguous");
        row("2025-10-26", "01:00-02:00 Europe/Berlin", "7 local-time-ambiguous");
        row("2025-11-02", "01:30-03:00 America/New_York", "1 local-time-ambiguous");
    }

    void refusesWindowsThatItWouldHaveToGuess()
    {
        QFETCH(QString, date);
        QFETCH(QString, window);
        const auto read = readWindow(date, window);
        QVERIFY(!read.has_value());
        QTEST(QStringLiteral("%1 %2").arg(read.error().column).arg(read.error().code), "wrong");
        QVERIFY(!read.error().message.isEmpty() && !read.error().help.isEmpty());
    }

    void reportsAllEntriesAtOnce()
    {
        const QByteArray broken = "deployment_schedule:\n"
                                  "  - date: 2025-13-01\n"
                                  "    component: a\n"
                                  "    version: 1.0\n"
                                  "    window: \"14:00-16:00 UTC\"\n"
                                  "    owner: x\n"
                                  "    rollback_owner: y\n"
                                  "  - date: 2025-08-07\n"
                                  "    component: a\n"
                                  "    version: 1.0\n"
                                  "    window: \"14:00-16:00 CET\"\n"
                                  "    ownr: x\n"
                                  "    rollback_owner: y\n"
                                  "  - once\n";
        const Loaded<Calendar> loaded = readCalendar(kFile, broken);
        QVERIFY(!loaded.valid());
        QCOMPARE(
            shown(loaded.problems), QStringLiteral("2:11 bad-date, 8:5 missing-key, 12:5 unknown-key, 11:26 bad-zone, 14:5 wrong-type"));
    }

    void refusesTheSameReleaseTwiceADay()
    {
        QByteArray twice = kCalendar;
        twice.replace("2025-08-08", "2025-08-07")
            .replace("behaviors/core/mandatory_json", "personas/analysts/data_analyst")
            .replace("1.1.0", "2.0.0");
        QCOMPARE(shown(readCalendar(kFile, twice).problems), QStringLiteral("9:5 duplicate-entry"));
    }

    void readsFreezesBesideTheSchedule()
    {
        const Loaded<Calendar> loaded = readCalendar(kFile,
            kCalendar
                + "freezes:\n"
                  "  - name: Black Friday\n"
                  "    from: 2025-11-28 Europe/Vienna\n"
                  "    to: 2025-11-30 Europe/Vienna\n"
                  "    reason: peak trade\n"
                  "    environments: [production]\n"
                  "    components: [personas/analysts/data_analyst, behaviors/core/mandatory_json]\n"
                  "  - {name: Audit, from: 2025-12-01T06:00:00+01:00, to: 2025-12-01 18:30 America/New_York}\n");
        QCOMPARE(shown(loaded.problems), QString());
        QCOMPARE(loaded.value->entries.size(), std::size_t(2));
        QCOMPARE(loaded.value->freezes.size(), std::size_t(2));
        const calendar::Freeze& first = loaded.value->freezes[0].freeze;
        QCOMPARE(first.name, QStringLiteral("Black Friday"));
        QCOMPARE(first.reason, QStringLiteral("peak trade"));
        QCOMPARE(first.span.start().toIso(), QStringLiteral("2025-11-27T23:00:00.000Z"));
        QCOMPARE(first.span.end().toIso(), QStringLiteral("2025-11-30T23:00:00.000Z")); // the last day belongs to it
        QCOMPARE(first.environments, QStringList{QStringLiteral("production")});
        QCOMPARE(first.components.size(), 2);
        QCOMPARE(loaded.value->freezes[0].environments.front(), (Position{20, 20}));
        QCOMPARE(loaded.value->freezes[0].components.at(1), (Position{21, 50}));
        const calendar::Freeze& second = loaded.value->freezes[1].freeze;
        QCOMPARE(second.span.start().toIso(), QStringLiteral("2025-12-01T05:00:00.000Z"));
        QCOMPARE(second.span.end().toIso(), QStringLiteral("2025-12-01T23:30:00.000Z"));
        QVERIFY(second.reason.isEmpty() && second.environments.isEmpty() && second.components.isEmpty());
    }

    void aCalendarMayHoldFreezesOnly()
    {
        const Loaded<Calendar> loaded = readCalendar(kFile, "freezes:\n  - {name: A, from: 2025-12-24 UTC, to: 2025-12-24 UTC}\n");
        QCOMPARE(shown(loaded.problems), QString());
        const Span span = loaded.value->freezes.front().freeze.span;
        QVERIFY(span.length() == std::chrono::hours(24));
        QCOMPARE(shown(readCalendar(kFile, "{}\n").problems), QStringLiteral("1:1 missing-key")); // neither is a mistake
    }

    void readsMomentsOfDaysOnWhichClocksChange_data()
    {
        QTest::addColumn<bool>("end");
        QTest::addColumn<QString>("moment");
        const auto row = [](const char* text, bool end, const char* moment) {
            QTest::addRow("%s %d", text, int(end)) << end << QString::fromLatin1(moment);
        };
        row("2025-03-30 Europe/Vienna", false, "2025-03-29T23:00");
        row("2025-03-30 Europe/Vienna", true, "2025-03-30T22:00");
        row("2025-10-26 Europe/Vienna", true, "2025-10-26T23:00");
        row("2018-11-04 America/Sao_Paulo", false, "2018-11-04T03:00"); // begins at one
        row("2018-11-03 America/Sao_Paulo", true, "2018-11-04T03:00");
        row("2025-11-02 America/Havana", false, "2025-11-02T04:00"); // the first of two midnights
        row("2025-11-28 06:00 Europe/Vienna", false, "2025-11-28T05:00");
        row("2025-11-28T06:00 Europe/Vienna", true, "2025-11-28T05:00"); // with a time it is that time on both ends
        row("2025-11-28T06:00Z", false, "2025-11-28T06:00");
        row("2025-11-28T06:00:30.5-05:00", false, "2025-11-28T11:00");
        row("2024-02-29 UTC", true, "2024-03-01T00:00");
    }

    void readsMomentsOfDaysOnWhichClocksChange()
    {
        QFETCH(bool, end);
        const QString text = QString::fromLatin1(QTest::currentDataTag()).chopped(2);
        const auto read = readMoment(text, end ? DaySide::End : DaySide::Begin);
        QVERIFY2(read.has_value(), read ? "" : qPrintable(read.error().message));
        QTEST(read->toIso().left(16), "moment");
    }

    void refusesTheSameFreezeTwice()
    {
        const QByteArray one = "  - {name: A, from: 2025-12-24 UTC, to: 2025-12-24 UTC}\n";
        QCOMPARE(shown(readCalendar(kFile, "freezes:\n" + one + one).problems), QStringLiteral("3:5 duplicate-entry"));
        QByteArray next = one;
        QVERIFY(readCalendar(kFile, "freezes:\n" + one + next.replace("2025", "2026")).valid()); // next year's has the same name
    }

    void anEmptyScheduleIsNoProblem()
    {
        const Loaded<Calendar> loaded = readCalendar(kFile, "deployment_schedule: []\n");
        QVERIFY(loaded.valid());
        QVERIFY(loaded.value->entries.empty());
    }
};

QTEST_APPLESS_MAIN(TestCalendarFile)
#include "test_calendar_file.moc"
