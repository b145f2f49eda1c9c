#include "ui/charts/chart_data.h"

#include <QTest>

#include <random>

using namespace fairlead;
using namespace fairlead::ui;

namespace {

constexpr qint64 kStart = 1'754'575'200'000;

TruthTrail trailOf(const QString& text)
{
    return {*condition::Condition::parse(text, metrics::kErrorRate), gate::Policy()};
}

/// What a trail says of every sample, and how many lie beyond the bound.
QString said(const TruthTrail& trail, std::size_t size)
{
    QString text;
    for (std::size_t i = 0; i < size; ++i)
        text += QString::number(int(trail.worst(i, i + 1)));
    return text + QLatin1Char(' ') + QString::number(trail.beyondCount());
}

} // namespace

/// Samples that come in any order are judged as if they had come in theirs.
class TestTruthTrail : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void anyOrderIsAsGoodAsTheRightOne_data()
    {
        QTest::addColumn<QString>("condition");
        QTest::addColumn<quint32>("seed");
        for (quint32 seed = 1; seed <= 8; ++seed) {
            QTest::addRow("bound, seed %u", seed) << QStringLiteral("< 0.01") << seed;
            QTest::addRow("baseline, seed %u", seed) << QStringLiteral("<= +10%") << seed;
        }
    }

    void anyOrderIsAsGoodAsTheRightOne()
    {
        QFETCH(QString, condition);
        QFETCH(quint32, seed);
        std::mt19937 random(seed);
        TruthTrail trail = trailOf(condition);
        Pyramid samples;
        Pyramid baseline;
        std::vector<qint64> begins{kStart + 40'000};
        trail.setStepBegins(begins, samples, baseline);
        const bool relative = condition.contains(QLatin1Char('+'));
        for (int round = 0; round < 300; ++round) {
            const qint64 at = kStart + qint64(random() % 200) * 1000;
            const double value = random() % 3 == 0 ? 0.02 : 0.009;
            if (relative && random() % 4 == 0) {
                const std::size_t changed = baseline.insert(at, value);
                trail.follow(samples, samples.lowerBound(baseline.timeAt(changed)), baseline);
            } else {
                trail.follow(samples, samples.insert(at, value), baseline);
            }
            if (round % 100 == 50) {
                begins.push_back(kStart + 40'000 + round * 500);
                trail.setStepBegins(begins, samples, baseline);
            }
            TruthTrail anew = trailOf(condition);
            anew.setStepBegins(begins, samples, baseline);
            QCOMPARE(said(trail, samples.size()), said(anew, samples.size()));
        }
    }

    void samplesFromTheEndToTheBeginningAreNoTrouble()
    {
        // With all samples judged again for each that comes before them this takes minutes.
        TruthTrail trail = trailOf(QStringLiteral("< 0.01"));
        Pyramid samples;
        trail.setStepBegins({kStart}, samples);
        for (int i = 60'000; i > 0; --i)
            trail.follow(samples, samples.insert(kStart + i * 1000, i % 1000 == 0 ? 0.02 : 0.001));
        QCOMPARE(trail.beyondCount(), std::size_t(60));
        QCOMPARE(trail.worst(0, 2), Truth::Undecided);
        QCOMPARE(trail.worst(2, 60'000), Truth::Pending);
    }
};

QTEST_MAIN(TestTruthTrail)
#include "test_truth_trail.moc"
