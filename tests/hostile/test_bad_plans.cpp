#include "models/formats/calendar.h"
#include "models/formats/plan.h"
#include "tests/formats/shown.h"

#include <QElapsedTimer>
#include <QTest>

using namespace fairlead;
using namespace fairlead::formats;

namespace {

const QString kFile = QStringLiteral("p.yaml");

const QByteArray kPlan = "name: days\n"
                         "zone: Europe/Vienna\n"
                         "allowed: [\"02:00-06:00\", {hours: \"22:00-24:00\", days: [fri, mon]}]\n"
                         "phases:\n"
                         "  - name: canary\n"
                         "    from_day: 4\n"
                         "    success_criteria: {error_rate: \"< 0.01\"}\n"
                         "    steps:\n"
                         "      - setWeight: 10\n"
                         "        deadline: {after: 45m, then: roll back}\n"
                         "      - approval: {needed: 2, people: [m.vogel, j.okafor]}\n"
                         "      - setWeight: 100\n"
                         "      - soak: 1m\n"
                         "      - gate: success_criteria\n"
                         "      - activate: registry\n";

const QByteArray kCalendar = "freezes:\n"
                             "  - {name: Black Friday, from: 2025-11-28 Europe/Vienna, to: 2025-12-01T06:00:00Z, reason: peak,\n"
                             "     environments: [production], components: [agents/a]}\n";

} // namespace

