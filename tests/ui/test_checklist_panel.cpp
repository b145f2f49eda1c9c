#include "models/items/checklist_model.h"
#include "tests/ui/sample_walk.h"
#include "tests/ui/strict.h"
#include "ui/checklist/checklist_panel.h"
#include "ui/checklist/earlier_answers.h"
#include "ui/checklist/holding_foot.h"
#include "ui/common/widgets.h"

#include <QComboBox>
#include <QPlainTextEdit>
#include <QSignalSpy>
#include <QTest>
#include <QTreeView>

using namespace fairlead;
using namespace fairlead::ui;
using checklist::State;
using items::ChecklistModel;

namespace {

const QString kRelease = QStringLiteral("r1");

/// Of an answerRequested(). A number: QCOMPARE would take the domain's toString() for its own.
int stateOf(const QList<QVariant>& request)
{
    return static_cast<int>(request.at(2).value<State>());
}

struct Fixture {
    explicit Fixture(const checklist::Run& shown = tests::emptyWalk(kRelease))
        : run(shown)
    {
        panel.setReleases({{kRelease, QStringLiteral("data_analyst 2.0.0")}});
        panel.showRun(run);
        panel.resize(1200, 800);
        panel.show();
        QApplication::setActiveWindow(&panel);
    }
    bool ready() { return QTest::qWaitForWindowActive(&panel); }
    void press(Qt::Key key) { QTest::keyClick(QApplication::focusWidget(), key); }
    /// What the store does: the answer comes back as part of the run.
    void keep(State state, const QString& note = {})
    {
        const QString id = panel.currentItem();
        checklist::Answer answer;
        answer.state = state;
        answer.who = QStringLiteral("m.vogel");
        answer.at = Instant::fromMs(1'754'577'682'000);
        answer.note = note;
        answer.row = 17;
        run.answers[id].push_back(answer);
        panel.showRun(run);
    }
    QTreeView* tree() { return panel.findChild<QTreeView*>(); }
    QPlainTextEdit* note()
    {
        for (auto* edit : panel.findChildren<QPlainTextEdit*>()) {
            if (!edit->isReadOnly())
                return edit;
        }
        return nullptr;
    }
    QAbstractButton* button(const QString& name)
    {
        for (auto* candidate : panel.findChildren<QAbstractButton*>()) {
            if (candidate->accessibleName() == name)
                return candidate;
        }
        return nullptr;
    }
    QString spoken(const QString& id)
    {
        const QAbstractItemModel* model = tree()->model();
        const QModelIndexList found
            = model->match(model->index(0, 0), ChecklistModel::IdRole, id, 1, Qt::MatchExactly | Qt::MatchRecursive);
        return found.value(0).data(Qt::AccessibleTextRole).toString();
    }
    QString id(const QString& text) const { return tests::idOf(run, text); }

    Theme theme{Scheme::Light};
    ChecklistPanel panel{theme};
    checklist::Run run;
};

} // namespace

Q_DECLARE_METATYPE(fairlead::checklist::State)

