#include "tests/ui/cockpit_screen.h"
#include "tests/ui/verb_scenes.h"
#include "ui/rollout/action_bar.h"
#include "ui/rollout/event_lines.h"
#include "ui/rollout/line_dialog.h"
#include "ui/rollout/more_menu.h"
#include "ui/rollout/quarantine_banner.h"
#include "ui/rollout/verb_words.h"
#include "ui/rollout/words.h"

#include <QAbstractButton>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPointer>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTest>

using namespace fairlead;
using namespace fairlead::ui;
using story::button;
using story::plain;
using story::SceneMaker;
using story::Screen;
using story::utf8;

namespace {

void giveReason(const CommandDialog& dialog, const char* reason)
{
    for (auto* edit : dialog.findChildren<QPlainTextEdit*>()) {
        if (!edit->isReadOnly())
            edit->setPlainText(utf8(reason));
    }
}

QLineEdit* typedField(const CommandDialog& dialog)
{
    for (auto* edit : dialog.findChildren<QLineEdit*>()) {
        if (edit->accessibleName().startsWith(utf8("Type ")))
            return edit;
    }
    return nullptr;
}

/// All that a dialog says.
QString words(const QWidget& dialog)
{
    QStringList all;
    for (const auto* label : dialog.findChildren<QLabel*>()) {
        if (!label->isHidden())
            all += label->accessibleName() + QLatin1Char(' ') + label->text();
    }
    return plain(all.join(QLatin1Char('\n')));
}

QAbstractButton* row(const Screen& screen, const char* words)
{
    for (auto* found : screen.cockpit.findChild<MoreMenu*>()->findChildren<QAbstractButton*>()) {
        if (found->text() == utf8(words))
            return found;
    }
    return nullptr;
}

/// A screen with the dialog of a verb, and what it asked for.
struct Asked {
    explicit Asked(const story::Scene& scene, RareVerb verb)
        : screen(scene)
        , requests(&screen.cockpit, &Cockpit::verbRequested)
    {
        screen.cockpit.setPerson(utf8("m.vogel"));
        screen.cockpit.askVerb(verb);
        dialog = screen.dialog();
    }

    VerbRequest send()
    {
        QTest::keyClick(dialog, Qt::Key_Return, Qt::ControlModifier);
        return requests.isEmpty() ? VerbRequest() : requests.back()[1].value<VerbRequest>();
    }

    Screen screen;
    QSignalSpy requests;
    QPointer<CommandDialog> dialog;
};

} // namespace

