#include "tests/ui/sample_history.h"
#include "tests/ui/strict.h"
#include "ui/calendar/calendar_panel.h"
#include "ui/calendar/calendar_words.h"
#include "ui/calendar/week_layout.h"
#include "ui/calendar/week_view.h"
#include "ui/common/segments.h"
#include "ui/common/widgets.h"

#include <QSignalSpy>
#include <QTableView>
#include <QTest>

using namespace fairlead;
using namespace fairlead::ui;

namespace {

const QDate kMonday(2025, 8, 4);

calendar::Entry window(const char* start, const char* end)
{
    return {QLatin1String(start), QStringLiteral("core/a"), QStringLiteral("1.0.0"),
        Span::create(sample::at(start), sample::at(end)).value(), {}, {}, {}};
}

struct Shown {
    explicit Shown(bool withEntries = true)
    {
        panel.resize(1256, 828);
        panel.setNow(sample::kNow);
        if (withEntries) {
            panel.showEntries(sample::entries());
        }
        panel.show();
        panel.activateWindow();
        if (!QTest::qWaitForWindowActive(&panel, 30000)) {
            qFatal("The window did not become active.");
        }
    }
    WeekView& week() const { return *panel.findChild<WeekView*>(); }
    template <typename Widget> Widget* named(const QString& name) const
    {
        const auto all = panel.findChildren<Widget*>();
        for (Widget* widget : all) {
            if (widget->accessibleName() == name) {
                return widget;
            }
        }
        return nullptr;
    }
    QString current() const
    {
        const auto* agenda = panel.findChild<QTableView*>();
        return agenda->model()->index(agenda->currentIndex().row(), 2).data().toString().section(QLatin1Char('/'), -1);
    }
    Theme theme{Scheme::Light};
    CalendarPanel panel{theme};
};

} // namespace

