#include "models/domain/judge/judgement.h"
#include "models/domain/judge/repeated.h"
#include "models/domain/judge/scorer.h"

#include <QTest>

#include <limits>

using namespace fairlead;
using namespace fairlead::judge;

namespace {

Counted counted(const char* groups, Label label, bool critical = false, bool muted = false)
{
    const QString words = QLatin1String(groups);
    return {words.isEmpty() ? QStringList() : words.split(QLatin1Char(' ')), label, QStringLiteral("because"), critical, muted};
}

using Results = std::vector<Counted>;
using Weights = std::map<QString, double>;

const QString kA = QStringLiteral("a");
const QString kB = QStringLiteral("b");

MetricConfig metric(const char* name, const char* group, bool critical = false)
{
    MetricConfig config;
    config.name = QLatin1String(name);
    config.groups = {QLatin1String(group)};
    config.rules.critical = critical;
    return config;
}

MetricPair pair(const char* name, Values experiment, Values control)
{
    return {QLatin1String(name), {}, {}, std::move(experiment), std::move(control)};
}

const Values kLow{10.0, 10.5, 11.0, 11.5, 12.0, 12.5, 13.0, 13.5};
const Values kHigh{20.0, 20.5, 21.0, 21.5, 22.0, 22.5, 23.0, 23.5};

} // namespace

Q_DECLARE_METATYPE(Results)
Q_DECLARE_METATYPE(Weights)
Q_DECLARE_METATYPE(Verdict)

class TestCanaryScore : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theSummaryIsTheWeightedSumOfGroups_data();
    void theSummaryIsTheWeightedSumOfGroups();
    void aGroupIsTheShareThatPassed();
    void theFirstCriticalFailureIsTheReason();
    void halfWithoutDataIsTooMuch_data();
    void halfWithoutDataIsTooMuch();
    void halvesRoundUpOnTheShortestDecimal_data();
    void halvesRoundUpOnTheShortestDecimal();
    void aScoreOnAThresholdReachesIt_data();
    void aScoreOnAThresholdReachesIt();
    void aRepeatedAnalysisFailsOnTheMarginalScore_data();
    void aRepeatedAnalysisFailsOnTheMarginalScore();
    void aRunIsJudgedPairByPair();
    void aCriticalFailureFailsTheRun();
    void aMutedMetricIsShownAndNotCounted();
    void theFirstOfTwoConfigurationsIsUsed();
    void aPairWithoutAConfigurationStopsTheJudgement();
    void anOutlierFactorOfNothingStopsTheJudgement_data();
    void anOutlierFactorOfNothingStopsTheJudgement();
};

void TestCanaryScore::theSummaryIsTheWeightedSumOfGroups_data()
{
    QTest::addColumn<Results>("results");
    QTest::addColumn<Weights>("weights");
    QTest::addColumn<double>("summary");
    const Results split{counted("a", Label::Pass), counted("b", Label::High)};
    QTest::newRow("no metric") << Results{} << Weights{} << 0.0;
    QTest::newRow("no metric but weights") << Results{} << Weights{{kA, 100}} << 0.0;
    QTest::newRow("no group") << Results{counted("", Label::Pass)} << Weights{} << 0.0;
    QTest::newRow("without weights all groups are alike") << split << Weights{} << 50.0;
    QTest::newRow("weights are percent") << split << Weights{{kA, 70}, {kB, 30}} << 70.0;
    QTest::newRow("weights are not normalised") << split << Weights{{kA, 70}, {kB, 70}} << 70.0;
    QTest::newRow("what is left is shared") << split << Weights{{kB, 30}} << 70.0;
    QTest::newRow("the weight of an absent group is lost") << split << Weights{{kA, 40}, {QStringLiteral("c"), 60}} << 40.0;
    QTest::newRow("and lost to those without a weight too")
        << Results{counted("b", Label::Pass)} << Weights{{QStringLiteral("c"), 60}} << 40.0;
    QTest::newRow("what is left may be less than nothing") << split << Weights{{kB, 130}} << -30.0;
    QTest::newRow("a third is rounded") << Results{counted("a", Label::Pass), counted("a", Label::High), counted("a", Label::Low)}
                                        << Weights{} << 33.33;
    QTest::newRow("a metric counts in each group")
        << Results{counted("a b", Label::Pass), counted("b", Label::High)} << Weights{{kA, 50}, {kB, 50}} << 75.0;
    QTest::newRow("a group without data counts in full")
        << Results{counted("a", Label::Nodata), counted("b", Label::High), counted("b", Label::Pass)} << Weights{} << 75.0;
    QTest::newRow("an error fails nothing") << Results{counted("a", Label::Error)} << Weights{} << 100.0;
    QTest::newRow("data that must be count against")
        << Results{counted("a", Label::NodataFailMetric), counted("a", Label::Pass)} << Weights{} << 50.0;
    QTest::newRow("muted metrics do not count")
        << Results{counted("a", Label::High, true, true), counted("b", Label::Pass)} << Weights{} << 100.0;
}

