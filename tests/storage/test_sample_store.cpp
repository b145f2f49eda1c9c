#include "models/storage/samples/chunk.h"
#include "models/storage/samples/sample_reader.h"
#include "models/storage/samples/sample_store.h"

#include <QTemporaryDir>
#include <QTest>

#include <random>

using namespace fairlead;
using namespace fairlead::storage;

namespace {

using Samples = std::vector<metrics::Sample>;

SeriesName nameOf(const QString& metric, const QString& release = QStringLiteral("r1"), metrics::Labels labels = {})
{
    return {release, {metric, metrics::Role::Canary, std::move(labels)}};
}

metrics::Sample at(qint64 ms, double value)
{
    return {Instant::fromMs(ms), value};
}

struct File {
    QTemporaryDir dir;
    QString path() const { return dir.filePath(QStringLiteral("history-samples.db")); }
    SampleStore open() const
    {
        auto store = SampleStore::open(path());
        if (!store) {
            qFatal("%s", qUtf8Printable(store.error().message));
        }
        return std::move(*store);
    }
    SampleReader read() const
    {
        auto reader = SampleReader::open(path());
        if (!reader) {
            qFatal("%s", qUtf8Printable(reader.error().message));
        }
        return std::move(*reader);
    }
    qint64 count(std::string_view sql) const
    {
        return sqlite::Database::open(path(), sqlite::Mode::ReadOnly, Millis(0))->integer(sql).value();
    }
};

qint64 idOf(SampleReader& reader, const QString& metric)
{
    SeriesQuery query;
    query.metric = metric;
    const auto names = reader.names(query);
    return names && names->size() == 1 ? names->front().first : -1;
}

Samples allOf(SampleReader& reader, const QString& metric, const Stretch& stretch = {})
{
    return reader.range(idOf(reader, metric), stretch).value();
}

} // namespace

