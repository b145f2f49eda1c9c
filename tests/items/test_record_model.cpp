#include "models/domain/gate/verdict.h"
#include "models/items/record_model.h"

#include <QAbstractItemModelTester>
#include <QJsonArray>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTest>

using namespace fairlead;
using namespace fairlead::items;
namespace kind = audit::kind;

namespace {

audit::Record record(
    qint64 row, const QString& name = kind::kStepEntered, const QJsonObject& data = {}, const QString& release = QStringLiteral("r1"))
{
    audit::Record made;
    made.row = row;
    made.at = Instant::fromMs(row * 1000);
    made.entry = {name, QStringLiteral("engine"), release, QStringLiteral("data_analyst 2.0.0"), QStringLiteral("why %1").arg(row), data};
    return made;
}

std::vector<audit::Record> rows(std::initializer_list<qint64> numbers)
{
    std::vector<audit::Record> made;
    for (const qint64 number : numbers) {
        made.push_back(record(number));
    }
    return made;
}

QJsonObject verdictData(gate::Outcome outcome)
{
    gate::Verdict verdict;
    verdict.metric = metrics::kErrorRate;
    verdict.outcome = outcome;
    return {{QStringLiteral("verdicts"), QJsonArray{gate::toJson(verdict)}}};
}

} // namespace

