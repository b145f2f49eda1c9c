#include "models/domain/sequential/comparison.h"

#include <QTest>

#include <cmath>
#include <limits>

using namespace fairlead;
using namespace fairlead::sequential;

namespace {

Effect effectOf(const char* text, std::optional<Effect::Rule> rule = {})
{
    return Effect::parse(QString::fromUtf8(text), {}, rule).value();
}

/// Interleaved samples without skew: the baseline's around 100, the canary's around @p canary, both +- @p deviation.
Comparison watched(const Effect& effect, double canary, double deviation, int samples, Kind kind = Kind::Mean)
{
    Comparison comparison(kind, Settings(), effect);
    for (int i = 0; i < samples; ++i) {
        const double off = i % 2 == 0 ? deviation : -deviation;
        comparison.add(Arm::Baseline, 100.0 + off);
        comparison.look();
        comparison.add(Arm::Canary, canary - off);
        comparison.look();
    }
    return comparison;
}

} // namespace

class TestSequentialDecision : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void anEffectIsReadAsItIsWritten_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("unit");
        QTest::addColumn<int>("direction");
        QTest::addColumn<double>("size");
        QTest::addColumn<bool>("relative");
        QTest::addColumn<bool>("atLeast");
        const auto row = [](const char* text, const char* unit, int direction, double size, bool relative, bool atLeast) {
            QTest::addRow("%s in %s", text, unit)
                << QString::fromUtf8(text) << QString::fromUtf8(unit) << direction << size << relative << atLeast;
        };
        row("+2%", "", 1, 0.02, true, true);
        row("2%", "", 0, 0.02, true, false);
        row("-5%", "", -1, 0.05, true, true);
        row("\u22125 %", "", -1, 0.05, true, true);
        row("0.01", "", 0, 0.01, false, false);
        row(" + .5 ", "", 1, 0.5, false, true);
        row("1e-3", "", 0, 0.001, false, false);
        row("0.5pp", "", 0, 0.005, false, false);
        row("50ms", "", 0, 50.0, false, false);
        row("50ms", "ms", 0, 50.0, false, false);
        row("50ms", "s", 0, 0.05, false, false);
        row("+1.5s", "ms", 1, 1500.0, false, true);
        row("0", "", 0, 0.0, false, false);
        row("250%", "", 0, 2.5, true, false);
    }
    void anEffectIsReadAsItIsWritten()
    {
        QFETCH(QString, text);
        QFETCH(QString, unit);
        const Result<Effect> effect = Effect::parse(text, unit);
        QVERIFY2(effect.has_value(), effect ? "" : qPrintable(effect.error().message));
        QTEST(static_cast<int>(effect->direction()), "direction");
        QFETCH(double, size);
        QVERIFY(std::abs(effect->size() - size) <= 1e-12 * std::max(1.0, size));
        QTEST(effect->relative(), "relative");
        QTEST(effect->rule() == Effect::Rule::AtLeast, "atLeast");
    }

    void whatIsNoEffectIsRefused_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("unit");
        for (const char* text : {"", "%", "two", "2 %%", "++2%", "nan", "inf", "1e999", "50 bananas", "-100%", "-250%", "2%,3%"}) {
            QTest::newRow(text) << QString::fromUtf8(text) << QString();
        }
        QTest::newRow("a unit of samples that is none") << QStringLiteral("50ms") << QStringLiteral("bananas");
    }
    void whatIsNoEffectIsRefused()
    {
        QFETCH(QString, text);
        QFETCH(QString, unit);
        const Result<Effect> effect = Effect::parse(text, unit);
        QVERIFY(!effect.has_value());
        QVERIFY(effect.error().code == ErrorCode::InvalidInput);
        QVERIFY(effect.error().message.contains(unit.isEmpty() ? text : unit));
    }

    void theEffectDecides_data()
    {
        QTest::addColumn<QString>("effect");
        QTest::addColumn<double>("canary"); // against a baseline of 100
        QTest::addColumn<double>("deviation"); // 1,000 samples: the interval is about the deviation / 7 to each side
        QTest::addColumn<QString>("decided"); // direction, or empty
        const auto row = [](const char* effect, double canary, double deviation, const char* decided) {
            QTest::addRow("%s, canary %g +- %g", effect, canary, deviation)
                << QString::fromUtf8(effect) << canary << deviation << QString::fromUtf8(decided);
        };
        row("0", 100.0, 1.0, "");
        row("0", 101.0, 1.0, "increase");
        row("0", 99.0, 1.0, "decrease");
        // At least 2 % better and the interval above 0: the interval need not be beyond 2 %.
        row("+2%", 102.1, 3.0, "increase");
        row("+2%", 101.9, 3.0, ""); // above 0, but the estimate falls short and the interval reaches beyond 2 %
        row("+2%", 102.1, 30.0, ""); // large enough, but not above 0
        row("+2%", 101.0, 3.0, "none"); // wholly below 2 %: the answer is no
        row("+2%", 98.0, 3.0, "decrease");
        row("-5%", 94.0, 3.0, "decrease");
        row("-5%", 97.0, 3.0, "none");
        row("-5%", 104.0, 3.0, "increase");
        // A regression: the interval wholly beyond.
        row("2%", 102.1, 3.0, "");
        row("2%", 103.0, 3.0, "increase");
        row("2%", 97.0, 3.0, "decrease");
        row("2%", 100.5, 3.0, "none"); // wholly within
        row("3", 103.1, 3.0, "");
        row("3", 104.0, 3.0, "increase");
        row("3", 96.0, 3.0, "decrease");
        row("3", 100.0, 3.0, "none");
        row("150%", 260.0, 3.0, "increase");
        row("150%", 240.0, 3.0, "none");
    }
    void theEffectDecides()
    {
        QFETCH(QString, effect);
        QFETCH(double, canary);
        QFETCH(double, deviation);
        QFETCH(QString, decided);
        MeanDifference difference;
        for (int i = 0; i < 1000; ++i) {
            const double off = i % 2 == 0 ? deviation : -deviation;
            difference.addBaseline(100.0 + off);
            difference.addCanary(canary + off);
        }
        const Verdict verdict = settle(difference, Effect::parse(effect).value());
        QCOMPARE(verdict.decided ? toString(verdict.direction) : QString(), decided);
    }

    void theRuleCanBeChosen()
    {
        MeanDifference difference;
        for (int i = 0; i < 1000; ++i) {
            difference.addBaseline(100.0 + (i % 2 == 0 ? 3.0 : -3.0));
            difference.addCanary(102.1 + (i % 2 == 0 ? 3.0 : -3.0));
        }
        QVERIFY(settle(difference, effectOf("+2%")).decided);
        QVERIFY(!settle(difference, effectOf("+2%", Effect::Rule::Beyond)).decided);
        QVERIFY(settle(difference, effectOf("2%", Effect::Rule::AtLeast)).decided);
    }

    void aPercentageOfANegativeBaselineIsOfItsSize()
    {
        MeanDifference difference;
        for (int i = 0; i < 1000; ++i) {
            const double off = i % 2 == 0 ? 1.0 : -1.0;
            difference.addBaseline(-100.0 + off);
            difference.addCanary(-90.0 + off);
        }
        QVERIFY(settle(difference, effectOf("+5%")).direction == Direction::Increase);
        QVERIFY(settle(difference, effectOf("5%")).direction == Direction::Increase);
        QCOMPARE(settle(difference, effectOf("+20%")), (Verdict{true, Direction::None}));
        Comparison comparison(Kind::Mean, Settings(), effectOf("5%"));
        for (int i = 0; i < 100; ++i) {
            comparison.add(Arm::Baseline, -100.0 + i % 2);
            comparison.add(Arm::Canary, -90.0 + i % 2);
        }
        const Interval relative = comparison.decision().relative;
        QVERIFY(relative.low > 0.09 && relative.low < relative.estimate && relative.estimate < relative.high && relative.high < 0.12);
    }

    void aPercentageOfNothingStaysUndecidedAndSaysWhy()
    {
        Comparison comparison(Kind::Mean, Settings(), effectOf("2%"));
        for (int i = 0; i < 500; ++i) {
            comparison.add(Arm::Baseline, i % 2 == 0 ? 1.0 : -1.0);
            comparison.add(Arm::Canary, i % 2 == 0 ? 6.0 : 4.0);
            QVERIFY(!comparison.look());
        }
        QVERIFY(comparison.decision().sentence.contains(QStringLiteral("not clearly away from 0")));
        QVERIFY(!comparison.decision().moreSamples);
    }

    void theFirstDecidingLookIsKept()
    {
        const Comparison comparison = watched(Effect(), 105.0, 10.0, 1000);
        QVERIFY(comparison.first().has_value());
        const Decision& first = *comparison.first();
        const Decision last = comparison.decision();
        QVERIFY(first.decided && last.decided);
        QVERIFY(first.lookedAt >= 2 * MeanDifference::kMinimumSamples && first.lookedAt < last.lookedAt);
        QCOMPARE(first.samples, first.lookedAt);
        QCOMPARE(last.lookedAt, 2000);
        QCOMPARE(last.samples, 2000);
        QVERIFY(last.high - last.low < first.high - first.low);
        QVERIFY(!last.moreSamples);
        // One look earlier it was not decided.
        Comparison before(Kind::Mean, Settings(), Effect());
        for (qint64 i = 0; i + 1 < first.lookedAt; ++i) {
            const double off = i / 2 % 2 == 0 ? 10.0 : -10.0;
            before.add(i % 2 == 0 ? Arm::Baseline : Arm::Canary, i % 2 == 0 ? 100.0 + off : 105.0 - off);
        }
        QVERIFY(!before.look());
    }

    void theOutlookIsReachedWhenTheSamplesStayAsTheyAre_data()
    {
        QTest::addColumn<QString>("effect");
        QTest::addColumn<double>("canary");
        QTest::newRow("a difference") << QStringLiteral("0") << 102.0;
        QTest::newRow("an improvement") << QStringLiteral("+2%") << 102.5;
        QTest::newRow("a regression beyond") << QStringLiteral("1%") << 103.0;
        QTest::newRow("no regression") << QStringLiteral("3%") << 100.5;
    }
    void theOutlookIsReachedWhenTheSamplesStayAsTheyAre()
    {
        QFETCH(QString, effect);
        QFETCH(double, canary);
        Comparison comparison = watched(Effect::parse(effect).value(), canary, 12.0, 50);
        const Decision early = comparison.decision();
        QVERIFY(!early.decided);
        QVERIFY(early.moreSamples.has_value());
        QVERIFY(early.sentence.contains(QStringLiteral("more samples at the present")));
        const qint64 wanted = early.samples + *early.moreSamples;
        const auto decidedWith = [&](qint64 samples) { // at one look, after so many
            Comparison later(Kind::Mean, Settings(), Effect::parse(effect).value());
            for (qint64 i = 0; i < samples / 4; ++i) {
                for (const double off : {12.0, -12.0}) {
                    later.add(Arm::Baseline, 100.0 + off);
                    later.add(Arm::Canary, canary + off);
                }
            }
            return later.look();
        };
        QVERIFY(decidedWith(wanted + wanted / 50 + 4));
        QVERIFY(!decidedWith(wanted - wanted / 50 - 4));
    }

    void everyKindSaysWhatItJudges()
    {
        for (const Kind kind : {Kind::Mean, Kind::P50, Kind::P95}) {
            const Decision decision = watched(Effect(), 200.0, 3.0, 400, kind).decision();
            QVERIFY(decision.decided && decision.direction == Direction::Increase);
            QVERIFY(decision.low > 0.0 && decision.low <= decision.estimate && decision.estimate <= decision.high);
            QVERIFY(decision.sentence.contains(kind == Kind::P50 ? QStringLiteral("median") : toString(kind)));
            QVERIFY(decision.sentence.contains(QStringLiteral("alpha 0.05")));
            QVERIFY(decision.sentence.contains(QStringLiteral("800 samples (400 baseline, 400 canary)")));
            QVERIFY(kindFrom(toString(kind)).value() == kind);
        }
        QVERIFY(!kindFrom(QStringLiteral("p99")).has_value());
    }

    void samplesThatCannotBeUsedAreToldOf()
    {
        Comparison comparison(Kind::Proportion, Settings(), Effect());
        QVERIFY(comparison.add(Arm::Baseline, 1.0));
        QVERIFY(!comparison.add(Arm::Canary, 0.5));
        QVERIFY(!comparison.add(Arm::Canary, std::numeric_limits<double>::quiet_NaN()));
        QVERIFY(!comparison.look());
        const Decision decision = comparison.decision();
        QCOMPARE(decision.refused, 2);
        QCOMPARE(decision.samples, 1);
        QVERIFY(decision.sentence.contains(QStringLiteral("No sample of the canary")));
        QVERIFY(decision.sentence.contains(QStringLiteral("2 samples were not used: neither 0 nor 1")));
    }
};

QTEST_APPLESS_MAIN(TestSequentialDecision)
#include "test_sequential_decision.moc"
