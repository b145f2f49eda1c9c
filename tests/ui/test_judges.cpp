#include "tests/ui/cockpit_screen.h"
#include "tests/ui/sample_judges.h"
#include "ui/rollout/gate_list.h"
#include "ui/rollout/judge_list.h"
#include "ui/rollout/shift_plot.h"
#include "ui/rollout/verdict_card.h"

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QAccessible>
#include <QClipboard>
#include <QRegularExpression>
#include <QScrollArea>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>

#include <algorithm>

using namespace fairlead;
using namespace fairlead::ui;
using story::button;
using story::plain;
using story::Screen;
using story::utf8;

namespace {

story::Scene scene(std::vector<jury::Deliberation> judges, bool rules = true)
{
    story::Scene scene = story::soaking();
    scene.snapshot = sample::judged(std::move(scene.snapshot), std::move(judges));
    if (rules)
        scene.snapshot = sample::withRules(std::move(scene.snapshot));
    return scene;
}

story::Scene usual()
{
    return scene({sample::agreeing(), sample::differing(), sample::undecided()});
}

/// The card that is open, ready for keys.
VerdictCard* cardOf(const Screen& screen)
{
    VerdictCard* card = screen.cockpit.card();
    const bool active = QTest::qWaitFor([card] { return card != nullptr && QApplication::activeWindow() == card; });
    return active ? card : nullptr;
}

QString wordsOn(const VerdictCard& card)
{
    return plain(plainText(card.words()));
}

/// The title of the side page that holds @p list is on the screen.
bool hasCard(const Screen& screen, const char* title)
{
    const auto cards = screen.cockpit.findChildren<Card*>();
    return std::ranges::any_of(cards, [&](const Card* card) { return card->isVisible() && card->accessibleName() == utf8(title); });
}

} // namespace

