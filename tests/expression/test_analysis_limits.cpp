#include "models/domain/analysis/assess.h"
#include "models/domain/analysis/limit_counter.h"
#include "models/domain/analysis/limits_echo.h"
#include "models/domain/analysis/measurement_phase.h"

#include <QTest>

using namespace fairlead;
using namespace fairlead::analysis;

namespace {

constexpr Phase S = Phase::Successful;
constexpr Phase F = Phase::Failed;
constexpr Phase I = Phase::Inconclusive;
constexpr Phase E = Phase::Error;
constexpr Phase R = Phase::Running;

Metric metric(std::optional<int> count, Limits limits)
{
    Metric made;
    made.name = QStringLiteral("success-rate");
    made.interval = QStringLiteral("60s");
    made.count = count;
    made.limits = limits;
    return made;
}

Limits limits(
    std::optional<int> failure, std::optional<int> inconclusive = {}, std::optional<int> error = {}, std::optional<int> success = {})
{
    return {failure, inconclusive, error, success};
}

Measurement measurement(Phase phase)
{
    Measurement made;
    made.phase = phase;
    made.finishedAt = Instant::fromMs(1000);
    return made;
}

} // namespace

Q_DECLARE_METATYPE(fairlead::analysis::Metric)

class TestAnalysisLimits : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void limitsDecideAtTheirBorders_data()
    {
        QTest::addColumn<Metric>("metric");
        QTest::addColumn<QList<Phase>>("measured");
        QTest::addColumn<QList<Phase>>("phases");
        const auto row = [](const char* name, const Metric& each, const QList<Phase>& measured, const QList<Phase>& phases) {
            QTest::newRow(name) << each << measured << phases;
        };
        row("the first failure without a limit", metric(10, {}), {F}, {F});
        row("the fourth failure of three", metric(10, limits(3)), {F, S, F, F, F}, {R, R, R, R, F});
        row("failures are a total, not a row", metric(10, limits(1)), {F, S, S, F}, {R, R, R, F});
        row("a failure limit of -1 never fails", metric(3, limits(-1)), {F, F, F}, {R, R, S});
        row("the second inconclusive of one", metric(10, limits({}, 1)), {I, S, I}, {R, R, I});
        row("the fifth error in a row", metric(10, {}), {E, E, E, E, E}, {R, R, R, R, E});
        row("anything else ends a row of errors", metric(10, {}), {E, E, E, E, S, E, E, E, E, E}, {R, R, R, R, R, R, R, R, R, E});
        row("errors are no measurements taken", metric(2, {}), {E, S, E, S}, {R, R, R, S});
        row("the count is reached", metric(2, {}), {S, S}, {R, S});
        row("three successes in a row", metric({}, limits(5, {}, {}, 3)), {S, S, F, S, S, S}, {R, R, R, R, R, S});
        row("an error ends a row of successes", metric({}, limits({}, {}, {}, 2)), {S, E, S, S}, {R, R, R, S});
        row("too few successes in a row, failures limited", metric(3, limits(5, {}, {}, 2)), {S, F, S}, {R, R, I});
        row("too few successes in a row, failures not limited", metric(3, limits(-1, {}, {}, 2)), {S, F, S}, {R, R, F});
        row("what is final stays", metric(2, {}), {F, S, S}, {F, F, F});
    }
    void limitsDecideAtTheirBorders()
    {
        QFETCH(Metric, metric);
        QFETCH(QList<Phase>, measured);
        QFETCH(QList<Phase>, phases);
        LimitCounter counter(metric);
        QCOMPARE(toString(counter.phase()), toString(Phase::Pending));
        for (qsizetype each = 0; each < measured.size(); ++each) {
            QCOMPARE(toString(counter.add(measurement(measured.at(each)))), toString(phases.at(each)));
        }
    }

    void theLastLimitOfTheOrderWinsAndNotTheWorst()
    {
        Counters counters;
        counters.failed = 1;
        QCOMPARE(exceeded({}, counters)->message, QStringLiteral("failed (1) > failureLimit (0)"));
        counters.inconclusive = 1;
        QCOMPARE(exceeded({}, counters)->message, QStringLiteral("inconclusive (1) > inconclusiveLimit (0)"));
        counters.consecutiveError = 5;
        QCOMPARE(toString(exceeded({}, counters)->phase), toString(Phase::Error));
        QCOMPARE(exceeded({}, counters)->message, QStringLiteral("consecutiveErrors (5) > consecutiveErrorLimit (4)"));
        counters.consecutiveError = 4;
        QCOMPARE(toString(exceeded({}, counters)->phase), toString(Phase::Inconclusive));
        QVERIFY(!exceeded({}, Counters()));
    }

    void aMetricWithoutCountAndIntervalIsMeasuredOnce()
    {
        Metric once;
        QCOMPARE(once.effectiveCount(), std::optional(1));
        once.count = 0;
        QCOMPARE(once.effectiveCount(), std::optional(1));
        once.interval = QStringLiteral("5m");
        QVERIFY(!once.effectiveCount());
        once.count = 3;
        QCOMPARE(once.effectiveCount(), std::optional(3));
    }

    void aMeasurementInFlightKeepsItRunning()
    {
        MetricResult result;
        QCOMPARE(toString(assess(metric(1, {}), result, false)), toString(Phase::Pending));
        QCOMPARE(toString(assess(metric(1, {}), result, true)), toString(Phase::Successful));
        Measurement inFlight;
        inFlight.phase = Phase::Running;
        result.measurements = {measurement(F), inFlight};
        result.counters.failed = 9;
        QCOMPARE(toString(assess(metric(1, {}), result, true)), toString(Phase::Running));
        result.measurements.back() = measurement(S);
        QCOMPARE(toString(assess(metric(1, {}), result, true)), toString(Phase::Failed));
    }

    void limitsAreSaidInWords_data()
    {
        QTest::addColumn<Metric>("metric");
        QTest::addColumn<QString>("words");
        QTest::newRow("defaults")
            << metric({}, {})
            << QStringLiteral(
                   "fails on the 1st failed measurement; is inconclusive on the 1st inconclusive measurement; is an error on the "
                   "5th error in a row; is measured until the run is ended, and is then successful");
        QTest::newRow("three failures")
            << metric(5, limits(3, 1, 0))
            << QStringLiteral("fails on the 4th failed measurement; is inconclusive on the 2nd inconclusive measurement; is an error "
                              "on the 1st error in a row; is successful after 5 measurements");
        QTest::newRow("successes in a row")
            << metric(9, limits(-1, 21, 10, 3))
            << QStringLiteral("never fails for its failed measurements alone; is inconclusive on the 22nd inconclusive measurement; "
                              "is an error on the 11th error in a row; is successful after 3 measurements successful in a row; "
                              "fails when that has not happened after 9 measurements");
    }
    void limitsAreSaidInWords()
    {
        QFETCH(Metric, metric);
        QFETCH(QString, words);
        QCOMPARE(limitsInWords(metric).join(QStringLiteral("; ")), words);
    }

    void ordinalsFollowEnglish()
    {
        const QList<std::pair<int, const char*>> ordinals{{1, "1st"}, {2, "2nd"}, {3, "3rd"}, {4, "4th"}, {11, "11th"}, {12, "12th"},
            {13, "13th"}, {21, "21st"}, {22, "22nd"}, {101, "101st"}, {111, "111th"}};
        for (const auto& [number, word] : ordinals) {
            QCOMPARE(ordinal(number), QString::fromLatin1(word));
        }
    }

    void aCounterSaysWhereItStands()
    {
        LimitCounter counter(metric(10, limits(3, {}, {}, 5)));
        counter.add(measurement(F));
        counter.add(measurement(S));
        counter.add(measurement(S));
        QCOMPARE(counter.standing(),
            QStringLiteral("1 of 3 allowed failed measurements, 2 successful in a row of 5 wanted, 3 of 10 measurements taken"));
        for (int each = 0; each < 3; ++each) {
            counter.add(measurement(F));
        }
        QCOMPARE(counter.standing(), QStringLiteral("failed (4) > failureLimit (3)"));
    }

    void aCounterKeepsTheNewestMeasurementsOnly()
    {
        LimitCounter counter(metric({}, {}));
        for (int each = 0; each < 30; ++each) {
            counter.add(measurement(S));
        }
        QCOMPARE(counter.result().measurements.size(), std::size_t{10});
        QCOMPARE(counter.result().counters.successful, 30);
    }

    void conditionsGiveThePhaseOfAMeasurement_data()
    {
        QTest::addColumn<QString>("success");
        QTest::addColumn<QString>("failure");
        QTest::addColumn<Phase>("phase");
        const auto row = [](const char* success, const char* failure, Phase phase) {
            QTest::addRow("%s | %s", success, failure) << QString::fromLatin1(success) << QString::fromLatin1(failure) << phase;
        };
        row("", "", S);
        row("result > 1", "", S);
        row("result > 2", "", F);
        row("", "result > 2", S);
        row("", "result > 1", F);
        row("result > 1", "result > 1", F);
        row("result > 2", "result > 3", I);
        row("result > 1", "result > 3", S);
        row("nothing > 1", "true", E);
        row("true", "nothing > 1", E);
        row("result[0] > 1", "", E);
        row("result", "", E);
    }
    void conditionsGiveThePhaseOfAMeasurement()
    {
        QFETCH(QString, success);
        QFETCH(QString, failure);
        QFETCH(Phase, phase);
        const Measured measured = phaseOf(expression::Value::number(2), success, failure);
        QCOMPARE(toString(measured.phase), toString(phase));
        QCOMPARE(measured.message.isEmpty(), phase != E);
    }

    void phasesHaveAnOrderFromBestToWorst()
    {
        const QList<Phase> order{Phase::Successful, Phase::Running, Phase::Pending, Phase::Inconclusive, Phase::Error, Phase::Failed};
        for (qsizetype one = 0; one < order.size(); ++one) {
            QVERIFY(phaseFrom(toString(order.at(one))) == order.at(one));
            for (qsizetype other = 0; other < order.size(); ++other) {
                QCOMPARE(isWorse(order.at(one), order.at(other)), other > one);
            }
        }
        QVERIFY(!phaseFrom(QStringLiteral("failed")));
    }
};

QTEST_APPLESS_MAIN(TestAnalysisLimits)
#include "test_analysis_limits.moc"
