#include "models/items/component_model.h"

#include <QAbstractItemModelTester>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTest>

using namespace fairlead;
using namespace fairlead::items;

namespace {

registry::Component component(const char* name)
{
    registry::Component made;
    made.name = QLatin1String(name);
    return made;
}

} // namespace

class TestComponentModel : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void judgesScoresAtTheirBounds_data()
    {
        QTest::addColumn<QString>("key");
        QTest::addColumn<double>("value");
        QTest::addColumn<ScoreState>("expected");
        QTest::newRow("IFF at its bound") << QStringLiteral("iff") << 0.85 << ScoreState::Met;
        QTest::newRow("IFF under it") << QStringLiteral("iff") << 0.8499 << ScoreState::Missed;
        QTest::newRow("TLP at its bound") << QStringLiteral("tlp") << 0.80 << ScoreState::Met;
        QTest::newRow("TLP under it") << QStringLiteral("tlp") << 0.79 << ScoreState::Missed;
        QTest::newRow("AOC at its bound") << QStringLiteral("aoc") << 0.70 << ScoreState::Met;
        QTest::newRow("AOC under it") << QStringLiteral("aoc") << 0.0 << ScoreState::Missed;
        QTest::newRow("BC at its bound") << QStringLiteral("bc") << 0.85 << ScoreState::Met;
        QTest::newRow("BC under it") << QStringLiteral("bc") << 0.84 << ScoreState::Missed;
        QTest::newRow("TE is a gain, a score says nothing of it") << QStringLiteral("te") << 0.81 << ScoreState::NotJudged;
        QTest::newRow("TE low") << QStringLiteral("te") << 0.01 << ScoreState::NotJudged;
    }

    void judgesScoresAtTheirBounds()
    {
        QFETCH(QString, key);
        QFETCH(double, value);
        QFETCH(ScoreState, expected);
        registry::Component one = component("a");
        one.scores[key] = value;
        int found = 0;
        for (const Score& score : scoresOf(one)) {
            if (score.key == key) {
                ++found;
                QCOMPARE(score.state, expected);
                QCOMPARE(score.value, std::optional(value));
            } else {
                QCOMPARE(score.state, ScoreState::NotJudged);
                QVERIFY(!score.value);
            }
        }
        QCOMPARE(found, 1);
    }

    void takesThePlainMeanOnlyOfAllFive()
    {
        registry::Component one = component("a");
        one.scores
            = {{QStringLiteral("iff"), 0.92}, {QStringLiteral("tlp"), 0.88}, {QStringLiteral("aoc"), 0.75}, {QStringLiteral("bc"), 0.95}};
        QVERIFY(!overallScore(one));
        one.scores[QStringLiteral("te")] = 0.81;
        QVERIFY(overallScore(one).has_value());
        QVERIFY(qAbs(*overallScore(one) - 0.862) < 1e-9);
    }

    void namesWhatNeedsALook()
    {
        registry::Component good = component("core/base");
        registry::Component bad = component("agents/engineer");
        bad.dependencies = {QStringLiteral("core/base"), QStringLiteral("core/gone")};
        bad.scores[QStringLiteral("iff")] = 0.5;
        ComponentModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setComponents({good, bad});
        QVERIFY(!model.index(0, 0).data(ComponentModel::ProblemRole).toBool());
        QVERIFY(model.index(1, 0).data(ComponentModel::ProblemRole).toBool());
        QCOMPARE(model.flagsAt(1), (ComponentFlags{{QStringLiteral("core/gone")}, 1, false}));
        QCOMPARE(model.rowOf(QStringLiteral("agents/engineer")), 1);
        QCOMPARE(model.rowOf(QStringLiteral("engineer")), -1);
    }

    void givesValuesAndNoWords()
    {
        registry::Component one = component("personas/Analyst");
        one.production = QStringLiteral("1.4.2");
        one.tags = {QStringLiteral("x"), QStringLiteral("y")};
        one.status = registry::DeploymentStatus::Canary;
        ComponentModel model;
        const QSignalSpy reset(&model, &QAbstractItemModel::modelReset);
        model.setComponents({one});
        QCOMPARE(reset.size(), 1);
        QCOMPARE(model.index(0, ComponentModel::VersionColumn).data().toString(), QStringLiteral("1.4.2"));
        QCOMPARE(model.index(0, ComponentModel::TagsColumn).data().toString(), QStringLiteral("x, y"));
        QCOMPARE(model.index(0, ComponentModel::NameColumn).data(ComponentModel::SortRole).toString(), QStringLiteral("personas/analyst"));
        QCOMPARE(model.index(0, ComponentModel::StatusColumn).data(ComponentModel::StatusRole).toInt(),
            static_cast<int>(registry::DeploymentStatus::Canary));
        QVERIFY(!model.index(0, ComponentModel::OverallColumn).data().isValid());
        QCOMPARE(model.index(0, 0).data(ComponentModel::ComponentRole).value<registry::Component>(), one);
        QVERIFY(model.index(0, 0).data(ComponentModel::InUseRole).toBool());
        QVERIFY(!model.headerData(0, Qt::Horizontal).isValid());
    }
};

QTEST_APPLESS_MAIN(TestComponentModel)
#include "test_component_model.moc"
