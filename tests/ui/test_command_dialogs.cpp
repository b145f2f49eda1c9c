#include "tests/ui/cockpit_screen.h"

#include <QClipboard>
#include <QLayout>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPointer>
#include <QRegularExpression>
#include <QScreen>
#include <QSignalSpy>
#include <QTest>

using namespace fairlead;
using namespace fairlead::ui;
using story::button;
using story::plain;
using story::Screen;
using story::utf8;

namespace {

QPlainTextEdit* reasonField(const CommandDialog& dialog)
{
    for (auto* edit : dialog.findChildren<QPlainTextEdit*>()) {
        if (!edit->isReadOnly())
            return edit;
    }
    return nullptr;
}

} // namespace

class TestCommandDialogs : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void nothingIsCutOnASmallScreen()
    {
        Screen screen(story::soaking());
        screen.cockpit.askRollBack();
        CommandDialog* dialog = screen.dialog();
        QVERIFY(dialog != nullptr);
        dialog->resize(dialog->width(), 300); // as a window manager may
        QCoreApplication::sendEvent(dialog, std::make_unique<QEvent>(QEvent::LayoutRequest).get());
        const int room = dialog->screen()->availableGeometry().height() - 48;
        QVERIFY(dialog->height() >= std::min(dialog->layout()->totalHeightForWidth(dialog->width()), room));
    }

    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral("^(?!This plugin does not support|QStandardPaths).*"))); }

    void earlyPromotionNeedsReasonAndName()
    {
        Screen screen(story::soaking());
        QSignalSpy promoted(&screen.cockpit, &Cockpit::promoteRequested);
        screen.cockpit.askStartOrPromote();
        QPointer<CommandDialog> dialog = screen.dialog();
        QVERIFY(dialog);
        QVERIFY(!dialog->canSend());
        QCOMPARE(dialog->closedWhy(), utf8("A reason is missing."));
        QTest::keyClick(dialog, Qt::Key_Return, Qt::ControlModifier);
        QVERIFY2(dialog->isVisible() && promoted.isEmpty(), "a closed button cannot be sent by its keys");

        reasonField(*dialog)->setPlainText(utf8("  the sample is decided "));
        QVERIFY(dialog->closedWhy().contains(utf8("name is missing")));
        auto* name = dialog->findChild<QLineEdit*>();
        QTest::keyClicks(name, utf8("data_analys"));
        QVERIFY(!dialog->canSend());
        QTest::keyClicks(name, utf8("t"));
        QVERIFY(dialog->canSend());
        QTest::keyClick(name, Qt::Key_Return, Qt::ControlModifier);
        QCOMPARE(promoted.count(), 1);
        QCOMPARE(promoted[0][1].toString(), utf8("the sample is decided"));
        QTRY_VERIFY(dialog.isNull());
    }

    void elsewhereThanInProductionNoNameIsTyped()
    {
        story::Scene scene = story::toStart();
        scene.snapshot.state.release.production = false;
        scene.snapshot.state.release.environment = utf8("staging");
        Screen screen(scene);
        QSignalSpy started(&screen.cockpit, &Cockpit::startRequested);
        screen.cockpit.askStartOrPromote();
        QVERIFY(screen.dialog() != nullptr);
        QCOMPARE(plain(screen.cockpit.dialog()->question()), utf8("Send 10 % of data_analyst traffic to 2.0.0?"));
        QVERIFY2(screen.cockpit.dialog()->canSend(), "in the window, by the plan: no reason is required");
        QVERIFY(button(*screen.cockpit.dialog(), "Send 10 % to 2.0.0") != nullptr);
        QTest::keyClick(screen.cockpit.dialog(), Qt::Key_Return, Qt::ControlModifier);
        QCOMPARE(started.count(), 1);
    }

    void aCheckThatGetsWorseClosesTheButtonAndOneThatRecoversOpensIt()
    {
        const story::Scene scene = story::soaking();
        Screen screen(scene);
        screen.cockpit.askStartOrPromote();
        CommandDialog* dialog = screen.dialog();
        QVERIFY(dialog != nullptr);
        reasonField(*dialog)->setPlainText(utf8("decided"));
        dialog->findChild<QLineEdit*>()->setText(utf8("data_analyst"));
        QVERIFY(dialog->canSend());

        rollout::Snapshot worse = scene.snapshot;
        worse.verdicts[1].outcome = gate::Outcome::Undecided;
        screen.cockpit.showSnapshot(worse);
        QVERIFY(!dialog->canSend());
        QVERIFY2(dialog->closedWhy().contains(utf8("Latency p95")), qPrintable(dialog->closedWhy()));
        screen.cockpit.showSnapshot(scene.snapshot);
        QVERIFY(dialog->canSend());
        worse = scene.snapshot;
        worse.verbs.promote = utf8("A gate has no data.");
        screen.cockpit.showSnapshot(worse);
        QCOMPARE(dialog->closedWhy(), utf8("Closed: A gate has no data."));
    }

    void aRolloutThatWentOnByItselfClosesThePromotion()
    {
        Screen screen(story::soaking());
        screen.cockpit.askStartOrPromote();
        CommandDialog* dialog = screen.dialog();
        QVERIFY(dialog != nullptr);
        reasonField(*dialog)->setPlainText(utf8("decided"));
        dialog->findChild<QLineEdit*>()->setText(utf8("data_analyst"));
        screen.cockpit.showSnapshot(story::rollingBack().snapshot);
        QVERIFY(!dialog->canSend());
        QVERIFY(dialog->closedWhy().contains(utf8("Rolling back to 1.4.2")));
        QCOMPARE(plain(dialog->question()), utf8("Send 50 % of data_analyst traffic to 2.0.0?"));
    }

    void aDigitChoosesTheReasonOfARollback()
    {
        Screen screen(story::soaking());
        QSignalSpy rolledBack(&screen.cockpit, &Cockpit::rollBackRequested);
        screen.cockpit.askRollBack();
        QPointer<CommandDialog> dialog = screen.dialog();
        QVERIFY(dialog);
        QVERIFY2(!dialog->canSend(), "a reason is required");
        QTest::keyClick(dialog, Qt::Key_6);
        QVERIFY2(!dialog->canSend(), "the sixth needs words");
        auto* text = dialog->findChild<QLineEdit*>();
        QTest::keyClicks(text, utf8("case 42 broke"));
        QVERIFY(dialog->canSend());
        QCOMPARE(text->text(), utf8("case 42 broke"));
        text->clear();
        text->clearFocus();
        QTest::keyClick(dialog, Qt::Key_1);
        QVERIFY(dialog->canSend());
        QTest::keyClick(dialog, Qt::Key_Return, Qt::ControlModifier);
        QCOMPARE(rolledBack.count(), 1);
        QCOMPARE(rolledBack[0][1].toString(), utf8("Errors too high"));
        QTRY_VERIFY(dialog.isNull());
    }

    void gettingWorseNeverClosesARollback()
    {
        const story::Scene scene = story::soaking();
        Screen screen(scene);
        screen.cockpit.askRollBack();
        CommandDialog* dialog = screen.dialog();
        QVERIFY(dialog != nullptr);
        QTest::keyClick(dialog, Qt::Key_2);
        rollout::Snapshot worse = scene.snapshot;
        worse.verdicts[0].outcome = gate::Outcome::Fail;
        worse.sourceLostSince = worse.at;
        screen.cockpit.showSnapshot(worse);
        QVERIFY(dialog->canSend());
    }

    void theExactRequestIsCopied()
    {
        Screen screen(story::soaking());
        screen.cockpit.askStartOrPromote();
        button(*screen.cockpit.dialog(), "Copy request")->click();
        QCOMPARE(QApplication::clipboard()->text(), story::soaking().snapshot.pendingRequest);
    }
};

QTEST_MAIN(TestCommandDialogs)
#include "test_command_dialogs.moc"
