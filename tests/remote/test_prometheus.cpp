#include "models/base/clock.h"
#include "models/remote/endpoints.h"
#include "models/remote/prometheus/answer.h"
#include "tests/lab/lab.h"
#include "tests/remote/await.h"

#include <QDateTime>
#include <QTest>

using namespace fairlead;

namespace {

std::optional<double> valueOf(const metrics::Readings& readings, const QString& metric, metrics::Role role = metrics::Role::Canary)
{
    for (const metrics::Reading& reading : readings) {
        if (reading.key == metrics::SeriesKey{metric, role}) {
            return reading.sample.value;
        }
    }
    return std::nullopt;
}

} // namespace

/// The driver against a real Prometheus that scrapes a real HAProxy under load.
class TestPrometheus final : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<ports::MetricSource> source(const std::vector<workspace::MetricQuery>& queries)
    {
        auto made = m_endpoints.makeSource({QStringLiteral("prometheus-lab"), QStringLiteral("prometheus"),
            {{QStringLiteral("url"), m_lab->prometheus().toString()}, {QStringLiteral("timeout"), QStringLiteral("30s")}}, queries});
        return made ? std::move(*made) : nullptr;
    }
    /// Reads one query; nothing where it gave no value.
    Result<std::optional<double>> readOne(const QString& promql)
    {
        const auto readings = await(source({{QStringLiteral("x"), promql, {}}})->read());
        return readings ? Result<std::optional<double>>(valueOf(*readings, QStringLiteral("x"))) : std::unexpected(readings.error());
    }

    SystemClock m_clock;
    remote::Endpoints m_endpoints{m_clock};
    std::unique_ptr<lab::Lab> m_lab;