void TestCanaryScore::theSummaryIsTheWeightedSumOfGroups()
{
    QFETCH(Results, results);
    QFETCH(Weights, weights);
    QFETCH(double, summary);
    const Score score = scoreOf(results, weights);
    QCOMPARE(score.summary, summary);
    QCOMPARE(score.reason, QString());
}

void TestCanaryScore::aGroupIsTheShareThatPassed()
{
    const Score score = scoreOf({counted("b a", Label::Pass), counted("a", Label::High), counted("a", Label::NodataFailMetric),
                                    counted("c", Label::Nodata), counted("d", Label::High, false, true)},
        {});
    const std::vector<GroupScore> expected{{kA, 1.0 / 3 * 100, false}, {kB, 100, false}, {QStringLiteral("c"), 0, true}};
    QCOMPARE(score.groups, expected);
}

void TestCanaryScore::theFirstCriticalFailureIsTheReason()
{
    Counted first = counted("a", Label::Nodata, true);
    first.reason = QStringLiteral("Missing data for x");
    const Score score
        = scoreOf({counted("a", Label::Pass, true), counted("a", Label::Low), first, counted("a", Label::High, true)}, {{kA, 100}});
    QCOMPARE(score.summary, 0.0);
    QCOMPARE(score.reason, QStringLiteral("Canary Failed: Missing data for x"));
    QCOMPARE(score.groups.size(), std::size_t{1}); // the groups' scores are reported all the same
}

void TestCanaryScore::halfWithoutDataIsTooMuch_data()
{
    QTest::addColumn<Results>("results");
    QTest::addColumn<bool>("tooMuch");
    const Counted pass = counted("a", Label::Pass);
    const Counted none = counted("a", Label::Nodata);
    QTest::newRow("one of two") << Results{pass, none} << true;
    QTest::newRow("one of three") << Results{pass, none, pass} << false;
    QTest::newRow("two of three") << Results{none, none, pass} << true;
    QTest::newRow("muted ones leave one of one") << Results{counted("a", Label::Pass, false, true), none} << true;
    QTest::newRow("muted no data is none") << Results{pass, counted("a", Label::Nodata, false, true)} << false;
    QTest::newRow("required data are another thing") << Results{counted("a", Label::NodataFailMetric), pass} << false;
    QTest::newRow("and so are errors") << Results{counted("a", Label::Error), pass} << false;
    QTest::newRow("no metric at all") << Results{} << false;
}

void TestCanaryScore::halfWithoutDataIsTooMuch()
{
    QFETCH(Results, results);
    QFETCH(bool, tooMuch);
    const Score score = scoreOf(results, {});
    QCOMPARE(score.reason, tooMuch ? QStringLiteral("Canary Failed: 50% or more metrics returned NODATA") : QString());
    QVERIFY(!tooMuch || score.summary == 0);
}

void TestCanaryScore::halvesRoundUpOnTheShortestDecimal_data()
{
    QTest::addColumn<double>("value");
    QTest::addColumn<double>("rounded");
    QTest::newRow("nothing to round") << 12.5 << 12.5;
    QTest::newRow("two places stay") << 66.67 << 66.67;
    QTest::newRow("down") << 66.664999 << 66.66;
    QTest::newRow("a half goes up") << 0.125 << 0.13;
    QTest::newRow("a double below the half that it is written as") << 2.675 << 2.68;
    QTest::newRow("another") << 1.005 << 1.01;
    QTest::newRow("just below a half") << 1.0049999999 << 1.0;
    QTest::newRow("carries") << 99.995 << 100.0;
    QTest::newRow("carries past the point") << 9.999 << 10.0;
    QTest::newRow("away from zero") << -0.125 << -0.13;
    QTest::newRow("to zero, which has no sign") << -0.001 << 0.0;
    QTest::newRow("very small") << 1e-300 << 0.0;
    QTest::newRow("very large") << 1e300 << 1e300;
}

