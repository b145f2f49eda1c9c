#include "tests/ui/strict.h"
#include "ui/common/widgets.h"
#include "ui/shell/clock_label.h"
#include "ui/shell/fact_bar.h"
#include "ui/shell/line_banner.h"
#include "ui/shell/main_window.h"
#include "ui/shell/navigation.h"

#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QSignalSpy>
#include <QTest>
#include <QVBoxLayout>

using namespace fairlead;
using namespace fairlead::ui;

namespace {

class FixedClock final : public Clock {
public:
    Instant now() const override { return at; }
    Millis elapsed() const override { return {}; }
    Instant at = Instant::fromMs(1'754'577'682'000); // 2025-08-07T14:41:22Z
};

/// Counts what is painted of it.
class PaintedPage final : public QWidget {
public:
    int paints = 0;

protected:
    void paintEvent(QPaintEvent*) override { ++paints; }
};

struct Fixture {
    Fixture()
    {
        window.addPanel(QStringLiteral("checklists"), QStringLiteral("list-checks"), QStringLiteral("Checklists"), checklists);
        auto* layout = new QVBoxLayout(rollouts);
        layout->addWidget(field);
        window.addPanel(QStringLiteral("rollouts"), QStringLiteral("ship-wheel"), QStringLiteral("Rollouts"), rollouts);
    }
    bool activate()
    {
        window.show();
        QApplication::setActiveWindow(&window);
        return QTest::qWaitForWindowActive(&window);
    }
    NavigationButton* row(const QString& title)
    {
        for (auto* button : window.findChildren<NavigationButton*>()) {
            if (button->accessibleName() == title)
                return button;
        }
        return nullptr;
    }

    Theme theme{Scheme::Light};
    FixedClock clock;
    MainWindow window{theme, clock};
    PaintedPage* checklists = new PaintedPage;
    QWidget* rollouts = new QWidget;
    QLineEdit* field = new QLineEdit;
};

} // namespace