class TestJudges : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral("^(?!This plugin does not support|QStandardPaths).*"))); }

    void arrowsMoveTheCurrentRowAndStopAtTheEnds()
    {
        Screen screen(usual());
        auto* gates = screen.cockpit.findChild<GateList*>();
        QTest::keyClick(&screen.cockpit, Qt::Key_G);
        QCOMPARE(gates->current(), 0);
        const auto press = [](Qt::Key key) { QTest::keyClick(QApplication::focusWidget(), key); };
        press(Qt::Key_Up);
        QCOMPARE(gates->current(), 0);
        press(Qt::Key_Down);
        press(Qt::Key_Down);
        QCOMPARE(gates->current(), 2);
        press(Qt::Key_End);
        QCOMPARE(gates->current(), 4);
        press(Qt::Key_Down);
        QCOMPARE(gates->current(), 4);
        press(Qt::Key_Home);
        QCOMPARE(gates->current(), 0);
        QVERIFY(gates->isAncestorOf(QApplication::focusWidget()));
    }

    void theRowInFocusIsSpokenAsAButton()
    {
        Screen screen(usual());
        QTest::keyClick(&screen.cockpit, Qt::Key_G);
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Down);
        QAccessibleInterface* row = QAccessible::queryAccessibleInterface(QApplication::focusWidget());
        QVERIFY(row != nullptr);
        QCOMPARE(row->role(), QAccessible::Button);
        QVERIFY(row->state().focused);
        QCOMPARE(plain(row->text(QAccessible::Name)), utf8("Latency p95 under 2 s: Pass, 1.98 s"));
        QVERIFY(plain(row->text(QAccessible::Description)).contains(utf8("baseline 1.62 s")));
    }

    void enterSpaceAndClickOpenTheRow_data()
    {
        QTest::addColumn<int>("key");
        QTest::newRow("Return") << int(Qt::Key_Return);
        QTest::newRow("Enter of the keypad") << int(Qt::Key_Enter);
        QTest::newRow("Space") << int(Qt::Key_Space);
        QTest::newRow("click") << 0;
    }

    void enterSpaceAndClickOpenTheRow()
    {
        QFETCH(const int, key);
        Screen screen(usual());
        auto* gates = screen.cockpit.findChild<GateList*>();
        QSignalSpy opened(gates, &GateList::opened);
        if (key == 0) {
            QTest::mouseClick(gates->childAt(gates->rowRect(1).center()), Qt::LeftButton);
        } else {
            gates->setFocus();
            gates->setCurrent(1);
            QTest::keyClick(QApplication::focusWidget(), Qt::Key(key));
        }
        QCOMPARE(opened.count(), 1);
        QCOMPARE(opened.front().front().toInt(), 1);
        QCOMPARE(gates->current(), 1);
        VerdictCard* card = cardOf(screen);
        QVERIFY(card != nullptr);
        QCOMPARE(card->row(), 1);
        QCOMPARE(plain(card->words().title), utf8("Latency p95 under 2 s"));
    }

    void rowsThatGoTakeTheCurrentOneAlong()
    {
        Screen screen(usual());
        auto* gates = screen.cockpit.findChild<GateList*>();
        gates->setFocus();
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_End);
        screen.cockpit.showSnapshot(scene({sample::agreeing()}, false).snapshot);
        QCOMPARE(gates->current(), 2);
        QTRY_VERIFY(gates->isAncestorOf(QApplication::focusWidget()));
    }

    void escClosesTheCardAndTheRowHasTheFocusAgain()
    {
        Screen screen(usual());
        QTest::keyClick(&screen.cockpit, Qt::Key_G);
        QWidget* row = QApplication::focusWidget();
        QTest::keyClick(row, Qt::Key_Return);
        VerdictCard* card = cardOf(screen);
        QVERIFY(card != nullptr);
        QVERIFY(!card->isModal());
        QTest::keyClick(card, Qt::Key_Escape);
        QTRY_VERIFY(screen.cockpit.card() == nullptr);
        screen.activate();
        QTRY_COMPARE(QApplication::focusWidget(), row);
    }

    void theCardSaysWhatEachJudgeSays()
    {
        Screen screen(usual());
        screen.cockpit.openVerdict(1);
        const QString words = wordsOn(*screen.cockpit.card());
        QVERIFY2(words.contains(utf8("Gate: pass. 1.98 s, baseline 1.62 s")), qPrintable(words));
        QVERIFY(words.contains(utf8("Kayenta: fail. More than 10 % worse")));
        QVERIFY(words.contains(utf8("Sequential: fail. Proven")));
        QVERIFY(words.contains(utf8("Within its bound, yet worse than the baseline.")));
        QVERIFY(words.contains(utf8("Only the gate acts.")));
        QCOMPARE(words.count(utf8("under 2 s in 48 of 48 samples")), 1);
        auto* banner = screen.cockpit.card()->findChild<Banner*>();
        QVERIFY(banner->isVisible());
        QVERIFY(banner->accessibleName().contains(utf8("Within its bound")));
        screen.cockpit.openVerdict(0);
        QVERIFY(!banner->isVisible());
    }

    void theCardFollowsSnapshots()
    {
        Screen screen(scene({sample::agreeing(), sample::differing(), sample::infinite()}));
        screen.cockpit.openVerdict(2);
        VerdictCard* card = screen.cockpit.card();
        QCOMPARE(card->words().word, utf8("Undecided"));
        QVERIFY(!wordsOn(*card).contains(utf8("samples more")));
        screen.cockpit.showSnapshot(usual().snapshot);
        QCOMPARE(screen.cockpit.card(), card);
        QCOMPARE(card->words().word, utf8("Pass"));
        QVERIFY(wordsOn(*card).contains(utf8("Sequential: undecided, about 310 samples more.")));
        QCOMPARE(card->plot()->picture().bars.back().shift.high, 0.25);
    }

    void anotherReleaseClosesTheCard()
    {
        Screen screen(usual());
        screen.cockpit.openVerdict(0);
        rollout::Snapshot other = usual().snapshot;
        other.state.release.id = ReleaseId(utf8("another"));
        screen.cockpit.showSnapshot(other);
        QTRY_VERIFY(screen.cockpit.card() == nullptr);
    }

    void aQuestionClosesTheCard()
    {
        Screen screen(usual());
        screen.cockpit.openVerdict(0);
        screen.cockpit.askRollBack();
        QVERIFY(screen.cockpit.dialog() != nullptr);
        QTRY_VERIFY(screen.cockpit.card() == nullptr);
    }

    void aRuleHasItsTextAndNoPlot()
    {
        Screen screen(usual());
        screen.cockpit.openVerdict(3);
        const VerdictCard* card = screen.cockpit.card();
        QVERIFY(!card->plot()->isVisible());
        const QString words = wordsOn(*card);
        QVERIFY2(words.contains(utf8("As written: roll back when latency_p95 > 3s for 3 consecutive samples")), qPrintable(words));
        QVERIFY2(words.contains(utf8("Roll back, armed")), qPrintable(words));
        QVERIFY(words.contains(utf8("Latency p95: 3.04 s")));
        QVERIFY(!words.contains(utf8("Kayenta")));
        QCOMPARE(card->words().word, utf8("Counting"));
        screen.cockpit.openVerdict(4);
        QVERIFY(wordsOn(*card).contains(utf8("Alert the team, dry run")));
    }

    void withoutSamplesOfBothThereIsNoIntervalAndWordsSayWhy()
    {
        Screen screen(scene({sample::ofSeveralMetrics(), sample::withoutData()}));
        screen.cockpit.openVerdict(1);
        const ShiftPlot* plot = screen.cockpit.card()->plot();
        QVERIFY(plot->isVisible());
        QVERIFY(plot->accessibleName().contains(utf8("needs samples of both")));
        screen.cockpit.openVerdict(0);
        QVERIFY(plot->accessibleName().contains(utf8("several metrics")));
    }

    void afterTheDecisionTheGateAloneCounts()
    {
        story::Scene ended = story::rollingBack();
        ended.snapshot.judges = {sample::agreeing(), sample::differing(), sample::undecided()};
        Screen screen(ended);
        QVERIFY(!hasCard(screen, "Judges"));
        screen.cockpit.openVerdict(0);
        QVERIFY(screen.cockpit.card()->words().judges.empty());
        QVERIFY(!screen.cockpit.card()->plot()->isVisible());
        QVERIFY(wordsOn(*screen.cockpit.card()).contains(utf8("heard while a step is judged")));
    }

    void copyTakesTheCardAsText()
    {
        Screen screen(usual());
        screen.cockpit.openVerdict(1);
        QApplication::clipboard()->clear();
        button(*screen.cockpit.card(), "Copy")->click();
        QCOMPARE(QApplication::clipboard()->text(), plainText(screen.cockpit.card()->words()));
        QVERIFY(QApplication::clipboard()->text().startsWith(utf8("data_analyst 2.0.0")));
    }

    void theSidePageStandsBetweenGatesAndEvents()
    {
        Screen screen(usual());
        const auto* judges = screen.cockpit.findChild<JudgeList*>();
        const auto top = [&screen](const QWidget* widget) { return widget->mapTo(&screen.cockpit, QPoint()).y(); };
        QTRY_VERIFY(judges->isVisible());
        QVERIFY(top(judges) > top(screen.cockpit.findChild<GateList*>()));
        const auto feeds = screen.cockpit.findChildren<QAbstractItemView*>();
        const auto feed = std::ranges::find(feeds, utf8("Events"), &QWidget::accessibleName);
        QVERIFY(feed != feeds.end());
        QVERIFY(top(*feed) > top(judges));
        QVERIFY2((*feed)->height() >= 2 * metric::kTwoLineRow, qPrintable(QString::number((*feed)->height())));
        rollout::Snapshot unjudged = usual().snapshot;
        unjudged.judges.clear();
        screen.cockpit.showSnapshot(unjudged);
        QVERIFY(!judges->isVisible());
    }

    void jRevealsTheJudgesAsACardAndAsATab()
    {
        Screen screen(usual());
        auto* judges = screen.cockpit.findChild<JudgeList*>();
        QTest::keyClick(&screen.cockpit, Qt::Key_J);
        QVERIFY(judges->isAncestorOf(QApplication::focusWidget()));
        screen.cockpit.resize(1224, 728);
        QTRY_VERIFY(!judges->isVisible());
        QTest::keyClick(&screen.cockpit, Qt::Key_J);
        QTRY_VERIFY(judges->isVisible());
        QVERIFY(judges->isAncestorOf(QApplication::focusWidget()));
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Down);
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
        VerdictCard* card = cardOf(screen);
        QVERIFY(card != nullptr);
        QCOMPARE(card->row(), 1);
    }

    void theSidePageSpeaksMarksAndDifferences()
    {
        Screen screen(usual());
        const auto* judges = screen.cockpit.findChild<JudgeList*>();
        QVERIFY(judges->accessibleName().contains(utf8("Latency p95: Gate Pass, Kayenta Fail, Sequential Fail")));
        QVERIFY(judges->accessibleName().contains(utf8("Within its bound, yet worse than the baseline.")));
        const auto rows = judges->findChildren<QAbstractButton*>();
        QCOMPARE(rows.size(), 3);
        QCOMPARE(rows.at(1)->accessibleDescription(), utf8("Within its bound, yet worse than the baseline."));
        QCOMPARE(judgeRowsOf({sample::ofSeveralMetrics()}).front().marks.size(), std::size_t(3));
        QVERIFY(spokenText(judgeRowsOf({sample::ofSeveralMetrics()}).front()).contains(utf8("Kayenta does not compare")));
    }

    void theScopeNamesWhatNeedsCareFirst_data()
    {
        QTest::addColumn<std::vector<jury::Deliberation>>("judges");
        QTest::addColumn<QString>("text");
        QTest::addColumn<bool>("care");
        using namespace sample;
        using All = std::vector<jury::Deliberation>;
        QTest::newRow("agree") << All{agreeing(), agreeing()} << utf8("all agree") << false;
        QTest::newRow("one differs") << All{agreeing(), differing(), undecided()} << utf8("1 differs") << true;
        QTest::newRow("two differ") << All{outsideCause(), differing()} << utf8("2 differ") << true;
        QTest::newRow("undecided") << All{infinite(), undecided(), withoutData()} << utf8("2 undecided") << false;
        QTest::newRow("no data") << All{agreeing(), withoutData()} << utf8("1 without data") << false;
        QTest::newRow("alone") << All{ofSeveralMetrics()} << utf8("nothing is compared") << false;
    }

    void theScopeNamesWhatNeedsCareFirst()
    {
        QFETCH(const std::vector<jury::Deliberation>, judges);
        QFETCH(const QString, text);
        QFETCH(const bool, care);
        const JudgesScope scope = scopeOf(judges);
        QCOMPARE(scope.text, text);
        QCOMPARE(scope.worst.has_value(), care);
    }

    void theCardIsAsHighAsWhatItSays_data()
    {
        QTest::addColumn<int>("row");
        QTest::newRow("a gate whose judges differ") << 1;
        QTest::newRow("a gate that is undecided") << 2;
        QTest::newRow("a rule") << 4;
    }

    void theCardIsAsHighAsWhatItSays()
    {
        QFETCH(const int, row);
        Screen screen(usual());
        screen.cockpit.openVerdict(row);
        const auto* scroll = screen.cockpit.card()->findChild<QScrollArea*>();
        QVERIFY(QTest::qWaitForWindowExposed(screen.cockpit.card()));
        QCOMPARE(scroll->verticalScrollBar()->maximum(), 0);
    }

    void nothingIsCutWhereTheWindowIsSmall()
    {
        Screen screen(usual());
        screen.cockpit.openVerdict(1);
        VerdictCard* card = screen.cockpit.card();
        QVERIFY(card->height() <= screen.cockpit.height());
        card->resize(420, 300);
        QCOMPARE(card->size(), QSize(420, 300));
        const auto* scroll = card->findChild<QScrollArea*>();
        QTRY_VERIFY(scroll->verticalScrollBar()->maximum() > 0);
        QVERIFY(!scroll->horizontalScrollBar()->isVisible());
        for (const auto* label : scroll->widget()->findChildren<TextLabel*>()) {
            if (label->isVisible())
                QVERIFY2(label->height() >= label->heightForWidth(label->width()), qPrintable(label->text()));
        }
        for (const ActionButton* one : card->findChildren<ActionButton*>())
            QVERIFY(card->rect().contains(one->geometry()));
    }
};

Q_DECLARE_METATYPE(std::vector<fairlead::jury::Deliberation>)

QTEST_MAIN(TestJudges)
#include "test_judges.moc"