class TestRecordModel : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void mergesBatchesInAnyOrder_data()
    {
        using Batches = QList<QList<qint64>>;
        QTest::addColumn<Batches>("batches");
        QTest::addColumn<QList<qint64>>("expected");
        QTest::addColumn<int>("inserts");
        QTest::newRow("one batch") << Batches{{1, 2, 3}} << QList<qint64>{1, 2, 3} << 1;
        QTest::newRow("appended") << Batches{{1, 2}, {3, 4}} << QList<qint64>{1, 2, 3, 4} << 2;
        QTest::newRow("newest first within a batch") << Batches{{3, 2, 1}} << QList<qint64>{1, 2, 3} << 1;
        QTest::newRow("older ones later") << Batches{{5, 6}, {1, 2, 3, 4}} << QList<qint64>{1, 2, 3, 4, 5, 6} << 2;
        QTest::newRow("around what is held") << Batches{{3}, {1, 2, 4, 5}} << QList<qint64>{1, 2, 3, 4, 5} << 3;
        QTest::newRow("the same again") << Batches{{1, 2}, {1, 2}} << QList<qint64>{1, 2} << 1;
        QTest::newRow("overlapping") << Batches{{1, 2}, {2, 3}} << QList<qint64>{1, 2, 3} << 2;
        QTest::newRow("twice in one batch") << Batches{{1, 1, 2}} << QList<qint64>{1, 2} << 1;
        QTest::newRow("empty") << Batches{{}} << QList<qint64>{} << 0;
    }

    void mergesBatchesInAnyOrder()
    {
        using Batches = QList<QList<qint64>>;
        QFETCH(Batches, batches);
        QFETCH(QList<qint64>, expected);
        QFETCH(int, inserts);
        RecordModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        const QSignalSpy inserted(&model, &QAbstractItemModel::rowsInserted);
        const QSignalSpy reset(&model, &QAbstractItemModel::modelReset);
        for (const auto& batch : batches) {
            std::vector<audit::Record> records;
            for (const qint64 number : batch) {
                records.push_back(record(number));
            }
            model.addRecords(records);
        }
        QList<qint64> held;
        for (const audit::Record& one : model.records()) {
            held << one.row;
        }
        QCOMPARE(held, expected);
        QCOMPARE(inserted.size(), inserts);
        QCOMPARE(reset.size(), 0);
    }

    void givesValuesAndNoWords()
    {
        RecordModel model;
        model.addRecords({record(7, kind::kIntent)});
        const auto value = [&](RecordModel::Column column, int role = Qt::DisplayRole) { return model.index(0, column).data(role); };
        QCOMPARE(value(RecordModel::RowColumn).toLongLong(), 7);
        QCOMPARE(value(RecordModel::TimeColumn).toString(), QStringLiteral("1970-01-01T00:00:07.000Z"));
        QCOMPARE(value(RecordModel::TimeColumn, RecordModel::SortRole).toLongLong(), 7000);
        QCOMPARE(value(RecordModel::WhatColumn).toString(), kind::kIntent);
        QCOMPARE(value(RecordModel::OutcomeColumn, RecordModel::OutcomeRole).toInt(), static_cast<int>(RecordOutcome::Written));
        QCOMPARE(value(RecordModel::RowColumn, RecordModel::RecordRole).value<audit::Record>(), record(7, kind::kIntent));
    }

    void tellsTheOutcomeOfARecord_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QJsonObject>("data");
        QTest::addColumn<RecordOutcome>("expected");
        const auto one = [](const char* key, const char* value) { return QJsonObject{{QLatin1String(key), QLatin1String(value)}}; };
        QTest::newRow("intent") << kind::kIntent << QJsonObject() << RecordOutcome::Written;
        QTest::newRow("accepted") << kind::kOutcome << one("outcome", "accepted") << RecordOutcome::Accepted;
        QTest::newRow("refused") << kind::kOutcome << one("outcome", "refused") << RecordOutcome::Refused;
        QTest::newRow("not sent") << kind::kOutcome << one("outcome", "not-sent") << RecordOutcome::NotSent;
        QTest::newRow("unknown") << kind::kOutcome << one("outcome", "unknown") << RecordOutcome::Unknown;
        QTest::newRow("an outcome of a newer version is not guessed")
            << kind::kOutcome << one("outcome", "brand-new") << RecordOutcome::Unknown;
        QTest::newRow("effective") << kind::kEffect << one("effect", "effective") << RecordOutcome::Effective;
        QTest::newRow("not effective") << kind::kEffect << one("effect", "not-effective") << RecordOutcome::NotEffective;
        QTest::newRow("an effect without data is not effective") << kind::kEffect << QJsonObject() << RecordOutcome::NotEffective;
        QTest::newRow("verdict pass") << kind::kVerdict << verdictData(gate::Outcome::Pass) << RecordOutcome::Pass;
        QTest::newRow("verdict fail") << kind::kVerdict << verdictData(gate::Outcome::Fail) << RecordOutcome::Fail;
        QTest::newRow("verdict no data") << kind::kVerdict << verdictData(gate::Outcome::NoData) << RecordOutcome::NoData;
        QTest::newRow("verdict without gates") << kind::kVerdict << QJsonObject() << RecordOutcome::Undecided;
        QTest::newRow("item waived") << kind::kChecklistAnswer << one("state", "waived") << RecordOutcome::Waived;
        QTest::newRow("item opened again") << kind::kChecklistAnswer << one("state", "open") << RecordOutcome::Open;
        QTest::newRow("activated") << kind::kEnded << one("result", "activated") << RecordOutcome::Activated;
        QTest::newRow("rolled back") << kind::kEnded << one("result", "rolled-back") << RecordOutcome::RolledBack;
        QTest::newRow("a kind of a newer version") << QStringLiteral("future.kind") << QJsonObject() << RecordOutcome::None;
    }

    void tellsTheOutcomeOfARecord()
    {
        QFETCH(QString, name);
        QFETCH(QJsonObject, data);
        QFETCH(RecordOutcome, expected);
        QCOMPARE(outcomeOf(record(1, name, data)), expected);
    }

    void groupsKinds()
    {
        QCOMPARE(groupOf(kind::kEffect), RecordGroup::Commands);
        QCOMPARE(groupOf(kind::kRollbackDecided), RecordGroup::Verdicts);
        QCOMPARE(groupOf(kind::kHeld), RecordGroup::Steps);
        QCOMPARE(groupOf(kind::kChecklistAnswer), RecordGroup::Checklist);
        QCOMPARE(groupOf(kind::kSourceLost), RecordGroup::Sources);
        QCOMPARE(groupOf(QStringLiteral("future.kind")), RecordGroup::Other);
    }

    void findsTheThreeRowsOfACommand()
    {
        const QJsonObject id{{QStringLiteral("command"), QStringLiteral("c1")}};
        RecordModel model;
        model.addRecords(
            {record(4, kind::kEffect, id), record(2, kind::kIntent, id), record(3, kind::kOutcome, id), record(6, kind::kEffect, id)});
        for (const audit::Record& one : model.records()) {
            QCOMPARE(model.commandRows(one), std::optional(CommandRows{2, 3, 6}));
        }
        QVERIFY(!model.commandRows(record(1)).has_value());
        QVERIFY(!model.commandRows(record(9, kind::kIntent, {{QStringLiteral("command"), QStringLiteral("other")}})).has_value());
    }

    void findsWhatTheScreenShowedAtADecision()
    {
        RecordModel model;
        model.addRecords({record(1, kind::kVerdict), record(2, kind::kVerdict, {}, QStringLiteral("r2")), record(3, kind::kIntent),
            record(4, kind::kVerdict), record(5, kind::kStepEntered, {}, QString())});
        QCOMPARE(model.decisionBefore(*model.find(3))->row, 1);
        QCOMPARE(model.decisionBefore(*model.find(4))->row, 4);
        QVERIFY(!model.decisionBefore(*model.find(5)));
    }

    void findsRowsByNumber()
    {
        RecordModel model;
        model.addRecords(rows({10, 11, 13}));
        QCOMPARE(model.indexOfRow(10), 0);
        QCOMPARE(model.indexOfRow(13), 2);
        QCOMPARE(model.indexOfRow(12), -1);
        QCOMPARE(model.indexOfRow(14), -1);
        QVERIFY(!model.find(9));
        model.clear();
        QCOMPARE(model.indexOfRow(10), -1);
        QCOMPARE(model.rowCount(), 0);
    }
};

QTEST_APPLESS_MAIN(TestRecordModel)
#include "test_record_model.moc"