class TestCalendarPanel : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { tests::failOnOurWarnings(); }

    void laysOutAWeek_data()
    {
        QTest::addColumn<std::vector<calendar::Entry>>("entries");
        QTest::addColumn<std::vector<WeekBlock>>("expected");
        using Entries = std::vector<calendar::Entry>;
        using Blocks = std::vector<WeekBlock>;
        QTest::newRow("nothing") << Entries{} << Blocks{};
        QTest::newRow("one") << Entries{window("2025-08-07T14:00:00Z", "2025-08-07T16:00:00Z")} << Blocks{{0, 3, 14, 16, 0, 1}};
        QTest::newRow("over midnight") << Entries{window("2025-08-07T22:30:00Z", "2025-08-08T02:00:00Z")}
                                       << Blocks{{0, 3, 22.5, 24, 0, 1}, {0, 4, 0, 2, 0, 1}};
        QTest::newRow("to midnight is one day")
            << Entries{window("2025-08-07T22:00:00Z", "2025-08-08T00:00:00Z")} << Blocks{{0, 3, 22, 24, 0, 1}};
        QTest::newRow("into the week from before")
            << Entries{window("2025-08-03T23:00:00Z", "2025-08-04T01:00:00Z")} << Blocks{{0, 0, 0, 1, 0, 1}};
        QTest::newRow("out of the week at its end")
            << Entries{window("2025-08-10T23:00:00Z", "2025-08-11T01:00:00Z")} << Blocks{{0, 6, 23, 24, 0, 1}};
        QTest::newRow("the week before and after")
            << Entries{window("2025-08-03T22:00:00Z", "2025-08-04T00:00:00Z"), window("2025-08-11T00:00:00Z", "2025-08-11T01:00:00Z")}
            << Blocks{};
        QTest::newRow("touching ones share a lane")
            << Entries{window("2025-08-08T10:00:00Z", "2025-08-08T12:00:00Z"), window("2025-08-08T12:00:00Z", "2025-08-08T13:00:00Z")}
            << Blocks{{0, 4, 10, 12, 0, 1}, {1, 4, 12, 13, 0, 1}};
        QTest::newRow("overlapping ones stand side by side") << Entries{window("2025-08-08T10:00:00Z", "2025-08-08T12:00:00Z"),
            window("2025-08-08T11:00:00Z", "2025-08-08T13:00:00Z"), window("2025-08-08T12:00:00Z", "2025-08-08T14:00:00Z")}
                                                             << Blocks{{0, 4, 10, 12, 0, 2}, {1, 4, 11, 13, 1, 2}, {2, 4, 12, 14, 0, 2}};
    }

    void laysOutAWeek()
    {
        QFETCH(std::vector<calendar::Entry>, entries);
        QFETCH(std::vector<WeekBlock>, expected);
        QVERIFY(layoutWeek(entries, kMonday) == expected);
    }

    void saysTimesInWords()
    {
        QCOMPARE(windowText(window("2025-08-07T14:00:00Z", "2025-08-07T16:00:00Z")), QStringLiteral("14:00–16:00"));
        QCOMPARE(windowText(window("2025-08-07T22:00:00Z", "2025-08-08T00:00:00Z")), QStringLiteral("22:00–00:00"));
        QCOMPARE(windowText(window("2025-08-07T22:00:00Z", "2025-08-08T02:00:00Z")), QStringLiteral("22:00–02:00 +1\u00a0d"));
        QCOMPARE(weekText(kMonday), QStringLiteral("4–10 August 2025, week 32"));
        QCOMPARE(weekText(QDate(2025, 7, 28)), QStringLiteral("28 July–3 August 2025, week 31"));
        QCOMPARE(weekText(QDate(2024, 12, 30)), QStringLiteral("30 December 2024–5 January 2025, week 1"));
        QCOMPARE(mondayOf(QDate(2025, 8, 10)), kMonday);
        QCOMPARE(mondayOf(kMonday), kMonday);
    }

    void teachesWhenNothingIsPlanned()
    {
        const Shown shown(false);
        QVERIFY(shown.named<EmptyState>(QStringLiteral("Nothing is planned yet"))->isVisible());
    }

    void showsThisWeekAndSelectsTheOpenWindow()
    {
        const Shown shown;
        QCOMPARE(shown.panel.shownWeek(), kMonday);
        QCOMPARE(shown.current(), QStringLiteral("data_analyst"));
        QVERIFY(shown.named<StatusPill>(QStringLiteral("Window open")));
        QVERIFY(shown.week().accessibleDescription().contains(QStringLiteral("Thu 7 Aug 14:00–16:00 UTC data_analyst 2.0.0, selected")));
    }

    void movesByKeyboard()
    {
        Shown shown;
        const QSignalSpy selected(&shown.panel, &CalendarPanel::selected);
        QTest::keyClick(&shown.week(), Qt::Key_Down);
        QCOMPARE(shown.current(), QStringLiteral("model_selection"));
        QTest::keyClick(&shown.week(), Qt::Key_Right);
        QCOMPARE(shown.current(), QStringLiteral("mandatory_json"));
        QTest::keyClick(&shown.week(), Qt::Key_Left);
        QCOMPARE(shown.current(), QStringLiteral("data_analyst"));
        QTest::keyClick(&shown.week(), Qt::Key_Up);
        QCOMPARE(shown.current(), QStringLiteral("docs"));
        QCOMPARE(selected.size(), 4);
        QTest::keyClick(&shown.week(), Qt::Key_PageDown);
        QCOMPARE(shown.panel.shownWeek(), kMonday.addDays(7));
        QTest::keyClick(&shown.week(), Qt::Key_PageUp);
        QTest::keyClick(&shown.week(), Qt::Key_PageUp);
        QCOMPARE(shown.panel.shownWeek(), kMonday.addDays(-7));
        QTest::keyClick(&shown.week(), Qt::Key_T);
        QCOMPARE(shown.panel.shownWeek(), kMonday);
    }

    void followsTheSelectionIntoAnotherWeek()
    {
        Shown shown;
        for (int i = 0; i < 20; ++i) {
            QTest::keyClick(&shown.week(), Qt::Key_Down);
        }
        QCOMPARE(shown.current(), QStringLiteral("base_agent"));
        QCOMPARE(shown.panel.shownWeek(), kMonday.addDays(7));
        QVERIFY(!shown.panel.select(QStringLiteral("gone")));
    }

    void selectsByMouse()
    {
        Shown shown;
        const QString id = sample::entries()[4].id;
        QTest::mouseClick(&shown.week(), Qt::LeftButton, {}, shown.week().rectOf(id).center());
        QCOMPARE(shown.current(), QStringLiteral("mandatory_json"));
        QVERIFY(shown.week().rectOf(sample::entries()[7].id).isNull());
    }

    void agendaListsEveryWindow()
    {
        Shown shown;
        shown.panel.findChild<Segments*>()->choose(1);
        auto* agenda = shown.named<QTableView>(QStringLiteral("Agenda"));
        QVERIFY(agenda->isVisible());
        QCOMPARE(agenda->model()->rowCount(), 8);
        QCOMPARE(agenda->model()->index(2, 0).data().toString(), QStringLiteral("Thu 7 Aug 2025"));
        QCOMPARE(agenda->model()->index(2, 6).data().toString(), QStringLiteral("Window open"));
        QTest::keyClick(agenda, Qt::Key_Down);
        QCOMPARE(shown.current(), QStringLiteral("model_selection"));
    }

    void followsThePresent()
    {
        Shown shown;
        shown.panel.setNow(sample::at("2025-08-07T16:00:00Z"));
        QVERIFY(shown.named<StatusPill>(QStringLiteral("Window over")));
        QCOMPARE(shown.current(), QStringLiteral("data_analyst")); // what a person looks at does not move away
    }

    void staysWholeInTheSmallestWindow()
    {
        const Shown shown;
        QVERIFY(shown.panel.minimumSizeHint().width() <= 936);
        QVERIFY(shown.panel.minimumSizeHint().height() <= 648);
    }
};

QTEST_MAIN(TestCalendarPanel)
#include "test_calendar_panel.moc"
