#include "models/items/rollout_model.h"
#include "tests/ui/cockpit_screen.h"
#include "ui/rollout/event_feed.h"
#include "ui/rollout/rollout_rows.h"
#include "ui/rollout/rollouts_panel.h"

#include <QAbstractItemModelTester>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTableView>
#include <QTest>

using namespace fairlead;
using namespace fairlead::ui;
using story::plain;
using story::utf8;

class TestRolloutsPanel : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral("^(?!This plugin does not support|QStandardPaths).*"))); }

    void theModelKeepsItsPromises()
    {
        items::RolloutModel model;
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        RolloutRows rows;
        rows.setSourceModel(&model);
        QAbstractItemModelTester rowsTester(&rows, QAbstractItemModelTester::FailureReportingMode::QtTest);
        QSignalSpy inserted(&model, &QAbstractItemModel::rowsInserted);
        QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
        const story::Scene scene = story::soaking();
        model.showSnapshot(scene.snapshot);
        model.showSnapshot(story::rolledBack().snapshot);
        QCOMPARE(inserted.count(), 1);
        QCOMPARE(changed.count(), 1);
        QCOMPARE(model.index(0, 0).data(items::RolloutModel::GroupRole).toInt(), int(items::RolloutGroup::Ended));
        QCOMPARE(plain(rows.index(0, items::RolloutModel::AskedColumn).data().toString()), utf8("0 %"));
        model.clear();
        QCOMPARE(model.rowCount(), 0);
    }

    void groupsNeverMixAndTheSoonestComesFirst()
    {
        items::RolloutModel model;
        RolloutRows rows;
        rows.setSourceModel(&model);
        int number = 0;
        for (const story::Scene& scene : {story::activated(), story::toStart(), story::paused(), story::soaking()}) {
            rollout::Snapshot snapshot = scene.snapshot;
            snapshot.state.release.id = ReleaseId(QString::number(++number));
            model.showSnapshot(snapshot);
        }
        QStringList order;
        for (int row = 0; row < rows.rowCount(); ++row)
            order << rows.index(row, 0).data(items::RolloutModel::IdRole).toString();
        QCOMPARE(order, (QStringList{utf8("4"), utf8("3"), utf8("2"), utf8("1")}));
        rows.setGroupFilter(RolloutRows::Filter::ToStart);
        QCOMPARE(rows.rowCount(), 1);
    }

    void theListOpensTheCockpitAndEscLeadsBack()
    {
        Theme theme(Scheme::Light);
        RolloutsPanel panel(theme);
        panel.resize(1384, 828);
        panel.show();
        panel.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&panel));
        const story::Scene scene = story::soaking();
        const ReleaseId id = scene.snapshot.state.release.id;
        QSignalSpy shown(&panel, &RolloutsPanel::cockpitShown);
        panel.addReadings(id, scene.readings);
        panel.addRecords(id, scene.records);
        panel.openRelease(id);
        QVERIFY2(!panel.isCockpitShown(), "a release without a snapshot has nothing to show");
        panel.showSnapshot(scene.snapshot);
        auto* table = story::child<QTableView>(panel, "Rollouts");
        table->setFocus();
        QTest::keyClick(table, Qt::Key_Return);
        QVERIFY(panel.isCockpitShown());
        QCOMPARE(shown.count(), 1);
        QVERIFY2(panel.findChild<EventFeed*>()->count() > 5, "what came before it was opened is there");

        QSignalSpy paused(&panel, &RolloutsPanel::pauseRequested);
        QTest::keyClick(panel.cockpit(), Qt::Key_P);
        QCOMPARE(paused.count(), 1);
        QTest::keyClick(panel.cockpit(), Qt::Key_Escape);
        QVERIFY(!panel.isCockpitShown());
        QCOMPARE(shown.last()[0].toBool(), false);
        panel.rollBackNow();
        QVERIFY2(panel.isCockpitShown() && panel.cockpit()->dialog() != nullptr, "the only one under way is meant");
    }

    void anotherReleaseBeginsWithoutTheSamplesOfTheLast()
    {
        Theme theme(Scheme::Light);
        RolloutsPanel panel(theme);
        panel.show();
        const story::Scene first = story::soaking();
        story::Scene second = story::toStart();
        second.snapshot.state.release.id = ReleaseId(utf8("other"));
        panel.showSnapshot(first.snapshot);
        panel.addRecords(first.snapshot.state.release.id, first.records);
        panel.showSnapshot(second.snapshot);
        panel.openRelease(first.snapshot.state.release.id);
        QVERIFY(panel.findChild<EventFeed*>()->count() > 0);
        panel.openRelease(second.snapshot.state.release.id);
        QCOMPARE(panel.findChild<EventFeed*>()->count(), 0);
        QVERIFY(panel.cockpit()->snapshot()->state.release.id == second.snapshot.state.release.id);
    }
};

QTEST_MAIN(TestRolloutsPanel)
#include "test_rollouts_panel.moc"