class TestVerbDialogs : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral("^(?!This plugin does not support|QStandardPaths).*"))); }

    void closedVerbsStandInMoreWithTheirReason()
    {
        Screen screen(story::complete(story::soaking()));
        QTest::keyClick(&screen.cockpit, Qt::Key_M);
        auto* menu = screen.cockpit.findChild<MoreMenu*>();
        QTRY_VERIFY(menu->isVisible());
        QVERIFY(row(screen, "Promote fully…")->isEnabled());
        QVERIFY2(row(screen, "Promote fully…")->hasFocus(), "the first open verb has the focus");
        const QAbstractButton* retry = row(screen, "Try again…");
        QVERIFY(retry->isVisible() && !retry->isEnabled());
        QCOMPARE(retry->accessibleDescription(), utf8("It was not aborted."));
        QCOMPARE(row(screen, "Release from quarantine…")->accessibleDescription(), utf8("Its version is not quarantined."));
        QVERIFY(retry->height() > row(screen, "Skip step…")->height());
        QTest::keyClick(menu, Qt::Key_Escape);
        QTRY_VERIFY(!menu->isVisible());
    }

    void moreIsDrivenByKeys()
    {
        Screen screen(story::complete(story::soaking()));
        button(screen.cockpit, "More")->click();
        auto* menu = screen.cockpit.findChild<MoreMenu*>();
        QTRY_VERIFY(menu->isVisible());
        QTest::keyClick(menu->focusWidget(), Qt::Key_Down);
        QVERIFY(row(screen, "Skip step…")->hasFocus());
        QTest::keyClick(menu->focusWidget(), Qt::Key_Up);
        QTest::keyClick(menu->focusWidget(), Qt::Key_Up);
        QVERIFY2(row(screen, "Abort…")->hasFocus(), "round the end, past the closed ones");
        QTest::keyClick(menu->focusWidget(), Qt::Key_Return);
        QTRY_VERIFY(screen.cockpit.dialog() != nullptr);
        QCOMPARE(screen.cockpit.dialog()->question(), utf8("Abort the rollout of data_analyst 2.0.0?"));
    }

    void theVerbThatIsDueIsThePrimaryButton()
    {
        Screen approving(story::approving());
        QVERIFY(button(approving.cockpit, "Approve…")->isVisible());
        QVERIFY2(button(approving.cockpit, "Approve…")->isEnabled(), "m.vogel started it, but s.lind may approve here");
        QVERIFY(row(approving, "Approve…")->isHidden());
        Screen aborted(story::aborted());
        QVERIFY(button(aborted.cockpit, "Try again…")->isVisible());
        QVERIFY(row(aborted, "Try again…")->isHidden());
        QVERIFY(button(aborted.cockpit, "Roll back now…")->isEnabled());
    }

    void promoteFullyNeedsReasonAndNameAndListsWhatIsLeftOut()
    {
        Asked asked(story::complete(story::soaking()), RareVerb::PromoteFully);
        QVERIFY(asked.dialog);
        QCOMPARE(plain(asked.dialog->question()), utf8("Send 100 % of data_analyst traffic to 2.0.0?"));
        QVERIFY2(words(*asked.dialog).contains(utf8("50 %, a soak of 15 min, the gates, 75 %")), qPrintable(words(*asked.dialog)));
        QCOMPARE(asked.dialog->closedWhy(), utf8("A reason is missing."));
        giveReason(*asked.dialog, "hotfix");
        QCOMPARE(asked.dialog->closedWhy(), utf8("Not typed yet: data_analyst."));
        QTest::keyClicks(typedField(*asked.dialog), utf8("data_analyst"));
        QVERIFY(asked.dialog->canSend());
        QCOMPARE(asked.send(), (VerbRequest{.verb = RareVerb::PromoteFully, .reason = utf8("hotfix")}));
    }

    void skipNamesTheStepAndClosesWhenItHasPassed()
    {
        Asked asked(story::complete(story::soaking()), RareVerb::Skip);
        QVERIFY(asked.dialog);
        QCOMPARE(plain(asked.dialog->question()), utf8("Skip the soak of 15 min at 25 %?"));
        QVERIFY(!asked.dialog->canSend());
        giveReason(*asked.dialog, "enough calls");
        QVERIFY(asked.dialog->canSend());
        story::Scene later = story::complete(story::soaking());
        later.snapshot.state.step = 5;
        asked.screen.cockpit.showSnapshot(later.snapshot);
        QVERIFY2(asked.dialog->closedWhy().contains(utf8("has gone on")), qPrintable(asked.dialog->closedWhy()));
        QCOMPARE(plain(asked.dialog->question()), utf8("Skip the soak of 15 min at 25 %?"));
        asked.screen.cockpit.showSnapshot(story::complete(story::soaking()).snapshot);
        QCOMPARE(asked.send(), (VerbRequest{.verb = RareVerb::Skip, .reason = utf8("enough calls")}));
    }

    void aWeightByHandStaysUnderThePlan()
    {
        Asked asked(story::complete(story::soaking()), RareVerb::SetWeight);
        QVERIFY(asked.dialog);
        auto* weight = asked.dialog->findChild<QSpinBox*>();
        QCOMPARE(weight->maximum(), 25);
        QCOMPARE(weight->minimum(), 1);
        giveReason(*asked.dialog, "demo");
        weight->setValue(25);
        QVERIFY2(plain(asked.dialog->closedWhy()).contains(utf8("25 % is asked for already")), qPrintable(asked.dialog->closedWhy()));
        weight->setValue(15);
        QCOMPARE(plain(asked.dialog->question()), utf8("Send 15 % of data_analyst traffic to 2.0.0, off the plan?"));
        QVERIFY(words(*asked.dialog).contains(utf8("10 points under the plan's 25 %")));
        QVERIFY(button(*asked.dialog, "Send 15 % to 2.0.0")->isEnabled());
        QCOMPARE(asked.send(), (VerbRequest{.verb = RareVerb::SetWeight, .reason = utf8("demo"), .weight = Percent::clamped(15)}));
    }

    void onlyThoseWhoMayApproveAreOffered()
    {
        Asked asked(story::approving(), RareVerb::Approve);
        QVERIFY(asked.dialog);
        const auto* choice = asked.dialog->findChild<QComboBox*>();
        QCOMPARE(choice->count(), 1);
        QCOMPARE(choice->currentText(), utf8("s.lind"));
        QVERIFY2(asked.dialog->canSend(), "a note is optional");
        const VerbRequest request = asked.send();
        QCOMPARE(request, (VerbRequest{.verb = RareVerb::Approve, .person = utf8("s.lind")}));
    }

    void whereAnybodyMayTheNameIsTypedAndTheStarterRefused()
    {
        Asked asked(story::approving(true), RareVerb::Approve);
        QVERIFY(asked.dialog);
        auto* name = asked.dialog->findChild<QLineEdit*>();
        QCOMPARE(name->text(), utf8("m.vogel"));
        QCOMPARE(asked.dialog->closedWhy(), utf8("m.vogel started it, and nobody approves their own release."));
        name->setText(utf8("j.okafor"));
        QCOMPARE(asked.dialog->closedWhy(), utf8("j.okafor has approved it already."));
        name->clear();
        QCOMPARE(asked.dialog->closedWhy(), utf8("Who says yes is missing."));
        name->setText(utf8(" a.berg "));
        giveReason(*asked.dialog, "seen");
        QCOMPARE(asked.send(), (VerbRequest{.verb = RareVerb::Approve, .reason = utf8("seen"), .person = utf8("a.berg")}));
    }

    void abortKeepsThePlanAndNeedsAReason()
    {
        Asked asked(story::complete(story::soaking()), RareVerb::Abort);
        QVERIFY(asked.dialog);
        QVERIFY(words(*asked.dialog).contains(utf8("the plan is kept")));
        QCOMPARE(asked.dialog->closedWhy(), utf8("A reason is missing."));
        giveReason(*asked.dialog, "fix first");
        asked.screen.cockpit.showSnapshot(story::complete(story::rollingBack()).snapshot);
        QCOMPARE(asked.dialog->closedWhy(), utf8("Closed: It is rolling back."));
        asked.screen.cockpit.showSnapshot(story::complete(story::soaking()).snapshot);
        QCOMPARE(asked.send(), (VerbRequest{.verb = RareVerb::Abort, .reason = utf8("fix first")}));
    }

    void tryAgainSaysWhyItWasAborted()
    {
        Asked asked(story::aborted(), RareVerb::Retry);
        QVERIFY(asked.dialog);
        QCOMPARE(plain(asked.dialog->question()), utf8("Try data_analyst 2.0.0 again from 10 %?"));
        QVERIFY(words(*asked.dialog).contains(utf8("The parser's fix goes in first.")));
        giveReason(*asked.dialog, "the fix is in");
        QCOMPARE(asked.send(), (VerbRequest{.verb = RareVerb::Retry, .reason = utf8("the fix is in")}));
    }

    void aGradualRollbackShowsEachWeightWithItsTime()
    {
        Asked asked(story::complete(story::soaking()), RareVerb::RollBackGradually);
        QVERIFY(asked.dialog);
        const QList<QSpinBox*> boxes = asked.dialog->findChildren<QSpinBox*>();
        QCOMPARE(boxes.size(), 2);
        const QString all = words(*asked.dialog);
        QVERIFY2(all.contains(utf8("20 % at 14:41:22, 15 % at 14:43:52, 10 % at 14:46:22, 5 % at 14:48:52, 0 % at 14:51:22 UTC")),
            qPrintable(all));
        boxes[0]->setValue(4);
        boxes[1]->setValue(2);
        QVERIFY(words(*asked.dialog).contains(utf8("12.5 % at 14:41:22, 0 % at 14:45:22 UTC")));
        QCOMPARE(plain(asked.dialog->question()), utf8("Take data_analyst traffic back to 1.4.2 in 2 steps over 4 min?"));
        QVERIFY(!asked.dialog->canSend());
        giveReason(*asked.dialog, "slowly");
        QCOMPARE(asked.send(),
            (VerbRequest{.verb = RareVerb::RollBackGradually, .reason = utf8("slowly"), .length = std::chrono::minutes(4), .steps = 2}));
    }

    void theQuarantineSaysWhyAndWantsTheVersionTyped()
    {
        Asked asked(story::quarantined(), RareVerb::LiftQuarantine);
        QVERIFY(asked.dialog);
        QVERIFY(words(*asked.dialog).contains(utf8("Error rate 3.1 %")));
        giveReason(*asked.dialog, "the parser is fixed");
        QCOMPARE(asked.dialog->closedWhy(), utf8("Not typed yet: 2.0.0."));
        typedField(*asked.dialog)->setText(utf8("2.0"));
        QVERIFY(!asked.dialog->canSend());
        typedField(*asked.dialog)->setText(utf8("2.0.0"));
        QCOMPARE(asked.send(), (VerbRequest{.verb = RareVerb::LiftQuarantine, .reason = utf8("the parser is fixed")}));
    }

    void aBannerLeadsOutOfTheQuarantine_data()
    {
        QTest::addColumn<SceneMaker>("scene");
        QTest::newRow("to start") << SceneMaker(story::quarantined);
        QTest::newRow("ended") << SceneMaker(story::rolledBackForGood);
    }

    void aBannerLeadsOutOfTheQuarantine()
    {
        QFETCH(const SceneMaker, scene);
        Screen screen(scene());
        auto* banner = screen.cockpit.findChild<QuarantineBanner*>();
        QVERIFY(banner->isVisible());
        QVERIFY(banner->accessibleName().contains(utf8("2.0.0 is quarantined.")));
        banner->findChild<ActionButton*>()->click();
        QTRY_VERIFY(screen.cockpit.dialog() != nullptr);
        QCOMPARE(screen.cockpit.dialog()->question(), utf8("Release data_analyst 2.0.0 from quarantine?"));
        screen.cockpit.dialog()->reject();
        rollout::Snapshot lifted = scene().snapshot;
        lifted.quarantine.reset();
        screen.cockpit.showSnapshot(lifted);
        QVERIFY(!banner->isVisible());
    }

    void theCockpitSaysWhatLeavesThePlan_data()
    {
        QTest::addColumn<SceneMaker>("scene");
        QTest::addColumn<QString>("title");
        QTest::addColumn<QString>("part");
        QTest::newRow("window") << SceneMaker(story::heldByWindow) << utf8("Held at 25 %")
                                << utf8("opens 2025-08-08 02:00 UTC. It goes on by itself then");
        QTest::newRow("by hand") << SceneMaker(story::byHand) << utf8("By hand at 15 %")
                                 << utf8("The plan says 25 % here; Resume goes back");
        QTest::newRow("gradual") << SceneMaker(story::gradual) << utf8("Rolling back to 1.4.2")
                                 << utf8("Gradually: 15 % is sent at 14:44:30, 0 % at 14:52:00 UTC");
        QTest::newRow("approving") << SceneMaker([] { return story::approving(); }) << utf8("Approval at 25 %")
                                   << utf8("1 of 2 have said yes: j.okafor. Asked: s.lind. m.vogel started it");
        QTest::newRow("aborted") << SceneMaker(story::aborted) << utf8("Aborted; 1.4.2 serves") << utf8("The plan is kept");
        QTest::newRow("line") << SceneMaker(story::lineStopped) << utf8("Held at 25 %")
                              << utf8("goes on by itself when the line is released");
    }

    void theCockpitSaysWhatLeavesThePlan()
    {
        QFETCH(const SceneMaker, scene);
        QFETCH(const QString, title);
        QFETCH(const QString, part);
        const CockpitWords said = wordsOf(scene().snapshot);
        QCOMPARE(plain(said.title), title);
        QVERIFY2(plain(said.sentence).contains(part), qPrintable(plain(said.sentence)));
    }

    void theFeedHasWordsForEachKind_data()
    {
        QTest::addColumn<QString>("kind");
        for (const QString& kind : {audit::kind::kSkipped, audit::kind::kByHand, audit::kind::kApproved, audit::kind::kAborted,
                 audit::kind::kParked, audit::kind::kRetried, audit::kind::kOverdue, audit::kind::kQuarantineLifted,
                 audit::kind::kLineStopped, audit::kind::kLineReleased, audit::kind::kNote})
            QTest::newRow(qPrintable(kind)) << kind;
    }

    void theFeedHasWordsForEachKind()
    {
        QFETCH(const QString, kind);
        audit::Record record;
        record.row = 1;
        record.entry = {kind, utf8("s.lind"), {}, {}, utf8("because"), {{utf8("weight"), 15}, {utf8("by"), utf8("m.vogel")}}};
        const std::vector<EventLine> lines = linesOf({record}, story::soaking().snapshot.state);
        QCOMPARE(lines.size(), 1U);
        QVERIFY2(!lines[0].bold.contains(QLatin1Char('.')), qPrintable(lines[0].bold));
        QVERIFY(lines[0].rest.contains(utf8("because")));
        QCOMPARE(lines[0].rest.contains(utf8("at the console of m.vogel")), kind == audit::kind::kApproved);
    }

    void theLineIsStoppedAndReleasedWithAReason()
    {
        const Theme theme(Scheme::Light);
        const Instant now = story::at("14:44:00");
        LineDialog stop(theme, utf8("KSI production"), std::nullopt, {utf8("data_analyst 2.0.0")}, now);
        QCOMPARE(stop.question(), utf8("Stop the line of KSI production?"));
        QCOMPARE(stop.closedWhy(), utf8("A reason is missing."));
        QVERIFY(words(stop).contains(utf8("data_analyst 2.0.0")));
        giveReason(stop, "network change");
        QVERIFY(stop.canSend());
        const rollout::LineStop stopped{utf8("s.lind"), utf8("network change"), story::at("14:42:00")};
        stop.showLine(stopped);
        QVERIFY2(!stop.canSend(), "somebody was faster");

        LineDialog release(theme, utf8("KSI production"), stopped, {}, now);
        QVERIFY(!release.stops());
        QVERIFY(words(release).contains(utf8("s.lind stopped it at 14:42:00 UTC")));
        QVERIFY(!release.canSend());
        giveReason(release, "done");
        QSignalSpy confirmed(&release, &CommandDialog::confirmed);
        button(release, "Release the line")->click();
        QCOMPARE(confirmed.count(), 1);
        QCOMPARE(confirmed[0][0].toString(), utf8("done"));
    }
};

QTEST_MAIN(TestVerbDialogs)
#include "test_verb_dialogs.moc"