void TestCanaryScore::halvesRoundUpOnTheShortestDecimal()
{
    QFETCH(double, value);
    QFETCH(double, rounded);
    QVERIFY2(roundedToCents(value) == rounded, qPrintable(QString::number(roundedToCents(value), 'g', 17)));
    QVERIFY(!std::signbit(roundedToCents(value)) || rounded < 0);
}

void TestCanaryScore::aScoreOnAThresholdReachesIt_data()
{
    QTest::addColumn<double>("score");
    QTest::addColumn<double>("pass");
    QTest::addColumn<double>("marginal");
    QTest::addColumn<Verdict>("verdict");
    QTest::newRow("above pass") << 96.0 << 95.0 << 75.0 << Verdict::Pass;
    QTest::newRow("at pass") << 95.0 << 95.0 << 75.0 << Verdict::Pass;
    QTest::newRow("below pass") << 94.99 << 95.0 << 75.0 << Verdict::Marginal;
    QTest::newRow("at marginal") << 75.0 << 95.0 << 75.0 << Verdict::Marginal;
    QTest::newRow("below marginal") << 74.99 << 95.0 << 75.0 << Verdict::Fail;
    QTest::newRow("zero passes where zero does") << 0.0 << 0.0 << 0.0 << Verdict::Pass;
    QTest::newRow("marginal above pass is never reached") << 70.0 << 60.0 << 80.0 << Verdict::Pass;
}

void TestCanaryScore::aScoreOnAThresholdReachesIt()
{
    QFETCH(double, score);
    QFETCH(double, pass);
    QFETCH(double, marginal);
    QFETCH(Verdict, verdict);
    QCOMPARE(toString(verdictOf(score, {pass, marginal})), toString(verdict));
}

void TestCanaryScore::aRepeatedAnalysisFailsOnTheMarginalScore_data()
{
    QTest::addColumn<double>("score");
    QTest::addColumn<QVariant>("pass");
    QTest::addColumn<QVariant>("marginal");
    QTest::addColumn<bool>("passed");
    QTest::addColumn<QString>("message");
    const QVariant none;
    QTest::newRow("no thresholds") << 0.0 << none << none << true << QStringLiteral("No score thresholds were specified.");
    QTest::newRow("at marginal") << 75.0 << none << QVariant(75.0) << false
                                 << QStringLiteral("Final canary score 75.0 is not above the marginal score threshold.");
    QTest::newRow("above marginal") << 75.01 << none << QVariant(75.0) << true << QStringLiteral("No pass score threshold was specified.");
    QTest::newRow("between") << 80.5 << QVariant(95.0) << QVariant(75.0) << false
                             << QStringLiteral("Final canary score 80.5 is below the pass score threshold.");
    QTest::newRow("at pass") << 95.0 << QVariant(95.0) << QVariant(75.0) << true
                             << QStringLiteral("Final canary score 95.0 met or exceeded the pass score threshold.");
    QTest::newRow("marginal is asked first") << 95.0 << QVariant(95.0) << QVariant(95.0) << false
                                             << QStringLiteral("Final canary score 95.0 is not above the marginal score threshold.");
    QTest::newRow("pass alone") << 33.33 << QVariant(50.0) << none << false
                                << QStringLiteral("Final canary score 33.33 is below the pass score threshold.");
}

void TestCanaryScore::aRepeatedAnalysisFailsOnTheMarginalScore()
{
    QFETCH(double, score);
    QFETCH(QVariant, pass);
    QFETCH(QVariant, marginal);
    QFETCH(bool, passed);
    QFETCH(QString, message);
    const auto threshold = [](const QVariant& value) { return value.isValid() ? std::optional(value.toDouble()) : std::nullopt; };
    QCOMPARE(finalResult(score, threshold(pass), threshold(marginal)), (FinalResult{passed, message}));
    QCOMPARE(stopsAnalysis(score, threshold(marginal)), marginal.isValid() && score <= marginal.toDouble());
}