class TestBadPlans : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theBasesOfAllCasesAreValid()
    {
        QCOMPARE(shown(readPlan(kFile, kPlan).problems), QString());
        QCOMPARE(shown(readCalendar(kFile, kCalendar).problems), QString());
    }

    void isRefusedWithItsPlace_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("problems");
        const auto row = [](const char* name, const QByteArray& bytes, const char* problems) {
            QTest::newRow(name) << bytes << QString::fromLatin1(problems);
        };
        const auto with = [](const char* before, const QByteArray& after) {
            QByteArray changed = kPlan;
            return changed.replace(before, after);
        };
        row("no map", "- a\n", "1:1 wrong-type");
        row("a phase that is a list", with("  - name: canary", "  - [a]\n  - name: canary"), "5:5 wrong-type");
        row("a zone that climbs", with("Europe/Vienna", "../../../etc/passwd"), "2:7 bad-zone");
        row("a zone that is a folder", with("Europe/Vienna", "Europe/"), "2:7 bad-zone");
        row("a zone that is a path", with("Europe/Vienna", "/usr/share/zoneinfo/Europe/Vienna"), "2:7 bad-zone");
        row("a rule of POSIX for a zone", with("Europe/Vienna", "CET-1CEST,M3.5.0,M10.5.0/3"), "2:7 bad-zone");
        row("a zone of 100,000 letters", with("Europe/Vienna", "Europe/" + QByteArray(100'000, 'x')), "2:7 bad-zone");
        row("hours in another script", with("02:00-06:00", "٠٢:٠٠-٠٦:٠٠"), "3:12 bad-hours");
        row("hours that are no number", with("02:00-06:00", "99999999999:00-06:00"), "3:12 bad-hours");
        row("a negative day", with("from_day: 4", "from_day: -4"), "6:15 out-of-range");
        row("a day beyond all", with("from_day: 4", "from_day: 1e300"), "6:15 out-of-range");
        row("a day that is none", with("from_day: 4", "from_day: .nan"), "6:15 wrong-type");
        row("an octal-looking day", with("from_day: 4", "from_day: 010"), "6:15 bad-value");
        row("a truth value for people", with("{needed: 2, people: [m.vogel, j.okafor]}", "yes"), "11:19 wrong-type");
        row("people beyond all", with("{needed: 2, people: [m.vogel, j.okafor]}", "1e9"), "11:19 out-of-range");
        row("a person of two lines", with("m.vogel", "\"m\\nvogel\""), "11:40 bad-value");
        row("a deadline of a year", with("45m", "366d"), "10:27 out-of-range");
        row("a deadline beyond all", with("45m", QByteArray(400, '9') + "d"), "10:27 bad-duration");
        row("two deadlines", with("45m, then: roll back}", "45m}\n        deadline: {after: 46m}"), "11:9 duplicate-key, 9:9 bad-step");
        row("two kinds", with("      - soak: 1m\n", "      - soak: 1m\n        soak: 2m\n"), "14:9 duplicate-key, 13:9 bad-step");
        row("an alias inside of itself", "name: p\nphases: &p [{name: a, steps: *p}]\n", "2:30 recursive-alias");
        row("deep nesting", with("{needed: 2, people: [m.vogel, j.okafor]}", QByteArray("[").repeated(500) + QByteArray("]").repeated(500)),
            "11:78 too-deep");
    }

    void isRefusedWithItsPlace()
    {
        QFETCH(QByteArray, bytes);
        const Loaded<rollout::Plan> loaded = readPlan(kFile, bytes);
        QVERIFY(!loaded.valid());
        QTEST(shown(loaded.problems), "problems");
        for (const Problem& problem : loaded.problems) {
            QVERIFY(!problem.message.isEmpty() && !problem.help.isEmpty());
            QVERIFY2(problem.message.size() + problem.help.size() < 500, qPrintable(problem.message));
        }
    }

    void aFreezeIsRefusedWithItsPlace_data()
    {
        QTest::addColumn<QByteArray>("before");
        QTest::addColumn<QByteArray>("after");
        QTest::addColumn<QString>("problems");
        const auto row = [](const char* before, const char* after, const char* problems) {
            QTest::newRow(after) << QByteArray(before) << QByteArray(after) << QString::fromLatin1(problems);
        };
        const char* from = "2025-11-28 Europe/Vienna";
        row(from, "2025-11-28", "2:32 bad-time"); // no zone is guessed
        row(from, "2025-11-28T00:00:00", "2:32 bad-time");
        row(from, "2025-11-31 Europe/Vienna", "2:32 bad-time");
        row(from, "2025-11-28 25:00 Europe/Vienna", "2:32 bad-time");
        row(from, "2025-11-28T25:00:00Z", "2:32 bad-time");
        row(from, "2025-11-28 CET", "2:43 bad-zone");
        row(from, "2025-11-28 Europe/Wien", "2:43 bad-zone");
        row(from, "2025-03-30 02:30 Europe/Vienna", "2:43 local-time-missing");
        row(from, "2025-10-26 02:30 Europe/Vienna", "2:43 local-time-ambiguous");
        row(from, "next week", "2:32 bad-time");
        row(from, "[a]", "2:32 wrong-type");
        row(from, "2025-12-01T06:00:00Z", "2:58 bad-window"); // from here on to the same moment
        row(from, "2026-11-28 Europe/Vienna", "2:62 bad-window");
        row("name: Black Friday, ", "", "2:5 missing-key");
        row("reason", "why", "2:84 unknown-key");
        row("[production]", "[]", "3:20 empty-list");
        row("[production]", "production", "3:20 wrong-type");
        row("[agents/a]", "[../a]", "3:47 bad-name");
        row("[agents/a]", "[agents/a, agents/a]", "3:57 duplicate-value");
        row("freezes:\n", "freezes:\n  - soon\n", "2:5 wrong-type");
        row("freezes:\n", "freezes: soon\nx:\n", "1:10 wrong-type, 2:1 unknown-key");
    }

    void aFreezeIsRefusedWithItsPlace()
    {
        QFETCH(QByteArray, before);
        QFETCH(QByteArray, after);
        QByteArray text = kCalendar;
        QVERIFY(text.contains(before));
        const Loaded<Calendar> loaded = readCalendar(kFile, text.replace(before, after));
        QVERIFY(!loaded.valid());
        QTEST(shown(loaded.problems), "problems");
        for (const Problem& problem : loaded.problems) {
            QVERIFY(!problem.message.isEmpty() && !problem.help.isEmpty());
        }
    }

    void everyPrefixIsReadOrRefused()
    {
        for (qsizetype length = 0; length < kPlan.size(); ++length) {
            const Loaded<rollout::Plan> loaded = readPlan(kFile, kPlan.left(length));
            QVERIFY2(loaded.valid() != hasErrors(loaded.problems), qPrintable(QString::number(length)));
        }
        for (qsizetype length = 0; length < kCalendar.size(); ++length) {
            const Loaded<Calendar> loaded = readCalendar(kFile, kCalendar.left(length));
            QVERIFY2(loaded.valid() != hasErrors(loaded.problems), qPrintable(QString::number(length)));
        }
    }

    void everyByteChangedIsReadOrRefused()
    {
        for (qsizetype at = 0; at < kPlan.size(); ++at) {
            for (const char byte : {'\0', '"', '[', '*', '\xFF', '-', ':', '\n', '9'}) {
                QByteArray changed = kPlan;
                changed[at] = byte;
                const Loaded<rollout::Plan> loaded = readPlan(kFile, changed);
                QVERIFY2(loaded.valid() != hasErrors(loaded.problems), qPrintable(QStringLiteral("%1 %2").arg(at).arg(int(byte))));
            }
        }
    }

    void manyPhasesAreReadInGoodTime()
    {
        QByteArray text = "name: p\nphases:\n";
        for (int i = 0; i < 5'000; ++i) {
            text += "  - {name: n" + QByteArray::number(i) + ", from_day: 1, steps: [{approval: 1}]}\n";
        }
        QElapsedTimer clock;
        clock.start();
        const Loaded<rollout::Plan> loaded = readPlan(kFile, text);
        QVERIFY(!loaded.valid());
        QVERIFY2(clock.elapsed() < 20'000, qPrintable(QString::number(clock.elapsed())));
    }
};

QTEST_APPLESS_MAIN(TestBadPlans)
#include "test_bad_plans.moc"
