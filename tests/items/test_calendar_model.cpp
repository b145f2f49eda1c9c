#include "models/items/calendar_model.h"

#include <QAbstractItemModelTester>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTest>

using namespace fairlead;
using namespace fairlead::items;

namespace {

calendar::Entry entry(const char* id, qint64 start, qint64 end)
{
    return {QLatin1String(id), QStringLiteral("core/%1").arg(QLatin1String(id)), QStringLiteral("1.0.0"),
        Span::create(Instant::fromMs(start), Instant::fromMs(end)).value(), {}, {}, {}};
}

} // namespace

class TestCalendarModel : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void windowsAreHalfOpen_data()
    {
        QTest::addColumn<qint64>("now");
        QTest::addColumn<WindowState>("expected");
        QTest::newRow("a millisecond before") << qint64(99) << WindowState::Ahead;
        QTest::newRow("at the start") << qint64(100) << WindowState::Open;
        QTest::newRow("a millisecond before the end") << qint64(199) << WindowState::Open;
        QTest::newRow("at the end") << qint64(200) << WindowState::Over;
    }

    void windowsAreHalfOpen()
    {
        QFETCH(qint64, now);
        QFETCH(WindowState, expected);
        QCOMPARE(windowStateOf(entry("a", 100, 200), Instant::fromMs(now)), expected);
    }

    void sortsByStart()
    {
        CalendarModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setEntries({entry("late", 300, 400), entry("early", 100, 200), entry("also-late", 300, 350)});
        QCOMPARE(model.entryAt(0).id, QStringLiteral("early"));
        QCOMPARE(model.entryAt(1).id, QStringLiteral("late"));
        QCOMPARE(model.rowOf(QStringLiteral("also-late")), 2);
        QCOMPARE(model.rowOf(QStringLiteral("gone")), -1);
    }

    void saysOnlyWhatChangesWithTime()
    {
        CalendarModel model;
        model.setEntries({entry("a", 100, 200), entry("b", 300, 400)});
        model.setNow(Instant::fromMs(50));
        const QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
        model.setNow(Instant::fromMs(60));
        QCOMPARE(changed.size(), 0);
        model.setNow(Instant::fromMs(100));
        QCOMPARE(changed.size(), 1);
        QCOMPARE(changed[0][0].toModelIndex().row(), 0);
        QCOMPARE(model.index(0, 0).data(CalendarModel::StateRole).toInt(), static_cast<int>(WindowState::Open));
        model.setNow(Instant::fromMs(1000));
        QCOMPARE(changed.size(), 3);
    }

    void givesTheEntryItself()
    {
        CalendarModel model;
        model.setEntries({entry("a", 100, 200)});
        const auto value = model.index(0, 0).data(CalendarModel::EntryRole).value<std::optional<calendar::Entry>>();
        QCOMPARE(value, std::optional(entry("a", 100, 200)));
        QCOMPARE(model.index(0, CalendarModel::StartColumn).data(CalendarModel::SortRole).toLongLong(), 100);
        QCOMPARE(model.index(0, CalendarModel::EndColumn).data().toString(), QStringLiteral("1970-01-01T00:00:00.200Z"));
    }
};

QTEST_APPLESS_MAIN(TestCalendarModel)
#include "test_calendar_model.moc"