class TestChecklistPanel : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { tests::failOnOurWarnings(); }

    void theWalkOpensAtTheFirstItemThatHoldsTheStart()
    {
        Fixture f(tests::halfWalk(kRelease));
        QCOMPARE(f.panel.currentItem(), f.id(QStringLiteral("All dependencies")));
        const auto* foot = f.panel.findChild<HoldingFoot*>();
        QCOMPARE(foot->lines(),
            (QStringList{QStringLiteral("1 failed item blocks the start"), QStringLiteral("3 blocking items are open"),
                QStringLiteral("1 waiver, by m.vogel")}));
    }

    void spaceAsksAndTheAnswerShowsOnlyWhenItIsOnDisk()
    {
        Fixture f;
        QVERIFY(f.ready());
        const QString first = f.panel.currentItem();
        const QSignalSpy asked(&f.panel, &ChecklistPanel::answerRequested);
        f.press(Qt::Key_Space);
        QCOMPARE(asked.count(), 1);
        QCOMPARE(asked.at(0).at(0).toString(), kRelease);
        QCOMPARE(asked.at(0).at(1).toString(), first);
        QCOMPARE(stateOf(asked.at(0)), static_cast<int>(State::Done));
        QVERIFY(f.spoken(first).contains(QStringLiteral("open")));
        QVERIFY(f.spoken(first).contains(QStringLiteral("saving")));
        f.press(Qt::Key_Space);
        QCOMPARE(asked.count(), 1);
        QCOMPARE(f.panel.currentItem(), first);
        f.panel.showRun(f.run); // a run without the answer brings nothing
        QVERIFY(f.spoken(first).contains(QStringLiteral("saving")));
        f.keep(State::Done);
        QVERIFY(f.spoken(first).endsWith(QStringLiteral(", done")));
        QVERIFY(f.panel.currentItem() != first);
    }

    void aWholeWalkGoesBySpace()
    {
        Fixture f;
        QVERIFY(f.ready());
        QSignalSpy asked(&f.panel, &ChecklistPanel::answerRequested);
        QSet<QString> answered;
        for (int i = 0; i < 14; ++i) {
            f.press(Qt::Key_Space);
            QCOMPARE(asked.count(), i + 1);
            answered << asked.at(i).at(1).toString();
            f.keep(State::Done);
        }
        QCOMPARE(answered.size(), 14);
        QVERIFY(checklist::holding(f.run).empty());
        QCOMPARE(f.panel.findChild<HoldingFoot*>()->lines(), QStringList{QStringLiteral("Nothing here holds the start")});
    }

    void lettersGiveTheOtherAnswers_data()
    {
        QTest::addColumn<int>("key");
        QTest::addColumn<int>("state");
        QTest::addColumn<bool>("needsNote");
        QTest::newRow("failed") << static_cast<int>(Qt::Key_F) << static_cast<int>(State::Failed) << false;
        QTest::newRow("not applicable") << static_cast<int>(Qt::Key_N) << static_cast<int>(State::NotApplicable) << true;
        QTest::newRow("waived") << static_cast<int>(Qt::Key_W) << static_cast<int>(State::Waived) << true;
    }

    void lettersGiveTheOtherAnswers()
    {
        QFETCH(int, key);
        QFETCH(int, state);
        QFETCH(bool, needsNote);
        Fixture f;
        QVERIFY(f.ready());
        const QSignalSpy asked(&f.panel, &ChecklistPanel::answerRequested);
        f.press(static_cast<Qt::Key>(key));
        if (needsNote) {
            // Nothing is sent; the note is asked for in place, and Ctrl+Enter sends it.
            QCOMPARE(asked.count(), 0);
            QCOMPARE(QApplication::focusWidget(), f.note());
            QTest::keyClick(f.note(), Qt::Key_Return, Qt::ControlModifier);
            QCOMPARE(asked.count(), 0);
            QTest::keyClicks(f.note(), QStringLiteral("agreed with the owner"));
            QTest::keyClick(f.note(), Qt::Key_Return, Qt::ControlModifier);
        }
        QCOMPARE(asked.count(), 1);
        QCOMPARE(stateOf(asked.at(0)), state);
        QCOMPARE(asked.at(0).at(3).toString(), needsNote ? QStringLiteral("agreed with the owner") : QString());
    }

    void aWaiverCanBeGivenByMouse()
    {
        Fixture f;
        QVERIFY(f.ready());
        const QSignalSpy asked(&f.panel, &ChecklistPanel::answerRequested);
        QTest::mouseClick(f.button(QStringLiteral("Waive…")), Qt::LeftButton);
        auto* confirm = f.button(QStringLiteral("Waive with this note"));
        QVERIFY(confirm->isVisible());
        QVERIFY(!confirm->isEnabled());
        QTest::keyClicks(f.note(), QStringLiteral("measured after the release"));
        QTest::mouseClick(confirm, Qt::LeftButton);
        QCOMPARE(asked.count(), 1);
        QCOMPARE(stateOf(asked.at(0)), static_cast<int>(State::Waived));
    }

    void lettersInANoteAreLetters()
    {
        Fixture f;
        QVERIFY(f.ready());
        const QSignalSpy asked(&f.panel, &ChecklistPanel::answerRequested);
        const QSignalSpy edited(&f.panel, &ChecklistPanel::noteEdited);
        f.press(Qt::Key_T);
        QCOMPARE(QApplication::focusWidget(), f.note());
        QTest::keyClicks(f.note(), QStringLiteral("n f w"));
        QCOMPARE(asked.count(), 0);
        QCOMPARE(edited.count(), 5);
        QCOMPARE(edited.last().at(1).toString(), f.panel.currentItem());
        QCOMPARE(edited.last().at(2).toString(), QStringLiteral("n f w"));
        QTest::keyClick(f.note(), Qt::Key_Escape);
        QCOMPARE(QApplication::focusWidget(), f.tree());
    }

    void aDraftReturnsWithItsItemAndLeavesWithTheAnswer()
    {
        Fixture f;
        QVERIFY(f.ready());
        const QString first = f.panel.currentItem();
        f.panel.showDraft(first, QStringLiteral("half a thought"));
        QCOMPARE(f.note()->toPlainText(), QStringLiteral("half a thought"));
        f.press(Qt::Key_Down);
        QVERIFY(f.note()->toPlainText().isEmpty());
        f.press(Qt::Key_Up);
        QCOMPARE(f.note()->toPlainText(), QStringLiteral("half a thought"));
        const QSignalSpy asked(&f.panel, &ChecklistPanel::answerRequested);
        const QSignalSpy edited(&f.panel, &ChecklistPanel::noteEdited);
        f.press(Qt::Key_Space);
        QCOMPARE(asked.at(0).at(3).toString(), QStringLiteral("half a thought"));
        QCOMPARE(edited.count(), 0);
        f.keep(State::Done, QStringLiteral("half a thought"));
        QCOMPARE(edited.count(), 1);
        QCOMPARE(edited.at(0).at(1).toString(), first);
        QCOMPARE(edited.at(0).at(2).toString(), QString());
    }

    void arrowsMoveOverItemsAndSkipPhases()
    {
        Fixture f;
        QVERIFY(f.ready());
        const QSignalSpy moved(&f.panel, &ChecklistPanel::currentChanged);
        for (int i = 0; i < 10; ++i)
            f.press(Qt::Key_Down);
        QCOMPARE(f.panel.currentItem(), f.id(QStringLiteral("Production environment")));
        QCOMPARE(moved.count(), 10);
        f.press(Qt::Key_Up);
        QCOMPARE(f.panel.currentItem(), f.id(QStringLiteral("Rollback version")));
        QTest::mouseClick(f.button(QStringLiteral("Next")), Qt::LeftButton);
        QCOMPARE(f.panel.currentItem(), f.id(QStringLiteral("Production environment")));
    }

    void theWalkReopensWhereItWas()
    {
        Fixture f;
        const QSignalSpy moved(&f.panel, &ChecklistPanel::currentChanged);
        const QString item = f.id(QStringLiteral("Monitoring"));
        f.panel.showCurrent(item);
        QCOMPARE(f.panel.currentItem(), item);
        QCOMPARE(f.tree()->currentIndex().data(ChecklistModel::IdRole).toString(), item);
        QCOMPARE(moved.count(), 0);
        f.panel.showCurrent(QStringLiteral("an item of an older guide"));
        QCOMPARE(f.panel.currentItem(), f.id(QStringLiteral("Component has been")));
    }

    void aFailedItemStaysInFrontAndCanBeAnsweredAgain()
    {
        Fixture f;
        QVERIFY(f.ready());
        const QString first = f.panel.currentItem();
        f.press(Qt::Key_F);
        f.keep(State::Failed, QStringLiteral("not measured"));
        QCOMPARE(f.panel.currentItem(), first);
        QVERIFY(f.spoken(first).contains(QStringLiteral("failed, blocks the start")));
        f.press(Qt::Key_Space);
        f.keep(State::Done);
        f.panel.showCurrent(first);
        const auto* earlier = f.panel.findChild<EarlierAnswers*>();
        QVERIFY(earlier->isVisible());
        QStringList rows;
        for (const auto* row : earlier->findChildren<QWidget*>()) {
            if (row->isVisible() && row->accessibleName().contains(QStringLiteral("row ")))
                rows << row->accessibleName();
        }
        QCOMPARE(rows.size(), 2);
        QCOMPARE(rows.at(0), QStringLiteral("7 Aug 14:41, Done, by m.vogel, row 17"));
        QCOMPARE(rows.at(1), QStringLiteral("7 Aug 14:41, Failed, by m.vogel: not measured, row 17"));
    }

    void anAnswerThatCouldNotBeKeptIsOpenAgainAndSaysSo()
    {
        Fixture f;
        QVERIFY(f.ready());
        const QString first = f.panel.currentItem();
        f.panel.showDraft(first, QStringLiteral("my note"));
        f.press(Qt::Key_Space);
        f.panel.showError(
            {ErrorCode::Storage, QStringLiteral("The disk is full. Not done: the answer was not kept. Free some space, then answer again."),
                QStringLiteral("history.db")});
        QVERIFY(!f.spoken(first).contains(QStringLiteral("saving")));
        QCOMPARE(f.note()->toPlainText(), QStringLiteral("my note"));
        const auto shownErrors = [&f] {
            int count = 0;
            for (const auto* banner : f.panel.findChildren<Banner*>())
                count += banner->isVisible() && banner->accessibleName().startsWith(QStringLiteral("The disk is full.")) ? 1 : 0;
            return count;
        };
        QCOMPARE(shownErrors(), 1);
        const QSignalSpy asked(&f.panel, &ChecklistPanel::answerRequested);
        f.press(Qt::Key_Space);
        QCOMPARE(asked.count(), 1);
        QCOMPARE(shownErrors(), 1);
        f.keep(State::Done);
        QCOMPARE(shownErrors(), 0);
    }

    void severalReleasesAreChosenInASelector()
    {
        Fixture f;
        auto* selector = f.panel.findChild<QComboBox*>();
        QVERIFY(!selector->isVisible());
        const QString other = QStringLiteral("r2");
        f.panel.setReleases({{kRelease, QStringLiteral("data_analyst 2.0.0")}, {other, QStringLiteral("mandatory_json 1.1.0")}});
        f.panel.showRun(tests::halfWalk(other));
        QVERIFY(selector->isVisible());
        QCOMPARE(f.panel.currentRelease(), kRelease);
        selector->setCurrentIndex(1);
        Q_EMIT selector->activated(1);
        QCOMPARE(f.panel.currentRelease(), other);
        QCOMPARE(f.panel.currentItem(), f.id(QStringLiteral("All dependencies")));
        f.panel.showRelease(kRelease);
        QCOMPARE(f.panel.currentItem(), f.id(QStringLiteral("Component has been")));
        f.panel.setReleases({{other, QStringLiteral("mandatory_json 1.1.0")}});
        QCOMPARE(f.panel.currentRelease(), other);
    }

    void rowsSayTextStateAndWhetherTheyHoldTheStart()
    {
        Fixture f(tests::halfWalk(kRelease));
        QCOMPARE(f.spoken(f.id(QStringLiteral("Rollback version"))),
            QStringLiteral("Rollback version identified and tested, open, blocks the start"));
        QCOMPARE(f.spoken(f.id(QStringLiteral("Token"))), QStringLiteral("Token Efficiency (TE) ≥ 0.15 improvement, waived"));
        const QModelIndex phase = f.tree()->model()->index(0, 0);
        QCOMPARE(phase.data(Qt::AccessibleTextRole).toString(), QStringLiteral("Component Requirements, 8 of 10"));
    }

    void commandsOfTheGuideAreShownWordForWord()
    {
        Fixture f(tests::halfWalk(kRelease));
        const QPlainTextEdit* commands = nullptr;
        for (const auto* edit : f.panel.findChildren<QPlainTextEdit*>()) {
            if (edit->isReadOnly())
                commands = edit;
        }
        QVERIFY(commands->isVisible());
        QVERIFY(commands->toPlainText().contains(QStringLiteral("ksi send evaluation:validate_dependencies \\\n  --component")));
        f.panel.showCurrent(f.id(QStringLiteral("Monitoring")));
        QVERIFY(!commands->isVisible());
    }

    void withoutAWalkThePanelSaysWhatItIsFor()
    {
        const Theme theme(Scheme::Light);
        ChecklistPanel panel(theme);
        panel.show();
        const auto* empty = panel.findChild<EmptyState*>();
        QVERIFY(empty->isVisible());
        panel.showRun(tests::emptyWalk(kRelease));
        QVERIFY(!empty->isVisible());
        panel.setReleases({});
        QVERIFY(empty->isVisible());
    }
};

QTEST_MAIN(TestChecklistPanel)
#include "test_checklist_panel.moc"
