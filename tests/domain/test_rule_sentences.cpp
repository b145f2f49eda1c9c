#include "models/domain/gate/rule_watch.h"
#include "tests/domain/rule_samples.h"

#include <QTest>

using namespace fairlead;
using namespace fairlead::gate;
using namespace std::chrono_literals;
using condition::Aggregate;

namespace {

const QString kLatency = QStringLiteral("latency");

Window nothing()
{
    return {};
}

} // namespace

Q_DECLARE_METATYPE(fairlead::gate::Window)

class TestRuleSentences : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void saysItInASentence_data()
    {
        QTest::addColumn<QString>("condition");
        QTest::addColumn<Window>("window");
        QTest::addColumn<QString>("samples");
        QTest::addColumn<QString>("sentence"); // with plain spaces
        const QString bound = QStringLiteral("latency > 3s");
        QTest::newRow("fired, calls in a row") << bound << inARow(4) << "2 3.02 3.4 3.61 3.2"
                                               << "4 calls in a row took 3.02 to 3.61 s, above 3 s (14:00:01–14:00:04 UTC). "
                                                  "The rollout rolls back.";
        QTest::newRow("fired, samples in a row") << "error_rate > 2%" << inARow(2, CountOf::Samples) << "0.03 0.03"
                                                 << "In 2 samples in a row error rate was 3 %, above 2 % (14:00:00–14:00:01 UTC). "
                                                    "The rollout rolls back.";
        QTest::newRow("fired, at once") << bound << nothing() << "2 4"
                                        << "Latency was 4 s, above 3 s (14:00:01 UTC). The rollout rolls back.";
        QTest::newRow("fired, of the last") << bound << ofTheLast(2, 3) << "4 2 5"
                                            << "In 2 of the last 3 samples latency was 4 to 5 s, above 3 s (14:00:00–14:00:02 UTC). "
                                               "The rollout rolls back.";
        QTest::newRow("fired, sustained") << bound << sustained(2s) << "4 5 6"
                                          << "For 2 s latency was 4 to 6 s, above 3 s, in 3 samples (14:00:00–14:00:02 UTC). "
                                             "The rollout rolls back.";
        QTest::newRow("fired, a mean") << "quality_score < 70/100" << over(Aggregate::Mean, 3) << "0.6 0.7 0.68"
                                       << "Mean quality score over 3 calls was 0.66, under 0.7 (14:00:00–14:00:02 UTC). "
                                          "The rollout rolls back.";
        QTest::newRow("clear") << bound << nothing() << "2 1.9"
                               << "Latency is 1.9 s, not above 3 s; 2 samples since 14:00:00, read 14:00:01 UTC.";
        QTest::newRow("counting calls") << bound << inARow(10) << "2 2 4 4 4 4"
                                        << "Latency is 4 s, above 3 s: 4 of 10 calls so far; about 6 more, 6 s at the present rate; "
                                           "6 samples since 14:00:00, read 14:00:05 UTC.";
        QTest::newRow("counting of the last") << bound << ofTheLast(3, 5) << "4 4 2"
                                              << "Latency is 2 s, not above 3 s: 2 of the last 5 samples, 3 are needed; "
                                                 "3 samples since 14:00:00, read 14:00:02 UTC.";
        QTest::newRow("counting time") << bound << sustained(5min) << "4*201"
                                       << "Latency is 4 s, above 3 s: for 3 min 20 s of 5 min so far; about 1 min 40 s more; "
                                          "201 samples since 14:00:00, read 14:03:20 UTC.";
        QTest::newRow("filling calls") << bound << over(Aggregate::Mean, 50) << "4*12"
                                       << "12 of 50 calls so far; about 38 more, 38 s at the present rate; read 14:00:11 UTC.";
        QTest::newRow("filling time") << bound << overTime(Aggregate::P95, 15min) << "4*60"
                                      << "1 min of 15 min so far; about 14 min more; read 14:00:59 UTC.";
        QTest::newRow("nothing yet") << bound << nothing() << "-" << "No sample since 14:00:00 UTC; nothing is judged yet.";
        QTest::newRow("only NaN") << bound << nothing() << "nan" << "No sample since 14:00:00 UTC (latency is NaN); nothing is judged yet.";
        QTest::newRow("two metrics") << "latency > 3s or error_rate > 1%" << nothing() << "4"
                                     << "Latency was 4 s, error rate missing: latency above 3 s or error rate above 1 % (14:00:00 UTC). "
                                        "The rollout rolls back.";
    }

    void saysItInASentence()
    {
        QFETCH(QString, condition);
        QFETCH(Window, window);
        QFETCH(QString, samples);
        const Rule rule = ruleOf(condition, window);
        const QString metric = rule.condition.metrics().constFirst();
        const Series series = seriesOf(metric, drawn(samples));
        const Instant end = series.begin()->second.latest().value_or(metrics::Sample{kBegan, 0}).at;
        QString sentence = judgeRule(rule, series, kBegan, end, kStale).sentence;
        sentence.replace(QChar(0x00A0), QLatin1Char(' '));
        QTEST(sentence, "sentence");
    }

    void saysWhyThereIsNoData()
    {
        const auto sentence = [](const Rule& rule, const Series& series, Millis now) {
            return judgeRule(rule, series, kBegan, kBegan + now, kStale).sentence.replace(QChar(0x00A0), QLatin1Char(' '));
        };
        Rule rule = ruleOf(QStringLiteral("latency > 3s"), {});
        const Series series = seriesOf(kLatency, drawn(QStringLiteral("2 2")));
        QCOMPARE(sentence(rule, series, 125s),
            QStringLiteral("No data for 2 min 4 s, newest 14:00:01 UTC; nothing is judged, the rollout waits."));
        QCOMPARE(sentence(rule, {}, 125s), QStringLiteral("No data since 14:00:00 UTC; nothing is judged, the rollout waits."));
        rule.noData = NoDataPolicy::Ignore;
        QCOMPARE(sentence(rule, {}, 125s), QStringLiteral("No data since 14:00:00 UTC; nothing is judged, the rollout need not wait."));
        rule.noData = NoDataPolicy::Fire;
        QCOMPARE(sentence(rule, series, 125s),
            QStringLiteral("No data for 1 min, since 14:00:01 UTC, and the rule fires without data. The rollout rolls back."));
        rule.window.notBefore = 10min;
        QCOMPARE(sentence(rule, series, 125s), QStringLiteral("Warms up until 14:10:00 UTC; nothing is judged before."));
        const Rule baseline = ruleOf(QStringLiteral("latency > baseline * 1.5"), {});
        QVERIFY(sentence(baseline, series, 1s).contains(QStringLiteral("baseline of latency is missing); nothing is judged yet.")));
        rule = ruleOf(QStringLiteral("latency > 3s"), {});
        rule.window.onlyFirst = 5min;
        QCOMPARE(sentence(rule, series, 1h),
            QStringLiteral(
                "Its first 5 min are over, and there was no data for the last 4 min 59 s of them; nothing is judged, the rollout waits."));
    }
};

QTEST_GUILESS_MAIN(TestRuleSentences)

#include "test_rule_sentences.moc"
