#include "models/domain/judge/metric_classifier.h"
#include "models/domain/judge/transforms.h"

#include <QTest>

#include <cmath>
#include <limits>

using namespace fairlead::judge;

using Numbers = QList<double>;

namespace {

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();

std::span<const double> spanOf(const Numbers& values)
{
    return {values.constData(), static_cast<std::size_t>(values.size())};
}

Classification verdict(const Numbers& experiment, const Numbers& control, const MetricRules& rules = {}, Significance significance = {})
{
    return classify(QStringLiteral("latency"), spanOf(experiment), spanOf(control), rules, significance);
}

MetricRules rulesFor(Direction direction)
{
    MetricRules rules;
    rules.direction = direction;
    return rules;
}

// Fully apart, and enough of them for 98 %.
const Numbers kLow{10.0, 10.5, 11.0, 11.5, 12.0, 12.5, 13.0, 13.5};
const Numbers kHigh{20.0, 20.5, 21.0, 21.5, 22.0, 22.5, 23.0, 23.5};

} // namespace

Q_DECLARE_METATYPE(MetricRules)
Q_DECLARE_METATYPE(Label)
Q_DECLARE_METATYPE(Direction)

class TestMetricVerdict : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aSideWithoutValuesIsJudgedByWhatMustBe_data();
    void aSideWithoutValuesIsJudgedByWhatMustBe();
    void theDirectionSaysWhichDeviationsCount_data();
    void theDirectionSaysWhichDeviationsCount();
    void theSameValuesInAnyOrderAreIdentical();
    void zerosOfBothSignsAreOneValue();
    void oneCommonValuePassesWithoutAReason();
    void theIntervalMustLieBeyondTheTolerance();
    void theEffectMustReachItsThreshold_data();
    void theEffectMustReachItsThreshold();
    void superiorityIsAskedInsteadOfTheRatio();
    void aMeanOfZeroLetsTheIntervalDecide();
    void aLowerNegativeMetricPassesWithTheDefaultRatio();
    void criticalIsOnlyWhatReachesTheCriticalThreshold_data();
    void criticalIsOnlyWhatReachesTheCriticalThreshold();
    void twoConstantsAreToldApartWithoutNoise_data();
    void twoConstantsAreToldApartWithoutNoise();
    void whatCannotBeRankedIsAnError();
    void theJudgeSNumbersAre98PercentAndAQuarter();
    void meansAloneCanBeCompared();
    void nanAreRemovedOrBecomeZero();
    void outliersGoAfterNanAreGone();
};

void TestMetricVerdict::aSideWithoutValuesIsJudgedByWhatMustBe_data()
{
    QTest::addColumn<bool>("replace");
    QTest::addColumn<bool>("mustHaveData");
    QTest::addColumn<bool>("critical");
    QTest::addColumn<Label>("label");
    QTest::addColumn<bool>("criticalResult");
    QTest::newRow("by default it is no data") << false << false << false << Label::Nodata << false;
    QTest::newRow("data that must be fail the metric") << false << true << false << Label::NodataFailMetric << false;
    QTest::newRow("critical no data is critical") << false << false << true << Label::Nodata << true;
    QTest::newRow("critical wins over must have data") << false << true << true << Label::Nodata << true;
    QTest::newRow("with replacement it passes") << true << true << true << Label::Pass << false;
}

void TestMetricVerdict::aSideWithoutValuesIsJudgedByWhatMustBe()
{
    QFETCH(bool, replace);
    QFETCH(bool, mustHaveData);
    QFETCH(bool, critical);
    QFETCH(Label, label);
    QFETCH(bool, criticalResult);
    MetricRules rules;
    rules.nanStrategy = replace ? NanStrategy::Replace : NanStrategy::Remove;
    rules.mustHaveData = mustHaveData;
    rules.critical = critical;
    const QString reason = replace ? QString() : QStringLiteral("Missing data for latency");
    const Classification expected{label, reason, criticalResult, 1.0, {}};
    QCOMPARE(verdict({}, kLow, rules), expected);
    QCOMPARE(verdict(kLow, {}, rules), expected);
    QCOMPARE(verdict({}, {}, rules), expected);
}