void TestCanaryScore::aRunIsJudgedPairByPair()
{
    const double nan = std::numeric_limits<double>::quiet_NaN();
    CanaryConfig config;
    config.metrics = {metric("cpu", "a"), metric("errors", "b")};
    config.groupWeights = {{kA, 60}, {kB, 40}};
    Values withGaps = kLow;
    withGaps.insert(withGaps.begin() + 3, nan);
    const auto judgement = judge::judge(config, {95, 50}, {pair("errors", kHigh, kLow), pair("cpu", withGaps, kLow)});
    QVERIFY(judgement.has_value());
    QCOMPARE(judgement->results.size(), std::size_t{2});
    QCOMPARE(judgement->results[0].name, QStringLiteral("errors"));
    QCOMPARE(toString(judgement->results[0].classification.label), toString(Label::High));
    QCOMPARE(judgement->results[0].experiment.mean, 21.75);
    QCOMPARE(toString(judgement->results[1].classification.label), toString(Label::Pass));
    QCOMPARE(judgement->results[1].experiment.count, std::size_t{8}); // without the gap
    QCOMPARE(judgement->score.summary, 60.0);
    QCOMPARE(toString(judgement->verdict), toString(Verdict::Marginal));
}

void TestCanaryScore::aCriticalFailureFailsTheRun()
{
    CanaryConfig config;
    config.metrics = {metric("cpu", "a"), metric("errors", "b", true)};
    const auto judgement = judge::judge(config, {95, 50}, {pair("cpu", kLow, kLow), pair("errors", kHigh, kLow)});
    QVERIFY(judgement.has_value());
    QCOMPARE(judgement->score.summary, 0.0);
    QCOMPARE(toString(judgement->verdict), toString(Verdict::Fail));
    QCOMPARE(judgement->score.reason, QStringLiteral("Canary Failed: The metric errors was classified as High (Critical)"));
}

void TestCanaryScore::aMutedMetricIsShownAndNotCounted()
{
    CanaryConfig config;
    config.metrics = {metric("cpu", "a"), metric("errors", "b", true)};
    config.metrics[1].rules.muted = true;
    const auto judgement = judge::judge(config, {95, 50}, {pair("cpu", kLow, kLow), pair("errors", kHigh, kLow)});
    QVERIFY(judgement.has_value());
    QCOMPARE(judgement->score.summary, 100.0);
    QCOMPARE(judgement->score.groups.size(), std::size_t{1});
    QVERIFY(judgement->results[1].muted);
    QCOMPARE(toString(judgement->results[1].classification.label), toString(Label::High));
}

void TestCanaryScore::theFirstOfTwoConfigurationsIsUsed()
{
    CanaryConfig config;
    config.metrics = {metric("cpu", "a"), metric("cpu", "b")};
    config.metrics[0].rules.direction = Direction::Decrease;
    const auto judgement = judge::judge(config, {95, 50}, {pair("cpu", kHigh, kLow)});
    QVERIFY(judgement.has_value());
    QCOMPARE(toString(judgement->results[0].classification.label), toString(Label::Pass));
    QCOMPARE(judgement->results[0].groups, QStringList{kA});
}

void TestCanaryScore::aPairWithoutAConfigurationStopsTheJudgement()
{
    CanaryConfig config;
    config.metrics = {metric("cpu", "a")};
    const auto judgement = judge::judge(config, {95, 50}, {pair("cpu", kLow, kLow), pair("memory", kLow, kLow)});
    QVERIFY(!judgement.has_value());
    QVERIFY(judgement.error().code == ErrorCode::InvalidInput);
    QVERIFY(judgement.error().message.contains(QStringLiteral("memory")));
}

void TestCanaryScore::anOutlierFactorOfNothingStopsTheJudgement_data()
{
    QTest::addColumn<double>("factor");
    QTest::addColumn<bool>("judged");
    QTest::newRow("zero") << 0.0 << false;
    QTest::newRow("negative") << -1.0 << false;
    QTest::newRow("no number") << std::numeric_limits<double>::quiet_NaN() << false;
    QTest::newRow("a little") << 1e-9 << true;
}

void TestCanaryScore::anOutlierFactorOfNothingStopsTheJudgement()
{
    QFETCH(double, factor);
    QFETCH(bool, judged);
    CanaryConfig config;
    config.metrics = {metric("cpu", "a")};
    config.metrics[0].rules.outlierFactor = factor;
    QCOMPARE(judge::judge(config, {95, 50}, {pair("cpu", kLow, kHigh)}).has_value(), judged);
}

QTEST_GUILESS_MAIN(TestCanaryScore)
#include "test_canary_score.moc"
