#include "models/domain/jury/jury.h"
#include "tests/domain/rule_samples.h"

#include <QTest>

#include <cmath>
#include <random>

using namespace fairlead;
using namespace fairlead::jury;
using namespace std::chrono_literals;
using gate::kBegan;

namespace {

const QString kLatency = metrics::kLatencyP95;

gate::Gate gateOf(const QString& text, const QString& metric = kLatency)
{
    return {metric, condition::Condition::parse(text, metric).value()};
}

/// @p count samples of both sides, five seconds apart, each normal around its mean; the same at every run.
gate::Series drawnSeries(int count, double canary, double baseline, double deviation, const QString& metric = kLatency)
{
    std::mt19937_64 random(20'250'807);
    std::normal_distribution<double> spread(0.0, deviation);
    gate::Series series;
    for (int i = 0; i < count; ++i) {
        const Instant at = kBegan + i * Millis(5s);
        series[{metric, metrics::Role::Canary}].insert({at, canary + spread(random)});
        series[{metric, metrics::Role::Baseline}].insert({at, baseline + spread(random)});
    }
    return series;
}

Deliberation heard(const gate::Gate& gate, const gate::Series& series, const Settings& settings = {})
{
    const auto longest = series.empty() ? 0 : series.begin()->second.samples().size();
    const Instant now = kBegan + static_cast<int>(longest) * Millis(5s);
    const gate::Verdicts verdicts{gate::judge(gate, series, kBegan, now, {})};
    return deliberate({gate}, verdicts, series, kBegan, settings).front();
}

QString outcomesOf(const Deliberation& deliberation)
{
    QStringList words;
    for (const Opinion& opinion : deliberation.opinions) {
        words += toString(opinion.judge) + QLatin1Char(' ') + gate::toString(opinion.outcome);
    }
    return words.join(QStringLiteral(", "));
}

QString plain(QString text)
{
    return text.replace(QChar(0xa0), QLatin1Char('~'));
}

} // namespace

