#include "models/items/record_filter.h"
#include "models/items/release_story.h"
#include "models/storage/sqlite_history.h"
#include "tests/storage/fixture.h"

#include <QAbstractItemModelTester>
#include <QRegularExpression>
#include <QSignalSpy>

using namespace fairlead;
using namespace fairlead::items;
using namespace fairlead::test;

namespace {

namespace kind = audit::kind;

constexpr int kRows = 5'000;

/// Row n says "CHG-n"; every fifth is an intent, every third of release r0.
audit::Entry numbered(int n)
{
    return {n % 5 == 0 ? kind::kIntent : kind::kHeld, QStringLiteral("engine"), n % 3 == 0 ? QStringLiteral("r0") : QStringLiteral("r1"),
        QStringLiteral("data_analyst 2.0.0"), QStringLiteral("CHG-%1").arg(n), {{QStringLiteral("command"), QString::number(n)}}};
}

} // namespace

/// A history in a file of which the model holds the end.
class TestLongHistory : public QObject {
    Q_OBJECT

    Folder m_folder;
    std::unique_ptr<storage::SqliteHistory> m_history;
    int m_last = 0;

    std::vector<audit::Record> write(int count)
    {
        std::vector<QFuture<Result<audit::Record>>> written;
        for (int i = 0; i < count; ++i) {
            written.push_back(m_history->append(numbered(++m_last)));
        }
        std::vector<audit::Record> records;
        for (const auto& each : written) {
            records.push_back(resultOf(each).value());
        }
        return records;
    }

    std::vector<audit::Record> newest(int count)
    {
        ports::RecordQuery query;
        query.afterRow = m_last - count;
        return resultOf(m_history->records(query)).value();
    }

