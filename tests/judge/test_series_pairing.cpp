#include "models/domain/judge/mixer.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <limits>

using namespace fairlead;
using namespace fairlead::judge;

namespace {

const QString kCpu = QStringLiteral("cpu");

Tags zone(const char* value)
{
    return {{QStringLiteral("zone"), QLatin1String(value)}};
}

MetricSet series(const Tags& tags, Values values, int expected = 0)
{
    return {kCpu, tags, std::move(values), expected};
}

bool isBlank(const Values& values, std::size_t size)
{
    return values.size() == size && std::ranges::all_of(values, [](double value) { return std::isnan(value); });
}

} // namespace

class TestSeriesPairing : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void seriesPairByTheirTags();
    void aSeriesWithoutAPartnerMeetsOneOfNan();
    void anUntaggedSeriesOnlyLendsItsLength_data();
    void anUntaggedSeriesOnlyLendsItsLength();
    void shortSeriesAreFilledUpWithNan();
    void pairsFollowTheOrderOfTheMetrics();
    void whatCannotBePairedIsRefused_data();
    void whatCannotBePairedIsRefused();
};

void TestSeriesPairing::seriesPairByTheirTags()
{
    const auto pairs = mix({kCpu}, {series(zone("a"), {1}), series(zone("b"), {2})}, {series(zone("b"), {20}), series(zone("a"), {10})});
    QVERIFY(pairs.has_value());
    const std::vector<MetricPair> expected{{kCpu, {}, zone("a"), {10}, {1}}, {kCpu, {}, zone("b"), {20}, {2}}};
    QCOMPARE(*pairs, expected);
}

void TestSeriesPairing::aSeriesWithoutAPartnerMeetsOneOfNan()
{
    const auto pairs = mix({kCpu}, {series(zone("a"), {1, 2, 3}, 3)}, {series(zone("b"), {4, 5}, 2)});
    QVERIFY(pairs.has_value());
    QCOMPARE(pairs->size(), std::size_t{2});
    QCOMPARE((*pairs)[0].control, (Values{1, 2, 3}));
    QVERIFY(isBlank((*pairs)[0].experiment, 2));
    QVERIFY(isBlank((*pairs)[1].control, 3));
    QCOMPARE((*pairs)[1].experiment, (Values{4, 5}));
}

void TestSeriesPairing::anUntaggedSeriesOnlyLendsItsLength_data()
{
    QTest::addColumn<bool>("untaggedControl");
    QTest::newRow("of the baseline") << true;
    QTest::newRow("of the canary") << false;
}

void TestSeriesPairing::anUntaggedSeriesOnlyLendsItsLength()
{
    QFETCH(bool, untaggedControl);
    const std::vector<MetricSet> untagged{series({}, {7, 8, 9}, 3)};
    const std::vector<MetricSet> tagged{series(zone("a"), {1}), series(zone("b"), {2})};
    const auto pairs = untaggedControl ? mix({kCpu}, untagged, tagged) : mix({kCpu}, tagged, untagged);
    QVERIFY(pairs.has_value());
    QCOMPARE(pairs->size(), std::size_t{2});
    for (const MetricPair& pair : *pairs) {
        QVERIFY(isBlank(untaggedControl ? pair.control : pair.experiment, 3));
        QCOMPARE((untaggedControl ? pair.experiment : pair.control).size(), std::size_t{1});
    }
}

void TestSeriesPairing::shortSeriesAreFilledUpWithNan()
{
    const auto pairs = mix({kCpu}, {series({}, {1, 2}, 4)}, {series({}, {1, 2, 3}, 2)});
    QVERIFY(pairs.has_value());
    QCOMPARE(pairs->front().control.size(), std::size_t{4});
    QVERIFY(std::isnan(pairs->front().control[3]));
    QCOMPARE(pairs->front().experiment, (Values{1, 2, 3})); // longer ones stay
}

void TestSeriesPairing::pairsFollowTheOrderOfTheMetrics()
{
    const QString memory = QStringLiteral("memory");
    const std::vector<MetricSet> sets{{memory, {}, {1}, 0}, series({}, {2})};
    const auto pairs = mix({kCpu, memory}, sets, sets);
    QVERIFY(pairs.has_value());
    QCOMPARE(pairs->front().name, kCpu);
    QCOMPARE(pairs->back().name, memory);
}

void TestSeriesPairing::whatCannotBePairedIsRefused_data()
{
    QTest::addColumn<QString>("metric");
    QTest::addColumn<bool>("otherKeys");
    QTest::addColumn<bool>("noCanary");
    QTest::addColumn<QString>("word");
    QTest::newRow("a metric that no side has") << QStringLiteral("disk") << false << false << QStringLiteral("disk");
    QTest::newRow("a metric that one side has") << kCpu << false << true << QStringLiteral("canary");
    QTest::newRow("different keys") << kCpu << true << false << QStringLiteral("zone in the baseline, region in the canary");
    QTest::newRow("no name") << QString() << false << false << QStringLiteral("no name");
}

void TestSeriesPairing::whatCannotBePairedIsRefused()
{
    QFETCH(QString, metric);
    QFETCH(bool, otherKeys);
    QFETCH(bool, noCanary);
    QFETCH(QString, word);
    const Tags tags = otherKeys ? Tags{{QStringLiteral("region"), QStringLiteral("a")}} : zone("a");
    const std::vector<MetricSet> canary = noCanary ? std::vector<MetricSet>{} : std::vector<MetricSet>{series(tags, {1})};
    const auto pairs = mix({metric}, {series(zone("a"), {1})}, canary);
    QVERIFY(!pairs.has_value());
    QVERIFY(pairs.error().code == ErrorCode::InvalidInput);
    QVERIFY2(pairs.error().message.contains(word), qPrintable(pairs.error().message));
}

QTEST_GUILESS_MAIN(TestSeriesPairing)
#include "test_series_pairing.moc"
