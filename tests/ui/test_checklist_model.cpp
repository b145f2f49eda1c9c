#include "models/items/checklist_model.h"
#include "tests/ui/sample_walk.h"
#include "tests/ui/strict.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace fairlead;
using checklist::State;
using items::ChecklistModel;

namespace {

const QString kRelease = QStringLiteral("r1");

} // namespace

class TestChecklistModel : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { tests::failOnOurWarnings(); }

    void theModelIsATreeOfPhasesAndNestedItems()
    {
        ChecklistModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        QCOMPARE(model.rowCount(), 0);
        const checklist::Run run = tests::emptyWalk(kRelease);
        model.setRun(run);
        QCOMPARE(model.rowCount(), 2);
        QCOMPARE(model.rowCount(model.index(0, 0)), 5);
        const QModelIndex dimensions = model.indexOf(tests::idOf(run, QStringLiteral("All 5")));
        QCOMPARE(model.rowCount(dimensions), 5);
        QCOMPARE(model.index(2, 0, dimensions).parent(), dimensions);
        QCOMPARE(model.order().size(), 14);
        QVERIFY(!model.flags(model.index(0, 0)).testFlag(Qt::ItemIsEnabled));
        QVERIFY(!model.indexOf(QStringLiteral("no such item")).isValid());
    }

    void anAnswerChangesItsRowItsParentsAndItsPhaseOnly()
    {
        ChecklistModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        checklist::Run run = tests::halfWalk(kRelease);
        model.setRun(run);
        const QSignalSpy reset(&model, &QAbstractItemModel::modelReset);
        QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
        model.setRun(run);
        QCOMPARE(changed.count(), 0);
        tests::give(run, QStringLiteral("Task"), State::Failed);
        model.setRun(run);
        QCOMPARE(reset.count(), 0);
        QSet<QString> rows;
        for (const QList<QVariant>& signal : std::as_const(changed)) {
            const auto first = signal.at(0).toModelIndex();
            QCOMPARE(first, signal.at(1).toModelIndex());
            rows << first.data(ChecklistModel::RawRole).toString();
        }
        const QString parent = tests::idOf(run, QStringLiteral("All 5"));
        QCOMPARE(rows, (QSet<QString>{QStringLiteral("Component Requirements"), parent, tests::idOf(run, QStringLiteral("Task"))}));
        QCOMPARE(model.indexOf(parent).data(ChecklistModel::StateRole).toInt(), static_cast<int>(State::Failed));
        QCOMPARE(model.indexOf(parent).data(ChecklistModel::OwnStateRole).toInt(), static_cast<int>(State::Done));
    }

    void neighboursThatChangeTogetherAreOneRange()
    {
        ChecklistModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        checklist::Run run = tests::emptyWalk(kRelease);
        model.setRun(run);
        QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
        for (const QString& text : {QStringLiteral("Production env"), QStringLiteral("Monitoring"), QStringLiteral("Rollback proc")})
            tests::give(run, text, State::Done);
        model.setRun(run);
        QCOMPARE(changed.count(), 2); // the phase, and rows 0 to 2 of it
        QCOMPARE(changed.at(1).at(0).toModelIndex().row(), 0);
        QCOMPARE(changed.at(1).at(1).toModelIndex().row(), 2);
    }

    void aGuideThatSkipsALevelStillMakesATree()
    {
        checklist::Run run = tests::emptyWalk(kRelease);
        run.checklist.phases.front().items.at(0).depth = 2;
        run.checklist.phases.front().items.at(2).depth = 4;
        ChecklistModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setRun(run);
        QCOMPARE(model.order().size(), 14);
        QVERIFY(model.indexOf(run.checklist.phases.front().items.at(2).id).parent().parent().isValid());
    }

    void anotherReleaseResets()
    {
        ChecklistModel model;
        model.setRun(tests::emptyWalk(kRelease));
        const QSignalSpy reset(&model, &QAbstractItemModel::modelReset);
        model.setRun(tests::emptyWalk(QStringLiteral("r2")));
        QCOMPARE(reset.count(), 1);
    }
};

QTEST_MAIN(TestChecklistModel)
#include "test_checklist_model.moc"