    /// The text of a row, waited for.
    static QString objectAt(const RecordFilterModel& rows, int row)
    {
        if (!QTest::qWaitFor([&] { return rows.recordAt(row) != nullptr; }, 20'000)) {
            return {};
        }
        return rows.index(row, RecordModel::WhyColumn).data().toString();
    }

private Q_SLOTS:
    void initTestCase()
    {
        QTest::failOnWarning(QRegularExpression(QStringLiteral(".*")));
        m_history = m_folder.open();
        QVERIFY(m_history);
        write(kRows);
    }
    void cleanupTestCase() { m_history.reset(); }

    void rowsAreFetchedWhenTheyAreSeen()
    {
        RecordModel model;
        RecordFilterModel rows(model);
        const QAbstractItemModelTester tester(&rows, QAbstractItemModelTester::FailureReportingMode::QtTest);
        rows.setStore(*m_history);
        model.addRecords(newest(100));
        QVERIFY(rows.isPaged());
        QCOMPARE(rows.rowCount(), m_last);
        QCOMPARE(rows.total(), m_last);
        QVERIFY(rows.recordAt(99) != nullptr); // held
        QSignalSpy changed(&rows, &QAbstractItemModel::dataChanged);
        QVERIFY(rows.recordAt(m_last - 1) == nullptr);
        QCOMPARE(rows.index(m_last - 1, RecordModel::RowColumn).data().toLongLong(), 1); // known before the record is
        QTRY_VERIFY(changed.size() > 0);
        QCOMPARE(rows.recordAt(m_last - 1)->row, 1);
        QCOMPARE(objectAt(rows, m_last - 1234), QStringLiteral("CHG-1234"));
        QCOMPARE(rows.positionOf(1234), m_last - 1234);
        QCOMPARE(rows.positionOf(m_last + 1), -1);
    }

    void whoScrollsFastLeavesOldPagesBehind()
    {
        RecordModel model;
        RecordFilterModel rows(model);
        rows.setStore(*m_history);
        model.addRecords(newest(10));
        for (int row = 100; row < m_last; row += RecordPages::kRows) {
            rows.recordAt(row);
        }
        QTRY_VERIFY(rows.recordAt(m_last - 1) != nullptr); // the last that was asked for comes
        const int between = 100 + 20 * RecordPages::kRows;
        QVERIFY(rows.recordAt(between) == nullptr); // and most others were never fetched
        QTRY_VERIFY(rows.recordAt(between) != nullptr);
    }

    void newRecordsComeInAtTheTop()
    {
        RecordModel model;
        RecordFilterModel rows(model);
        const QAbstractItemModelTester tester(&rows, QAbstractItemModelTester::FailureReportingMode::QtTest);
        rows.setStore(*m_history);
        model.addRecords(newest(100));
        const QPersistentModelIndex seen = rows.index(m_last - 77, 0);
        QCOMPARE(objectAt(rows, seen.row()), QStringLiteral("CHG-77"));
        const QSignalSpy inserted(&rows, &QAbstractItemModel::rowsInserted);
        model.addRecords(write(3));
        QCOMPARE(inserted.size(), 1);
        QCOMPARE(rows.rowCount(), m_last);
        QCOMPARE(rows.numberAt(0), m_last);
        QCOMPARE(objectAt(rows, seen.row()), QStringLiteral("CHG-77"));
    }

    void filtersAreSearchesOfTheStore_data()
    {
        QTest::addColumn<RecordFilter>("filter");
        QTest::addColumn<int>("every");
        QTest::newRow("a release") << RecordFilter{{}, QStringLiteral("r0")} << 3;
        QTest::newRow("a group") << RecordFilter{{}, {}, RecordGroup::Commands} << 5;
        QTest::newRow("both") << RecordFilter{{}, QStringLiteral("r0"), RecordGroup::Commands} << 15;
        QTest::newRow("a word for a kind") << RecordFilter{QStringLiteral("absicht")} << 5;
        QTest::newRow("a word and a release") << RecordFilter{QStringLiteral("absicht"), QStringLiteral("r0")} << 15;
        QTest::newRow("beginnings of words") << RecordFilter{QStringLiteral("dat anal"), QStringLiteral("r0"), RecordGroup::All, true} << 0;
        QTest::newRow("a beginning") << RecordFilter{QStringLiteral("dat eng"), QStringLiteral("r0"), RecordGroup::All, true} << 3;
        QTest::newRow("nothing fits") << RecordFilter{QStringLiteral("zebra")} << 0;
    }

    void filtersAreSearchesOfTheStore()
    {
        QFETCH(RecordFilter, filter);
        QFETCH(int, every);
        RecordModel model;
        RecordFilterModel rows(
            model, [](const audit::Record& one) { return one.entry.kind == kind::kIntent ? QStringLiteral("Absicht") : QString(); });
        const QAbstractItemModelTester tester(&rows, QAbstractItemModelTester::FailureReportingMode::QtTest);
        rows.setKindsOf([](const QString& word) { return word == QStringLiteral("absicht") ? QStringList(kind::kIntent) : QStringList(); });
        rows.setStore(*m_history);
        model.addRecords(newest(100));
        rows.setFilter(filter);
        QTRY_VERIFY_WITH_TIMEOUT(!rows.isScanning(), 30'000);
        const auto expected = [&] { return every == 0 ? 0 : m_last / every; };
        if (filter.words == QLatin1String("dat anal")) { // "data_analyst": both begin a word
            every = 3;
        }
        QCOMPARE(rows.rowCount(), expected());
        if (every > 0) {
            QCOMPARE(rows.numberAt(0), m_last - m_last % every);
            QCOMPARE(objectAt(rows, rows.rowCount() - 1), QStringLiteral("CHG-%1").arg(every));
        }
        model.addRecords(write(15)); // what comes meanwhile is held against the filter, too
        QCOMPARE(rows.rowCount(), expected());
        rows.setFilter({});
        QCOMPARE(rows.rowCount(), m_last);
    }

    void aNewFilterEndsTheSearchBefore()
    {
        RecordModel model;
        RecordFilterModel rows(model);
        rows.setStore(*m_history);
        model.addRecords(newest(100));
        rows.setFilter({QStringLiteral("CHG")});
        rows.setFilter({QStringLiteral("CHG-4321")});
        QTRY_VERIFY_WITH_TIMEOUT(!rows.isScanning(), 30'000);
        QCOMPARE(rows.rowCount(), 1);
        QCOMPARE(rows.numberAt(0), 4'321);
        rows.setFilter({QStringLiteral("CHG")}); // and one that is thrown away ends, too
    }

    void aShortHistoryBecomesALongOne()
    {
        RecordModel model;
        RecordFilterModel rows(model);
        const QAbstractItemModelTester tester(&rows, QAbstractItemModelTester::FailureReportingMode::QtTest);
        Folder folder;
        const auto store = folder.open();
        rows.setStore(*store);
        std::vector<audit::Record> all;
        for (int n = 1; n <= 2 * RecordFilterModel::kHeld + 10; ++n) {
            audit::Record record;
            record.row = n;
            record.entry = numbered(n);
            all.push_back(record);
        }
        model.addRecords({all.begin(), all.begin() + 100});
        QVERIFY(!rows.isPaged());
        model.addRecords(all);
        QTRY_VERIFY(!rows.isScanning());
        audit::Record one = all.back();
        ++one.row;
        model.addRecords({one});
        QVERIFY(rows.isPaged());
        QCOMPARE(rows.rowCount(), static_cast<int>(one.row));
        QVERIFY(model.rowCount() <= 2 * RecordFilterModel::kHeld);
        QVERIFY(rows.recordAt(0) != nullptr);
    }

    void whatBelongsToARecordComesFromTheStore()
    {
        RecordModel model;
        RecordFilterModel rows(model);
        rows.setStore(*m_history);
        model.addRecords(newest(10));
        QSignalSpy ready(&rows, &RecordFilterModel::contextReady);
        QVERIFY(!rows.context(25));
        QTRY_COMPARE(ready.size(), 1);
        const auto context = ready[0][0].value<audit::Context>();
        QCOMPARE(context.record.row, 25);
        QCOMPARE(context.intent->row, 25);
    }

    void aStoryHasAllRecordsOfItsRelease()
    {
        ReleaseStory story;
        const QSignalSpy changed(&story, &ReleaseStory::changed);
        story.show(*m_history, QStringLiteral("r0"));
        const std::vector<audit::Record> more = write(6); // on the way while the others are fetched
        story.addRecords(more);
        QTRY_COMPARE(changed.size(), 1);
        QCOMPARE(std::ssize(story.records()), m_last / 3);
        QCOMPARE(story.records().front().row, 3);
        story.addRecords(write(3));
        QCOMPARE(std::ssize(story.records()), m_last / 3);
    }
};

QTEST_GUILESS_MAIN(TestLongHistory)
#include "test_long_history.moc"
