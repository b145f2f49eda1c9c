#include "tests/ui/sample_rules.h"
#include "tests/ui/strict.h"
#include "ui/charts/metric_chart.h"
#include "ui/common/check_lines.h"
#include "ui/common/segments.h"
#include "ui/common/widgets.h"
#include "ui/help/help_window.h"
#include "ui/rules/echo_list.h"
#include "ui/rules/rule_preview.h"
#include "ui/rules/rule_text_edit.h"
#include "ui/rules/rules_panel.h"

#include <QInputDialog>
#include <QSignalSpy>
#include <QTest>
#include <QTextBrowser>

using namespace fairlead;
using namespace fairlead::ui;

namespace {

struct Shown {
    Shown()
    {
        panel.resize(1256, 828);
        panel.setSets(sample::builtInRules(), sample::ownRules());
        panel.setRecordings({sample::voiceAgent()});
        panel.choose(QStringLiteral("Latency suite"), true);
        panel.show();
        panel.activateWindow();
        if (!QTest::qWaitForWindowActive(&panel, 30000)) {
            qFatal("The window did not become active.");
        }
    }
    ActionButton* button(const QString& text) const
    {
        const auto all = panel.findChildren<ActionButton*>();
        for (ActionButton* each : all) {
            if (each->text() == text) {
                return each;
            }
        }
        return nullptr;
    }
    QStringList findings() const
    {
        QStringList lines;
        for (const Check& check : panel.preview()->findings()->checks()) {
            lines.append(check.bold + QLatin1Char(' ') + check.rest);
        }
        return lines;
    }
    Theme theme{Scheme::Light};
    RulesPanel panel{theme};
};

} // namespace