class TestJury : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void judgesOnOneStream_data()
    {
        QTest::addColumn<QString>("condition");
        QTest::addColumn<int>("samples");
        QTest::addColumn<double>("canary");
        QTest::addColumn<double>("baseline");
        QTest::addColumn<double>("deviation");
        QTest::addColumn<QString>("outcomes");
        QTest::addColumn<QString>("difference");
        const auto row = [](const char* name, const char* condition, int samples, double canary, double baseline, double deviation,
                             const char* outcomes, const char* difference) {
            QTest::newRow(name) << QString::fromUtf8(condition) << samples << canary << baseline << deviation << QString::fromUtf8(outcomes)
                                << QString::fromUtf8(difference);
        };
        row("alike, all agree", "< 2s", 400, 1.0, 1.0, 0.05, "gate pass, kayenta pass, sequential pass", "");
        row("beyond the bound and much worse, all agree", "< 2s", 400, 3.0, 1.0, 0.05, "gate fail, kayenta fail, sequential fail", "");
        row("within the bound, yet worse", "< 2s", 400, 1.5, 1.0, 0.05, "gate pass, kayenta fail, sequential fail",
            "Within its bound, yet worse than the baseline.");
        row("beyond the bound, and so is the baseline", "< 2s", 400, 3.0, 3.0, 0.1, "gate fail, kayenta pass, sequential pass",
            "Beyond its bound, yet no worse than the baseline: the cause may lie outside the new version.");
        row("a mean needs thirty samples, ranks do not", "< 2s", 20, 1.5, 1.0, 0.05, "gate pass, kayenta fail, sequential undecided",
            "Kayenta sees a difference; looked at again and again it is wrong more often than it says, and the sequential judge is not "
            "sure "
            "yet.");
        row("better is not worse", "< 2s", 400, 0.5, 1.0, 0.05, "gate pass, kayenta pass, sequential pass", "");
        row("lower is worse where a gate asks for more", "> 0.3", 400, 0.5, 1.0, 0.05, "gate pass, kayenta fail, sequential fail",
            "Within its bound, yet worse than the baseline.");
    }
    void judgesOnOneStream()
    {
        QFETCH(QString, condition);
        QFETCH(int, samples);
        QFETCH(double, canary);
        QFETCH(double, baseline);
        QFETCH(double, deviation);
        const QString metric = condition.startsWith(QLatin1Char('>')) ? metrics::kQuality : kLatency;
        const Deliberation found = heard(gateOf(condition, metric), drawnSeries(samples, canary, baseline, deviation, metric));
        QTEST(outcomesOf(found), "outcomes");
        QTEST(found.difference, "difference");
    }

    void aShareOfTheBaselineIsHarmless()
    {
        const gate::Series series = drawnSeries(2'000, 1.05, 1.0, 0.05);
        const Deliberation lenient = heard(gateOf(QStringLiteral("< 2s")), series);
        QCOMPARE(outcomesOf(lenient), QStringLiteral("gate pass, kayenta pass, sequential pass"));
        QVERIFY(std::abs(*lenient.margin - 0.1) < 0.01);
        QVERIFY2(lenient.opinions[1].sentence.startsWith(QStringLiteral("Different, yet not by more than 10")),
            qPrintable(lenient.opinions[1].sentence));

        const Deliberation strict = heard(gateOf(QStringLiteral("< 2s")), series, {0.01, 0.98, 0.05});
        QCOMPARE(outcomesOf(strict), QStringLiteral("gate pass, kayenta fail, sequential fail"));
    }

    void sentencesNameShiftIntervalAndSamples()
    {
        const Deliberation found = heard(gateOf(QStringLiteral("< 2s")), drawnSeries(400, 1.5, 1.0, 0.05));
        const QString kayenta = plain(found.opinions[1].sentence);
        QVERIFY2(
            kayenta.startsWith(QStringLiteral("More than 10~% worse than the baseline: +501~ms, 98~% interval +49")), qPrintable(kayenta));
        QVERIFY2(kayenta.endsWith(QStringLiteral("; 400 against 400 samples.")), qPrintable(kayenta));
        const QString sequential = plain(found.opinions[2].sentence);
        QVERIFY2(sequential.startsWith(QStringLiteral("Proven to be more than 10~% worse: +50")), qPrintable(sequential));
        QVERIFY2(sequential.contains(QStringLiteral("at every look (95~%); 400 against 400 samples.")), qPrintable(sequential));
        const Shift shift = *found.opinions[1].shift;
        QVERIFY(shift.low < 0.5 && shift.high > 0.49 && std::abs(shift.estimate - 0.5) < 0.02);
    }

    void anUndecidedJudgeSaysHowManyMore()
    {
        // 5 % worse with a wide spread, where 10 % is allowed: near the border, so it takes long.
        const Deliberation found = heard(gateOf(QStringLiteral("< 2s")), drawnSeries(40, 1.05, 1.0, 0.2));
        const Opinion& opinion = found.opinions[2];
        QCOMPARE(gate::toString(opinion.outcome), QStringLiteral("undecided"));
        QVERIFY(opinion.moreSamples);
        QVERIFY2(opinion.sentence.startsWith(QStringLiteral("Not decided: ")), qPrintable(opinion.sentence));
        QVERIFY2(opinion.sentence.contains(QStringLiteral("; about ")), qPrintable(opinion.sentence));
        QVERIFY2(opinion.sentence.endsWith(QStringLiteral(" at the present rate.")), qPrintable(opinion.sentence));
        QVERIFY(found.difference.isEmpty());

        const Deliberation few = heard(gateOf(QStringLiteral("< 2s")), drawnSeries(12, 1.0, 1.0, 0.1));
        QCOMPARE(few.opinions[2].sentence,
            QStringLiteral("Not decided: a mean is judged from 30 samples of each side on, there are 12 against 12 samples."));
    }

    void smallSharesKeepTheirFigures()
    {
        // Kayenta's interval is exact to 1e-4 of its unit: taken as fractions these rates would all look alike.
        const Deliberation found
            = heard(gateOf(QStringLiteral("< 1%"), metrics::kErrorRate), drawnSeries(200, 0.004, 0.002, 0.0002, metrics::kErrorRate));
        const Shift shift = *found.opinions[1].shift;
        QVERIFY2(std::abs(shift.estimate - 0.002) < 5e-5, qPrintable(QString::number(shift.estimate)));
        QVERIFY2(shift.high - shift.low < 2e-4, qPrintable(QString::number(shift.high - shift.low)));
        QVERIFY2(found.opinions[1].sentence.contains(QStringLiteral("pp")), qPrintable(found.opinions[1].sentence));
    }

    void nothingToCompareIsNoData()
    {
        gate::Series series = drawnSeries(40, 1.0, 1.0, 0.1);
        series.erase({kLatency, metrics::Role::Baseline});
        const Deliberation found = heard(gateOf(QStringLiteral("< 2s")), series);
        QCOMPARE(outcomesOf(found), QStringLiteral("gate pass, kayenta no-data, sequential no-data"));
        QVERIFY(!found.opinions[1].shift);
        QVERIFY(!found.margin);
        QVERIFY(found.difference.isEmpty());
    }

    void aBaselineOfNothingIsMeasuredByTheBound()
    {
        gate::Series series;
        for (int i = 0; i < 100; ++i) {
            const Instant at = kBegan + i * Millis(5s);
            series[{metrics::kErrorRate, metrics::Role::Canary}].insert({at, 0.0});
            series[{metrics::kErrorRate, metrics::Role::Baseline}].insert({at, 0.0});
        }
        const gate::Gate gate = gateOf(QStringLiteral("< 1%"), metrics::kErrorRate);
        const Deliberation none = heard(gate, series);
        QCOMPARE(outcomesOf(none), QStringLiteral("gate pass, kayenta pass, sequential pass"));
        QCOMPARE(*none.margin, 0.001);
    }

    void severalMetricsAreTheGatesAlone()
    {
        gate::Series series = drawnSeries(40, 1.0, 1.0, 0.1);
        series.merge(drawnSeries(40, 0.001, 0.001, 0.0001, metrics::kErrorRate));
        const Deliberation found
            = heard({kLatency, condition::Condition::parse(QStringLiteral("latency_p95 < 2s and error_rate < 1%")).value()}, series);
        QCOMPARE(outcomesOf(found), QStringLiteral("gate pass"));
    }

    void whatWasDecidedAtAnEarlierLookStays()
    {
        // Proven harmless by a long calm; a short rise afterwards does not undo it, a long one does.
        gate::Series series = drawnSeries(400, 1.0, 1.0, 0.02);
        QCOMPARE(gate::toString(heard(gateOf(QStringLiteral("< 2s")), series).opinions[2].outcome), QStringLiteral("pass"));
        for (int i = 400; i < 1'400; ++i) {
            const Instant at = kBegan + i * Millis(5s);
            series[{kLatency, metrics::Role::Canary}].insert({at, 1.6});
            series[{kLatency, metrics::Role::Baseline}].insert({at, 1.0});
        }
        QCOMPARE(gate::toString(heard(gateOf(QStringLiteral("< 2s")), series).opinions[2].outcome), QStringLiteral("fail"));
    }

    void aHearingRemembersUntilSamplesCome()
    {
        const gate::Gate gate = gateOf(QStringLiteral("< 2s"));
        gate::Series series = drawnSeries(40, 1.0, 1.0, 0.1);
        Hearing hearing;
        const auto judged = [&] { return gate::Verdicts{gate::judge(gate, series, kBegan, kBegan + 201s, {})}; };
        const std::vector<Deliberation> first = hearing.on({gate}, judged(), series, kBegan);
        QCOMPARE(hearing.on({gate}, judged(), series, kBegan), first);
        series[{kLatency, metrics::Role::Canary}].insert({kBegan + 200s, 1.3});
        QVERIFY(hearing.on({gate}, judged(), series, kBegan) != first);
        QCOMPARE(hearing.on({gate}, judged(), series, kBegan + 100s).front(), deliberate({gate}, judged(), series, kBegan + 100s).front());
    }
};

QTEST_GUILESS_MAIN(TestJury)
#include "test_jury.moc"