class TestMainWindow : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { tests::failOnOurWarnings(); }

    void aStoppedLineStandsAboveEveryPage()
    {
        Fixture f;
        QVERIFY(f.activate());
        auto* banner = f.window.findChild<LineBanner*>();
        QVERIFY(!banner->isVisible());
        QSignalSpy stop(&f.window, &MainWindow::stopLineWanted);
        QSignalSpy release(&f.window, &MainWindow::releaseLineWanted);
        const auto button = [&f](const QString& words) -> ActionButton* {
            for (auto* found : f.window.findChildren<ActionButton*>()) {
                if (found->isVisible() && found->text() == words)
                    return found;
            }
            return nullptr;
        };
        button(QStringLiteral("Stop the line…"))->click();
        QCOMPARE(stop.count(), 1);
        f.window.showLine(rollout::LineStop{QStringLiteral("s.lind"), QStringLiteral("network change"), f.clock.at});
        QVERIFY(banner->isVisible());
        QVERIFY(banner->accessibleName().contains(QStringLiteral("s.lind, since 7 Aug 2025, 14:41\u00a0UTC: “network change”")));
        QVERIFY(button(QStringLiteral("Stop the line…")) == nullptr);
        button(QStringLiteral("Line stopped since 14:41\u00a0UTC"))->click();
        button(QStringLiteral("Release the line…"))->click();
        QCOMPARE(release.count(), 2);
        f.window.showPanel(QStringLiteral("rollouts"));
        QVERIFY2(banner->isVisible(), "it belongs to the window, not to a page");
        f.window.showBanner({Status::Fail, QStringLiteral("octagon-x"), {}}, QStringLiteral("Not done."), QStringLiteral("Disk full."));
        f.window.hideBanner();
        QVERIFY2(banner->isVisible(), "an error does not take its place");
        f.window.showLine(std::nullopt);
        QVERIFY(!banner->isVisible());
    }

    void onlyAddedPanelsAreInTheNavigation()
    {
        Fixture f;
        QStringList names;
        for (const auto* button : f.window.findChildren<NavigationButton*>())
            names << button->accessibleName();
        names.sort();
        QCOMPARE(names, (QStringList{QStringLiteral("Checklists"), QStringLiteral("Collapse"), QStringLiteral("Rollouts")}));
        QCOMPARE(f.window.currentPanel(), QStringLiteral("checklists"));
    }

    void panelsAreReachedByClickAndByKey()
    {
        Fixture f;
        QVERIFY(f.activate());
        const QSignalSpy shown(&f.window, &MainWindow::panelShown);
        QTest::mouseClick(f.row(QStringLiteral("Rollouts")), Qt::LeftButton);
        QCOMPARE(f.window.currentPanel(), QStringLiteral("rollouts"));
        QVERIFY(f.row(QStringLiteral("Rollouts"))->isChecked());
        QVERIFY(!f.row(QStringLiteral("Checklists"))->isChecked());
        QTest::keyClick(&f.window, Qt::Key_1, Qt::AltModifier);
        QCOMPARE(f.window.currentPanel(), QStringLiteral("checklists"));
        QTest::mouseClick(f.row(QStringLiteral("Checklists")), Qt::LeftButton);
        QVERIFY(f.row(QStringLiteral("Checklists"))->isChecked());
        QCOMPARE(shown.count(), 3);
        f.window.showPanel(QStringLiteral("no such panel"));
        QCOMPARE(f.window.currentPanel(), QStringLiteral("checklists"));
    }

    void collapsedRowsKeepTheirWordsForThoseWhoAsk()
    {
        Fixture f;
        f.window.setCount(QStringLiteral("rollouts"), 3, Status::Marginal);
        const auto* navigation = f.window.findChild<Navigation*>();
        QCOMPARE(navigation->width(), metric::kNavigationWidth);
        f.window.setCollapsed(true);
        QCOMPARE(navigation->width(), metric::kNavigationCollapsed);
        QVERIFY(f.window.isCollapsed());
        const NavigationButton* row = f.row(QStringLiteral("Rollouts"));
        QVERIFY(row->toolTip().startsWith(QStringLiteral("Rollouts")));
        QVERIFY(row->toolTip().contains(QStringLiteral("Alt+2")));
        QCOMPARE(row->accessibleDescription(), QStringLiteral("3 waiting"));
        const QSignalSpy chosen(&f.window, &MainWindow::collapsedChosen);
        QTest::mouseClick(f.row(QStringLiteral("Expand")), Qt::LeftButton);
        QVERIFY(!f.window.isCollapsed());
        QCOMPARE(chosen.count(), 1);
    }

    void aBareWindowGivesThePageTheWholeScreenAndTakesItBack()
    {
        Fixture f;
        QVERIFY(f.activate());
        NavigationButton* row = f.row(QStringLiteral("Rollouts"));
        QVERIFY(row->isVisible());
        f.window.setBare(true);
        QVERIFY(f.window.windowState().testFlag(Qt::WindowFullScreen));
        QVERIFY(!row->isVisible());
        QVERIFY(!f.window.findChild<HeaderBar*>()->isVisible());
        f.window.setBare(false);
        QVERIFY(!f.window.windowState().testFlag(Qt::WindowFullScreen));
        QVERIFY(row->isVisible());
        QVERIFY(f.window.findChild<HeaderBar*>()->isVisible());
    }

    void theSchemeChangesLiveByKey()
    {
        Fixture f;
        QVERIFY(f.activate());
        const QSignalSpy chosen(&f.window, &MainWindow::schemeChosen);
        QTest::keyClick(&f.window, Qt::Key_T, Qt::ControlModifier | Qt::ShiftModifier);
        QCOMPARE(f.theme.scheme(), Scheme::Dark);
        QTest::keyClick(&f.window, Qt::Key_T, Qt::ControlModifier | Qt::ShiftModifier);
        QCOMPARE(f.theme.scheme(), Scheme::Light);
        QCOMPARE(chosen.count(), 2);
    }

    void theMenuShowsTheSchemeInUse()
    {
        Fixture f;
        const auto* menu = f.window.findChild<QMenu*>();
        const auto checked = [menu] {
            QStringList names;
            for (const QAction* action : menu->actions()) {
                if (action->isChecked())
                    names << action->text();
            }
            return names;
        };
        QCOMPARE(checked(), QStringList{QStringLiteral("Light")});
        f.theme.setScheme(Scheme::HighContrast);
        QCOMPARE(checked(), QStringList{QStringLiteral("High contrast")});
        auto* verify = new QAction(QStringLiteral("Verify history"), &f.window);
        f.window.addMenuAction(verify);
        QCOMPARE(menu->actions().value(0), verify);
    }

    void controlQClosesTheWindow()
    {
        Fixture f;
        QVERIFY(f.activate());
        QTest::keyClick(&f.window, Qt::Key_Q, Qt::ControlModifier);
        QTRY_VERIFY(!f.window.isVisible());
    }

    void f6GoesRoundTheRegions()
    {
        Fixture f;
        f.window.setFact(QStringLiteral("engine"), {Status::Pass, QStringLiteral("gauge"), QStringLiteral("Engine on time")});
        f.window.showPanel(QStringLiteral("rollouts"));
        QVERIFY(f.activate());
        f.field->setFocus();
        const auto press = [&f] {
            QTest::keyClick(&f.window, Qt::Key_F6);
            return QApplication::focusWidget();
        };
        QVERIFY(qobject_cast<FactButton*>(press()));
        QCOMPARE(press()->accessibleName(), QStringLiteral("Menu"));
        QCOMPARE(press(), f.row(QStringLiteral("Rollouts")));
        QCOMPARE(press(), f.field);
    }

    void factsReplaceThoseOfTheSameId()
    {
        Fixture f;
        f.window.setFact(
            QStringLiteral("history"), {Status::Pass, QStringLiteral("shield-check"), QStringLiteral("History verified to row 41")});
        f.window.setFact(
            QStringLiteral("history"), {Status::Pass, QStringLiteral("shield-check"), QStringLiteral("History verified to row 42")});
        f.window.setFact(QStringLiteral("sleep"), QStringLiteral("moon"), QStringLiteral("Sleep inhibited"));
        QCOMPARE(f.window.fact(QStringLiteral("history")), QStringLiteral("History verified to row 42"));
        auto facts = f.window.findChildren<FactButton*>();
        QCOMPARE(facts.size(), 2);
        f.window.show();
        const QSignalSpy activated(&f.window, &MainWindow::factActivated);
        QTest::mouseClick(facts.first(), Qt::LeftButton);
        QCOMPARE(activated.value(0).value(0).toString(), QStringLiteral("history"));
        f.window.removeFact(QStringLiteral("sleep"));
        QCOMPARE(f.window.fact(QStringLiteral("sleep")), QString());
    }

    void noFactIsEverCut()
    {
        Fixture f;
        for (int i = 0; i < 8; ++i)
            f.window.setFact(QStringLiteral("neutral %1").arg(i), QStringLiteral("moon"), QStringLiteral("a neutral fact with many words"));
        f.window.setFact(
            QStringLiteral("endpoints"), {Status::Marginal, QStringLiteral("plug"), QStringLiteral("7 of 8 endpoints reachable")});
        f.window.resize(f.window.minimumSize());
        f.window.show();
        QTest::qWait(0);
        int shown = 0;
        for (const auto* fact : f.window.findChildren<FactButton*>()) {
            if (!fact->isVisible())
                continue;
            ++shown;
            QVERIFY(fact->width() >= fact->sizeHint().width());
            QVERIFY(fact->parentWidget()->rect().contains(fact->geometry()));
        }
        QVERIFY(shown > 1);
        QVERIFY(shown < 9);
        for (const auto* fact : f.window.findChildren<FactButton*>()) {
            if (fact->text().startsWith(QStringLiteral("7 of 8")))
                QVERIFY(fact->isVisible());
        }
    }

    void aToastOffersItsActionOnce()
    {
        Fixture f;
        f.window.show();
        int undone = 0;
        f.window.showToast(QStringLiteral("Moved to Monday"), QStringLiteral("Undo"), [&undone] { ++undone; });
        QPushButton* undo = nullptr;
        for (auto* button : f.window.findChildren<QPushButton*>()) {
            if (button->text() == QStringLiteral("Undo"))
                undo = button;
        }
        QVERIFY(undo);
        QVERIFY(undo->isVisible());
        QVERIFY(f.window.rect().contains(QRect(undo->mapTo(&f.window, QPoint()), undo->size())));
        QTest::mouseClick(undo, Qt::LeftButton);
        QCOMPARE(undone, 1);
        QVERIFY(!undo->isVisible());
    }

    void aBannerStaysUntilItIsHidden()
    {
        Fixture f;
        f.window.show();
        f.window.showBanner({Status::Fail, QStringLiteral("octagon-x"), {}}, QStringLiteral("The history does not hold."),
            QStringLiteral("Row 12 was changed."), QStringLiteral("Show row"));
        const auto* banner = f.window.findChild<Banner*>(QStringLiteral("messages"));
        QVERIFY(banner->isVisible());
        const QSignalSpy triggered(&f.window, &MainWindow::bannerActionTriggered);
        QTest::mouseClick(banner->findChild<QPushButton*>(), Qt::LeftButton);
        QCOMPARE(triggered.count(), 1);
        QVERIFY(banner->isVisible());
        f.window.hideBanner();
        QVERIFY(!banner->isVisible());
    }

    void theHeaderNamesWorkspaceEnvironmentPersonAndTime()
    {
        Fixture f;
        f.window.setWorkspace(QStringLiteral("KSI production"));
        f.window.setEnvironment(QStringLiteral("production"), EnvironmentKind::Production);
        f.window.setPerson(QStringLiteral("m.vogel"));
        f.window.show();
        QVERIFY(f.window.windowTitle().startsWith(QStringLiteral("KSI production")));
        QStringList names;
        for (const auto* widget : f.window.findChild<HeaderBar*>()->findChildren<QWidget*>())
            names << widget->accessibleName();
        QVERIFY(names.contains(QStringLiteral("Environment production")));
        QVERIFY(names.contains(QStringLiteral("Person m.vogel")));
        QVERIFY(names.contains(QStringLiteral("Time 14:41") + QChar(0xA0) + QStringLiteral("UTC")));
    }

    void theClockRepaintsNothingButItself()
    {
        Fixture f;
        QVERIFY(f.activate());
        QTest::qWait(0);
        f.checklists->paints = 0;
        auto* clock = f.window.findChild<ClockLabel*>();
        const QImage before = clock->grab().toImage();
        f.clock.at = f.clock.at + Millis(61'000);
        QTRY_VERIFY_WITH_TIMEOUT(clock->grab().toImage() != before, 10'000);
        QCOMPARE(clock->accessibleName(), QStringLiteral("Time 14:42") + QChar(0xA0) + QStringLiteral("UTC"));
        QCOMPARE(f.checklists->paints, 0);
    }

    void theWindowFitsItsSmallestSize()
    {
        Fixture f;
        for (int i = 0; i < 12; ++i)
            f.window.setFact(QString::number(i), QStringLiteral("plug"), QStringLiteral("a fact of the status bar with many words"));
        f.window.resize(600, 400);
        f.window.show();
        QCOMPARE(f.window.size(), QSize(1120, 720));
    }

    void everyControlHasANameForThoseWhoCannotSee()
    {
        Fixture f;
        f.window.showToast(QStringLiteral("Done"));
        f.window.show();
        for (const auto* button : f.window.findChildren<QAbstractButton*>()) {
            if (button->isVisible())
                QVERIFY2(!button->accessibleName().isEmpty(), button->metaObject()->className());
        }
    }
};

QTEST_MAIN(TestMainWindow)
#include "test_main_window.moc"