class TestRulesPanel : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { tests::failOnOurWarnings(); }

    void eachLineIsJudgedAlone()
    {
        const Shown shown;
        QCOMPARE(shown.panel.editor()->ruleCount(), 3);
        QCOMPARE(shown.panel.editor()->errorCount(), 1);
        QVERIFY2(shown.panel.echo()->wordsOf(2).contains(QStringLiteral("10")), qPrintable(shown.panel.echo()->wordsOf(2)));
        const QString wrong = shown.panel.echo()->wordsOf(4);
        QVERIFY2(wrong.startsWith(QStringLiteral("**Line 4, column ")), qPrintable(wrong));
        QVERIFY(shown.panel.echo()->wordsOf(5).isEmpty());
        QVERIFY(!shown.button(QStringLiteral("Save as…"))->isEnabled());
    }

    void theCursorGoesToTheErrorByKeyAndByClick()
    {
        const Shown shown;
        QTest::keyClick(shown.panel.editor(), Qt::Key_Period, Qt::ControlModifier);
        QCOMPARE(shown.panel.editor()->currentLine(), 4);
        const int column = shown.panel.editor()->textCursor().positionInBlock() + 1;
        QCOMPARE(column, shown.panel.editor()->lines()[3].errors.front().column);
    }

    void whatIsTypedIsReadAMomentLater()
    {
        const Shown shown;
        shown.panel.editor()->goTo(4, 1);
        QTest::keyClick(shown.panel.editor(), Qt::Key_End);
        QTest::keyClick(shown.panel.editor(), Qt::Key_Home, Qt::ShiftModifier);
        QTest::keyClicks(shown.panel.editor(), QStringLiteral("hold when latency > 9s"));
        QTRY_COMPARE(shown.panel.editor()->errorCount(), 0);
        QVERIFY(shown.panel.isEdited());
        QVERIFY(shown.button(QStringLiteral("Save as…"))->isEnabled());
    }

    void thePreviewTellsFiringsNearMissesAndGaps()
    {
        const Shown shown;
        shown.panel.editor()->goTo(2, 1);
        const QStringList lines = shown.findings();
        QVERIFY2(!lines.filter(QStringLiteral("Would have rolled back once, at")).isEmpty(), qPrintable(lines.join(QLatin1Char('\n'))));
        QVERIFY2(!lines.filter(QStringLiteral("Came close at")).isEmpty(), qPrintable(lines.join(QLatin1Char('\n'))));
        QVERIFY2(!lines.filter(QStringLiteral("No data from")).isEmpty(), qPrintable(lines.join(QLatin1Char('\n'))));
        auto* chart = shown.panel.findChild<MetricChart*>();
        QVERIFY(chart != nullptr);
        QCOMPARE(chart->data().firings.size(), std::size_t(1));
        QVERIFY(chart->data().strip.has_value() && chart->data().strip->size() >= 4);
        QCOMPARE(chart->data().limits.size(), std::size_t(1));
        QCOMPARE(chart->data().limits.front().bound, 3.0);
    }

    void aLineThatIsNoRuleHasNoPreview()
    {
        const Shown shown;
        shown.panel.editor()->goTo(4, 1);
        QVERIFY(shown.findings().isEmpty());
        QVERIFY(!shown.panel.findChild<MetricChart*>()->isVisible());
    }

    void lastReleasesAreOneLineEach()
    {
        const Shown shown;
        shown.panel.editor()->goTo(2, 1);
        shown.panel.preview()->findChild<Segments*>()->choose(2);
        QCOMPARE(shown.findings().size(), 1);
        QVERIFY2(shown.findings().front().startsWith(QStringLiteral("voice_agent 3.2.0: would have rolled back once")),
            qPrintable(shown.findings().front()));
    }

    void dryRunAndArmedChangeTheLine()
    {
        const Shown shown;
        shown.panel.editor()->goTo(1, 1);
        Segments* armed = nullptr;
        const auto all = shown.panel.findChildren<Segments*>();
        for (Segments* each : all) {
            if (each->accessibleName() == QStringLiteral("What the rule of this line does")) {
                armed = each;
            }
        }
        QVERIFY(armed != nullptr);
        QCOMPARE(armed->current(), 1);
        armed->choose(0);
        QVERIFY(!shown.panel.editor()->lines()[0].rule->armed);
        armed->choose(1);
        QVERIFY(shown.panel.editor()->lines()[0].rule->armed);
        QCOMPARE(shown.panel.editor()->lines()[0].rule->text, QStringLiteral("alert team when latency > 2.5s for 5 consecutive calls"));
    }

    void editsStayWhileAnotherSetIsLookedAt()
    {
        Shown shown;
        shown.panel.editor()->setPlainText(QStringLiteral("notify when latency > 1s"));
        shown.panel.editor()->readNow();
        shown.panel.choose(QStringLiteral("voice_agent ramp"), false);
        QVERIFY(!shown.panel.isEdited());
        shown.panel.choose(QStringLiteral("Latency suite"), true);
        QCOMPARE(shown.panel.editor()->toPlainText(), QStringLiteral("notify when latency > 1s"));
        shown.button(QStringLiteral("Discard"))->click();
        QVERIFY(!shown.panel.isEdited());
    }

    void anOwnSetIsSavedUnderItsNameWithItsComments()
    {
        Shown shown;
        shown.panel.choose(QStringLiteral("voice_agent ramp"), false);
        shown.panel.editor()->appendPlainText(QStringLiteral("notify when latency > 2s"));
        shown.panel.editor()->readNow();
        QSignalSpy saved(&shown.panel, &RulesPanel::saveRequested);
        QTest::keyClick(shown.panel.editor(), Qt::Key_S, Qt::ControlModifier);
        QCOMPARE(saved.size(), 1);
        const auto set = saved.front().front().value<gate::RuleSet>();
        QCOMPARE(set.name, QStringLiteral("voice_agent ramp"));
        QVERIFY(set.text.startsWith(QStringLiteral("# agreed with the voice team")));
        QVERIFY(set.text.contains(QStringLiteral("notify when latency > 2s")));
    }

    void aBuiltInSetIsSavedAsAnother()
    {
        Shown shown;
        shown.panel.choose(QStringLiteral("Optimised component"), true);
        QSignalSpy saved(&shown.panel, &RulesPanel::saveRequested);
        shown.button(QStringLiteral("Save as…"))->click();
        auto* dialog = shown.panel.findChild<QInputDialog*>();
        QVERIFY(dialog != nullptr);
        dialog->setTextValue(QStringLiteral("Ours"));
        dialog->accept();
        QCOMPARE(saved.size(), 1);
        QCOMPARE(saved.front().front().value<gate::RuleSet>().name, QStringLiteral("Ours"));
    }

    void theGrammarIsOneKeyAway()
    {
        const Shown shown;
        QTest::keyClick(shown.panel.editor(), Qt::Key_F1);
        auto* window = shown.panel.findChild<HelpWindow*>();
        auto* help = shown.panel.findChild<QTextBrowser*>();
        QVERIFY(window != nullptr && help != nullptr);
        QVERIFY(help->toPlainText().contains(QStringLiteral("consecutive")));
        for (const HelpTopic topic : {HelpTopic::Plans, HelpTopic::Trains, HelpTopic::Faults}) {
            const QString before = help->toPlainText();
            window->showTopic(topic);
            QVERIFY(window->topic() == topic);
            QVERIFY(help->toPlainText() != before);
            QVERIFY(help->toPlainText().size() > 500);
        }
        Q_EMIT help->anchorClicked(QUrl(QStringLiteral("conditions.md")));
        QVERIFY(window->topic() == HelpTopic::Conditions);
        Q_EMIT help->anchorClicked(QUrl(QStringLiteral("https://example.com/"))); // stays
        QVERIFY(window->topic() == HelpTopic::Conditions);
    }

    void withoutSamplesItSaysSo()
    {
        Shown shown;
        shown.panel.setRecordings({});
        shown.panel.editor()->goTo(2, 1);
        QVERIFY(shown.findings().isEmpty());
        bool said = false;
        const auto labels = shown.panel.preview()->findChildren<QLabel*>();
        for (const QLabel* label : labels) {
            said = said || (label->isVisible() && label->text().startsWith(QStringLiteral("No samples yet")));
        }
        QVERIFY(said);
    }
};

QTEST_MAIN(TestRulesPanel)
#include "test_rules_panel.moc"
