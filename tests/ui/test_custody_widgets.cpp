#include "tests/ui/strict.h"
#include "ui/rollout/take_over_dialog.h"
#include "ui/shell/main_window.h"

#include <QPlainTextEdit>
#include <QSignalSpy>
#include <QtTest>

using namespace fairlead;
using namespace fairlead::ui;

/// A window that only watches says who acts, and takes over with a reason.
class TestCustodyWidgets : public QObject {
    Q_OBJECT

    static workspace::Holder ada() { return {QStringLiteral("ada"), QStringLiteral("fairlead"), QStringLiteral("kiel"), {}, 123, 0}; }
    static ActionButton* button(const QWidget& widget, const QString& text)
    {
        const QList<ActionButton*> all = widget.findChildren<ActionButton*>();
        const auto found = std::ranges::find_if(all, [&](const ActionButton* one) { return one->text() == text; });
        return found == all.end() ? nullptr : *found;
    }

private Q_SLOTS:
    void theBannerSaysWhoActsAndOffersToTakeOver()
    {
        Theme theme(Scheme::Light);
        const SystemClock clock;
        MainWindow window(theme, clock);
        window.show();
        auto* banner = window.findChild<CustodyBanner*>();
        QVERIFY(banner && !banner->isVisible());
        QSignalSpy wanted(&window, &MainWindow::takeOverWanted);

        window.showFollowing(Following{ada(), false, false});
        QVERIFY(banner->isVisible());
        QVERIFY2(banner->accessibleName().contains(QStringLiteral("ada's console (fairlead, kiel, process 123)")),
            qPrintable(banner->accessibleName()));
        QVERIFY(button(*banner, QStringLiteral("Take over…")));
        button(*banner, QStringLiteral("Take over…"))->click();
        QCOMPARE(wanted.size(), 1);

        window.showFollowing(Following{ada(), true, false});
        QVERIFY(banner->accessibleName().contains(QStringLiteral("Nobody carries out the releases")));
        window.showFollowing(Following{ada(), false, true});
        QVERIFY(banner->accessibleName().contains(QStringLiteral("is asked to hand over")));
        window.showFollowing({});
        QVERIFY(!banner->isVisible());
    }

    void takingOverNeedsAReason()
    {
        const Theme theme(Scheme::Light);
        TakeOverDialog dialog(theme, ada(), false, {QStringLiteral("data_analyst 2.0.0")});
        dialog.show();
        QCOMPARE(dialog.closedWhy(), QStringLiteral("A reason is missing."));
        const QList<QPlainTextEdit*> edits = dialog.findChildren<QPlainTextEdit*>();
        for (QPlainTextEdit* edit : edits) {
            if (edit->accessibleName() == QLatin1String("Reason"))
                edit->setPlainText(QStringLiteral("my shift "));
        }
        QVERIFY(dialog.canSend());
        QSignalSpy confirmed(&dialog, &CommandDialog::confirmed);
        dialog.showOver(QStringLiteral("Carried out here already."));
        QVERIFY(!dialog.canSend());
        dialog.showOver(QString());
        QVERIFY(button(dialog, QStringLiteral("Take over")));
        button(dialog, QStringLiteral("Take over"))->click();
        QCOMPARE(confirmed.size(), 1);
        QCOMPARE(confirmed[0][0].toString(), QStringLiteral("my shift"));
    }
};

QTEST_MAIN(TestCustodyWidgets)
#include "test_custody_widgets.moc"
