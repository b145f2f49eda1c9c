#include "models/domain/gate/rule_watch.h"
#include "tests/domain/rule_reference.h"
#include "tests/domain/rule_samples.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <random>

using namespace fairlead;
using namespace fairlead::gate;
using namespace std::chrono_literals;
using condition::Aggregate;

namespace {

const QString kLatency = QStringLiteral("latency");

QString plain(QString text)
{
    return text.replace(QChar(0x00A0), QLatin1Char(' '));
}

/// "clear 0-5, counting 5-7": seconds after kBegan.
QString shown(const std::vector<TruthSpan>& strip)
{
    QStringList words;
    for (const TruthSpan& span : strip) {
        const auto seconds = [](Instant at) { return QString::number(static_cast<double>((at - kBegan).count()) / 1000.0); };
        words.append(QStringLiteral("%1 %2-%3").arg(wordOf(span.truth), seconds(span.from), seconds(span.to)));
    }
    return words.join(QStringLiteral(", "));
}

Window randomWindow(std::mt19937& random)
{
    const auto upTo = [&](int most) { return std::uniform_int_distribution(1, most)(random); };
    Window window;
    window.counts = CountOf::Samples;
    switch (upTo(6)) {
    case 1: window.hits = window.ofLast = upTo(6); break;
    case 2:
        window.ofLast = 1 + upTo(8);
        window.hits = std::min(upTo(8), window.ofLast - 1);
        break;
    case 3: window.sustained = std::chrono::seconds(upTo(120)); break;
    case 4:
        window.aggregate = Aggregate::Mean;
        window.overCount = upTo(12);
        break;
    case 5:
        window.aggregate = upTo(2) == 1 ? Aggregate::P95 : Aggregate::Max;
        window.overTime = std::chrono::seconds(5 * upTo(30));
        window.hits = window.ofLast = upTo(3);
        break;
    default:
        window.aggregate = Aggregate::P95;
        window.overCount = upTo(20);
        window.hits = window.ofLast = upTo(2);
        break;
    }
    return window;
}

/// Values in steps of a half that stay on one side of the bound for a while, with NaN, gaps, and the bound itself.
std::vector<metrics::Sample> randomSamples(std::mt19937& random)
{
    std::vector<metrics::Sample> samples;
    std::uniform_int_distribution<int> hundred(0, 99);
    Instant at = kBegan;
    double level = 2.0;
    for (int i = 0; i < 120; ++i) {
        level = hundred(random) < 15 ? 1.0 + 0.5 * (hundred(random) % 8) : level;
        const double noise = 0.5 * (hundred(random) % 3);
        samples.push_back({at, hundred(random) < 8 ? std::nan("") : level + noise});
        at = at + (hundred(random) < 4 ? 61s : hundred(random) < 8 ? 60s : std::chrono::seconds(1 + hundred(random) % 9));
    }
    return samples;
}

Series seriesOfSamples(const std::vector<metrics::Sample>& samples)
{
    metrics::SeriesWindow window(samples.size() + 1);
    for (const metrics::Sample& sample : samples) {
        window.insert(sample);
    }
    return seriesOf(kLatency, std::move(window));
}

QString shownTimes(const std::vector<Instant>& times)
{
    QStringList words;
    for (const Instant at : times) {
        words.append(QString::number((at - kBegan).count()));
    }
    return words.join(QLatin1Char(' '));
}

} // namespace

