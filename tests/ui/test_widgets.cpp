#include "tests/ui/strict.h"
#include "ui/common/focus_ring.h"
#include "ui/common/widgets.h"

#include <QAccessible>
#include <QFocusFrame>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QListWidget>
#include <QSignalSpy>
#include <QTest>
#include <QVBoxLayout>

using namespace fairlead;
using namespace fairlead::ui;

namespace {

const StatusLook kFail{Status::Fail, QStringLiteral("octagon-x"), QStringLiteral("Fail")};

QAccessible::Role roleOf(QWidget& widget)
{
    const QAccessibleInterface* interface = QAccessible::queryAccessibleInterface(&widget);
    return interface ? interface->role() : QAccessible::NoRole;
}

/// Counts the requests for a new layout that reach it.
class LayoutCounter final : public QWidget {
public:
    int requests = 0;

protected:
    bool event(QEvent* event) override
    {
        requests += event->type() == QEvent::LayoutRequest ? 1 : 0;
        return QWidget::event(event);
    }
};

} // namespace

class TestWidgets : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { tests::failOnOurWarnings(); }

    void keysBecomeCaps_data()
    {
        QTest::addColumn<QKeySequence>("keys");
        QTest::addColumn<QStringList>("caps");
        QTest::newRow("none") << QKeySequence() << QStringList();
        QTest::newRow("letter") << QKeySequence(Qt::Key_P) << QStringList{QStringLiteral("P")};
        QTest::newRow("enter") << QKeySequence(Qt::CTRL | Qt::Key_Return) << QStringList{QStringLiteral("Ctrl"), QStringLiteral("↵")};
        QTest::newRow("three") << QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_R)
                               << QStringList{QStringLiteral("Ctrl"), QStringLiteral("⇧"), QStringLiteral("R")};
        QTest::newRow("plus key") << QKeySequence(Qt::ALT | Qt::Key_Plus) << QStringList{QStringLiteral("Alt"), QStringLiteral("+")};
        QTest::newRow("function key") << QKeySequence(Qt::Key_F12) << QStringList{QStringLiteral("F12")};
        QTest::newRow("arrow") << QKeySequence(Qt::Key_Up) << QStringList{QStringLiteral("↑")};
    }

    void keysBecomeCaps()
    {
        QFETCH(QKeySequence, keys);
        QTEST(capsOf(keys), "caps");
    }

    void buttonsHaveTheHeightsOfTheDesign_data()
    {
        QTest::addColumn<int>("size");
        QTest::addColumn<int>("height");
        QTest::newRow("small") << static_cast<int>(ButtonSize::Small) << 26;
        QTest::newRow("normal") << static_cast<int>(ButtonSize::Normal) << 32;
        QTest::newRow("large") << static_cast<int>(ButtonSize::Large) << 40;
    }

    void buttonsHaveTheHeightsOfTheDesign()
    {
        QFETCH(int, size);
        const Theme theme(Scheme::Light);
        ActionButton button(theme, QStringLiteral("play"), QStringLiteral("Resume"));
        button.setButtonSize(static_cast<ButtonSize>(size));
        QTEST(button.sizeHint().height(), "height");
    }

    void aButtonIsFoundByItsWordsAndMakesRoomForItsKeys()
    {
        const Theme theme(Scheme::Light);
        ActionButton button(theme, QStringLiteral("undo-2"), QStringLiteral("Roll back now…"), ButtonKind::Danger);
        QCOMPARE(button.accessibleName(), QStringLiteral("Roll back now…"));
        QCOMPARE(roleOf(button), QAccessible::Button);
        const int before = button.sizeHint().width();
        button.setKeys(QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_R));
        QVERIFY(button.sizeHint().width() > before + 3 * 18);
        QVERIFY(button.sizeHint().width() >= button.fontMetrics().horizontalAdvance(button.text()));
    }

    void aPillSaysItsWord()
    {
        const Theme theme(Scheme::Light);
        StatusPill pill(theme);
        QCOMPARE(pill.sizeHint(), QSize(0, 0));
        pill.setLook(kFail);
        QCOMPARE(pill.accessibleName(), QStringLiteral("Fail"));
        QCOMPARE(roleOf(pill), QAccessible::StaticText);
        QCOMPARE(pill.sizeHint().height(), metric::kPill);
        StatusPill large(theme, true);
        large.setLook(kFail);
        QCOMPARE(large.sizeHint().height(), metric::kPillLarge);
    }

    void aBannerSaysAllOfItAndWraps()
    {
        const Theme theme(Scheme::Light);
        Banner banner(theme);
        banner.setMessage(kFail, QStringLiteral("Gates could not be read."),
            QStringLiteral("prometheus-eu answered 401. Not done: nothing was judged, the weight stays at 25 %. Enter a new token."));
        QVERIFY(banner.accessibleName().startsWith(QStringLiteral("Gates could not be read. prometheus-eu answered 401.")));
        QCOMPARE(roleOf(banner), QAccessible::AlertMessage);
        QVERIFY(banner.heightForWidth(300) > banner.heightForWidth(900));
    }

    void aBannerHasAtMostOneButton()
    {
        const Theme theme(Scheme::Light);
        Banner banner(theme);
        banner.setMessage(kFail, QStringLiteral("No answer."), {});
        banner.resize(600, banner.heightForWidth(600));
        banner.show();
        auto* button = banner.findChild<QPushButton*>();
        QVERIFY(!button->isVisible());
        banner.setAction(QStringLiteral("Try again"));
        QVERIFY(button->isVisible());
        QVERIFY(banner.rect().contains(button->geometry()));
        QCOMPARE(button->accessibleName(), QStringLiteral("Try again"));
        const QSignalSpy triggered(&banner, &Banner::actionTriggered);
        QTest::mouseClick(button, Qt::LeftButton);
        QCOMPARE(triggered.count(), 1);
        banner.setAction({});
        QVERIFY(!button->isVisible());
    }

    void aFigureSaysLabelValueAndProof()
    {
        const Theme theme(Scheme::Light);
        Figure figure(theme, QStringLiteral("Observed"));
        figure.setValue(QStringLiteral("24.8 %"));
        figure.setProof(QStringLiteral("1,031 of 4,157 calls, 5 min"));
        QCOMPARE(figure.accessibleName(), QStringLiteral("Observed: 24.8 %, 1,031 of 4,157 calls, 5 min"));
    }

    void aCountdownMovesNothingAroundIt()
    {
        const Theme theme(Scheme::Light);
        LayoutCounter window;
        auto* layout = new QHBoxLayout(&window);
        auto* figure = new Figure(theme, QStringLiteral("Soak time left"));
        layout->addWidget(figure);
        figure->setValue(QStringLiteral("6:58"));
        window.show();
        QCoreApplication::processEvents();
        window.requests = 0;
        const QSize before = figure->sizeHint();
        figure->setValue(QStringLiteral("1:11"));
        QCoreApplication::processEvents();
        QCOMPARE(window.requests, 0);
        QCOMPARE(figure->sizeHint(), before);
    }

    void labelsFollowTheThemeAndReadNoMarkup()
    {
        Theme theme(Scheme::Light);
        TextLabel label(theme, Type::Small, Token::Text3);
        label.setText(QStringLiteral("<b>bold</b>"));
        QCOMPARE(label.textFormat(), Qt::PlainText);
        QCOMPARE(label.palette().color(QPalette::WindowText), Theme::color(Token::Text3, Scheme::Light));
        theme.setScheme(Scheme::Dark);
        QCOMPARE(label.palette().color(QPalette::WindowText), Theme::color(Token::Text3, Scheme::Dark));
        label.setToken(Token::FailText);
        QCOMPARE(label.palette().color(QPalette::WindowText), Theme::color(Token::FailText, Scheme::Dark));
    }

    void aCardKeepsItsHeaderLow()
    {
        const Theme theme(Scheme::Light);
        Card card(theme, QStringLiteral("Gates for 50 %"));
        card.setScope(QStringLiteral("3 of 3 pass"));
        auto* button = new ActionButton(theme, {}, QStringLiteral("Explain"), ButtonKind::Flat);
        card.body()->addWidget(button);
        card.resize(400, 600);
        card.show();
        QCoreApplication::processEvents();
        const auto* header = card.findChild<QFrame*>(QStringLiteral("cardHeader"));
        QCOMPARE(header->height(), metric::kCardHeader);
        QCOMPARE(card.accessibleName(), QStringLiteral("Gates for 50 %"));
        card.setDense(true);
        QCoreApplication::processEvents();
        QCOMPARE(header->height(), metric::kCockpitCardHeader);
    }

    void theFocusRingStandsRoundWhatHasTheFocus()
    {
        const Theme theme(Scheme::Light);
        QWidget window;
        auto* layout = new QVBoxLayout(&window);
        auto* button = new ActionButton(theme, {}, QStringLiteral("Pause"));
        auto* list = new QListWidget;
        layout->addWidget(list);
        layout->addWidget(button);
        const FocusRing ring;
        window.show();
        QApplication::setActiveWindow(&window);
        QVERIFY(QTest::qWaitForWindowActive(&window));
        button->setFocus(Qt::TabFocusReason);
        const auto* frame = window.findChild<QFocusFrame*>();
        QVERIFY(frame);
        QCOMPARE(frame->widget(), button);
        QTRY_VERIFY(frame->isVisible());
        QVERIFY(frame->geometry().contains(button->geometry().adjusted(-4, -4, 4, 4)));
        list->setFocus(Qt::TabFocusReason);
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
        QVERIFY(!window.findChild<QFocusFrame*>());
    }

    void theFocusRingOutlivesWhatItFramed()
    {
        const Theme theme(Scheme::Light);
        const FocusRing ring;
        auto window = std::make_unique<QWidget>();
        auto* layout = new QVBoxLayout(window.get());
        auto* first = new QLineEdit;
        auto* second = new QLineEdit;
        layout->addWidget(first);
        layout->addWidget(second);
        window->show();
        QApplication::setActiveWindow(window.get());
        QVERIFY(QTest::qWaitForWindowActive(window.get()));
        first->setFocus();
        delete first;
        second->setFocus();
        QVERIFY(window->findChild<QFocusFrame*>());
        window.reset();
    }

    void everyWidgetPaintsInEveryScheme()
    {
        Theme theme(Scheme::Light);
        QWidget window;
        auto* layout = new QVBoxLayout(&window);
        auto* pill = new StatusPill(theme);
        pill->setLook(kFail);
        auto* banner = new Banner(theme);
        banner->setMessage(kFail, QStringLiteral("No answer."), QStringLiteral("Not done: nothing."));
        auto* figure = new Figure(theme, QStringLiteral("Asked"));
        figure->setValue(QStringLiteral("25 %"), Token::NotEffectiveText, QStringLiteral("trending-down"));
        auto* empty = new EmptyState(theme, QStringLiteral("list-checks"), QStringLiteral("No gate yet"), QStringLiteral("Gates decide."));
        const ActionButton* action = empty->addAction(QStringLiteral("plus"), QStringLiteral("Add…"), ButtonKind::Primary);
        QCOMPARE(action->accessibleName(), QStringLiteral("Add…"));
        for (QWidget* widget : std::initializer_list<QWidget*>{pill, banner, figure, empty})
            layout->addWidget(widget);
        window.resize(500, 500);
        QList<QImage> seen;
        for (const Scheme scheme : {Scheme::Light, Scheme::Dark, Scheme::HighContrast}) {
            theme.setScheme(scheme);
            const QImage image = window.grab().toImage();
            QVERIFY(!seen.contains(image));
            seen << image;
        }
    }
};

QTEST_MAIN(TestWidgets)
#include "test_widgets.moc"
