#include "models/items/component_model.h"
#include "tests/ui/sample_history.h"
#include "tests/ui/strict.h"
#include "ui/common/link_button.h"
#include "ui/common/segments.h"
#include "ui/common/widgets.h"
#include "ui/registry/component_detail.h"
#include "ui/registry/registry_panel.h"
#include "ui/registry/score_bars.h"

#include <QLineEdit>
#include <QSignalSpy>
#include <QTableView>
#include <QTest>

using namespace fairlead;
using namespace fairlead::ui;
using items::ComponentModel;

namespace {

struct Shown {
    explicit Shown(bool withComponents = true)
    {
        panel.resize(1256, 828);
        if (withComponents) {
            panel.showComponents(sample::components());
        }
        panel.show();
        panel.activateWindow();
        if (!QTest::qWaitForWindowActive(&panel, 30000)) {
            qFatal("The window did not become active.");
        }
    }
    QTableView& table() const { return *panel.findChild<QTableView*>(); }
    QString cell(int row, int column) const { return table().model()->index(row, column).data(Qt::AccessibleTextRole).toString(); }
    QString current() const { return cell(table().currentIndex().row(), ComponentModel::NameColumn); }
    template <typename Widget> Widget* named(const QString& name) const
    {
        const auto all = panel.findChildren<Widget*>();
        for (Widget* widget : all) {
            if (widget->accessibleName() == name) {
                return widget;
            }
        }
        return nullptr;
    }
    Theme theme{Scheme::Light};
    RegistryPanel panel{theme};
};

const QString kAnalyst = QStringLiteral("personas/analysts/data_analyst");

} // namespace

class TestRegistryPanel : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { tests::failOnOurWarnings(); }

    void teachesWhenThereIsNoComponent()
    {
        const Shown shown(false);
        QVERIFY(shown.named<EmptyState>(QStringLiteral("No component yet"))->isVisible());
        QVERIFY(!shown.table().isVisible());
    }

    void listsComponentsInWords()
    {
        Shown shown;
        QCOMPARE(shown.table().model()->rowCount(), 11);
        QVERIFY(shown.panel.select(kAnalyst));
        const int row = shown.table().currentIndex().row();
        QCOMPARE(shown.cell(row, ComponentModel::VersionColumn), QStringLiteral("1.4.2 → 2.0.0"));
        QCOMPARE(shown.cell(row, ComponentModel::OverallColumn), QStringLiteral("0.862"));
        QCOMPARE(shown.cell(row, ComponentModel::StatusColumn),
            QStringLiteral("Canary; not in this workspace: behaviors/core/structured_output"));
    }

    void filters_data()
    {
        QTest::addColumn<QString>("words");
        QTest::addColumn<int>("choice");
        QTest::addColumn<int>("rows");
        QTest::newRow("all") << QString() << 0 << 11;
        QTest::newRow("by name") << QStringLiteral("core/") << 0 << 5;
        QTest::newRow("by owner, in any case") << QStringLiteral("OPTIMIZATION") << 0 << 1;
        QTest::newRow("by tag and name") << QStringLiteral("claude analyst") << 0 << 1;
        QTest::newRow("in use") << QString() << 1 << 10;
        QTest::newRow("problems") << QString() << 2 << 2;
        QTest::newRow("problems with words") << QStringLiteral("engineer") << 2 << 1;
        QTest::newRow("nothing") << QStringLiteral("zebra") << 0 << 0;
    }

    void filters()
    {
        QFETCH(QString, words);
        QFETCH(int, choice);
        QFETCH(int, rows);
        Shown shown;
        QTest::keyClick(&shown.panel, Qt::Key_F, Qt::ControlModifier);
        QVERIFY(shown.panel.findChild<QLineEdit*>()->hasFocus());
        QTest::keyClicks(shown.panel.findChild<QLineEdit*>(), words);
        shown.panel.findChild<Segments*>()->choose(choice);
        QCOMPARE(shown.table().model()->rowCount(), rows);
        QCOMPARE(shown.named<EmptyState>(QStringLiteral("No component fits the filter"))->isVisible(), rows == 0);
    }

    void detailJudgesScoresAndNamesWhatIsMissing()
    {
        Shown shown;
        const QSignalSpy selected(&shown.panel, &RegistryPanel::selected);
        QVERIFY(shown.panel.select(kAnalyst));
        QCOMPARE(selected.size(), 1);
        QCOMPARE(shown.panel.findChild<ScoreBars*>()->accessibleDescription(),
            QStringLiteral("IFF 0.92, ≥\u00a00.85, Met; TLP 0.88, ≥\u00a00.80, Met; AOC 0.75, ≥\u00a00.70, Met; BC 0.95, ≥\u00a00.85, Met; "
                           "TE 0.81, ≥\u00a00.15 gain, Not judged"));
        auto* missing = shown.named<LinkButton>(QStringLiteral("behaviors/core/structured_output, not in this workspace"));
        QVERIFY(missing && !missing->isEnabled());
    }

    void followsADependencyEvenThroughAFilter()
    {
        Shown shown;
        QVERIFY(shown.panel.select(kAnalyst));
        shown.panel.findChild<QLineEdit*>()->setText(QStringLiteral("analyst"));
        auto* link = shown.named<LinkButton>(QStringLiteral("core/task_executor, Production"));
        QVERIFY(link && link->isEnabled());
        QTest::mouseClick(link, Qt::LeftButton);
        QCOMPARE(shown.current(), QStringLiteral("core/task_executor"));
        QVERIFY(shown.panel.findChild<QLineEdit*>()->text().isEmpty());
        QVERIFY(!shown.panel.select(QStringLiteral("core/gone")));
    }

    void keepsTheSelectionOverANewReading()
    {
        Shown shown;
        QVERIFY(shown.panel.select(kAnalyst));
        std::vector<registry::Component> changed = sample::components();
        changed.erase(changed.begin() + 3);
        shown.panel.showComponents(changed);
        QCOMPARE(shown.current(), kAnalyst);
        changed.erase(changed.begin());
        shown.panel.showComponents(changed);
        QCOMPARE(shown.table().currentIndex().row(), 0);
    }

    void sortsByAnyColumnFromTheKeyboardsOrder()
    {
        Shown shown;
        shown.table().sortByColumn(ComponentModel::OverallColumn, Qt::DescendingOrder);
        QCOMPARE(shown.cell(0, ComponentModel::NameColumn), kAnalyst);
        shown.table().sortByColumn(ComponentModel::OverallColumn, Qt::AscendingOrder);
        QCOMPARE(shown.cell(0, ComponentModel::NameColumn), QStringLiteral("services/semantic_analyzer"));
    }

    void staysWholeInTheSmallestWindow()
    {
        Shown shown;
        shown.panel.resize(936, 648);
        QCOMPARE(shown.panel.size(), QSize(936, 648));
        QVERIFY(shown.panel.minimumSizeHint().width() <= 936);
        QVERIFY(shown.panel.minimumSizeHint().height() <= 648);
    }
};

QTEST_MAIN(TestRegistryPanel)
#include "test_registry_panel.moc"
