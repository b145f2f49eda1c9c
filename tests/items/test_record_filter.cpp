#include "models/items/record_filter.h"

#include <QAbstractItemModelTester>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTest>

using namespace fairlead;
using namespace fairlead::items;
namespace kind = audit::kind;

namespace {

audit::Record record(qint64 row)
{
    audit::Record made;
    made.row = row;
    made.at = Instant::fromMs(row * 1000);
    const bool even = row % 2 == 0;
    made.entry = {even ? kind::kIntent : kind::kStepEntered, even ? QStringLiteral("m.vogel") : QStringLiteral("engine"),
        QStringLiteral("r%1").arg(row % 3), QStringLiteral("object"), QStringLiteral("number %1 here").arg(row),
        {{QStringLiteral("request"), QJsonObject{{QStringLiteral("body"), QStringLiteral("weight=%1").arg(row)}}}}};
    return made;
}

std::vector<audit::Record> rows(qint64 first, qint64 last)
{
    std::vector<audit::Record> made;
    for (qint64 row = first; row <= last; ++row) {
        made.push_back(record(row));
    }
    return made;
}

QList<qint64> shown(const RecordFilterModel& filter)
{
    QList<qint64> numbers;
    for (int row = 0; row < filter.rowCount(); ++row) {
        numbers << filter.index(row, RecordModel::RowColumn).data(RecordModel::SortRole).toLongLong();
    }
    return numbers;
}

} // namespace

class TestRecordFilter : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void showsTheNewestFirst()
    {
        RecordModel model;
        model.addRecords(rows(1, 4));
        RecordFilterModel filter(model);
        const QAbstractItemModelTester tester(&filter, QAbstractItemModelTester::FailureReportingMode::QtTest);
        QCOMPARE(shown(filter), (QList<qint64>{4, 3, 2, 1}));
        model.addRecords(rows(5, 6));
        QCOMPARE(shown(filter), (QList<qint64>{6, 5, 4, 3, 2, 1}));
        QCOMPARE(filter.positionOf(1), 5);
        QCOMPARE(filter.recordAt(0), model.find(6));
    }

    void filters_data()
    {
        QTest::addColumn<QString>("words");
        QTest::addColumn<QString>("release");
        QTest::addColumn<RecordGroup>("group");
        QTest::addColumn<QList<qint64>>("expected");
        const auto all = RecordGroup::All;
        QTest::newRow("all") << QString() << QString() << all << QList<qint64>{6, 5, 4, 3, 2, 1};
        QTest::newRow("a person, in any case") << QStringLiteral("VOGEL") << QString() << all << QList<qint64>{6, 4, 2};
        QTest::newRow("every word must occur") << QStringLiteral("vogel 4") << QString() << all << QList<qint64>{4};
        QTest::newRow("words in any order, spaces around") << QStringLiteral("  4   vogel ") << QString() << all << QList<qint64>{4};
        QTest::newRow("inside the data") << QStringLiteral("weight=5") << QString() << all << QList<qint64>{5};
        QTest::newRow("the extra text") << QStringLiteral("absicht") << QString() << all << QList<qint64>{6, 4, 2};
        QTest::newRow("the kind as it is stored") << QStringLiteral("command.intent") << QString() << all << QList<qint64>{6, 4, 2};
        QTest::newRow("a release") << QString() << QStringLiteral("r0") << all << QList<qint64>{6, 3};
        QTest::newRow("a group") << QString() << QString() << RecordGroup::Steps << QList<qint64>{5, 3, 1};
        QTest::newRow("all three") << QStringLiteral("number") << QStringLiteral("r1") << RecordGroup::Commands << QList<qint64>{4};
        QTest::newRow("nothing fits") << QStringLiteral("zebra") << QString() << all << QList<qint64>{};
    }

    void filters()
    {
        QFETCH(QString, words);
        QFETCH(QString, release);
        QFETCH(RecordGroup, group);
        QFETCH(QList<qint64>, expected);
        RecordModel model;
        model.addRecords(rows(1, 3));
        RecordFilterModel filter(
            model, [](const audit::Record& one) { return one.entry.kind == kind::kIntent ? QStringLiteral("Absicht") : QString(); });
        const QAbstractItemModelTester tester(&filter, QAbstractItemModelTester::FailureReportingMode::QtTest);
        filter.setFilter({words, release, group});
        model.addRecords(rows(4, 6));
        QCOMPARE(shown(filter), expected);
    }

    void keepsAPlaceWhenOlderRecordsArrive()
    {
        RecordModel model;
        model.addRecords(rows(10, 12));
        RecordFilterModel filter(model);
        const QAbstractItemModelTester tester(&filter, QAbstractItemModelTester::FailureReportingMode::QtTest);
        const QPersistentModelIndex eleven = filter.index(1, 0);
        model.addRecords(rows(1, 9));
        model.addRecords(rows(13, 14));
        QCOMPARE(eleven.data(RecordModel::SortRole).toLongLong(), 11);
        QCOMPARE(eleven.row(), 3);
        QCOMPARE(filter.rowCount(), 14);
    }

    void looksAtALongHistoryInSlices()
    {
        constexpr int kCount = 3 * RecordFilterModel::kSlice + 7;
        RecordModel model;
        model.addRecords(rows(1, kCount));
        RecordFilterModel filter(model);
        const QSignalSpy done(&filter, &RecordFilterModel::scanned);
        QVERIFY(filter.isScanning());
        QCOMPARE(filter.rowCount(), RecordFilterModel::kSlice);
        QTRY_VERIFY_WITH_TIMEOUT(!filter.isScanning(), 30'000);
        QCOMPARE(done.size(), 1);
        QCOMPARE(filter.rowCount(), kCount);
        QCOMPARE(filter.index(kCount - 1, RecordModel::RowColumn).data().toLongLong(), 1);
    }

    void takesNewAndOlderRecordsWhileItLooks()
    {
        constexpr int kCount = 2 * RecordFilterModel::kSlice;
        RecordModel model;
        model.addRecords(rows(1001, 1000 + kCount));
        RecordFilterModel filter(model);
        QVERIFY(filter.isScanning());
        model.addRecords(rows(1001 + kCount, 1010 + kCount));
        model.addRecords(rows(1, 1000));
        QVERIFY(filter.isScanning());
        QTRY_VERIFY_WITH_TIMEOUT(!filter.isScanning(), 30'000);
        QCOMPARE(filter.rowCount(), 1010 + kCount);
        for (int row = 0; row < filter.rowCount(); ++row) {
            QCOMPARE(filter.index(row, RecordModel::RowColumn).data().toLongLong(), 1010 + kCount - row);
        }
    }

    void jumpsToAnOldRowAtOnce()
    {
        constexpr int kCount = 3 * RecordFilterModel::kSlice;
        RecordModel model;
        model.addRecords(rows(1, kCount));
        RecordFilterModel filter(model);
        QCOMPARE(filter.positionOf(1), -1);
        filter.scanTo(1);
        QCOMPARE(filter.positionOf(1), kCount - 1);
        QVERIFY(!filter.isScanning());
    }

    void startsAgainWhenTheHistoryIsCleared()
    {
        RecordModel model;
        model.addRecords(rows(1, 3));
        RecordFilterModel filter(model);
        const QAbstractItemModelTester tester(&filter, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.clear();
        QCOMPARE(filter.rowCount(), 0);
        model.addRecords(rows(1, 2));
        QCOMPARE(shown(filter), (QList<qint64>{2, 1}));
    }
};

QTEST_GUILESS_MAIN(TestRecordFilter)
#include "test_record_filter.moc"