class TestSampleStore : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void whatIsKeptIsReadFromTheTailAndFromChunksAlike()
    {
        const File file;
        SampleStore store = file.open();
        const QString a = QStringLiteral("a");
        QVERIFY(store.keep({{nameOf(a), {at(20, 2), at(10, 1)}}, {nameOf(QStringLiteral("b")), {at(10, 9)}}}));
        QVERIFY(store.keep({{nameOf(a), {at(30, 3)}}}));
        const Samples expected{at(10, 1), at(20, 2), at(30, 3)};
        SampleReader reader = file.read();
        QCOMPARE(allOf(reader, a), expected);
        QCOMPARE(file.count("SELECT count(*) FROM chunk"), 0);
        QVERIFY(store.compact());
        QCOMPARE(file.count("SELECT count(*) FROM chunk"), 2);
        QCOMPARE(allOf(reader, a), expected);
        QCOMPARE(allOf(reader, a, {Instant::fromMs(11), Instant::fromMs(30)}), (Samples{at(20, 2), at(30, 3)}));
        QCOMPARE(allOf(reader, a, {Instant::fromMs(31)}), Samples());
    }

    void aLaterValueForTheSameMillisecondStands()
    {
        const File file;
        SampleStore store = file.open();
        SampleReader reader = file.read();
        const QString a = QStringLiteral("a");
        QVERIFY(store.keep({{nameOf(a), {at(10, 1), at(10, 2)}}}));
        QCOMPARE(allOf(reader, a), Samples{at(10, 2)});
        QVERIFY(store.compact());
        QVERIFY(store.keep({{nameOf(a), {at(10, 3)}}}));
        QCOMPARE(allOf(reader, a), Samples{at(10, 3)});
        QVERIFY(store.compact());
        QCOMPARE(allOf(reader, a), Samples{at(10, 3)});
    }

    void chunksAreFullAndLateSamplesDoNotShredThem()
    {
        const File file;
        SampleStore store = file.open();
        const QString a = QStringLiteral("a");
        Samples even;
        for (int i = 0; i < 5000; ++i) {
            even.push_back(at(i * 10, i));
        }
        QVERIFY(store.keep({{nameOf(a), even}}));
        QVERIFY(store.compact());
        QCOMPARE(file.count("SELECT count(*) FROM chunk"), 5);
        QCOMPARE(file.count("SELECT count(*) FROM chunk WHERE count = 1024"), 4);
        for (int i = 0; i < 300; ++i) { // one late sample at a time
            QVERIFY(store.keep({{nameOf(a), {at(i * 10 + 5, i)}}}));
            QVERIFY(store.compact());
        }
        QVERIFY(file.count("SELECT count(*) FROM chunk") <= 6);
        QCOMPARE(file.count("SELECT sum(count) FROM chunk"), 5300);
        SampleReader reader = file.read();
        QCOMPARE(allOf(reader, a).size(), std::size_t(5300));
    }

    void anythingInAnyOrderIsAsInAMap_data()
    {
        QTest::addColumn<quint32>("seed");
        for (quint32 seed = 1; seed <= 12; ++seed) {
            QTest::addRow("seed %u", seed) << seed;
        }
    }

    void anythingInAnyOrderIsAsInAMap()
    {
        QFETCH(quint32, seed);
        std::mt19937 random(seed);
        const File file;
        auto store = std::make_unique<SampleStore>(file.open());
        auto reader = std::make_unique<SampleReader>(file.read());
        const QStringList names{QStringLiteral("a"), QStringLiteral("b"), QStringLiteral("c")};
        std::map<QString, std::map<qint64, double>> model;
        qint64 now = 1'000'000;
        for (int round = 0; round < 60; ++round) {
            std::vector<Portion> batch;
            for (const QString& name : names) {
                Portion portion{nameOf(name), {}};
                const int count = static_cast<int>(random() % (round % 10 == 9 ? 3000 : 40));
                for (int i = 0; i < count; ++i) {
                    // Mostly in order, sometimes late, sometimes twice.
                    const qint64 when
                        = random() % 8 == 0 ? static_cast<qint64>(random() % static_cast<quint64>(now)) : (now += 1 + random() % 50);
                    const double value = static_cast<double>(random() % 5000) / 100.0;
                    portion.samples.push_back(at(when, value));
                    model[name][when] = value;
                }
                batch.push_back(portion);
            }
            QVERIFY(store->keep(batch));
            switch (random() % 6) {
            case 0: QVERIFY(store->compact()); break;
            case 1: store = std::make_unique<SampleStore>(file.open()); break; // as after a crash: nothing was closed
            case 2: reader = std::make_unique<SampleReader>(file.read()); break;
            default: break;
            }
            const qint64 from = static_cast<qint64>(random() % static_cast<quint64>(now));
            const qint64 to = from + static_cast<qint64>(random() % 40'000);
            const QString& name = names.at(static_cast<int>(random() % 3));
            Samples expected;
            for (auto it = model[name].lower_bound(from); it != model[name].end() && it->first <= to; ++it) {
                expected.push_back(at(it->first, it->second));
            }
            QCOMPARE(allOf(*reader, name, {Instant::fromMs(from), Instant::fromMs(to)}), expected);
        }
        for (const QString& name : names) {
            QCOMPARE(allOf(*reader, name).size(), model[name].size());
        }
    }

    void aLargeBatchGoesToChunksAtOnce()
    {
        const File file;
        SampleStore store = file.open();
        Samples many;
        for (int i = 0; i < 70'000; ++i) {
            many.push_back(at(i, i % 100));
        }
        const QString a = QStringLiteral("a");
        QVERIFY(store.keep({{nameOf(a), {at(5, -1), at(100'000, 7)}}}));
        QVERIFY(store.keep({{nameOf(a), many}}));
        QCOMPARE(file.count("SELECT sum(count) FROM tail"), 0);
        SampleReader reader = file.read();
        const Samples all = allOf(reader, a);
        QCOMPARE(all.size(), std::size_t(70'001));
        QCOMPARE(all[5].value, 5.0); // the batch came after
        QCOMPARE(all.back(), at(100'000, 7));
    }

    void seriesAreFoundByWhatIsKnownOfThem()
    {
        const File file;
        SampleStore store = file.open();
        const metrics::Labels haiku{{QStringLiteral("model"), QStringLiteral("haiku")}};
        const QString cost = QStringLiteral("cost");
        QVERIFY(store.keep({{nameOf(cost), {at(10, 1), at(30, 1)}}, {nameOf(cost, QStringLiteral("r1"), haiku), {at(10, 1)}},
            {nameOf(cost, QStringLiteral("r2"), haiku), {at(10, 1)}}, {nameOf(QStringLiteral("calls")), {at(5, 1)}}}));
        SampleReader reader = file.read();
        const auto countOf = [&](const SeriesQuery& query) { return reader.names(query).value().size(); };
        QCOMPARE(countOf({}), std::size_t(4));
        QCOMPARE(countOf({QStringLiteral("r1"), {}, {}, {}, false}), std::size_t(3));
        QCOMPARE(countOf({QStringLiteral("r1"), {}, {}, {}, true}), std::size_t(2));
        QCOMPARE(countOf({{}, cost, metrics::Role::Baseline, {}, false}), std::size_t(0));
        QCOMPARE(countOf({{}, {}, {}, haiku, false}), std::size_t(2));
        const auto found = reader.series({QStringLiteral("r1"), cost, {}, {}, true}).value();
        QCOMPARE(found.size(), std::size_t(1));
        QCOMPARE(found.front().count, 2);
        QCOMPARE(found.front().first.ms(), 10);
        QCOMPARE(found.front().last.ms(), 30);
        QVERIFY(store.compact());
        QCOMPARE(reader.series({QStringLiteral("r1"), cost, {}, {}, true}).value().front().count, 2);
    }

    void aReleaseGoesWholeOrNotAtAll()
    {
        const File file;
        SampleStore store = file.open();
        const QString a = QStringLiteral("a");
        QVERIFY(store.keep({{nameOf(a), {at(10, 1), at(20, 1)}}, {nameOf(a, QStringLiteral("r2")), {at(10, 1)}}}));
        QVERIFY(store.compact());
        QVERIFY(store.keep({{nameOf(a), {at(30, 1)}}}));
        const Forgotten gone = store.forget(QStringLiteral("r1")).value();
        QCOMPARE(gone.samples, 3);
        QCOMPARE(gone.series, 1);
        SampleReader reader = file.read();
        QVERIFY(reader.names({QStringLiteral("r1"), {}, {}, {}, false})->empty());
        QCOMPARE(allOf(reader, a).size(), std::size_t(1));
        QVERIFY(store.keep({{nameOf(a), {at(40, 4)}}})); // its id was known before
        SeriesQuery query{QStringLiteral("r1"), {}, {}, {}, false};
        QCOMPARE(reader.range(reader.names(query)->front().first).value(), Samples{at(40, 4)});
    }

    void whatIsOfNoReleaseGoesByAge()
    {
        const File file;
        SampleStore store = file.open();
        Samples many;
        for (int i = 0; i < 3000; ++i) {
            many.push_back(at(i, 1));
        }
        const QString a = QStringLiteral("a");
        QVERIFY(store.keep({{nameOf(a, QString()), many}, {nameOf(QStringLiteral("b")), many}}));
        const Forgotten gone = store.forgetBefore(Instant::fromMs(2500)).value();
        QCOMPARE(gone.samples, 2048); // whole chunks
        QCOMPARE(gone.series, 0);
        SampleReader reader = file.read();
        QCOMPARE(allOf(reader, a).size(), std::size_t(952));
        QCOMPARE(allOf(reader, QStringLiteral("b")).size(), std::size_t(3000));
        QCOMPARE(store.forgetBefore(Instant::fromMs(9999))->series, 1);
    }

    void aDamagedChunkIsSaidAndTheRestGoesOn()
    {
        const File file;
        SampleStore store = file.open();
        const QString a = QStringLiteral("a");
        QVERIFY(store.keep({{nameOf(a), {at(10, 1)}}, {nameOf(QStringLiteral("b")), {at(10, 1)}}}));
        QVERIFY(store.compact());
        auto raw = sqlite::Database::open(file.path(), sqlite::Mode::ReadWrite, Millis(1000));
        QVERIFY(raw->execute("UPDATE chunk SET data = x'0102' WHERE series = 1"));
        SampleReader reader = file.read();
        const auto broken = reader.range(idOf(reader, a));
        QVERIFY(!broken);
        QCOMPARE(toString(broken.error().code), toString(ErrorCode::Corrupt));
        QCOMPARE(allOf(reader, QStringLiteral("b")).size(), std::size_t(1));
        QVERIFY(store.keep({{nameOf(a), {at(20, 2)}}}));
        QTest::failOnWarning(QRegularExpression(QStringLiteral("^nothing$")));
        QTest::ignoreMessage(QtWarningMsg, QRegularExpression(QStringLiteral("cannot be read.*set aside")));
        QVERIFY(store.compact());
        QCOMPARE(allOf(reader, a), Samples{at(20, 2)});
        QCOMPARE(file.count("SELECT count(*) FROM damaged"), 1);
    }

    void filesOfOthersAreLeftAlone()
    {
        const File file;
        QVERIFY(sqlite::Database::open(file.path(), sqlite::Mode::ReadWrite, Millis(0))->execute("CREATE TABLE mine (x)"));
        const auto store = SampleStore::open(file.path());
        QVERIFY(!store);
        QCOMPARE(toString(store.error().code), toString(ErrorCode::Corrupt));
        const File newer;
        newer.open();
        QVERIFY(sqlite::Database::open(newer.path(), sqlite::Mode::ReadWrite, Millis(0))->execute("PRAGMA user_version = 99"));
        QCOMPARE(toString(SampleStore::open(newer.path()).error().code), toString(ErrorCode::Unsupported));
        const File none;
        QCOMPARE(toString(SampleReader::open(none.path()).error().code), toString(ErrorCode::NotFound));
    }

    void bucketsAddUp()
    {
        Samples samples;
        for (int i = 0; i < 100; ++i) {
            samples.push_back(at(i * 100, i));
        }
        samples.push_back(at(20'000, 5.0)); // a counter that began again
        const auto buckets = metrics::bucketsOf(samples, Millis(10'000));
        QCOMPARE(buckets.size(), std::size_t(2));
        const metrics::Bucket& first = buckets.front();
        QCOMPARE(first.start.ms(), 0);
        QCOMPARE(first.count, 100);
        QCOMPARE(first.mean, 49.5);
        QCOMPARE(first.min, 0.0);
        QCOMPARE(first.max, 99.0);
        QCOMPARE(first.p50, 49.5);
        QVERIFY(std::abs(first.p95 - 94.05) < 1e-9);
        QVERIFY(std::abs(first.p99 - 98.01) < 1e-9);
        QCOMPARE(first.rate.value(), 10.0);
        QCOMPARE(buckets[1].count, 1);
        QVERIFY(std::abs(buckets[1].rate.value() - 5.0 / 10.1) < 1e-9);
        QCOMPARE(metrics::bucketsOf(std::span(samples).first(1), Millis(1)).front().rate.has_value(), false);
        QCOMPARE(metrics::bucketsOf(Samples{at(-1, 1)}, Millis(1000)).front().start.ms(), -1000);
    }
};

QTEST_GUILESS_MAIN(TestSampleStore)
#include "test_sample_store.moc"