void TestMetricVerdict::theDirectionSaysWhichDeviationsCount_data()
{
    QTest::addColumn<Direction>("direction");
    QTest::addColumn<Label>("above");
    QTest::addColumn<Label>("below");
    QTest::newRow("either") << Direction::Either << Label::High << Label::Low;
    QTest::newRow("increase") << Direction::Increase << Label::High << Label::Pass;
    QTest::newRow("decrease") << Direction::Decrease << Label::Pass << Label::Low;
}

void TestMetricVerdict::theDirectionSaysWhichDeviationsCount()
{
    QFETCH(Direction, direction);
    QFETCH(Label, above);
    QFETCH(Label, below);
    const Classification high = verdict(kHigh, kLow, rulesFor(direction));
    const Classification low = verdict(kLow, kHigh, rulesFor(direction));
    QCOMPARE(toString(high.label), toString(above));
    QCOMPARE(toString(low.label), toString(below));
    QCOMPARE(high.reason, above == Label::Pass ? QString() : QStringLiteral("latency was classified as High"));
    QCOMPARE(low.reason, below == Label::Pass ? QString() : QStringLiteral("latency was classified as Low"));
}

void TestMetricVerdict::theSameValuesInAnyOrderAreIdentical()
{
    const Classification same = verdict({3, 1, 2}, {1, 2, 3});
    QCOMPARE(same, (Classification{Label::Pass, QStringLiteral("The Canary and Baseline data are identical"), false, 1.0, {}}));
}

void TestMetricVerdict::zerosOfBothSignsAreOneValue()
{
    QCOMPARE(verdict({0.0, -0.0}, {-0.0, -0.0}).reason, QStringLiteral("The Canary and Baseline data are identical"));
    QCOMPARE(verdict({0.0, -0.0, 0.0}, {-0.0}), (Classification{Label::Pass, {}, false, 1.0, {}}));
}

void TestMetricVerdict::oneCommonValuePassesWithoutAReason()
{
    QCOMPARE(verdict({5, 5, 5}, {5, 5}), (Classification{Label::Pass, {}, false, 1.0, {}}));
}

void TestMetricVerdict::theIntervalMustLieBeyondTheTolerance()
{
    // 10, 20, 30, 40 against 1, 2, 3, 4 at 95 %: from 6 to 39 around 22.5.
    const Numbers canary{10, 20, 30, 40};
    const Numbers baseline{1, 2, 3, 4};
    const double border = 6 / 22.5;
    QCOMPARE(toString(verdict(canary, baseline, {}, {border - 1e-9, 0.95}).label), toString(Label::High));
    QCOMPARE(toString(verdict(canary, baseline, {}, {border + 1e-9, 0.95}).label), toString(Label::Pass));
    QCOMPARE(toString(verdict(baseline, canary, {}, {border - 1e-9, 0.95}).label), toString(Label::Low));
    QCOMPARE(toString(verdict(baseline, canary, {}, {border + 1e-9, 0.95}).label), toString(Label::Pass));
}

void TestMetricVerdict::theEffectMustReachItsThreshold_data()
{
    QTest::addColumn<double>("allowedIncrease");
    QTest::addColumn<double>("allowedDecrease");
    QTest::addColumn<Label>("doubled");
    QTest::addColumn<Label>("halved");
    QTest::newRow("reached") << 1.9 << 0.6 << Label::High << Label::Low;
    QTest::newRow("exactly reached") << 2.0 << 0.5 << Label::High << Label::Low;
    QTest::newRow("not reached") << 2.1 << 0.4 << Label::Pass << Label::Pass;
}

void TestMetricVerdict::theEffectMustReachItsThreshold()
{
    QFETCH(double, allowedIncrease);
    QFETCH(double, allowedDecrease);
    QFETCH(Label, doubled);
    QFETCH(Label, halved);
    Numbers twice;
    for (const double value : kLow) {
        twice.append(2 * value);
    }
    MetricRules rules;
    rules.effectSize.allowedIncrease = allowedIncrease;
    rules.effectSize.allowedDecrease = allowedDecrease;
    QCOMPARE(toString(verdict(twice, kLow, rules).label), toString(doubled));
    QCOMPARE(toString(verdict(kLow, twice, rules).label), toString(halved));
    QCOMPARE(verdict(twice, kLow, rules).ratio, std::optional(2.0));
}

