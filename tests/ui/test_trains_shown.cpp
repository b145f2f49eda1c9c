#include "models/items/rollout_model.h"
#include "tests/ui/cockpit_screen.h"
#include "tests/ui/strict.h"
#include "ui/common/check_lines.h"
#include "ui/rollout/rollout_rows.h"
#include "ui/rollout/rollouts_panel.h"
#include "ui/rollout/train_bars.h"
#include "ui/rollout/train_card.h"
#include "ui/rollout/train_dialog.h"

#include <QPlainTextEdit>
#include <QSignalSpy>
#include <QTableView>
#include <QTest>

#include <algorithm>

using namespace fairlead;
using namespace fairlead::ui;
using rollout::Phase;
using story::plain;
using story::utf8;

namespace {

train::Car car(const char* name, const QStringList& after)
{
    return {utf8(name), after, utf8(name) + utf8(" 2.0.0"), utf8(name), utf8("2.0.0"), utf8("production"), utf8("edge")};
}

train::CarFacts facts(const char* release, Phase phase, const char* why = "")
{
    train::CarFacts facts;
    facts.release = ReleaseId(utf8(release));
    facts.phase = phase;
    facts.needsPerson = phase == Phase::Held;
    facts.why = utf8(why);
    facts.rollBackClosed = rollout::isEnded(phase) || phase == Phase::ToStart ? utf8("closed") : QString();
    return facts;
}

/// Three cars, one after the other, in these phases; started unless @p started says otherwise.
train::Snapshot spring(const train::Facts& facts, bool started = true)
{
    const train::Train train{
        utf8("spring"), {car("schema", {}), car("data_analyst", {utf8("schema")}), car("web", {utf8("data_analyst")})}};
    train::Run run;
    run.train = train;
    run.started = {utf8("m.vogel"), utf8("as planned"), story::at("14:00:00")};
    return train::snapshotOf(train, started ? &run : nullptr, facts);
}

train::Snapshot underWay()
{
    return spring({facts("1", Phase::Activated), facts("2", Phase::Soaking), facts("3", Phase::ToStart)});
}

train::Snapshot held()
{
    return spring(
        {facts("1", Phase::Activated), facts("2", Phase::RolledBack, "Errors 8 % of 1,204 calls, above 1 %."), facts("3", Phase::ToStart)});
}

rollout::Snapshot waiting()
{
    rollout::Snapshot snapshot = story::toStart().snapshot;
    snapshot.state.release.id = ReleaseId(utf8("3"));
    snapshot.state.release.name = utf8("web");
    snapshot.train = utf8("It follows data_analyst 2.0.0 in the train “spring”, and that is not activated yet.");
    snapshot.verbs.start = snapshot.train;
    return snapshot;
}

rollout::Snapshot going()
{
    rollout::Snapshot snapshot = story::soaking().snapshot;
    snapshot.state.release.id = ReleaseId(utf8("2"));
    return snapshot;
}

QPlainTextEdit* reasonOf(const TrainDialog& dialog)
{
    const auto edits = dialog.findChildren<QPlainTextEdit*>();
    const auto found = std::ranges::find(edits, utf8("Reason"), &QWidget::accessibleName);
    return found == edits.end() ? nullptr : *found;
}

/// The panel on the screen with both releases.
struct Shown {
    Theme theme{Scheme::Light};
    RolloutsPanel panel{theme};

    Shown()
    {
        panel.resize(1384, 828);
        panel.show();
        panel.showSnapshot(going());
        panel.showSnapshot(waiting());
    }
};

} // namespace

