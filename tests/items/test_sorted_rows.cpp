#include "models/items/sorted_rows.h"

#include <QAbstractItemModelTester>
#include <QRandomGenerator>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QSortFilterProxyModel>
#include <QStandardItemModel>
#include <QTest>

using namespace fairlead::items;

namespace {

/// A table of a name and a number; the number's item may be empty.
class Rows : public SortedRows {
public:
    explicit Rows(QStandardItemModel& model)
        : m_model(model)
    {
        setRows(model);
    }
    mutable int asked = 0; ///< keys

protected:
    SortKey sortKey(int row, int column) const override
    {
        ++asked;
        const QVariant value = m_model.index(row, column).data();
        return column == 0 ? SortKey(value.toString()) : value.isValid() ? SortKey(value.toDouble()) : SortKey();
    }
    QString searchText(int row) const override { return m_model.index(row, 0).data().toString(); }
    unsigned flagsOf(int row) const override { return m_model.index(row, 1).data().toInt() > 5 ? 1 : 0; }

private:
    QStandardItemModel& m_model;
};

QList<QStandardItem*> items(const QString& name, std::optional<int> number)
{
    auto* second = new QStandardItem;
    if (number) {
        second->setData(*number, Qt::DisplayRole);
    }
    return {new QStandardItem(name), second};
}

QStringList names(const QAbstractItemModel& model)
{
    QStringList all;
    for (int row = 0; row < model.rowCount(); ++row) {
        all += model.index(row, 0).data().toString();
    }
    return all;
}

} // namespace

class TestSortedRows : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void sortsAsPeopleDo()
    {
        QStandardItemModel model;
        for (const QString& name : {QStringLiteral("b10"), QStringLiteral("B2"), QStringLiteral("a"), QStringLiteral("b1")}) {
            model.appendRow(items(name, 1));
        }
        Rows rows(model);
        const QAbstractItemModelTester tester(&rows, QAbstractItemModelTester::FailureReportingMode::QtTest);
        QCOMPARE(names(rows), (QStringList{QStringLiteral("b10"), QStringLiteral("B2"), QStringLiteral("a"), QStringLiteral("b1")}));
        rows.sort(0);
        QCOMPARE(names(rows), (QStringList{QStringLiteral("a"), QStringLiteral("b1"), QStringLiteral("B2"), QStringLiteral("b10")}));
        const int asked = rows.asked;
        rows.sort(0, Qt::DescendingOrder);
        QCOMPARE(names(rows), (QStringList{QStringLiteral("b10"), QStringLiteral("B2"), QStringLiteral("b1"), QStringLiteral("a")}));
        QCOMPARE(rows.asked, asked); // each key is asked for once
    }

    void nothingComesFirstAndEqualsKeepTheirOrder()
    {
        QStandardItemModel model;
        model.appendRow(items(QStringLiteral("x"), 2));
        model.appendRow(items(QStringLiteral("y"), {}));
        model.appendRow(items(QStringLiteral("z"), 2));
        model.appendRow(items(QStringLiteral("w"), -1));
        Rows rows(model);
        rows.sort(1);
        QCOMPARE(names(rows).join(QString()), QStringLiteral("ywxz"));
        rows.sort(1, Qt::DescendingOrder);
        QCOMPARE(names(rows).join(QString()), QStringLiteral("xzwy"));
    }

    void theSelectionGoesAlong()
    {
        QStandardItemModel model;
        for (int n = 0; n < 9; ++n) {
            model.appendRow(items(QString::number(9 - n), n));
        }
        Rows rows(model);
        const QPersistentModelIndex seven = rows.index(2, 0);
        rows.sort(0);
        QCOMPARE(seven.data().toString(), QStringLiteral("7"));
        rows.setWantedFlags(1); // numbers 6, 7, 8: names 3, 2, 1
        QVERIFY(!seven.isValid());
        QCOMPARE(names(rows).join(QString()), QStringLiteral("123"));
        const QPersistentModelIndex two = rows.index(1, 0);
        rows.setWantedFlags(0);
        QCOMPARE(two.data().toString(), QStringLiteral("2"));
        QCOMPARE(rows.rowCount(), 9);
        rows.setWords(QStringLiteral("2"));
        QCOMPARE(two.row(), 0);
    }

    void headersStayWhenNothingFits()
    {
        QStandardItemModel model;
        model.setHorizontalHeaderLabels({QStringLiteral("Name"), QStringLiteral("Number")});
        model.appendRow(items(QStringLiteral("a"), 1));
        Rows rows(model);
        rows.setWords(QStringLiteral("zebra"));
        QCOMPARE(rows.rowCount(), 0);
        QCOMPARE(rows.headerData(1, Qt::Horizontal).toString(), QStringLiteral("Number"));
    }

    /// Whatever is done to the source, the rows are what QSortFilterProxyModel makes of it.
    void mergesChangesAtTheirPlace_data()
    {
        QTest::addColumn<quint32>("seed");
        for (quint32 seed = 1; seed <= 20; ++seed) {
            QTest::addRow("seed %u", seed) << seed;
        }
    }

    void mergesChangesAtTheirPlace()
    {
        QFETCH(quint32, seed);
        QRandomGenerator random(seed);
        QStandardItemModel model;
        Rows rows(model);
        const QAbstractItemModelTester tester(&rows, QAbstractItemModelTester::FailureReportingMode::QtTest);
        QSortFilterProxyModel proxy;
        proxy.setSourceModel(&model);
        proxy.setFilterKeyColumn(0);
        for (int step = 0; step < 150; ++step) {
            const int count = model.rowCount();
            const int row = count == 0 ? 0 : random.bounded(count);
            const auto name = [&] { return QStringLiteral("n") + QLatin1Char(static_cast<char>('a' + random.bounded(26))); };
            switch (random.bounded(7)) {
            case 0:
            case 1: model.insertRow(random.bounded(count + 1), items(name(), random.bounded(10))); break;
            case 2:
                if (count > 0) {
                    model.item(row, 0)->setText(name());
                }
                break;
            case 3:
                if (count > 0) {
                    model.item(row, 1)->setData(random.bounded(10), Qt::DisplayRole);
                }
                break;
            case 4:
                if (count > 3) {
                    model.removeRows(std::min(row, count - 2), 2);
                }
                break;
            case 5: {
                const QString word = random.bounded(2) == 0 ? QString() : name().right(1);
                rows.setWords(word);
                proxy.setFilterFixedString(word);
                break;
            }
            default: {
                const auto order = random.bounded(2) == 0 ? Qt::AscendingOrder : Qt::DescendingOrder;
                const int column = random.bounded(2);
                rows.sort(column, order);
                proxy.sort(column, order);
            }
            }
            QStringList expected = names(proxy);
            QCOMPARE(rows.rowCount(), proxy.rowCount());
            for (int i = 0; i < rows.rowCount(); ++i) {
                const QModelIndex index = rows.index(i, 0);
                QCOMPARE(rows.mapFromSource(rows.mapToSource(index)), index);
            }
            QStringList mine = names(rows);
            mine.sort();
            expected.sort();
            QCOMPARE(mine, expected);
        }
        // In order to the end: a fresh sort changes nothing.
        rows.sort(0);
        model.appendRow(items(QStringLiteral("nm"), 3));
        if (!model.index(0, 0).data().toString().isEmpty()) {
            model.item(0, 0)->setText(QStringLiteral("nz"));
        }
        const QStringList merged = names(rows);
        rows.sort(1);
        rows.sort(0);
        QCOMPARE(names(rows), merged);
    }
};

QTEST_GUILESS_MAIN(TestSortedRows)
#include "test_sorted_rows.moc"