void TestMetricVerdict::superiorityIsAskedInsteadOfTheRatio()
{
    MetricRules rules;
    rules.effectSize = EffectSize::none(EffectMeasure::Superiority);
    rules.effectSize.allowedIncrease = 1;
    QCOMPARE(toString(verdict(kHigh, kLow, rules).label), toString(Label::High));
    Numbers overlapping = kHigh;
    overlapping.last() = kLow.first() - 1; // 8 of 64 pairs lost
    QCOMPARE(toString(verdict(overlapping, kLow, rules).label), toString(Label::Pass));
    rules.effectSize.allowedIncrease = 0.875;
    QCOMPARE(toString(verdict(overlapping, kLow, rules).label), toString(Label::High));
}

void TestMetricVerdict::aMeanOfZeroLetsTheIntervalDecide()
{
    MetricRules rules;
    rules.effectSize.allowedIncrease = 1000;
    const Classification found = verdict(kHigh, {-2, -1, -1, 0, 0, 1, 1, 2}, rules);
    QCOMPARE(toString(found.label), toString(Label::High));
    QVERIFY(std::isnan(found.ratio.value_or(0)));
}

void TestMetricVerdict::aLowerNegativeMetricPassesWithTheDefaultRatio()
{
    // -40 against -10 is a ratio of 4, which is no decrease.
    Numbers lower;
    Numbers upper;
    for (int i = 0; i < 8; ++i) {
        lower.append(-40 - i);
        upper.append(-10 - 0.1 * i);
    }
    QCOMPARE(toString(verdict(lower, upper).label), toString(Label::Pass));
    MetricRules rules;
    rules.effectSize.allowedDecrease = 10;
    QCOMPARE(toString(verdict(lower, upper, rules).label), toString(Label::Low));
}

void TestMetricVerdict::criticalIsOnlyWhatReachesTheCriticalThreshold_data()
{
    QTest::addColumn<double>("criticalIncrease");
    QTest::addColumn<bool>("critical");
    QTest::newRow("below the effect") << 1.5 << true;
    QTest::newRow("equal to it") << 2.0 << true;
    QTest::newRow("above it") << 2.5 << false;
}

void TestMetricVerdict::criticalIsOnlyWhatReachesTheCriticalThreshold()
{
    QFETCH(double, criticalIncrease);
    QFETCH(bool, critical);
    Numbers twice;
    for (const double value : kLow) {
        twice.append(2 * value);
    }
    MetricRules rules;
    rules.critical = true;
    rules.effectSize.criticalIncrease = criticalIncrease;
    const Classification found = verdict(twice, kLow, rules);
    QCOMPARE(toString(found.label), toString(Label::High));
    QCOMPARE(found.critical, critical);
    QCOMPARE(found.reason,
        critical ? QStringLiteral("The metric latency was classified as High (Critical)")
                 : QStringLiteral("latency was classified as High"));
    QVERIFY(!verdict(kLow, kLow, rules).critical);
}