private Q_SLOTS:
    void initTestCase()
    {
        auto started = lab::Lab::start({{}, true, 60.0});
        QVERIFY2(started, words(started).constData());
        m_lab = std::move(*started);
    }

    void valuesAreReadAndWhatIsNoNumberIsLeftOut_data()
    {
        QTest::addColumn<QString>("promql");
        QTest::addColumn<double>("value");
        QTest::addColumn<bool>("there");
        QTest::newRow("a number with a plus") << QStringLiteral("vector(40 + 2)") << 42.0 << true;
        QTest::newRow("a scalar") << QStringLiteral("1.5e-3") << 0.0015 << true;
        QTest::newRow("NaN") << QStringLiteral("vector(0) / vector(0)") << 0.0 << false;
        QTest::newRow("+Inf") << QStringLiteral("vector(1) / vector(0)") << 0.0 << false;
        QTest::newRow("-Inf") << QStringLiteral("vector(-1) / vector(0)") << 0.0 << false;
        QTest::newRow("no series") << QStringLiteral("sum(nothing_of_that_name)") << 0.0 << false;
        QTest::newRow("zero is a value") << QStringLiteral("vector(0)") << 0.0 << true;
        QTest::newRow("quotes, braces and an ampersand")
            << QStringLiteral("count(up{job=\"haproxy\"}) * 2 or vector(1) # & ü") << 2.0 << true;
    }

    void valuesAreReadAndWhatIsNoNumberIsLeftOut()
    {
        QFETCH(QString, promql);
        QFETCH(double, value);
        QFETCH(bool, there);
        const auto read = readOne(promql);
        QVERIFY2(read, words(read).constData());
        QCOMPARE(read->has_value(), there);
        QCOMPARE(read->value_or(0.0), value);
    }

    void queriesThatCannotBeAnsweredAreRefusedInTheServersWords_data()
    {
        QTest::addColumn<QString>("promql");
        QTest::addColumn<QString>("said");
        QTest::newRow("syntax") << QStringLiteral("sum(") << QStringLiteral("unclosed left parenthesis");
        QTest::newRow("no such function") << QStringLiteral("median(up)") << QStringLiteral("unknown function");
        QTest::newRow("many series") << QStringLiteral("up") << QStringLiteral("3 series");
        QTest::newRow("a range") << QStringLiteral("up[1m]") << QStringLiteral("matrix");
    }

    void queriesThatCannotBeAnsweredAreRefusedInTheServersWords()
    {
        QFETCH(QString, promql);
        QFETCH(QString, said);
        const auto read = readOne(promql);
        QCOMPARE(codeOf(read), QStringLiteral("refused"));
        QVERIFY2(read.error().message.contains(said), qUtf8Printable(read.error().message));
        QVERIFY2(read.error().message.startsWith(QStringLiteral("x, canary: ")), "the error names the series");
        QCOMPARE(read.error().where, QStringLiteral("source prometheus-lab"));
    }

    void partsAreReadWithTheLabelsThatTellThemApart()
    {
        const QString byModel = QStringLiteral("label_replace(vector(1), \"model\", \"haiku\", \"\", \"\") or "
                                               "label_replace(vector(2), \"model\", \"opus\", \"\", \"\")");
        const auto driver = source({{QStringLiteral("cost"), QStringLiteral("vector(3)"), {}, byModel, {}}});
        const auto read = await(driver->read());
        QVERIFY2(read, words(read).constData());
        std::map<metrics::SeriesKey, double> values;
        for (const metrics::Reading& reading : *read) {
            values.emplace(reading.key, reading.sample.value);
        }
        const auto key
            = [](const metrics::Labels& labels) { return metrics::SeriesKey{QStringLiteral("cost"), metrics::Role::Canary, labels}; };
        const QString model = QStringLiteral("model");
        QCOMPARE(values,
            (std::map<metrics::SeriesKey, double>{
                {key({}), 3.0}, {key({{model, QStringLiteral("haiku")}}), 1.0}, {key({{model, QStringLiteral("opus")}}), 2.0}}));
    }

    void partsThatCannotBeReadLeaveTheWholeAsItIs()
    {
        const auto driver = source({{QStringLiteral("cost"), QStringLiteral("vector(3)"), {}, QStringLiteral("sum("), {}}});
        QTest::ignoreMessage(QtWarningMsg, QRegularExpression(QStringLiteral("Parts of cost: .*unclosed left parenthesis")));
        const auto read = await(driver->read());
        QVERIFY2(read, words(read).constData());
        QCOMPARE(read->size(), std::size_t(1));
    }

    void samplesHaveTheServersTime()
    {
        const auto readings = await(source({{QStringLiteral("x"), QStringLiteral("vector(time())"), {}}})->read());
        QVERIFY2(readings, words(readings).constData());
        QCOMPARE(readings->size(), std::size_t(1));
        const metrics::Sample sample = readings->front().sample;
        QVERIFY(qAbs(double(sample.at.ms()) / 1000.0 - sample.value) < 0.01);
    }

    void aCanaryWithoutTrafficHasNoRatesAndOneWithTrafficHas()
    {
        const auto all = [](const QString& metric) {
            return workspace::MetricQuery{
                metric, lab::promqlFor(metric, QStringLiteral("canary")), lab::promqlFor(metric, QStringLiteral("stable"))};
        };
        const auto driver = source({all(metrics::kErrorRate), all(metrics::kLatencyP95), all(metrics::kQuality), all(metrics::kShare),
            all(metrics::kCalls), all(metrics::kTokens)});
        QVERIFY(driver);
        const auto before = await(driver->read());
        QVERIFY2(before, words(before).constData());
        QVERIFY(!valueOf(*before, metrics::kErrorRate));
        QVERIFY(!valueOf(*before, metrics::kLatencyP95));
        QCOMPARE(valueOf(*before, metrics::kQuality), std::optional(0.872));

        QVERIFY(m_lab->setCanary(QStringLiteral("error_rate"), 0.5));
        QVERIFY(m_lab->runtime("set server app/canary weight 100;set server app/canary state ready"));
        const auto settled = [&] {
            const auto now = await(driver->read());
            return now && valueOf(*now, metrics::kErrorRate).value_or(0) > 0.4 && valueOf(*now, metrics::kShare).value_or(0) > 0.3
                && valueOf(*now, metrics::kLatencyP95).value_or(0) > 0.005 && valueOf(*now, metrics::kErrorRate, metrics::Role::Baseline);
        };
        QTRY_VERIFY_WITH_TIMEOUT(settled(), 60'000);
    }

    void aServerThatIsStoppedIsUnreachableAndComesBack()
    {
        const auto driver = source({{QStringLiteral("x"), QStringLiteral("vector(1)"), {}}});
        QVERIFY(await(driver->read()));
        m_lab->stopPrometheus();
        const auto read = await(driver->read());
        QCOMPARE(codeOf(read), QStringLiteral("unreachable"));
        const auto restarted = m_lab->restartPrometheus();
        QVERIFY2(restarted, words(restarted).constData());
        const auto again = await(driver->read());
        QVERIFY2(again, words(again).constData());
    }

    void aSourceWithManyQueriesGetsThemAll()
    {
        std::vector<workspace::MetricQuery> queries;
        queries.reserve(40);
        for (int i = 0; i < 40; ++i) {
            queries.push_back({QStringLiteral("m%1").arg(i), QStringLiteral("vector(%1)").arg(i), QStringLiteral("vector(%1)").arg(-i)});
        }
        const auto readings = await(source(queries)->read());
        QVERIFY2(readings, words(readings).constData());
        QCOMPARE(readings->size(), std::size_t(80));
        QCOMPARE(valueOf(*readings, QStringLiteral("m39")), std::optional(39.0));
        QCOMPARE(valueOf(*readings, QStringLiteral("m39"), metrics::Role::Baseline), std::optional(-39.0));
    }
};

QTEST_GUILESS_MAIN(TestPrometheus)
#include "test_prometheus.moc"