class TestRuleReplay : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void firesWhereCountingEverythingAnewFires_data()
    {
        QTest::addColumn<uint>("seed");
        for (uint seed = 1; seed <= 400; ++seed) {
            QTest::addRow("seed %u", seed) << seed;
        }
    }

    void firesWhereCountingEverythingAnewFires()
    {
        QFETCH(uint, seed);
        std::mt19937 random(seed);
        const Window window = randomWindow(random);
        const std::vector<metrics::Sample> samples = randomSamples(random);
        const Rule rule = ruleOf(QStringLiteral("latency > 3s"), window);
        const Replay replayed = replay(rule, seriesOfSamples(samples), kBegan, samples.back().at, kStale);
        std::vector<Instant> fired;
        std::ranges::transform(replayed.firings, std::back_inserter(fired), &Firing::at);
        QCOMPARE(shownTimes(fired), shownTimes(Reference(window, samples).firings()));
    }

    void theRandomSeriesDoFire()
    {
        int fired = 0;
        for (uint seed = 1; seed <= 400; ++seed) {
            std::mt19937 random(seed);
            const Window window = randomWindow(random);
            const std::vector<metrics::Sample> samples = randomSamples(random);
            fired += Reference(window, samples).firings().empty() ? 0 : 1;
        }
        QVERIFY2(fired > 200 && fired < 400, qPrintable(QString::number(fired)));
    }

    void theVerdictAtAMomentIsWhatAReplayUpToItSays()
    {
        for (uint seed = 1; seed <= 40; ++seed) {
            std::mt19937 random(seed);
            const Rule rule = ruleOf(QStringLiteral("latency > 3s"), randomWindow(random));
            const std::vector<metrics::Sample> samples = randomSamples(random);
            const Series series = seriesOfSamples(samples);
            const Replay whole = replay(rule, series, kBegan, samples.back().at + 10min, kStale);
            for (std::size_t i = 0; i < samples.size(); i += 7) {
                const Instant now = samples[i].at;
                const auto span = std::ranges::find_if(whole.strip, [now](const TruthSpan& s) { return s.from <= now && now < s.to; });
                QVERIFY(span != whole.strip.end());
                QCOMPARE(wordOf(judgeRule(rule, series, kBegan, now, kStale).truth), wordOf(span->truth));
            }
        }
    }

    void aStripHasNeitherGapsNorOverlaps()
    {
        for (uint seed = 1; seed <= 100; ++seed) {
            std::mt19937 random(seed);
            const Rule rule = ruleOf(QStringLiteral("latency > 3s"), randomWindow(random));
            const std::vector<metrics::Sample> samples = randomSamples(random);
            const Instant to = samples.back().at + 5min;
            const Replay replayed = replay(rule, seriesOfSamples(samples), kBegan - 30s, to, kStale);
            Instant end = kBegan - 30s;
            for (const TruthSpan& span : replayed.strip) {
                QVERIFY(span.from == end && span.from < span.to);
                end = span.to;
            }
            QVERIFY(end == to);
        }
    }

    void tellsWhatHappenedAndWhatAlmostDid()
    {
        const Rule rule = ruleOf(QStringLiteral("latency > 3s"), inARow(10));
        const Series series = seriesOf(kLatency, drawn(QStringLiteral("2*4 3.2*6 2.4 2*3 3.02 3.61 3.3*8 2*10 -*120 2*5")));
        const Replay replayed = replay(rule, series, kBegan, kBegan + 158s, kStale);
        QCOMPARE(replayed.firings.size(), std::size_t(1));
        QCOMPARE(plain(replayed.firings[0].sentence),
            QStringLiteral("10 calls in a row took 3.02 to 3.61 s, above 3 s (14:00:14–14:00:23 UTC)."));
        QVERIFY(replayed.firings[0].since == kBegan + 14s && replayed.firings[0].value == 3.3);
        QCOMPARE(replayed.nearMisses.size(), std::size_t(1));
        QCOMPARE(plain(replayed.nearMisses[0].sentence), QStringLiteral("6 calls in a row with latency above 3 s, then one at 2.4 s."));
        QVERIFY(replayed.nearMisses[0].from == kBegan + 4s && replayed.nearMisses[0].to == kBegan + 10s);
        QCOMPARE(shown(replayed.strip),
            QStringLiteral("clear 0-4, counting 4-10, clear 10-14, counting 14-23, fired 23-33, clear 33-93.001, no data 93.001-154, "
                           "clear 154-158"));
        QCOMPARE(plain(replayed.otherCount), QStringLiteral("Counting 10 calls in total, not in a row, would have fired at 14:00:17 UTC."));
    }

    void saysWhatCountingInTotalWouldHaveDone_data()
    {
        QTest::addColumn<int>("hits");
        QTest::addColumn<QString>("samples");
        QTest::addColumn<QString>("said");
        QTest::newRow("earlier") << 3 << "4 4 2 4" << "Counting 3 calls in total, not in a row, would have fired at 14:00:03 UTC.";
        QTest::newRow("the same") << 3 << "2 4 4 4" << "Counting 3 calls in total, not in a row, would have fired at the same moment.";
        QTest::newRow("neither") << 3 << "4 2 4 2" << "Counting 3 calls in total, not in a row, would not have fired: 2 calls.";
        QTest::newRow("one is enough anyway") << 1 << "4 2 4" << "";
    }

    void saysWhatCountingInTotalWouldHaveDone()
    {
        QFETCH(int, hits);
        QFETCH(QString, samples);
        const Rule rule = ruleOf(QStringLiteral("latency > 3s"), inARow(hits));
        QTEST(replay(rule, seriesOf(kLatency, drawn(samples)), kBegan, kBegan + 1min, kStale).otherCount, "said");
    }

    void aNearMissIsAtLeastHalfOfWhatIsNeeded_data()
    {
        QTest::addColumn<QString>("window");
        QTest::addColumn<QString>("samples");
        QTest::addColumn<QString>("misses");
        QTest::newRow("4 of 10") << "row" << "4*4 2" << "";
        QTest::newRow("5 of 10") << "row" << "4*5 2" << "5 calls in a row with latency above 3 s, then one at 2 s.";
        QTest::newRow("9 of 10, twice") << "row" << "4*9 2 4*9 1"
                                        << "9 calls in a row with latency above 3 s, then one at 2 s. | "
                                           "9 calls in a row with latency above 3 s, then one at 1 s.";
        QTest::newRow("still on its way") << "row" << "4*9" << "";
        QTest::newRow("it fired") << "row" << "4*10 2*10" << "";
        QTest::newRow("3 of the last 5") << "last" << "4 2 4 2 2 2 2" << "2 of the last 5 samples with latency above 3 s; 3 are needed.";
        QTest::newRow("half a minute") << "time" << "4*31 2" << "Latency above 3 s for 30 s of 1 min, then one at 2 s.";
        QTest::newRow("less than half a minute") << "time" << "4*30 2" << "";
        QTest::newRow("a gap breaks") << "time" << "4*41 -*80 4" << "Latency above 3 s for 40 s of 1 min, then no sample for 1 min 21 s.";
    }

    void aNearMissIsAtLeastHalfOfWhatIsNeeded()
    {
        QFETCH(QString, window);
        QFETCH(QString, samples);
        const Window is = window == QLatin1String("row") ? inARow(10) : window == QLatin1String("last") ? ofTheLast(3, 5) : sustained(1min);
        const Replay replayed
            = replay(ruleOf(QStringLiteral("latency > 3s"), is), seriesOf(kLatency, drawn(samples)), kBegan, kBegan + 1h, kStale);
        QStringList misses;
        for (const NearMiss& miss : replayed.nearMisses) {
            misses.append(plain(miss.sentence));
        }
        QTEST(misses.join(QStringLiteral(" | ")), "misses");
    }

    /// With a walk over the window at each sample this takes minutes; the time-out of the test is a minute.
    void aHundredThousandSamplesAreNoWork_data()
    {
        QTest::addColumn<int>("kind");
        QTest::newRow("p95 over 50,000") << 0;
        QTest::newRow("30,000 of the last 60,000") << 1;
        QTest::newRow("mean over 12 h") << 2;
        QTest::newRow("p99 of all so far") << 3;
    }

    void aHundredThousandSamplesAreNoWork()
    {
        QFETCH(int, kind);
        std::mt19937 random(7);
        std::uniform_real_distribution<double> value(1.0, 3.5);
        std::vector<metrics::Sample> samples;
        for (int i = 0; i < 100'000; ++i) {
            samples.push_back({kBegan + std::chrono::seconds(i), value(random)});
        }
        const std::array windows{over(Aggregate::P95, 50'000), ofTheLast(30'000, 60'000), overTime(Aggregate::Mean, 12h), Window()};
        const Rule rule
            = ruleOf(kind == 3 ? QStringLiteral("p99(latency) > 3s") : QStringLiteral("latency > 3s"), windows.at(std::size_t(kind)));
        const Replay replayed = replay(rule, seriesOfSamples(samples), kBegan, samples.back().at, kStale);
        QCOMPARE(replayed.firings.empty(), kind == 1 || kind == 2);
        QVERIFY(!replayed.strip.empty());
    }

    void nothingToWatchIsNothing()
    {
        const Rule rule = ruleOf(QStringLiteral("latency > 3s"), {});
        const Series series = seriesOf(kLatency, drawn(QStringLiteral("4")));
        QVERIFY(replay(rule, series, kBegan, kBegan, kStale).strip.empty());
        QVERIFY(replay(rule, series, kBegan + 1s, kBegan, kStale).firings.empty());
        QCOMPARE(shown(replay(rule, {}, kBegan, kBegan + 2min, kStale).strip), QStringLiteral("no data 0-120"));
    }
};

QTEST_GUILESS_MAIN(TestRuleReplay)

#include "test_rule_replay.moc"