class TestTrainsShown : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { tests::failOnOurWarnings(); }

    void everyStateHasAShapeAWordAndAColour()
    {
        QStringList words;
        QStringList shapes;
        for (int i = 0; i <= int(train::Standing::Stays); ++i) {
            words += lookOf(train::Standing(i)).word;
            shapes += lookOf(train::Standing(i)).icon;
        }
        QCOMPARE(words.removeDuplicates(), 0);
        QCOMPARE(shapes.removeDuplicates(), 0);
        words.clear();
        for (int i = 0; i <= int(train::Stage::RolledBack); ++i)
            words += lookOf(train::Stage(i)).word;
        QCOMPARE(words.removeDuplicates(), 0);
    }

    void theListSaysWhichCarARowIsAndWhatItWaitsFor()
    {
        Shown shown;
        QVERIFY(!shown.panel.trains()->isVisible());
        shown.panel.showTrain(underWay());
        QVERIFY(shown.panel.trains()->isVisible());
        const QAbstractItemModel& rows = *story::child<QTableView>(shown.panel, "Rollouts")->model();
        QCOMPARE(rows.index(0, items::RolloutModel::StrategyColumn).data().toString(), utf8("train, 2 of 3"));
        QCOMPARE(rows.index(1, items::RolloutModel::StrategyColumn).data().toString(), utf8("train, 3 of 3"));
        QCOMPARE(rows.index(1, items::RolloutModel::StrategyColumn).data(Qt::ToolTipRole).toString(), utf8("spring: train, 3 of 3"));
        QCOMPARE(rows.index(1, items::RolloutModel::VerdictColumn).data().toString(), utf8("Planned: ") + waiting().train);
        QCOMPARE(rows.index(1, items::RolloutModel::NextColumn).data().toString(), utf8("its train goes on"));
        train::Snapshot gone = underWay();
        gone.cars.clear();
        shown.panel.showTrain(gone);
        QCOMPARE(rows.index(0, items::RolloutModel::StrategyColumn).data().toString(), utf8("canary"));
    }

    void onlyOpenVerbsAreOffered()
    {
        Shown shown;
        shown.panel.showTrain(underWay());
        const QWidget& bars = *shown.panel.trains();
        QVERIFY(story::button(bars, "Roll back train…")->isVisible());
        QVERIFY(!story::button(bars, "Start train…")->isVisible());
        QVERIFY(!story::button(bars, "Resume train…")->isVisible());
        shown.panel.showTrain(held());
        QVERIFY(story::button(bars, "Resume train…")->isVisible());
        shown.panel.showTrain(spring({facts("1", Phase::ToStart), facts("2", Phase::ToStart), facts("3", Phase::ToStart)}, false));
        QVERIFY(story::button(bars, "Start train…")->isVisible());
        QVERIFY(!story::button(bars, "Roll back train…")->isVisible());
    }

    void aReasonIsAskedFor()
    {
        Shown shown;
        shown.panel.showTrain(underWay());
        QSignalSpy asked(&shown.panel, &RolloutsPanel::trainVerbRequested);
        story::button(*shown.panel.trains(), "Roll back train…")->click();
        TrainDialog* dialog = shown.panel.trains()->dialog();
        QVERIFY(dialog != nullptr);
        QCOMPARE(dialog->question(), utf8("Roll back the train spring?"));
        QVERIFY(!dialog->canSend());
        QCOMPARE(dialog->closedWhy(), utf8("A reason is missing."));
        const std::vector<Check>& lines = dialog->findChild<CheckLines*>()->checks();
        QCOMPARE(lines.size(), 3U);
        QCOMPARE(lines.front().bold, utf8("web 2.0.0")); // the last first
        QVERIFY(lines.back().rest.contains(utf8("stays activated")));
        reasonOf(*dialog)->setPlainText(utf8("the wrong day"));
        QVERIFY(dialog->canSend());
        story::button(*dialog, "Roll back train")->click();
        QCOMPARE(asked.size(), 1);
        QCOMPARE(asked.first().at(0).toString(), utf8("spring"));
        QCOMPARE(asked.first().at(2).toString(), utf8("the wrong day"));
    }

    void aDialogClosesItsButtonWhenTheTrainIsAnother()
    {
        Shown shown;
        shown.panel.showTrain(held());
        shown.panel.trains()->ask(utf8("spring"), TrainVerb::Resume);
        TrainDialog* dialog = shown.panel.trains()->dialog();
        QVERIFY(dialog != nullptr);
        reasonOf(*dialog)->setPlainText(utf8("known"));
        QVERIFY(dialog->canSend());
        shown.panel.showTrain(underWay());
        QVERIFY(!dialog->canSend());
        QCOMPARE(dialog->closedWhy(), utf8("No car holds it."));
        shown.panel.trains()->ask(utf8("other"), TrainVerb::Resume); // nothing
        dialog->reject();
    }

    void theCockpitShowsTheTrainOfItsRelease()
    {
        Shown shown;
        shown.panel.showTrain(held());
        shown.panel.openRelease(ReleaseId(utf8("3")));
        const auto* lines = shown.panel.cockpit()->train()->findChild<CheckLines*>();
        QVERIFY(lines->isVisible());
        QCOMPARE(lines->checks().size(), 3U);
        QCOMPARE(lines->checks()[0].rest, utf8("activated."));
        QVERIFY(lines->checks()[1].rest.startsWith(utf8("rolled back: Errors 8 %")));
        QVERIFY2(lines->checks()[2].rest.startsWith(utf8("waits: The train “spring” is held:")), qPrintable(lines->checks()[2].rest));
        shown.panel.showTrain(underWay());
        QVERIFY(lines->checks()[1].rest.startsWith(utf8("under way")));
        rollout::Snapshot alone = story::soaking().snapshot;
        alone.state.release.id = ReleaseId(utf8("alone"));
        shown.panel.showSnapshot(alone);
        shown.panel.openRelease(alone.state.release.id);
        QVERIFY(!shown.panel.cockpit()->train()->isVisible());
    }

    /// FAIRLEAD_SHOTS=folder: pictures to look at.
    void pictures()
    {
        const QString folder = qEnvironmentVariable("FAIRLEAD_SHOTS");
        if (folder.isEmpty())
            QSKIP("No folder for pictures.");
        for (const Scheme scheme : {Scheme::Light, Scheme::Dark}) {
            Shown shown;
            const QString end = scheme == Scheme::Dark ? utf8("-dark.png") : utf8("-light.png");
            shown.theme.setScheme(scheme);
            shown.panel.setAutoFillBackground(true);
            shown.panel.showTrain(held());
            QTest::qWait(200);
            shown.panel.grab().save(folder + utf8("/trains-list") + end);
            shown.panel.showTrain(underWay());
            shown.panel.openRelease(ReleaseId(utf8("2")));
            QTest::qWait(200);
            shown.panel.grab().save(folder + utf8("/trains-cockpit") + end);
            shown.panel.trains()->ask(utf8("spring"), TrainVerb::RollBack);
            QTest::qWait(200);
            shown.panel.trains()->dialog()->grab().save(folder + utf8("/trains-dialog") + end);
            shown.panel.trains()->dialog()->reject();
        }
    }
};

QTEST_MAIN(TestTrainsShown)
#include "test_trains_shown.moc"
