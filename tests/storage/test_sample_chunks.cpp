#include "models/storage/samples/chunk.h"
#include "models/storage/samples/sample_file.h"

#include <QTest>

#include <bit>
#include <cmath>
#include <limits>
#include <random>

using namespace fairlead;
using namespace fairlead::storage;

namespace {

constexpr qint64 kStart = 1'754'575'216'250;

std::vector<metrics::Sample> samplesOf(std::size_t count, const std::function<double(std::size_t)>& value, qint64 step = 1000)
{
    std::vector<metrics::Sample> samples;
    for (std::size_t i = 0; i < count; ++i) {
        samples.push_back({Instant::fromMs(kStart + static_cast<qint64>(i) * step), value(i)});
    }
    return samples;
}

bool sameBits(const std::vector<metrics::Sample>& a, const std::vector<metrics::Sample>& b)
{
    return std::ranges::equal(a, b, [](const metrics::Sample& x, const metrics::Sample& y) {
        return x.at == y.at && std::bit_cast<quint64>(x.value) == std::bit_cast<quint64>(y.value);
    });
}

} // namespace

/// What is packed comes back bit for bit, and takes as little room as the format promises.
class TestSampleChunks : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyIntegerComesBack_data()
    {
        constexpr qint64 kMin = std::numeric_limits<qint64>::min();
        constexpr qint64 kMax = std::numeric_limits<qint64>::max();
        QTest::addColumn<QList<qint64>>("values");
        QTest::newRow("none") << QList<qint64>{};
        QTest::newRow("one") << QList<qint64>{42};
        QTest::newRow("the largest") << QList<qint64>{kMax, kMax, kMax};
        QTest::newRow("the whole range") << QList<qint64>{kMin, kMax, 0, -1, 1, kMin, kMax};
        QTest::newRow("one far below") << QList<qint64>{1300, 1301, 1302, 0, 1303, 1304, 1300, 1301, 1302, 1303};
        QTest::newRow("one far above") << QList<qint64>{1, 2, 3, kMax, 4, 5, 6, 7, 8, 9, 10, 11};
        QTest::newRow("steps that overflow") << QList<qint64>{kMin, kMax, kMin, kMax};
    }

    void everyIntegerComesBack()
    {
        QFETCH(QList<qint64>, values);
        Bytes bytes;
        packIntegers(bytes, values);
        QList<qint64> back(values.size());
        ByteReader in(bytes);
        QVERIFY(unpackIntegers(in, back));
        QVERIFY(in.atEnd());
        QCOMPARE(back, values);
    }

    void integersOfAnyWidthComeBack()
    {
        std::mt19937_64 random(7);
        for (int width = 0; width <= 64; ++width) {
            for (const std::size_t count : {1U, 3U, 64U, 1024U}) {
                std::vector<qint64> values(count);
                for (qint64& value : values) {
                    value = width == 0 ? 0 : static_cast<qint64>(random() >> (64 - width));
                }
                Bytes bytes;
                packIntegers(bytes, values);
                std::vector<qint64> back(count);
                ByteReader in(bytes);
                QVERIFY(unpackIntegers(in, back));
                QVERIFY2(back == values, qPrintable(QStringLiteral("%1 bits").arg(width)));
            }
        }
    }

    void samplesComeBackBitForBit_data()
    {
        QTest::addColumn<std::vector<metrics::Sample>>("samples");
        std::mt19937_64 random(11);
        const auto noise = [&random] { return static_cast<double>(random() % 8192) / 1000.0; };
        QTest::newRow("a decimal metric") << samplesOf(1024, [&](std::size_t) { return 1.2 + noise(); });
        QTest::newRow("a counter") << samplesOf(1024, [](std::size_t i) { return double(i) * 37.0; });
        QTest::newRow("a constant") << samplesOf(1024, [](std::size_t) { return 0.25; });
        QTest::newRow("ratios") << samplesOf(1024, [](std::size_t i) { return double(i % 7) / double(1000 + i % 13); });
        QTest::newRow("single precision") << samplesOf(1024, [](std::size_t i) { return double(float(i) * 0.1F); });
        QTest::newRow("any bits that are a number") << samplesOf(1024, [&](std::size_t) {
            const double value = std::bit_cast<double>(random());
            return std::isfinite(value) ? value : -0.0;
        });
        QTest::newRow("borders") << samplesOf(8, [](std::size_t i) {
            using limits = std::numeric_limits<double>;
            return std::array{0.0, -0.0, limits::max(), limits::lowest(), limits::min(), limits::denorm_min(), 1e15, 0.1}[i];
        });
        QTest::newRow("a decimal that many places lie behind") << samplesOf(3, [](std::size_t i) { return i == 2 ? 1.000000000001 : 5.0; });
        QTest::newRow("one") << samplesOf(1, [](std::size_t) { return 0.42; });
    }

    void samplesComeBackBitForBit()
    {
        QFETCH(std::vector<metrics::Sample>, samples);
        Bytes bytes;
        packChunk(bytes, samples);
        QCOMPARE(chunkSize(bytes), samples.size());
        std::vector<metrics::Sample> back;
        QVERIFY(unpackChunk(bytes, back));
        QVERIFY(sameBits(back, samples));
    }

    void decimalsTakeTheBitsThatTheyVaryIn()
    {
        std::mt19937_64 random(3);
        std::vector<metrics::Sample> samples = samplesOf(1024, [&](std::size_t) { return double(random() % 8192) / 1000.0; });
        for (metrics::Sample& sample : samples) {
            sample.at = sample.at + Millis(static_cast<qint64>(random() % 11) - 5); // as a poll that is a little early or late
        }
        Bytes bytes;
        packChunk(bytes, samples);
        // 13 bits of the value and 5 of the time.
        QVERIFY2(bytes.size() < 1024 * 19 / 8, qPrintable(QString::number(bytes.size())));
    }

    void anHourWithoutSamplesCostsOneExceptionOnly()
    {
        std::vector<metrics::Sample> samples = samplesOf(1024, [](std::size_t) { return 1.0; });
        Bytes before;
        packChunk(before, samples);
        for (std::size_t i = 500; i < samples.size(); ++i) {
            samples[i].at = samples[i].at + std::chrono::hours(1);
        }
        Bytes after;
        packChunk(after, samples);
        QVERIFY2(after.size() <= before.size() + 16, qPrintable(QString::number(after.size())));
    }

    void bytesThatAreNoChunkAreRefusedAndLeaveNothing()
    {
        std::mt19937_64 random(5);
        Bytes good;
        packChunk(good, samplesOf(200, [](std::size_t i) { return double(i % 50) / 10.0; }));
        for (int round = 0; round < 20'000; ++round) {
            Bytes bad = good;
            bad[random() % bad.size()] ^= static_cast<quint8>(1U << (random() % 8));
            if (round % 3 == 0) {
                bad.resize(random() % bad.size());
            }
            std::vector<metrics::Sample> back{{Instant(), 1.0}};
            const bool read = unpackChunk(bad, back);
            QVERIFY(read ? back.size() == 1 + chunkSize(bad) : back.size() == 1);
        }
    }

    void aBatchHoldsManySeries()
    {
        samplefile::ById batch{
            {1, samplesOf(3, [](std::size_t i) { return double(i); })}, {900, samplesOf(3000, [](std::size_t i) { return double(i); })}};
        const Bytes row = samplefile::packBatch(batch);
        samplefile::ById back;
        QVERIFY(samplefile::unpackBatch(row, back));
        QCOMPARE(back, batch);
        QVERIFY(!samplefile::unpackBatch(std::span(row).first(row.size() - 1), back));
    }

    void labelsComeBackFromTheirText()
    {
        const metrics::Labels labels{{QStringLiteral("unit"), QStringLiteral("eu \"1\"")}, {QStringLiteral("model"), QString()}};
        QCOMPARE(samplefile::labelsOf(samplefile::textOf(labels)), labels);
        QCOMPARE(samplefile::textOf({}), QString());
        QCOMPARE(samplefile::textOf(labels), samplefile::textOf(metrics::Labels(labels.begin(), labels.end())));
    }
};

QTEST_GUILESS_MAIN(TestSampleChunks)
#include "test_sample_chunks.moc"