void TestMetricVerdict::twoConstantsAreToldApartWithoutNoise_data()
{
    QTest::addColumn<Numbers>("experiment");
    QTest::addColumn<Numbers>("control");
    QTest::addColumn<Direction>("direction");
    QTest::addColumn<Label>("label");
    QTest::newRow("above") << Numbers{10, 10, 10} << Numbers{4, 4} << Direction::Either << Label::High;
    QTest::newRow("below") << Numbers{4, 4} << Numbers{10, 10, 10} << Direction::Either << Label::Low;
    QTest::newRow("above, asked for a decrease") << Numbers{10, 10} << Numbers{4, 4} << Direction::Decrease << Label::Pass;
    QTest::newRow("single values") << Numbers{10} << Numbers{4} << Direction::Either << Label::High;
    QTest::newRow("zeros against a value") << Numbers{0, 0} << Numbers{4, 4} << Direction::Either << Label::Low;
    QTest::newRow("a value against zeros") << Numbers{4, 4} << Numbers{0, 0} << Direction::Either << Label::High;
    QTest::newRow("one zero against values") << Numbers{0} << Numbers{4, 4} << Direction::Either << Label::Low;
    QTest::newRow("one zero against one value") << Numbers{0} << Numbers{5} << Direction::Either << Label::Error;
    QTest::newRow("one value against one zero") << Numbers{5} << Numbers{0} << Direction::Either << Label::Error;
    QTest::newRow("a rounding error apart") << Numbers{0.1 + 0.2, 0.1 + 0.2} << Numbers{0.3, 0.3} << Direction::Either << Label::Pass;
    QTest::newRow("within the noise") << Numbers{100'001, 100'001} << Numbers{100'000, 100'000} << Direction::Either << Label::Pass;
    QTest::newRow("beyond it") << Numbers{100'002, 100'002} << Numbers{100'000, 100'000} << Direction::Either << Label::High;
    QTest::newRow("negative ones differ by direction, the ratio does not agree")
        << Numbers{-40, -40} << Numbers{-10, -10} << Direction::Either << Label::Pass;
}

void TestMetricVerdict::twoConstantsAreToldApartWithoutNoise()
{
    QFETCH(Numbers, experiment);
    QFETCH(Numbers, control);
    QFETCH(Direction, direction);
    QFETCH(Label, label);
    const Classification found = verdict(experiment, control, rulesFor(direction));
    QCOMPARE(toString(found.label), toString(label));
    QCOMPARE(found.interval.has_value(), label != Label::Error);
    QVERIFY(!found.interval || found.interval->low == found.interval->high); // nothing is left to chance
}

void TestMetricVerdict::whatCannotBeRankedIsAnError()
{
    const Classification found = verdict({1, 2, HUGE_VAL}, kLow);
    QCOMPARE(found, (Classification{Label::Error, QStringLiteral("Metric Classification Failed"), false, {}, {}}));
}

void TestMetricVerdict::theJudgeSNumbersAre98PercentAndAQuarter()
{
    QCOMPARE(Significance().confidence, 0.98);
    QCOMPARE(Significance().tolerance, 0.25);
}

void TestMetricVerdict::meansAloneCanBeCompared()
{
    QCOMPARE(toString(compareMeans(spanOf({1, 2}), spanOf({1, 1.9}), {})), toString(Label::High));
    QCOMPARE(toString(compareMeans(spanOf({1, 2}), spanOf({1, 1.9}), rulesFor(Direction::Decrease))), toString(Label::Pass));
    QCOMPARE(toString(compareMeans(spanOf({1, 1.9}), spanOf({1, 2}), {})), toString(Label::Low));
    QCOMPARE(toString(compareMeans(spanOf({1, 2}), spanOf({2, 1}), {})), toString(Label::Pass));
    QCOMPARE(toString(compareMeans({}, spanOf({2, 1}), {})), toString(Label::Nodata));
}

void TestMetricVerdict::nanAreRemovedOrBecomeZero()
{
    const Values given{kNan, 3, kNan, 1};
    MetricRules rules;
    QCOMPARE(transform(given, rules), (Values{3, 1}));
    rules.nanStrategy = NanStrategy::Replace;
    QCOMPARE(transform(given, rules), (Values{0, 3, 0, 1}));
    QCOMPARE(transform(Values{}, rules), Values{}); // nothing is made of nothing
}

void TestMetricVerdict::outliersGoAfterNanAreGone()
{
    Values given(200, 10.0);
    for (std::size_t i = 0; i < 100; ++i) {
        given[i] = 11;
    }
    given[7] = 900;
    given[8] = kNan;
    MetricRules rules;
    QCOMPARE(transform(given, rules).size(), std::size_t{199});
    rules.outlierFactor = 3;
    const Values kept = transform(given, rules);
    QCOMPARE(kept.size(), std::size_t{198});
    QVERIFY(std::ranges::find(kept, 900) == kept.end());
    QCOMPARE(transform(Values{kNan}, rules), Values{});
}

QTEST_GUILESS_MAIN(TestMetricVerdict)
#include "test_metric_verdict.moc"
